"""Adding to the drawing: the quick add is opened where it is asked for, and what is chosen there is placed and wired."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtGui import QCursor

from studio.app.document import Document
from studio.app.lately import Lately
from studio.app.offers import NODE, Offers
from studio.app.quick_add import Choice, QuickAdd
from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.ports import PORTS
from studio.canvas.board import Board
from studio.canvas.shown.anatomy import GRID, LOW, WIDTH
from studio.canvas.tools.editing import not_offered
from studio.graph.edits import EditRefused, change
from studio.graph.figures import Measured
from studio.graph.model import Position
from studio.graph.module import Instance, Module, Placed
from studio.graph.modules.port_numbers import numbered
from studio.graph.modules.used import instance_apart
from studio.graph.names import kind
from studio.graph.quick.growing import beside, grown, joined
from studio.graph.quick.trial import Start
from studio.graph.quick.typed import typed
from studio.graph.rules import free_port, gives_output
from studio.look import Look

_ASIDE = QPoint(12, 0)  # from a card to the list beside it


class Adding(QObject):
    """Places blocks and modules beside the selection, or where the cursor is.

    Args:
        look: Theme and icons.
        document: What is drawn.
        board: Where it is drawn.
        measured: The figures of the drawing as it is now.
        modules: The modules on offer now.
        parent: The window.

    Attributes:
        refused: Something was not wired, or not added; carries the sentence.
    """

    refused = Signal(str)

    def __init__(
        self,
        look: Look,
        document: Document,
        board: Board,
        measured: Callable[[], Measured],
        modules: Callable[[], Iterable[Module]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._document, self._board, self._measured, self._modules = look, document, board, measured, modules
        self._lately = Lately()
        board.quick_add_asked.connect(self.ask)
        board.wanted.connect(self.ask_for_wire)

    def ask(self, place: QPoint) -> QuickAdd:
        """Opens the list for a block beside the selection, or at the cursor where nothing is selected."""
        starts = self._starts()
        on_board = None if starts else self._card_place(self._board.mapFromGlobal(place))
        return self._open(starts, on_board, self._shown_at(place), False)

    def ask_for_wire(self, source: tuple[str, int], screen: QPoint, place: QPointF) -> QuickAdd:
        """Opens the list for the loose end of a wire: what fits there."""
        start = Start(*source)
        left = place.x() if start.leaves else place.x() - WIDTH
        return self._open([start], _snapped(left, place.y() - LOW / 2), screen, True)

    def add(self, key: str) -> None:
        """Places a block or module by its key, as the palette and the finder wish."""
        wish = next((wish for wish in typed("", self.blocks(), self._modules()) if wish.key == key), None)
        if wish is None or wish.made is None:
            self.refused.emit(_missing(key))
            return
        starts = self._starts()
        self.place(key, wish.made, starts, None if starts else self._card_place(self._board.rect().center()))

    def add_module(self, module: Module) -> None:
        """Places a module that is on no shelf yet, as the palette would."""
        starts = self._starts()
        self.place(f"module:{module.name}", Instance(module), starts, None if starts else self._card_place(self._board.rect().center()))

    def place(self, key: str, block: Placed, starts: list[Start], place: Position | None) -> None:
        """Places a block, wires it, selects it and brings it into view."""
        try:
            made = grown(self._document.graph, self._measured(), self._fitted(block), starts, place)
        except EditRefused as error:
            self.refused.emit(str(error))
            return
        self._lately.note(key)
        self._document.edit_graph(f"Add {kind(block)}", made.graph)
        self._go_to(made.node)
        if made.refusal:
            self.refused.emit(made.refusal)

    def blocks(self) -> Mapping[str, type[Block]]:
        """The blocks that make sense here: inside a module its ports stand where a drawing has its ends."""
        if not self._document.inside:
            return CATALOGUE
        return PORTS | {key: block for key, block in CATALOGUE.items() if block.has_input and block.has_output}

    def replace(self) -> None:
        """Opens the list for another block in place of those that are selected; names, places and wires stay."""
        graph = self._document.graph
        chosen = [node for node in graph.nodes if node in self._board.selection]
        if not chosen:
            self.refused.emit("No node is selected. Expected: the nodes to replace. Select some first.")
            return
        feeds = graph.feeds.get(chosen[0], ())
        starts = [Start(feeds[0].source, -1 - feeds[0].outlet)] if feeds else []
        title = graph.nodes[chosen[0]].name if len(chosen) == 1 else f"{len(chosen)} nodes"
        popup = QuickAdd(self._look, self._offers(starts), self._board, f"Replace {title} with: conv 6 5x5 relu")
        popup.chosen.connect(lambda choice: self._put(choice, chosen))
        popup.open_at(self._shown_at(QCursor.pos()))

    def _put(self, choice: Choice, chosen: list[str]) -> None:
        """Puts a block in the place of others."""
        graph, block = self._document.graph, choice.entry.made
        if block is None:
            return
        try:
            fitted = self._fitted(block)
            for node in (node for node in chosen if node in graph.nodes):
                graph = change(graph, node, fitted)
        except EditRefused as error:
            self.refused.emit(str(error))
            return
        self._lately.note(choice.entry.key)
        self._document.edit_graph(f"Replace by {kind(fitted)}", graph)
        self._board.setFocus()

    def _fitted(self, block: Placed) -> Placed:
        """A block as it goes into this drawing: a module as the project has it, a port of a module as the next one.

        Raises:
            EditRefused: The module can have no such port.
        """
        if isinstance(block, Instance):
            return instance_apart(block, self._document.project.modules)
        return numbered(self._document.graph, block)

    def _open(self, starts: list[Start], place: Position | None, screen: QPoint, fitting: bool) -> QuickAdd:
        popup = QuickAdd(self._look, self._offers(starts, fitting), self._board)
        popup.chosen.connect(lambda choice: self._take(popup, choice, starts, place))
        popup.open_at(screen)
        return popup

    def _offers(self, starts: list[Start], fitting: bool = False) -> Offers:
        start = starts[0] if starts else None
        return Offers(self._document.graph, self._measured(), start, fitting, self._modules(), self.blocks(), self._lately.keys)

    def _take(self, popup: QuickAdd, choice: Choice, starts: list[Start], place: Position | None) -> None:
        entry, nodes = choice.entry, self._document.graph.nodes
        starts = [start for start in starts if start.node in nodes]  # the drawing may have changed behind the list
        if place is None:  # beside the selection, also of what shall not be wired
            place = beside(self._document.graph, starts) if starts else self._card_place(self._board.rect().center())
        if entry.made is not None:
            self.place(entry.key, entry.made, starts if choice.wire else [], place)
        elif starts and (node := entry.key.removeprefix(NODE)) in nodes:
            self._join(starts[0], node)
        if choice.stay:
            again = self._starts()
            popup.chosen.disconnect()
            popup.chosen.connect(lambda next_choice: self._take(popup, next_choice, again, None))
            popup.offer(self._offers(again))
        else:
            self._board.setFocus()

    def _join(self, start: Start, node: str) -> None:
        """Leads a wire to a node that stands there already."""
        graph = self._document.graph
        try:
            self._document.edit_graph("Draw a wire", joined(graph, self._measured(), start, node))
        except EditRefused as error:
            self.refused.emit(str(error))
            return
        self._go_to(node)

    def _go_to(self, node: str) -> None:
        self._board.select([node])
        self._board.reveal(node)

    def _starts(self) -> list[Start]:
        """What a new block would be wired to: the outputs of what is selected, from left to right; else a free input."""
        graph = self._document.graph
        chosen = sorted((graph.nodes[node] for node in self._board.selection if node in graph.nodes), key=lambda node: node.position)
        leaving = [Start(node.id) for node in chosen if gives_output(node.block)]
        if leaving:
            return leaving
        free = ((node.id, free_port(graph, node.id)) for node in chosen)
        return [Start(node, port) for node, port in free if port is not None][:1]

    def _card_place(self, point: QPoint) -> Position:
        """Where a card lies whose middle is under a pixel of the board; in the middle of the board where the pixel is not on it."""
        seen = point if self._board.rect().contains(point) else self._board.rect().center()
        place = self._board.stage.view.to_board(QPointF(seen))
        return _snapped(place.x() - WIDTH / 2, place.y() - LOW / 2)

    def _shown_at(self, place: QPoint) -> QPoint:
        """Under the cursor where it is on the board, else beside the selection, so that it opens where one looks."""
        board = self._board
        if board.rect().contains(board.mapFromGlobal(place)):
            return place
        rows = [board.stage.scene.rows[node] for node in board.selection if node in board.stage.scene.rows]
        if not rows:
            return board.mapToGlobal(board.rect().center())
        card = board.stage.screen_rect(rows[0])
        return board.mapToGlobal(card.topRight().toPoint() + _ASIDE)


def _missing(key: str) -> str:
    """Why nothing of a kind can be added."""
    if key in CATALOGUE:
        return f"{key} is an end of the network, which stays outside of modules. Add a ModuleInput or a ModuleOutput."
    return not_offered(key)


def _snapped(x: float, y: float) -> Position:
    return round(x / GRID) * GRID, round(y / GRID) * GRID
