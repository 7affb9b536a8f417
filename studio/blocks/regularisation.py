"""What works against over-fitting, in training only; predictions pass unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from studio.blocks.block import Block, Shape, ShapeError, spelled
from studio.blocks.windows import grid, image
from studio.forms.kinds import Rate, Seed, Strength

Each = Annotated[int, Meta(ge=-1, le=1)]
Choices = Annotated[tuple[Each, ...], Meta(min_length=2, max_length=6)]
Deviation = Annotated[float, Meta(ge=0, le=1, extra={"step": 0.05, "search": (0.0, 0.5)})]


class Dropping(Block):
    """Drops values by a choice of its own for each, or for several together.

    More:
    noise_shape: For which axes, with the batch as the first, there is a choice of its own: −1 for each value along it, 1 for one choice
        for all; (−1, 1, 1, 1) drops whole images. None for each value.
    seed: Makes the choice repeatable; None draws a new one each time.
    """

    family = "regularisation"
    in_training_only = True
    given = ("rate",)

    rate: Rate = 0.5
    noise_shape: Choices | None = None
    seed: Seed | None = None

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """The keyword arguments to write: Keras has None for each value along an axis."""
        written = super().arguments(whole)
        if self.noise_shape is None:
            return written
        return written | {"noise_shape": [None if axis == -1 else axis for axis in self.noise_shape]}

    @classmethod
    def of_keras(cls, config: Mapping[str, Any]) -> Mapping[str, Any]:
        """The arguments that Keras tells, with −1 for each value along an axis."""
        axes = config.get("noise_shape")
        return {**config, "noise_shape": [-1 if axis is None else axis for axis in axes]} if isinstance(axes, list | tuple) else config

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; noise_shape must have all axes of the batch, or fewer that Keras can lay over the last ones."""
        name, (shape,) = type(self).__name__, inputs
        if self.noise_shape is not None and (0 in self.noise_shape or not _fits(self.noise_shape, (None, *shape))):
            raise ShapeError(
                f"{name} needs a noise_shape of {len(shape) + 1} numbers, that of the batch first. Received: {spelled(self.noise_shape)}. "
                "Choose −1 or 1 for each axis, or None."
            )
        return shape

    def caption(self) -> str:
        """`rate 0.5`."""
        return f"rate {self.rate:g}"


def _fits(choices: tuple[int, ...], batch: Shape) -> bool:
    """Whether choices lie over a batch: Keras takes the lengths of few choices from its first axes, and lays them over its last ones."""
    if len(choices) >= len(batch):
        return len(choices) == len(batch)
    lengths = (1 if choice == 1 else axis for choice, axis in zip(choices, batch, strict=False))
    return all(length == 1 or length == axis is not None for length, axis in zip(lengths, batch[-len(choices) :], strict=True))


class Dropout(Dropping):
    """Sets a random share of the values to zero at each training step, so that no unit can rely on another.

    rate: Share of the values that is dropped; the others are scaled up to keep the sum.

    Formula: y = m · x / (1 − r)
        m is 0 with probability r, the rate, and else 1, drawn for each value; in predictions y = x.

    Shape:  unchanged
    Source: keras.layers.Dropout
    """


class SpatialDropout2D(Block):
    """Drops whole feature maps instead of single values; right after convolutions, where neighbouring pixels say the same.

    rate: Share of the feature maps that is dropped.

    More:
    seed: Makes the choice repeatable; None draws a new one each time.

    Formula: y_{i, j, c} = m_{c} · x_{i, j, c} / (1 − r)
        m is 0 with probability r, the rate, and else 1, drawn for each map; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.SpatialDropout2D
    Also:   dropout2d, channel dropout
    """

    family = "regularisation"
    in_training_only = True
    given = ("rate",)

    rate: Rate = 0.5
    seed: Seed | None = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; it must be an image."""
        image("SpatialDropout2D", inputs[0])
        return inputs[0]

    def caption(self) -> str:
        """`rate 0.5`."""
        return f"rate {self.rate:g}"


class GaussianNoise(Block):
    """Adds random noise at each training step, so that the network learns not to mind it.

    stddev: Standard deviation of the noise, in units of the values it is added to.

    More:
    seed: Makes the noise repeatable; None draws a new one each time.

    Formula: y = x + n, n ~ N(0, σ^{2})
        σ is stddev; in predictions y = x.

    Shape:  unchanged
    Source: keras.layers.GaussianNoise
    Also:   jitter
    """

    family = "regularisation"
    in_training_only = True
    given = ("stddev",)

    stddev: Deviation = 0.1
    seed: Seed | None = None

    def caption(self) -> str:
        """`deviation 0.1`."""
        return f"deviation {self.stddev:g}"


class GaussianDropout(Block):
    """Multiplies each value by random noise around 1 at each training step: dropout without hard zeros.

    rate: How strong the noise is: as strong as a Dropout with this rate.

    More:
    seed: Makes the noise repeatable; None draws a new one each time.

    Formula: y = n · x, n ~ N(1, r / (1 − r))
        r is the rate; in predictions y = x.

    Shape:  unchanged
    Source: keras.layers.GaussianDropout
    """

    family = "regularisation"
    in_training_only = True
    given = ("rate",)

    rate: Rate = 0.5
    seed: Seed | None = None

    def caption(self) -> str:
        """The rate."""
        return f"{self.rate:g}"


class AlphaDropout(Dropping):
    """Dropout for networks of SELU: dropped values go to its floor, and mean and deviation stay what they were.

    rate: Share of the values that is dropped.

    Formula: y = a (m · x + (1 − m) α) + b
        m is 0 with probability r, the rate, and else 1; α is the floor of SELU, −1.76; a and b keep mean and deviation;
        in predictions y = x.

    Shape:  unchanged
    Source: keras.layers.AlphaDropout
    Also:   selu dropout
    """

    rare = True


class ActivityRegularization(Block):
    """Adds the size of what passes to the loss and changes nothing else: the network learns to answer with few or small values.

    l1: How strongly the absolute values count; it leaves many of them at nothing.
    l2: How strongly the squared values count.

    Formula: y = x, loss + λ_{1} Σ |x| + λ_{2} Σ x²
        λ are l1 and l2; the sums run over all values of the batch.

    Shape:  unchanged
    Source: keras.layers.ActivityRegularization
    Also:   sparse activations, activity penalty
    """

    family = "regularisation"
    in_training_only = True
    rare = True

    l1: Strength = 0.0
    l2: Strength = 0.0


class SpatialDropout1D(Block):
    """Drops whole channels of a sequence instead of single values; neighbouring steps say the same.

    rate: Share of the channels that is dropped.

    More:
    seed: Makes the choice repeatable; None draws a new one each time.

    Formula: y_{i, c} = m_{c} · x_{i, c} / (1 − r)
        m is 0 with probability r, the rate, and else 1, drawn for each channel; in predictions y = x.

    Shape:  (steps, channels), unchanged
    Source: keras.layers.SpatialDropout1D
    """

    family = "regularisation"
    in_training_only = True
    rare = True
    given = ("rate",)

    rate: Rate = 0.5
    seed: Seed | None = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; it must be a sequence."""
        return grid("SpatialDropout1D", inputs[0], 1)

    def caption(self) -> str:
        """`rate 0.5`."""
        return f"rate {self.rate:g}"


class SpatialDropout3D(Block):
    """Drops whole maps of a volume instead of single values; neighbouring places say the same.

    rate: Share of the maps that is dropped.

    More:
    seed: Makes the choice repeatable; None draws a new one each time.

    Formula: y_{h, i, j, c} = m_{c} · x_{h, i, j, c} / (1 − r)
        m is 0 with probability r, the rate, and else 1, drawn for each map; in predictions y = x.

    Shape:  (depth, height, width, channels), unchanged
    Source: keras.layers.SpatialDropout3D
    """

    family = "regularisation"
    in_training_only = True
    rare = True
    given = ("rate",)

    rate: Rate = 0.5
    seed: Seed | None = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; it must be a volume."""
        return grid("SpatialDropout3D", inputs[0], 3)

    def caption(self) -> str:
        """`rate 0.5`."""
        return f"rate {self.rate:g}"
