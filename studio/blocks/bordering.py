"""What frames and crops have in common that touch sequences and volumes, and frames that differ from side to side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from studio.blocks.block import Block, Reach, Shape, ShapeError, spelled
from studio.blocks.gridded import Gridded
from studio.blocks.windows import by, grid, plain, reach, sides


class Bordering(Gridded):
    """Adds to both ends of every axis but the last, or takes away from them.

    Keras wants the two ends of an axis together; a person rather says what happens before, and only where it differs what happens after.
    """

    family = "reshaping"
    dimensions: ClassVar[int] = 2
    amount: ClassVar[str] = "padding"
    sign: ClassVar[int] = 1

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Makes the block from loose values; Keras's pairs of ends are understood as well.

        Raises:
            FormError: A name is unknown, missing or its value refused; all faults at once.
        """
        given = values.get(cls.amount)
        if not (isinstance(given, list | tuple) and given and all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in given)):
            return super().read(values)
        before, after = (tuple(pair[end] for pair in given) for end in (0, 1))
        return super().read({**values, cls.amount: before, "after": None if after == before else after})

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """Keras's one argument: the ends of each axis, or how much on both of them."""
        before, after = self._ends()
        if before != after:
            return {self.amount: tuple(zip(before, after, strict=True))}
        found = super().arguments(whole)
        return {self.amount: found[self.amount]} if self.amount in found else {}

    def output_shape(self, *inputs: Shape) -> Shape:
        """Longer or shorter by both ends."""
        shape = grid(type(self).__name__, inputs[0], self.dimensions)
        changes = (self.sign * (before + after) for before, after in zip(*self._ends(), strict=True))
        left = tuple(None if axis is None else axis + change for axis, change in zip(shape, changes, strict=False))
        if any(axis is not None and axis < 1 for axis in left):
            raise ShapeError(
                f"{type(self).__name__} takes {by(self._ends()[0])} pixels off every side, and nothing is left. "
                f"Received: {spelled(shape)}. Choose a smaller {self.amount}."
            )
        return (*left, shape[-1])

    def caption(self) -> str:
        """`2×2`, or `0×0, 1×1` where the ends differ."""
        before, after = self._ends()
        return by(before) if before == after else f"{by(before)}, {by(after)}"

    def _ends(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """How much at the beginning and at the end of each axis."""
        own: Any = self
        before: tuple[int, ...] = getattr(self, self.amount)
        return before, before if own.after is None else own.after


class SequenceBordering(Block):
    """Adds to both ends of a sequence, or takes away from them."""

    family = "reshaping"
    rare = True
    amount: ClassVar[str] = "padding"
    sign: ClassVar[int] = 1

    def output_shape(self, *inputs: Shape) -> Shape:
        """Longer or shorter by both ends."""
        steps, channels = grid(type(self).__name__, inputs[0], 1)
        before, after = getattr(self, self.amount)
        left = None if steps is None else steps + self.sign * (before + after)
        if left is not None and left < 1:
            raise ShapeError(
                f"{type(self).__name__} takes {before} and {after} steps off the ends, and nothing is left. "
                f"Received: {spelled(inputs[0])}. Choose a smaller {self.amount}."
            )
        return (left, channels)

    def caption(self) -> str:
        """`1 + 1`."""
        before, after = getattr(self, self.amount)
        return f"{before} + {after}"


class Enlarging(Gridded):
    """Repeats every place of a sequence or volume."""

    family = "reshaping"
    rare = True
    dimensions: ClassVar[int] = 1

    def output_shape(self, *inputs: Shape) -> Shape:
        """Every axis but the last, times the size."""
        shape = grid(type(self).__name__, inputs[0], self.dimensions)
        return (*(None if axis is None else axis * by for axis, by in zip(shape, self._factors(), strict=False)), shape[-1])

    def receptive_field(self) -> Reach:
        """One place; the step is a fraction of it."""
        return reach((1,) * self.dimensions, [1 / factor for factor in self._factors()])

    def caption(self) -> str:
        """`×2`."""
        return f"×{plain(self._factors())}"

    def _factors(self) -> tuple[int, ...]:
        own: Any = self
        return sides(own.size)
