"""Random changes of light and colour, in training only."""

from __future__ import annotations

from studio.blocks.training_images import Changing, Factor, Range
from studio.forms.kinds import Seed


class RandomBrightness(Changing):
    """Makes every image lighter or darker by a random amount in training.

    factor: By how much at most, as a share of the whole range.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = x + b, |b| ≤ f · range
        f is the factor; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomBrightness
    Also:   exposure, augmentation
    """

    given = ("factor", "value_range")

    factor: Factor = 0.2
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`± 20 %`."""
        return f"± {100 * self.factor:g} %"


class RandomContrast(Changing):
    """Strengthens or weakens the contrast of every image at random in training.

    factor: By how much at most.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = (x − μ_{c}) a + μ_{c}, |a − 1| ≤ f
        μ is the mean of the channel, f the factor; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomContrast
    Also:   augmentation
    """

    given = ("factor", "value_range")

    factor: Factor = 0.2
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`± 20 %`."""
        return f"± {100 * self.factor:g} %"


class RandomSaturation(Changing):
    """Makes the colours of every image stronger or paler at random in training.

    factor: How strong colours get at most, drawn from 0: 0.5 changes nothing, 0 takes all colour away, 1 is strongest.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: S(y) = a · S(x)
        S is the saturation of a pixel, a is drawn by the factor; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomSaturation
    Also:   colour, augmentation
    """

    channels = (3,)
    given = ("factor", "value_range")

    factor: Factor = 0.5
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`factor 0.5`."""
        return f"factor {self.factor:g}"


class RandomHue(Changing):
    """Shifts the colours of every image around the colour wheel at random in training.

    factor: How far at most; 1 is half of the wheel.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: H(y) = H(x) + a, |a| ≤ f / 2
        H is the hue of a pixel as a share of the wheel, f the factor; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomHue
    Also:   colour, tint, augmentation
    """

    channels = (3,)
    given = ("factor", "value_range")

    factor: Factor = 0.2
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`factor 0.5`."""
        return f"factor {self.factor:g}"


class RandomColorJitter(Changing):
    """Changes brightness, contrast, saturation and hue of every image at random in training, all at once.

    brightness_factor: How much the brightness changes at most; None leaves it.
    contrast_factor: How much the contrast changes at most; None leaves it.
    saturation_factor: How much the saturation changes at most; None leaves it.
    hue_factor: How much the hue changes at most; None leaves it.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = h(s(k(b(x))))
        b, k, s and h change brightness, contrast, saturation and hue; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomColorJitter
    Also:   colour, augmentation
    """

    channels = (3,)
    given = ("value_range",)

    brightness_factor: Factor | None = None
    contrast_factor: Factor | None = None
    saturation_factor: Factor | None = None
    hue_factor: Factor | None = None
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None


class RandomColorDegeneration(Changing):
    """Takes some of the colour out of every image at random in training.

    factor: How much at most; 1 leaves only grey.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = (1 − a) x + a · grey(x), a ≤ f
        f is the factor; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomColorDegeneration
    Also:   desaturate, augmentation
    """

    rare = True
    channels = (3,)
    given = ("factor", "value_range")

    factor: Factor = 0.5
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`factor 0.5`."""
        return f"factor {self.factor:g}"


class RandomGrayscale(Changing):
    """Makes some images grey at random in training, so that colour alone does not decide.

    factor: Share of the images that is made grey.

    More:
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y_{c} = 0.299 r + 0.587 g + 0.114 b
        r, g and b are the colours of the pixel; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomGrayscale
    Also:   greyscale, colour, augmentation
    """

    rare = True
    channels = (1, 3)

    factor: Factor = 0.5
    seed: Seed | None = None

    def caption(self) -> str:
        """`factor 0.5`."""
        return f"factor {self.factor:g}"


class RandomInvert(Changing):
    """Turns some images into their negatives at random in training.

    factor: Share of the images that is turned.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = most − x
        Most is the largest value; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomInvert
    Also:   negative, augmentation
    """

    rare = True
    given = ("value_range",)

    factor: Factor = 1.0
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`factor 0.5`."""
        return f"factor {self.factor:g}"
