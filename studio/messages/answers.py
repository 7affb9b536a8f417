"""Answers to a Watch: what the worker saw of the network that is looked at."""

from __future__ import annotations

from typing import Literal

from studio.messages.arrays import Array
from studio.messages.events import Event
from studio.messages.message import Message
from studio.messages.orders import AttackSpec, ImageChoice


class Answer(Event):
    """Base of the answers to a Watch.

    Attributes:
        run: Whose weights were looked at; None for fresh ones.
        step: Batches trained when it was taken.
    """

    run: str | None
    step: int


class Maps(Answer):
    """Feature maps of a node for the watched image.

    Attributes:
        node: Whose output it is.
        image: The image.
        pixels: Its pixels, uint8, (height, width, channels).
        maps: float32, (height, width, maps), or (values,) for a node whose output is no picture.
        limit: Largest absolute value: one scale for all maps.
        label: Number of the image's class; -1 for a file, of which nobody said it.
    """

    node: str
    image: ImageChoice
    pixels: Array
    maps: Array
    limit: float
    label: int


class Filters(Answer):
    """Filters of a node.

    Attributes:
        node: Whose.
        filters: float32, (height, width, channels in, filters).
        limit: Largest absolute value: one scale for all filters.
    """

    node: str
    filters: Array
    limit: float


class WeightValues(Answer):
    """Weights of a node, to see how they are spread.

    Attributes:
        node: Whose.
        values: float32, (values,): its kernel, or what it has instead; evenly drawn where there are very many, empty where there are none.
    """

    node: str
    values: Array


class Thumbnail(Message):
    """A small picture of what a node makes of an image.

    Attributes:
        kind: How to read `values`: maps (height, width, up to 3), strongest first; vector (rows, columns); bars (classes,), probabilities;
            image (height, width, channels), pixels 0 to 255.
        values: float32.
        limit: Largest absolute value.
    """

    kind: Literal["maps", "vector", "bars", "image"]
    values: Array
    limit: float


class Thumbnails(Answer):
    """Small pictures of what nodes make of the watched image.

    Attributes:
        image: The image.
        pictures: By node.
    """

    image: ImageChoice
    pictures: dict[str, Thumbnail]


class Times(Answer):
    """How long the layers of each node take in inference; told once of a network, for weights do not change it.

    Attributes:
        seconds: For one image, by node id, or path inside modules: see `studio.graph.flat`. A module takes as long as all that is inside
            it; the Input has what is done to pixels first. Nodes without a layer are left out.
        images: How many went through together.
    """

    seconds: dict[str, float]
    images: int


class Attacked(Answer):
    """The watched image was attacked.

    Attributes:
        spec: How.
        image: The image.
        label: Number of its class; -1 for a file, of which nobody said it: the network's own answer then counts as its class.
        original: float32 pixels, 0 to 255, (height, width, channels).
        changed: The same after the attack.
        before: Probabilities (or values) for the original.
        after: For the changed image.
        zero_gradient: Share of pixels whose gradient is zero: an attack there can do nothing.
        fooled: How many of `tried` images, rightly classified before, are wrong after.
        tried: How many images around the watched one were rightly classified before.
    """

    spec: AttackSpec
    image: ImageChoice
    label: int
    original: Array
    changed: Array
    before: Array
    after: Array
    zero_gradient: float
    fooled: int
    tried: int


AnyAnswer = Maps | Filters | WeightValues | Thumbnails | Times | Attacked
