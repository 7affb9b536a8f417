"""Every format, written and run by its own runtime in a fresh process without the studio."""

from __future__ import annotations

import importlib.util
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from studio.compile.planner import prepared
from studio.compile.source import source
from studio.messages.formats import FORMATS, Format
from studio.worker import export as exporting
from studio.worker.alone import ExportError
from studio.worker.build import Network, build
from studio.worker.export import export
from studio.worker.formats import onnx, tflite
from studio.worker.formats.content import Content
from studio.worker.judging import Sample
from studio.worker.predict import predict
from tests.worker.plans import all_sorts

# Keras 3.15 saves its variables through NumPy in a way that NumPy 2 warns of; TensorFlow's interpreter warns of a successor to come.
pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
    pytest.mark.filterwarnings(r"ignore:\s*Warning. tf.lite.Interpreter is deprecated:UserWarning"),
]

LABELS = ("cat", "car", "frog")
CONVERTED: dict[Format, float] = {"tflite": 1e-4, "tflite-float16": 1e-2, "onnx": 1e-4}
HERE = [name for name in FORMATS if name != "onnx" or all(importlib.util.find_spec(each) for each in onnx.NEEDS)]


@pytest.fixture(scope="module")
def content() -> Content:
    """With layers of ours and a mean image, and no weight as it was made."""
    mean = np.random.default_rng(2).uniform(0, 1, (8, 8, 3)).astype("float32")
    made = build(prepared(all_sorts(), scale=False, mean=mean), seed=3)
    for weight in made.model.weights:
        weight.assign_add(0.1 * np.random.default_rng(4).uniform(0, 1, weight.shape))
    return Content(made, LABELS, source(made.plan).text, pixels(32))


def pixels(count: int) -> np.ndarray[Any, Any]:
    return np.random.default_rng(count).integers(0, 256, (count, 8, 8, 3), dtype=np.uint8)


def asked(network: Network) -> Sample:
    """Images of which the studio gets all right."""
    images = pixels(40)
    return Sample(images, predict(network, images).argmax(axis=-1), "test")


@pytest.mark.parametrize("name", HERE)
def test_it_is_run_by_its_own_runtime_and_its_figures_are_told(name: Format, content: Content, tmp_path: Path) -> None:
    found = export(content, name, tmp_path / "taken away", asked(content.network))
    assert (found.format, found.images, found.of, found.own_accuracy) == (name, 40, "test", 1.0)
    assert found.difference <= CONVERTED.get(name, 0.1 if name == "tflite-int8" else 1e-5)
    assert (found.accuracy or 0) >= 0.98
    assert found.size == pytest.approx(sum(file.stat().st_size for file in (tmp_path / "taken away").rglob("*")), rel=0.5)
    assert min(found.milliseconds, found.own_milliseconds) > 0
    if name.startswith("tflite"):
        _look_into_tflite(tmp_path / "taken away" / tflite.MODEL, whole=name == "tflite-int8")
    if name == "onnx":
        _look_into_onnx(tmp_path / "taken away" / onnx.MODEL)


def _look_into_tflite(path: Path, whole: bool) -> None:
    """It takes pixels of one image, and the names of the classes travel inside."""
    interpreter = tf.lite.Interpreter(str(path))
    assert list(interpreter.get_signature_list()["serving_default"].values()) == [["image"], ["probabilities"]]
    (taken,), (given,) = interpreter.get_input_details(), interpreter.get_output_details()
    assert (taken["shape"].tolist(), taken["dtype"]) == ([1, 8, 8, 3], np.uint8 if whole else np.float32)
    assert given["dtype"] == (np.uint8 if whole else np.float32)
    assert zipfile.ZipFile(path).read("classes.txt") == b"cat\ncar\nfrog\n"


def _look_into_onnx(path: Path) -> None:
    session = pytest.importorskip("onnxruntime").InferenceSession(str(path), providers=["CPUExecutionProvider"])
    assert [each.name for each in (*session.get_inputs(), *session.get_outputs())] == ["image", "probabilities"]
    assert session.get_modelmeta().custom_metadata_map == {"classes": "cat\ncar\nfrog\n"}
    assert pytest.importorskip("onnx").load(path).opset_import[0].version == onnx.OPSET


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("raise SystemExit('no network here')\n", "no network here"),
        ("import sys; sys.path.insert(0, {root!r}); import studio\n{source}", "it leans on the studio, which is not there where it goes"),
    ],
)
def test_one_that_does_not_stand_alone_is_not_exported(program: str, reason: str, content: Content, tmp_path: Path) -> None:
    text = program.format(root=str(Path(exporting.__file__).parents[2]), source=content.source)
    with pytest.raises(ExportError) as error:
        export(Content(content.network, source=text), "python", tmp_path / "broken", asked(content.network))
    assert str(error.value) == (
        f"The Python program export does not load in a fresh process: {reason}. Nothing was exported. Choose another format."
    )
    assert list(tmp_path.iterdir()) == []


def test_an_operation_that_tflite_lacks_is_named(tmp_path: Path) -> None:
    def serve(image: Any) -> dict[str, Any]:
        places = tf.raw_ops.MaxPoolWithArgmax(input=image, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="VALID")
        return {"values": places[0]}

    taken = tf.TensorSpec((1, 8, 8, 3), tf.float32, name="image")
    tf.saved_model.save(tf.Module(), str(tmp_path / "served"), signatures=tf.function(serve, input_signature=[taken]))
    with pytest.raises(ValueError, match=r"^it has no operation for MaxPoolWithArgmax$"):
        tflite.convert(tmp_path / "served", tmp_path, "")


def test_a_network_that_cannot_be_converted_is_refused_in_words(content: Content, tmp_path: Path) -> None:
    class Lost(Content):
        def serve(self, folder: Path, batch: int | None = None) -> None:
            """Nothing is there to convert."""

    with pytest.raises(ExportError) as error:
        export(Lost(content.network), "tflite", tmp_path / "x", asked(content.network))
    assert str(error.value).startswith("TFLite float32 cannot hold this network: ")
    assert str(error.value).endswith(". Nothing was exported. Choose another format.")


def test_it_can_be_given_up(content: Content, tmp_path: Path) -> None:
    class GivenUp(Exception):
        pass

    def look() -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        export(content, "savedmodel", tmp_path / "x", asked(content.network), look)
    assert list(tmp_path.iterdir()) == []
