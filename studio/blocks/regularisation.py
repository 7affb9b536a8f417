"""What works against over-fitting, in training only; predictions pass unchanged."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from studio.blocks.block import Block, Shape
from studio.blocks.windows import image
from studio.forms.kinds import Rate, Seed

Deviation = Annotated[float, Meta(ge=0, le=1, extra={"step": 0.05, "search": (0.0, 0.5)})]


class Dropout(Block):
    """Sets a random share of the values to zero at each training step, so that no unit can rely on another.

    rate: Share of the values that is dropped; the others are scaled up to keep the sum.

    More:
    seed: Makes the choice repeatable; None draws a new one each time.

    Formula: y = m · x / (1 − r)
        m is 0 with probability r, the rate, and else 1, drawn for each value; in predictions y = x.

    Shape:  unchanged
    Source: keras.layers.Dropout
    """

    family = "regularisation"
    given = ("rate",)

    rate: Rate = 0.5
    seed: Seed | None = None

    def caption(self) -> str:
        """`rate 0.5`."""
        return f"rate {self.rate:g}"


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
    given = ("stddev",)

    stddev: Deviation = 0.1
    seed: Seed | None = None

    def caption(self) -> str:
        """`deviation 0.1`."""
        return f"deviation {self.stddev:g}"
