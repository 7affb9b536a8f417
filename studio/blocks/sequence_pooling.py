"""Windows along sequences that sum up what they see, without weights."""

from __future__ import annotations

from studio.blocks.sliding_pooling import GlobalPooling, Pooling
from studio.forms.kinds import Padding, Steps


class MaxPooling1D(Pooling):
    """Keeps the largest value in each window of a sequence, so that it shrinks and small shifts matter less.

    pool_size: Length of the window, in steps.
    strides: Step between two windows, in steps; None moves by a whole window, less makes windows overlap.
    padding: With same, windows may hang over the ends; with valid, they stay inside the sequence.

    Formula: y_{i, c} = max_{u} x_{si + u, c}
        s is the stride; u runs over the window.

    Shape:  (steps, channels) -> (steps', channels)
    Source: keras.layers.MaxPooling1D
    Also:   maxpool, subsampling, sequence
    """

    pool_size: Steps = 2
    strides: Steps | None = None
    padding: Padding = "valid"


class AveragePooling1D(Pooling):
    """Keeps the mean of each window of a sequence, so that it shrinks and is smoothed.

    pool_size: Length of the window, in steps.
    strides: Step between two windows, in steps; None moves by a whole window, less makes windows overlap.
    padding: With same, windows may hang over the ends; with valid, they stay inside the sequence.

    Formula: y_{i, c} = 1/n Σ_{u} x_{si + u, c}
        s is the stride; u runs over the window, which covers n steps.

    Shape:  (steps, channels) -> (steps', channels)
    Source: keras.layers.AveragePooling1D
    Also:   avgpool, mean pooling, subsampling, sequence
    """

    pool_size: Steps = 2
    strides: Steps | None = None
    padding: Padding = "valid"


class GlobalAveragePooling1D(GlobalPooling):
    """Turns each channel of a sequence into its mean; takes any length and needs no Flatten after it.

    keepdims: Whether the answer stays a sequence of one step instead of a vector.

    Formula: y_{c} = 1/n Σ_{i} x_{i, c}
        n is the number of steps.

    Shape:  (steps, channels) -> (channels,)
    Source: keras.layers.GlobalAveragePooling1D
    Also:   gap, sequence
    """


class GlobalMaxPooling1D(GlobalPooling):
    """Turns each channel of a sequence into its largest value: whether something is anywhere in it.

    keepdims: Whether the answer stays a sequence of one step instead of a vector.

    Formula: y_{c} = max_{i} x_{i, c}

    Shape:  (steps, channels) -> (channels,)
    Source: keras.layers.GlobalMaxPooling1D
    Also:   gmp, sequence
    """
