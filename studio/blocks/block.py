"""What every block is: a form with ports that knows its shape, cost and Keras layer."""

from __future__ import annotations

import math
import re
from typing import ClassVar, NamedTuple, Self

from studio.forms import KerasForm

Shape = tuple[int | None, ...]  # axes of one example, no batch axis; None is known at run time only


class ShapeError(ValueError):
    """Input shapes that a block refuses, in one sentence: what it expects, what it received, the remedy."""


class Reach(NamedTuple):
    """How far one value of the output sees into the input, and the step between two values, in pixels of that input.

    Attributes:
        size: Height and width seen; infinite where all of the input is seen.
        stride: Distance between neighbouring values; below 1 where the map grows.
    """

    size: tuple[float, float]
    stride: tuple[float, float]


class Formula(NamedTuple):
    """What a block computes.

    Attributes:
        text: With indices as `x_{i}` and exponents as `x^{2}`.
        words: What its letters mean, where they do not say it.
    """

    text: str
    words: str


POINT = Reach((1, 1), (1, 1))
WHOLE = Reach((math.inf, math.inf), (1, 1))


class Block(KerasForm):
    """Base of what the palette offers: one class a kind of layer.

    A subclass overrides only what is special; by default a block keeps the shape, has no weights and costs nothing.
    """

    family: ClassVar[str] = ""
    rare: ClassVar[bool] = False  # True: the palette shows it when asked for more
    many_inputs: ClassVar[bool] = False  # True: two or more ordered inputs
    input_names: ClassVar[tuple[str, ...]] = ()  # what its inputs are called, where there are several that are told apart
    calling: ClassVar[str] = ""  # how Keras takes several inputs: as a list, each as an argument of its own ("apart"), …
    in_training_only: ClassVar[bool] = False  # True: predictions pass unchanged
    has_input: ClassVar[bool] = True
    has_output: ClassVar[bool] = True

    @classmethod
    def formula(cls) -> Formula:
        """What it computes, as the docstring has it after `Formula:`."""
        found = re.search(r"^ *Formula: *(\S.*)\n((?: +\S.*\n)*)", cls.__doc__ or "", re.MULTILINE)
        return Formula(found[1], " ".join(found[2].split())) if found else Formula("", "")

    @classmethod
    def also(cls) -> tuple[str, ...]:
        """What else people call it, as the docstring has it after `Also:`; a search finds it by these names too."""
        found = re.search(r"^ *Also: *(\S.*)$", cls.__doc__ or "", re.MULTILINE)
        return tuple(found[1].split(", ")) if found else ()

    @property
    def input_count(self) -> int:
        """How many inputs it takes, where it does not take any number."""
        return int(self.has_input)

    def taking(self, inputs: int) -> Self:
        """The block with the values with which it takes so many inputs, where it can."""
        return self

    @property
    def output_names(self) -> tuple[str, ...]:
        """What its outputs are called, in order; there is one but where the values ask for more."""
        return ("output",) if self.has_output else ()

    @property
    def made_by(self) -> str:
        """Where Keras has what makes its layer; of a block whose value is code, what the code defines."""
        return self.symbol()

    @property
    def trusts(self) -> str:
        """What a person must have seen and agreed to before it runs: code; empty where nothing of a stranger's runs."""
        return ""

    def output_shape(self, *inputs: Shape) -> Shape:
        """Shape of the output for the shapes of the inputs.

        Raises:
            ShapeError: The block refuses these inputs.
        """
        return inputs[0]

    def output_shapes(self, *inputs: Shape) -> tuple[Shape, ...]:
        """Shapes of all outputs, in order: the first is that of `output_shape`.

        Raises:
            ShapeError: The block refuses these inputs.
        """
        return (self.output_shape(*inputs),)

    def weights(self, *inputs: Shape) -> int:
        """How many numbers the layer holds, trained or not."""
        return 0

    def fixed_weights(self, *inputs: Shape) -> int:
        """How many of the weights training does not change by gradient, such as moving averages."""
        return 0

    def multiply_adds(self, *inputs: Shape) -> int:
        """How many multiplications with addition one example takes: one for each use of a weight, biases not counted.

        Windows that hang over the border count in full, as papers count them, and so do the products by which attention compares places.
        Other work without weights, such as pooling, and work that is done once a value, such as normalising, count as nothing.
        """
        return 0

    def receptive_field(self) -> Reach:
        """What one value of an output sees of this block's own input; of several outputs, all see the same."""
        return POINT

    def caption(self) -> str:
        """The one or two values that matter, as the card shows them: `6 · 5×5 · valid`."""
        return ""


def spelled(shape: Shape) -> str:
    """A shape in a sentence, as Keras and Python write it: `(28, 28, 6)`."""
    return f"({', '.join('None' if axis is None else str(axis) for axis in shape)}{',' if len(shape) == 1 else ''})"


def pictured(shape: Shape) -> str:
    """A shape on a card: `28 × 28 × 6`."""
    return " × ".join("?" if axis is None else str(axis) for axis in shape)
