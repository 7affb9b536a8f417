"""What a model does to raw pixels first, where that is what the studio does itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.compile.reading.keras_model import KerasLayer, KerasModel, input_shape
from studio.data.data import Centre


class Front(NamedTuple):
    """The preprocessing at the front of a model.

    Attributes:
        scale: Whether it divides pixels by 255.
        centre: Which mean it subtracts after that.
        mean: That mean.
        layers: Names of the layers that do so; the drawing goes without them.
    """

    scale: bool = False
    centre: Centre = "none"
    mean: NDArray[np.float32] | None = None
    layers: tuple[str, ...] = ()


def front(model: KerasModel) -> Front:
    """What `compile.planner.prepared` would put after the Input, at the front of a model of one image."""
    if len(model.inputs) != 1:
        return Front()
    found, first = Front(), model.inputs[0].layer
    shape = next((input_shape(layer) for layer in model.layers if layer.name == first), None) or []
    if len(shape) not in (2, 3):  # no image, with or without an axis for channels
        return Front()
    if (layer := _only(model, first)) and _divides(layer):
        found = Front(scale=True, layers=(layer.name,))
        layer = _only(model, layer.name)
    centring = _centring(layer, shape) if layer and len(shape) == 3 else None
    if layer and centring:
        return found._replace(centre=centring[0], mean=centring[1], layers=(*found.layers, layer.name))
    return found


def _only(model: KerasModel, name: str) -> KerasLayer | None:
    """The one layer that takes what a layer gives, where nothing else does and it takes nothing else."""
    takers = [layer for layer in model.layers for call in layer.calls if any(tensor.layer == name for tensor in call.takes)]
    alone = len(takers) == 1 and len(takers[0].calls) == 1 and len(takers[0].calls[0].takes) == 1
    return takers[0] if alone and name not in [tensor.layer for tensor in model.outputs] else None


def _divides(layer: KerasLayer) -> bool:
    """By 255, as a layer of Keras in single precision computes it."""
    if layer.symbol != "keras.layers.Rescaling" or not plain_dtype(layer.config) or layer.config.get("offset", 0) != 0:
        return False
    scale = layer.config.get("scale")
    return isinstance(scale, float) and same(scale, 1 / 255)


def same(value: float, wanted: float) -> bool:
    """Whether a number is another one below 1 in single precision."""
    return bool(abs(value) < 1 and np.float32(value) == np.float32(wanted))


def _centring(layer: KerasLayer, shape: list[int | None]) -> tuple[Centre, NDArray[np.float32]] | None:
    """Which mean a layer subtracts, where it does nothing else."""
    if layer.symbol != "keras.layers.Normalization" or layer.config.get("invert") or not plain_dtype(layer.config):
        return None
    mean, variance = (_array(layer.config.get(name)) for name in ("mean", "variance"))
    if mean is None or variance is None or variance.shape != mean.shape or not (variance == 1).all():
        return None
    axis = layer.config.get("axis")
    if axis in (-1, [-1], 3, [3]) and mean.shape == (shape[-1],):
        return "per channel", mean
    return ("mean image", mean) if axis == [1, 2, 3] and mean.shape == tuple(shape) else None


def _array(values: Any) -> NDArray[np.float32] | None:
    if not isinstance(values, list):
        return None
    try:
        with np.errstate(over="ignore"):
            found = np.asarray(values, np.float32)
    except (ValueError, TypeError, OverflowError):  # lists of unlike lengths, or of something else
        return None
    return found if np.isfinite(found).all() else None


def plain_dtype(config: Mapping[str, Any]) -> bool:
    """Whether a layer computes in single precision, as all layers of the studio do."""
    return dtype(config) == "float32"


def dtype(config: Mapping[str, Any]) -> str:
    """The name of a layer's dtype policy."""
    policy = config.get("dtype", "float32")
    inner = policy.get("config") if isinstance(policy, dict) else None
    name = inner.get("name") if isinstance(inner, dict) else policy
    return name if isinstance(name, str) else "float32" if name is None else "an unknown dtype"
