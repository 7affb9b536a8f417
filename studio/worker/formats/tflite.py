"""TFLite, for phones and small computers: float32, float16 or int8, one image at a time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

if TYPE_CHECKING:
    from studio.worker.formats.content import Content

MODEL, CLASSES, EXAMPLES = "model.tflite", "classes.txt", "examples.npy"


def write(content: Content, folder: Path, material: Path) -> None:
    """Gives the names of the classes, and as material a SavedModel and examples, which a fresh process converts: that may crash."""
    content.write_classes(folder)
    content.serve(material, batch=1)
    if content.examples is not None:
        np.save(material / EXAMPLES, content.examples)


def convert(material: Path, folder: Path, variant: str) -> None:
    """Makes the file; raises ValueError where an operation of the network has no place in it."""
    converter = tf.lite.TFLiteConverter.from_saved_model(str(material))
    if variant:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        _narrow(converter, variant, material)
    try:
        made = converter.convert()
    except Exception as error:
        raise ValueError(_reason(str(error))) from error
    (folder / MODEL).write_bytes(made)
    _put_classes_inside(folder)


def load(folder: Path, _output: str) -> Callable[[Any], Any]:
    """Predicts by the interpreter, one image after the other."""
    interpreter = tf.lite.Interpreter(str(folder / MODEL))
    interpreter.allocate_tensors()
    (taken,), (given,) = interpreter.get_input_details(), interpreter.get_output_details()

    def predict(image: Any) -> Any:
        interpreter.set_tensor(taken["index"], _narrowed(image[None], taken))
        interpreter.invoke()
        return _widened(interpreter.get_tensor(given["index"])[0], given)

    return lambda images: np.stack([predict(image) for image in images])


def _narrow(converter: Any, variant: str, material: Path) -> None:
    if variant == "float16":
        converter.target_spec.supported_types = [tf.float16]
        return
    converter.representative_dataset = lambda: _examples(material)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tf.uint8


def _examples(material: Path) -> Iterator[dict[str, Any]]:
    for image in np.load(material / EXAMPLES):
        yield {"image": image[None].astype(np.float32)}


def _reason(text: str) -> str:
    lacking = re.search(r"TF Select ops: (.+)", text) or re.search(r"Custom ops: (.+)", text)
    return f"it has no operation for {lacking[1].strip()}" if lacking else text.strip().partition("\n")[0].rstrip(".")


def _put_classes_inside(folder: Path) -> None:
    """As TFLite's metadata does: a zip archive after the network, which the interpreter passes over and `unzip` finds."""
    if (folder / CLASSES).exists():
        with zipfile.ZipFile(folder / MODEL, "a") as archive:
            archive.write(folder / CLASSES, CLASSES)


def _narrowed(values: Any, detail: Any) -> Any:
    kind, (scale, zero) = detail["dtype"], detail["quantization"]
    if not scale:
        return values.astype(kind)
    limits = np.iinfo(kind)
    return np.clip(np.round(values / scale + zero), limits.min, limits.max).astype(kind)


def _widened(values: Any, detail: Any) -> Any:
    scale, zero = detail["quantization"]
    return (values.astype(np.float32) - zero) * scale if scale else values
