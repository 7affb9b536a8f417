"""Loads an export and predicts with it, as a program of its own without the studio: `python -I replay.py EXPORT IMAGES ANSWER`.

It imports nothing of the studio, so that what it loads cannot lean on the studio either.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

MARK = "abyss_export.json"


def main(folder: Path, images: Path, answer: Path) -> None:
    """Reads images, writes what the exported network says of them."""
    mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
    predict = LOADERS[mark["format"]](folder, mark["output"])
    np.save(answer, np.asarray(predict(np.load(images))))
    if "studio" in sys.modules:
        sys.exit("it leans on the studio, which is not there where it goes")


def _saved_model(folder: Path, output: str) -> Callable[[Any], Any]:
    import tensorflow as tf

    loaded = tf.saved_model.load(str(folder))
    serve = loaded.signatures["serving_default"]
    return lambda images: serve(image=tf.constant(images))[output]


def _keras(folder: Path, _: str) -> Callable[[Any], Any]:
    sys.path.insert(0, str(folder))  # where the sources of its layers lie
    model = runpy.run_path(str(folder / "load.py"))["model"]
    return lambda images: model(images, training=False)


def _python(folder: Path, _: str) -> Callable[[Any], Any]:
    model = runpy.run_path(str(folder / "network.py"))["build"]()
    model.load_weights(folder / "network.weights.h5")
    return lambda images: model(images, training=False)


LOADERS: dict[str, Callable[[Path, str], Callable[[Any], Any]]] = {"savedmodel": _saved_model, "keras": _keras, "python": _python}

if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
