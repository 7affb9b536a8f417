"""Random changes of where things stand in an image: turned, moved, bent and partly hidden, in training only."""

from __future__ import annotations

from typing import Literal

from studio.blocks.training_images import Blend, Changing, Factor, Fill, Pixel, Range, Shares
from studio.forms.kinds import Seed

Direction = Literal["horizontal", "vertical", "horizontal_and_vertical"]


class RandomFlip(Changing):
    """Mirrors every other image at random in training: what is seen from the left is the same thing from the right.

    mode: Left and right, up and down, or both.

    More:
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y_{i, j, c} = x_{i, w − 1 − j, c}
        w is the width; here left and right, for half of the images; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomFlip
    Also:   mirror, augmentation
    """

    mode: Direction = "horizontal_and_vertical"
    seed: Seed | None = None

    def caption(self) -> str:
        """`horizontal`."""
        return self.mode.replace("_and_", " · ")


class RandomRotation(Changing):
    """Turns every image by a random angle in training.

    factor: Largest angle either way, as a share of a full turn: 0.1 are 36 degrees.

    More:
    fill_mode: What stands where nothing was: the image mirrored, repeated, its border drawn out, or one value.
    interpolation: How pixels between pixels are found: by blending neighbours, or by taking the nearest.
    seed: Makes the changes repeatable; None draws new ones each time.
    fill_value: The value for constant.

    Formula: y(p) = x(R_{−a} p), |a| ≤ 2π f
        R turns places around the middle, f is the factor; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomRotation
    Also:   rotate, augmentation
    """

    given = ("factor",)

    factor: Factor = 0.1
    fill_mode: Fill = "reflect"
    interpolation: Blend = "bilinear"
    seed: Seed | None = None
    fill_value: Pixel = 0.0

    def caption(self) -> str:
        """`± 36°`."""
        return f"± {360 * self.factor:g}°"


class RandomZoom(Changing):
    """Makes what every image shows larger or smaller by a random factor in training.

    height_factor: By how much at most, as a share of the height; 0.2 makes it up to a fifth larger or smaller.
    width_factor: The same for the width; None keeps the proportions.

    More:
    fill_mode: What stands where nothing was: the image mirrored, repeated, its border drawn out, or one value.
    interpolation: How pixels between pixels are found: by blending neighbours, or by taking the nearest.
    seed: Makes the changes repeatable; None draws new ones each time.
    fill_value: The value for constant.

    Formula: y(p) = x(z p), |z − 1| ≤ f
        p is a place seen from the middle, f the factor; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomZoom
    Also:   scale, augmentation
    """

    given = ("height_factor",)

    height_factor: Factor = 0.2
    width_factor: Factor | None = None
    fill_mode: Fill = "reflect"
    interpolation: Blend = "bilinear"
    seed: Seed | None = None
    fill_value: Pixel = 0.0

    def caption(self) -> str:
        """`± 20 %`."""
        return f"± {100 * self.height_factor:g} %"


class RandomTranslation(Changing):
    """Moves every image by a random distance in training: where something stands must not matter.

    height_factor: How far up or down at most, as a share of the height.
    width_factor: How far left or right at most, as a share of the width.

    More:
    fill_mode: What stands where nothing was: the image mirrored, repeated, its border drawn out, or one value.
    interpolation: How pixels between pixels are found: by blending neighbours, or by taking the nearest.
    seed: Makes the changes repeatable; None draws new ones each time.
    fill_value: The value for constant.

    Formula: y_{i, j, c} = x_{i − a, j − b, c}
        a and b are the distance; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomTranslation
    Also:   shift, move, augmentation
    """

    given = ("height_factor", "width_factor")

    height_factor: Factor = 0.1
    width_factor: Factor = 0.1
    fill_mode: Fill = "reflect"
    interpolation: Blend = "bilinear"
    seed: Seed | None = None
    fill_value: Pixel = 0.0

    def caption(self) -> str:
        """`± 10 % · 10 %`."""
        return f"± {100 * self.height_factor:g} % · {100 * self.width_factor:g} %"


class RandomShear(Changing):
    """Slants every image at random in training, as a rectangle becomes a parallelogram.

    x_factor: How far rows are shifted at most, as a share of the width.
    y_factor: How far columns are shifted at most, as a share of the height.

    More:
    interpolation: How pixels between pixels are found: by blending neighbours, or by taking the nearest.
    fill_mode: What stands where nothing was: the image mirrored, repeated, its border drawn out, or one value.
    fill_value: The value for constant.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y(p) = x(S p)
        S is a shear; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomShear
    Also:   skew, slant, augmentation
    """

    x_factor: Factor = 0.0
    y_factor: Factor = 0.0
    interpolation: Blend = "bilinear"
    fill_mode: Fill = "reflect"
    fill_value: Pixel = 0.0
    seed: Seed | None = None

    def caption(self) -> str:
        """`0.1 · 0.2`."""
        return f"{self.x_factor:g} · {self.y_factor:g}"


class RandomPerspective(Changing):
    """Shows images from a random point of view in training, as if they hung on a slanted wall.

    factor: Share of the images that is changed.
    scale: How far the corners move at most.

    More:
    interpolation: How pixels between pixels are found: by blending neighbours, or by taking the nearest.
    fill_value: The value for constant.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y(p) = x(H p)
        H is a projection that moves the four corners; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomPerspective
    Also:   projective, augmentation
    """

    rare = True
    smallest = 2

    factor: Factor = 1.0
    scale: Factor = 1.0
    interpolation: Blend = "bilinear"
    fill_value: Pixel = 0.0
    seed: Seed | None = None

    def caption(self) -> str:
        """`scale 1`."""
        return f"scale {self.scale:g}"


class RandomElasticTransform(Changing):
    """Bends images at random in training, as if they were printed on rubber; made for handwriting.

    factor: Share of the images that is changed.
    scale: How strongly they are bent.

    More:
    interpolation: How pixels between pixels are found: by blending neighbours, or by taking the nearest.
    fill_mode: What stands where nothing was: the image mirrored, repeated, its border drawn out, or one value.
    fill_value: The value for constant.
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y(p) = x(p + d(p))
        d is a smooth field of random distances; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomElasticTransform
    Also:   elastic deformation, warp, augmentation
    """

    rare = True
    given = ("value_range",)

    factor: Factor = 1.0
    scale: Factor = 1.0
    interpolation: Blend = "bilinear"
    fill_mode: Fill = "reflect"
    fill_value: Pixel = 0.0
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`scale 1`."""
        return f"scale {self.scale:g}"


class RandomErasing(Changing):
    """Puts a random patch over images in training, so that no one part of a thing decides.

    factor: Share of the images that is changed.
    scale: Least and largest share of the image that the patch covers.

    More:
    fill_value: What the patch is filled with; None for noise.
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y_{i, j, c} = v inside of the patch, else x_{i, j, c}
        v is the fill_value or noise; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.RandomErasing
    Also:   cutout, occlusion, augmentation
    """

    given = ("value_range",)

    factor: Factor = 1.0
    scale: Shares = (0.02, 0.33)
    fill_value: Pixel | None = None
    value_range: Range = (0.0, 1.0)
    seed: Seed | None = None

    def caption(self) -> str:
        """`2 to 33 %`."""
        return f"{100 * self.scale[0]:g} to {100 * self.scale[1]:g} %"
