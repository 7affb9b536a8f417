import errno
import importlib.util
import json
import os
import shutil
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import tensorflow as tf

from studio.compile.planner import prepared
from studio.worker import export as exporting
from studio.worker.alone import ExportError
from studio.worker.build import Network, build
from studio.worker.export import export
from studio.worker.formats.content import Content
from studio.worker.judging import sample
from studio.worker.predict import predict
from tests.worker.plans import all_sorts

# Keras 3.15 saves its variables through NumPy in a way that NumPy 2 warns of.
pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
    pytest.mark.usefixtures("unchecked"),
]

LABELS = ("cat", "car", "frog")


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (5, 8, 8, 3), dtype=np.uint8)


@pytest.fixture(scope="module")
def network() -> Network:
    """With layers of ours and a mean image."""
    mean = np.random.default_rng(2).uniform(0, 1, (8, 8, 3)).astype("float32")
    return build(prepared(all_sorts(), scale=False, mean=mean), seed=3)


def taken(network: Network, form: str, path: Path, labels: tuple[str, ...] = (), source: str = "") -> Path:
    """An export at a place."""
    export(Content(network, labels, source), form, path, sample(network, None, trained=False))
    return path


def content_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_saved_model_takes_raw_pixels_and_gives_named_probabilities(network: Network, images: np.ndarray, tmp_path: Path) -> None:
    path = taken(network, "savedmodel", tmp_path / "served", LABELS)
    loaded = tf.saved_model.load(str(path))
    serve = loaded.signatures["serving_default"]
    assert serve.structured_input_signature[1] == {"image": tf.TensorSpec((None, 8, 8, 3), tf.float32, name="image")}
    assert list(serve.structured_outputs) == ["probabilities"]
    answered = serve(image=tf.constant(images, tf.float32))["probabilities"]
    assert np.allclose(answered, predict(network, images), atol=1e-5)
    assert (path / "assets" / "classes.txt").read_text() == "cat\ncar\nfrog\n"
    assert Path(loaded.classes.asset_path.numpy().decode()).read_text() == "cat\ncar\nfrog\n"


def test_a_keras_export_brings_the_layers_that_keras_lacks(network: Network, tmp_path: Path) -> None:
    path = taken(network, "keras", tmp_path / "kept", LABELS)
    ours = {"maxout.py", "local_response_normalization.py", "sum_pooling_2d.py"}
    assert content_of(path) == {"model.keras", *ours, "load.py", "classes.txt", "abyss_export.json"}
    assert "import maxout  # tells Keras about the layer\nimport local_response" in (path / "load.py").read_text()


def test_a_python_export_is_the_program_and_its_weights(network: Network, tmp_path: Path) -> None:
    path = taken(network, "python", tmp_path / "read", source="print('hello')\n")
    assert content_of(path) == {"network.py", "network.weights.h5", "abyss_export.json"}
    assert (path / "network.py").read_text() == "print('hello')\n"


def test_the_mark_says_what_it_is(network: Network, tmp_path: Path) -> None:
    path = taken(network, "python", tmp_path / "new" / "deep", LABELS)
    mark = json.loads((path / "abyss_export.json").read_text())
    assert mark["made by"].startswith("Abyss Studio ")
    assert (mark["title"], mark["format"], mark["output"]) == ("All sorts", "python", "probabilities")
    assert mark["input"] == {"image": ["batch", 8, 8, 3], "range": [0, 255]}
    assert content_of(path) == {"network.py", "network.weights.h5", "classes.txt", "abyss_export.json"}


def test_replaces_an_earlier_export_whole(network: Network, tmp_path: Path) -> None:
    path = taken(network, "keras", tmp_path / "again", LABELS)
    taken(network, "python", path)
    assert content_of(path) == {"network.py", "network.weights.h5", "abyss_export.json"}
    assert list(tmp_path.iterdir()) == [path]


def test_fills_an_empty_folder(network: Network, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "network.py" in content_of(taken(network, "python", tmp_path / "empty"))


@pytest.mark.parametrize("kind", ["file", "folder", "dangling link"])
def test_overwrites_nothing_that_is_no_earlier_export(kind: str, network: Network, tmp_path: Path) -> None:
    path = tmp_path / "mine"
    if kind == "file":
        path.write_text("thesis")
    elif kind == "folder":
        path.mkdir()
        (path / "thesis.txt").write_text("thesis")
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ExportError) as error:
        taken(network, "python", path)
    assert str(error.value) == f"{path} exists and is no earlier export. Nothing was written. Choose another name, or remove it first."
    assert list(tmp_path.iterdir()) == [path]


def test_says_which_formats_there_are(network: Network, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as error:
        taken(network, "pickle", tmp_path / "x")
    assert str(error.value) == (
        "There is no export format pickle. Known: savedmodel, keras, python, tflite, tflite-float16, tflite-int8, onnx."
    )


def test_wants_a_name_for_each_class(network: Network, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as error:
        taken(network, "python", tmp_path / "x", ("cat",))
    assert str(error.value) == "The network has 3 classes, but 1 names were given. Give one name a class, in order."


def full_disk(content: Content, folder: Path, material: Path) -> None:
    (folder / "half.txt").write_text("half")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full_disk_as_tensorflow_says_it(content: Content, folder: Path, material: Path) -> None:
    raise tf.errors.ResourceExhaustedError(None, None, "No space left on device")


@pytest.mark.parametrize("write", [full_disk, full_disk_as_tensorflow_says_it])
def test_a_full_disk_leaves_the_earlier_export(write, network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = taken(network, "python", tmp_path / "kept", source="first\n")
    monkeypatch.setattr(exporting, "WRITERS", {"python": SimpleNamespace(write=write)})
    with pytest.raises(ExportError) as error:
        taken(network, "python", path, source="second\n")
    assert str(error.value) == f"The disk that holds {tmp_path} is full. Nothing was exported. Free some space or choose another folder."
    assert (path / "network.py").read_text() == "first\n"
    assert list(tmp_path.iterdir()) == [path]


def test_asks_for_room_before_it_writes(network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=4 * network.model.count_params()))
    monkeypatch.setattr(exporting, "WRITERS", {"python": SimpleNamespace(write=lambda *_: pytest.fail("It wrote."))})
    with pytest.raises(ExportError) as error:
        taken(network, "python", tmp_path / "x")
    assert str(error.value) == f"The disk that holds {tmp_path} is full. Nothing was exported. Free some space or choose another folder."
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder in which one may not write; an administrator may nearly everywhere."""
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    for folder in (tmp_path, Path("/sys")):
        try:
            (folder / "x").mkdir()
        except PermissionError:
            return folder
        except OSError:
            continue
        (folder / "x").rmdir()
    pytest.skip("The administrator may write everywhere here.")


def test_says_where_one_may_not_write(network: Network, closed: Path) -> None:
    with pytest.raises(ExportError) as error:
        taken(network, "python", closed / "x")
    assert str(error.value) == f"You may not write to {closed}. Nothing was exported. Choose another folder."


def test_says_why_a_place_cannot_be_written(network: Network, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "x"
    with pytest.raises(ExportError) as error:
        taken(network, "python", path)
    assert str(error.value) == f"{path} could not be written: Not a directory. Nothing was exported. Choose another folder."


def test_int8_wants_images_to_measure_on(network: Network, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as error:
        taken(network, "tflite-int8", tmp_path / "x")
    assert str(error.value) == (
        "TFLite int8 measures its ranges on training images, and there are none of shape (8, 8, 3). Nothing was exported. "
        "Choose the network's data in the data panel, or TFLite float16."
    )


def test_onnx_says_what_to_install(network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ExportError) as error:
        taken(network, "onnx", tmp_path / "x")
    assert str(error.value) == (
        "An ONNX export needs tf2onnx, onnx, onnxruntime, which the studio does not bring along. Nothing was exported. "
        f"Install what is missing: {sys.executable} -m pip install tf2onnx onnx onnxruntime"
    )
