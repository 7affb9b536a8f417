"""A Keras model is opened as a project from the command line, its weights as the first run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from studio.project import file
from tests.cli.spoken import abyss, ended, process
from tests.project.keras_models import odd, saved, small

MAKE = """
import sys
import keras
model = keras.Sequential([
    keras.Input((28, 28, 1)), keras.layers.Rescaling(1 / 255), keras.layers.Conv2D(4, 5, strides=4, activation="relu"),
    keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax"),
], name="digit_reader")
model.save(sys.argv[1])
"""


NO_MODEL = (
    "It cannot be read without running it. Line 1: The program builds no model that can be read. Expected: keras.Model(inputs, outputs), "
    "or keras.Sequential([...]) that begins with an Input, at the top or in a function without arguments."
)
DRAWN = """
from pathlib import Path
import keras
from keras import layers

Path(__file__).with_name("it_ran").touch()
inputs = keras.Input((28, 28, 1))
x = layers.Rescaling(1 / 255)(inputs)
x = layers.Flatten()(x)
model = keras.Model(inputs, layers.Dense(10, activation="softmax")(x), name="from_a_program")
"""


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("nothing.keras", "There is no {}"), ("notes.txt", "{} is no Keras model"), ("folder", "{} is no Keras model")],
)
def test_what_is_no_model_is_wrong_use(tmp_path: Path, name: str, wrong: str) -> None:
    (tmp_path / "notes.txt").touch()
    (tmp_path / "folder").mkdir()
    words = (
        ". Expected: a .keras or .h5 file, the folder of a SavedModel, a .json of model.to_json(), "
        "or a .py that builds one. Name one that is there."
    )
    assert abyss("import", tmp_path / name) == (2, "", f"{wrong.format(tmp_path / name)}{words}\n")


def test_a_file_that_holds_none_fails_in_words(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text("{}", encoding="utf-8")
    words = "Expected: a record with class_name and config, as model.to_json() gives it. Choose another file."
    assert abyss("import", tmp_path / "empty.json") == (1, "", f"The text describes no Keras model. {words}\n")


def test_a_description_is_a_project_without_weights(tmp_path: Path) -> None:
    path, to = saved(tmp_path / "mine.json"), tmp_path / "project"
    said = f"{path} is a project now: {to}\nIt holds no weights. Look at it: abyss {to}\n"
    assert abyss("import", path, "--to", to) == (0, said, "")
    assert file.read(to).title == "Digit reader"
    words = f"{to} is there already. Expected: a new folder, or an empty one. Choose another name.\n"
    assert abyss("import", path, "--to", to) == (1, "", words)


def test_remarks_are_told_and_so_is_why_there_are_no_weights(tmp_path: Path) -> None:
    path, to = saved(tmp_path / "odd.keras", small("odd", (28, 28, 1), odd())), tmp_path / "project"
    status, out, err = abyss("import", path, "--to", to, "--json")
    assert (status, out.count("\n")) == (1, 3)
    remark = "odd stands as an unknown block: the studio has no block for mine>Odd."
    assert abyss("import", path, "--json").records[0]["remarks"] == [remark]
    assert err.startswith("The weights of odd.keras are not taken, because its drawing is no network yet. Mend it, ")


def test_a_script_and_what_it_imports_from_beside_it_run_once_one_says_so(tmp_path: Path) -> None:
    path, helper = tmp_path / "my nets.py", tmp_path / "helper.py"
    path.write_text("import helper\nimport empty\n", encoding="utf-8")
    helper.write_text(f"open({str(tmp_path / 'it_ran')!r}, 'a').write('x')\n", encoding="utf-8")
    (tmp_path / "empty.py").touch()
    words = (
        f"{path} is a program, and nobody here has agreed to run it. {NO_MODEL} It imports helper.py from beside it, which would run too. "
        f"Read all of it, then say so: abyss import '{path}' --trust-code\n"
    )
    assert abyss("import", path) == (1, "", words)
    assert not (tmp_path / "it_ran").exists()
    assert abyss("import", path, "--trust-code").err.startswith("my nets.py builds no Keras model that is there when it has run. ")
    abyss("import", path)
    assert (tmp_path / "it_ran").read_text() == "xx"
    helper.write_text("changed = True\n", encoding="utf-8")
    assert abyss("import", path) == (1, "", words)
    path.write_text("1 / 0\n", encoding="utf-8")
    words = (
        f"{path} is a program, and nobody here has agreed to run it. {NO_MODEL} Read it, then say so: abyss import '{path}' --trust-code\n"
    )
    assert abyss("import", path) == (1, "", words)


def test_a_program_that_can_be_read_is_a_project_and_does_not_run(tmp_path: Path) -> None:
    path, to = tmp_path / "net.py", tmp_path / "project"
    path.write_text(DRAWN, encoding="utf-8")
    said = f"{path} is a project now: {to}\nIt holds no weights. Look at it: abyss {to}\n"
    assert abyss("import", path, "--to", to) == (0, said, "")
    assert not (tmp_path / "it_ran").exists()
    project = file.read(to)
    assert (project.title, project.data.scale) == ("From a program", True)
    assert {type(node.block).__name__ for node in project.graph.nodes.values()} == {"Input", "Flatten", "Dense", "Output"}


def test_what_only_a_run_of_it_gives_is_told(tmp_path: Path) -> None:
    path, to = tmp_path / "net.py", tmp_path / "project"
    path.write_text(f"{DRAWN}\nmodel.load_weights('mine.weights.h5')\n", encoding="utf-8")
    status, _, err = abyss("import", path, "--to", to)
    words = "! Line 12, model.load_weights('mine.weights.h5'), gives the model weights, which only a run has. Read it, then say so: "
    assert (status, err) == (0, f"{words}abyss import {path} --trust-code\n")


def test_going_on_and_beginning_exclude_each_other(tmp_path: Path) -> None:
    path, to = saved(tmp_path / "mine.json"), tmp_path / "project"
    abyss("import", path, "--to", to)
    words = "--resume goes on with a run, --from begins another one with its weights. Leave one of them out.\n"
    assert abyss("train", to, "--resume", "run-0001", "--from", "run-0001") == (2, "", words)


@pytest.mark.worker
def test_the_weights_are_the_first_run_and_are_exported_and_opened_again(tmp_path: Path) -> None:
    path, to, export = tmp_path / "mine.keras", tmp_path / "project", tmp_path / "export"
    subprocess.run([sys.executable, "-c", MAKE, path], check=True, capture_output=True, timeout=90)
    done = abyss("import", path, "--to", to, "--json")
    assert (done.status, done.err) == (0, "")
    opened, imported = done.records
    assert opened == {"kind": "opened", "folder": str(to), "remarks": []}
    assert (imported["run"], imported["layers"], imported["same"]) == ("run-0001", 2, True)
    assert imported["difference"] < 1e-5
    assert abyss("export", to, "--format", "keras", "--to", export).status == 0
    again = abyss("import", export, "--to", tmp_path / "again")
    assert again.status == 0
    assert "run-0001: Opened from model.keras. Checked on 8 random images: largest difference " in again.out
    (run,) = abyss("runs", to, "--json").records
    assert (run["title"], run["best_epoch"], run["exported"]) == ("Weights of mine.keras", 0, ["keras · best · epoch 0"])


@pytest.mark.worker
def test_where_there_is_no_display_it_is_imported_instead(tmp_path: Path) -> None:
    path = saved(tmp_path / "mine.json")
    status, out, err = ended(process(path, DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None))
    assert status == 0
    assert err.endswith(f"Opening {path} without a window instead.\n")
    assert out.startswith(f"{path} is a project now: ")
