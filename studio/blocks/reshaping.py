"""What arranges values anew, without weights."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from msgspec import Meta

from studio.blocks.block import WHOLE, Block, Reach, Shape, ShapeError, pictured, spelled
from studio.blocks.windows import by, image, joined
from studio.forms.kinds import Margins, Window

Axis = Annotated[int, Meta(ge=-1, le=2**31 - 1)]
TargetShape = Annotated[tuple[Axis, ...], Meta(min_length=1, max_length=4)]
Interpolation = Literal["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]
SEEN = {"nearest": 1, "bilinear": 2, "bicubic": 4, "lanczos3": 6, "lanczos5": 10}  # pixels along one axis that one new pixel is mixed from


class Flatten(Block):
    """Lays all values of an image out in one long row, so that a Dense can take them.

    Formula: y_{(i · w + j) · n + c} = x_{i, j, c}
        w is the width, n the number of channels.

    Shape:  (height, width, channels) -> (height · width · channels,)
    Source: keras.layers.Flatten
    Also:   ravel, vector
    """

    family = "reshaping"

    def output_shape(self, *inputs: Shape) -> Shape:
        """One axis with all values; unknown where any axis is."""
        known = [axis for axis in inputs[0] if axis is not None]
        return (math.prod(known) if len(known) == len(inputs[0]) else None,)

    def caption(self) -> str:
        """In which order the values come."""
        return "row by row"

    def receptive_field(self) -> Reach:
        """All of the input: places are lost."""
        return WHOLE


class Reshape(Block):
    """Arranges the same values in another shape.

    target_shape: The new axes; −1 for one that follows from the others.

    Formula: y_{k} = x_{k}
        k counts the values row by row.

    Shape:  any -> target_shape
    Source: keras.layers.Reshape
    Also:   view
    """

    family = "reshaping"
    given = ("target_shape",)

    target_shape: TargetShape = (-1,)

    def output_shape(self, *inputs: Shape) -> Shape:
        """The new axes, the open one worked out where the input is known."""
        (shape,) = inputs
        target = self.target_shape
        if 0 in target or target.count(-1) > 1:
            raise ShapeError(f"Reshape needs axes of at least 1, and at most one −1. Received: {spelled(target)}. Mend target_shape.")
        if None in shape:
            return tuple(None if axis == -1 else axis for axis in target)
        values, asked = math.prod(axis or 1 for axis in shape), math.prod(axis for axis in target if axis != -1)
        if values % asked if -1 in target else values != asked:
            raise ShapeError(
                f"Reshape needs a target_shape of {values} values. Received: {spelled(shape)}, target_shape {spelled(target)}. "
                "Choose axes whose product is that, or −1 for one of them."
            )
        return tuple(values // asked if axis == -1 else axis for axis in target)

    def receptive_field(self) -> Reach:
        """All of the input: places are lost."""
        return WHOLE

    def caption(self) -> str:
        """`7 × 7 × 16`."""
        return pictured(tuple(None if axis == -1 else axis for axis in self.target_shape))


class ZeroPadding2D(Block):
    """Puts a frame of zeros around the image.

    padding: Rows above and below, and columns left and right, in pixels.

    Formula: y_{i + p, j + q, c} = x_{i, j, c}, else 0
        p and q are the two numbers of padding.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: keras.layers.ZeroPadding2D
    Also:   border
    """

    family = "reshaping"

    padding: Margins = (1, 1)

    def output_shape(self, *inputs: Shape) -> Shape:
        """Larger by twice the padding."""
        height, width, channels = image("ZeroPadding2D", inputs[0])
        return (_longer(height, 2 * self.padding[0]), _longer(width, 2 * self.padding[1]), channels)

    def caption(self) -> str:
        """`2×2`."""
        return by(self.padding)


class Cropping2D(Block):
    """Cuts rows and columns off the border of the image.

    cropping: Rows above and below, and columns left and right, in pixels.

    Formula: y_{i, j, c} = x_{i + p, j + q, c}
        p and q are the two numbers of cropping.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: keras.layers.Cropping2D
    Also:   trim
    """

    family = "reshaping"
    given = ("cropping",)

    cropping: Margins = (1, 1)

    def output_shape(self, *inputs: Shape) -> Shape:
        """Smaller by twice the cropping."""
        height, width, channels = image("Cropping2D", inputs[0])
        left = (_longer(height, -2 * self.cropping[0]), _longer(width, -2 * self.cropping[1]))
        if any(axis is not None and axis < 1 for axis in left):
            raise ShapeError(
                f"Cropping2D takes {by(self.cropping)} pixels off every side, and nothing is left. Received: {spelled(inputs[0])}. "
                "Choose a smaller cropping."
            )
        return (*left, channels)

    def caption(self) -> str:
        """`2×2`."""
        return by(self.cropping)


class UpSampling2D(Block):
    """Makes the image larger by a whole factor, without learning anything.

    size: How many times higher and wider.
    interpolation: How the new pixels are filled: nearest repeats, the others blend neighbours. TFLite knows the first two.

    Formula: y_{i, j, c} = x_{⌊i / s⌋, ⌊j / t⌋, c}
        s and t are the two numbers of size, here with the interpolation nearest.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: keras.layers.UpSampling2D
    Also:   resize, enlarge, unpooling
    """

    family = "reshaping"

    size: Window = (2, 2)
    interpolation: Interpolation = "nearest"

    def output_shape(self, *inputs: Shape) -> Shape:
        """Height and width times the size."""
        height, width, channels = image("UpSampling2D", inputs[0])
        return (_times(height, self.size[0]), _times(width, self.size[1]), channels)

    def receptive_field(self) -> Reach:
        """The pixels that one new pixel is mixed from; the step is a fraction of a pixel."""
        seen = SEEN[self.interpolation]
        return Reach((seen, seen), (1 / self.size[0], 1 / self.size[1]))

    def caption(self) -> str:
        """`2×2 · bilinear`."""
        return joined(by(self.size), "" if self.interpolation == "nearest" else self.interpolation)


def _longer(axis: int | None, by: int) -> int | None:
    return None if axis is None else axis + by


def _times(axis: int | None, factor: int) -> int | None:
    return None if axis is None else axis * factor
