"""A file that a person edits elsewhere and the drawing are kept in step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.app.conftest import told
from tests.app.test_program import set_filters, shown
from tests.app.test_source_editing import filters


@pytest.fixture
def model(workspace: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is watched."""
    path = tmp_path / "model.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))
    shown(workspace, qtbot).watch_asked.emit()
    return path


def saved(path: Path, *replaced: tuple[str, str]) -> None:
    """Saves as editors do: another file is put in its place."""
    text = path.read_text(encoding="utf-8")
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    beside = path.with_suffix(".swp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def test_the_file_holds_the_program(workspace: Any, model: Path) -> None:
    assert model.read_text(encoding="utf-8") == workspace.panels.source.text()
    assert workspace.panels.source._watch.text() == " Watching model.py"


def test_a_file_may_be_watched_before_the_program_was_seen(
    workspace: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))
    assert "keras" not in workspace.panels.source.text()
    workspace.actions_table["view.watch_source"].trigger()
    qtbot.waitUntil(lambda: path.exists() and "Conv2D(6, 5" in path.read_text(encoding="utf-8"))
    saved(path, ("Conv2D(6, 5", "Conv2D(9, 5"))
    qtbot.waitUntil(lambda: filters(workspace) == 9)


def test_what_is_saved_is_one_edit_of_the_drawing(workspace: Any, model: Path, qtbot: QtBot) -> None:
    before = workspace.document.project
    for number in (9, 10):  # the file is another one the second time
        saved(model, (f"Conv2D({filters(workspace)}, 5", f"Conv2D({number}, 5"))
        qtbot.waitUntil(lambda number=number: filters(workspace) == number)
    workspace.document.undo()
    assert workspace.document.project == before


def test_a_fault_is_said_and_mended_in_the_file(workspace: Any, model: Path, qtbot: QtBot) -> None:
    saved(model, ("Conv2D(6, 5", "Conv2D(six, 5"))
    qtbot.waitUntil(lambda: "six is not known here" in workspace.panels.source.notice())
    saved(model, ("Conv2D(six, 5", "Conv2D(16, 5"))
    qtbot.waitUntil(lambda: filters(workspace) == 16)


def test_the_board_writes_to_a_file_that_nobody_edited(workspace: Any, model: Path, qtbot: QtBot) -> None:
    set_filters(workspace, 11)
    qtbot.waitUntil(lambda: "Conv2D(11, 5" in model.read_text(encoding="utf-8"))


def test_a_file_that_the_person_edited_is_not_written_over(workspace: Any, model: Path, qtbot: QtBot) -> None:
    saved(model, ("Conv2D(6, 5", "Conv2D(  # mine\n        9, 5"))
    qtbot.waitUntil(lambda: filters(workspace) == 9)
    set_filters(workspace, 11)
    qtbot.waitUntil(lambda: "model.py is as you wrote it" in workspace.panels.source.notice())
    assert "# mine" in model.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_said(workspace: Any, qtbot: QtBot, tmp_path: Path) -> None:
    shown(workspace, qtbot)
    refused = told(workspace.program.file.refused)
    workspace.program.file.watch(tmp_path / "nowhere" / "model.py")
    assert refused == [f"The program cannot be written to {tmp_path / 'nowhere' / 'model.py'}. Received: No such file or directory. "
                       "Choose another folder."]  # fmt: skip
    assert workspace.panels.source._watch.text() == " Watch a file"


def test_where_both_were_edited_it_is_said(workspace: Any, model: Path, qtbot: QtBot) -> None:
    panel = workspace.panels.source
    with qtbot.waitSignal(workspace.program.editing._beside.found):
        panel.type_text(panel.text().replace("Conv2D(6, 5", "Conv2D(six, 5"))
    saved(model, ("Conv2D(6, 5", "Conv2D(9, 5"))
    qtbot.waitUntil(lambda: "Both model.py and what is typed here were edited." in panel.notice())
    assert filters(workspace) == 6


def test_watching_ends(workspace: Any, model: Path, qtbot: QtBot) -> None:
    workspace.panels.source.watch_asked.emit()
    saved(model, ("Conv2D(6, 5", "Conv2D(9, 5"))
    qtbot.wait(200)
    assert filters(workspace) == 6
