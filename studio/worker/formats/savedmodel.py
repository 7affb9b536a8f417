"""SavedModel, for serving: raw pixels in, probabilities out; the names of the classes travel as an asset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tensorflow as tf

DESCRIPTION = "assets.extra/model.json"  # as studio.compile.reading.saved_model has it, of which a fresh process knows nothing

if TYPE_CHECKING:
    from studio.worker.formats.content import Content


def write(content: Content, folder: Path, _material: Path) -> None:
    """Fills the folder; what the network is made of lies beside the graph, which does not tell it, so that it can be opened again."""
    content.serve(folder)
    described = folder / DESCRIPTION
    described.parent.mkdir()
    described.write_text(content.network.model.to_json(), encoding="utf-8")


def load(folder: Path, output: str) -> Callable[[Any], Any]:
    """Predicts by its serving signature."""
    loaded = tf.saved_model.load(str(folder))
    serve = loaded.signatures["serving_default"]

    def predict(images: Any) -> Any:
        assert loaded is not None  # its variables live as long as it does
        return serve(image=tf.constant(images))[output].numpy()

    return predict
