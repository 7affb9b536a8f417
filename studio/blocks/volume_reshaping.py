"""What arranges the values of volumes anew, without weights."""

from __future__ import annotations

from studio.blocks.bordering import Bordering, Enlarging
from studio.forms.kinds import Box, BoxMargins


class ZeroPadding3D(Bordering):
    """Puts a frame of zeros around a volume.

    padding: How many places before and after it along depth, height and width.

    More:
    after: How many places after it, where they are others than before it; None for the same.

    Formula: y_{h + p, i + q, j + r, c} = x_{h, i, j, c}, else 0
        p, q and r are the three numbers of padding.

    Shape:  (depth, height, width, channels) -> (depth', height', width', channels)
    Source: keras.layers.ZeroPadding3D
    Also:   border, volume
    """

    rare = True
    dimensions = 3

    padding: BoxMargins = (1, 1, 1)
    after: BoxMargins | None = None


class Cropping3D(Bordering):
    """Cuts places off the border of a volume.

    cropping: How many places before and after it along depth, height and width.

    More:
    after: How many places after it, where they are others than before it; None for the same.

    Formula: y_{h, i, j, c} = x_{h + p, i + q, j + r, c}
        p, q and r are the three numbers of cropping.

    Shape:  (depth, height, width, channels) -> (depth', height', width', channels)
    Source: keras.layers.Cropping3D
    Also:   trim, volume
    """

    rare = True
    dimensions = 3
    amount = "cropping"
    sign = -1

    cropping: BoxMargins = (1, 1, 1)
    after: BoxMargins | None = None


class UpSampling3D(Enlarging):
    """Makes a volume larger by a whole factor: every place is repeated.

    size: How many times deeper, higher and wider.

    Formula: y_{h, i, j, c} = x_{⌊h / s⌋, ⌊i / t⌋, ⌊j / u⌋, c}
        s, t and u are the three numbers of size.

    Shape:  (depth, height, width, channels) -> (depth', height', width', channels)
    Source: keras.layers.UpSampling3D
    Also:   resize, enlarge, unpooling, volume
    """

    dimensions = 3

    size: Box = (2, 2, 2)
