"""Keras's own file, for training on, with a program that loads it and the source of layers that Keras lacks."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from studio.worker.formats.content import Content

_LOAD = '''"""Loads the network: `from load import model`, with this folder on the path. Needs {needs}."""

from pathlib import Path

import keras
{imports}
model = keras.models.load_model(Path(__file__).with_name("model.keras"))

if __name__ == "__main__":
    model.summary()
'''


def write(content: Content, folder: Path, _material: Path) -> None:
    """Fills the folder."""
    content.network.model.save(folder / "model.keras")
    for name, text in content.own_files.items():
        (folder / name).write_text(text, encoding="utf-8")
    modules = [*content.own_packages, *(Path(name).stem for name in content.own_files)]
    imports = "".join(f"\nimport {module}  # tells Keras about the layer" for module in modules)
    (folder / "load.py").write_text(_LOAD.format(needs=_needs(content.own_packages), imports=imports and f"{imports}\n"), encoding="utf-8")
    content.write_classes(folder)


def _needs(modules: Sequence[str]) -> str:
    return f"keras, tensorflow and {', '.join(modules)}" if modules else "keras and tensorflow alone"


def load(folder: Path, _output: str) -> Callable[[Any], Any]:
    """Predicts with what its own program loads."""
    sys.path.insert(0, str(folder))  # where the sources of its layers lie
    model = runpy.run_path(str(folder / "load.py"))["model"]
    compiled = tf.function(lambda images: model(images, training=False), reduce_retracing=True)
    return lambda images: compiled(tf.constant(images)).numpy()
