"""Exports of trained runs and of networks before training, and what the runs remember of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from studio.runs import list_runs
from tests.cli.projects import changed, nodes, small_project
from tests.cli.spoken import abyss


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "small")


def test_before_training_it_is_offered_and_said_what_it_means(project: Path) -> None:
    assert abyss("export", project) == (
        1,
        "",
        f"{project} has no run yet, so there are no trained weights to export. Train it first: abyss train {project}\n"
        "Or export the network as it is before training, with fresh weights, so that its predictions mean nothing: "
        f"abyss export {project} --untrained\n",
    )


def test_a_run_and_untrained_exclude_each_other(project: Path) -> None:
    sentence = "--untrained means no run. Received: --run run-0001. Leave one of them out.\n"
    assert abyss("export", project, "--untrained", "--run", "run-0001") == (2, "", sentence)


def test_an_unfinished_drawing_is_not_exported_untrained(project: Path) -> None:
    changed(project, lambda record: nodes(record)["conv1"].update(inputs=[]))
    sentence = "conv1: No wire arrives, so no image reaches output1. Lead a wire to it.\n"
    assert abyss("export", project, "--untrained") == (1, "", sentence)


@pytest.mark.worker
def test_an_untrained_network_is_written_with_fresh_weights(project: Path) -> None:
    path = project / "exports" / "untrained-python"
    assert abyss("export", project, "--untrained", "--format", "python") == (
        0,
        f"{path} is written: Python program of the untrained network; its weights are fresh, so its predictions mean nothing.\n",
        "",
    )
    assert {file.name for file in path.iterdir()} == {"abyss_export.json", "classes.txt", "network.py", "network.weights.h5"}
    assert "MEAN_IMAGE" in (path / "network.py").read_text(encoding="utf-8")
    assert list_runs(project) == ()


@pytest.mark.worker
def test_a_run_is_exported_where_it_was_asked_and_remembers_it(trained: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(trained, tmp_path / "copy"))
    (run,) = list_runs(project)
    said = abyss("export", project, "--format", "keras", "--to", tmp_path / "away", "--weights", "last", "--json")
    assert (said.status, said.err) == (0, "")
    assert said.records == [
        {"kind": "exported", "path": str(tmp_path / "away"), "format": "keras", "run": "run-0001", "weights": "last", "epoch": 2}
    ]
    assert json.loads((tmp_path / "away" / "abyss_export.json").read_text(encoding="utf-8"))["format"] == "keras"
    best = abyss("export", project)
    assert best == (
        0,
        f"{project / 'exports' / 'run-0001-savedmodel'} is written: SavedModel of run-0001 with the weights of epoch {run.best_epoch}, "
        "the best on the validation images.\n",
        "",
    )
    assert list_runs(project)[0].exported == ("keras · last · epoch 2", f"savedmodel · best · epoch {run.best_epoch}")
    assert f"keras · last · epoch 2; savedmodel · best · epoch {run.best_epoch}\n" in abyss("runs", project).out
