"""A Keras model becomes a project: its drawing, its own preprocessing as data, and where its weights are."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.data import ImageFolder, Mnist, NumpyFile
from studio.project import file, samples
from studio.project.errors import ProjectError
from studio.project.opened_model import model_file, open_model
from studio.project.origin import forget_origin, read_origin
from studio.project.record import record
from tests.compile.reading.configs import image, layer, sequential
from tests.project.keras_models import odd, saved, small


def test_the_project_is_named_after_the_model_and_holds_its_drawing(tmp_path: Path, home: Path) -> None:
    folder, remarks = open_model(saved(tmp_path / "mine.keras"))
    project = file.read(folder)
    assert (folder, remarks) == (home / "data" / "projects" / "digit-reader", ())
    assert project.title == "Digit reader"
    assert {node.name for node in project.graph.nodes.values()} >= {"first", "flat", "last"}
    assert (project.data.scale, project.data.centre) == (True, "none")
    assert project.view.panel == "lesson"
    assert open_model(tmp_path / "mine.keras")[0].name == "digit-reader-2"


@pytest.mark.parametrize(("name", "title"), [("sequential_3", "mine"), ("model", "mine"), ("my_net", "My net")])
def test_a_name_that_keras_made_up_is_none(tmp_path: Path, name: str, title: str) -> None:
    folder, _ = open_model(saved(tmp_path / "mine.keras", small(name)))
    assert file.read(folder).title == title


def test_a_model_of_an_export_is_called_as_its_folder(tmp_path: Path) -> None:
    path = saved(tmp_path / "my_export" / "model.keras", small("model"))
    assert model_file(tmp_path / "my_export") == path
    assert file.read(open_model(path)[0]).title == "my export"


@pytest.mark.parametrize(
    ("shape", "source"),
    [
        ((28, 28, 1), Mnist()),
        ((28, 28, 3), ImageFolder(height=28, width=28, colour="colour")),
        ((40, 60, 1), ImageFolder(height=40, width=60, colour="grey")),
        ((28, 28, 5), NumpyFile()),
        ((2000, 28, 3), NumpyFile()),
    ],
)
def test_the_data_is_of_the_size_that_the_model_takes(tmp_path: Path, shape: tuple[int, ...], source: object) -> None:
    folder, _ = open_model(saved(tmp_path / "mine.keras", small("net", shape)))
    assert file.read(folder).data.source == source


def test_the_data_of_a_sequence_is_still_to_be_chosen(tmp_path: Path) -> None:
    steps = sequential(image("steps", (12, 5)), layer("LSTM", "read", units=4), layer("Dense", "last", units=3), name="net")
    folder, _ = open_model(saved(tmp_path / "mine.keras", steps))
    assert file.read(folder).data.source == NumpyFile()


def test_what_leads_to_its_weights_is_kept_until_they_are_there(tmp_path: Path) -> None:
    folder, _ = open_model(saved(tmp_path / "mine.keras"))
    origin = read_origin(folder)
    assert origin is not None
    project = file.read(folder)
    names = {project.graph.nodes[node].name: layer for node, layer in origin.layers.items()}
    assert (origin.model, names, origin.mean) == (str(tmp_path / "mine.keras"), {"first": "first", "last": "last"}, None)
    assert origin.project == record(project)
    forget_origin(folder)
    assert read_origin(folder) is None


def test_a_description_has_no_weights(tmp_path: Path) -> None:
    folder, _ = open_model(saved(tmp_path / "mine.json"))
    assert read_origin(folder) is None
    words = "Opened from `mine.json`. It holds no weights: `model.to_json()` leaves them out."
    assert words in samples.lesson(folder)


def test_the_lesson_says_what_is_there_and_what_is_not_as_it_was(tmp_path: Path) -> None:
    assert samples.lesson(open_model(saved(tmp_path / "mine.keras"))[0]) == (
        "# Digit reader\n\n"
        "Opened from `mine.keras`. Its weights are run 1 of this project once TensorFlow is loaded: predictions, filters, feature maps, "
        "attacks and exports use them. Train begins anew, with fresh weights; **Train on from a run** (menu Train) goes on from these.\n"
    )
    folder, remarks = open_model(saved(tmp_path / "odd.keras", small("odd_one", (32, 32, 3), odd())))
    assert remarks == ("odd stands as an unknown block: the studio has no block for mine>Odd.",)
    assert samples.lesson(folder) == (
        "# Odd one\n\n"
        "Opened from `odd.keras`. Its weights are not taken, because the drawing is no network yet: the Issues panel says why. Mend it, "
        "bypassing what is unknown, then choose **Take the weights of the opened model** (menu Train).\n\n"
        "It has no images of its own yet. Choose some under Data to train it, or drop a picture on the window to see what the network "
        "makes of it.\n\n"
        "## What is not as it was\n\n"
        "* odd stands as an unknown block: the studio has no block for mine>Odd.\n"
    )


def test_what_cannot_be_read_leaves_no_project_behind(tmp_path: Path, home: Path) -> None:
    (tmp_path / "mine.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ProjectError, match="The text describes no Keras model"):
        open_model(tmp_path / "mine.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ProjectError) as refused:
        open_model(tmp_path / "bytes.json")
    expected = "Expected: the text of model.to_json(). Received: bytes that are no text. Save it anew."
    assert str(refused.value) == f"{tmp_path / 'bytes.json'} cannot be read. {expected}"
    assert not list((home / "data").glob("projects/*"))


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    path = saved(tmp_path / "mine.keras")
    with pytest.raises(ProjectError) as refused:
        open_model(path, tmp_path)
    assert str(refused.value) == f"{tmp_path} is there already. Expected: a new folder, or an empty one. Choose another name."
    assert open_model(path, tmp_path / "new")[0] == tmp_path / "new"
