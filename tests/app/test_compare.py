"""Two drawings beside each other: chosen, marked, counted; nothing is edited there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem, QTableWidget, QToolButton
from pytestqt.qtbot import QtBot

from studio.app.compare_sources import sides
from studio.app.compare_window import CompareWindow, _fill, _table
from studio.app.document import Document
from studio.blocks.convolution import Conv2D
from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.model import Binding, Parameter
from studio.graph.modules.parameters import change_parameter
from studio.graph.named_values import as_module, of_module
from studio.look import Look
from studio.project import file
from tests.app.conftest import node_id


def cells(table: QTableWidget) -> list[list[str]]:
    items = [[table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in row] for row in items]


@pytest.fixture
def edited(document: Document) -> Document:
    """LeNet-5 with a wider convolution, without its last pooling's dense, and with a Dropout."""
    graph = document.graph
    graph = edits.change(graph, node_id(graph, "conv1"), Conv2D(filters=12, kernel_size=(5, 5), activation="relu"))
    graph = edits.add(graph, Dropout(), (0.0, 700.0))[0]
    document.edit_graph("Change", edits.remove(graph, [node_id(graph, "dense2")], heal=True))
    return document


@pytest.fixture
def window(qtbot: QtBot, look: Look, edited: Document) -> Iterator[CompareWindow]:
    made = CompareWindow(look, sides(edited))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def test_what_is_on_offer(document: Document) -> None:
    titles = [side.title for side in sides(document)]
    assert titles[:2] == ["main · as it is now", "main · as saved"]
    assert any(title.endswith("· sample") for title in titles)


def test_parameters_of_the_drawings_that_differ_are_listed(qtbot: QtBot, look: Look, document: Document) -> None:
    node = node_id(document.graph, "conv1")
    made = replace(
        document.graph, parameters=(Parameter("width", 6), Parameter("edge", (5, 5))), bindings=(Binding(node, "filters", "width"),)
    )
    document.edit_graph("Name values", made)
    assert document.save()
    wider = change_parameter(change_parameter(as_module(document.graph), "width", 12), "edge", (5, 5))
    document.edit_graph("Widen", replace(of_module(wider), parameters=(Parameter("width", 12), Parameter("depth", 3))))
    made = CompareWindow(look, sides(document))
    qtbot.addWidget(made)
    assert made.words() == "1 changed, 3 parameters changed."
    assert cells(made._changes) == [
        ["conv1", "filters", "6", "12"],
        ["width", "parameter", "6", "12"],
        ["edge", "parameter", "5×5", ""],
        ["depth", "parameter", "", "3"],
    ]
    made._go_to(1)  # which is nowhere on the boards


def test_a_parameter_that_nothing_follows_makes_no_other_network(qtbot: QtBot, look: Look, document: Document) -> None:
    document.edit_graph("Name a value", replace(document.graph, parameters=(Parameter("width", 6),)))
    made = CompareWindow(look, sides(document))
    qtbot.addWidget(made)
    assert made.words() == "1 parameter changed."


def test_the_saved_drawing_stands_left_of_the_one_on_the_board(window: CompareWindow, edited: Document) -> None:
    assert window.words() == "1 added, 1 removed, 1 changed."
    left, right = window.graphs
    assert right is edited.graph
    assert left.named("dense2") is not None
    assert window.boards[0]._marks == {node_id(left, "conv1"): "changed", node_id(left, "dense2"): "removed"}
    assert window.boards[1]._marks == {node_id(right, "conv1"): "changed", node_id(right, "drop1"): "added"}


def test_figures_and_changes_stand_below(window: CompareWindow) -> None:
    weights = cells(window._figures)[0]
    assert weights[:2] == ["Weights", "61,706"]
    assert ["conv1", "filters", "6", "12"] in cells(window._changes)
    assert ["dense2", "removed", "Dense", ""] in cells(window._changes)
    assert ["drop1", "added", "", "Dropout"] in cells(window._changes)


def test_a_row_leads_to_the_node_on_both_boards(window: CompareWindow) -> None:
    row = next(place for place, cell in enumerate(cells(window._changes)) if cell[0] == "conv1")
    place = window._changes.visualItemRect(window._changes.item(row, 0)).center()
    QTest.mouseClick(window._changes.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [board.selection for board in window.boards] == [{node_id(graph, "conv1")} for graph in window.graphs]


def test_a_row_leads_to_a_renamed_node_on_both_boards(window: CompareWindow, edited: Document) -> None:
    conv = node_id(edited.graph, "conv1")
    edited.edit_graph("Rename", edits.rename(edited.graph, conv, "first"))
    window.renew()
    window._changes.cellClicked.emit([cell[:2] for cell in cells(window._changes)].index(["first", "name"]), 0)
    assert [board.selection for board in window.boards] == [{conv}, {conv}]


def test_swapped_sides_tell_it_the_other_way_round(window: CompareWindow) -> None:
    window._swap.click()
    assert window.words() == "1 added, 1 removed, 1 changed."
    assert ["conv1", "filters", "12", "6"] in cells(window._changes)


def test_a_drawing_compared_with_itself(window: CompareWindow) -> None:
    window.choose(0, 0)
    assert window.words() == "Both drawings are the same network."
    assert cells(window._changes) == []
    assert not window._changes.horizontalHeader().isVisibleTo(window), "a head with nothing under it"
    window.choose(1, 0)
    assert window._changes.horizontalHeader().isVisibleTo(window)


def test_nothing_is_edited_there(window: CompareWindow, edited: Document) -> None:
    before = edited.graph
    window.boards[1].select([node_id(before, "conv1")])
    window.boards[1].delete()
    assert window.words() == "Drawings are only looked at where they are compared. Edit them on their own board."
    assert edited.graph is before


def test_nothing_is_offered_that_edits(window: CompareWindow) -> None:
    tips = [button.toolTip() for button in window.boards[0].bar.findChildren(QToolButton) if button.isVisibleTo(window)]
    assert tips == ["Zoom out", "Zoom in", "Fit everything in view"]


@pytest.mark.parametrize("height", [800, 1200])
def test_both_boards_are_without_a_small_map(window: CompareWindow, height: int) -> None:
    window.resize(1900, height)
    for board in window.boards:
        board.look_at(board.stage.view.zoomed(6.0, QPointF(0, 0)))
        assert board._pointer._minimap.place(board.stage).isEmpty()


def test_the_other_board_follows(window: CompareWindow) -> None:
    left, right = window.boards
    right.look_at(left.stage.view.panned(40, 30))
    assert left.stage.view == right.stage.view


def test_the_other_board_goes_along_when_one_zooms(window: CompareWindow) -> None:
    left, right = window.boards
    left.zoom_in()
    assert right.goal() == left.goal()
    right.zoom_out()
    right.zoom_out()
    assert left.goal() == right.goal()
    left.fit()
    assert left.goal() != right.goal()


def test_a_file_that_is_gone_is_said(window: CompareWindow, folder: Path) -> None:
    (folder / "project.json").unlink()
    window.choose(1, 0)
    assert (
        window.words() == f"{folder} holds no project. Expected: a file project.json in it. Choose another folder, or start a new project."
    )


def test_an_edit_on_the_board_is_followed(window: CompareWindow, edited: Document) -> None:
    edited.changed.connect(window.renew)
    seen = window.boards[1].stage.view
    edited.edit_graph("Remove", edits.remove(edited.graph, [node_id(edited.graph, "drop1")]))
    assert window.words() == "1 removed, 1 changed."
    assert window.graphs[1] is edited.graph
    assert window.boards[1].stage.view == seen


def test_of_many_changes_each_is_measured_once_not_once_for_every_other(qtbot: QtBot) -> None:
    class Measuring(QStyledItemDelegate):
        times = 0

        def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
            Measuring.times += 1
            return super().sizeHint(option, index)

    table, rows = _table(4, widest=3), [(f"conv{number}", "removed", "Conv2D", "") for number in range(90)]
    qtbot.addWidget(table)
    table.setItemDelegate(Measuring(table))
    with qtbot.waitExposed(table):
        table.show()
    for _ in range(2):  # cells that are there already are measured as soon as they change
        Measuring.times = 0
        _fill(table, ("Node", "What", "Left", "Right"), rows)
        QApplication.processEvents()
        assert 0 < Measuring.times <= 10 * len(rows)


def test_a_drawing_that_is_gone_is_said(window: CompareWindow, edited: Document) -> None:
    edited.changed.connect(window.renew)
    edited.edit("Add a drawing", edited.project.with_new_graph("other"))
    edited.edit("Remove the drawing main", edited.project.without_graph("main"))
    assert window.words() == "The project has no drawing main any more. Expected: one of other. Choose another one."


def test_the_action_opens_it(workspace: Any) -> None:
    window = workspace.graphs.compare()
    assert window.words() == "Both drawings are the same network."
    window.close()


def test_files_are_read_once_and_again_where_they_were_written_anew(edited: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    monkeypatch.setattr(file, "read", lambda folder: read.append(folder) or file.read_file(folder / file.FILE))
    present, saved = sides(edited)[:2]
    before = saved.read()
    assert saved.read() is before
    assert read == [edited.folder]
    edited.save()
    assert saved.read() == present.read() != before
    assert read == [edited.folder] * 2


def test_a_file_that_came_back_is_compared_again(window: CompareWindow, folder: Path) -> None:
    kept = (folder / "project.json").read_bytes()
    (folder / "project.json").unlink()
    window.renew()
    assert window.words().startswith(f"{folder} holds no project.")
    (folder / "project.json").write_bytes(kept)
    window.renew()
    assert window.words() == "1 added, 1 removed, 1 changed."


def test_the_window_follows_when_edits_rest(workspace: Any, qtbot: QtBot) -> None:
    window = workspace.graphs.compare()
    graph = workspace.document.graph
    workspace.document.edit_graph("Add", edits.add(graph, Dropout(), (0.0, 700.0))[0])
    assert window.words() == "Both drawings are the same network."
    qtbot.waitUntil(lambda: window.words() == "1 added.")
    window.close()
