"""What arranges values anew, without weights."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from msgspec import Meta

from studio.blocks.block import WHOLE, Block, Reach, Shape, ShapeError, pictured, spelled
from studio.blocks.bordering import Bordering
from studio.blocks.windows import by, image, joined
from studio.forms.kinds import Count, Margins, Window

Axis = Annotated[int, Meta(ge=-1, le=2**31 - 1)]
TargetShape = Annotated[tuple[Axis, ...], Meta(min_length=1, max_length=4)]
Dims = Annotated[tuple[Annotated[int, Meta(ge=1, le=4)], ...], Meta(min_length=1, max_length=4)]
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


class Permute(Block):
    """Puts the axes in another order; the values stay what they are.

    dims: The old number of each new axis, counted from 1: (2, 1, 3) exchanges rows and columns of an image.

    Formula: y_{j, i, c} = x_{i, j, c}
        here with the dims (2, 1, 3).

    Shape:  any -> the same axes in another order
    Source: keras.layers.Permute
    Also:   transpose, swap axes
    """

    family = "reshaping"
    given = ("dims",)

    dims: Dims = (2, 1, 3)

    def output_shape(self, *inputs: Shape) -> Shape:
        """The axes in the new order."""
        (shape,) = inputs
        if sorted(self.dims) != list(range(1, len(shape) + 1)):
            raise ShapeError(
                f"Permute needs every axis of its input once in dims, counted from 1. Received: dims {spelled(self.dims)} "
                f"for {spelled(shape)}. Name axes 1 to {len(shape)} in the order that you want."
            )
        return tuple(shape[axis - 1] for axis in self.dims)

    def receptive_field(self) -> Reach:
        """All of the input: places are lost."""
        return WHOLE

    def caption(self) -> str:
        """`2, 1, 3`."""
        return ", ".join(map(str, self.dims))


class RepeatVector(Block):
    """Repeats a vector, which makes a sequence of it.

    n: How many times.

    Formula: y_{i, c} = x_{c}
        i runs from 1 to n.

    Shape:  (values,) -> (n, values)
    Source: keras.layers.RepeatVector
    Also:   tile, broadcast
    """

    family = "reshaping"
    given = ("n",)

    n: Count = 8

    def output_shape(self, *inputs: Shape) -> Shape:
        """As many rows as wanted."""
        (shape,) = inputs
        if len(shape) != 1:
            raise ShapeError(f"RepeatVector needs a vector (values,). Received: {spelled(shape)}. Put a Flatten before it.")
        return (self.n, *shape)

    def receptive_field(self) -> Reach:
        """All of the input."""
        return WHOLE

    def caption(self) -> str:
        """`8 times`."""
        return f"{self.n} times"


class Identity(Block):
    """Hands on what comes, unchanged: a place to lead wires together, or to look at.

    Formula: y = x

    Shape:  unchanged
    Source: keras.layers.Identity
    Also:   pass, nothing, noop
    """

    family = "reshaping"


class ZeroPadding2D(Bordering):
    """Puts a frame of zeros around the image.

    padding: Rows above and below, and columns left and right, in pixels.

    More:
    after: Rows below and columns right, where they are others than above and left; None for the same.

    Formula: y_{i + p, j + q, c} = x_{i, j, c}, else 0
        p and q are the two numbers of padding.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: keras.layers.ZeroPadding2D
    Also:   border
    """

    padding: Margins = (1, 1)
    after: Margins | None = None


class Cropping2D(Bordering):
    """Cuts rows and columns off the border of the image.

    cropping: Rows above and below, and columns left and right, in pixels.

    More:
    after: Rows below and columns right, where they are others than above and left; None for the same.

    Formula: y_{i, j, c} = x_{i + p, j + q, c}
        p and q are the two numbers of cropping.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: keras.layers.Cropping2D
    Also:   trim
    """

    given = ("cropping",)
    amount = "cropping"
    sign = -1

    cropping: Margins = (1, 1)
    after: Margins | None = None


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


def _times(axis: int | None, factor: int) -> int | None:
    return None if axis is None else axis * factor
