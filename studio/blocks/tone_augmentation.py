"""Changes of shades and sharpness, and mixtures of several changes."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from studio.blocks.block import Shape, ShapeError, spelled
from studio.blocks.training_images import Blend, Changing, Factor, Range
from studio.blocks.windows import by, last_axis
from studio.forms.kinds import Seed, Window

Bits = Annotated[int, Meta(ge=1, le=8)]
Odd = Annotated[int, Meta(ge=1, le=63, extra={"unit": "px", "step": 2})]
Sigma = Annotated[float, Meta(gt=0, le=1, extra={"step": 0.1})]
Clip = Annotated[float, Meta(gt=0, le=100, extra={"step": 1})]
Operations = Annotated[int, Meta(ge=1, le=16)]
Tiles = Window


class RandomPosterization(Changing):
    """Leaves only a few shades in every image in training.

    factor: How many bits of each value remain: 8 change nothing.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = ⌊x · 2^{b} / 256⌋ · 256 / 2^{b}
        b is the number of bits, x as 0 to 255; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomPosterization
    Also:   posterize, quantize, augmentation
    """

    rare = True
    given = ("factor", "value_range")

    factor: Bits = 4
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`4 bits`."""
        return f"{self.factor} bits"


class RandomSharpness(Changing):
    """Sharpens or blurs every image at random in training.

    factor: How much at most; 0.5 changes nothing.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = x + a (x − blur(x))
        a is drawn by the factor; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomSharpness
    Also:   sharpen, augmentation
    """

    rare = True
    given = ("factor", "value_range")

    factor: Factor = 0.5
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`factor 0.5`."""
        return f"factor {self.factor:g}"


class RandomGaussianBlur(Changing):
    """Blurs images at random in training.

    factor: Share of the images that is changed.
    kernel_size: Width of the window, in pixels; an odd number.
    sigma: Largest deviation of the bell that weighs the window, in pixels.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y_{i, j, c} = Σ_{u, v} g_{u, v} x_{i + u, j + v, c}
        g is a bell of a random width up to sigma; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomGaussianBlur
    Also:   smooth, augmentation
    """

    rare = True
    given = ("value_range",)

    factor: Factor = 1.0
    kernel_size: Odd = 3
    sigma: Sigma = 1.0
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; the window must have a middle."""
        if self.kernel_size % 2 == 0:
            raise ShapeError(f"RandomGaussianBlur needs an odd kernel_size. Received: {self.kernel_size}. Choose {self.kernel_size + 1}.")
        last_axis("RandomGaussianBlur", inputs[0])
        return super().output_shape(*inputs)

    def caption(self) -> str:
        """`3 · sigma 1`."""
        return f"{self.kernel_size} · sigma {self.sigma:g}"


class Solarization(Changing):
    """Turns the bright pixels of images into their negatives at random in training.

    threshold_factor: Above which share of the range pixels are turned: drawn between 0 and this.
    addition_factor: How much is added before, at most, as a share of the range.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = x for x < t, else most − x
        t is the threshold, most the largest value; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.Solarization
    Also:   solarize, augmentation
    """

    rare = True
    given = ("value_range",)

    threshold_factor: Factor = 0.0
    addition_factor: Factor = 0.0
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`0.5 · 0`."""
        return f"{self.threshold_factor:g} · {self.addition_factor:g}"


class AutoContrast(Changing):
    """Spreads the values of each image over the whole range, in training and in predictions: the darkest becomes black, the brightest
        white.

    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.

    Formula: y = (x − min x) / (max x − min x) · range
        Least and largest value are those of each channel of the image.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.AutoContrast
    Also:   stretch, normalise contrast
    """

    in_training_only = False
    given = ("value_range",)

    value_range: Range = (0.0, 1.0)


class ContrastLimitedAdaptiveHistogramEqualization(Changing):
    """Evens out the shades of each part of the image, in training and in predictions: details show in light and shadow.

    clip_limit: How much a shade may be stretched; more shows more, noise as well.
    tile_grid_size: Into how many parts, down and across, the image is divided.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.

    Formula: y = C_{t}(x) · range
        C is the share of darker pixels in the part of the image, limited by clip_limit.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.ContrastLimitedAdaptiveHistogramEqualization
    Also:   clahe, histogram equalization
    """

    rare = True
    in_training_only = False
    given = ("value_range",)

    clip_limit: Clip = 4.0
    tile_grid_size: Tiles = (8, 8)
    value_range: Range = (0.0, 1.0)

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; every part must have a pixel."""
        shape = super().output_shape(*inputs)
        if any(side is not None and side < parts for side, parts in zip(shape, self.tile_grid_size, strict=False)):
            raise ShapeError(
                f"ContrastLimitedAdaptiveHistogramEqualization needs a pixel for each part. Received: {spelled(shape)}, "
                f"tile_grid_size {by(self.tile_grid_size)}. Choose fewer parts."
            )
        return shape

    def caption(self) -> str:
        """`4 · 8×8`."""
        return f"{self.clip_limit:g} · {by(self.tile_grid_size)}"


class RandAugment(Changing):
    """Changes every image by a few operations drawn from a list in training: a good recipe without tuning.

    num_ops: How many operations one after the other.
    factor: How strong they are at most.

    More:
    interpolation: How pixels between pixels are found: by blending neighbours, or by taking the nearest.
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = t_{k}(… t_{1}(x))
        t are operations such as turning, shifting and colouring, drawn for each image; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandAugment
    Also:   auto augment, augmentation
    """

    channels = (1, 3)
    given = ("value_range",)

    num_ops: Operations = 2
    factor: Factor = 0.5
    interpolation: Blend = "bilinear"
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`2 · 0.5`."""
        return f"{self.num_ops} · {self.factor:g}"
