"""The keyboard over a board: walking from node to node, and what can be asked for there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QPoint, Qt
from PySide6.QtGui import QCursor, QKeyEvent

from studio.canvas.keyboard.keys import ARROWS, KEYS, method_for
from studio.canvas.keyboard.walking import first, neighbour, next_read, wires_of
from studio.canvas.painting.focus import place_of
from studio.graph import edits
from studio.graph.model import Wire
from studio.graph.spoken import wire_words

if TYPE_CHECKING:
    from studio.canvas.board import Board
    from studio.canvas.gestures.pointer import Pointer

_TAP = 400  # milliseconds; a space bar held longer was not tapped
_Reason = Qt.FocusReason
_BY_KEY = (_Reason.TabFocusReason, _Reason.BacktabFocusReason, _Reason.ShortcutFocusReason)
_Held = Qt.KeyboardModifier


class Keyboard:
    """What keys do that is in no menu, and where on the drawing they do it.

    Args:
        board: The board.
        pointer: Its mouse, for the space bar and for gestures that are given up.

    Attributes:
        keys: Which key does what; see ``studio.canvas.keyboard.keys``.
    """

    def __init__(self, board: Board, pointer: Pointer) -> None:
        self._board, self._pointer = board, pointer
        self.keys: Mapping[str, str] = KEYS
        self._space = QElapsedTimer()
        self._used = False  # whether its place was seen when it went elsewhere

    @property
    def current(self) -> str | None:
        """Id of the node, comment or frame where the keyboard is; None before it was anywhere."""
        stage = self._board.stage
        there = stage.current in stage.scene.rows or stage.current in stage.scene.graph.notes
        return stage.current if there else None

    @property
    def _node(self) -> str | None:
        """Id of the node where the keyboard is; None at a comment or frame."""
        return self.current if self.current in self._board.stage.scene.rows else None

    @property
    def _note(self) -> str | None:
        """Id of the comment or frame where the keyboard is."""
        return self.current if self.current in self._board.stage.scene.graph.notes else None

    def pressed(self, event: QKeyEvent) -> bool:
        """Does what a key asks for; False where it asks for nothing here."""
        key, method = Qt.Key(event.key()), method_for(event, self.keys)
        if key in ARROWS:
            self._arrow(*ARROWS[key], event.modifiers())
        elif key == Qt.Key.Key_Space and not event.modifiers():
            self._press_space(event.isAutoRepeat())
        elif method is None:
            return False
        elif hasattr(self, method):
            getattr(self, method)()
        else:
            getattr(self._board, method)()
        return True

    def released(self, event: QKeyEvent) -> None:
        """A space bar that was tapped asks for a block; held, it only panned."""
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            return
        tapped = self._pointer.space and not self._pointer.panned and self._space.isValid() and self._space.elapsed() <= _TAP
        self._pointer.space = False
        if tapped:
            self.ask_block()

    def came(self, reason: Qt.FocusReason) -> None:
        """The keyboard came to the board: its place is seen, but not where the mouse led here, and as before where a window was closed."""
        self.seen(reason in _BY_KEY or (self._used and reason != Qt.FocusReason.MouseFocusReason))

    def went(self) -> None:
        """The keyboard went elsewhere; a held space bar is let go."""
        self._pointer.space, self._used = False, self._board.stage.focused
        self.seen(False)

    def seen(self, wanted: bool) -> None:
        """Shows where the keyboard is, or no more since the mouse is used."""
        self._board.stage.focused = wanted
        self._board.update()

    # What keys.py names.

    def go_first(self) -> None:
        """To the first node, comment or frame as the drawing is read."""
        self._go(first(self._board.stage.scene.graph))

    def go_last(self) -> None:
        """To the last one as the drawing is read."""
        self._go(first(self._board.stage.scene.graph, backwards=True))

    def go_on(self) -> None:
        """To the next one as the drawing is read, whatever wires there are: nothing is out of reach."""
        self._read(1)

    def go_back(self) -> None:
        """To the one before as the drawing is read."""
        self._read(-1)

    def toggle(self) -> None:
        """Selects what the keyboard is at, or lets it go."""
        current = self.current
        if current is not None:
            self._board.select(self._chosen ^ {current})
            self._at(current)

    def ask_block(self) -> None:
        """Asks for a block by name, beside the node where the keyboard is, or under the cursor."""
        self._board.quick_add_asked.emit(self._place())

    def ask_values(self) -> None:
        """Asks for the values of the node; opens the words of a comment or frame."""
        if (note := self._note) is not None:
            self._board.write_note(note)
        elif (node := self._node) is not None:
            self._board.values_asked.emit(node)

    def ask_name(self) -> None:
        """Asks for another name of the node; opens the words of a comment or frame."""
        if not self._board.write_note(self._note) and (node := self._node) is not None:
            self._board.rename_asked.emit(node)

    def ask_menu(self) -> bool:
        """Asks for the menu of what the keyboard is at, beside it; False where it is nowhere."""
        current = self.current
        if current is None:
            return False
        if current not in self._chosen:
            self._board.select({current})
        asked = self._board.menu_asked if self._note is None else self._board.note_menu_asked
        asked.emit(current, self._place())
        return True

    def next_wire(self) -> None:
        """Selects the next wire of the node."""
        self._walk_wires(1)

    def previous_wire(self) -> None:
        """Selects the wire before."""
        self._walk_wires(-1)

    def input_up(self) -> None:
        """Moves the selected wire, or the first input of the node, up among the inputs."""
        self._reorder(-1)

    def input_down(self) -> None:
        """Moves the selected wire, or the first input of the node, down among the inputs."""
        self._reorder(1)

    def step_back(self) -> None:
        """Gives up the gesture, else leaves the wire for its node, else selects nothing."""
        stage = self._board.stage
        if self._pointer.cancel() or self._board.give_up_layout():
            return
        if stage.chosen_wire >= 0 and stage.current in stage.scene.rows:
            self._board.select({stage.current})
        else:
            self._board.select(())
        stage.chosen_wire = -1
        self._board.update()

    def leave(self) -> None:
        """Leads on to the next thing in the window, as Tab does elsewhere."""
        self._board.leave_forward()

    @property
    def _chosen(self) -> frozenset[str]:
        """Ids of the selected nodes, comments and frames."""
        return frozenset(self._board.selection | self._board.selected_notes)

    def _arrow(self, right: int, down: int, held: _Held) -> None:
        if held & _Held.AltModifier:
            grows = held & _Held.ShiftModifier and self._board.selected_notes
            (self._board.grow_notes if grows else self._board.nudge)(right, down)
            return
        graph, current = self._board.stage.scene.graph, self.current
        found = first(graph) if current is None else neighbour(graph, current, right, down)
        if held & _Held.ControlModifier:
            self._at(found)
        else:
            self._go(found, extend=bool(held & _Held.ShiftModifier), start=current)

    def _read(self, step: int) -> None:
        graph, current = self._board.stage.scene.graph, self.current
        self._go(first(graph) if current is None else next_read(graph, current, step))

    def _go(self, node_id: str | None, extend: bool = False, start: str | None = None) -> None:
        """To a node, comment or frame, which is then selected alone, or with those before it."""
        if node_id is None:
            return
        kept = self._chosen | ({start} if start else set()) if extend else frozenset[str]()
        self._board.select(kept | {node_id})
        self._at(node_id)

    def _at(self, node_id: str | None) -> None:
        if node_id is not None:
            self._board.stage.current = node_id
            self._board.reveal(node_id)
            self.seen(True)
            self._board.speak_of(node_id)

    def _walk_wires(self, step: int) -> None:
        stage, current = self._board.stage, self._node
        wires = wires_of(stage.scene.graph, current) if current is not None else ()
        if current is None or not wires:
            return
        chosen = stage.scene.wires[stage.chosen_wire] if stage.chosen_wire >= 0 else None
        place = wires.index(chosen) + step if chosen in wires else (0 if step > 0 else -1)
        self._choose(wires[place % len(wires)], current)

    def _choose(self, wire: Wire, current: str) -> None:
        stage = self._board.stage
        self._board.select(())
        stage.current, stage.chosen_wire = current, stage.scene.wires.index(wire)
        self.seen(True)
        self._board.speak(wire_words(stage.scene.graph, stage.scene.measured, wire))

    def _reorder(self, step: int) -> None:
        stage, current = self._board.stage, self.current
        graph = stage.scene.graph
        chosen = stage.scene.wires[stage.chosen_wire] if stage.chosen_wire >= 0 else None
        wire = chosen or next(iter(graph.feeds.get(current or "", ())), None)
        if wire is None:
            return
        port = (wire.port + step) % stage.scene.inputs(stage.scene.rows[wire.target])
        if port != wire.port and self._board.edit("Reorder inputs", lambda graph: edits.reorder(graph, wire, port)):
            moved = Wire(wire.source, wire.target, port, wire.outlet)
            if chosen is not None and moved in stage.scene.wires:
                self._choose(moved, current or wire.target)

    def _press_space(self, again: bool) -> None:
        if not again:
            self._pointer.space, self._pointer.panned = True, False
            self._space.start()

    def _place(self) -> QPoint:
        """On the screen: under the cursor where it is on the board, else beside what the keyboard is at, else in the middle."""
        board = self._board
        place = place_of(board.stage, self.current) if board.stage.focused else None
        if place is not None:
            return board.mapToGlobal(place.topRight().toPoint() + QPoint(16, 0))
        return QCursor.pos() if board.underMouse() else board.mapToGlobal(board.rect().center())
