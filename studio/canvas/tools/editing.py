"""What a person does to the drawing other than with the mouse: delete, copy, paste, nudge, add."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QClipboard

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.canvas.gestures.copying import with_held
from studio.canvas.gestures.gesture import Surface, named
from studio.canvas.gestures.room import inserted
from studio.canvas.keyboard.walking import left_behind
from studio.canvas.shown.anatomy import GRID, LOW, WIDTH
from studio.canvas.shown.noted import bounds_of_notes
from studio.canvas.tools import clipboard
from studio.canvas.tools.tool import Tool
from studio.graph import edits
from studio.graph.cards import free_place
from studio.graph.model import Graph, Wire
from studio.graph.module import Instance, Module, Placed
from studio.graph.modules.port_numbers import numbered
from studio.graph.names import kind as title
from studio.graph.outside import arriving, joined
from studio.graph.quick.chaining import chained, sentence

BLOCK_MIME = "application/x-abyss-block"
"""A block dragged from a palette: its kind as text."""
MODULE_PREFIX = "module:"
"""Before the name of a module that is dragged from a palette as a block is."""
_ASIDE = (32.0, 32.0)


class Editing(Tool):
    """Edits of the selection.

    Args:
        surface: The board.
        board_clipboard: Where copied nodes go.

    Attributes:
        blocks: The blocks that a palette may drop here, by kind.
        modules: What the palette offers besides blocks, by name.
    """

    def __init__(self, surface: Surface, board_clipboard: QClipboard) -> None:
        super().__init__(surface)
        self._clipboard = board_clipboard
        self.blocks: Mapping[str, type[Block]] = CATALOGUE
        self.modules: Mapping[str, Module] = {}

    def delete(self, heal: bool = True) -> None:
        """Takes the selected nodes, or the selected wire, off the board.

        Args:
            heal: Whether what fed a node then feeds what it fed.
        """
        chosen, ids = self._stage.chosen_wire, self._chosen
        if ids:
            fed = (wire.source for wire in self._graph.wires if wire.target in ids and wire.source not in ids)
            before = next(fed, None) or left_behind(self._graph, ids)
            if self._surface.edit(f"Delete {named(self._graph, ids)}", lambda graph: edits.remove(graph, ids, heal=heal)):
                self._stage.current = before  # so that the keyboard goes on where it was
        elif chosen >= 0:
            wire = self._stage.scene.wires[chosen]
            self._surface.edit("Remove a wire", lambda graph: edits.disconnect(graph, wire))

    def copy(self) -> None:
        """Puts the selected nodes into the clipboard, as text."""
        ids = self._in_order()
        if ids:
            self._clipboard.setText(clipboard.written(self._copied(ids), arriving(self._graph, ids), self._stage.around))

    def cut(self) -> None:
        """Copies what is selected and takes it off the board."""
        ids = self._chosen
        if ids:
            self.copy()
            self._surface.edit(f"Cut {named(self._graph, ids)}", lambda graph: edits.remove(graph, ids))

    def paste(self, point: QPointF, linked: bool = False) -> None:
        """Adds what was copied, its middle at a pixel of the board's widget.

        Args:
            point: The pixel.
            linked: Whether the wires that came from elsewhere come along, where what they came from is still there.
        """
        text = self._clipboard.text()
        try:
            fragment, arrived = clipboard.read(text), clipboard.outside(text) if linked else ()
        except clipboard.NotAGraph as error:
            self._surface.refuse(str(error))
            return
        if fragment.nodes or fragment.notes:
            fragment = self._stage.around.brought(fragment, clipboard.around(text))
            self._placed("Paste", fragment, _offset(fragment, self._stage.view.to_board(point)), arrived)

    def duplicate(self) -> None:
        """Adds the selected nodes once more, a little aside."""
        if self._chosen:
            self._placed("Duplicate", self._copied(self._in_order()), _ASIDE)

    def add(self, kind: str, point: QPointF | None) -> None:
        """Places a block under a pixel of the board's widget, on a wire into it; without a pixel, where the middle is free."""
        if kind in self.blocks:
            self._add_numbered(self.blocks[kind](), point)
        elif (module := self.modules.get(kind.removeprefix(MODULE_PREFIX))) and kind.startswith(MODULE_PREFIX):
            self.add_block(Instance(module), point)
        else:
            self._surface.refuse(not_offered(kind))

    def _add_numbered(self, block: Block, point: QPointF | None) -> None:
        try:
            self.add_block(numbered(self._graph, block), point)
        except edits.EditRefused as error:
            self._surface.refuse(str(error))

    def add_block(self, block: Placed, point: QPointF | None) -> None:
        """Places a block or a module as it is; see ``add`` for where."""
        graph, node_id = edits.add(self._graph, block, self._place(point))
        wire = self._stage.hot_wire if point is not None else -1
        onto = self._stage.scene.wires[wire] if wire >= 0 else None
        label = f"Add {title(block)}" if onto is None else f"Put {title(block)} onto a wire"
        if self._surface.edit(label, lambda _graph: _inserted(graph, node_id, onto)):
            self._surface.select({node_id})

    def _place(self, point: QPointF | None) -> tuple[float, float]:
        size = self._stage.size
        place = self._stage.view.to_board(point if point is not None else QPointF(size.width() / 2, size.height() / 2))
        wanted = _snapped(place.x() - WIDTH / 2, place.y() - LOW / 2)
        return wanted if point is not None else free_place(self._graph, wanted)

    def connect(self) -> None:
        """Wires the selected nodes in a row; what the rules do not allow is told."""
        graph, ids = self._graph, self._stage.selection
        found = chained(graph, ids, self._stage.scene.measured)
        if found.made:
            self._surface.edit(f"Connect {len(ids)} nodes", lambda _graph: found.graph)
        if words := sentence(graph, ids, found):
            self._surface.refuse(words)

    def nudge(self, right: int, down: int) -> None:
        """Moves what is selected by so many steps of the grid."""
        graph, ids = self._graph, self._chosen
        corners = {each: (graph.nodes.get(each) or graph.notes[each]).position for each in ids}
        places = {each: _moved(corner, right * GRID, down * GRID) for each, corner in corners.items()}
        if places:
            self._surface.edit(f"Move {named(graph, ids)}", lambda graph: edits.move(graph, places))

    @property
    def _chosen(self) -> frozenset[str]:
        """Ids of the selected nodes, comments and frames."""
        return self._stage.selection | self._stage.noted.chosen

    def _in_order(self) -> list[str]:
        """What is selected, and what lies in selected frames, so that a copy is always the same text."""
        return with_held(self._graph, self._chosen)

    def _copied(self, ids: Sequence[str]) -> Graph:
        """What is copied, which begins with the weights that it begins with here."""
        return self._stage.around.keeping(edits.copy(self._graph, ids))

    def _placed(self, verb: str, fragment: Graph, offset: tuple[float, float], arrived: Iterable[Wire] = ()) -> None:
        graph, ids = edits.paste(self._graph, fragment, offset)
        graph = joined(graph, arrived, dict(zip((*fragment.nodes, *fragment.notes), ids, strict=True)))
        if self._surface.edit(f"{verb} {named(graph, ids)}", lambda _graph: graph):
            self._surface.select(ids)


def not_offered(kind: str) -> str:
    """Why nothing of a kind can be added."""
    return f"The palette has no block {kind}. Expected: one of its blocks. Drag one from the palette."


def _inserted(graph: Graph, node_id: str, wire: Wire | None) -> Graph:
    return graph if wire is None else inserted(graph, node_id, wire)


def _offset(fragment: Graph, middle: QPointF) -> tuple[float, float]:
    room = bounds_of_notes(fragment.notes.values())
    for node in fragment.nodes.values():
        room = room.united(QRectF(*node.position, WIDTH, LOW))
    return _snapped(middle.x() - room.center().x(), middle.y() - room.center().y())


def _snapped(x: float, y: float) -> tuple[float, float]:
    return round(x / GRID) * GRID, round(y / GRID) * GRID


def _moved(position: tuple[float, float], right: float, down: float) -> tuple[float, float]:
    return position[0] + right, position[1] + down
