"""The same frames painted by NodeGraphQt, in a process of its own: `python -m tests.benchmarks.node_graph_qt NODES FRAMES`."""

import json
import statistics
import sys
import time
from collections.abc import Callable

from NodeGraphQt import BaseNode, NodeGraph
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.graph.model import Graph
from tests.benchmarks.board import SIZE
from tests.benchmarks.drawings import chain


class Card(BaseNode):
    """A node like ours: inputs, an output and a name."""

    __identifier__ = "abyss"
    NODE_NAME = "Card"

    def __init__(self) -> None:
        super().__init__()
        self.add_input("in", multi_input=True)
        self.add_output("out")


def main() -> None:
    nodes, frames = int(sys.argv[1]), int(sys.argv[2])
    app = QApplication([])
    board = NodeGraph()
    board.register_node(Card)
    board.set_acyclic(False)  # its check for circles takes exponential time where wires skip
    begun = time.thread_time()
    cards = _built(board, chain(nodes))
    taken = {"build": 1000 * (time.thread_time() - begun)}
    viewer = board.viewer()
    viewer.resize(*SIZE)
    viewer.show()
    app.processEvents()
    board.clear_selection()
    viewer.zoom_to_nodes([card.view for card in cards])
    taken |= {f"whole graph in view, {what}": value for what, value in _timed(board, cards, frames)}
    viewer.reset_zoom(QPointF(*cards[nodes // 2].pos()))
    taken |= {f"1:1, {what}": value for what, value in _timed(board, cards, frames)}
    sys.stdout.write(json.dumps(taken) + "\n")
    sys.stdout.flush()
    viewer.close()


def _built(board: NodeGraph, graph: Graph) -> list[Card]:
    cards = {node.id: board.create_node("abyss.Card", name=node.name, pos=node.position, push_undo=False) for node in graph.nodes.values()}
    for wire in graph.wires:
        cards[wire.target].input(0).connect_to(cards[wire.source].output(0), push_undo=False)
    return list(cards.values())


def _timed(board: NodeGraph, cards: list[Card], frames: int) -> list[tuple[str, float]]:
    viewer, card = board.viewer(), cards[len(cards) // 2].view
    step = {
        "repaint": lambda _turn: viewer.viewport().update(),
        "pan": lambda _turn: viewer.horizontalScrollBar().setValue(viewer.horizontalScrollBar().value() + 3),
        "zoom": lambda turn: viewer.scale(1 + turn / 2000, 1 + turn / 2000),
        "drag": lambda turn: card.setPos(card.pos().x() + 8, card.pos().y() + turn),
    }
    return [(what, _median(board, frames, change)) for what, change in step.items()]


def _median(board: NodeGraph, frames: int, step: Callable[[int], object]) -> float:
    image, taken = QImage(*SIZE, QImage.Format.Format_RGB32), []
    for turn in range(frames):
        begun = time.thread_time()
        step(turn)
        board.viewer().viewport().render(image)
        taken.append(time.thread_time() - begun)
    return 1000 * statistics.median(taken)


if __name__ == "__main__":
    main()
