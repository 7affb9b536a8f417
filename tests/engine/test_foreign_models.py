"""Models that another process has to read or to build: files of older Keras, and scripts, which end when they are given up."""

from __future__ import annotations

import time
from pathlib import Path

import h5py
import pytest

from studio.engine.apart import ApartError, said
from studio.engine.foreign_models import Built, ScriptError, opened, run_script
from studio.engine.scripts import Script, read_script
from studio.project import file
from studio.project.errors import ProjectError
from studio.project.origin import forget_origin, read_origin
from tests.project.old_models import keras_2, saved_h5, weights

SCRIPT = """
import sys
from pathlib import Path
import keras

print("building")
assert __file__.endswith("mine.py") and sys.argv == [__file__]

def digits(units=10):
    return keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Flatten(), keras.layers.Dense(units, activation="softmax")], name="small")

body = digits(4)
model = keras.Sequential([keras.Input((8, 8, 1)), body, keras.layers.Dense(2)], name="large")
again = model
empty = keras.Sequential([keras.layers.Dense(3)])

if __name__ == "__main__":
    Path(__file__).with_name("trained").touch()
"""


class GivenUpError(Exception):
    pass


def words(path: Path) -> str:
    with pytest.raises(ProjectError) as refused:
        opened(path)
    return str(refused.value)


@pytest.mark.parametrize("name", ["old.h5", "old.hdf5", "old.keras"])
def test_an_hdf5_file_is_a_project_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    folder, remarks = opened(saved_h5(tmp_path / name, keras_2(), weights()), tmp_path / "project")
    assert (file.read(folder).title, remarks) == ("Old", ())
    origin = read_origin(folder)
    assert origin
    assert (origin.model, origin.kept) == (str(tmp_path / name), False)


def test_what_is_no_hdf5_file_or_holds_no_model(tmp_path: Path) -> None:
    broken, empty = tmp_path / "broken.h5", saved_h5(tmp_path / "empty.h5", keras_2(), {})
    broken.write_bytes(empty.read_bytes()[:900])
    assert words(broken).startswith(f"{broken} is no HDF5 file, or a damaged one: ")
    assert words(broken).endswith(". Save the model again.")
    with h5py.File(empty, "a") as inside:
        del inside.attrs["model_config"]
    assert words(empty) == (
        f"{empty} holds no Keras model, though it may hold weights of one. Expected: an attribute model_config, as model.save() writes it. "
        "Save the whole model."
    )
    assert words(tmp_path / "gone.h5").startswith(f"{tmp_path / 'gone.h5'} is no HDF5 file, or a damaged one: ")


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "endless.py"
    path.write_text("while True: pass")
    with pytest.raises(ApartError) as refused:
        said("script", str(path), str(path), str(tmp_path), patience=0.2)
    assert str(refused.value) == "It took longer than 0 seconds, so the process that reads it (script) was ended."


def test_a_script_is_given_up(tmp_path: Path) -> None:
    begun = time.monotonic()

    def look() -> None:
        if time.monotonic() > begun + 0.2:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        run_script(Script(tmp_path / "endless.py", "while True: pass", {}), lambda models: models[0], look=look)
    assert not list(tmp_path.iterdir())


@pytest.mark.worker
def test_what_a_script_builds_is_offered_and_opened(tmp_path: Path) -> None:
    script = tmp_path / "mine.py"
    script.write_text("this is not what was seen")
    offered: list[Built] = []

    def choose(models: list[Built]) -> Built:
        offered.extend(models)
        return models[1]

    made = run_script(Script(script, SCRIPT, {}), choose, tmp_path / "project")
    assert [(each.name, each.layers, each.weights) for each in offered] == [("model", 2, 270), ("body", 2, 260)]
    assert made
    assert file.read(made[0]).title == "Small"
    assert not (tmp_path / "trained").exists()
    origin = read_origin(made[0])
    assert origin
    assert Path(origin.model) == made[0] / "mine.keras"
    assert origin.kept
    assert Path(origin.model).exists()
    forget_origin(made[0])
    assert not Path(origin.model).exists()


def test_what_goes_wrong_in_a_script_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as refused:
        run_script(Script(tmp_path / "mine.py", "import json\nprint('so far')\njson.loads('{')\n", {}), lambda models: models[0])
    assert str(refused.value) == (
        "mine.py, line 3: JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1). "
        "Mend the script, then open it again."
    )
    assert refused.value.printed.startswith("so far\nTraceback (most recent call last):\n")
    assert "json.loads('{')" in refused.value.printed


def test_a_script_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_bytes(b"\xff\xfe")
    with pytest.raises(ProjectError) as refused:
        read_script(tmp_path / "mine.py")
    assert str(refused.value) == (
        f"{tmp_path / 'mine.py'} cannot be read. Expected: a Python program. Received: bytes that are no text in UTF-8. Save it anew."
    )
