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


def test_all_formats_do_not_go_into_one_folder(project: Path, tmp_path: Path) -> None:
    sentence = "--to is one folder, for one format. Received: --format all. Leave --to out, or name the format.\n"
    assert abyss("export", project, "--untrained", "--format", "all", "--to", tmp_path / "x") == (2, "", sentence)


@pytest.mark.worker
def test_an_untrained_network_is_written_with_fresh_weights(project: Path) -> None:
    path = project / "exports" / "untrained-python"
    said = abyss("export", project, "--untrained", "--format", "python")
    assert (said.status, said.err) == (0, "")
    written, basis, heads, own, figures = said.out.splitlines()
    assert written == f"{path} is written: Python program of the untrained network; its weights are fresh, so its predictions mean nothing."
    assert basis == "Checked on 200 test images, each by its own runtime:"
    assert heads.split() == ["difference", "accuracy", "size", "one", "image"]
    assert own.split()[:4] == ["studio", "–", "–", "–"]
    assert figures.startswith("Python program")
    assert {file.name for file in path.iterdir()} == {"abyss_export.json", "classes.txt", "network.py", "network.weights.h5"}
    assert "MEAN_IMAGE" in (path / "network.py").read_text(encoding="utf-8")
    assert list_runs(project) == ()


@pytest.mark.worker
def test_a_run_is_exported_where_it_was_asked_and_remembers_it(trained: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(trained, tmp_path / "copy"))
    (run,) = list_runs(project)
    said = abyss("export", project, "--format", "keras", "--to", tmp_path / "away", "--weights", "last", "--json")
    assert (said.status, said.err) == (0, "")
    (record,) = said.records
    checked = record.pop("checked")
    expected = {"kind": "exported", "path": str(tmp_path / "away"), "format": "keras", "run": "run-0001", "weights": "last", "epoch": 2}
    assert record == expected
    assert (checked["images"], checked["of"], checked["accuracy"]) == (200, "test", checked["own_accuracy"])
    assert checked["difference"] <= 1e-5
    assert checked["size"] > 4 * 6_000
    assert json.loads((tmp_path / "away" / "abyss_export.json").read_text(encoding="utf-8"))["format"] == "keras"
    best = abyss("export", project, "--format", "tflite-int8")
    assert (best.status, best.err) == (0, "")
    assert best.out.splitlines()[0] == (
        f"{project / 'exports' / 'run-0001-tflite-int8'} is written: TFLite int8 of run-0001 with the weights of epoch {run.best_epoch}, "
        "the best on the validation images."
    )
    assert list_runs(project)[0].exported == ("keras · last · epoch 2", f"tflite-int8 · best · epoch {run.best_epoch}")
    assert f"keras · last · epoch 2; tflite-int8 · best · epoch {run.best_epoch}\n" in abyss("runs", project).out
