"""Blocks are placed by a few letters: beside the selection, at the end of a wire, or where the cursor is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.app.lately import Lately
from studio.app.quick_add import QuickAdd
from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input
from studio.blocks.merging import Add
from studio.blocks.pooling import MaxPooling2D
from studio.blocks.ports import ModuleOutput
from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.cards import COLUMN
from studio.graph.model import Node, Wire
from studio.panels.palette import MIME_TYPE
from tests.app.conftest import node_id, told

ENTER, CONTROL, SHIFT = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def pick(workspace: Any, *names: str) -> list[str]:
    ids = [node_id(workspace.document.graph, name) for name in names]
    workspace.board.select(ids)
    return ids


def added(workspace: Any) -> Node:
    """The one node that is selected."""
    (node,) = workspace.board.selection
    return workspace.document.graph.nodes[node]


def feeding(workspace: Any, node: Node) -> list[str]:
    return [wire.source for wire in workspace.document.graph.feeds.get(node.id, ())]


class Typist:
    """Asks for a block as the board does, and types."""

    def __init__(self, workspace: Any) -> None:
        self._workspace = workspace

    @property
    def popup(self) -> QuickAdd | None:
        shown = [each for each in self._workspace.board.findChildren(QuickAdd) if each.isVisible()]
        return shown[-1] if shown else None

    def asks(self) -> None:
        board = self._workspace.board
        board.quick_add_asked.emit(board.mapToGlobal(board.rect().center()))

    def types(self, text: str, held: Qt.KeyboardModifier = NONE) -> None:
        assert self.popup is not None
        QTest.keyClicks(self.popup._field, text)
        QTest.keyClick(self.popup._field, ENTER, held)


@pytest.fixture
def typist(workspace: Any) -> Iterator[Typist]:
    made = Typist(workspace)
    yield made
    if made.popup is not None:
        made.popup.close()


def test_what_is_typed_follows_the_selection_and_is_selected(workspace: Any, typist: Typist) -> None:
    (source,) = pick(workspace, "conv1")
    typist.asks()
    typist.types("conv 6 5x5 relu")
    node = added(workspace)
    assert node.block == Conv2D(filters=6, kernel_size=(5, 5), activation="relu")
    assert feeding(workspace, node) == [source]
    assert workspace.document.history.undo_label == "Add Conv2D"
    assert typist.popup is None


def test_with_shift_it_stands_there_without_a_wire(workspace: Any, typist: Typist) -> None:
    (source,) = pick(workspace, "dense3")
    typist.asks()
    typist.types("drop .3", SHIFT)
    node = added(workspace)
    assert node.block == Dropout(rate=0.3)
    assert feeding(workspace, node) == []
    assert node.position[0] == workspace.document.graph.nodes[source].position[0] + COLUMN


def test_with_control_the_list_stays_for_what_follows(workspace: Any, typist: Typist) -> None:
    (source,) = pick(workspace, "dense2")
    typist.asks()
    typist.types("dense 50", CONTROL)
    first = added(workspace)
    typist.types("relu")
    second = added(workspace)
    assert (first.block, second.block) == (Dense(units=50), ReLU())
    assert (feeding(workspace, first), feeding(workspace, second)) == ([source], [first.id])
    assert typist.popup is None


def test_what_the_list_was_asked_for_may_be_gone_when_something_is_chosen(workspace: Any, typist: Typist) -> None:
    pick(workspace, "dense2")
    typist.asks()
    typist.types("dense 50", CONTROL)
    gone = added(workspace).id
    workspace.document.undo()
    typist.types("relu")
    assert gone not in workspace.document.graph.nodes
    assert (added(workspace).block, feeding(workspace, added(workspace))) == (ReLU(), [])


def test_a_node_that_was_offered_may_be_gone_when_it_is_chosen(workspace: Any, typist: Typist) -> None:
    graph = workspace.document.graph
    end = node_id(graph, "digit")
    workspace.document.edit_graph("Remove a wire", edits.disconnect(graph, graph.feeds[end][0]))
    pick(workspace, "dense3")
    typist.asks()
    workspace.document.edit_graph("Delete", edits.remove(workspace.document.graph, [end]))
    left = workspace.document.graph
    typist.types("out")
    assert workspace.document.graph is left


def test_what_does_not_fit_is_placed_and_says_why_it_is_not_wired(workspace: Any, typist: Typist) -> None:
    pick(workspace, "dense1")
    said = told(workspace.adding.refused)
    typist.asks()
    typist.types("conv")
    assert feeding(workspace, added(workspace)) == []
    assert said == ["Conv2D needs an image (height, width, channels). Received: (120,). Put it before Flatten, or put a Reshape before it."]


def test_a_value_that_is_refused_adds_nothing(workspace: Any, typist: Typist) -> None:
    pick(workspace, "dense1")
    before = workspace.document.graph
    typist.asks()
    typist.types("dense 0")
    assert workspace.document.graph is before
    assert typist.popup is not None
    assert typist.popup.words() == "Dense: units must be a whole number from 1 to 65536. Received: 0."


def test_a_node_that_waits_for_a_wire_is_offered(workspace: Any, typist: Typist) -> None:
    graph = workspace.document.graph
    end = node_id(graph, "digit")
    workspace.document.edit_graph("Remove a wire", edits.disconnect(graph, graph.feeds[end][0]))
    (source,) = pick(workspace, "dense3")
    typist.asks()
    typist.types("out")
    assert workspace.document.graph.feeds[end] == (Wire(source, end),)
    assert workspace.board.selection == {end}


def test_two_selected_nodes_are_merged(workspace: Any, typist: Typist) -> None:
    sources = pick(workspace, "dense1", "dense2")
    typist.asks()
    typist.types("concat")
    assert feeding(workspace, added(workspace)) == sources


def test_a_wire_into_empty_space_offers_what_fits_and_leads_there(workspace: Any, typist: Typist) -> None:
    source = node_id(workspace.document.graph, "dense1")
    workspace.board.wanted.emit((source, -1), workspace.board.mapToGlobal(QPoint(300, 200)), QPointF(400.0, 900.0))
    popup = typist.popup
    assert popup is not None
    offered = {entry.key for entry in popup.entries()}
    assert {"Dense", "Dropout", "Output"} <= offered
    assert not {"Conv2D", "Input", "MaxPooling2D"} & offered
    typist.types("dense 7")
    assert feeding(workspace, added(workspace)) == [source]
    assert added(workspace).position == (400.0, 864.0)


def test_a_wire_from_an_input_offers_what_can_come_before(workspace: Any, typist: Typist) -> None:
    graph, conv = edits.add(workspace.document.graph, Conv2D(), (0.0, 900.0))
    workspace.document.edit_graph("Add Conv2D", graph)
    workspace.board.wanted.emit((conv, 0), workspace.board.mapToGlobal(QPoint(300, 200)), QPointF(0.0, 1200.0))
    assert typist.popup is not None
    assert "Output" not in {entry.key for entry in typist.popup.entries()}
    typist.types("input 32x32x3")
    assert workspace.document.graph.feeds[conv] == (Wire(added(workspace).id, conv),)


def test_without_a_selection_it_stands_under_the_cursor(workspace: Any, typist: Typist) -> None:
    workspace.board.select(())
    point = QPoint(200, 350)
    workspace.board.quick_add_asked.emit(workspace.board.mapToGlobal(point))
    typist.types("conv")
    QApplication.processEvents()
    seen = workspace.board.stage.view.to_board(QPointF(point))
    x, _ = added(workspace).position
    assert abs(x + 80 - seen.x()) < COLUMN
    assert feeding(workspace, added(workspace)) == []


def test_escape_leaves_everything_as_it_is(workspace: Any, typist: Typist) -> None:
    before = workspace.document.graph
    typist.asks()
    assert typist.popup is not None
    QTest.keyClick(typist.popup._field, Qt.Key.Key_Escape)
    assert typist.popup is None
    assert workspace.document.graph is before


def test_the_palette_places_beside_the_selection(workspace: Any) -> None:
    (source,) = pick(workspace, "conv1")
    workspace.adding.add("Add")
    assert isinstance(added(workspace).block, Add)
    assert feeding(workspace, added(workspace)) == [source]
    pick(workspace, "digit")
    workspace.adding.add("Dense")
    assert feeding(workspace, added(workspace)) == []
    workspace.board.select(())
    workspace.adding.add("Conv2D")
    assert feeding(workspace, added(workspace)) == []


def test_what_no_palette_has_is_refused_in_words(workspace: Any) -> None:
    said = told(workspace.adding.refused)
    workspace.adding.add("Conv9D")
    assert said == ["The palette has no block Conv9D. Expected: one of its blocks. Drag one from the palette."]


def test_what_was_placed_lately_is_remembered_in_the_next_session(workspace: Any, typist: Typist) -> None:
    pick(workspace, "conv1")
    typist.asks()
    typist.types("lrn")
    assert Lately().keys == ("LocalResponseNormalization",)


def test_a_module_of_the_library_is_placed_and_shared_with_the_project(workspace: Any, typist: Typist) -> None:
    (source,) = pick(workspace, "conv1")
    typist.asks()
    typist.types("residual 6")
    node = added(workspace)
    assert feeding(workspace, node) == [source]
    assert "residual" in workspace.document.project.modules
    assert workspace.panels.palette.shown().count("module:residual") == 1
    workspace.adding.add("module:residual")
    assert added(workspace).block.module is node.block.module


def test_a_module_is_dropped_from_the_palette(workspace: Any) -> None:
    data, point = QMimeData(), QPointF(200, 380)
    data.setData(MIME_TYPE, b"module:bottleneck")
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    for event in (QDragEnterEvent(point.toPoint(), *arguments), QDropEvent(point, *arguments)):
        QApplication.sendEvent(workspace.board, event)
        assert event.isAccepted()
    assert added(workspace).block.module.name == "bottleneck"


def test_selected_nodes_are_replaced_and_keep_name_place_and_wires(workspace: Any, typist: Typist) -> None:
    (pool,) = pick(workspace, "pool1")
    before = workspace.document.graph
    workspace.actions_table["edit.replace"].trigger()
    typist.types("maxpool 3")
    after = workspace.document.graph
    assert after.nodes[pool].block == MaxPooling2D(pool_size=(3, 3))
    assert (after.nodes[pool].name, after.nodes[pool].position) == ("pool1", before.nodes[pool].position)
    assert after.wires == before.wires
    assert workspace.document.history.undo_label == "Replace by MaxPooling2D"


def test_of_nodes_to_replace_those_that_are_gone_are_left_out(workspace: Any, typist: Typist) -> None:
    first, second = pick(workspace, "pool1", "pool2")
    workspace.actions_table["edit.replace"].trigger()
    workspace.document.edit_graph("Delete", edits.remove(workspace.document.graph, [first]))
    typist.types("maxpool 3")
    assert first not in workspace.document.graph.nodes
    assert workspace.document.graph.nodes[second].block == MaxPooling2D(pool_size=(3, 3))


def test_what_has_no_output_replaces_nothing_that_feeds_others(workspace: Any, typist: Typist) -> None:
    pick(workspace, "pool1")
    before, said = workspace.document.graph, told(workspace.adding.refused)
    workspace.actions_table["edit.replace"].trigger()
    typist.types("output")
    assert workspace.document.graph is before
    assert said == ["pool1 cannot become Output, which has no output: one wire is from it. Remove wires first."]


def test_nothing_selected_is_not_replaced(workspace: Any) -> None:
    workspace.board.select(())
    said = told(workspace.adding.refused)
    workspace.actions_table["edit.replace"].trigger()
    assert said == ["No node is selected. Expected: the nodes to replace. Select some first."]


def test_inside_a_module_its_ports_are_offered_and_it_is_not(workspace: Any, typist: Typist) -> None:
    pick(workspace, "conv1", "pool1")
    workspace.modules.group()
    workspace.modules.enter()
    name = workspace.document.inside[0]
    typist.asks()
    assert typist.popup is not None
    offered = {entry.key for entry in typist.popup.entries()}
    assert {"ModuleInput", "ModuleOutput", "Conv2D"} <= offered
    assert not {"Input", "Output", f"module:{name}"} & offered
    typist.types("moduleoutput")
    assert added(workspace).block.port == 2
    assert "ModuleInput" in {ware.key for group in workspace.panels.palette._tree.blocks.groups for ware in group.wares}


def test_inside_a_module_a_port_is_dropped_as_the_next_one_and_no_end_of_the_network(workspace: Any) -> None:
    pick(workspace, "conv1", "pool1")
    workspace.modules.group()
    workspace.modules.enter()
    refused = told(workspace.board.refused)
    workspace.board.add("ModuleOutput", QPointF(300.0, 300.0))
    assert added(workspace).block == ModuleOutput(port=2)
    workspace.board.add("Input", QPointF(300.0, 300.0))
    assert refused == ["The palette has no block Input. Expected: one of its blocks. Drag one from the palette."]
    workspace.modules.leave()
    workspace.board.add("Input", QPointF(300.0, 300.0))
    assert isinstance(added(workspace).block, Input)


def test_a_port_after_the_last_that_a_module_can_have_is_refused(workspace: Any, typist: Typist) -> None:
    pick(workspace, "conv1", "pool1")
    workspace.modules.group()
    workspace.modules.enter()
    (port,) = pick(workspace, "output1")
    workspace.document.edit_graph("Set port", edits.change(workspace.document.graph, port, ModuleOutput(port=64)))
    before = workspace.document.graph
    sentence = (
        "The outputs of a module are numbered from 1 to 64. Received: 65. Lead fewer wires out of it, or give its outputs smaller numbers."
    )
    dropped, typed = told(workspace.board.refused), told(workspace.adding.refused)
    workspace.board.add("ModuleOutput", QPointF(300.0, 300.0))
    typist.asks()
    typist.types("moduleoutput")
    pick(workspace, "pool1")
    workspace.adding.replace()
    typist.types("moduleoutput")
    assert (dropped, typed) == ([sentence], [sentence, sentence])
    assert workspace.document.graph is before


def test_the_menu_opens_the_list_too(workspace: Any, typist: Typist) -> None:
    (source,) = pick(workspace, "dense1")
    workspace.actions_table["edit.quick_add"].trigger()
    typist.types("drop .2")
    assert feeding(workspace, added(workspace)) == [source]
