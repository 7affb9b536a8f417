"""Poolings whose answer has a wanted size, whatever comes in."""

from __future__ import annotations

from studio.blocks.sliding_pooling import AdaptiveMaximum, AdaptivePooling
from studio.forms.kinds import Box, Steps, Window


class AdaptiveAveragePooling2D(AdaptivePooling):
    """Divides the map into as many windows as are wanted and keeps the mean of each: one size leaves, whatever comes in.

    output_size: Height and width of the answer, in pixels.

    Formula: y_{i, j, c} = 1/n Σ_{u, v} x_{u, v, c}
        u and v run over the share of the rows and columns of the map that falls to the place, n places.

    Shape:  (height, width, channels) -> (output_size, channels)
    Source: keras.layers.AdaptiveAveragePooling2D
    Also:   adaptive pooling
    """

    output_size: Window = (2, 2)


class AdaptiveMaxPooling2D(AdaptiveMaximum):
    """Divides the map into as many windows as are wanted and keeps the largest value of each: one size leaves, whatever comes in.

    output_size: Height and width of the answer, in pixels.

    Formula: y_{i, j, c} = max_{u, v} x_{u, v, c}
        u and v run over the share of the rows and columns of the map that falls to the place.

    Shape:  (height, width, channels) -> (output_size, channels)
    Source: keras.layers.AdaptiveMaxPooling2D
    Also:   adaptive pooling
    """

    output_size: Window = (2, 2)


class AdaptiveAveragePooling1D(AdaptivePooling):
    """Divides the sequence into as many windows as are wanted and keeps the mean of each: one size leaves, whatever comes in.

    output_size: Length of the answer, in steps.

    Formula: y_{i, c} = 1/n Σ_{u} x_{u, c}
        u runs over the share of the steps of the sequence that falls to the place, n places.

    Shape:  (steps, channels) -> (output_size, channels)
    Source: keras.layers.AdaptiveAveragePooling1D
    Also:   adaptive pooling
    """

    dimensions = 1

    output_size: Steps = 2


class AdaptiveMaxPooling1D(AdaptiveMaximum):
    """Divides the sequence into as many windows as are wanted and keeps the largest value of each: one size leaves, whatever comes in.

    output_size: Length of the answer, in steps.

    Formula: y_{i, c} = max_{u} x_{u, c}
        u runs over the share of the steps of the sequence that falls to the place.

    Shape:  (steps, channels) -> (output_size, channels)
    Source: keras.layers.AdaptiveMaxPooling1D
    Also:   adaptive pooling
    """

    dimensions = 1

    output_size: Steps = 2


class AdaptiveAveragePooling3D(AdaptivePooling):
    """Divides the volume into as many windows as are wanted and keeps the mean of each: one size leaves, whatever comes in.

    output_size: Depth, height and width of the answer, in pixels.

    Formula: y_{h, i, j, c} = 1/n Σ_{t, u, v} x_{t, u, v, c}
        t, u and v run over the share of each axis of the volume that falls to the place, n places.

    Shape:  (depth, height, width, channels) -> (output_size, channels)
    Source: keras.layers.AdaptiveAveragePooling3D
    Also:   adaptive pooling
    """

    dimensions = 3

    output_size: Box = (2, 2, 2)


class AdaptiveMaxPooling3D(AdaptiveMaximum):
    """Divides the volume into as many windows as are wanted and keeps the largest value of each: one size leaves, whatever comes in.

    output_size: Depth, height and width of the answer, in pixels.

    Formula: y_{h, i, j, c} = max_{t, u, v} x_{t, u, v, c}
        t, u and v run over the share of each axis of the volume that falls to the place.

    Shape:  (depth, height, width, channels) -> (output_size, channels)
    Source: keras.layers.AdaptiveMaxPooling3D
    Also:   adaptive pooling
    """

    dimensions = 3

    output_size: Box = (2, 2, 2)
