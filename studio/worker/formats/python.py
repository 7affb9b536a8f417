"""A Python program that builds the network, for reading, and the weights for it."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from studio.worker.formats.content import Content


def write(content: Content, folder: Path, _material: Path) -> None:
    """Fills the folder."""
    (folder / "network.py").write_text(content.source, encoding="utf-8")
    content.network.model.save_weights(folder / "network.weights.h5")
    content.write_classes(folder)


def load(folder: Path, _output: str) -> Callable[[Any], Any]:
    """Predicts with what the program builds."""
    model = runpy.run_path(str(folder / "network.py"))["build"]()
    model.load_weights(folder / "network.weights.h5")
    compiled = tf.function(lambda images: model(images, training=False), reduce_retracing=True)
    return lambda images: compiled(tf.constant(images)).numpy()
