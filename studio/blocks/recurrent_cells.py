"""What recurrent layers do at every step: cells, which stand inside them and not on the board."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from studio.blocks.arguments import Activation
from studio.blocks.block import Block, ShapeError
from studio.blocks.constraints import Constraint, check_axes
from studio.blocks.initializers import BiasInitializer, GlorotUniform, MatrixInitializer, Orthogonal, Zeros
from studio.blocks.regularizers import MatrixRegularizer, Regularizer
from studio.blocks.windows import joined
from studio.forms.kinds import Count, Seed, Share


class Gated(Block):
    """What a recurrent layer and its cell have in common: weights for what comes in, and weights for what was answered before.

    units: How many numbers it remembers and answers with at each step.
    activation: The function that each answer goes through.
    use_bias: Whether each unit adds a learned number of its own.
    dropout: Share of what comes in that is dropped in training.
    recurrent_dropout: Share of what was answered before that is dropped in training.

    More:
    kernel_initializer: How the weights of what comes in are drawn before training.
    recurrent_initializer: How the weights of what was answered before are drawn; at right angles, so that it neither fades nor explodes.
    bias_initializer: What the biases are before training.
    kernel_regularizer: Keeps the weights of what comes in small during training.
    recurrent_regularizer: Keeps the weights of what was answered before small during training.
    bias_regularizer: Keeps the biases small during training.
    kernel_constraint: Holds the weights of what comes in within bounds after every step of training.
    recurrent_constraint: Holds the weights of what was answered before within bounds after every step of training.
    bias_constraint: Holds the biases within bounds after every step of training.
    seed: Makes what is dropped repeatable; None draws anew each time.
    """

    gates: ClassVar[int] = 1  # how many times it weighs what it takes
    states: ClassVar[tuple[str, ...]] = ("state",)
    given = ("units",)

    units: Count = 32
    activation: Activation = "tanh"
    use_bias: bool = True
    dropout: Share = 0.0
    recurrent_dropout: Share = 0.0
    kernel_initializer: MatrixInitializer = GlorotUniform()
    recurrent_initializer: MatrixInitializer = Orthogonal()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: MatrixRegularizer = None
    recurrent_regularizer: MatrixRegularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    recurrent_constraint: Constraint = None
    bias_constraint: Constraint = None
    seed: Seed | None = None

    def kernel(self, features: int) -> int:
        """How many weights of what comes in and of what was answered before there are; each is used once a step."""
        return self.gates * self.units * (features + self.units)

    def held(self, features: int) -> int:
        """All weights, for so many numbers that come in."""
        return self.kernel(features) + self.use_bias * self.gates * self.units * self.bias_rows()

    def bias_rows(self) -> int:
        """How many biases each gate of a unit has."""
        return 1

    def check(self) -> None:
        """Refuses constraints along axes that are not there.

        Raises:
            ShapeError: There is one.
        """
        check_axes(self, kernel_constraint=2, recurrent_constraint=2, bias_constraint=self.bias_rows())

    def caption(self) -> str:
        """`32 · tanh`."""
        return joined(str(self.units), self.activation)


class SimpleRNNCell(Gated):
    """Weighs what comes in and what it answered last, adds both up and answers with that.

    Source: keras.layers.SimpleRNNCell
    """


class LSTMCell(Gated):
    """Keeps a memory apart from its answer, and learns when to forget, to write and to answer.

    recurrent_activation: The function of the three gates, from closed at 0 to open at 1.

    More:
    unit_forget_bias: Whether the forget gate begins open, so that early training remembers.

    Source: keras.layers.LSTMCell
    """

    gates = 4
    states = ("state", "memory")
    leading = ("units", "activation", "recurrent_activation")

    recurrent_activation: Activation = "sigmoid"
    unit_forget_bias: bool = True


class GRUCell(Gated):
    """Learns when to reset and when to renew its answer; as good as an LSTM in much, with a quarter fewer weights.

    recurrent_activation: The function of the two gates, from closed at 0 to open at 1.

    More:
    reset_after: Whether the reset gate acts after the weights are applied, as fast kernels on GPUs do, or before.

    Source: keras.layers.GRUCell
    """

    gates = 3
    leading = ("units", "activation", "recurrent_activation")

    recurrent_activation: Activation = "sigmoid"
    reset_after: bool = True

    def bias_rows(self) -> int:
        """Two, where what comes in and what was answered are biased apart."""
        return 1 + self.reset_after


def known_steps(name: str, steps: int | None, unroll: bool) -> None:
    """Refuses to write out steps whose number is not known.

    Raises:
        ShapeError: It is not.
    """
    if unroll and steps is None:
        raise ShapeError(
            f"{name} can be unrolled over a known number of steps alone. Received: None. Set unroll to False, or give the Input a shape "
            "without None."
        )


Cell = LSTMCell | GRUCell | SimpleRNNCell
Cells = Annotated[tuple[Cell, ...], Meta(min_length=1, max_length=8)]


class StackedRNNCells(Block):
    """Several cells as one: at every step each answers to the next one.

    cells: From the first, which takes what comes in, to the last, which answers.

    Source: keras.layers.StackedRNNCells
    """

    given = ("cells",)

    cells: Cells = (LSTMCell(), LSTMCell())

    @property
    def units(self) -> int:
        """How many numbers it answers with."""
        return self.cells[-1].units

    def kernel(self, features: int) -> int:
        """The weights that are used once a step."""
        return sum(cell.kernel(entering) for cell, entering in self._entered(features))

    def held(self, features: int) -> int:
        """All weights, for so many numbers that come in."""
        return sum(cell.held(entering) for cell, entering in self._entered(features))

    def check(self) -> None:
        """Refuses constraints along axes that are not there.

        Raises:
            ShapeError: There is one.
        """
        for cell in self.cells:
            cell.check()

    def caption(self) -> str:
        """`32 · 32`."""
        return joined(*(str(cell.units) for cell in self.cells))

    def _entered(self, features: int) -> list[tuple[Cell, int]]:
        """Each cell with how many numbers come in."""
        return list(zip(self.cells, [features, *(cell.units for cell in self.cells[:-1])], strict=True))
