"""How Qt reads out a board, its nodes and their ports: names, places, states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

from studio.canvas.gestures.pointing import card_at
from studio.canvas.painting.notes import screen_rect
from studio.canvas.shown.stage import Stage
from studio.graph.spoken import node_words, note_words, port_words


class Parts(Protocol):
    """Keeps what stands for nodes and ports."""

    def part(self, node: str, port: int | None = None) -> Part:
        """The object of a node or port."""


class Seen(Protocol):
    """What is spoken of a board."""

    @property
    def stage(self) -> Stage:
        """What is shown."""

    @property
    def voice(self) -> Parts:
        """What stands for its nodes and ports."""


class Part(QObject):
    """A node, or one of its ports, a comment or a frame, where Qt wants an object.

    Args:
        board: The board it is painted on.
        node: Its id.
        port: Outputs are -1 and below; None for the node itself.
    """

    def __init__(self, board: QWidget, node: str, port: int | None = None) -> None:
        super().__init__(board)
        self.node, self.port = node, port

    @property
    def noted(self) -> bool:
        """Whether it stands for a comment or frame."""
        return self.node in cast(Seen, self.parent()).stage.scene.graph.notes


class BoardInterface(QAccessibleWidget):
    """A list of nodes, comments and frames, then the widgets that lie on the board."""

    def __init__(self, board: QWidget) -> None:
        super().__init__(board, QAccessible.Role.List)

    def childCount(self) -> int:
        """As many as there are nodes, comments, frames and widgets."""
        return len(self._listed) + super().childCount()

    def child(self, index: int) -> QAccessibleInterface:
        """The node of a row, a comment or frame after the last one, or a widget after these."""
        ids = self._listed
        if 0 <= index < len(ids):
            return _interface(self._seen.voice.part(ids[index]))
        return super().child(index - len(ids))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The row of a node, or the place of a widget."""
        part = child.object()
        if isinstance(part, Part):
            return self._listed.index(part.node) if part.node in self._listed else -1
        place = super().indexOfChild(child)
        return place + len(self._listed) if place >= 0 else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # there may be none, which Qt's stubs leave out
        """The node at a place of the screen."""
        row = card_at(self._stage, QPointF(self._widget.mapFromGlobal(QPoint(x, y))))
        return self.child(row) if row >= 0 else super().childAt(x, y)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # there may be none, which Qt's stubs leave out
        """The node, comment or frame where the keyboard is."""
        current = self._stage.current
        there = self._widget.hasFocus() and current in self._listed
        return _interface(self._seen.voice.part(current)) if there and current is not None else super().focusChild()

    @property
    def _listed(self) -> Sequence[str]:
        scene = self._stage.scene
        return [*scene.ids, *scene.graph.notes] if scene.graph.notes else scene.ids

    @property
    def _widget(self) -> QWidget:
        return cast(QWidget, self.object())

    @property
    def _seen(self) -> Seen:
        return cast(Seen, self.object())

    @property
    def _stage(self) -> Stage:
        return self._seen.stage


class PartInterface(QAccessibleInterface):
    """A node with its ports, or a port.

    Args:
        part: Which.
    """

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part

    def isValid(self) -> bool:
        """Whether the node is still there."""
        return isValid(self._part) and self._part.node in self._stage.scene.rows

    def object(self) -> QObject:
        """What stands for it."""
        return self._part

    def parent(self) -> QAccessibleInterface:
        """The board, or the node of a port."""
        part = self._part
        return _interface(self._board if part.port is None else self._seen.voice.part(part.node))

    def childCount(self) -> int:
        """How many ports the node has."""
        return len(self._ports()) if self._part.port is None else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # there may be none, which Qt's stubs leave out
        """A port: inputs from the top, then outputs."""
        ports = self._ports()
        return _interface(self._seen.voice.part(self._part.node, ports[index])) if 0 <= index < self.childCount() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a port."""
        part, ports = child.object(), self._ports()
        return ports.index(part.port) if isinstance(part, Part) and part.node == self._part.node and part.port in ports else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # there may be none, which Qt's stubs leave out
        """The port at a place of the screen."""
        found = (self.child(index) for index in range(self.childCount()))
        return next((port for port in found if port is not None and port.rect().contains(x, y)), None)

    def role(self) -> QAccessible.Role:
        """A node is an item of the list; a port is what lies on it."""
        return QAccessible.Role.ListItem if self._part.port is None else QAccessible.Role.StaticText

    def state(self) -> QAccessible.State:
        """Whether it is selected and whether the keyboard is there."""
        state, stage, part = QAccessible.State(), self._stage, self._part
        if not self.isValid():
            state.invalid = True
        elif part.port is None:
            state.selectable = state.focusable = True
            state.selected = part.node in stage.selection
            state.focused = self._board.hasFocus() and stage.current == part.node
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Its name, and the words of what is to mend as its description."""
        if not self.isValid():
            return ""
        scene, part = self._stage.scene, self._part
        issues = scene.issues_of(part.node) if part.port is None else ()
        if kind == QAccessible.Text.Description:
            return " ".join(issue.text for issue in issues)
        if kind != QAccessible.Text.Name:
            return ""
        if part.port is not None:
            return port_words(scene.graph, part.node, part.port)
        return node_words(scene.graph, scene.measured, part.node, len(issues))

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are changed on the drawing, not here."""

    def rect(self) -> QRect:
        """Where it lies on the screen."""
        if not self.isValid():
            return QRect()
        stage, part = self._stage, self._part
        row = stage.scene.rows[part.node]
        place = stage.screen_rect(row)
        if part.port is not None:
            centre = stage.view.to_screen(QPointF(*stage.scene.port(row, part.port)))
            place = QRectF(centre - QPointF(6, 6), centre + QPointF(6, 6))
        return QRect(self._board.mapToGlobal(place.topLeft().toPoint()), place.size().toSize())

    def window(self) -> QWindow:
        """The window that the board lies in."""
        return self._board.window().windowHandle()

    def _ports(self) -> list[int]:
        row, scene = self._stage.scene.rows.get(self._part.node, -1), self._stage.scene
        return [*range(scene.inputs(row)), *range(-1, -1 - scene.outputs(row), -1)] if row >= 0 else []

    @property
    def _board(self) -> QWidget:
        return cast(QWidget, self._part.parent())

    @property
    def _seen(self) -> Seen:
        return cast(Seen, self._part.parent())

    @property
    def _stage(self) -> Stage:
        return self._seen.stage


class NoteInterface(PartInterface):
    """A comment or frame."""

    def isValid(self) -> bool:
        """Whether it is still there."""
        return isValid(self._part) and self._part.noted

    def state(self) -> QAccessible.State:
        """Whether it is selected and whether the keyboard is there."""
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        stage, note = self._stage, self._part.node
        state.selectable = state.focusable = True
        state.selected = note in stage.noted.chosen
        state.focused = self._board.hasFocus() and stage.current == note
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """What it is and what stands on it."""
        named = self.isValid() and kind == QAccessible.Text.Name
        return note_words(self._stage.scene.graph, self._part.node) if named else ""

    def rect(self) -> QRect:
        """Where it lies on the screen."""
        if not self.isValid():
            return QRect()
        place = screen_rect(self._stage, self._stage.scene.graph.notes[self._part.node])
        return QRect(self._board.mapToGlobal(place.topLeft().toPoint()), place.size().toSize())


def _interface(thing: QObject) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(thing)
