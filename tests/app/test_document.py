from collections.abc import Callable
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app.document import Document
from studio.app.draft_keeper import DRAFT_DELAY_MS
from studio.project import file
from studio.project.draft import Draft
from studio.project.project import Project
from tests.app.conftest import told, with_dense

FULL = "The disk is full, so {} was not saved; what was saved before is untouched. Free some space and save again."


def test_an_edit_is_told_and_undone_and_redone(document: Document) -> None:
    before, heard = document.project, told(document.changed)
    document.edit_graph("Add dense1", with_dense(document.graph))
    after = document.project
    document.undo()
    document.redo()
    assert heard == [after, before, after]
    assert document.history.labels == ("Add dense1",)


def test_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    heard = told(document.changed)
    document.edit_graph("Nothing", document.graph)
    document.undo()
    document.redo()
    assert heard == []
    assert not document.history.can_undo


def test_edits_in_a_row_with_one_key_are_one_step(document: Document) -> None:
    before = document.project
    for units in (1, 12, 120):
        document.edit_graph("Change Dense", with_dense(document.graph, units), "change dense1")
    document.undo()
    assert document.project == before


def test_data_and_recipe_undo_like_the_drawing(document: Document) -> None:
    recipe = document.project.recipe
    document.edit_form("Change the recipe", recipe.replace(epochs=recipe.epochs + 1))
    document.edit_form("Change the data", document.project.data.replace(seed=7))
    assert (document.project.data.seed, document.project.recipe.epochs) == (7, recipe.epochs + 1)
    document.undo()
    document.undo()
    assert (document.project.data.seed, document.project.recipe) == (0, recipe)


def test_it_is_unsaved_from_an_edit_until_it_is_undone_or_saved(document: Document) -> None:
    document.edit_graph("Add", with_dense(document.graph))
    assert document.unsaved
    document.undo()
    assert not document.unsaved
    document.redo()
    assert document.save()
    assert not document.unsaved
    assert file.read(document.folder) == document.project


def test_a_draft_is_written_soon_after_an_edit_and_goes_with_saving(document: Document, qtbot: QtBot) -> None:
    assert DRAFT_DELAY_MS <= 1000
    draft = Draft(document.folder)
    with qtbot.waitSignal(document.state_changed) as state:
        document.edit_graph("Add", with_dense(document.graph))
    assert state.args == ["Draft saved"]
    assert draft.found()
    assert draft.read() == document.project
    document.save()
    assert not draft.found()


def test_saving_while_a_draft_is_being_written_leaves_none(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, write = Event(), Event(), Draft.write

    def slow(self: Draft, project: Project) -> None:
        begun.set()
        go_on.wait(10)
        write(self, project)

    monkeypatch.setattr(Draft, "write", slow)
    states = told(document.state_changed)
    document.edit_graph("Add", with_dense(document.graph))
    document._draft._begin()
    assert begun.wait(10), "the draft is written by another thread, while the window's goes on"
    Timer(0.05, go_on.set).start()
    assert document.save()
    assert not Draft(document.folder).found()
    QApplication.processEvents()
    assert states == ["Saved"]


def test_what_was_undone_to_the_saved_state_leaves_no_draft(document: Document) -> None:
    document.edit_graph("Add", with_dense(document.graph))
    document.write_draft()
    document.undo()
    document.write_draft()
    assert not Draft(document.folder).found()


def test_a_full_disk_is_said_and_nothing_is_lost(document: Document, full_disk: Callable[[], None]) -> None:
    before, failed = (document.folder / "project.json").read_text(), told(document.failed)
    document.edit_graph("Add", with_dense(document.graph))
    full_disk()
    assert not document.save()
    assert failed == [FULL.format(document.folder / "project.json")]
    assert document.unsaved
    assert (document.folder / "project.json").read_text() == before
    assert document.graph.named("extra") is not None


def test_a_draft_that_cannot_be_written_is_said(document: Document, full_disk: Callable[[], None]) -> None:
    failed = told(document.failed)
    document.edit_graph("Add", with_dense(document.graph))
    full_disk()
    document.write_draft()
    assert failed == [FULL.format(document.folder / ".draft.json")]


def test_save_as_goes_on_in_the_new_folder(document: Document, tmp_path: Path) -> None:
    old = document.folder
    document.edit_graph("Add", with_dense(document.graph))
    document.write_draft()
    assert document.save_as(tmp_path / "elsewhere")
    assert document.folder == tmp_path / "elsewhere"
    assert not document.unsaved
    assert not Draft(old).found()
    assert file.read(tmp_path / "elsewhere") == document.project
    assert file.read(old) != document.project


def test_save_as_takes_the_lesson_along(document: Document, tmp_path: Path) -> None:
    (document.folder / "README.md").write_text("# A lesson\n")
    assert document.save_as(tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere" / "README.md").read_text() == "# A lesson\n"


def test_save_as_to_where_nothing_can_be_written_stays(document: Document, tmp_path: Path) -> None:
    old, failed = document.folder, told(document.failed)
    (tmp_path / "file").write_text("in the way")
    document.edit_graph("Add", with_dense(document.graph))
    document.write_draft()
    assert not document.save_as(tmp_path / "file")
    assert document.folder == old
    assert document.unsaved
    assert Draft(old).found()
    assert failed == [
        f"{tmp_path / 'file' / 'project.json'} cannot be written: File exists. What was saved before is untouched. "
        "Save to another folder, or allow writing there."
    ]
