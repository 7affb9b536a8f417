"""A person trains a small LeNet-5 on real digits: looks inside while it learns, loses the worker, compares runs, takes it away."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import structs
from pytestqt.qtbot import QtBot

from studio.data import NumpyFile
from studio.data.mnist import read_mnist
from studio.messages import events, meeting
from studio.messages.orders import Predict
from studio.project import file, samples
from tests.engine.talk import gone
from tests.scenarios.person import Person

pytestmark = pytest.mark.worker

DIGITS, EPOCHS = 640, 60  # seconds of training: enough to look, pause and kill
SERVE = """
import sys
import numpy as np
import tensorflow as tf
path, images, answer = sys.argv[1:]
serve = tf.saved_model.load(path).signatures["serving_default"]
np.save(answer, serve(image=tf.constant(np.load(images), tf.float32))["probabilities"].numpy())
"""
BUILD = """
import sys
from pathlib import Path
import numpy as np
path, images, answer = sys.argv[1:]
sys.path.insert(0, path)
import network
model = network.build()
model.load_weights(Path(path) / "network.weights.h5")
np.save(answer, np.asarray(model(np.load(images).astype("float32"))))
print(model.count_params())
"""


@pytest.fixture
def folder(home: Path) -> Path:
    """LeNet-5, as the sample has it, on the first digits of MNIST in a NumPy file."""
    made, digits = samples.open_sample("lenet5"), read_mnist()
    np.savez(made / "digits.npz", images=digits.images[:DIGITS], labels=digits.labels[:DIGITS])
    project = file.read(made)
    data = project.data.replace(source=NumpyFile(path=str(made / "digits.npz")))
    file.write(made, structs.replace(project, data=data, recipe=project.recipe.replace(epochs=EPOCHS, batch_size=16)))
    return made


@pytest.fixture
def person(qtbot: QtBot, folder: Path) -> Iterator[Person]:
    made = Person(qtbot)
    yield made
    made.ends()


def run_fresh(program: str, path: Path, folder: Path, images: np.ndarray) -> tuple[np.ndarray, str]:
    """The answer of a program in a fresh interpreter that knows nothing of the studio, and what it printed."""
    given, answer = folder / "images.npy", folder / "answer.npy"
    np.save(given, images)
    command = [sys.executable, "-I", "-c", program, str(path), str(given), str(answer)]
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "KERAS_BACKEND": "tensorflow"}
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    return np.load(answer), done.stdout


def predicted(person: Person, run: str, images: np.ndarray) -> np.ndarray:
    """The studio's own predictions."""
    heard: list[Any] = []
    person.workspace.line.told.connect(heard.append)
    person.workspace.line.send(Predict(project=str(person.workspace.document.folder), run=run, images=images))
    person.waits_until(lambda: any(isinstance(event, events.Predicted) for event in heard))
    return next(event for event in heard if isinstance(event, events.Predicted)).predictions


def test_a_network_is_trained_watched_killed_compared_and_taken_away(person: Person, folder: Path, tmp_path: Path) -> None:
    person.window.open_folder(folder)
    panels, results = person.workspace.panels, person.workspace.results
    heard: list[Any] = []
    person.workspace.line.told.connect(heard.append)

    # Before any training: maps of fresh weights, as soon as TensorFlow is loaded.
    conv = person.selects("conv1")
    maps = person.looks_at("feature_maps")
    person.waits_until(lambda: maps.title() == "conv1 28 × 28 × 6")
    assert maps.corner.words() == "untrained"

    # Training: curves grow, and all that is looked at is live.
    person.presses_train()
    person.waits_for_phase("training")
    person.waits_until(lambda: maps.corner.words() == "live")
    person.waits_until(lambda: conv in person.board.stage.thumbs and len(person.board.stage.thumbs) == len(person.graph.nodes))
    filters = person.looks_at("filters")
    person.waits_until(lambda: filters.corner.words() == "live" and filters.title() == "conv1 6 filters · 5 × 5 × 1 channel")
    attack = person.looks_at("adversarial")
    person.waits_until(lambda: attack.corner.words() == "live" and "→" not in attack.words()[0])
    person.waits_until(lambda: "loss" in panels.curves.summary())
    assert person.workspace.status.words().startswith("Training on ")

    # Pause, and go on.
    person.presses_pause()
    person.waits_for_phase("paused")
    assert person.workspace.top.pause.text() == " Resume"
    person.presses_pause()
    person.waits_for_phase("training")

    # The worker is killed: said in words, started again, and the run goes on to its end.
    epochs = results.runs[-1].epochs
    person.kills_worker()
    person.waits_until(lambda: any(isinstance(event, events.Died) for event in heard))
    sentence = "The worker was ended by SIGKILL, as the system does when memory runs out. It is started again"
    assert f"{sentence}, and run-0001 goes on from its last checkpoint." in person.console
    assert person.workspace.training.busy
    person.waits_for_phase("idle")
    (run,) = results.runs
    assert (run.id, run.state, run.reason, run.epochs) == ("run-0001", "done", f"All {EPOCHS} epochs are done.", EPOCHS)
    assert epochs < EPOCHS
    assert run.test_accuracy is not None
    assert run.test_accuracy > 0.6
    assert [event.text for event in heard if isinstance(event, events.Refused)] == []

    # A second run, stopped, with the first laid over it.
    person.presses_train()
    person.waits_for_phase("training")
    person.waits_until(lambda: any(isinstance(event, events.EpochEnded) and event.run == "run-0002" for event in heard))
    person.presses_stop()
    person.waits_for_phase("idle")
    assert [(run.id, run.state) for run in results.runs] == [("run-0001", "done"), ("run-0002", "stopped")]
    assert results.shown == "run-0002"
    panels.runs.lay_over_asked.emit("run-0001")
    assert panels.curves._older_legend.isVisibleTo(panels.curves)
    assert panels.curves._older_legend.words().startswith("Run 1 ")

    # Taken away, and the same elsewhere.
    images = read_mnist().test_images[:20]
    own = predicted(person, "run-0001", images)
    served, _ = run_fresh(SERVE, person.exports("savedmodel", "run-0001"), tmp_path, images)
    assert np.abs(served - own).max() <= 1e-5
    built, said = run_fresh(BUILD, person.exports("python", "run-0001"), tmp_path, images)
    assert np.abs(built - own).max() <= 1e-5
    assert said.split() == ["61706"]
    assert "savedmodel of run-0001 written to" in person.console


def test_a_training_goes_on_without_its_window_and_is_found_again(person: Person, folder: Path, qtbot: QtBot) -> None:
    person.window.open_folder(folder)
    person.presses_train()
    person.waits_for_phase("training")
    person.waits_until(lambda: person.workspace.results.runs[-1:] and person.workspace.results.runs[-1].epochs >= 1)
    worker = person.worker()
    person.leaves()
    assert meeting.alive(worker)

    again = Person(qtbot)
    again.opens_recent(folder)
    again.waits_for_phase("training")
    assert again.worker() == worker
    assert again.workspace.training.run == "run-0001"
    assert again.workspace.results.shown == "run-0001"
    again.waits_for_phase("idle")
    assert again.workspace.results.runs[-1].reason == f"All {EPOCHS} epochs are done."
    again.ends()
    assert gone(worker, 60)


def test_two_windows_see_one_training(person: Person, folder: Path, qtbot: QtBot) -> None:
    person.window.open_folder(folder)
    person.presses_train()
    person.waits_for_phase("training")
    other = Person(qtbot)
    other.opens_recent(folder)
    other.waits_for_phase("training")
    assert other.worker() == person.worker()
    other.presses_pause()
    for each in (person, other):
        each.waits_for_phase("paused")
    person.presses_pause()
    for each in (person, other):
        each.waits_for_phase("training")
    other.leaves()
    person.presses_stop()
    person.waits_for_phase("idle")
    assert person.workspace.results.runs[-1].state == "stopped"


def test_an_untrained_network_is_exported_with_a_warning(person: Person, folder: Path, tmp_path: Path) -> None:
    person.window.open_folder(folder)
    path = person.exports("savedmodel")
    assert f"savedmodel of the untrained network written to {path}." in person.console
    served, _ = run_fresh(SERVE, path, tmp_path, read_mnist().test_images[:4])
    assert served.shape == (4, 10)
    assert np.abs(served.sum(axis=1) - 1).max() < 1e-5


def test_a_missing_tensorflow_is_named(person: Person, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nif 'studio.worker' in sys.orig_argv:\n    sys.modules['tensorflow'] = None\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    person.window.open_folder(folder)
    person.waits_until(lambda: "tensorflow cannot be loaded" in person.workspace.status.words())
    assert "The worker cannot start: tensorflow cannot be loaded. Received: " in person.console
    assert person.workspace.top.train.isEnabled()
