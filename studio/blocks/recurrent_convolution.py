"""Recurrent layers whose state is a map: what they weigh, they weigh by filters."""

from __future__ import annotations

import math
from typing import Any

from studio.blocks.arguments import Activation
from studio.blocks.block import WHOLE, Reach, Shape, ShapeError, spelled
from studio.blocks.constraints import Constraint, check_axes
from studio.blocks.filtering import Filtering
from studio.blocks.initializers import BiasInitializer, GlorotUniform, Initializer, Orthogonal, Zeros
from studio.blocks.regularizers import Regularizer
from studio.blocks.stateful import Stateful
from studio.blocks.windows import joined, sides
from studio.forms.kinds import Box, Count, Padding, Seed, Share, Steps, Window

_STEPS = {1: "steps, length, channels", 2: "steps, height, width, channels", 3: "steps, depth, height, width, channels"}


class ConvLSTM(Stateful, Filtering):
    """An LSTM whose gates look at its input and at its last answer through filters.

    filters: How many feature maps it remembers and answers with.
    padding: With same, zeros around each step keep its size (at stride 1); with valid, filters stay inside it.
    activation: The function that each answer goes through.
    recurrent_activation: The function of the three gates, from closed at 0 to open at 1.
    return_sequences: Whether it answers at every step or at the last one alone.
    go_backwards: Whether it reads from the end.

    More:
    return_state: Whether its last state leaves by outputs of its own, for a layer that goes on from it.
    initial_state: Whether it begins with a state that arrives at inputs of its own, as that of an encoder, and not with zeros.
    use_bias: Whether each filter adds a learned number of its own.
    dropout: Share of what comes in that is dropped in training.
    recurrent_dropout: Share of what was answered before that is dropped in training.
    kernel_initializer: How the filters of what comes in are drawn before training.
    recurrent_initializer: How the filters of what was answered before are drawn before training.
    bias_initializer: What the biases are before training.
    unit_forget_bias: Whether the forget gate begins open, so that early training remembers.
    kernel_regularizer: Keeps the filters of what comes in small during training.
    recurrent_regularizer: Keeps the filters of what was answered before small during training.
    bias_regularizer: Keeps the biases small during training.
    kernel_constraint: Holds the filters of what comes in within bounds after every step of training.
    recurrent_constraint: Holds the filters of what was answered before within bounds after every step of training.
    bias_constraint: Holds the biases within bounds after every step of training.
    seed: Makes what is dropped repeatable; None draws anew each time.
    """

    states = ("state", "memory")
    family = "recurrent"
    rare = True
    given = ("filters", "kernel_size")
    leading = ("filters", "kernel_size", "strides")

    filters: Count = 32
    padding: Padding = "valid"
    activation: Activation = "tanh"
    recurrent_activation: Activation = "sigmoid"
    return_sequences: bool = False
    go_backwards: bool = False
    return_state: bool = False
    initial_state: bool = False
    use_bias: bool = True
    dropout: Share = 0.0
    recurrent_dropout: Share = 0.0
    kernel_initializer: Initializer = GlorotUniform()
    recurrent_initializer: Initializer = Orthogonal()
    bias_initializer: BiasInitializer = Zeros()
    unit_forget_bias: bool = True
    kernel_regularizer: Regularizer = None
    recurrent_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    recurrent_constraint: Constraint = None
    bias_constraint: Constraint = None
    seed: Seed | None = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """The map of one step, for every step or the last."""
        shape, map_ = inputs[0], self.answer(inputs[0])
        self.check_state(inputs)
        return (shape[0], *map_) if self.return_sequences else map_

    def part_shape(self, sequence: Shape) -> Shape:
        """As large as the map of one step."""
        return self.answer(sequence)

    def answer(self, shape: Shape) -> Shape:
        """The map that leaves at one step.

        Raises:
            ShapeError: The input is refused.
        """
        name = type(self).__name__
        if len(shape) != self.dimensions + 2 or None in shape[1:]:
            raise ShapeError(
                f"{name} needs steps of known size ({_STEPS[self.dimensions]}). Received: {spelled(shape)}. "
                "Put a Reshape before it, or give the Input that shape."
            )
        self._entered(shape[1:])
        return (*self._sliding().over(shape[1:], "filter", "kernel_size"), self.filters)

    def weights(self, *inputs: Shape) -> int:
        """Four times the filters, over what comes in and over what was answered before, and biases."""
        return self._kernel(inputs[0]) + self.use_bias * 4 * self.filters

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every filter value is used once at every position and step."""
        positions = math.prod(axis or 1 for axis in self.answer(inputs[0])[:-1])
        return (inputs[0][0] or 1) * self._kernel(inputs[0]) * positions

    def receptive_field(self) -> Reach:
        """All of the input: what was seen moves on with every step."""
        return WHOLE

    def caption(self) -> str:
        """`6 · 5×5 · every step`."""
        window = "×".join(map(str, self._sliding().size))
        return joined(str(self.filters), window, "every step" if self.return_sequences else "")

    def _check_constraints(self) -> None:
        check_axes(self, kernel_constraint=self.dimensions + 2, recurrent_constraint=self.dimensions + 2, bias_constraint=1)

    def _kernel(self, shape: Shape) -> int:
        own: Any = self
        return math.prod(sides(own.kernel_size)) * ((shape[-1] or 0) + self.filters) * 4 * self.filters


class ConvLSTM1D(ConvLSTM):
    """Reads a sequence of sequences, such as spectra one after the other, with a memory that is itself a sequence.

    kernel_size: Length of each filter, in values.
    strides: Step between two positions, in values; above 1 the map shrinks.

    More:
    dilation_rate: Distance between neighbouring filter values, in values; above 1 filters get holes and see farther.

    Formula: c_{t} = f_{t} · c_{t−1} + i_{t} · φ(W ∗ x_{t} + U ∗ h_{t−1} + b), h_{t} = o_{t} · φ(c_{t})
        ∗ slides filters; f, i and o are gates with filters of their own; c is the memory, h the answer, φ the activation.

    Shape:  (steps, length, channels) -> (length', filters), or that for every step
    Source: keras.layers.ConvLSTM1D
    Also:   convolutional lstm, spectrogram
    """

    dimensions = 1

    kernel_size: Steps = 3
    strides: Steps = 1
    dilation_rate: Steps = 1


class ConvLSTM2D(ConvLSTM):
    """Reads a film picture by picture with a memory that is itself a picture: for forecasts of rain, traffic and motion.

    kernel_size: Height and width of each filter, in pixels.
    strides: Step between two positions, in pixels; above 1 the map shrinks.

    More:
    dilation_rate: Distance between neighbouring filter values, in pixels; above 1 filters get holes and see farther.

    Formula: c_{t} = f_{t} · c_{t−1} + i_{t} · φ(W ∗ x_{t} + U ∗ h_{t−1} + b), h_{t} = o_{t} · φ(c_{t})
        ∗ slides filters; f, i and o are gates with filters of their own; c is the memory, h the answer, φ the activation.

    Shape:  (steps, height, width, channels) -> (height', width', filters), or that for every step
    Source: keras.layers.ConvLSTM2D
    Also:   convolutional lstm, video, nowcasting, frames
    """

    dimensions = 2

    kernel_size: Window = (3, 3)
    strides: Window = (1, 1)
    dilation_rate: Window = (1, 1)


class ConvLSTM3D(ConvLSTM):
    """Reads volumes one after the other, such as scans over time, with a memory that is itself a volume.

    kernel_size: Depth, height and width of each filter, in pixels.
    strides: Step between two positions, in pixels; above 1 the map shrinks.

    More:
    dilation_rate: Distance between neighbouring filter values, in pixels; above 1 filters get holes and see farther.

    Formula: c_{t} = f_{t} · c_{t−1} + i_{t} · φ(W ∗ x_{t} + U ∗ h_{t−1} + b), h_{t} = o_{t} · φ(c_{t})
        ∗ slides filters; f, i and o are gates with filters of their own; c is the memory, h the answer, φ the activation.

    Shape:  (steps, depth, height, width, channels) -> (depth', height', width', filters), or that for every step
    Source: keras.layers.ConvLSTM3D
    Also:   convolutional lstm, scans over time
    """

    dimensions = 3

    kernel_size: Box = (3, 3, 3)
    strides: Box = (1, 1, 1)
    dilation_rate: Box = (1, 1, 1)
