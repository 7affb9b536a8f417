"""A Dense along any axes, by Einstein's way to write sums."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from msgspec import Meta

from studio.blocks.arguments import Activation
from studio.blocks.block import WHOLE, Block, Reach, Shape, ShapeError, spelled
from studio.blocks.constraints import Constraint, check_axes
from studio.blocks.initializers import BiasInitializer, GlorotUniform, Initializer, Orthogonal, Zeros
from studio.blocks.regularizers import Regularizer
from studio.blocks.windows import joined

Wanted = Annotated[int, Meta(ge=-1, le=65536)]
Axes = Annotated[tuple[Wanted, ...], Meta(min_length=1, max_length=4)]
Equation = Annotated[str, Meta(max_length=64)]
Letters = Annotated[str, Meta(max_length=8)]
_FORM = re.compile(r"(\.\.\.)?([a-zA-Z]+)(\.\.\.)?,([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)(\.\.\.)?")


class _Read(NamedTuple):
    """What an equation says of one input.

    Attributes:
        lengths: By letter, that of the batch left out; None where one is known at run time only.
        beside: The axes that stand for three dots, without that of the batch.
        kernel: Letters of the weights.
        answer: Letters of the output, without that of the batch.
        first: Whether the dots come first.
    """

    lengths: Mapping[str, int | None]
    beside: Shape
    kernel: str
    answer: str
    first: bool


class EinsumDense(Block):
    """A Dense that says by letters which axes it sums along and which it makes: abc,cd->abd is Dense itself on images of rows.

    equation: Letters for the axes of the input, with the batch as the first one, of the weights, and of the output.
    output_axes: Lengths of the output's axes without the batch; −1 for those that stay as they are in the input.
    activation: The function that each sum goes through.
    bias_axes: The letters of the output's axes that have biases of their own; None for no biases.

    More:
    kernel_initializer: How the weights are drawn before training.
    bias_initializer: What the biases are before training.
    kernel_regularizer: Keeps the weights small during training.
    bias_regularizer: Keeps the biases small during training.
    kernel_constraint: Holds the weights within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{a, b, d} = φ(b_{d} + Σ_{c} w_{c, d} · x_{a, b, c})
        Here of abc,cd->abd; letters that the output lacks are summed along; φ is the activation.

    Shape:  as the equation says
    Source: keras.layers.EinsumDense
    Also:   einstein sum, tensor contraction, fully connected
    """

    family = "dense"
    rare = True
    given = ("equation", "output_axes")
    renamed = MappingProxyType({"output_axes": "output_shape"})

    equation: Equation = "...x,xy->...y"
    output_axes: Axes = (64,)
    activation: Activation = "linear"
    bias_axes: Letters | None = None
    kernel_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    bias_constraint: Constraint = None

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """The keyword arguments to write: Keras has None for axes that stay."""
        written = super().arguments(whole)
        return written | {"output_shape": [None if axis == -1 else axis for axis in self.output_axes]}

    @classmethod
    def of_keras(cls, config: Mapping[str, Any]) -> Mapping[str, Any]:
        """The arguments that Keras tells, with −1 for axes that stay."""
        told = dict(super().of_keras(config))
        axes = told.get("output_axes")
        listed = axes if isinstance(axes, list | tuple) else [axes]
        return told | {"output_axes": [-1 if axis is None else axis for axis in listed]}

    def output_shape(self, *inputs: Shape) -> Shape:
        """The axes that the equation's output has; those of −1 are known at run time only, as Keras has it."""
        read = self._read(inputs[0])
        if None in (read.lengths[letter] for letter in read.kernel + (self.bias_axes or "")):
            raise self._refused(inputs[0], "lengths that are known for all letters of the weights and biases")
        biases = {"bias_constraint": self._bias_rank(read)} if self.bias_axes else {}
        check_axes(self, kernel_constraint=len(read.kernel), **biases)
        if len(read.kernel) < 2 and isinstance(self.kernel_initializer, Orthogonal):
            raise ShapeError(
                "EinsumDense cannot draw one axis of weights at right angles. Received: Orthogonal. Choose another initializer."
            )
        own = tuple(None if axis == -1 else axis for axis in self.output_axes)
        return (*read.beside, *own) if read.first else (*own, *read.beside)

    def weights(self, *inputs: Shape) -> int:
        """As many as the lengths of the letters of the weights multiplied, and the biases."""
        read = self._read(inputs[0])
        return _size(read, read.kernel) + (_size(read, self.bias_axes) if self.bias_axes else 0)

    def multiply_adds(self, *inputs: Shape) -> int:
        """One for the lengths of all letters multiplied, that of the batch left out."""
        read = self._read(inputs[0])
        return _size(read, read.lengths) * math.prod(axis or 1 for axis in read.beside)

    def receptive_field(self) -> Reach:
        """All of the input."""
        return WHOLE

    def caption(self) -> str:
        """`abc,cd->abd · relu`."""
        return joined(self.equation if len(self.equation) < 20 else "", "" if self.activation == "linear" else self.activation)

    def _read(self, shape: Shape) -> _Read:
        """What the equation says of an input.

        Raises:
            ShapeError: It says nothing that can be computed.
        """
        found = _FORM.fullmatch(self.equation)
        if not found:
            raise self._refused(shape, "an equation such as abc,cd->abd, ...x,xy->...y or ab...,bc->ac...")
        before, taken, after, kernel, before_too, given, after_too = found.groups()
        dots = len(shape) + 1 - len(taken)
        if (before, after) != (before_too, after_too) or (before and after) or dots < bool(before) or (dots and not (before or after)):
            raise self._refused(shape, "a letter for each axis, with the batch as the first, or dots for others on both sides of the arrow")
        if not before and (taken[0] != given[0] or taken[0] in kernel):
            raise self._refused(shape, "the batch as first letter of input and output, and not in the weights")
        beside = shape[: dots - 1] if before else shape[len(shape) - dots :]
        own = (taken, given) if before else (taken[1:], given[1:])
        if before and beside != beside[::-1]:  # Keras 3.15 tells the shape with these axes turned around
            raise self._refused(shape, "letters in place of the first dots where they stand for several axes")
        entering = shape[len(beside) :] if before else shape[: len(shape) - dots]
        return _Read(self._lengths(shape, dict(zip(own[0], entering, strict=True)), kernel, own), beside, kernel, own[1], bool(before))

    def _lengths(self, shape: Shape, entering: dict[str, int | None], kernel: str, own: tuple[str, str]) -> dict[str, int | None]:
        """The lengths of all letters."""
        taken, given = own
        if any(len(set(letters)) < len(letters) for letters in (taken, given, kernel, self.bias_axes or "")):
            raise self._refused(shape, "each letter once on either side")
        if len(given) != len(self.output_axes):
            raise self._refused(shape, f"{len(given)} lengths in output_axes")
        if 0 in self.output_axes:
            raise self._refused(shape, "lengths above 0 in output_axes, or −1 for axes that stay as they are")
        leaving = {letter: None if axis == -1 else axis for letter, axis in zip(given, self.output_axes, strict=True)}
        if (
            set(given) - {*taken, *kernel}
            or set(kernel) - {*taken, *given}
            or set(self.bias_axes or "") - set(given)
            or self.bias_axes == ""
        ):
            raise self._refused(shape, "letters of the output that come from input or weights, and biases along letters of the output")
        if any(leaving[letter] is not None and leaving[letter] != entering[letter] for letter in leaving.keys() & entering.keys()):
            raise self._refused(shape, "output_axes that keep the lengths of the input's letters, or are −1 there")
        return entering | leaving

    def _bias_rank(self, read: _Read) -> int:
        first = min((read.answer.find(letter) for letter in self.bias_axes or ""), default=len(read.answer) - 1)
        return len(read.answer) - first + (0 if read.first else len(read.beside))

    def _refused(self, shape: Shape, wanted: str) -> ShapeError:
        return ShapeError(
            f"EinsumDense needs {wanted}. Received: {self.equation} with output_axes {spelled(self.output_axes)} for {spelled(shape)}. "
            "Change the equation or output_axes."
        )


def _size(read: _Read, letters: Iterable[str]) -> int:
    return math.prod(read.lengths[letter] or 1 for letter in letters)
