"""What single well-known networks brought: of each, the layer that Keras lacks."""

from __future__ import annotations

from collections.abc import Sequence

from studio.blocks.block import WHOLE, Block, Reach, Shape, ShapeError, spelled
from studio.blocks.windows import by, image, last_axis, positions
from studio.forms.kinds import Norm, Padding, Seed, Small, Window


class MaxUnpooling2D(Block):
    """The way back of max pooling: each value returns to where it was largest; zeros around it. Wire the indices of the pooling to input 2.

    Input 2 may also be the map before pooling, in which the places are found again. Input 3, the map before pooling, is needed beside
    indices where it was larger than all windows together.

    pool_size: Height and width of the windows of the pooling, in pixels.

    More:
    strides: Step between two windows of the pooling, in pixels; None for a whole window. Where windows overlap, values add up.
    padding: That of the pooling.

    Formula: y_{i, j, c} = x_{⌊i / p⌋, ⌊j / q⌋, c} where z_{i, j, c} was the largest of its window, else 0
        z is the map before pooling; p and q are the two numbers of pool_size.

    Shape:  (height, width, channels) and as many indices -> (p · height, q · width, channels), or that of the map before pooling
    Source: studio.layers.max_unpooling_2d.MaxUnpooling2D
    Also:   segnet, deconvnet, switches, indices, argmax
    """

    family = "merging"
    rare = True
    many_inputs = True
    input_names = ("values", "indices", "size")

    pool_size: Window = (2, 2)
    strides: Window | None = None
    padding: Padding = "valid"

    def output_shape(self, *inputs: Shape) -> Shape:
        """That of the map before pooling, or of the smallest map that would be pooled so."""
        small, *others = inputs
        known = all(len(shape) == 3 and None not in shape for shape in inputs)
        if known and len(others) in (1, 2) and (len(others) == 1 or others[0] == small):
            before = self._smallest(small) if others == [small] else others[-1]
            if self._pooled(before) == small:
                return before
        raise ShapeError(
            "MaxUnpooling2D needs a pooled map at input 1, and at input 2 the indices of a MaxPoolingWithIndices2D or the map before "
            f"pooling; with indices, input 3 may be that map. Received: {_listed(inputs)}, pool_size {by(self.pool_size)}. "
            "Wire the second output of the pooling to input 2, and choose its values."
        )

    def caption(self) -> str:
        """`2×2`."""
        return by(self.pool_size)

    def _steps(self) -> Sequence[int]:
        return self.strides or self.pool_size

    def _smallest(self, small: Shape) -> Shape:
        """The smallest map that is pooled to one."""
        sides = zip(small, self.pool_size, self._steps(), strict=False)
        whole = ((side or 0) * step if self.padding == "same" else ((side or 0) - 1) * step + size for side, size, step in sides)
        return (*whole, small[2])

    def _pooled(self, before: Shape) -> Shape:
        """What the pooling leaves of a map."""
        sides = zip(before, self.pool_size, self._steps(), strict=False)
        return (*(positions(side, size, step, self.padding) for side, size, step in sides), before[2])


class LayerScale(Block):
    """Multiplies each channel by a learned factor that begins small, so that a deep network begins near to its shortcuts.

    init_values: What the factors are before training.

    Formula: y_{i, j, c} = γ_{c} · x_{i, j, c}
        γ is learned.

    Shape:  unchanged
    Source: studio.layers.layer_scale.LayerScale
    Also:   cait, residual scaling
    """

    family = "normalisation"
    rare = True

    init_values: Small = 1e-6

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged, where there are channels to scale."""
        last_axis("LayerScale", inputs[0])
        return inputs[0]

    def weights(self, *inputs: Shape) -> int:
        """One factor for each channel."""
        return inputs[0][-1] or 0

    def caption(self) -> str:
        """Where the factors begin."""
        return f"from {self.init_values:g}"


class ScaledAdd(Block):
    """Adds a share of input 2, the branch, to input 1, the shortcut: in very wide residual networks whole branches made training unstable.

    scale: That share.

    Formula: y = x_{1} + s · x_{2}
        s is the scale.

    Shape:  two of one shape -> that shape
    Source: studio.layers.scaled_add.ScaledAdd
    Also:   inception-resnet, residual scaling
    """

    family = "merging"
    rare = True
    many_inputs = True

    scale: Norm = 0.17

    def output_shape(self, *inputs: Shape) -> Shape:
        """That of both."""
        if len(inputs) == 2 and inputs[0] == inputs[1]:
            return inputs[0]
        raise ShapeError(
            f"ScaledAdd needs two inputs of one shape: the shortcut, then the branch. Received: {_listed(inputs)}. "
            "Bring the branch to the shape of the shortcut with a 1x1 Conv2D."
        )

    def caption(self) -> str:
        """The share."""
        return f"{self.scale:g}"


class GramMatrix(Block):
    """How alike every two feature maps are, wherever in the image: what style transfer takes for the style of a picture.

    normalize: Whether sums over the image are divided by its number of places.

    Formula: y_{c, d} = 1/n Σ_{i, j} x_{i, j, c} · x_{i, j, d}
        n is the number of places.

    Shape:  (height, width, channels) -> (channels, channels)
    Source: studio.layers.gram_matrix.GramMatrix
    Also:   style transfer, correlation of feature maps
    """

    family = "merging"
    rare = True

    normalize: bool = True

    def output_shape(self, *inputs: Shape) -> Shape:
        """A value for each two maps."""
        image("GramMatrix", inputs[0])
        channels = last_axis("GramMatrix", inputs[0])
        return (channels, channels)

    def receptive_field(self) -> Reach:
        """All of the image."""
        return WHOLE


class GaussianSampling(Block):
    """Draws from normal distributions in training and gives their means in predictions. Input 1 is the mean, input 2 the log-variance.

    More:
    seed: Makes the draws repeatable; None draws new ones each time.

    Formula: y = μ + e^{v / 2} · n, n ~ N(0, 1)
        μ is input 1, v input 2; in predictions y = μ.

    Shape:  two of one shape -> that shape
    Source: studio.layers.gaussian_sampling.GaussianSampling
    Also:   reparametrisation, reparameterization trick, variational autoencoder, vae
    """

    family = "merging"
    rare = True
    many_inputs = True

    seed: Seed | None = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """That of both inputs."""
        if len(inputs) != 2 or inputs[0] != inputs[1]:
            raise ShapeError(
                f"GaussianSampling needs two inputs of one shape, mean and log-variance. Received: {_listed(inputs)}. "
                "Lead two layers of one size to it."
            )
        return inputs[0]


class SpatialTransformer(Block):
    """Turns, moves and scales every image by six numbers that the network finds itself. Input 1 is the image, input 2 are the numbers.

    Formula: y(p) = x(A p + t)
        p is a place from −1 to 1 along both sides; A and t are the six numbers, row by row.

    Shape:  (height, width, channels) and (6,) -> (height, width, channels)
    Source: studio.layers.spatial_transformer.SpatialTransformer
    Also:   stn, affine grid sample, warp
    """

    family = "merging"
    rare = True
    many_inputs = True

    def output_shape(self, *inputs: Shape) -> Shape:
        """That of the image."""
        if len(inputs) != 2 or len(inputs[0]) != 3 or None in inputs[0] or inputs[1] != (6,):
            raise ShapeError(
                f"SpatialTransformer needs an image of known size at input 1, and six numbers at input 2. Received: {_listed(inputs)}. "
                "Lead the image and a Dense of 6 units to it."
            )
        return inputs[0]

    def receptive_field(self) -> Reach:
        """All of the image."""
        return WHOLE


def _listed(inputs: tuple[Shape, ...]) -> str:
    return ", ".join(map(spelled, inputs)) or "nothing"
