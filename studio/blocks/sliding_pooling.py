"""What poolings have in common, along any number of axes."""

from __future__ import annotations

from typing import Any, ClassVar

from studio.blocks.block import WHOLE, Block, Reach, Shape, ShapeError, spelled
from studio.blocks.gridded import Gridded
from studio.blocks.windows import Sliding, by, grid, joined, plain, sides


class Pooling(Gridded):
    """A window slid over each map on its own."""

    family = "pooling"
    rare = True
    given = ("pool_size",)
    dimensions: ClassVar[int] = 1

    def output_shape(self, *inputs: Shape) -> Shape:
        """As many maps as before, as long as the positions the window takes."""
        shape = grid(type(self).__name__, inputs[0], self.dimensions)
        return (*self._sliding().over(shape, "window", "pool_size"), shape[-1])

    def receptive_field(self) -> Reach:
        """The window."""
        return self._sliding().reach

    def caption(self) -> str:
        """`3×3×3 · stride 2`."""
        window = self._sliding()
        return joined(by(window.size), f"stride {plain(window.strides)}", window.padding if window.padding == "same" else "")

    def _sliding(self) -> Sliding:
        own: Any = self
        return Sliding(sides(own.pool_size), sides(own.strides or own.pool_size), own.padding)


class GlobalPooling(Block):
    """One number for each whole map."""

    family = "pooling"
    rare = True
    dimensions: ClassVar[int] = 1

    keepdims: bool = False

    def output_shape(self, *inputs: Shape) -> Shape:
        """A vector with one value a channel, or a map of one place."""
        channels = grid(type(self).__name__, inputs[0], self.dimensions)[-1]
        return ((1,) * self.dimensions if self.keepdims else ()) + (channels,)

    def receptive_field(self) -> Reach:
        """All of the input."""
        return WHOLE


class AdaptivePooling(Gridded):
    """Windows as large as needed for an answer of a wanted size."""

    family = "pooling"
    rare = True
    given = ("output_size",)
    dimensions: ClassVar[int] = 2

    def output_shape(self, *inputs: Shape) -> Shape:
        """As many maps as before, of the wanted size."""
        name = type(self).__name__
        shape, wanted = grid(name, inputs[0], self.dimensions), self._wanted()
        if None in shape[:-1]:
            raise ShapeError(f"{name} needs an input of known size. Received: {spelled(shape)}. Give the Input a shape without None.")
        self._check_windows(shape)
        return (*wanted, shape[-1])

    def receptive_field(self) -> Reach:
        """All of the input: how much of it depends on its size."""
        return WHOLE

    def caption(self) -> str:
        """`to 7×7`."""
        return f"to {by(self._wanted())}"

    def _check_windows(self, shape: Shape) -> None:
        """Refuses what TensorFlow cannot do.

        Raises:
            ShapeError: There is such a thing.
        """

    def _wanted(self) -> tuple[int, ...]:
        own: Any = self
        return sides(own.output_size)


class AdaptiveMaximum(AdaptivePooling):
    """The largest value of each window."""

    def _check_windows(self, shape: Shape) -> None:
        """Keras pools by windows of two sizes, and TensorFlow ends the process where the larger one does not fit."""
        name, wanted = type(self).__name__, self._wanted()
        if any(-(-(axis or 1) // part) >= (axis or 1) for axis, part in zip(shape, wanted, strict=False)):
            raise ShapeError(
                f"{name} needs at least two places along every axis, before and after it. Received: {spelled(shape)}, "
                f"output_size {by(wanted)}. Use GlobalMaxPooling{self.dimensions}D for one place."
            )
