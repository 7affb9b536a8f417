"""What an exported network consists of: one writer for each format, filling an empty folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tensorflow as tf

from studio.compile.own_layers import own_files
from studio.worker.build import Network

CLASSES = "classes.txt"

_LOAD = '''"""Loads the network: `from load import model`, with this folder on the path. Needs keras and tensorflow alone."""

from pathlib import Path

import keras
{imports}
model = keras.models.load_model(Path(__file__).with_name("model.keras"))

if __name__ == "__main__":
    model.summary()
'''


@dataclass(frozen=True)
class Content:
    """What goes into an export.

    Attributes:
        network: Its weights are the ones exported.
        labels: Names of the classes in order; empty where the output means values.
        source: The program that builds the network.
    """

    network: Network
    labels: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Format:
    """One kind of export.

    Attributes:
        title: As a menu shows it.
        write: Fills an empty folder.
    """

    title: str
    write: Callable[[Content, Path], None]


def _saved_model(content: Content, folder: Path) -> None:
    """For serving: raw pixels in, probabilities out; the names of the classes travel as an asset."""
    network, served = content.network, tf.Module()
    served.weights = [variable.value for variable in network.variables]
    _write_classes(content, folder)
    if content.labels:
        served.classes = tf.saved_model.Asset(str(folder / CLASSES))
    name = "probabilities" if network.is_classifier else "values"

    def serve(image: Any) -> dict[str, Any]:
        return {name: network.model(image, training=False)}

    signature = tf.function(serve, input_signature=[network.signature])
    tf.saved_model.save(served, str(folder), signatures={"serving_default": signature})
    (folder / CLASSES).unlink(missing_ok=True)  # it lies in assets/ now


def _keras(content: Content, folder: Path) -> None:
    """For training on: Keras's own file, a program that loads it, and the source of layers that Keras lacks."""
    content.network.model.save(folder / "model.keras")
    own = own_files(step.symbol for step in content.network.plan.steps)
    for path in own:
        shutil.copyfile(path, folder / path.name)
    imports = "".join(f"\nimport {path.stem}  # tells Keras about the layer" for path in own)
    (folder / "load.py").write_text(_LOAD.format(imports=imports and f"{imports}\n"), encoding="utf-8")
    _write_classes(content, folder)


def _python(content: Content, folder: Path) -> None:
    """For reading: the program that builds the network, and the weights for it."""
    (folder / "network.py").write_text(content.source, encoding="utf-8")
    content.network.model.save_weights(folder / "network.weights.h5")
    _write_classes(content, folder)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "savedmodel": Format("SavedModel", _saved_model),
        "keras": Format("Keras", _keras),
        "python": Format("Python source", _python),
    }
)


def _write_classes(content: Content, folder: Path) -> None:
    if content.labels:
        (folder / CLASSES).write_text("".join(f"{label}\n" for label in content.labels), encoding="utf-8")
