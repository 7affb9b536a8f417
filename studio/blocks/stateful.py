"""The state of recurrent layers as wires: where it comes from, and where it goes."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from studio.blocks.block import Block, Shape, ShapeError, spelled


class Stateful(Block):
    """What reads a sequence with a state that may arrive at inputs of its own, and leave by outputs of its own.

    Its blocks have the fields return_state and initial_state. Keras takes the state as an argument of the call, so the latter says only
    that it is wired.
    """

    calling = "initial_state"
    at_call = ("initial_state",)
    wired = ("initial_state",)
    input_names = ("sequences", "state", "memory")
    states: ClassVar[tuple[str, ...]]  # what its state is made of

    @property
    def parts(self) -> tuple[str, ...]:
        """What its state is made of, with these values."""
        return self.states

    def part_shape(self, sequence: Shape) -> Shape:
        """Shape of each part of the state.

        Raises:
            ShapeError: The sequence is refused.
        """
        own: Any = self
        return (own.units,)

    @property
    def input_count(self) -> int:
        """The sequence, and where it is wired the state."""
        own: Any = self
        return 1 + (len(self.parts) if own.initial_state else 0)

    def taking(self, inputs: int) -> Self:
        """With a state that is wired, where there are more inputs than one."""
        return self.replace(initial_state=True) if inputs > 1 else self

    @property
    def output_names(self) -> tuple[str, ...]:
        """What it answers, and the parts of its state."""
        own: Any = self
        return ("output", *self.parts) if own.return_state else ("output",)

    def output_shapes(self, *inputs: Shape) -> tuple[Shape, ...]:
        """What it answers, and each part of its state."""
        return (self.output_shape(*inputs), *[self.part_shape(inputs[0]) for _ in self.output_names[1:]])

    def check_state(self, inputs: tuple[Shape, ...]) -> None:
        """Looks at the state that arrives.

        Raises:
            ShapeError: It is another than the layer's, or some of it is missing.
        """
        own: Any = self
        if not own.initial_state:
            return
        name, part = type(self).__name__, self.part_shape(inputs[0])
        if len(inputs) != self.input_count or any(shape != part for shape in inputs[1:]):
            received = ", ".join(map(spelled, inputs[1:])) or "nothing"
            words = " and ".join(self.parts)
            raise ShapeError(
                f"{name} begins with a state of {spelled(part)}: {words}, after the sequence. Received: {received}. "
                "Lead the state of a layer of the same size there, or set initial_state to False."
            )
