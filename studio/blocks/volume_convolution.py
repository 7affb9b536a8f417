"""Filters that slide through a volume."""

from __future__ import annotations

from studio.blocks.arguments import Activation
from studio.blocks.constraints import Constraint
from studio.blocks.filtering import Convolution, Transposed
from studio.blocks.initializers import BiasInitializer, GlorotUniform, Initializer, Zeros
from studio.blocks.regularizers import Regularizer
from studio.forms.kinds import Box, BoxMargins, Count, Padding


class Conv3D(Convolution):
    """Slides learned filters through a volume, such as a scan or the frames of a film; each filter answers with one new volume.

    filters: How many feature maps leave the layer.
    kernel_size: Depth, height and width of each filter, in pixels.
    strides: Step between two positions, in pixels; above 1 the map shrinks.
    padding: With same, zeros around the volume keep its size (at stride 1); with valid, filters stay inside it.
    activation: The function that each answer goes through.
    use_bias: Whether each filter adds a learned number of its own.

    More:
    dilation_rate: Distance between neighbouring filter values, in pixels; above 1 filters get holes and see farther.
    groups: Into how many groups the channels are split; each filter sees one group.
    kernel_initializer: How the filters are drawn before training; HeNormal suits ReLU.
    bias_initializer: What the biases are before training.
    kernel_regularizer: Keeps the filters small during training.
    bias_regularizer: Keeps the biases small during training.
    kernel_constraint: Holds the filters within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{h, i, j, f} = φ(b_{f} + Σ_{t, u, v, c} w_{t, u, v, c, f} · x_{sh + t, si + u, sj + v, c})
        φ is the activation, s the stride; t, u and v run over the window, c over the channels.

    Shape:  (depth, height, width, channels) -> (depth', height', width', filters)
    Source: keras.layers.Conv3D
    Also:   volume, video, scan, c3d
    """

    dimensions = 3
    given = ("filters", "kernel_size")

    filters: Count = 32
    kernel_size: Box = (3, 3, 3)
    strides: Box = (1, 1, 1)
    padding: Padding = "valid"
    activation: Activation = "linear"
    use_bias: bool = True
    dilation_rate: Box = (1, 1, 1)
    groups: Count = 1
    kernel_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    bias_constraint: Constraint = None


class Conv3DTranspose(Transposed):
    """The way back of a Conv3D: every place paints a learned patch, which makes a small volume large again.

    filters: How many feature maps leave the layer.
    kernel_size: Depth, height and width of each patch, in pixels.
    strides: How many times larger the volume gets.
    padding: With same, the volume grows by exactly the strides; with valid, whole patches are kept at the border too.
    activation: The function that each answer goes through.
    use_bias: Whether each feature map adds a learned number of its own.

    More:
    output_padding: Places added at the end, to reach a wanted size; less than the strides. None chooses it.
    dilation_rate: Distance between neighbouring patch values, in pixels.
    kernel_initializer: How the patches are drawn before training.
    bias_initializer: What the biases are before training.
    kernel_regularizer: Keeps the patches small during training.
    bias_regularizer: Keeps the biases small during training.
    kernel_constraint: Holds the filters within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{h, i, j, f} = φ(b_{f} + Σ_{c} Σ w_{t, u, v, c, f} · x_{h', i', j', c})
        φ is the activation; the inner sum takes every patch that covers the place: sh' + t = h, si' + u = i, sj' + v = j.

    Shape:  (depth, height, width, channels) -> (depth', height', width', filters)
    Source: keras.layers.Conv3DTranspose
    Also:   deconv, deconvolution, transposed convolution, volume
    """

    dimensions = 3
    given = ("filters", "kernel_size")

    filters: Count = 32
    kernel_size: Box = (3, 3, 3)
    strides: Box = (1, 1, 1)
    padding: Padding = "valid"
    activation: Activation = "linear"
    use_bias: bool = True
    output_padding: BoxMargins | None = None
    dilation_rate: Box = (1, 1, 1)
    kernel_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    bias_constraint: Constraint = None
