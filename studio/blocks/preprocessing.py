"""What brings images to a size and values to a scale, in training and in predictions alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from msgspec import Meta

from studio.blocks.block import WHOLE, Block, Reach, Shape, ShapeError, spelled
from studio.blocks.windows import image, joined, last_axis
from studio.forms.kinds import Side

Value = Annotated[float, Meta(ge=-1e6, le=1e6, extra={"step": 0.1})]
Spread = Annotated[float, Meta(ge=0, le=1e6, extra={"step": 0.1})]
Values = Annotated[tuple[Value, ...], Meta(min_length=1, max_length=64)]
Spreads = Annotated[tuple[Spread, ...], Meta(min_length=1, max_length=64)]
Filling = Literal["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"]


class Rescaling(Block):
    """Multiplies every value by a factor and adds a number: pixels from 0 to 255 come to lie between 0 and 1, or −1 and 1.

    scale: The factor; one number, or one a channel.
    offset: What is added after that; one number, or one a channel.

    Formula: y = s_{c} · x + o_{c}
        s is the scale, o the offset.

    Shape:  unchanged
    Source: keras.layers.Rescaling
    Also:   divide by 255, normalise, scale pixels
    """

    family = "preprocessing"
    given = ("scale",)

    scale: Values = (1 / 255,)
    offset: Values = (0.0,)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Makes the block from loose values; one number stands for itself.

        Raises:
            FormError: A name is unknown, missing or its value refused; all faults at once.
        """
        return super().read({name: _listed(value) for name, value in values.items()})

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """Keras's arguments: one number is written as such."""
        return {name: value[0] if len(value) == 1 else value for name, value in super().arguments(whole).items()}

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; the channels must be as many as the numbers."""
        _one_a_channel("Rescaling", inputs[0], scale=self.scale, offset=self.offset)
        return inputs[0]

    def caption(self) -> str:
        """`× 1/255 − 1`."""
        if len(self.scale) > 1 or len(self.offset) > 1:
            return "by channel"
        scale, offset = self.scale[0], self.offset[0]
        factor = f"1/{1 / scale:.4g}" if 0 < scale < 0.5 else f"{scale:.4g}"
        return f"× {factor}" + (f" {'−' if offset < 0 else '+'} {abs(offset):.4g}" if offset else "")


class Normalization(Block):
    """Takes a mean away from every channel and divides it by a deviation, both known beforehand; nothing is learned here.

    mean: The mean; one number, or one a channel. None with None for the variance leaves the values as they are until weights are loaded.
    variance: The square of the deviation; one number, or one a channel.

    More:
    invert: Whether it goes the other way: multiplies by the deviation and adds the mean.

    Formula: y = (x − μ_{c}) / √σ_{c}²
        μ is the mean, σ² the variance.

    Shape:  unchanged
    Source: keras.layers.Normalization
    Also:   standardise, zero mean, whitening
    """

    family = "preprocessing"

    mean: Values | None = None
    variance: Spreads | None = None
    invert: bool = False

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Makes the block from loose values; one number stands for itself.

        Raises:
            FormError: A name is unknown, missing or its value refused; all faults at once.
        """
        return super().read({name: value if name == "invert" else _listed(value) for name, value in values.items()})

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """Keras's arguments: one number is written as such."""
        found = super().arguments(whole).items()
        return {name: value[0] if isinstance(value, tuple) and len(value) == 1 else value for name, value in found}

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; the channels must be as many as the numbers."""
        (shape,) = inputs
        last_axis("Normalization", shape)
        if (self.mean is None) != (self.variance is None):
            missing = "variance" if self.variance is None else "mean"
            raise ShapeError(f"Normalization needs mean and variance, or none of them. Received: no {missing}. Give it as well.")
        _one_a_channel("Normalization", shape, mean=self.mean or (), variance=self.variance or ())
        return shape

    def weights(self, *inputs: Shape) -> int:
        """Mean and variance of each channel, and a count, where they are not given."""
        return 0 if self.mean is not None else 2 * last_axis("Normalization", inputs[0]) + 1

    def fixed_weights(self, *inputs: Shape) -> int:
        """All of them."""
        return self.weights(*inputs)


class Resizing(Block):
    """Brings every image to one height and width, in training and in predictions.

    height: The new height, in pixels.
    width: The new width, in pixels.
    interpolation: How the new pixels are found: nearest takes one, the others blend neighbours.
    crop_to_aspect_ratio: Whether what does not fit the new proportions is cut off instead of squeezed.
    pad_to_aspect_ratio: Whether a border is added for the new proportions instead of squeezing.

    More:
    fill_value: The value of the border.
    antialias: Whether shrinking blurs first, so that fine patterns do not flicker.

    Formula: y_{i, j, c} = x_{i h / h', j w / w', c}
        h and w are height and width before, h' and w' after it; between pixels values are blended.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: keras.layers.Resizing
    Also:   resize, scale, interpolate
    """

    family = "preprocessing"
    given = ("height", "width")

    height: Side = 224
    width: Side = 224
    interpolation: Filling = "bilinear"
    crop_to_aspect_ratio: bool = False
    pad_to_aspect_ratio: bool = False
    antialias: bool = False
    fill_value: Value = 0.0

    def output_shape(self, *inputs: Shape) -> Shape:
        """The new height and width."""
        if self.crop_to_aspect_ratio and self.pad_to_aspect_ratio:
            raise ShapeError("Resizing takes either crop_to_aspect_ratio or pad_to_aspect_ratio. Received: both. Set one of them to no.")
        return (self.height, self.width, image("Resizing", inputs[0])[2])

    def receptive_field(self) -> Reach:
        """All of the image: how much of it depends on its size."""
        return WHOLE

    def caption(self) -> str:
        """`224×224 · bilinear`."""
        return joined(f"{self.height}×{self.width}", "" if self.interpolation == "bilinear" else self.interpolation)


class CenterCrop(Block):
    """Cuts the middle out of every image; a smaller image is enlarged first.

    height: Height of what remains, in pixels.
    width: Width of what remains, in pixels.

    Formula: y_{i, j, c} = x_{i + (h − h') / 2, j + (w − w') / 2, c}
        h and w are height and width before, h' and w' after it.

    Shape:  (height, width, channels) -> (height', width', channels)
    Source: keras.layers.CenterCrop
    Also:   crop
    """

    family = "preprocessing"
    given = ("height", "width")

    height: Side = 224
    width: Side = 224

    def output_shape(self, *inputs: Shape) -> Shape:
        """The new height and width."""
        return (self.height, self.width, image("CenterCrop", inputs[0])[2])

    def caption(self) -> str:
        """`224×224`."""
        return f"{self.height}×{self.width}"


def _listed(value: Any) -> Any:
    """One number as a list of one."""
    return (value,) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _one_a_channel(name: str, shape: Shape, **numbers: tuple[float, ...]) -> None:
    """Refuses several numbers that are not one a channel."""
    for field, given in numbers.items():
        if len(given) > 1 and (not shape or (shape[-1] is not None and shape[-1] != len(given))):
            raise ShapeError(
                f"{name} needs one number for its {field}, or one a channel. Received: {len(given)} for {spelled(shape)}. "
                "Give as many as there are channels."
            )
