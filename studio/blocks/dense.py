"""Layers in which every input reaches every unit."""

from __future__ import annotations

import math

from studio.blocks.arguments import Activation
from studio.blocks.block import WHOLE, Block, Reach, Shape
from studio.blocks.constraints import Constraint, check_axes
from studio.blocks.initializers import BiasInitializer, GlorotUniform, MatrixInitializer, Zeros
from studio.blocks.regularizers import MatrixRegularizer, Regularizer
from studio.blocks.windows import joined, last_axis
from studio.forms.kinds import Count


class Dense(Block):
    """Every input reaches every unit with a weight of its own; on an image, every pixel on its own.

    units: How many numbers leave the layer.
    activation: The function that each unit's sum goes through.
    use_bias: Whether each unit adds a learned number of its own.

    More:
    kernel_initializer: How the weights are drawn before training; HeNormal suits ReLU.
    bias_initializer: What the biases are before training.
    kernel_regularizer: Keeps the weights small during training.
    bias_regularizer: Keeps the biases small during training.
    kernel_constraint: Holds the weights within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{k} = φ(b_{k} + Σ_{i} w_{i, k} · x_{i})
        φ is the activation; i runs over the inputs.

    Shape:  (…, inputs) -> (…, units)
    Source: keras.layers.Dense
    Also:   fully connected, fc, linear, perceptron, mlp
    """

    family = "dense"
    given = ("units",)

    units: Count = 10
    activation: Activation = "linear"
    use_bias: bool = True
    kernel_initializer: MatrixInitializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: MatrixRegularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    bias_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """The last axis becomes the units."""
        last_axis("Dense", inputs[0])
        check_axes(self, kernel_constraint=2, bias_constraint=1)
        return (*inputs[0][:-1], self.units)

    def weights(self, *inputs: Shape) -> int:
        """One weight for each pair of input and unit, and a bias for each unit."""
        return (last_axis("Dense", inputs[0]) + self.use_bias) * self.units

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every weight is used once; on an image, once a pixel."""
        return math.prod(axis or 1 for axis in inputs[0]) * self.units

    def receptive_field(self) -> Reach:
        """All of the input."""
        return WHOLE

    def caption(self) -> str:
        """`120 · tanh`."""
        return joined(str(self.units), self.activation)
