"""What the mouse does with wires: led by either end, over modules, into empty space, and cut."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.blocks.merging import Add, Concatenate
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.canvas.shown.hits import boxes_of, crossed
from studio.canvas.shown.judging import Judge
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from tests.canvas.conftest import card, node_id, port
from tests.canvas.gestures.test_gestures import ALT, LEFT, PLAIN, drag
from tests.canvas.test_board import drop


def two_by_two() -> Module:
    """A module with two inputs and two outputs, `left` and `right` each, wired straight through."""
    graph = Graph()
    for place, name in enumerate(("left", "right")):
        graph, entry = edits.add(graph, ModuleInput(port=place + 1), (0.0, 240.0 * place), f"{name}_in")
        graph, leaving = edits.add(graph, ModuleOutput(port=place + 1), (208.0, 240.0 * place), f"{name}_out")
        graph = edits.connect(graph, entry, leaving)
    return Module("pair", graph, title="Pair")


@pytest.fixture
def pair(board, owner) -> str:
    """Id of an instance of that module, below LeNet-5."""
    graph, new = edits.add(owner.graph, Instance(two_by_two()), (624.0, 448.0))
    owner.push("", graph)
    owner.labels.clear()
    return new


@pytest.fixture
def merge(board, owner) -> str:
    """Id of a Concatenate that conv1, pool1 and conv1 feed, in that order."""
    graph, new = edits.add(owner.graph, Concatenate(), (624.0, 448.0))
    for name in ("conv1", "pool1", "conv1"):
        graph = edits.connect(graph, node_id(board, name), new)
    owner.push("", graph)
    owner.labels.clear()
    return new


def arriving(owner, target: str) -> list[tuple[str, int, int]]:
    """Name of the source, outlet and port of each wire that arrives."""
    return [(owner.graph.nodes[wire.source].name, wire.outlet, wire.port) for wire in owner.graph.feeds.get(target, ())]


def on_wire(board, source: str, target: str, way: float) -> QPoint:
    """A place on the first wire between two nodes: that many pixels from its start, or from its end where negative; 0 in the middle."""
    scene, ends = board.stage.scene, (node_id(board, source), node_id(board, target))
    row = next(row for row, wire in enumerate(scene.wires) if (wire.source, wire.target) == ends)
    points = scene.routes.points[row]
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    along = way / board.stage.view.zoom % lengths[-1] if way else lengths[-1] / 2
    place = [float(np.interp(along, lengths, points[:, axis])) for axis in (0, 1)]
    return board.stage.view.to_screen(QPointF(*place)).toPoint()


def test_a_wire_takes_the_free_port_of_a_module_that_is_nearest_to_the_cursor(board, owner, pair):
    middle = card(board, "pair1")
    drag(board, port(board, "conv1", -1), middle + QPoint(0, 12))
    drag(board, port(board, "pool1", -1), middle + QPoint(0, 14))
    assert arriving(owner, pair) == [("pool1", 0, 0), ("conv1", 0, 1)]


def test_a_wire_leaves_the_output_of_a_module_that_it_was_drawn_from(board, owner, pair):
    drag(board, port(board, "pair1", -2), card(board, "drop1"))
    assert arriving(owner, node_id(board, "drop1")) == [("pair1", 1, 0)]


def test_a_wire_drawn_backwards_leaves_the_nearest_output_of_a_module(board, owner, pair):
    drag(board, port(board, "drop1", 0), port(board, "pair1", -2))
    assert arriving(owner, node_id(board, "drop1")) == [("pair1", 1, 0)]


def test_a_full_module_says_which_input_is_taken(board, owner, pair):
    for source in ("conv1", "pool1"):
        drag(board, port(board, source, -1), card(board, "pair1"))
    drag(board, port(board, "conv2", -1), port(board, "pair1", 1))
    assert owner.refused == ["Input 2 of pair1 is taken by pool1. Remove that wire first."]


def test_only_ports_that_fit_glow(board, pair):
    scene = board.stage.scene
    judge = Judge(scene, scene.rows[node_id(board, "conv2")], -1)
    fitting = {
        (scene.graph.nodes[scene.ids[row]].name, port)
        for row in range(len(scene.ids))
        for port in judge.ports(row)
        if judge.fits(row, port)
    }
    assert fitting == {("pair1", 0), ("pair1", 1), ("drop1", 0)}


def test_cards_that_do_not_take_the_wire_step_back_while_it_is_drawn(board):
    name = "dense3"
    before = board.grab().toImage().pixelColor(card(board, name) + QPoint(0, 30))
    drag(board, port(board, "conv1", -1), QPoint(560, 460), release=False)
    during = board.grab().toImage().pixelColor(card(board, name) + QPoint(0, 30))
    near = board.grab().toImage().pixelColor(card(board, "drop1") + QPoint(0, 30))
    QTest.keyClick(board, Qt.Key.Key_Escape)
    ground = board.stage.colour("board")
    assert abs(during.blue() - ground.blue()) < abs(before.blue() - ground.blue())
    assert near == before
    QTest.mouseRelease(board, LEFT, PLAIN, QPoint(560, 460))


def test_a_wire_is_led_to_another_source_by_its_first_end(board, owner, merge):
    drag(board, on_wire(board, "pool1", "concat1", 30), card(board, "input1"))
    assert owner.labels == ["Draw a wire"]
    assert arriving(owner, merge) == [("conv1", 0, 0), ("input1", 0, 1), ("conv1", 0, 2)]


def test_a_wire_is_led_to_another_node_by_its_last_end(board, owner):
    drag(board, on_wire(board, "pool1", "conv2", -15), card(board, "drop1"))
    assert arriving(owner, node_id(board, "drop1")) == [("pool1", 0, 0)]
    assert arriving(owner, node_id(board, "conv2")) == []


def test_a_wire_led_back_to_its_source_is_no_edit(board, owner, merge):
    drag(board, on_wire(board, "pool1", "concat1", 30), card(board, "pool1"))
    assert owner.labels == []
    assert board.stage.hidden_wire == -1


def test_a_click_near_the_end_of_a_wire_selects_it(board, owner, merge):
    QTest.mouseClick(board, LEFT, PLAIN, on_wire(board, "pool1", "concat1", 30))
    chosen = board.stage.scene.wires[board.stage.chosen_wire]
    assert (chosen.source, chosen.target, chosen.port) == (node_id(board, "pool1"), merge, 1)
    assert owner.labels == []


def test_a_source_after_the_node_is_refused_in_words(board, owner):
    drag(board, on_wire(board, "conv1", "pool1", 15), card(board, "dense2"))
    assert owner.refused == [
        "A wire from dense2 to pool1 would close a circle, because pool1 leads to dense2. "
        "Data flows one way: start the wire at a node that does not come after pool1."
    ]


def test_a_wire_led_into_empty_space_asks_for_a_block(board, owner, qtbot):
    place = QPoint(640, 560)
    with qtbot.waitSignal(board.wanted) as asked:
        drag(board, port(board, "dense1", -1), place)
    source, screen, there = asked.args
    assert source == (node_id(board, "dense1"), -1)
    assert screen == board.mapToGlobal(place)
    assert there == board.stage.view.to_board(QPointF(place))
    assert owner.labels == []


def test_a_short_move_from_a_port_asks_for_nothing(board, owner, qtbot):
    start = port(board, "drop1", -1)
    with qtbot.assertNotEmitted(board.wanted):
        drag(board, start, start + QPoint(9, 9))


def test_a_knife_cuts_every_wire_that_it_crosses_as_one_edit(board, owner, merge):
    wires = len(owner.graph.wires)
    left, right = on_wire(board, "conv1", "concat1", 0), on_wire(board, "pool1", "concat1", 0)
    low, high = min(left.x(), right.x()) - 30, max(left.x(), right.x()) + 30
    middle = (left.y() + right.y()) // 2
    before = board.grab().toImage()
    drag(board, QPoint(low, middle + 5), QPoint(high, middle - 5), keys=ALT, release=False)
    assert len(board.stage.cut_wires) == 3
    aside = right + QPoint(0, 30)
    assert board.grab().toImage().pixelColor(aside).lightness() < before.pixelColor(aside).lightness()
    QTest.mouseRelease(board, LEFT, ALT, QPoint(high, middle - 5))
    assert owner.labels == ["Cut 3 wires"]
    assert len(owner.graph.wires) == wires - 3
    assert board.stage.cut_wires == frozenset()


def test_escape_lays_the_knife_down(board, owner):
    at = on_wire(board, "conv1", "pool1", 0)
    drag(board, at - QPoint(0, 40), at + QPoint(0, 40), keys=ALT, release=False)
    assert len(board.stage.cut_wires) == 1
    QTest.keyClick(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(board, LEFT, ALT, at)
    assert owner.labels == []
    assert board.stage.cut_wires == frozenset()


def test_a_knife_that_crosses_one_wire_says_so_from_far_too(board, owner):
    board.look_at(board.stage.view.zoomed(0.4, QPointF(0, 0)))
    at = on_wire(board, "conv1", "pool1", 0)
    drag(board, at - QPoint(0, 60), at + QPoint(0, 40), keys=ALT, release=False)
    assert not board.grab().isNull()
    QTest.mouseRelease(board, LEFT, ALT, at + QPoint(0, 40))
    assert owner.labels == ["Cut a wire"]


def test_lines_cross_polylines_and_not_their_boxes():
    points = np.array([[[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]], [[0.0, 5.0], [4.0, 5.0], [4.0, 9.0]]])
    boxes = boxes_of(points)
    assert crossed(points, boxes, (8.0, 2.0), (12.0, 2.0)).tolist() == [0]
    assert crossed(points, boxes, (2.0, -1.0), (2.0, 7.0)).tolist() == [0, 1]
    assert crossed(points, boxes, (6.0, 2.0), (8.0, 8.0)).tolist() == []


def test_deleting_in_a_chain_heals_it_and_with_shift_leaves_the_gap(board, owner):
    board.select({node_id(board, "pool1"), node_id(board, "conv2")})
    QTest.keyClick(board, Qt.Key.Key_Delete)
    assert arriving(owner, node_id(board, "pool2")) == [("conv1", 0, 0)]
    board.select({node_id(board, "dense2")})
    QTest.keyClick(board, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert arriving(owner, node_id(board, "dense3")) == []
    assert owner.labels == ["Delete 2 nodes", "Delete dense2"]


def test_a_deleted_module_heals_to_the_output_that_fed_it(board, owner, pair):
    graph, second = edits.add(owner.graph, Instance(two_by_two()), (832.0, 448.0))
    graph, add = edits.add(graph, Add(), (1040.0, 448.0))
    graph = edits.connect(edits.connect(graph, pair, second, outlet=1), second, add, outlet=0)
    owner.push("", graph)
    board.select({second})
    QTest.keyClick(board, Qt.Key.Key_Delete)
    assert arriving(owner, add) == [("pair1", 1, 0)]


def test_the_names_of_a_module_s_ports_are_shown_while_the_cursor_is_on_it(board, pair):
    before = board.grab().toImage()
    QTest.mouseMove(board, card(board, "pair1"))
    QApplication.processEvents()
    place = port(board, "pair1", 1)
    beside = [(place.x() - 60 + step, place.y()) for step in range(48)]
    after = board.grab().toImage()
    assert any(before.pixel(*at) != after.pixel(*at) for at in beside)


def test_a_module_dropped_on_a_wire_is_put_into_it(board, owner):
    board.set_modules({"pair": two_by_two()})
    drop(board, "module:pair", on_wire(board, "conv1", "pool1", 0))
    assert owner.labels == ["Put Pair onto a wire"]
    (new,) = board.selection
    assert arriving(owner, new) == [("conv1", 0, 0)]
    assert arriving(owner, node_id(board, "pool1")) == [("pair1", 0, 0)]


def test_a_module_that_is_not_offered_is_refused_in_words(board, owner):
    drop(board, "module:pair", QPoint(900, 560))
    assert owner.refused == ["The palette has no block module:pair. Expected: one of its blocks. Drag one from the palette."]


def test_a_wire_from_the_second_output_stays_there_when_a_card_is_put_onto_it(board, owner, pair):
    graph, add = edits.add(owner.graph, Add(), (1040.0, 208.0))
    owner.push("", edits.connect(graph, pair, add, outlet=1))
    board.look_at(board.stage.view.panned(-300, 0))
    drop(board, "ReLU", on_wire(board, "pair1", "add1", 0))
    (new,) = board.selection
    assert (arriving(owner, new), arriving(owner, add)) == ([("pair1", 1, 0)], [("relu1", 0, 0)])
