"""Random changes of images that need more words: some mix images with each other, some are several changes in a row."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from studio.blocks.augmentation import (
    RandomElasticTransform,
    RandomErasing,
    RandomFlip,
    RandomPerspective,
    RandomRotation,
    RandomShear,
    RandomTranslation,
    RandomZoom,
)
from studio.blocks.block import Block, Shape, ShapeError, spelled
from studio.blocks.colour_augmentation import RandomBrightness, RandomColorJitter, RandomContrast, RandomHue, RandomSaturation
from studio.blocks.tone_augmentation import RandAugment, RandomGaussianBlur, RandomSharpness
from studio.blocks.training_images import Blend, Changing, Factor, Range
from studio.blocks.windows import image, inner, joined
from studio.forms.kinds import Seed, Side

Chains = Annotated[int, Meta(ge=1, le=10)]
Shape01 = Annotated[float, Meta(ge=0.001, le=100, extra={"step": 0.1})]
Bins = Annotated[int, Meta(ge=2, le=1024)]
Boxes = Annotated[int, Meta(ge=1, le=10_000)]
Filling = Annotated[int, Meta(ge=-1, le=65536)]
Change = (
    RandomFlip
    | RandomRotation
    | RandomZoom
    | RandomTranslation
    | RandomShear
    | RandomPerspective
    | RandomElasticTransform
    | RandomErasing
    | RandomBrightness
    | RandomContrast
    | RandomSaturation
    | RandomHue
    | RandomColorJitter
    | RandomSharpness
    | RandomGaussianBlur
    | RandAugment
)
Changes = Annotated[tuple[Change, ...], Meta(min_length=1, max_length=16)]


class Pipeline(Changing):
    """Several random changes one after the other, in one node: a recipe of augmentation to keep together.

    layers: The changes, in their order.

    Formula: y = t_{n}(… t_{1}(x))
        t are the changes; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.Pipeline
    Also:   several augmentations, compose, sequence of changes
    """

    given = ("layers",)

    layers: Changes = (RandomFlip(mode="horizontal"), RandomRotation(factor=0.05))

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; it must suit every change."""
        for layer in self.layers:
            layer.output_shape(*inputs)
        return inputs[0]

    def caption(self) -> str:
        """`2 changes`, or the one."""
        return inner(self.layers[0]) if len(self.layers) == 1 else f"{len(self.layers)} changes"


class AugMix(Changing):
    """Mixes every image with changed copies of itself in training. No seed makes its changes repeatable: Keras draws them past it.

    num_chains: How many changed copies are mixed.
    chain_depth: How many changes a copy goes through at most.
    factor: How strong a change is.

    More:
    alpha: How evenly the copies are mixed; large values mix them alike.
    all_ops: Whether changes of brightness, contrast and colour are among them, beside those of place.
    interpolation: How pixels between pixels are found: by blending neighbours, or by taking the nearest.
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.

    Formula: y = m x + (1 − m) Σ_{k} w_{k} t_{k}(x)
        t are chains of changes, m and w drawn for each image; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.AugMix
    Also:   robustness, augmentation
    """

    rare = True
    channels = (3,)
    given = ("value_range",)

    num_chains: Chains = 3
    chain_depth: Chains = 3
    factor: Factor = 0.3
    alpha: Shape01 = 1.0
    all_ops: bool = True
    interpolation: Blend = "bilinear"
    value_range: Range = (0.0, 1.0)


class CutMix(Changing):
    """Puts a patch of another image of the batch into every image in training. Answers are not mixed here, so keep the patches small.

    factor: How large patches tend to be.

    More:
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = M · x + (1 − M) · x'
        M is 0 in the patch and else 1, x' another image of the batch; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.CutMix
    Also:   patch, mixed images, augmentation
    """

    rare = True

    factor: Factor = 1.0
    seed: Seed | None = None


class MixUp(Changing):
    """Blends every image with another one of the batch in training. Answers are not mixed here, so keep alpha small.

    alpha: How evenly two images are blended; small values leave one of them nearly as it is.

    More:
    seed: Makes the changes repeatable; None draws new ones each time.

    Formula: y = λ x + (1 − λ) x'
        x' is another image of the batch, λ is drawn from Beta(α, α); in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: keras.layers.MixUp
    Also:   blended images, augmentation
    """

    rare = True

    alpha: Shape01 = 0.2
    seed: Seed | None = None


class Equalization(Changing):
    """Spreads the grey values of each channel evenly over the range in training: dark and pale images come to look alike.

    bins: How many grey values are told apart.

    More:
    value_range: Least and largest value of the pixels: 0 and 1 after scaling, 0 and 255 before.

    Formula: y = F(x)
        F(x) is the share of the pixels of the channel that are at most x, over all images of the batch; in predictions y = x.

    Shape:  (height, width, channels), unchanged
    Source: studio.layers.equalization.Equalization
    Also:   histogram equalisation, contrast
    """

    rare = True
    given = ("value_range",)

    bins: Bins = 256
    value_range: Range = (0.0, 1.0)

    def caption(self) -> str:
        """`256 bins`."""
        return f"{self.bins} bins"


class RandomCrop(Block):
    """Cuts a piece of one size out of every batch, at a random place in training and from the middle in predictions.

    height: Height of the piece, in pixels.
    width: Width of the piece, in pixels.

    More:
    seed: Makes the places repeatable; None draws new ones each time.

    Formula: y_{i, j, c} = x_{i + a, j + b, c}
        a and b are drawn anew for each batch in training; in predictions they are those of the middle.

    Shape:  (height, width, channels) -> (height, width, channels) of the piece
    Source: studio.layers.random_crop.RandomCrop
    Also:   crop, cut out, augmentation
    """

    family = "preprocessing"
    rare = True
    given = ("height", "width")

    height: Side = 8
    width: Side = 8
    seed: Seed | None = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """The piece; the image must be at least as large, and of known size."""
        rows, columns, channels = image("RandomCrop", inputs[0])
        if rows is None or columns is None or rows < self.height or columns < self.width:
            raise ShapeError(
                f"RandomCrop cuts {self.height} × {self.width} out of images that are at least so large. Received: {spelled(inputs[0])}. "
                "Lower height and width, or enlarge the image by Resizing."
            )
        return (self.height, self.width, channels)

    def caption(self) -> str:
        """`8 × 8`."""
        return f"{self.height} × {self.width}"


class MaxNumBoundingBoxes(Changing):
    """Brings lists of boxes to one length. Images pass unchanged: the studio's data have no boxes, so it stands for models that had them.

    max_number: How many boxes there are to be.

    More:
    fill_value: What stands in place of boxes that are not there.

    Formula: y = x
        Boxes beside the image would be cut or filled up.

    Shape:  unchanged
    Source: keras.layers.MaxNumBoundingBoxes
    Also:   object detection, boxes
    """

    rare = True
    given = ("max_number",)

    max_number: Boxes = 32
    fill_value: Filling = -1

    def caption(self) -> str:
        """`32 boxes`."""
        return joined(f"{self.max_number} boxes")
