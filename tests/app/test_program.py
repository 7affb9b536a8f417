"""The program of the drawing is written where it can be seen, and saved to a file."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.graph import edits
from studio.project import file
from tests.app.conftest import node_id, told


def set_filters(workspace: Any, filters: int) -> None:
    graph = workspace.document.graph
    node = graph.nodes[node_id(graph, "conv1")]
    workspace.document.edit_graph("Set filters", edits.change(graph, node.id, node.block.replace(filters=filters)))


def shown(workspace: Any, qtbot: QtBot) -> Any:
    """The panel, in sight and with a program."""
    workspace.docks.show("source")
    qtbot.waitUntil(lambda: "Conv2D" in workspace.panels.source.text())
    return workspace.panels.source


def test_it_is_that_of_the_drawing_or_says_why_there_is_none(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    set_filters(workspace, 9)
    qtbot.waitUntil(lambda: "Conv2D(9, 5" in panel.text())
    workspace.board.select([node_id(workspace.document.graph, "digit")])
    workspace.board.delete()
    qtbot.waitUntil(lambda: panel.text() == "")
    assert not panel._empty.isHidden()


def test_it_is_not_written_where_nobody_sees_it(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    workspace.docks.show("data")
    before = panel.text()
    with qtbot.waitSignal(workspace.drawing.rested):
        set_filters(workspace, 9)
    workspace.program._beside.wait()
    qtbot.wait(1)
    assert panel.text() == before
    workspace.docks.show("source")
    qtbot.waitUntil(lambda: "Conv2D(9, 5" in panel.text())


def test_of_several_drawings_the_newest_is_written(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    written = told(workspace.program._beside.found)
    for filters in (7, 8, 9):
        set_filters(workspace, filters)
        workspace.program.write()
    qtbot.waitUntil(lambda: bool(written))
    assert "Conv2D(9, 5" in panel.text()
    assert len(written) == 1


def test_the_same_drawing_is_written_once(workspace: Any, qtbot: QtBot) -> None:
    shown(workspace, qtbot)
    written = told(workspace.program._beside.found)
    workspace.docks.show("data")
    workspace.docks.show("source")
    workspace.program.renew()
    workspace.program._beside.wait()
    qtbot.wait(1)
    assert written == []


def test_its_lines_are_lit_with_the_selection(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    workspace.board.select([node_id(workspace.document.graph, "dense1")])
    (line,) = panel.lit()
    assert "dense1" in panel.text().splitlines()[line - 1]


def test_it_is_saved_to_a_file(workspace: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = shown(workspace, qtbot)
    path = tmp_path / "network.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    panel._save.click()
    assert path.read_text(encoding="utf-8") == panel.text()
    assert workspace.status._note.text() == f"The program was written to {path}."


def test_why_it_cannot_be_saved_is_told(workspace: Any, qtbot: QtBot, tmp_path: Path) -> None:
    shown(workspace, qtbot)
    path = tmp_path / "nowhere" / "network.py"
    workspace.program.save(path)
    sentence = f"The program cannot be written to {path}. Received: No such file or directory. Choose another folder."
    assert workspace.status._note.text() == sentence


def test_it_is_that_of_the_whole_network_inside_a_module(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    whole = panel.text()
    workspace.board.select([node_id(workspace.document.graph, "conv1")])
    workspace.actions_table["module.group"].trigger()
    workspace.modules.enter(next(iter(workspace.board.selection)))
    qtbot.waitUntil(lambda: panel.text() != whole and "Conv2D(6, 5" in panel.text())
    assert file.read(workspace.document.folder).graph != workspace.document.project.graph


def test_it_also_trains_where_that_is_wanted(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    panel._training.setChecked(True)
    qtbot.waitUntil(lambda: "def train(model, training, validation, test):" in panel.text())
    text = panel.text().replace("Conv2D(6, 5", "Conv2D(8, 5")
    with qtbot.waitSignal(workspace.program.editing.applied):
        panel.type_text(text)
    assert panel.text() == text
    panel._training.setChecked(False)
    qtbot.waitUntil(lambda: "def train(" not in panel.text())
    assert "Conv2D(8, 5" in panel.text()
