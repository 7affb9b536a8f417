"""What arranges the values of sequences anew, without weights."""

from __future__ import annotations

from studio.blocks.bordering import Enlarging, SequenceBordering
from studio.forms.kinds import Ends, Steps


class ZeroPadding1D(SequenceBordering):
    """Puts zeros before and after a sequence.

    padding: How many steps before it, and how many after it.

    Formula: y_{i + p, c} = x_{i, c}, else 0
        p is the first number of padding.

    Shape:  (steps, channels) -> (steps', channels)
    Source: keras.layers.ZeroPadding1D
    Also:   border, sequence
    """

    padding: Ends = (1, 1)


class Cropping1D(SequenceBordering):
    """Cuts steps off both ends of a sequence.

    cropping: How many steps before it, and how many after it.

    Formula: y_{i, c} = x_{i + p, c}
        p is the first number of cropping.

    Shape:  (steps, channels) -> (steps', channels)
    Source: keras.layers.Cropping1D
    Also:   trim, sequence
    """

    amount = "cropping"
    sign = -1

    cropping: Ends = (1, 1)


class UpSampling1D(Enlarging):
    """Makes a sequence longer by a whole factor: every step is repeated.

    size: How many times longer.

    Formula: y_{i, c} = x_{⌊i / s⌋, c}
        s is the size.

    Shape:  (steps, channels) -> (steps · size, channels)
    Source: keras.layers.UpSampling1D
    Also:   resize, enlarge, unpooling, sequence
    """

    size: Steps = 2
