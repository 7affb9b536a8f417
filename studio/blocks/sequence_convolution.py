"""Filters that slide along a sequence."""

from __future__ import annotations

from studio.blocks.arguments import Activation, Multiplier
from studio.blocks.constraints import Constraint
from studio.blocks.filtering import Convolution, Depthwise, Separable, Transposed
from studio.blocks.initializers import BiasInitializer, GlorotUniform, Initializer, Zeros
from studio.blocks.regularizers import Regularizer
from studio.forms.kinds import Count, ExtraSteps, Padding, SequencePadding, Steps


class Conv1D(Convolution):
    """Slides learned filters along a sequence, such as sound or measurements; each filter answers with one new sequence.

    filters: How many feature maps leave the layer.
    kernel_size: Length of each filter, in steps.
    strides: Step between two positions, in steps; above 1 the map shrinks.
    padding: With same, zeros around the sequence keep its length (at stride 1); with causal, they all come before it, so that no answer
        sees what comes later; with valid, filters stay inside it.
    activation: The function that each answer goes through.
    use_bias: Whether each filter adds a learned number of its own.

    More:
    dilation_rate: Distance between neighbouring filter values, in steps; above 1 filters get holes and see farther.
    groups: Into how many groups the channels are split; each filter sees one group.
    kernel_initializer: How the filters are drawn before training; HeNormal suits ReLU.
    bias_initializer: What the biases are before training.
    kernel_regularizer: Keeps the filters small during training.
    bias_regularizer: Keeps the biases small during training.
    kernel_constraint: Holds the filters within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{i, f} = φ(b_{f} + Σ_{u, c} w_{u, c, f} · x_{si + u, c})
        φ is the activation, s the stride; u runs over the window, c over the channels.

    Shape:  (steps, channels) -> (steps', filters)
    Source: keras.layers.Conv1D
    Also:   temporal convolution, sequence, signal, tcn
    """

    given = ("filters", "kernel_size")

    filters: Count = 32
    kernel_size: Steps = 3
    strides: Steps = 1
    padding: SequencePadding = "valid"
    activation: Activation = "linear"
    use_bias: bool = True
    dilation_rate: Steps = 1
    groups: Count = 1
    kernel_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    bias_constraint: Constraint = None


class DepthwiseConv1D(Depthwise):
    """Gives each channel of a sequence filters of its own, without mixing channels.

    kernel_size: Length of each filter, in steps.
    strides: Step between two positions, in steps; above 1 the map shrinks.
    padding: With same, zeros around the sequence keep its length (at stride 1); with valid, filters stay inside it.
    depth_multiplier: How many maps each channel gives.
    activation: The function that each answer goes through.
    use_bias: Whether each feature map adds a learned number of its own.

    More:
    dilation_rate: Distance between neighbouring filter values, in steps; above 1 filters get holes and see farther.
    depthwise_initializer: How the filters are drawn before training.
    bias_initializer: What the biases are before training.
    depthwise_regularizer: Keeps the filters small during training.
    bias_regularizer: Keeps the biases small during training.
    depthwise_constraint: Holds the filters within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{i, c} = φ(b_{c} + Σ_{u} w_{u, c} · x_{si + u, c})
        φ is the activation, s the stride; u runs over the window.

    Shape:  (steps, channels) -> (steps', channels · depth_multiplier)
    Source: keras.layers.DepthwiseConv1D
    Also:   dwconv, sequence
    """

    given = ("kernel_size",)

    kernel_size: Steps = 3
    strides: Steps = 1
    padding: Padding = "valid"
    depth_multiplier: Multiplier = 1
    activation: Activation = "linear"
    use_bias: bool = True
    dilation_rate: Steps = 1
    depthwise_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    depthwise_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    depthwise_constraint: Constraint = None
    bias_constraint: Constraint = None


class SeparableConv1D(Separable):
    """Two steps in one along a sequence: a filter over each channel on its own, then a mixture of the channels; cheap.

    filters: How many feature maps leave the layer.
    kernel_size: Length of each filter, in steps.
    strides: Step between two positions, in steps; above 1 the map shrinks.
    padding: With same, zeros around the sequence keep its length (at stride 1); with valid, filters stay inside it.
    depth_multiplier: How many maps each channel gives in the first step.
    activation: The function that each answer goes through.
    use_bias: Whether each feature map adds a learned number of its own.

    More:
    dilation_rate: Distance between neighbouring filter values, in steps; above 1 filters get holes and see farther.
    depthwise_initializer: How the filters of the first step are drawn before training.
    pointwise_initializer: How the weights of the second step are drawn before training.
    bias_initializer: What the biases are before training.
    depthwise_regularizer: Keeps the filters of the first step small during training.
    pointwise_regularizer: Keeps the weights of the second step small during training.
    bias_regularizer: Keeps the biases small during training.
    depthwise_constraint: Holds the filters of the first step within bounds after every step.
    pointwise_constraint: Holds the weights of the second step within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{i, f} = φ(b_{f} + Σ_{c} p_{c, f} Σ_{u} w_{u, c} · x_{si + u, c})
        φ is the activation, s the stride; p mixes the channels, w filters each of them.

    Shape:  (steps, channels) -> (steps', filters)
    Source: keras.layers.SeparableConv1D
    Also:   sequence, keyword spotting
    """

    given = ("filters", "kernel_size")

    filters: Count = 32
    kernel_size: Steps = 3
    strides: Steps = 1
    padding: Padding = "valid"
    depth_multiplier: Multiplier = 1
    activation: Activation = "linear"
    use_bias: bool = True
    dilation_rate: Steps = 1
    depthwise_initializer: Initializer = GlorotUniform()
    pointwise_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    depthwise_regularizer: Regularizer = None
    pointwise_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    depthwise_constraint: Constraint = None
    pointwise_constraint: Constraint = None
    bias_constraint: Constraint = None


class Conv1DTranspose(Transposed):
    """The way back of a Conv1D: every step paints a learned patch, which makes a short sequence long again.

    filters: How many feature maps leave the layer.
    kernel_size: Length of each patch, in steps.
    strides: How many times longer the sequence gets.
    padding: With same, the sequence grows by exactly the strides; with valid, whole patches are kept at the ends too.
    activation: The function that each answer goes through.
    use_bias: Whether each feature map adds a learned number of its own.

    More:
    output_padding: Steps added at the end, to reach a wanted size; less than the strides. None chooses it.
    dilation_rate: Distance between neighbouring patch values, in steps.
    kernel_initializer: How the patches are drawn before training.
    bias_initializer: What the biases are before training.
    kernel_regularizer: Keeps the patches small during training.
    bias_regularizer: Keeps the biases small during training.
    kernel_constraint: Holds the filters within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{i, f} = φ(b_{f} + Σ_{c} Σ_{si' + u = i} w_{u, c, f} · x_{i', c})
        φ is the activation, s the stride; the sum takes every patch that covers the place.

    Shape:  (steps, channels) -> (steps', filters)
    Source: keras.layers.Conv1DTranspose
    Also:   deconv, deconvolution, transposed convolution, sequence
    """

    given = ("filters", "kernel_size")

    filters: Count = 32
    kernel_size: Steps = 3
    strides: Steps = 1
    padding: Padding = "valid"
    activation: Activation = "linear"
    use_bias: bool = True
    output_padding: ExtraSteps | None = None
    dilation_rate: Steps = 1
    kernel_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    bias_constraint: Constraint = None
