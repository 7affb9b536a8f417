"""A board with LeNet-5 on it, and an owner that keeps every edit."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from pytestqt.qtbot import QtBot

from studio.blocks.merging import Add
from studio.canvas.board import Board
from studio.canvas.painting.notes import screen_rect, title_room
from studio.canvas.sample import lenet
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph, Note
from studio.graph.notes import add_note
from studio.look import Look

TEXT = "Padding keeps the size, so that strokes at the border count as well; the convolutions after it shrink the map."


class Owner:
    """What the window does: shows what was edited, and remembers it."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.labels: list[str] = []
        self.refused: list[str] = []
        board.edited.connect(self.push)
        board.refused.connect(self.refused.append)

    def push(self, label: str, graph: Graph) -> None:
        self.labels.append(label)
        self.board.show_graph(graph, measure(graph))

    @property
    def graph(self) -> Graph:
        return self.board.stage.scene.graph


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    made = Board(Look())
    qtbot.addWidget(made)
    made.resize(1080, 640)
    graph = lenet()
    made.show_graph(graph, measure(graph))
    made.show()
    return made


@pytest.fixture
def owner(board: Board) -> Owner:
    return Owner(board)


@pytest.fixture
def adding(board: Board, owner: Owner) -> str:
    """Id of an Add below LeNet-5 that conv1 and pool1 feed, in that order."""
    graph, add = edits.add(owner.graph, Add(), (624.0, 448.0))
    for name in ("conv1", "pool1"):
        graph = edits.connect(graph, node_id(board, name), add)
    owner.push("", graph)
    owner.labels.clear()
    return add


def _noted(owner: Owner, note: Note) -> str:
    """The id of a note that is put onto the board."""
    graph, made = add_note(owner.graph, note)
    owner.push("", graph)
    owner.labels.clear()
    return made


@pytest.fixture
def comment(owner: Owner) -> str:
    """Below the first cards."""
    return _noted(owner, Note("", TEXT, (704.0, 448.0), (240.0, 96.0)))


@pytest.fixture
def frame(owner: Owner) -> str:
    """Around conv1 and pool1."""
    return _noted(owner, Note("", "Stem", (184.0, -56.0), (416.0, 240.0), "convolution", "frame"))


def rect(board: Board, note: str) -> QRectF:
    """Where a note lies on the screen."""
    return screen_rect(board.stage, board.stage.scene.graph.notes[note])


def title(board: Board, note: str) -> QPoint:
    """A place in the title of a frame."""
    found = board.stage.scene.graph.notes[note]
    return (title_room(board.stage, found, screen_rect(board.stage, found)).topLeft() + QPointF(40, 12)).toPoint()


def node_id(board: Board, name: str) -> str:
    node = board.stage.scene.graph.named(name)
    assert node is not None
    return node.id


def card(board: Board, name: str) -> QPoint:
    """The middle of a card, where no port is."""
    return board.stage.screen_rect(board.stage.scene.rows[node_id(board, name)]).center().toPoint()


def port(board: Board, name: str, number: int) -> QPoint:
    """A port; -1 is the output."""
    from PySide6.QtCore import QPointF

    scene = board.stage.scene
    return board.stage.view.to_screen(QPointF(*scene.port(scene.rows[node_id(board, name)], number))).toPoint()
