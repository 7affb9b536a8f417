"""Layers that go along a sequence and remember."""

from __future__ import annotations

from typing import ClassVar

from studio.blocks.arguments import Activation
from studio.blocks.block import WHOLE, Block, Reach, Shape, ShapeError
from studio.blocks.recurrent_cells import Gated, GRUCell, LSTMCell, SimpleRNNCell, StackedRNNCells, known_steps
from studio.blocks.stateful import Stateful
from studio.blocks.training_images import Pixel
from studio.blocks.windows import grid, inner, joined, last_axis


class Recurrent(Stateful, Gated):
    """Goes along a sequence with a cell, step by step.

    return_sequences: Whether it answers at every step, as another recurrent layer needs it, or at the last step alone.
    go_backwards: Whether it reads from the end.

    More:
    return_state: Whether its last state leaves by outputs of its own, for a layer that goes on from it.
    initial_state: Whether it begins with a state that arrives at inputs of its own, as that of an encoder, and not with zeros.
    unroll: Whether the steps are written out one after the other, which is faster for short sequences and takes more memory.
    """

    family = "recurrent"
    leading: ClassVar[tuple[str, ...]] = (
        "units",
        "activation",
        "return_sequences",
        "go_backwards",
        "use_bias",
        "dropout",
        "recurrent_dropout",
        "return_state",
        "initial_state",
    )

    return_sequences: bool = False
    go_backwards: bool = False
    return_state: bool = False
    initial_state: bool = False
    unroll: bool = False

    def output_shape(self, *inputs: Shape) -> Shape:
        """The units, for every step or the last."""
        name = type(self).__name__
        steps = grid(name, inputs[0], 1)[0]
        last_axis(name, inputs[0])
        self.check()
        self.check_state(inputs)
        known_steps(name, steps, self.unroll)
        return (steps, self.units) if self.return_sequences else (self.units,)

    def weights(self, *inputs: Shape) -> int:
        """Those of the cell: every step uses the same."""
        return self.held(last_axis(type(self).__name__, inputs[0]))

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every weight is used once a step; one step where their number is not known."""
        steps, features = inputs[0]
        return (steps or 1) * self.kernel(features or 0)

    def receptive_field(self) -> Reach:
        """All of the sequence."""
        return WHOLE

    def caption(self) -> str:
        """`32 · every step`."""
        return joined(str(self.units), "every step" if self.return_sequences else "")


class LSTM(Recurrent):
    """Reads a sequence step by step with a memory that it learns to write, to keep and to forget: long short-term memory.

    recurrent_activation: The function of the three gates, from closed at 0 to open at 1.

    More:
    unit_forget_bias: Whether the forget gate begins open, so that early training remembers.

    Formula: c_{t} = f_{t} · c_{t−1} + i_{t} · φ(W x_{t} + U h_{t−1} + b), h_{t} = o_{t} · φ(c_{t})
        f, i and o are gates, σ(W x_{t} + U h_{t−1} + b) with weights of their own; c is the memory, h the answer, φ the activation.

    Shape:  (steps, features) -> (units,), or (steps, units) with return_sequences; (units,) for each part of the state
    Source: keras.layers.LSTM
    Also:   long short-term memory, rnn, sequence, time series, text
    """

    gates = 4
    states = ("state", "memory")
    leading = ("units", "activation", "recurrent_activation", *Recurrent.leading[2:])

    recurrent_activation: Activation = "sigmoid"
    unit_forget_bias: bool = True


class GRU(Recurrent):
    """Reads a sequence step by step and learns at each step how much of its state to renew: like an LSTM with fewer weights.

    recurrent_activation: The function of the two gates, from closed at 0 to open at 1.

    More:
    reset_after: Whether the reset gate acts after the weights are applied, as fast kernels on GPUs do, or before.

    Formula: h_{t} = z_{t} · h_{t−1} + (1 − z_{t}) · φ(W x_{t} + b + r_{t} · U h_{t−1})
        z and r are gates, σ(W x_{t} + U h_{t−1} + b) with weights of their own; φ is the activation.

    Shape:  (steps, features) -> (units,), or (steps, units) with return_sequences; (units,) for each part of the state
    Source: keras.layers.GRU
    Also:   gated recurrent unit, rnn, sequence, time series, text
    """

    gates = 3
    leading = ("units", "activation", "recurrent_activation", *Recurrent.leading[2:])

    recurrent_activation: Activation = "sigmoid"
    reset_after: bool = True

    def bias_rows(self) -> int:
        """Two, where what comes in and what was answered are biased apart."""
        return 1 + self.reset_after


class SimpleRNN(Recurrent):
    """Reads a sequence step by step; its answer is what it takes along to the next step. Forgets soon: see LSTM and GRU.

    Formula: h_{t} = φ(W x_{t} + U h_{t−1} + b)
        φ is the activation, U the weights of what was answered before.

    Shape:  (steps, features) -> (units,), or (steps, units) with return_sequences; (units,) for each part of the state
    Source: keras.layers.SimpleRNN
    Also:   elman network, vanilla rnn, sequence, time series
    """


class RNN(Stateful):
    """Reads a sequence step by step with a cell that is chosen apart, or with several that stand on each other.

    cell: What it does at every step.
    return_sequences: Whether it answers at every step, as another recurrent layer needs it, or at the last step alone.
    go_backwards: Whether it reads from the end.

    More:
    return_state: Whether the last state of a single cell leaves by outputs of its own, for a layer that goes on from it.
    initial_state: Whether it begins with a state that arrives at inputs of its own, as that of an encoder, and not with zeros.
    unroll: Whether the steps are written out one after the other, which is faster for short sequences and takes more memory.
    zero_output_for_mask: Whether it answers with zeros at steps that are passed over, and not with its last answer.

    Formula: h_{t} = f(x_{t}, h_{t−1})
        f is the cell, h its answer, which it takes along to the next step.

    Shape:  (steps, features) -> (units,), or (steps, units) with return_sequences; (units,) for each part of the state
    Source: keras.layers.RNN
    Also:   recurrent, stacked cells, deep lstm
    """

    family = "recurrent"
    rare = True
    given = ("cell",)

    cell: LSTMCell | GRUCell | SimpleRNNCell | StackedRNNCells = StackedRNNCells()
    return_sequences: bool = False
    go_backwards: bool = False
    return_state: bool = False
    initial_state: bool = False
    unroll: bool = False
    zero_output_for_mask: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """What the state of its one cell is made of."""
        return () if isinstance(self.cell, StackedRNNCells) else self.cell.states

    def part_shape(self, sequence: Shape) -> Shape:
        """As many numbers as the cell has units."""
        return (self.cell.units,)

    def output_shape(self, *inputs: Shape) -> Shape:
        """The units of the cell, for every step or the last."""
        steps = grid("RNN", inputs[0], 1)[0]
        last_axis("RNN", inputs[0])
        if (self.return_state or self.initial_state) and isinstance(self.cell, StackedRNNCells):
            raise ShapeError(
                f"RNN takes and gives the state of one cell. Received: {'return' if self.return_state else 'initial'}_state with several "
                "cells. Choose one cell and put several RNNs one after the other, or set return_state and initial_state to False."
            )
        self.check_state(inputs)
        self.cell.check()
        known_steps("RNN", steps, self.unroll)
        return (steps, self.cell.units) if self.return_sequences else (self.cell.units,)

    def weights(self, *inputs: Shape) -> int:
        """Those of the cell: every step uses the same."""
        return self.cell.held(last_axis("RNN", inputs[0]))

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every weight is used once a step; one step where their number is not known."""
        steps, features = inputs[0]
        return (steps or 1) * self.cell.kernel(features or 0)

    def receptive_field(self) -> Reach:
        """All of the sequence."""
        return WHOLE

    def caption(self) -> str:
        """`LSTMCell · 32`."""
        return inner(self.cell)


class Masking(Block):
    """Tells the layers after it to pass over steps that hold nothing: those where all numbers are mask_value; it sets them to zero.

    mask_value: What a step that is passed over is filled with.

    Formula: y_{t} = x_{t}, or 0 and passed over where x_{t} = m in all places
        m is the mask_value.

    Shape:  unchanged
    Source: keras.layers.Masking
    Also:   padding, ragged, skip, missing steps
    """

    family = "recurrent"
    rare = True

    mask_value: Pixel = 0.0
