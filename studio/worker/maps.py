"""What a node answers to an image: its feature maps, read from the live network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from studio.compile.plan import Step
from studio.worker.build import Network

Array = np.ndarray[Any, Any]


class InspectionError(ValueError):
    """Something that cannot be looked at, in one sentence."""


@dataclass(frozen=True)
class Maps:
    """The output of a node for one image.

    Attributes:
        values: Feature maps, (height, width, maps), or the values of a layer without a picture, (values,).
        limit: The largest absolute value: one zero-centred scale for all maps goes from -limit to limit.
    """

    values: Array
    limit: float


def feature_maps(network: Network, node: str, image: Array) -> Maps:
    """The output of a node for one image of raw pixels, (height, width, channels).

    Raises:
        InspectionError: The node is not part of the network, or the image does not fit it.
    """
    output_of(network, node)
    values = network.function(network.plan.value_of(node) or "")(as_batch(network, image))[0][0].numpy()
    return Maps(values, limit_of(values))


def output_of(network: Network, node: str) -> Step:
    """The step whose output is the node's.

    Raises:
        InspectionError: The network has no such node.
    """
    step = network.plan.of_node(node)
    if step is None:
        raise InspectionError(f"The network has no node {node}. It may stand on no path from an Input to the Output: connect it.")
    return step


def as_batch(network: Network, image: Array) -> Array:
    """One image as a float32 batch.

    Raises:
        InspectionError: It has another shape than the network takes.
    """
    if image.shape != network.plan.input_shape:
        raise InspectionError(f"The network takes images of shape {network.plan.input_shape}. Received: {image.shape}.")
    return image[None].astype(np.float32)


def limit_of(values: Array) -> float:
    """The largest absolute value; NaN counts as nothing, so that one bad value does not blacken a whole picture."""
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max()) if finite.size else 0.0
