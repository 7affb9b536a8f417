"""Putting cards in line: alignment, even gaps, straight wires, and the layout of all or some."""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter

from studio.canvas.gestures.gesture import Surface, named
from studio.canvas.gestures.moving import tell_locked
from studio.canvas.tools.laying import Laying
from studio.canvas.tools.tool import Tool
from studio.graph import edits
from studio.graph.layout.arrange import Box, Side, Way, aligned, distributed, straightened, with_frames
from studio.graph.model import Graph, Position

_NARROWEST = 640.0


class Arranging(Tool):
    """Arranges the selected cards.

    Args:
        surface: The board.
        owner: The board as what owns the waiting for a layout.
    """

    def __init__(self, surface: Surface, owner: QObject) -> None:
        super().__init__(surface)
        self._laying = Laying(owner, surface.update)

    def align(self, side: Side) -> None:
        """Puts the selected cards' sides in line."""
        if self._several(2, "Aligning"):
            boxes = self._boxes(self._stage.selection)
            self._move("Align", boxes, aligned(boxes, side))

    def distribute(self, way: Way) -> None:
        """Makes the gaps between the selected cards equal."""
        if self._several(3, "Distributing"):
            boxes = self._boxes(self._stage.selection)
            self._move("Distribute", boxes, distributed(boxes, way))

    def straighten(self) -> None:
        """Makes the wires of unbranched runs straight, of the selected cards or of all."""
        chosen = self._stage.selection if len(self._stage.selection) > 1 else self._stage.scene.ids
        boxes, graph = self._boxes(chosen), self._graph
        self._move("Straighten", boxes, straightened(graph, boxes, {node for node in boxes if graph.nodes[node].locked}))

    def lay_out(self, ids: Collection[str] | None = None, after: Callable[[], None] | None = None) -> None:
        """Puts all cards, or some, into their places by the data's way, as wide as the board.

        Args:
            ids: The cards; all without them.
            after: Called when they are there.
        """
        graph, width = self._graph, max(self._stage.size.width(), _NARROWEST)
        self._laying.begin(graph, width, ids, lambda places: self._take(graph, places, after))

    def cancel(self) -> bool:
        """Gives up a layout that is under way; False where there is none."""
        if not self._laying.cancel():
            return False
        self._surface.update()
        return True

    def paint(self, painter: QPainter) -> None:
        """How a layout that takes long stands."""
        self._laying.paint(painter, self._stage)

    def _take(self, graph: Graph, places: Mapping[str, Position], after: Callable[[], None] | None) -> None:
        if any(graph.nodes[node].position != place for node, place in places.items()):
            self._surface.edit("Lay out", lambda now: with_frames(now, _free(now, places)))
        if after is not None:
            after()
        self._surface.update()

    def _several(self, fewest: int, what: str) -> bool:
        count = len(self._stage.selection)
        if count < fewest:
            few = "two" if fewest == 2 else "three"
            self._surface.refuse(f"{what} needs {few} or more cards. Received: {count}. Select more of them first.")
        return count >= fewest

    def _boxes(self, ids: Collection[str]) -> dict[str, Box]:
        """Where the cards will be, although they may still be on their way."""
        scene, nodes = self._stage.scene, self._graph.nodes
        sizes = {scene.ids[row]: scene.rects[row, 2:].tolist() for row in scene.rows_of(ids).tolist()}
        return {node: Box(*nodes[node].position, *size) for node, size in sizes.items()}

    def _move(self, verb: str, boxes: Mapping[str, Box], places: Mapping[str, Position]) -> None:
        graph = self._graph
        moved = {node: place for node, place in places.items() if place != boxes[node].position}
        held = [node for node in moved if graph.nodes[node].locked]
        if held:
            tell_locked(self._surface, held)
        free = _free(graph, moved)
        if free:
            self._surface.edit(f"{verb} {named(graph, boxes)}", lambda now: edits.move(now, free))


def _free(graph: Graph, places: Mapping[str, Position]) -> dict[str, Position]:
    return {node: place for node, place in places.items() if not graph.nodes[node].locked}
