import errno
import json
import os
import shutil
import stat
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from studio.compile.planner import prepared
from studio.compile.source import source
from studio.worker import export as exporting
from studio.worker.build import Network, build
from studio.worker.export import ExportError, check, export
from studio.worker.formats import FORMATS, Content, Format
from studio.worker.predict import predict
from tests.worker.plans import chain

# Keras 3.15 saves its variables through NumPy in a way that NumPy 2 warns of.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")

LABELS = ("cat", "car", "frog")
OURS = chain(
    (8, 8, 3),
    ("conv", "Conv2D", {"filters": 8, "kernel_size": [3, 3]}),
    ("most", "studio.layers.maxout.Maxout", {"pieces": 2}),
    ("norm", "BatchNormalization", {}),
    ("sums", "studio.layers.sum_pooling_2d.SumPooling2D", {"pool_size": [2, 2]}),
    ("drop", "Dropout", {"rate": 0.5}),
    ("flatten", "Flatten", {}),
    ("scores", "Dense", {"units": 3}),
    title="All sorts",
)


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (5, 8, 8, 3), dtype=np.uint8)


@pytest.fixture(scope="module")
def network() -> Network:
    """With layers of ours and a mean image, and no weight as it was made."""
    mean = np.random.default_rng(2).uniform(0, 1, (8, 8, 3)).astype("float32")
    made = build(prepared(OURS, scale=False, mean=mean), seed=3)
    for weight in made.model.weights:
        weight.assign_add(0.1 * np.random.default_rng(4).uniform(0, 1, weight.shape))
    return made


def content_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", FORMATS)
def test_predicts_the_same_in_a_fresh_process_without_the_studio(name: str, network: Network, images: np.ndarray, tmp_path: Path) -> None:
    path = export(network, name, tmp_path / "taken away", LABELS, source(network.plan).text)
    assert check(path, network, images) <= 1e-5


def test_a_saved_model_takes_raw_pixels_and_gives_named_probabilities(network: Network, images: np.ndarray, tmp_path: Path) -> None:
    path = export(network, "savedmodel", tmp_path / "served", LABELS)
    loaded = tf.saved_model.load(str(path))
    serve = loaded.signatures["serving_default"]
    assert serve.structured_input_signature[1] == {"image": tf.TensorSpec((None, 8, 8, 3), tf.float32, name="image")}
    assert list(serve.structured_outputs) == ["probabilities"]
    answered = serve(image=tf.constant(images, tf.float32))["probabilities"]
    assert np.allclose(answered, predict(network, images), atol=1e-5)
    assert (path / "assets" / "classes.txt").read_text() == "cat\ncar\nfrog\n"
    assert Path(loaded.classes.asset_path.numpy().decode()).read_text() == "cat\ncar\nfrog\n"


def test_a_keras_export_brings_the_layers_that_keras_lacks(network: Network, tmp_path: Path) -> None:
    path = export(network, "keras", tmp_path / "kept", LABELS)
    assert content_of(path) == {"model.keras", "maxout.py", "sum_pooling_2d.py", "load.py", "classes.txt", "abyss_export.json"}
    assert "import maxout  # tells Keras about the layer\nimport sum_pooling_2d" in (path / "load.py").read_text()


def test_a_python_export_is_the_program_and_its_weights(network: Network, tmp_path: Path) -> None:
    path = export(network, "python", tmp_path / "read", source="print('hello')\n")
    assert content_of(path) == {"network.py", "network.weights.h5", "abyss_export.json"}
    assert (path / "network.py").read_text() == "print('hello')\n"


def test_the_mark_says_what_it_is(network: Network, tmp_path: Path) -> None:
    path = export(network, "python", tmp_path / "new" / "deep", LABELS)
    mark = json.loads((path / "abyss_export.json").read_text())
    assert mark["made by"].startswith("Abyss Studio ")
    assert (mark["title"], mark["format"], mark["output"]) == ("All sorts", "python", "probabilities")
    assert mark["input"] == {"image": ["batch", 8, 8, 3], "range": [0, 255]}
    assert content_of(path) == {"network.py", "network.weights.h5", "classes.txt", "abyss_export.json"}


def test_replaces_an_earlier_export_whole(network: Network, tmp_path: Path) -> None:
    path = export(network, "keras", tmp_path / "again", LABELS)
    export(network, "python", path)
    assert content_of(path) == {"network.py", "network.weights.h5", "abyss_export.json"}
    assert list(tmp_path.iterdir()) == [path]


def test_fills_an_empty_folder(network: Network, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "network.py" in content_of(export(network, "python", tmp_path / "empty"))


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
        export(network, "python", path)
    assert str(error.value) == f"{path} exists and is no earlier export. Nothing was written. Choose another name, or remove it first."
    assert list(tmp_path.iterdir()) == [path]


def test_says_which_formats_there_are(network: Network, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as error:
        export(network, "pickle", tmp_path / "x")
    assert str(error.value) == "There is no export format pickle. Known: savedmodel, keras, python."


def test_wants_a_name_for_each_class(network: Network, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as error:
        export(network, "python", tmp_path / "x", ("cat",))
    assert str(error.value) == "The network has 3 classes, but 1 names were given. Give one name a class, in order."


def full_disk(content: Content, folder: Path) -> None:
    (folder / "half.txt").write_text("half")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full_disk_as_tensorflow_says_it(content: Content, folder: Path) -> None:
    raise tf.errors.ResourceExhaustedError(None, None, "No space left on device")


@pytest.mark.parametrize("write", [full_disk, full_disk_as_tensorflow_says_it])
def test_a_full_disk_leaves_the_earlier_export(write, network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = export(network, "python", tmp_path / "kept", source="first\n")
    monkeypatch.setattr(exporting, "FORMATS", {"python": Format("Python source", write)})
    with pytest.raises(ExportError) as error:
        export(network, "python", path, source="second\n")
    assert str(error.value) == f"The disk that holds {tmp_path} is full. Nothing was exported. Free some space or choose another folder."
    assert (path / "network.py").read_text() == "first\n"
    assert list(tmp_path.iterdir()) == [path]


def test_asks_for_room_before_it_writes(network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=4 * network.model.count_params()))
    monkeypatch.setattr(exporting, "FORMATS", {"python": Format("Python source", lambda content, folder: pytest.fail("It wrote."))})
    with pytest.raises(ExportError) as error:
        export(network, "python", tmp_path / "x")
    assert str(error.value) == f"The disk that holds {tmp_path} is full. Nothing was exported. Free some space or choose another folder."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="The administrator may write everywhere.")
def test_says_where_one_may_not_write(network: Network, tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(ExportError) as error:
        export(network, "python", tmp_path / "x")
    assert str(error.value) == f"You may not write to {tmp_path}. Nothing was exported. Choose another folder."


def test_says_why_a_place_cannot_be_written(network: Network, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "x"
    with pytest.raises(ExportError) as error:
        export(network, "python", path)
    assert str(error.value) == f"{path} could not be written: Not a directory. Nothing was exported. Choose another folder."


def test_check_tells_when_the_export_is_another_network(network: Network, images: np.ndarray, tmp_path: Path) -> None:
    path = export(network, "savedmodel", tmp_path / "old", LABELS)
    with pytest.raises(ExportError) as error:
        check(path, build(network.plan, seed=9), images)
    assert str(error.value).startswith(f"{path} predicts otherwise than the studio. Expected: a difference of at most 1e-05. Received: 0.")


def test_check_tells_when_the_export_does_not_load(network: Network, images: np.ndarray, tmp_path: Path) -> None:
    path = export(network, "python", tmp_path / "broken", source="raise SystemExit('no network here')\n")
    with pytest.raises(ExportError) as error:
        check(path, network, images)
    assert str(error.value) == f"{path} does not load in a fresh process: no network here. Export it again."


def test_check_tells_when_the_export_leans_on_the_studio(network: Network, images: np.ndarray, tmp_path: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(Path(exporting.__file__).parents[2])!r}); import studio\n"
    path = export(network, "python", tmp_path / "leaning", source=program + source(network.plan).text)
    with pytest.raises(ExportError) as error:
        check(path, network, images)
    assert str(error.value).endswith("fresh process: it leans on the studio, which is not there where it goes. Export it again.")
