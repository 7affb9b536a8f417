"""Milliseconds a frame of the drawing board: the whole graph in view and at 1:1; repaint, pan, zoom, drag; software raster."""

import statistics
import time
from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.merging import Add
from studio.canvas.board import Board
from studio.canvas.gestures import Keys, Moving
from studio.graph.cards import COLUMN, ROW
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Wire
from studio.look import Look

SIZE = (1600, 900)
FRAMES = 20


def chain(nodes: int) -> Graph:
    """A chain of convolutions in rows, with a skip over every fourth node into an Add."""
    columns = max(int((nodes * SIZE[0] / SIZE[1] * ROW / COLUMN) ** 0.5), 4)
    names = [f"n{place}" for place in range(nodes)]
    placed, wires = {}, []
    for place, name in enumerate(names):
        adds = place >= 4 and place % 4 == 0
        block = Input(shape=(32, 32, 16)) if not place else Add() if adds else Conv2D(filters=16, kernel_size=(3, 3), padding="same")
        placed[name] = Node(name, block, name, (place % columns * COLUMN, place // columns * ROW))
        if place:
            wires.append(Wire(names[place - 1], name, 0))
        if adds:
            wires.append(Wire(names[place - 4], name, 1))
    return Graph(placed, tuple(sorted(wires)))


def frames(nodes: int) -> list[tuple[str, float]]:
    """Rows of (what, milliseconds) for a graph of that many nodes: the median of some frames each."""
    _app = QApplication.instance() or QApplication([])
    board, graph = Board(Look()), chain(nodes)
    board.resize(*SIZE)
    measured = measure(graph)
    started = time.perf_counter()
    board.show_graph(graph, measured)
    rows = [("build", 1000 * (time.perf_counter() - started))]
    rows += [(f"whole, {what}", value) for what, value in _timed(board)]
    middle = board.stage.scene.rects[len(graph.nodes) // 2]
    board.look_at(board.stage.view.zoomed(1 / board.stage.view.zoom, board.stage.view.to_screen(QPointF(*middle[:2].tolist()))))
    rows += [(f"1:1, {what}", value) for what, value in _timed(board)]
    rows.append(("one value changed", _changed(board, graph)))
    board.deleteLater()
    return rows


def _timed(board: Board) -> list[tuple[str, float]]:
    view, about = board.stage.view, QPointF(SIZE[0] / 2, SIZE[1] / 2)
    pan = _median(board, lambda turn: board.look_at(view.panned(turn * 3, turn * 2)))
    zoom = _median(board, lambda turn: board.look_at(view.zoomed(1 + turn / 200, about)))
    board.look_at(view)
    repaint = _median(board, lambda _turn: None)
    return [("repaint", repaint), ("pan", pan), ("zoom", zoom), ("drag", _drag(board))]


def _drag(board: Board) -> float:
    """One card near the middle of what is seen, a little further at each frame."""
    rows = board.stage.seen_nodes()
    row = int(rows[len(rows) // 2])
    board.select({board.stage.scene.ids[row]})
    gesture = Moving(board, QPointF(0, 0), row)
    taken = _median(board, lambda turn: gesture.moved(QPointF(20 + 8 * turn, 8 * turn), Keys.NoModifier))
    gesture.cancelled()
    board.select(())
    return taken


def _changed(board: Board, graph: Graph) -> float:
    """From the new graph and its figures to the arrays; the frame itself is a repaint."""
    name = next(iter(reversed(graph.nodes)))
    node = graph.nodes[name]
    changed = Graph({**graph.nodes, name: Node(name, node.block, f"{name}x", node.position)}, graph.wires)
    measured = measure(changed, (graph, board.stage.scene.measured))
    started = time.perf_counter()
    board.show_graph(changed, measured)
    return 1000 * (time.perf_counter() - started)


def _median(board: Board, step: Callable[[int], None]) -> float:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    taken = []
    for turn in range(FRAMES):
        started = time.perf_counter()
        step(turn)
        board.render(image)
        taken.append(time.perf_counter() - started)
    return 1000 * statistics.median(taken)
