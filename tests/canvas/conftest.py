"""A board with LeNet-5 on it, and an owner that keeps every edit."""

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from studio.canvas.board import Board
from studio.canvas.sample import lenet
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.look import Look


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
