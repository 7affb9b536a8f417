"""A package of layers of somebody's own, as an installer would leave it behind."""

from pathlib import Path

SOURCE = '''"""Layers of a company's own."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="acme")
class Swirl(keras.layers.Layer):
    """Rolls an image along an axis.

    Args:
        turns: Integer, by how many pixels. Defaults to 1.
        way: String, along which axis. Either `"down"` or `"right"`.
    """

    def __init__(self, turns=1, way="down", **kwargs):
        super().__init__(**kwargs)
        self.turns, self.way = turns, way

    def call(self, inputs):
        return ops.roll(inputs, self.turns, axis=1 if self.way == "down" else 2)


@keras.saving.register_keras_serializable(package="acme")
class Mix(keras.layers.Layer):
    """Takes the middle of two inputs."""

    def call(self, one, other, training=None):
        return (one + other) / 2


@keras.saving.register_keras_serializable(package="acme")
class Dense(keras.layers.Dense):
    """Is called like one of Keras's."""


class Unregistered(keras.layers.Layer):
    """Could not be loaded again."""
'''


def install(folder: Path, name: str, text: str) -> Path:
    """What an installer leaves behind: the package, and what it says of itself."""
    package = folder / name
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "layers.py").write_text(text)
    info = folder / f"{name}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(f"[abyss.layers]\n{name} = {name}.layers\n")
    return folder
