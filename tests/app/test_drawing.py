"""The drawing is the same wherever it is seen: board, properties, issues, source."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.blocks.block import Block
from studio.blocks.dense import Dense
from studio.blocks.ends import Output
from studio.blocks.regularisation import Dropout
from studio.data import NumpyFile
from studio.graph import edits
from tests.app.conftest import node_id, told


def pick(workspace: Any, name: str) -> str:
    node = node_id(workspace.document.graph, name)
    workspace.board.select([node])
    return node


def field(workspace: Any, name: str) -> QLineEdit:
    """The entry of a value in the properties panel."""
    page = workspace.panels.properties._node
    return page._form.row(name).findChildren(QLineEdit)[0]


def type_in(workspace: Any, name: str, text: str) -> None:
    entry = field(workspace, name)
    entry.selectAll()
    QTest.keyClicks(entry, text)


def issues(workspace: Any) -> list[tuple[str, str, str]]:
    return [row.words() for row in workspace.panels.issues.rows()]


def change(workspace: Any, name: str, block: Block) -> None:
    graph = workspace.document.graph
    workspace.document.edit_graph("Change", edits.change(graph, node_id(graph, name), block))


def learn_from(workspace: Any, path: Path) -> None:
    document = workspace.document
    document.edit_form("Change the data", document.project.data.replace(source=NumpyFile(path=str(path))))


def test_it_opens_measured_with_its_first_convolution_selected(workspace: Any) -> None:
    assert workspace.drawing.measured.weights == 61706
    assert workspace.drawing.node == node_id(workspace.document.graph, "conv1")
    assert workspace.board.stage.scene.graph is workspace.document.graph
    assert issues(workspace) == []


def test_a_value_typed_in_the_panel_changes_shapes_on_the_board(workspace: Any) -> None:
    node = pick(workspace, "conv2")
    type_in(workspace, "filters", "32")
    graph, measured = workspace.board.stage.scene.graph, workspace.board.stage.scene.measured
    assert graph.nodes[node].block.filters == 32
    assert measured.figures[node].shape == (10, 10, 32)
    assert measured.figures[node].weights == 5 * 5 * 6 * 32 + 32
    assert measured.weights == 61706 + (5 * 5 * 6 + 1) * 16 + 120 * 5 * 5 * 16


def test_typing_a_value_is_one_step_to_undo(workspace: Any) -> None:
    pick(workspace, "conv2")
    type_in(workspace, "filters", "128")
    workspace.document.undo()
    assert workspace.drawing.measured.weights == 61706
    assert field(workspace, "filters").text() == "16"
    workspace.document.redo()
    assert field(workspace, "filters").text() == "128"


def test_a_value_out_of_range_is_said_under_its_field_and_the_drawing_stays(workspace: Any) -> None:
    node = pick(workspace, "conv2")
    type_in(workspace, "filters", "0")
    form = workspace.panels.properties._node._form
    assert form.faults() == {"filters": "Conv2D: filters must be a whole number from 1 to 65536. Received: 0."}
    assert workspace.document.graph.nodes[node].block.filters == 16
    assert not workspace.document.unsaved
    type_in(workspace, "filters", "8")
    assert form.faults() == {}
    assert workspace.document.graph.nodes[node].block.filters == 8


def test_a_refused_wire_says_the_sentence(workspace: Any) -> None:
    graph = workspace.document.graph
    assert not workspace.board.edit("Draw a wire", lambda g: edits.connect(g, node_id(g, "conv1"), node_id(g, "conv2")))
    sentence = "Input 1 of conv2 is taken by pool1. Remove that wire first."
    assert workspace.document.graph is graph
    assert workspace.status._note.text() == sentence
    assert workspace.panels.console.shown()[-1].endswith(sentence)


def test_a_broken_wire_is_told_and_mended_by_one_click(workspace: Any) -> None:
    before = workspace.document.graph
    wire = next(wire for wire in before.wires if wire.target == node_id(before, "conv2"))
    workspace.document.edit_graph("Remove a wire", edits.disconnect(before, wire))
    expected = ("conv2", "No wire arrives, so no image reaches digit. Lead a wire to it.", "Wire pool1 to it")
    assert expected in issues(workspace)
    assert workspace.docks["issues"].windowTitle() == f"Issues {len(issues(workspace))}"
    row = next(row for row in workspace.panels.issues.rows() if row.words() == expected)
    row.press_fix()
    assert workspace.document.graph.wires == before.wires
    assert issues(workspace) == []
    assert workspace.document.history.undo_label == "Wire pool1 to it"


def test_a_network_without_an_output(workspace: Any) -> None:
    pick(workspace, "digit")
    workspace.board.delete()
    sentence = "The network has no Output, so it gives no answer. Put an Output after its last node."
    assert issues(workspace)[-1] == ("The network", sentence, "Put an Output after dense3")
    workspace.panels.issues.rows()[-1].press_fix()
    assert issues(workspace) == []
    assert workspace.drawing.measured.weights == 61706


def test_a_network_with_two_outputs(workspace: Any) -> None:
    graph, _ = edits.add(workspace.document.graph, Output(), (900.0, 240.0), "second")
    workspace.document.edit_graph("Add Output", graph)
    assert issues(workspace) == [("second", "A network has one Output. Received: digit, second. Take one of them out.", "Take second out")]


def test_an_unconnected_node_is_put_into_the_network_by_its_fix(workspace: Any) -> None:
    graph, added = edits.add(workspace.document.graph, Dropout(), (900.0, 480.0), "drop")
    workspace.document.edit_graph("Add Dropout", graph)
    ((name, sentence, fix),) = issues(workspace)
    assert (name, sentence) == ("drop", "No wire arrives, so training leaves it out.")
    assert fix.startswith("Put it after ")
    workspace.panels.issues.rows()[0].press_fix()
    assert added in workspace.drawing.measured.used
    assert issues(workspace) == []


def test_data_of_another_shape_is_an_issue_as_well(workspace: Any, qtbot: QtBot, tmp_path: Path) -> None:
    np.savez(tmp_path / "small.npz", images=np.zeros((40, 8, 8, 3), np.uint8), labels=np.arange(40) % 4)
    with qtbot.waitSignal(workspace.drawing.data_found):
        workspace.document.edit_form(
            "Change the data", workspace.document.project.data.replace(source=NumpyFile(path=str(tmp_path / "small.npz")))
        )
    assert [words[:2] for words in issues(workspace)] == [
        (
            "image",
            "image takes images of (28, 28, 1). Received: data of (8, 8, 3). Give it the shape of the data, or choose other data.",
        ),
        ("digit", "digit answers with 10 classes. Received: data of 4 classes. Give the last Dense 4 units."),
    ]
    assert workspace.top.data.title() == "small.npz"


def test_data_that_cannot_be_used_says_why_in_the_issues(workspace: Any, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(workspace.drawing.data_found):
        workspace.document.edit_form(
            "Change the data", workspace.document.project.data.replace(source=NumpyFile(path=str(tmp_path / "no.npz")))
        )
    ((name, sentence, fix),) = issues(workspace)
    path = tmp_path / "no.npz"
    assert (name, fix) == ("The network", "")
    assert sentence == f"NumpyFile: {path} is not there. Expected: an .npz file that holds images and labels. Choose it again."


def test_a_block_chosen_in_the_palette_is_put_after_the_selection(workspace: Any) -> None:
    last = pick(workspace, "dense3")
    workspace.panels.palette.block_chosen.emit("Dropout")
    graph = workspace.document.graph
    (added,) = workspace.board.selection
    assert isinstance(graph.nodes[added].block, Dropout)
    assert [wire.source for wire in graph.feeds[added]] == [last]


def test_a_node_is_renamed_in_the_panel(workspace: Any) -> None:
    node = pick(workspace, "conv1")
    entry = next(line for line in workspace.panels.properties.findChildren(QLineEdit) if line.text() == "conv1")
    entry.selectAll()
    QTest.keyClicks(entry, "edges")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert workspace.document.graph.nodes[node].name == "edges"
    assert workspace.document.history.undo_label == "Rename to edges"


def test_what_is_selected_is_told_once(workspace: Any) -> None:
    heard = told(workspace.drawing.selected)
    node = pick(workspace, "dense1")
    change(workspace, "dense1", Dense(units=100))
    workspace.board.select_all()
    assert heard == [node, None]


@pytest.mark.parametrize("where", ["issues", "program"])
def test_a_node_is_gone_to_from_issues_and_source(workspace: Any, where: str) -> None:
    node = node_id(workspace.document.graph, "dense2")
    {"issues": workspace.panels.issues, "program": workspace.panels.source}[where].node_chosen.emit(node)
    assert workspace.board.selection == {node}


def test_undo_while_a_box_is_drawn_selects_nothing_that_is_gone(workspace: Any) -> None:
    board = workspace.board
    board.duplicate()
    there, control = board.selection, Qt.KeyboardModifier.ControlModifier
    QTest.mousePress(board, Qt.MouseButton.LeftButton, control, board.rect().bottomLeft() + QPoint(5, -5))
    board.select([])
    workspace.document.undo()
    assert there
    assert board.selection == frozenset()
    QTest.mouseRelease(board, Qt.MouseButton.LeftButton, control)
