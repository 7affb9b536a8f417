"""A person opens a Keras model that somebody made elsewhere: looks at it, asks it, takes it away again, and opens that."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.data.mnist import read_mnist
from studio.project import file
from tests.app.test_dropping import drop
from tests.scenarios.person import Person
from tests.scenarios.test_train import predicted

pytestmark = pytest.mark.worker

MAKE = """
import sys
import numpy as np
import keras
path, images, answer = sys.argv[1:]
inputs = keras.Input((28, 28, 1), name="digit")
x = keras.layers.Rescaling(1 / 255)(inputs)
x = keras.layers.Conv2D(6, 3, padding="same", activation="relu", name="first")(x)
short = x
x = keras.layers.Conv2D(6, 3, padding="same", name="second")(x)
x = keras.layers.BatchNormalization(name="norm")(x)
x = keras.layers.Add(name="sum")([x, short])
x = keras.layers.GlobalAveragePooling2D(name="pool")(x)
outputs = keras.layers.Dense(10, activation="softmax", name="scores")(x)
model = keras.Model(inputs, outputs, name="digit_reader")
random = np.random.default_rng(5)
for weight in model.weights:
    weight.assign(random.uniform(0.05, 0.6, weight.shape))
model.save(path)
np.save(answer, np.asarray(model(np.load(images).astype("float32"))))
"""


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Person]:
    made = Person(qtbot)
    yield made
    made.ends()


def somebody_makes(path: Path, images: np.ndarray) -> np.ndarray:
    """A model in a file, by Keras alone; what it answers itself."""
    given, answer = path.with_name("images.npy"), path.with_name("answer.npy")
    np.save(given, images)
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "KERAS_BACKEND": "tensorflow"}
    command = [sys.executable, "-I", "-c", MAKE, str(path), str(given), str(answer)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    return np.load(answer)


def drops(person: Person, path: Path) -> Any:
    """Drops a model on the window, and waits for its weights."""
    before = person.window.workspace
    drop(person.window, path)
    person.waits_until(lambda: person.window.workspace not in (None, before))
    person.waits_until(lambda: person.workspace.results.runs)
    person.waits_for_phase("idle")
    (run,) = person.workspace.results.runs
    return run


def test_a_model_is_dropped_looked_at_asked_exported_and_opened_again(person: Person, tmp_path: Path) -> None:
    images = read_mnist().test_images[:20]
    answers = somebody_makes(tmp_path / "mine.keras", images)

    # Dropped on the welcome page, it is a project with its drawing and a lesson; its scaling is the project's data.
    run = drops(person, tmp_path / "mine.keras")
    names = {node.name for node in person.graph.nodes.values()}
    assert names >= {"first", "second", "norm", "sum", "pool", "scores"}
    assert {
        ("first", "second"),
        ("second", "norm"),
        ("norm", "sum"),
        ("first", "sum"),
        ("sum", "pool"),
        ("pool", "scores"),
    } <= person.wires()
    assert person.workspace.document.project.title == "Digit reader"
    assert person.workspace.document.project.data.scale
    assert [issue for issue in person.issues if "network" in issue[1]] == []
    assert person.workspace.panels.lesson.words().startswith("Digit reader\nOpened from mine.keras.")

    # Its weights are a run, which says how well it agrees.
    assert (run.id, run.title, run.state) == ("run-0001", "Weights of mine.keras", "done")
    assert run.reason.startswith("Opened from mine.keras. Checked on 8 random images: largest difference ")
    assert run.reason in person.console
    assert np.abs(predicted(person, "run-0001", images) - answers).max() <= 1e-5

    # All that works on a run works on it: maps and filters as they came.
    person.selects("first")
    maps, filters = person.looks_at("feature_maps"), person.workspace.panels.filters
    person.waits_until(lambda: maps.title() == "first 28 × 28 × 6" and maps.corner.words() == "as opened")
    person.looks_at("filters")
    person.waits_until(lambda: filters.title() == "first 6 filters · 3 × 3 × 1 channel" and filters.corner.words() == "as opened")

    # It is saved, and edited as any project is.
    assert not person.workspace.document.unsaved
    person.board.setFocus()
    person.does("edit.select_all")
    person.does("edit.delete")
    assert not person.graph.nodes
    assert person.workspace.document.unsaved
    person.does("edit.undo")
    assert {node.name for node in person.graph.nodes.values()} == names
    assert not person.workspace.document.unsaved

    # Taken away as a Keras model and opened again, it is the same once more.
    again = person.exports("keras", "run-0001")
    first = person.workspace.document.folder
    drops(person, again / "model.keras")
    assert person.workspace.document.folder != first
    assert person.workspace.document.project.data.scale
    assert file.read(first).graph.nodes.keys() != person.graph.nodes.keys()
    assert np.abs(predicted(person, "run-0001", images) - answers).max() <= 1e-5
