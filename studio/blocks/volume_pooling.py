"""Windows through volumes that sum up what they see, without weights."""

from __future__ import annotations

from studio.blocks.sliding_pooling import GlobalPooling, Pooling
from studio.forms.kinds import Box, Padding


class MaxPooling3D(Pooling):
    """Keeps the largest value in each window of a volume, so that it shrinks and small shifts matter less.

    pool_size: Depth, height and width of the window, in pixels.
    strides: Step between two windows, in pixels; None moves by a whole window, less makes windows overlap.
    padding: With same, windows may hang over the border; with valid, they stay inside the volume.

    Formula: y_{h, i, j, c} = max_{t, u, v} x_{sh + t, si + u, sj + v, c}
        s is the stride; t, u and v run over the window.

    Shape:  (depth, height, width, channels) -> (depth', height', width', channels)
    Source: keras.layers.MaxPooling3D
    Also:   maxpool, subsampling, volume, video
    """

    dimensions = 3

    pool_size: Box = (2, 2, 2)
    strides: Box | None = None
    padding: Padding = "valid"


class AveragePooling3D(Pooling):
    """Keeps the mean of each window of a volume, so that it shrinks and is smoothed.

    pool_size: Depth, height and width of the window, in pixels.
    strides: Step between two windows, in pixels; None moves by a whole window, less makes windows overlap.
    padding: With same, windows may hang over the border; with valid, they stay inside the volume.

    Formula: y_{h, i, j, c} = 1/n Σ_{t, u, v} x_{sh + t, si + u, sj + v, c}
        s is the stride; t, u and v run over the window, which covers n places.

    Shape:  (depth, height, width, channels) -> (depth', height', width', channels)
    Source: keras.layers.AveragePooling3D
    Also:   avgpool, mean pooling, subsampling, volume, video
    """

    dimensions = 3

    pool_size: Box = (2, 2, 2)
    strides: Box | None = None
    padding: Padding = "valid"


class GlobalAveragePooling3D(GlobalPooling):
    """Turns each channel of a volume into its mean; takes any size and needs no Flatten after it.

    keepdims: Whether the answer stays a volume of one place instead of a vector.

    Formula: y_{c} = 1/n Σ_{h, i, j} x_{h, i, j, c}
        n is the number of places.

    Shape:  (depth, height, width, channels) -> (channels,)
    Source: keras.layers.GlobalAveragePooling3D
    Also:   gap, volume, video
    """

    dimensions = 3


class GlobalMaxPooling3D(GlobalPooling):
    """Turns each channel of a volume into its largest value: whether something is anywhere in it.

    keepdims: Whether the answer stays a volume of one place instead of a vector.

    Formula: y_{c} = max_{h, i, j} x_{h, i, j, c}

    Shape:  (depth, height, width, channels) -> (channels,)
    Source: keras.layers.GlobalMaxPooling3D
    Also:   gmp, volume, video
    """

    dimensions = 3
