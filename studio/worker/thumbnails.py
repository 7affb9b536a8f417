"""Small pictures of what every node answers to one image, from one forward pass."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import tensorflow as tf

from studio.worker.build import Network, traced
from studio.worker.maps import Array, as_batch, limit_of

Kind = Literal["maps", "vector", "bars", "image"]
SIDE = 64  # pixels a thumbnail has at most, each way
MAPS = 3  # maps a thumbnail shows at most


@dataclass(frozen=True)
class Thumb:
    """A small picture of a node's output.

    Attributes:
        kind: "maps": (height, width, up to 3) strongest maps first; "vector": (rows, columns), read like text; "bars": (classes,)
            probabilities; "image": (height, width, channels) raw pixels.
        values: As float32.
        limit: The largest absolute value: one scale for all of it.
    """

    kind: Kind
    values: Array
    limit: float


def portrait(network: Network, image: Array) -> Array | None:
    """The strongest map of the first convolution, (height, width): what a run is known by; None where there is no such map."""
    first = next((step.node for step in network.plan.steps if "Conv" in step.symbol and step.node), None)
    thumb = thumbnails(network, [first], image).get(first) if first else None
    return thumb.values[:, :, 0] if thumb is not None and thumb.kind == "maps" else None


def thumbnails(network: Network, nodes: Iterable[str], image: Array) -> dict[str, Thumb]:
    """A small picture for each node that is part of the network, by one forward pass.

    Args:
        network: Where to look.
        nodes: Ids of the nodes in view; those without an output are left out.
        image: Raw pixels, (height, width, channels).

    Raises:
        InspectionError: The image does not fit the network.
    """
    values = {node: name for node in nodes if (name := network.plan.value_of(node)) is not None}
    names = tuple(sorted(set(values.values())))
    if not names:
        return {}
    compute = network.compiled(("thumbnails", *names), lambda: _compiled(network, names))
    pictures = dict(zip(names, compute(as_batch(network, image)), strict=True))
    return {node: _thumb(network, name, pictures[name].numpy()) for node, name in values.items()}


def _thumb(network: Network, name: str, values: Array) -> Thumb:
    kind = _kind(network, name)
    return Thumb(kind, values, 255.0 if kind == "image" else limit_of(values))


def _kind(network: Network, name: str) -> Kind:
    if name == network.plan.steps[0].name and len(network.tensors[name].shape) == 4:
        return "image"
    if name == network.plan.output and network.is_classifier and len(network.tensors[name].shape) == 2:
        return "bars"
    return "maps" if len(network.tensors[name].shape) > 2 else "vector"


def _compiled(network: Network, names: tuple[str, ...]) -> Callable[..., Any]:
    """The shrinking is part of the function: of a large network's maps only what is shown leaves the device."""
    part = network.part(names)
    shrink = [_SHRINKERS[_kind(network, name)] for name in names]

    def pictures(image: Any) -> list[Any]:
        return [small(output[0]) for small, output in zip(shrink, part(image), strict=True)]

    return traced(pictures, network.signature)


def _strongest(output: Any) -> Any:
    """The maps with the largest mean absolute value, strongest first."""
    maps = output if len(output.shape) == 3 else tf.reshape(output, (output.shape[0], -1, 1))
    strength = tf.reduce_mean(tf.abs(maps), axis=(0, 1))
    chosen = tf.math.top_k(strength, k=min(MAPS, maps.shape[-1])).indices
    return _downscaled(tf.gather(maps, chosen, axis=-1))


def _grid(output: Any) -> Any:
    """A vector as rows and columns, nearly square, zeros at the end."""
    columns = math.ceil(math.sqrt(output.shape[0]))
    rows = math.ceil(output.shape[0] / columns)
    filled = tf.pad(output, [[0, rows * columns - output.shape[0]]])
    return _downscaled(tf.reshape(filled, (rows, columns, 1)))[..., 0]


def _downscaled(picture: Any) -> Any:
    """At most SIDE pixels each way, every pixel the mean of those that it stands for."""
    height, width = picture.shape[:2]
    if max(height, width) <= SIDE:
        return picture
    scale = SIDE / max(height, width)
    size = (max(1, round(height * scale)), max(1, round(width * scale)))
    return tf.image.resize(picture, size, method="area")


def _whole(output: Any) -> Any:
    return output


_SHRINKERS: dict[Kind, Callable[[Any], Any]] = {"maps": _strongest, "vector": _grid, "bars": _whole, "image": _downscaled}
