"""What filters have in common that slide over sequences and volumes: shapes, weights and cost along any number of axes."""

from __future__ import annotations

import math
from typing import Any

from studio.blocks.block import Reach, Shape, ShapeError
from studio.blocks.constraints import check_axes
from studio.blocks.gridded import Gridded
from studio.blocks.windows import Sliding, by, grid, joined, last_axis, reach, sides, step


class Filtering(Gridded):
    """Base of filters over all axes but the last, which holds the channels."""

    family = "convolution"
    rare = True

    def receptive_field(self) -> Reach:
        """The filter's window, holes included."""
        return self._sliding().reach

    def caption(self) -> str:
        """`6 · 5 · /2 · valid · tanh`."""
        own: Any = self
        filters = str(own.filters) if hasattr(own, "filters") else ""
        activation = "" if own.activation == "linear" else own.activation
        return joined(filters, by(self._sliding().size), step(self._sliding().strides), own.padding, activation)

    def _sliding(self) -> Sliding:
        own: Any = self
        return Sliding(sides(own.kernel_size), sides(own.strides), own.padding, sides(own.dilation_rate))

    def _entered(self, shape: Shape) -> int:
        """How many channels come in, where everything suits that holds for all filters.

        Raises:
            ShapeError: Something does not.
        """
        name, window = type(self).__name__, self._sliding()
        grid(name, shape, self.dimensions)
        self._check_constraints()
        channels = last_axis(name, shape)
        if max(window.strides) > 1 and max(window.dilation) > 1:
            ones = by((1,) * self.dimensions)
            raise ShapeError(
                f"{name} takes either strides or dilation_rate above 1. Received: strides {by(window.strides)}, "
                f"dilation_rate {by(window.dilation)}. Set one of them to {ones}."
            )
        return channels

    def _check_constraints(self) -> None:
        check_axes(self, kernel_constraint=self.dimensions + 2, bias_constraint=1)

    def _area(self, shape: Shape) -> int:
        """How many positions a map has; one where the size is not known before run time."""
        return math.prod(axis or 1 for axis in shape[: self.dimensions])


class Convolution(Filtering):
    """Filters that look at all channels, or at those of their group."""

    def output_shape(self, *inputs: Shape) -> Shape:
        """One map a filter, as long as the positions the filter takes."""
        (shape,) = inputs
        own: Any = self
        channels = self._entered(shape)
        if channels % own.groups or own.filters % own.groups:
            raise ShapeError(
                f"{type(self).__name__} needs channels and filters that its groups divide. Received: {channels} channels, "
                f"{own.filters} filters, {own.groups} groups. Choose groups that divide {math.gcd(channels, own.filters)}."
            )
        return (*self._sliding().over(shape, "filter", "kernel_size"), own.filters)

    def weights(self, *inputs: Shape) -> int:
        """Each filter has a value for each place of its window in each channel of its group, and a bias."""
        own: Any = self
        return self._kernel(inputs[0]) + int(own.use_bias * own.filters)

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every filter value is used once at every position."""
        return self._kernel(inputs[0]) * self._area(self.output_shape(*inputs))

    def _kernel(self, shape: Shape) -> int:
        own: Any = self
        return math.prod(self._sliding().size) * (last_axis(type(self).__name__, shape) // int(own.groups)) * int(own.filters)


class Transposed(Filtering):
    """Patches that every place paints, which makes a small map large again."""

    def output_shape(self, *inputs: Shape) -> Shape:
        """One map a filter, grown by the strides."""
        (shape,) = inputs
        own: Any = self
        self._entered(shape)
        added, strides = self._added(), self._sliding().strides
        if added is not None and any(more >= stride for more, stride in zip(added, strides, strict=True)):
            raise ShapeError(
                f"{type(self).__name__} needs output_padding below its strides. Received: output_padding {by(added)}, "
                f"strides {by(strides)}. Lower output_padding, or set it to None."
            )
        return (*(self._grown(shape, axis) for axis in range(self.dimensions)), own.filters)

    def weights(self, *inputs: Shape) -> int:
        """Each filter paints a patch for each channel, and adds a bias."""
        own: Any = self
        return self._kernel(inputs[0]) + int(own.use_bias * own.filters)

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every patch value is used once for every place of the input."""
        return self._kernel(inputs[0]) * self._area(inputs[0])

    def receptive_field(self) -> Reach:
        """As many places as have a patch over one place; the step is a fraction of one."""
        window = self._sliding()
        seen = [-(-side // stride) for side, stride in zip(window.covered, window.strides, strict=True)]
        return reach(seen, [1 / stride for stride in window.strides])

    def _added(self) -> tuple[int, ...] | None:
        own: Any = self
        return None if own.output_padding is None else sides(own.output_padding)

    def _grown(self, shape: Shape, axis: int) -> int | None:
        window, added, length = self._sliding(), self._added(), shape[axis]
        stride, size = window.strides[axis], window.covered[axis]
        if length is None:
            return None
        if added is None:
            return length * stride if window.padding == "same" else (length - 1) * stride + max(size, stride)
        kept = size % 2 if window.padding == "same" else size
        return (length - 1) * stride + kept + added[axis]

    def _kernel(self, shape: Shape) -> int:
        own: Any = self
        return math.prod(self._sliding().size) * last_axis(type(self).__name__, shape) * int(own.filters)


class Depthwise(Filtering):
    """A filter over each channel on its own."""

    def output_shape(self, *inputs: Shape) -> Shape:
        """As many maps as channels times the multiplier."""
        (shape,) = inputs
        self._entered(shape)
        return (*self._sliding().over(shape, "filter", "kernel_size"), self._maps(shape))

    def weights(self, *inputs: Shape) -> int:
        """Each map has one flat filter, and a bias."""
        own: Any = self
        return self._maps(inputs[0]) * (math.prod(self._sliding().size) + int(own.use_bias))

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every filter value is used once at every position."""
        return self._maps(inputs[0]) * math.prod(self._sliding().size) * self._area(self.output_shape(*inputs))

    def _check_constraints(self) -> None:
        check_axes(self, depthwise_constraint=self.dimensions + 2, bias_constraint=1)

    def _maps(self, shape: Shape) -> int:
        own: Any = self
        return last_axis(type(self).__name__, shape) * int(own.depth_multiplier)


class Separable(Filtering):
    """A filter over each channel on its own, then a mixture of the channels."""

    def output_shape(self, *inputs: Shape) -> Shape:
        """One map a filter, as long as the positions the filter takes."""
        (shape,) = inputs
        own: Any = self
        self._entered(shape)
        return (*self._sliding().over(shape, "filter", "kernel_size"), own.filters)

    def weights(self, *inputs: Shape) -> int:
        """Flat filters of the first step, mixing weights of the second, and the biases."""
        own: Any = self
        return self._kernels(inputs[0]) + int(own.use_bias * own.filters)

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every weight of both steps is used once at every position."""
        return self._kernels(inputs[0]) * self._area(self.output_shape(*inputs))

    def _check_constraints(self) -> None:
        axes = self.dimensions + 2
        check_axes(self, depthwise_constraint=axes, pointwise_constraint=axes, bias_constraint=1)

    def _kernels(self, shape: Shape) -> int:
        own: Any = self
        inner = last_axis(type(self).__name__, shape) * int(own.depth_multiplier)
        return inner * (math.prod(self._sliding().size) + int(own.filters))
