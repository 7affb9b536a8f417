"""The learned filters of a convolution, in one layout whatever the layer: (height, width, in, out)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from studio.worker.build import Network
from studio.worker.maps import Array, InspectionError, output_of


def filters(network: Network, node: str) -> Array:
    """The filters that one node slides over its input, as float32 (height, width, in, out).

    `in` counts the maps that one filter sees: 1 for a depthwise convolution, a group's for a grouped one.

    Raises:
        InspectionError: The node is not part of the network or has no filters.
    """
    named = output_of(network, node).name
    for step in network.steps_of(node):
        layer = network.layers.get(step.name)
        read = _READERS.get(type(layer))
        if read is not None:
            return np.ascontiguousarray(read(layer), dtype=np.float32)
    raise InspectionError(f"{named} has no filters. Only convolutions learn filters: look at one of them.")


def _plain(layer: Any) -> Array:
    return np.asarray(layer.kernel)


def _depthwise(layer: Any) -> Array:
    """(h, w, channels, multiplier): each filter sees one channel, and output map channel * multiplier + i is its answer."""
    kernel = np.asarray(layer.kernel)
    return kernel.reshape(*kernel.shape[:2], 1, -1)


def _separable(layer: Any) -> Array:
    """The one filter that does in one go what the depthwise and the pointwise step do after each other."""
    depthwise = np.asarray(layer.depthwise_kernel)
    pointwise = np.asarray(layer.pointwise_kernel)[0, 0].reshape(*depthwise.shape[2:], -1)
    whole: Array = np.einsum("hwim,imo->hwio", depthwise, pointwise)
    return whole


def _transposed(layer: Any) -> Array:
    """Keras keeps (h, w, out, in) here."""
    return np.asarray(layer.kernel).transpose(0, 1, 3, 2)


def _row(read: Callable[[Any], Array]) -> Callable[[Any], Array]:
    """Filters along a sequence, as a row."""
    return lambda layer: read(layer)[None]


def _row_depthwise(layer: Any) -> Array:
    kernel = np.asarray(layer.kernel)
    return kernel.reshape(kernel.shape[0], 1, -1)


def _row_separable(layer: Any) -> Array:
    depthwise = np.asarray(layer.depthwise_kernel)
    pointwise = np.asarray(layer.pointwise_kernel)[0].reshape(*depthwise.shape[1:], -1)
    whole: Array = np.einsum("wim,imo->wio", depthwise, pointwise)
    return whole


def _row_transposed(layer: Any) -> Array:
    return np.asarray(layer.kernel).transpose(0, 2, 1)


def _slices(kernel: Array) -> Array:
    """Filters through a volume, slice beside slice."""
    depth, height, width, *maps = kernel.shape
    return kernel.transpose(1, 0, 2, 3, 4).reshape(height, depth * width, *maps)


_READERS: dict[type, Callable[[Any], Array]] = {
    keras.layers.Conv2D: _plain,
    keras.layers.DepthwiseConv2D: _depthwise,
    keras.layers.SeparableConv2D: _separable,
    keras.layers.Conv2DTranspose: _transposed,
    keras.layers.Conv1D: _row(_plain),
    keras.layers.DepthwiseConv1D: _row(_row_depthwise),
    keras.layers.SeparableConv1D: _row(_row_separable),
    keras.layers.Conv1DTranspose: _row(_row_transposed),
    keras.layers.Conv3D: lambda layer: _slices(np.asarray(layer.kernel)),
    keras.layers.Conv3DTranspose: lambda layer: _slices(np.asarray(layer.kernel).transpose(0, 1, 2, 4, 3)),
}
