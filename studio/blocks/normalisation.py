"""What brings values to a common scale."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from studio.blocks.arguments import AxisOf, Epsilon
from studio.blocks.block import Block, Shape, ShapeError
from studio.blocks.constraints import Constraint, check_axes
from studio.blocks.initializers import BiasInitializer, Ones, Zeros
from studio.blocks.regularizers import Regularizer
from studio.blocks.windows import along, image, last_axis

Momentum = Annotated[float, Meta(ge=0, le=1, extra={"step": 0.01, "search": (0.9, 0.999)})]
Groups = Annotated[int, Meta(ge=-1, le=65536)]
Radius = Annotated[int, Meta(ge=0, le=64, extra={"unit": "maps"})]
Positive = Annotated[float, Meta(gt=0, le=1000, extra={"step": 0.1})]
NotNegative = Annotated[float, Meta(ge=0, le=1000, extra={"step": 0.0001})]


class BatchNormalization(Block):
    """Brings each channel to mean 0 and deviation 1 over the batch, then scales and shifts it by learned numbers; trains faster.

    momentum: How slowly the moving averages follow; they stand in for the batch in predictions.
    epsilon: Added to the variance, so that nothing is divided by zero.
    center: Whether a learned number is added to each channel; a bias before it is then not needed.
    scale: Whether each channel is multiplied by a learned number.

    More:
    beta_initializer: What is added before training.
    gamma_initializer: What it is multiplied by before training.
    moving_mean_initializer: What the moving mean starts from.
    moving_variance_initializer: What the moving variance starts from.
    beta_regularizer: Keeps what is added small during training.
    gamma_regularizer: Keeps the factors small during training.
    beta_constraint: Holds what is added within bounds after every step.
    gamma_constraint: Holds the factors within bounds after every step.

    Formula: y = γ_{c} (x − μ_{c}) / √(σ_{c}² + ε) + β_{c}
        μ and σ² are mean and variance of the channel over the batch, in predictions their moving averages.

    Shape:  unchanged
    Source: keras.layers.BatchNormalization
    Also:   bn, batchnorm
    """

    family = "normalisation"

    momentum: Momentum = 0.99
    epsilon: Epsilon = 0.001
    center: bool = True
    scale: bool = True
    beta_initializer: BiasInitializer = Zeros()
    gamma_initializer: BiasInitializer = Ones()
    moving_mean_initializer: BiasInitializer = Zeros()
    moving_variance_initializer: BiasInitializer = Ones()
    beta_regularizer: Regularizer = None
    gamma_regularizer: Regularizer = None
    beta_constraint: Constraint = None
    gamma_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; the number of channels must be known."""
        last_axis("BatchNormalization", inputs[0])
        check_axes(self, beta_constraint=1, gamma_constraint=1)
        return inputs[0]

    def weights(self, *inputs: Shape) -> int:
        """Two learned numbers a channel, and two moving averages."""
        return last_axis("BatchNormalization", inputs[0]) * (self.center + self.scale + 2)

    def fixed_weights(self, *inputs: Shape) -> int:
        """The moving mean and variance of each channel."""
        return 2 * last_axis("BatchNormalization", inputs[0])


class LayerNormalization(Block):
    """Brings the channels of each place to mean 0 and deviation 1, example by example, independent of the batch.

    epsilon: Added to the variance, so that nothing is divided by zero.
    center: Whether a learned number is added to each channel.
    scale: Whether each channel is multiplied by a learned number.

    More:
    beta_initializer: What is added before training.
    gamma_initializer: What it is multiplied by before training.
    beta_regularizer: Keeps what is added small during training.
    gamma_regularizer: Keeps the factors small during training.
    beta_constraint: Holds what is added within bounds after every step.
    gamma_constraint: Holds the factors within bounds after every step.

    Formula: y = γ_{c} (x − μ) / √(σ² + ε) + β_{c}
        μ and σ² are mean and variance over the channels of one place.

    Shape:  unchanged
    Source: keras.layers.LayerNormalization
    Also:   ln, layernorm
    """

    family = "normalisation"

    epsilon: Epsilon = 0.001
    center: bool = True
    scale: bool = True
    beta_initializer: BiasInitializer = Zeros()
    gamma_initializer: BiasInitializer = Ones()
    beta_regularizer: Regularizer = None
    gamma_regularizer: Regularizer = None
    beta_constraint: Constraint = None
    gamma_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; the number of channels must be known where each has weights."""
        self.weights(*inputs)
        check_axes(self, beta_constraint=1, gamma_constraint=1)
        return inputs[0]

    def weights(self, *inputs: Shape) -> int:
        """A learned number a channel for the centre, and one for the scale."""
        learned = self.center + self.scale
        return learned * last_axis("LayerNormalization", inputs[0]) if learned else 0


class LocalResponseNormalization(Block):
    """Divides each value by the strength of its neighbouring feature maps at the same place, as AlexNet does: maps compete.

    depth_radius: How many maps on either side count.
    bias: The constant k that is added before the power; 2 in AlexNet.
    alpha: How much the sum of squares weighs; 0.0001 in AlexNet.
    beta: The power that it is raised to; 0.75 in AlexNet.

    Formula: y_{c} = x_{c} / (k + α Σ_{|j − c| ≤ r} x_{j}²)^{β}
        k is the bias, r the depth_radius.

    Shape:  (height, width, channels), unchanged
    Source: studio.layers.local_response_normalization.LocalResponseNormalization
    Also:   lrn
    """

    family = "normalisation"

    depth_radius: Radius = 2
    bias: Positive = 2.0
    alpha: NotNegative = 0.0001
    beta: NotNegative = 0.75

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; it must be an image."""
        image("LocalResponseNormalization", inputs[0])
        return inputs[0]

    def caption(self) -> str:
        """How many maps count for one."""
        return f"{2 * self.depth_radius + 1} maps"


class GroupNormalization(Block):
    """Brings the channels of each group to mean 0 and deviation 1 over the whole image, independent of the batch; good with small batches.

    groups: Into how many groups the channels are split; 1 takes them all together, −1 each on its own (instance normalisation).
    epsilon: Added to the variance, so that nothing is divided by zero.
    center: Whether a learned number is added to each channel.
    scale: Whether each channel is multiplied by a learned number.

    More:
    beta_initializer: What is added before training.
    gamma_initializer: What it is multiplied by before training.
    beta_regularizer: Keeps what is added small during training.
    gamma_regularizer: Keeps the factors small during training.
    beta_constraint: Holds what is added within bounds after every step.
    gamma_constraint: Holds the factors within bounds after every step.

    Formula: y = γ_{c} (x − μ_{g}) / √(σ_{g}² + ε) + β_{c}
        μ and σ² are mean and variance over all places and over the channels of the group.

    Shape:  unchanged
    Source: keras.layers.GroupNormalization
    Also:   gn, groupnorm, instance normalisation
    """

    family = "normalisation"

    groups: Groups = 32
    epsilon: Epsilon = 0.001
    center: bool = True
    scale: bool = True
    beta_initializer: BiasInitializer = Zeros()
    gamma_initializer: BiasInitializer = Ones()
    beta_regularizer: Regularizer = None
    gamma_regularizer: Regularizer = None
    beta_constraint: Constraint = None
    gamma_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; the groups must divide the channels."""
        channels = last_axis("GroupNormalization", inputs[0])
        groups = channels if self.groups == -1 else self.groups
        if not groups or channels % groups:
            raise ShapeError(
                f"GroupNormalization needs channels that its groups divide. Received: {channels} channels, {groups} groups. "
                f"Choose groups that divide {channels}, or −1 for one a channel."
            )
        check_axes(self, beta_constraint=1, gamma_constraint=1)
        return inputs[0]

    def weights(self, *inputs: Shape) -> int:
        """A learned number a channel for the centre, and one for the scale."""
        return (self.center + self.scale) * last_axis("GroupNormalization", inputs[0])

    def caption(self) -> str:
        """`32 groups`."""
        return "1 group a channel" if self.groups == -1 else f"{self.groups} group{'' if self.groups == 1 else 's'}"


class RMSNormalization(Block):
    """Divides the channels of each place by their root mean square and scales them by learned numbers; a cheaper LayerNormalization.

    epsilon: Added to the mean square, so that nothing is divided by zero.

    Formula: y_{c} = γ_{c} x_{c} / √(1/n Σ_{j} x_{j}² + ε)
        j runs over the n channels of one place.

    Shape:  unchanged
    Source: keras.layers.RMSNormalization
    Also:   rmsnorm, root mean square
    """

    family = "normalisation"

    epsilon: Epsilon = 1e-6

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; the number of channels must be known."""
        last_axis("RMSNormalization", inputs[0])
        return inputs[0]

    def weights(self, *inputs: Shape) -> int:
        """One learned number a channel."""
        return last_axis("RMSNormalization", inputs[0])


class UnitNormalization(Block):
    """Brings every vector to length 1, so that only its direction counts: L2 normalisation, as faces and words are compared by.

    axis: Along which axis the vectors lie: −1 the channels of each place.

    Formula: y_{c} = x_{c} / √(Σ_{j} x_{j}²)
        j runs along the axis.

    Shape:  unchanged
    Source: keras.layers.UnitNormalization
    Also:   l2 normalisation, l2 normalise, unit length, cosine
    """

    family = "normalisation"

    axis: AxisOf = -1

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; the axis must be there."""
        return along("UnitNormalization", inputs[0], self.axis)
