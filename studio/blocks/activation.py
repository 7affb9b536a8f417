"""Functions applied to every value on its own, and Softmax and Maxout, which compare values."""

from __future__ import annotations

import math
from typing import Annotated, Any

from msgspec import Meta

from studio.blocks.arguments import Activation as Named
from studio.blocks.arguments import AxisOf, Slope
from studio.blocks.block import Block, Shape, ShapeError, spelled
from studio.blocks.constraints import Constraint, check_axes
from studio.blocks.initializers import BiasInitializer, Zeros
from studio.blocks.regularizers import Regularizer
from studio.blocks.windows import along, last_axis

Level = Annotated[float, Meta(ge=0, le=1000, extra={"step": 0.5})]
Pieces = Annotated[int, Meta(ge=2, le=64)]
Axis = Annotated[int, Meta(ge=1, le=3)]
Axes = Annotated[tuple[Axis, ...], Meta(min_length=1, max_length=3)]


class ReLU(Block):
    """Lets positive values pass and makes negative ones zero; the usual first choice in hidden layers.

    max_value: The largest value that leaves the layer; None for no limit.

    More:
    negative_slope: What negative values are multiplied by; 0 cuts them off.
    threshold: Values below this count as negative.

    Formula: y = max(0, x)

    Shape:  unchanged
    Source: keras.layers.ReLU
    Also:   rectifier, rectified linear unit
    """

    family = "activation"

    max_value: Level | None = None
    negative_slope: Slope = 0.0
    threshold: Level = 0.0


class LeakyReLU(Block):
    """Like ReLU, but negative values leak through a little, so that no unit can die.

    negative_slope: What negative values are multiplied by; 0.1 and 0.01 are usual.

    Formula: y = x for x > 0, else a · x
        a is the negative_slope.

    Shape:  unchanged
    Source: keras.layers.LeakyReLU
    Also:   lrelu, leaky rectifier
    """

    family = "activation"

    negative_slope: Slope = 0.3

    def caption(self) -> str:
        """The slope."""
        return f"{self.negative_slope:g}"


class PReLU(Block):
    """A leaky ReLU whose slope for negative values is learned.

    shared_axes: Axes along which one slope is shared: (1, 2) learns one slope a feature map; None one for every value.

    More:
    alpha_initializer: What the slopes are before training.
    alpha_regularizer: Keeps the slopes small during training.
    alpha_constraint: Holds the slopes within bounds after every step.

    Formula: y = x for x > 0, else α · x
        α is learned, one for each place or map.

    Shape:  unchanged
    Source: keras.layers.PReLU
    Also:   parametric rectifier
    """

    family = "activation"

    shared_axes: Axes | None = None
    alpha_initializer: BiasInitializer = Zeros()
    alpha_regularizer: Regularizer = None
    alpha_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged, where every slope has its place."""
        (shape,) = inputs
        if any(axis > len(shape) for axis in self.shared_axes or ()):
            raise ShapeError(
                f"PReLU shares slopes along axes 1 to {len(shape)} of its input. Received: shared_axes {spelled(self.shared_axes or ())} "
                f"for {spelled(shape)}. Leave out the axes that are not there."
            )
        if None in self._slopes(shape):
            raise ShapeError(
                f"PReLU needs a slope for each place of a map of known size. Received: {spelled(shape)}. "
                "Set shared_axes to (1, 2), or give the Input a shape without None."
            )
        check_axes(self, alpha_constraint=len(shape))
        return shape

    def weights(self, *inputs: Shape) -> int:
        """One slope for each place that shares none."""
        return math.prod(axis or 1 for axis in self._slopes(inputs[0]))

    def _slopes(self, shape: Shape) -> Shape:
        shared = self.shared_axes or ()
        return tuple(1 if place in shared else axis for place, axis in enumerate(shape, start=1))


class ELU(Block):
    """Like ReLU, but negative values run smoothly to a floor, which keeps the mean near zero.

    alpha: How far below zero the floor lies.

    Formula: y = x for x > 0, else α (e^{x} − 1)
        α is alpha.

    Shape:  unchanged
    Source: keras.layers.ELU
    Also:   exponential linear unit
    """

    family = "activation"

    alpha: Slope = 1.0


class Maxout(Block):
    """Groups the channels and keeps the largest value of each group: after a Conv2D or Dense, a learned activation.

    pieces: How many channels compete for one place; the layer before must have that many times the channels.

    Formula: y_{k} = max(x_{kp}, …, x_{kp + p − 1})
        p is the number of pieces; k counts the groups from 0.

    Shape:  (…, channels) -> (…, channels / pieces)
    Source: studio.layers.maxout.Maxout
    """

    family = "activation"

    pieces: Pieces = 2

    def output_shape(self, *inputs: Shape) -> Shape:
        """The last axis divided by the pieces."""
        (shape,) = inputs
        channels = last_axis("Maxout", shape)
        if channels % self.pieces:
            raise ShapeError(
                f"Maxout needs channels that {self.pieces} pieces divide. Received: {spelled(shape)}. "
                f"Give the layer before {self.pieces * -(-channels // self.pieces)}."
            )
        return (*shape[:-1], channels // self.pieces)

    def caption(self) -> str:
        """`2 pieces`."""
        return f"{self.pieces} pieces"


class Softmax(Block):
    """Turns scores into probabilities that add up to 1; the last layer of a network that tells classes apart.

    axis: Along which axis they add up to 1: −1 the last one, such as the channels.

    Formula: y_{i} = e^{x_{i}} / Σ_{j} e^{x_{j}}

    Shape:  unchanged
    Source: keras.layers.Softmax
    Also:   class probabilities
    """

    family = "activation"

    axis: AxisOf = -1

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; the axis must be there."""
        return along("Softmax", inputs[0], self.axis)


class _Function(Block):
    """One of Keras's activation functions, which have no layer of their own."""

    family = "activation"

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """The function's name in Keras."""
        return {"activation": type(self).__name__.lower()}


class Sigmoid(_Function):
    """Squeezes every value between 0 and 1; gradients vanish at both ends, so keep it for outputs.

    Formula: y = 1 / (1 + e^{−x})

    Shape:  unchanged
    Source: keras.layers.Activation
    Also:   logistic
    """


class Tanh(_Function):
    """Squeezes every value between −1 and 1; gradients vanish at both ends.

    Formula: y = (e^{x} − e^{−x}) / (e^{x} + e^{−x})

    Shape:  unchanged
    Source: keras.layers.Activation
    Also:   hyperbolic tangent
    """


class GELU(_Function):
    """A smooth ReLU that weighs each value by how likely a normal number is below it; usual in transformers.

    Formula: y = x · Φ(x)
        Φ(x) is the share of a standard normal distribution below x.

    Shape:  unchanged
    Source: keras.layers.Activation
    Also:   gaussian error linear unit
    """


class Swish(_Function):
    """A smooth ReLU, x · sigmoid(x), that dips a little below zero; usual in small, efficient networks.

    Formula: y = x / (1 + e^{−x})

    Shape:  unchanged
    Source: keras.layers.Activation
    Also:   silu
    """


class Activation(Block):
    """Any of the functions that Keras has a name for, applied to every value.

    activation: Which function; its curve stands beside its name.

    Formula: y = φ(x)
        φ is the function that was chosen.

    Shape:  unchanged
    Source: keras.layers.Activation
    Also:   hard swish, hard sigmoid, mish, celu, softsign, softplus, relu6, sparsemax, squareplus
    """

    family = "activation"
    given = ("activation",)

    activation: Named = "relu"

    def caption(self) -> str:
        """The function."""
        return self.activation
