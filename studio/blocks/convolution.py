"""Filters that slide over an image."""

from __future__ import annotations

import math

from studio.blocks.arguments import Activation, Multiplier
from studio.blocks.block import Block, Reach, Shape, ShapeError
from studio.blocks.constraints import Constraint, check_axes
from studio.blocks.initializers import BiasInitializer, GlorotUniform, Initializer, Zeros
from studio.blocks.regularizers import Regularizer
from studio.blocks.windows import Sliding, by, image, joined, last_axis, step
from studio.forms.kinds import Count, Margins, Padding, Window


def _one_of_both(name: str, strides: tuple[int, ...], dilation_rate: tuple[int, ...]) -> None:
    """Refuses a stride and holes in the filter at once, as Keras does."""
    if max(strides) > 1 and max(dilation_rate) > 1:
        raise ShapeError(
            f"{name} takes either strides or dilation_rate above 1. Received: strides {by(strides)}, "
            f"dilation_rate {by(dilation_rate)}. Set one of them to 1×1."
        )


def _sliding(block: Conv2D | DepthwiseConv2D | SeparableConv2D | Conv2DTranspose) -> Sliding:
    return Sliding(block.kernel_size, block.strides, block.padding, block.dilation_rate)


def _area(shape: Shape) -> int:
    """How many positions a map has; one where the size is not known before run time."""
    return math.prod(axis or 1 for axis in shape[:2])


def _named(activation: str) -> str:
    return "" if activation == "linear" else activation


class Conv2D(Block):
    """Slides learned filters over the image; each filter answers with one feature map.

    filters: How many feature maps leave the layer.
    kernel_size: Height and width of each filter, in pixels.
    strides: Step between two positions, in pixels; above 1 the map shrinks.
    padding: With same, zeros around the image keep its size (at stride 1); with valid, filters stay inside it.
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

    Formula: y_{i, j, f} = φ(b_{f} + Σ_{u, v, c} w_{u, v, c, f} · x_{si + u, sj + v, c})
        φ is the activation, s the stride; u and v run over the window, c over the channels.

    Shape:  (height, width, channels) -> (height', width', filters)
    Source: keras.layers.Conv2D
    Also:   convolution, filters, kernels
    """

    family = "convolution"
    given = ("filters", "kernel_size")

    filters: Count = 32
    kernel_size: Window = (3, 3)
    strides: Window = (1, 1)
    padding: Padding = "valid"
    activation: Activation = "linear"
    use_bias: bool = True
    dilation_rate: Window = (1, 1)
    groups: Count = 1
    kernel_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    bias_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """One map a filter, as large as the positions the filter takes."""
        (shape,) = inputs
        image("Conv2D", shape)
        check_axes(self, kernel_constraint=4, bias_constraint=1)
        channels = last_axis("Conv2D", shape)
        _one_of_both("Conv2D", self.strides, self.dilation_rate)
        if channels % self.groups or self.filters % self.groups:
            raise ShapeError(
                f"Conv2D needs channels and filters that its groups divide. Received: {channels} channels, {self.filters} filters, "
                f"{self.groups} groups. Choose groups that divide {math.gcd(channels, self.filters)}."
            )
        return (*_sliding(self).over(shape, "filter", "kernel_size"), self.filters)

    def weights(self, *inputs: Shape) -> int:
        """Each filter has a value for each pixel of its window in each channel of its group, and a bias."""
        return self._kernel(inputs[0]) + self.use_bias * self.filters

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every filter value is used once at every position."""
        return self._kernel(inputs[0]) * _area(self.output_shape(*inputs))

    def receptive_field(self) -> Reach:
        """The filter's window, holes included."""
        return _sliding(self).reach

    def caption(self) -> str:
        """`6 · 5×5 · valid · tanh`."""
        return joined(str(self.filters), by(self.kernel_size), step(self.strides), self.padding, _named(self.activation))

    def _kernel(self, shape: Shape) -> int:
        return math.prod(self.kernel_size) * (last_axis("Conv2D", shape) // self.groups) * self.filters


class DepthwiseConv2D(Block):
    """Slides a learned filter over each channel on its own, without mixing channels; far fewer weights than Conv2D.

    kernel_size: Height and width of each filter, in pixels.
    strides: Step between two positions, in pixels; above 1 the map shrinks.
    padding: With same, zeros around the image keep its size (at stride 1); with valid, filters stay inside it.
    depth_multiplier: How many maps each channel gives.
    activation: The function that each answer goes through.
    use_bias: Whether each filter adds a learned number of its own.

    More:
    dilation_rate: Distance between neighbouring filter values, in pixels; above 1 filters get holes and see farther.
    depthwise_initializer: How the filters are drawn before training.
    bias_initializer: What the biases are before training.
    depthwise_regularizer: Keeps the filters small during training.
    bias_regularizer: Keeps the biases small during training.
    depthwise_constraint: Holds the filters within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{i, j, c} = φ(b_{c} + Σ_{u, v} w_{u, v, c} · x_{si + u, sj + v, c})
        φ is the activation, s the stride; u and v run over the window.

    Shape:  (height, width, channels) -> (height', width', channels · depth_multiplier)
    Source: keras.layers.DepthwiseConv2D
    Also:   dwconv
    """

    family = "convolution"
    given = ("kernel_size",)

    kernel_size: Window = (3, 3)
    strides: Window = (1, 1)
    padding: Padding = "valid"
    depth_multiplier: Multiplier = 1
    activation: Activation = "linear"
    use_bias: bool = True
    dilation_rate: Window = (1, 1)
    depthwise_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    depthwise_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    depthwise_constraint: Constraint = None
    bias_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """As many maps as channels times the multiplier."""
        check_axes(self, depthwise_constraint=4, bias_constraint=1)
        size = _depthwise(self, inputs[0])
        return (*size, self._maps(inputs[0]))

    def weights(self, *inputs: Shape) -> int:
        """Each map has one flat filter, and a bias."""
        return self._maps(inputs[0]) * (math.prod(self.kernel_size) + self.use_bias)

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every filter value is used once at every position."""
        return self._maps(inputs[0]) * math.prod(self.kernel_size) * _area(self.output_shape(*inputs))

    def receptive_field(self) -> Reach:
        """The filter's window, holes included."""
        return _sliding(self).reach

    def caption(self) -> str:
        """`3×3 · same`."""
        return joined(by(self.kernel_size), step(self.strides), self.padding, _named(self.activation))

    def _maps(self, shape: Shape) -> int:
        return last_axis("DepthwiseConv2D", shape) * self.depth_multiplier


class SeparableConv2D(Block):
    """Two steps in one: a filter over each channel on its own, then a 1×1 Conv2D that mixes the channels; cheap.

    filters: How many feature maps leave the layer.
    kernel_size: Height and width of each filter, in pixels.
    strides: Step between two positions, in pixels; above 1 the map shrinks.
    padding: With same, zeros around the image keep its size (at stride 1); with valid, filters stay inside it.
    depth_multiplier: How many maps each channel gives in the first step.
    activation: The function that each answer goes through.
    use_bias: Whether each feature map adds a learned number of its own.

    More:
    dilation_rate: Distance between neighbouring filter values, in pixels; above 1 filters get holes and see farther.
    depthwise_initializer: How the filters of the first step are drawn before training.
    pointwise_initializer: How the weights of the second step are drawn before training.
    bias_initializer: What the biases are before training.
    depthwise_regularizer: Keeps the filters of the first step small during training.
    pointwise_regularizer: Keeps the weights of the second step small during training.
    bias_regularizer: Keeps the biases small during training.
    depthwise_constraint: Holds the filters within bounds after every step.
    pointwise_constraint: Holds the weights of the second step within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{i, j, f} = φ(b_{f} + Σ_{c} p_{c, f} Σ_{u, v} w_{u, v, c} · x_{si + u, sj + v, c})
        φ is the activation, s the stride; p mixes the channels, w filters each of them.

    Shape:  (height, width, channels) -> (height', width', filters)
    Source: keras.layers.SeparableConv2D
    Also:   xception
    """

    family = "convolution"
    given = ("filters", "kernel_size")

    filters: Count = 32
    kernel_size: Window = (3, 3)
    strides: Window = (1, 1)
    padding: Padding = "valid"
    depth_multiplier: Multiplier = 1
    activation: Activation = "linear"
    use_bias: bool = True
    dilation_rate: Window = (1, 1)
    depthwise_initializer: Initializer = GlorotUniform()
    pointwise_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    depthwise_regularizer: Regularizer = None
    pointwise_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    depthwise_constraint: Constraint = None
    pointwise_constraint: Constraint = None
    bias_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """One map a filter, as large as the positions the filter takes."""
        check_axes(self, depthwise_constraint=4, pointwise_constraint=4, bias_constraint=1)
        return (*_depthwise(self, inputs[0]), self.filters)

    def weights(self, *inputs: Shape) -> int:
        """Flat filters of the first step, mixing weights of the second, and the biases."""
        return self._kernels(inputs[0]) + self.use_bias * self.filters

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every weight of both steps is used once at every position."""
        return self._kernels(inputs[0]) * _area(self.output_shape(*inputs))

    def receptive_field(self) -> Reach:
        """The filter's window, holes included."""
        return _sliding(self).reach

    def caption(self) -> str:
        """`64 · 3×3 · same`."""
        return joined(str(self.filters), by(self.kernel_size), step(self.strides), self.padding, _named(self.activation))

    def _kernels(self, shape: Shape) -> int:
        return last_axis("SeparableConv2D", shape) * self.depth_multiplier * (math.prod(self.kernel_size) + self.filters)


def _depthwise(block: DepthwiseConv2D | SeparableConv2D, shape: Shape) -> Shape:
    """Height and width after the filters over each channel."""
    name = type(block).__name__
    image(name, shape)
    last_axis(name, shape)
    return _sliding(block).over(shape, "filter", "kernel_size")


class Conv2DTranspose(Block):
    """The way back of a Conv2D: every pixel paints a learned patch, which makes a small map large again.

    filters: How many feature maps leave the layer.
    kernel_size: Height and width of each patch, in pixels.
    strides: How many times larger the map gets.
    padding: With same, the map grows by exactly the strides; with valid, whole patches are kept at the border too.
    activation: The function that each answer goes through.
    use_bias: Whether each feature map adds a learned number of its own.

    More:
    output_padding: Rows and columns added at the end, to reach a wanted size; less than the strides. None chooses it.
    dilation_rate: Distance between neighbouring patch values, in pixels.
    kernel_initializer: How the patches are drawn before training.
    bias_initializer: What the biases are before training.
    kernel_regularizer: Keeps the patches small during training.
    bias_regularizer: Keeps the biases small during training.
    kernel_constraint: Holds the filters within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.

    Formula: y_{i, j, f} = φ(b_{f} + Σ_{c} Σ_{si' + u = i, sj' + v = j} w_{u, v, c, f} · x_{i', j', c})
        φ is the activation, s the stride; the sum takes every patch that covers the place.

    Shape:  (height, width, channels) -> (height', width', filters)
    Source: keras.layers.Conv2DTranspose
    Also:   deconv, deconvolution, transposed convolution, fractionally strided convolution
    """

    family = "convolution"
    given = ("filters", "kernel_size")

    filters: Count = 32
    kernel_size: Window = (3, 3)
    strides: Window = (1, 1)
    padding: Padding = "valid"
    activation: Activation = "linear"
    use_bias: bool = True
    output_padding: Margins | None = None
    dilation_rate: Window = (1, 1)
    kernel_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    bias_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """One map a filter, grown by the strides."""
        (shape,) = inputs
        image("Conv2DTranspose", shape)
        check_axes(self, kernel_constraint=4, bias_constraint=1)
        last_axis("Conv2DTranspose", shape)
        _one_of_both("Conv2DTranspose", self.strides, self.dilation_rate)
        if self.output_padding is not None and any(more >= stride for more, stride in zip(self.output_padding, self.strides, strict=True)):
            raise ShapeError(
                f"Conv2DTranspose needs output_padding below its strides. Received: output_padding {by(self.output_padding)}, "
                f"strides {by(self.strides)}. Lower output_padding, or set it to None."
            )
        return (self._grown(shape, 0), self._grown(shape, 1), self.filters)

    def weights(self, *inputs: Shape) -> int:
        """Each filter paints a patch for each channel, and adds a bias."""
        return self._kernel(inputs[0]) + self.use_bias * self.filters

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every patch value is used once for every pixel of the input."""
        return self._kernel(inputs[0]) * _area(inputs[0])

    def receptive_field(self) -> Reach:
        """As many pixels as have a patch over one place; the step is a fraction of a pixel."""
        seen = [-(-side // stride) for side, stride in zip(_sliding(self).covered, self.strides, strict=True)]
        return Reach((seen[0], seen[1]), (1 / self.strides[0], 1 / self.strides[1]))

    def caption(self) -> str:
        """`64 · 3×3 · /2 · same`."""
        return joined(str(self.filters), by(self.kernel_size), step(self.strides), self.padding, _named(self.activation))

    def _grown(self, shape: Shape, axis: int) -> int | None:
        length, stride = shape[axis], self.strides[axis]
        size = _sliding(self).covered[axis]
        if length is None:
            return None
        if self.output_padding is None:
            return length * stride if self.padding == "same" else (length - 1) * stride + max(size, stride)
        kept = size % 2 if self.padding == "same" else size
        return (length - 1) * stride + kept + self.output_padding[axis]

    def _kernel(self, shape: Shape) -> int:
        return math.prod(self.kernel_size) * last_axis("Conv2DTranspose", shape) * self.filters
