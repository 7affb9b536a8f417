"""Milliseconds a frame of the drawing board: the whole graph in view, at 1:1 and at 60 %; repaint, pan, zoom, drag, wire."""

from collections.abc import Callable, Iterator

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio import paths
from studio.canvas.board import Board
from studio.canvas.gestures.connecting import Connecting
from studio.canvas.gestures.gesture import Keys
from studio.canvas.gestures.moving import Moving
from studio.canvas.shown.thumbs import Thumb
from studio.canvas.shown.view import View
from studio.graph.flat import flat
from studio.graph.layout.layered import laid_out
from studio.graph.measure import measure
from studio.graph.model import Graph, Node
from studio.look import Look
from studio.project import file
from tests.benchmarks.drawings import chain
from tests.benchmarks.table import Row, busy_milliseconds, median

SIZE = (1600, 900)
FRAMES = 20
KINDS = ("repaint", "pan", "zoom", "zoom at rest", "drag", "wire")
GOAL = "8 ms at 2,000, 16 at 10,000"
METHOD = f"{SIZE[0]} × {SIZE[1]} on an image, no GPU; CPU time of the window's thread"
NEAR = {"1:1": 1.0, "60 %": 0.6}


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
    yield from _unlike(7 if quick else FRAMES)


def _unlike(count: int) -> Iterator[Row]:
    """A network with no two cards alike: what is drawn for one is of no use for another."""
    graph = flat(file.read(paths.samples() / "googlenet").graph).graph
    places = laid_out(graph)
    board = _shown(Graph({node: replace(each, position=places[node]) for node, each in graph.nodes.items()}, graph.wires))
    board.set_thumbnails(_pictures(graph))
    for seen, zoom in NEAR.items():
        _look_at_middle(board, zoom)
        figures = ", ".join(f"{what} {value:.1f}" for what, value in _timed(board, count))
        yield Row(f"board, GoogLeNet with thumbnails, {seen}", f"{figures} ms", "8 ms", METHOD)
    board.deleteLater()


def frames(nodes: int, count: int = FRAMES, *, pictured: bool = False) -> list[tuple[str, float]]:
    """Rows of (what, milliseconds) for a graph of that many nodes, with a picture each or none: the median of some frames each."""
    graph = chain(nodes)
    boards: list[Board] = []
    rows = [("build", busy_milliseconds(lambda: boards.append(_shown(graph))))]
    board = boards[0]
    if pictured:
        board.set_thumbnails(_pictures(graph))
    rows += [(f"whole graph in view, {what}", value) for what, value in _timed(board, count)]
    for seen, zoom in NEAR.items():
        _look_at_middle(board, zoom)
        rows += [(f"{seen}, {what}", value) for what, value in _timed(board, count)]
    rows.append(("one value changed", _changed(board, graph)))
    board.deleteLater()
    return rows


def _shown(graph: Graph) -> Board:
    _app = QApplication.instance() or QApplication([])
    board = Board(Look())
    board.resize(*SIZE)
    board.show_graph(graph, measure(graph))
    return board


def _look_at_middle(board: Board, zoom: float) -> None:
    """The card in the middle of the drawing, in the middle of what is seen."""
    cards, middle = board.stage.scene.rects, board.stage.scene.bounds().center()
    nearest = cards[np.hypot(cards[:, 0] - middle.x(), cards[:, 1] - middle.y()).argmin(), :2].tolist()
    board.look_at(View(zoom, nearest[0] - SIZE[0] / zoom / 2, nearest[1] - SIZE[1] / zoom / 2))


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
    return busy_milliseconds(lambda: board.show_graph(changed, measured))


def _median(board: Board, count: int, step: Callable[[int], object]) -> float:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    return median([busy_milliseconds(lambda turn=turn: (step(turn), board.render(image))) for turn in range(count)])
