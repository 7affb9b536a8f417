"""The runs of a project: listed, numbered, deleted; broken ones among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.runs import ExportNote, RunError, RunInfo, RunReader, RunWriter, delete_run, list_runs, next_run, note_export, run_folder
from tests.runs.conftest import small_facts, small_plan


def test_a_run_is_listed_with_what_became_of_it(project: Path) -> None:
    assert list_runs(project) == (
        RunInfo(
            id="run-0001",
            number=1,
            title="Adam · batch 64",
            started=1000.0,
            epochs=2,
            planned=5,
            best_epoch=1,
            best_val_accuracy=0.81,
            test_accuracy=0.8,
            state="done",
            reason="All 2 epochs are trained.",
        ),
    )


def test_a_run_remembers_which_weights_were_exported(project: Path) -> None:
    folder = run_folder(project, "run-0001")
    notes = [
        ExportNote(2000.0 + i, *what, "/tmp/away")
        for i, what in enumerate([("keras", "best", 1), ("python", "last", 2), ("keras", "best", 1)])
    ]
    for note in notes:
        note_export(folder, note)
    with RunReader(folder) as run:
        assert run.exports() == tuple(notes)
    assert list_runs(project)[0].exported == ("keras · best · epoch 1", "python · last · epoch 2")


def test_a_run_that_goes_on_may_have_more_epochs_than_it_began_with(project: Path) -> None:
    with RunWriter.resume(run_folder(project, "run-0001"), 6, 2) as writer:
        writer.change_facts(epochs=9)
    assert (list_runs(project)[0].planned, list_runs(project)[0].title) == (9, "Adam · batch 64")


def test_an_export_of_no_run_cannot_be_noted(project: Path) -> None:
    folder = run_folder(project, "run-0002")
    with pytest.raises(RunError) as refused:
        note_export(folder, ExportNote(1.0, "keras", "best", 1, "/tmp/away"))
    assert str(refused.value) == (
        f"Run run-0002 has no run.db. Expected: {folder / 'run.db'}. It was deleted, or its training never began."
    )


def test_a_run_without_an_end_is_unfinished(project: Path) -> None:
    RunWriter.create(run_folder(project, "run-0002"), small_facts(), small_plan()).close()
    info = list_runs(project)[1]
    assert (info.state, info.epochs, info.best_epoch, info.best_val_accuracy, info.test_accuracy) == ("unfinished", 0, None, None, None)


def test_a_broken_run_is_listed_with_the_reason(project: Path) -> None:
    run_folder(project, "run-0002").mkdir()
    info = list_runs(project)[1]
    assert (info.id, info.state) == ("run-0002", "broken")
    assert info.reason == (
        f"Run run-0002 has no run.db. Expected: {run_folder(project, 'run-0002') / 'run.db'}. It was deleted, or its training never began."
    )


def test_a_run_whose_facts_cannot_be_read_is_listed_as_broken(project: Path) -> None:
    with RunWriter.resume(run_folder(project, "run-0001"), 6, 2) as writer:
        writer._write("UPDATE about SET record = ? WHERE name = ?", [("{}", "facts")])
    assert list_runs(project)[0].reason == (
        "Run run-0001 says nothing readable of its facts. Received: Object missing required field `title`. Delete the run."
    )


def test_a_run_with_damaged_letters_is_listed_as_broken(project: Path) -> None:
    path = run_folder(project, "run-0001") / "run.db"
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE about", b"CREATE TABL\xb4 about"))
    assert list_runs(project)[0].reason.startswith(
        f"Run run-0001 cannot be read or written. Expected: a sound {path}. Received: 'utf-8' codec can't decode byte 0xb4 in position "
    )


def test_other_things_in_the_folder_are_no_runs(project: Path) -> None:
    (project / "runs" / "worker.json").write_text("{}")
    (project / "runs" / "notes").mkdir()
    (project / "runs" / "run-١٢٣٤").mkdir()
    assert [run.id for run in list_runs(project)] == ["run-0001"]


def test_runs_are_in_the_order_of_their_numbers(project: Path) -> None:
    for run in ("run-10000", "run-9999", "run-0002"):
        run_folder(project, run).mkdir()
    assert [run.number for run in list_runs(project)] == [1, 2, 9999, 10000]
    assert next_run(project) == "run-10001"


def test_the_first_run_of_a_project(tmp_path: Path) -> None:
    assert (list_runs(tmp_path), next_run(tmp_path)) == ((), "run-0001")


def test_a_deleted_run_is_gone(project: Path) -> None:
    delete_run(project, "run-0001")
    assert list_runs(project) == ()
    with pytest.raises(RunError) as refused:
        delete_run(project, "run-0001")
    assert str(refused.value) == f"{project.name} has no run run-0001. It was deleted already."


def test_only_runs_can_be_deleted(project: Path) -> None:
    with pytest.raises(RunError) as refused:
        delete_run(project, "../..")
    assert str(refused.value) == "'../..' is no name of a run. Expected: run- and a number, such as run-0001."
    assert project.is_dir()
