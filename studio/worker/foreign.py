"""A Keras model that was made elsewhere: loaded without running code from it, its weights found by the names of its layers."""

from __future__ import annotations

import importlib
import json
import lzma
import pkgutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import h5py
import keras
import numpy as np
import tensorflow as tf

import studio.layers
from studio.compile.reading.saved_model import description
from studio.worker import foreign_old
from studio.worker.apart import h5
from studio.worker.build import Network
from studio.worker.foreign_functions import check_functions
from studio.worker.maps import Array

IMAGES = 8  # random ones on which a model and its drawing are compared
_DAMAGED = (EOFError, MemoryError, lzma.LZMAError, zipfile.BadZipFile, zlib.error)
_REFUSALS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    *_DAMAGED,
)
"""What Keras raises of a file that it cannot load, depending on what is wrong in it."""


class ModelError(ValueError):
    """A model whose weights cannot be taken, in whole sentences."""


class StandIn(keras.layers.Layer):
    """In place of a layer whose class is not here: passes its first input on, so that the layers around it can be loaded."""

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> StandIn:
        """Of the layer's values, its name alone can be used."""
        return cls(name=config.get("name"))

    def call(self, inputs: Any, *_others: Any, **_more: Any) -> Any:
        """The input itself."""
        return inputs

    def build_from_config(self, config: dict[str, Any]) -> None:
        """It has nothing to build."""

    def load_own_variables(self, store: Any) -> None:
        """It has no weights, whatever the file holds for it."""


class Loaded(NamedTuple):
    """A model that was loaded.

    Attributes:
        model: The Keras model.
        strangers: Classes of its author's own, for which others stand in.
    """

    model: Any
    strangers: tuple[str, ...]


def loaded(path: Path) -> Loaded:
    """The Keras model of a file or of the folder of a SavedModel; what would run code from it is refused.

    Raises:
        ModelError: It is gone, or Keras cannot load it.
    """
    if not path.exists():
        raise ModelError(f"{path} is not there any more, so its weights cannot be taken. Put it back, then open the project again.")
    _tell_keras_of_ours()
    try:
        return _loaded(path)
    except (*_REFUSALS, tf.errors.OpError) as error:
        cause = error
        while cause.__cause__ or cause.__context__:
            cause = cause.__cause__ or cause.__context__  # Keras wraps what went wrong in long lists of values
        reason = str(cause).strip().partition("\n")[0].partition(" Full object config")[0].rstrip(".") or type(cause).__name__
        raise ModelError(
            f"Keras cannot load {path.name}, so its weights are not taken. Received: {reason}. Save the model anew."
        ) from error


def _loaded(path: Path) -> Loaded:
    if path.is_dir():
        return _from_saved_model(path)
    if h5py.is_hdf5(path) and not zipfile.is_zipfile(path):  # weights within an archive may lie where a file of HDF5 may begin
        return _from_h5(path)
    strangers = _strangers(path)
    model = keras.saving.load_model(path, dict.fromkeys(strangers, StandIn), compile=False, safe_mode=True)
    return Loaded(model, strangers)


def _from_h5(path: Path) -> Loaded:
    with h5py.File(path, "r") as file:
        text = file.attrs[h5.CONFIG]
    model, strangers = foreign_old.made(text if isinstance(text, str) else text.decode(), StandIn)
    foreign_old.weigh_from_h5(model, path, StandIn)
    return Loaded(model, strangers)


def _from_saved_model(path: Path) -> Loaded:
    """Its graph is not run and not even loaded, for loading a SavedModel runs what it has to begin with."""
    text = description(path)
    model, strangers = foreign_old.made(text, StandIn)
    foreign_old.weigh_from_checkpoint(model, path, text, StandIn)
    return Loaded(model, strangers)


def _strangers(path: Path) -> tuple[str, ...]:
    """Classes that the model names and Keras does not know.

    Raises:
        ValueError: It calls a function that does more than compute.
    """
    with zipfile.ZipFile(path) as archive:
        record = json.loads(archive.read("config.json"))
    check_functions(record)
    names = dict.fromkeys(_own_names(record))
    return tuple(name for name in names if keras.saving.get_registered_object(name) is None)


def _own_names(record: Any) -> Iterator[str]:
    """What classes outside Keras were registered as, all through a description."""
    if isinstance(record, dict):
        name, module = record.get("registered_name"), str(record.get("module"))
        if isinstance(name, str) and module.partition(".")[0] != "keras":
            yield name
        yield from (found for part in record.values() for found in _own_names(part))
    elif isinstance(record, list):
        yield from (found for part in record for found in _own_names(part))


def _tell_keras_of_ours() -> None:
    """Importing a layer of ours registers it, so that models with it can be loaded."""
    for module in pkgutil.iter_modules(studio.layers.__path__):
        importlib.import_module(f"{studio.layers.__name__}.{module.name}")


class Taken(NamedTuple):
    """What came of taking weights.

    Attributes:
        layers: How many have the model's.
        fresh: How many have fresh ones instead.
    """

    layers: int
    fresh: int


def take(
    model: Any, network: Network, layers: Mapping[str, str], *, mended: bool = False, told: Callable[[int, int], None] = lambda _, __: None
) -> Taken:
    """Copies the model's weights into the network of its drawing.

    Args:
        model: As Keras loaded it.
        network: Built from the drawing.
        layers: Of each node with weights: the name of the model's layer; inside another model with a slash between the names.
        mended: Whether the drawing was changed since: then what does not fit has fresh weights.
        told: Hears how many layers are done, and of how many; may raise to give up.

    Raises:
        ModelError: A layer is not there, or its weights are of other shapes; all such layers at once.
    """
    faults: list[str] = []
    count = 0
    wanted = [step for step in network.plan.steps if step.node and step.name in network.layers and network.layers[step.name].weights]
    for done, step in enumerate(wanted):
        told(done, len(wanted))
        fault = _taken(model, layers.get(step.node, ""), network.layers[step.name])
        faults += [fault] if fault else []
        count += not fault
    if faults and not mended:
        raise ModelError("\n".join(faults))
    return Taken(count, len(faults))


def _taken(model: Any, name: str, target: Any) -> str:
    """Why a layer of the drawing cannot get its weights; empty where it has them now."""
    source = _found(model, name)
    if source is None:
        return f"{target.name}: The model has no layer {name or 'for it'}, so its weights are missing. Open the model anew."
    expected, received = [[tuple(weight.shape) for weight in layer.weights] for layer in (target, source)]
    if expected != received:
        return f"{target.name}: The drawing needs weights of shapes {expected}. Received from {name}: {received}. Open the model anew."
    for old, new in zip(source.weights, target.weights, strict=True):
        new.assign(old)
    return ""


def _found(model: Any, name: str) -> Any:
    """The layer of that name, in the models inside the model too."""
    for part in name.split("/"):
        model = next((layer for layer in getattr(model, "layers", ()) if layer.name == part), None)
    return model


def difference(model: Any, network: Network) -> float:
    """The largest difference between what a model and its drawing answer to random images, half of them of values from 0 to 1.

    The model may answer with what the drawing has before its softmax: then that is compared.
    """
    random = np.random.default_rng(0)
    images = random.uniform(0, 255, (IMAGES, *network.plan.input_shape)).astype(np.float32)
    images[: IMAGES // 2] /= 255
    expected = [np.asarray(answer, np.float64) for answer in keras.tree.flatten(model(images, training=False))]
    received = [np.asarray(ours(images, training=False), np.float64) for ours in (network.model, network.logits_model)]
    apart = [_apart(one, other) for one in expected for other in received if one.shape == other.shape]
    return min(apart, default=float("inf"))


def _apart(one: Array, other: Array) -> float:
    """What is not a number in both is no difference."""
    both = np.isnan(one) & np.isnan(other)
    found = np.abs(np.where(both, 0, one) - np.where(both, 0, other)).max(initial=0.0)
    return float("inf") if np.isnan(found) else float(found)
