"""Aligning, distributing, straightening and laying out the cards on a board."""

import time
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.regularisation import Dropout
from studio.canvas.board import Board
from studio.canvas.tools import laying
from studio.graph import edits
from studio.graph.layout.layered import laid_out
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Note, Wire
from studio.graph.notes import add_note
from studio.graph.states import set_locked
from tests.canvas.conftest import Owner, node_id


def places(owner: Owner, *names: str) -> list[tuple[float, float]]:
    return [owner.graph.nodes[node_id(owner.board, name)].position for name in names]


def put(owner: Owner, **positions: tuple[float, float]) -> None:
    owner.push("", edits.move(owner.graph, {node_id(owner.board, name): place for name, place in positions.items()}))
    owner.board._settling.finish()
    owner.labels.clear()


def choose(board: Board, *names: str) -> None:
    board.select({node_id(board, name) for name in names})


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("left", [(0.0, 0.0), (0.0, 300.0)]),
        ("centre", [(50.0, 0.0), (50.0, 300.0)]),
        ("right", [(100.0, 0.0), (100.0, 300.0)]),
        ("top", [(0.0, 0.0), (100.0, 0.0)]),
        ("middle", [(0.0, 150.0), (100.0, 150.0)]),
        ("bottom", [(0.0, 300.0), (100.0, 300.0)]),
    ],
)
def test_cards_are_aligned_as_one_edit(board, owner, side, expected):
    put(owner, conv1=(0.0, 0.0), conv2=(100.0, 300.0))
    choose(board, "conv1", "conv2")
    board.align(side)
    assert owner.labels == ["Align 2 nodes"]
    assert places(owner, "conv1", "conv2") == expected
    board.align(side)
    assert owner.labels == ["Align 2 nodes"]


def test_cards_are_distributed(board, owner):
    put(owner, conv1=(0.0, 0.0), pool1=(170.0, 10.0), conv2=(1000.0, 20.0))
    choose(board, "conv1", "pool1", "conv2")
    board.distribute("horizontally")
    assert owner.labels == ["Distribute 3 nodes"]
    assert places(owner, "conv1", "pool1", "conv2") == [(0.0, 0.0), (500.0, 10.0), (1000.0, 20.0)]


def test_too_few_cards_are_refused_in_words(board, owner):
    choose(board, "conv1")
    board.align("left")
    board.distribute("vertically")
    assert owner.refused == [
        "Aligning needs two or more cards. Received: 1. Select more of them first.",
        "Distributing needs three or more cards. Received: 1. Select more of them first.",
    ]
    assert owner.labels == []


def test_wires_are_made_straight(board, owner):
    put(owner, conv1=(208.0, 16.0), pool1=(416.0, -8.0))
    board.straighten()
    assert len({y for _, y in places(owner, "input1", "conv1", "pool1", "conv2", "pool2")}) == 1
    assert owner.labels == ["Straighten 11 nodes"]


def test_a_locked_card_stays_and_says_so(board, owner):
    put(owner, conv1=(0.0, 0.0), conv2=(100.0, 300.0))
    owner.push("", set_locked(owner.graph, [node_id(board, "conv2")], True))
    choose(board, "conv1", "conv2")
    board.align("left")
    assert owner.refused == ["conv2 is locked. Unlock it first."]
    board.align("bottom")
    assert places(owner, "conv1", "conv2") == [(0.0, 300.0), (100.0, 300.0)]


def test_the_selection_is_laid_out_where_it_is(board, owner):
    put(owner, conv1=(208.0, 0.0), pool1=(900.0, 700.0), conv2=(300.0, 900.0))
    choose(board, "conv1", "pool1", "conv2")
    board.lay_out_selection()
    assert owner.labels == ["Lay out"]
    assert places(owner, "conv1", "pool1", "conv2", "dense1") == [(208.0, 0.0), (416.0, 0.0), (624.0, 0.0), (208.0, 240.0)]


def test_a_frame_reaches_around_its_cards_after_a_layout(board, owner):
    graph, frame = add_note(owner.graph, Note("", "tail", (800.0, 200.0), (400.0, 260.0), kind="frame"))
    owner.push("", edits.move(graph, {node_id(board, "dense3"): (824.0, 256.0), node_id(board, "output1"): (1016.0, 256.0)}))
    board.lay_out()
    note, inside = owner.graph.notes[frame], places(owner, "dense3", "output1")
    assert note.position == (min(x for x, _ in inside) - 24.0, min(y for _, y in inside) - 56.0)


def long_chain(count: int) -> Graph:
    blocks = [Input(), *[Conv2D()] * (count - 2), Dropout()]
    nodes = {f"{index:05}": Node(f"{index:05}", block, f"node{index}", (float(index % 7), 0.0)) for index, block in enumerate(blocks)}
    ids = list(nodes)
    return Graph(nodes, tuple(Wire(one, two) for one, two in pairwise(ids)))


@pytest.fixture
def large(board, owner) -> Graph:
    graph = long_chain(400)
    owner.push("", graph)
    owner.labels.clear()
    return graph


def test_a_large_drawing_is_laid_out_beside_the_windows_work(board, owner, large, qtbot):
    board.lay_out()
    assert owner.labels == []
    qtbot.waitUntil(lambda: owner.labels == ["Lay out"])
    assert {key: node.position for key, node in owner.graph.nodes.items()} == laid_out(large, 1080)
    assert not board._arranging._laying.busy


def test_escape_gives_a_layout_up(board, owner, large, qtbot):
    board.lay_out()
    thread = board._arranging._laying._thread
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert not board._arranging._laying.busy
    thread.join()
    qtbot.wait(50)
    assert owner.labels == []


def test_an_edit_gives_a_layout_up(board, owner, large, qtbot):
    board.lay_out()
    thread = board._arranging._laying._thread
    edited = edits.move(large, {"00000": (-400.0, 0.0)})
    board.show_graph(edited, measure(edited))
    thread.join()
    qtbot.wait(50)
    assert owner.labels == []
    assert owner.graph is edited


def test_a_layout_that_takes_long_is_told_of(board, owner, large, qtbot, monkeypatch):
    def slow(*given):
        time.sleep(0.2)
        return laid_out(*given)

    monkeypatch.setattr(laying, "laid_out", slow)
    monkeypatch.setattr(laying, "_PATIENCE", 0.05)
    before = board.grab().toImage()
    board.lay_out()
    qtbot.waitUntil(lambda: board._arranging._laying.slow)
    assert board.grab().toImage() != before
    qtbot.waitUntil(lambda: owner.labels == ["Lay out"])


def test_a_board_that_is_closed_waits_for_nothing(qtbot, large, board):
    board.lay_out()
    thread = board._arranging._laying._thread
    board.close()
    thread.join()


def test_small_cards_go_to_their_places_in_sight_and_at_once_without_motion(board, owner, qtbot):
    board.set_motion(False)
    put(owner, conv1=(700.0, 700.0))
    board.lay_out()
    goal = [node.position for node in owner.graph.nodes.values()]
    assert np.allclose(board.stage.scene.rects[:, :2], goal)
