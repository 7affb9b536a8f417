"""Training without a window, with a real worker: to its end, stopped, resumed, killed, refused."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.messages import meeting
from studio.recipe import SquaredError
from studio.runs import RunReader, list_runs
from tests.cli.projects import changed, nodes, picture_project, save_picture, small_project
from tests.cli.spoken import Spoken, abyss, ended, process

pytestmark = pytest.mark.worker
GO_ON = "What it learned is kept; go on with: abyss train {0} --resume run-0001"


def test_every_epoch_is_told_and_the_test_at_the_end(training: tuple[Path, Spoken]) -> None:
    folder, (status, out, err) = training
    (run,) = list_runs(folder)
    with RunReader(folder / "runs" / "run-0001") as reader:
        epochs, seconds = reader.epochs(), reader.batches().seconds
    lines = out.splitlines()
    assert (status, err, len(lines), run.state) == (0, "", 5, "done")
    device = lines[0].rpartition(" ")[2].rstrip(".")
    assert lines[0] == f"run-0001: 900 images to train, 100 to validate, 200 to test, on {device}."
    for i, line in enumerate(lines[1:3]):
        words = f"epoch {i + 1} of 2: loss {epochs.loss[i]:.4f}, accuracy {100 * epochs.accuracy[i]:.2f} %; "
        words += f"validation loss {epochs.val_loss[i]:.4f}, accuracy {100 * epochs.val_accuracy[i]:.2f} %"
        assert line == f"{words}{' (best so far)' if epochs.best[i] else ''}; {epochs.seconds[i]:.1f} s"
    assert lines[3] == run.reason == "All 2 epochs are done."
    assert lines[4].startswith(f"Test accuracy {100 * run.test_accuracy:.2f} % with the weights of epoch {run.best_epoch}, after ")
    assert seconds[-1] > 0


def test_a_network_that_answers_with_values_is_told_by_its_loss(tmp_path: Path) -> None:
    folder = changed(small_project(tmp_path / "small", loss=SquaredError()), lambda record: _output(record).update(meaning="values"))
    said = abyss("train", folder)
    assert said.status == 0
    with RunReader(folder / "runs" / "run-0001") as reader:
        epochs, (test,) = reader.epochs(), reader.tests()
    first, last = said.out.splitlines()[1], said.out.splitlines()[-1]
    assert first.startswith(f"epoch 1 of 2: loss {epochs.loss[0]:.4f}; validation loss {epochs.val_loss[0]:.4f} (best so far); ")
    assert last.startswith(f"Test loss {test.loss:.4f} with the weights of epoch ")


def _output(record: dict[str, Any]) -> dict[str, Any]:
    (block,) = (node["block"] for node in nodes(record).values() if node["block"]["kind"] == "Output")
    found: dict[str, Any] = block
    return found


def test_the_runs_are_listed(trained: Path) -> None:
    status, out, err = abyss("runs", trained)
    (run,) = list_runs(trained)
    assert (status, err) == (0, "")
    assert out.splitlines()[0].split() == ["run", "recipe", "epochs", "best", "validation", "test", "state", "exported"]
    assert out.splitlines()[1].startswith("run-0001  Adam · batch 32       2  ")
    (record,) = abyss("runs", trained, "--json").records
    assert (record["kind"], record["id"], record["test_accuracy"]) == ("run", "run-0001", run.test_accuracy)


def test_a_project_without_runs_says_how_to_get_one(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "small")
    assert abyss("runs", folder) == (0, f"{folder} has no run yet. Train it: abyss train {folder}\n", "")
    assert abyss("runs", folder, "--json") == (0, "", "")


def test_lenet_learns_real_digits_with_records_for_machines() -> None:
    said = abyss("train", "lenet5", "--epochs", "1", "--json")
    assert (said.status, said.err) == (0, "")
    started, epoch, finish = said.records
    assert (started["kind"], started["run"], started["images"]) == ("started", "run-0001", [55000, 5000, 10000])
    assert (epoch["kind"], epoch["epoch"], epoch["epochs"], epoch["best"]) == ("epoch", 1, 1, True)
    assert (finish["kind"], finish["state"], finish["best_epoch"]) == ("ended", "done", 1)
    assert finish["test_accuracy"] > 0.95


def test_ctrl_c_stops_a_run_that_then_goes_on(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "small", epochs=100_000)
    running = process("train", folder)
    assert running.stdout is not None
    first = [running.stdout.readline(), running.stdout.readline()]
    running.send_signal(signal.SIGINT)
    said = ended(running)
    (run,) = list_runs(folder)
    assert first[1].startswith("epoch 1 of 100000: ")
    assert (said.status, run.state) == (1, "stopped")
    assert said.err == f"Stopping after the present batch … Ctrl+C again leaves at once.\n{run.reason} {GO_ON.format(folder)}\n"
    with RunReader(folder / "runs" / run.id) as reader:
        before = reader.batches().loss.tolist()
    small_project(folder, epochs=3, seed=7)  # the drawing's own recipe is another one by now
    said = abyss("train", folder, "--resume", run.id, "--epochs", str(run.epochs + 1))
    (run,) = list_runs(folder)
    with RunReader(folder / "runs" / run.id) as reader:
        assert reader.batches().loss.tolist()[: len(before)] == before
        assert reader.facts().recipe["seed"] == 0
    assert (said.status, run.state, run.epochs) == (0, "done", run.planned)
    assert said.out.splitlines()[0].endswith(f", going on after {len(before):,} batches.")


def test_a_killed_worker_is_told_and_the_run_goes_on_to_its_end(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "small", epochs=25)
    running = process("train", folder)
    assert running.stdout is not None
    lines = [running.stdout.readline(), running.stdout.readline()]
    there = meeting.find(meeting.place(folder))
    assert there is not None
    os.kill(there.pid, signal.SIGKILL)
    said = ended(running)
    assert said.status == 0
    assert lines[1].startswith("epoch 1 of 25: ")
    assert "All 25 epochs are done.\n" in said.out
    assert said.err == (
        "The worker was ended by SIGKILL, as the system does when memory runs out. "
        "It is started again, and run-0001 goes on from its last checkpoint.\n"
    )
    with RunReader(folder / "runs" / "run-0001") as reader:
        assert reader.batches().step.tolist() == list(range(1, 25 * 29 + 1))


def test_without_a_display_the_project_is_trained_instead(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "small", epochs=1)
    said = ended(process(folder, DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None))
    assert said.status == 0
    assert said.err == (
        "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can open. "
        "The same work goes on without a window: abyss train lenet5, abyss export lenet5, and more in abyss --help.\n"
        f"Training {folder} without a window instead.\n"
    )
    assert said.out.splitlines()[-2] == "The one epoch is done."


def test_a_broken_picture_is_named(tmp_path: Path) -> None:
    folder = picture_project(tmp_path / "two", cats=8, dogs=8)
    broken = save_picture(folder / "pictures" / "cats" / "broken.pgm", np.zeros((1, 1), np.uint8))
    broken.write_bytes(b"no picture")
    sentence = f"ImageFolder: a picture cannot be read: {broken}. Expected: whole picture files. Mend or remove them.\n"
    assert abyss("train", folder) == (1, "", sentence)
    assert list_runs(folder) == ()


def test_without_tensorflow_the_remedy_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hide_tensorflow(tmp_path / "site", monkeypatch)
    folder = small_project(tmp_path / "small")
    assert abyss("train", folder) == (
        1,
        "",
        "The worker cannot start: tensorflow cannot be loaded. Received: No module named 'tensorflow'. "
        f"Mend it: {sys.executable} -m pip install tensorflow\n",
    )


def hide_tensorflow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every new process finds no TensorFlow, as on a machine without it."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import sys\n"
        "class Hidden:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'tensorflow':\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Hidden())\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(folder))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--epochs", "0"], "Recipe: epochs must be a whole number from 1 to 100000. Received: 0.\n"),
        (
            ["--batch-size", "0", "--seed", "-1"],
            "Recipe: batch_size must be a whole number from 1 to 65536. Received: 0.\n"
            "Recipe: seed must be a whole number from 0 to 2147483647. Received: -1.\n",
        ),
        (
            ["--resume", "run-0001", "--batch-size", "64"],
            "--resume goes on with the batch size and the seed of the run. Leave --batch-size and --seed out.\n",
        ),
    ],
)
def test_a_recipe_out_of_range_is_wrong_use(tmp_path: Path, words: list[str], sentence: str) -> None:
    said = abyss("train", small_project(tmp_path / "small"), *words)
    assert (said.status, said.out) == (2, "")
    assert said.err == sentence
