"""ONNX, for other frameworks and runtimes; converted by tf2onnx, run by ONNX Runtime."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.worker.formats.content import Content

NEEDS = ("tf2onnx", "onnx", "onnxruntime")
EXTRA = "onnx"
MODEL, CLASSES = "model.onnx", "classes.txt"
OPSET = 18


def write(content: Content, folder: Path, material: Path) -> None:
    """Gives the names of the classes, and as material a SavedModel that a fresh process converts."""
    content.write_classes(folder)
    content.serve(material)


def convert(material: Path, folder: Path, _variant: str) -> None:
    """Makes the file by the converter's command line, the one way into it that is documented for a SavedModel.

    Raises:
        ValueError: An operation of the network has no place in it.
    """
    import onnx
    from tf2onnx import convert

    path = folder / MODEL
    sys.argv = ["tf2onnx", "--saved-model", str(material), "--output", str(path), "--opset", str(OPSET), "--tag", "serve"]
    sys.argv += ["--signature_def", "serving_default"]
    convert.main()
    model = onnx.load(path)
    if (folder / CLASSES).exists():
        onnx.helper.set_model_props(model, {"classes": (folder / CLASSES).read_text(encoding="utf-8")})
    _check(model)
    onnx.save(model, path)


def _check(model: Any) -> None:
    """The converter leaves what it does not know as it is."""
    import onnx

    try:
        onnx.checker.check_model(model)
    except onnx.checker.ValidationError as error:
        lacking = re.search(r"No Op registered for (\w+)", str(error))
        raise ValueError(f"opset {OPSET} has no operation for {lacking[1]}" if lacking else str(error)) from error


def load(folder: Path, output: str) -> Callable[[Any], Any]:
    """Predicts by ONNX Runtime."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(folder / MODEL), providers=["CPUExecutionProvider"])
    return lambda images: session.run([output], {"image": images})[0]
