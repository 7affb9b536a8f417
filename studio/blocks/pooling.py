"""Windows that sum up what they see, without weights."""

from __future__ import annotations

from studio.blocks.block import WHOLE, Block, Reach, Shape
from studio.blocks.windows import Sliding, by, image, joined, plain
from studio.forms.kinds import Padding, Window


class _Pooling(Block):
    """A window slid over each map on its own."""

    family = "pooling"
    given = ("pool_size",)

    pool_size: Window = (2, 2)
    strides: Window | None = None
    padding: Padding = "valid"

    def output_shape(self, *inputs: Shape) -> Shape:
        """As many maps as before, as large as the positions the window takes."""
        (shape,) = inputs
        channels = image(type(self).__name__, shape)[2]
        return (*self._sliding().over(shape, "window", "pool_size"), channels)

    def receptive_field(self) -> Reach:
        """The window."""
        return self._sliding().reach

    def caption(self) -> str:
        """`3×3 · stride 2`."""
        stride = f"stride {plain(self.strides or self.pool_size)}"
        return joined(by(self.pool_size), stride, self.padding if self.padding == "same" else "")

    def _sliding(self) -> Sliding:
        return Sliding(self.pool_size, self.strides or self.pool_size, self.padding)


class MaxPooling2D(_Pooling):
    """Keeps the largest value in each window, so that the map shrinks and small shifts matter less.

    pool_size: Height and width of the window, in pixels.
    strides: Step between two windows, in pixels; None moves by a whole window, less makes windows overlap.
    padding: With same, windows may hang over the border; with valid, they stay inside the map.

    Formula: y_{i, j, c} = max_{u, v} x_{si + u, sj + v, c}
        s is the stride; u and v run over the window.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: keras.layers.MaxPooling2D
    Also:   maxpool, subsampling
    """


class MaxPoolingWithIndices2D(_Pooling):
    """A MaxPooling2D that also tells, by a second output, where in its window each value stood; a MaxUnpooling2D puts it back there.

    pool_size: Height and width of the window, in pixels.
    strides: Step between two windows, in pixels; None moves by a whole window, less makes windows overlap.
    padding: With same, windows may hang over the border; with valid, they stay inside the map.

    Formula: y_{i, j, c} = max_{u, v} x_{si + u, sj + v, c}, k_{i, j, c} = q · u + v of the largest
        s is the stride; u and v run over the window, whose width is q; of equal values the first one counts.

    Shape:  (height, width, channels) -> (height', width', channels), twice
    Source: studio.layers.max_unpooling_2d.MaxPoolingWithIndices2D
    Also:   maxpool, argmax, switches, segnet, deconvnet, max pool with argmax, return indices
    """

    rare = True

    @property
    def output_names(self) -> tuple[str, ...]:
        """The largest values, and where they stood."""
        return ("output", "indices")

    def output_shapes(self, *inputs: Shape) -> tuple[Shape, ...]:
        """A place for each value."""
        pooled = self.output_shape(*inputs)
        return pooled, pooled


class AveragePooling2D(_Pooling):
    """Keeps the mean of each window, so that the map shrinks and is smoothed.

    pool_size: Height and width of the window, in pixels.
    strides: Step between two windows, in pixels; None moves by a whole window, less makes windows overlap.
    padding: With same, windows may hang over the border; with valid, they stay inside the map.

    Formula: y_{i, j, c} = 1/n Σ_{u, v} x_{si + u, sj + v, c}
        s is the stride; u and v run over the window, which covers n pixels.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: keras.layers.AveragePooling2D
    Also:   avgpool, mean pooling, subsampling
    """


class SumPooling2D(_Pooling):
    """Keeps the sum of each window: the mean times the window's size, so that strong places add up.

    pool_size: Height and width of the window, in pixels.
    strides: Step between two windows, in pixels; None moves by a whole window, less makes windows overlap.
    padding: With same, windows may hang over the border, where nothing is added; with valid, they stay inside the map.

    Formula: y_{i, j, c} = Σ_{u, v} x_{si + u, sj + v, c}
        s is the stride; u and v run over the window.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: studio.layers.sum_pooling_2d.SumPooling2D
    """


class _GlobalPooling(Block):
    """One number for each whole map."""

    family = "pooling"

    keepdims: bool = False

    def output_shape(self, *inputs: Shape) -> Shape:
        """A vector with one value a channel, or a map of one pixel."""
        channels = image(type(self).__name__, inputs[0])[2]
        return (1, 1, channels) if self.keepdims else (channels,)

    def receptive_field(self) -> Reach:
        """All of the image."""
        return WHOLE


class GlobalAveragePooling2D(_GlobalPooling):
    """Turns each feature map into its mean; takes images of any size and needs no Flatten after it.

    keepdims: Whether the answer stays a map of one pixel instead of a vector.

    Formula: y_{c} = 1/n Σ_{i, j} x_{i, j, c}
        n is the number of pixels of the map.

    Shape:  (height, width, channels) -> (channels,)
    Source: keras.layers.GlobalAveragePooling2D
    Also:   gap, adaptive average pooling
    """


class GlobalMaxPooling2D(_GlobalPooling):
    """Turns each feature map into its largest value: whether something is anywhere in the image.

    keepdims: Whether the answer stays a map of one pixel instead of a vector.

    Formula: y_{c} = max_{i, j} x_{i, j, c}

    Shape:  (height, width, channels) -> (channels,)
    Source: keras.layers.GlobalMaxPooling2D
    Also:   gmp, adaptive max pooling
    """
