"""Milliseconds a frame of the drawing board: the whole graph in view and at 1:1; repaint, pan, zoom, a dragged card, a drawn wire."""

import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.canvas.board import Board
from studio.canvas.connecting import Connecting
from studio.canvas.gestures import Keys
from studio.canvas.moving import Moving
from studio.canvas.thumbs import Thumb
from studio.graph.measure import measure
from studio.graph.model import Graph, Node
from studio.look import Look
from tests.benchmarks.drawings import chain
from tests.benchmarks.table import Row

SIZE = (1600, 900)
FRAMES = 20
KINDS = ("repaint", "pan", "zoom", "zoom at rest", "drag", "wire")
GOAL = "16 ms at 10,000"
METHOD = f"{SIZE[0]} × {SIZE[1]} on an image, no GPU"


def rows(quick: bool) -> Iterator[Row]:
    for nodes in (500, 2000, 10_000):
        taken = dict(frames(nodes, 7 if quick else FRAMES))
        for seen in ("whole graph in view", "1:1"):
            figures = ", ".join(f"{what} {taken[f'{seen}, {what}']:.1f}" for what in KINDS)
            yield Row(f"board, {nodes:,} nodes, {seen}", f"{figures} ms", GOAL, METHOD)
        pictured = dict(frames(nodes, 7 if quick else FRAMES, pictured=True))
        for seen in ("whole graph in view", "1:1", "60 %"):
            figures = ", ".join(f"{what} {pictured[f'{seen}, {what}']:.1f}" for what in KINDS)
            yield Row(f"board, {nodes:,} nodes with thumbnails, {seen}", f"{figures} ms", GOAL, METHOD)
        shown = f"build {taken['build']:.1f}, one value changed {taken['one value changed']:.1f} ms"
        yield Row(f"board, {nodes:,} nodes, from graph to arrays", shown, "", "once, without the frame")


def frames(nodes: int, count: int = FRAMES, *, pictured: bool = False) -> list[tuple[str, float]]:
    """Rows of (what, milliseconds) for a graph of that many nodes, with a picture each or none: the median of some frames each."""
    _app = QApplication.instance() or QApplication([])
    board, graph = Board(Look()), chain(nodes)
    board.resize(*SIZE)
    measured = measure(graph)
    started = time.perf_counter()
    board.show_graph(graph, measured)
    rows = [("build", 1000 * (time.perf_counter() - started))]
    if pictured:
        board.set_thumbnails(_pictures(graph))
    rows += [(f"whole graph in view, {what}", value) for what, value in _timed(board, count)]
    for seen, zoom in (("1:1", 1.0), ("60 %", 0.6)):
        middle = board.stage.scene.rects[len(graph.nodes) // 2]
        board.look_at(board.stage.view.zoomed(zoom / board.stage.view.zoom, board.stage.view.to_screen(QPointF(*middle[:2].tolist()))))
        rows += [(f"{seen}, {what}", value) for what, value in _timed(board, count)]
    rows.append(("one value changed", _changed(board, graph)))
    board.deleteLater()
    return rows


def _pictures(graph: Graph) -> dict[str, Thumb]:
    """Three maps a node, as the worker sends them, all different."""
    maps = np.random.default_rng(1).normal(size=(len(graph.nodes) + 2, 32, 32)).astype(np.float32)
    return {node: Thumb("maps", tuple(maps[place : place + 3]), 3.0) for place, node in enumerate(graph.nodes)}


def _timed(board: Board, count: int) -> list[tuple[str, float]]:
    """A zoom of which every frame differs by a pixel or more, in motion, and as each would be if the zoom came to rest there."""
    view, about = board.stage.view, QPointF(SIZE[0] / 2, SIZE[1] / 2)
    board.rest()
    pan = _median(board, count, lambda turn: board.look_at(view.panned(turn * 3, turn * 2)))
    zoom = _median(board, count, lambda turn: board.look_at(view.zoomed(1 + turn / 100, about)))
    rest = _median(board, count, lambda turn: (board.look_at(view.zoomed(1.005 + turn / 100, about)), board.rest()))
    board.look_at(view)
    board.rest()
    repaint = _median(board, count, lambda _turn: None)
    return list(zip(KINDS, (repaint, pan, zoom, rest, _drag(board, count), _wire(board, count)), strict=True))


def _drag(board: Board, count: int) -> float:
    """One card near the middle of what is seen, a little further at each frame."""
    rows = board.stage.seen_nodes()
    row = int(rows[len(rows) // 2])
    board.select({board.stage.scene.ids[row]})
    gesture = Moving(board, QPointF(0, 0), row)
    taken = _median(board, count, lambda turn: gesture.moved(QPointF(20 + 8 * turn, 8 * turn), Keys.NoModifier))
    gesture.cancelled()
    board.select(())
    return taken


def _wire(board: Board, count: int) -> float:
    """A wire from a card near the middle of what is seen, over others, with every port in view judged."""
    rows = board.stage.seen_nodes()
    gesture = Connecting(board, QPointF(0, 0), int(rows[len(rows) // 2]), -1)
    board._pointer.gesture = gesture
    taken = _median(board, count, lambda turn: gesture.moved(QPointF(200 + 30 * turn, 200 + 15 * turn), Keys.NoModifier))
    board._pointer.cancel()
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


def _median(board: Board, count: int, step: Callable[[int], object]) -> float:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    taken = []
    for turn in range(count):
        started = time.perf_counter()
        step(turn)
        board.render(image)
        taken.append(time.perf_counter() - started)
    return 1000 * statistics.median(taken)
