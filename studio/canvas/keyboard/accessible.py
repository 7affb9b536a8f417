"""The drawing for a screen reader: every node, port, comment and frame has a name that can be spoken, though none is a widget.

Qt asks a factory for the interface of an object. Nodes and ports are painted and have no object, so each gets a small one, made when
a screen reader first asks for it; Qt then owns its interface and ends it with the object.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from studio.canvas.keyboard.interfaces import BoardInterface, NoteInterface, Part, PartInterface


class Voice:
    """Speaks of one board.

    Args:
        board: The board.
    """

    def __init__(self, board: QWidget) -> None:
        self._board = board
        self._parts: dict[tuple[str, int | None], Part] = {}

    def part(self, node: str, port: int | None = None) -> Part:
        """The object of a node or port, made when first asked for."""
        if (node, port) not in self._parts:
            self._parts[node, port] = Part(self._board, node, port)
        return self._parts[node, port]

    def forget(self, nodes: Collection[str]) -> None:
        """Ends what stood for nodes, comments and frames that are no longer there."""
        for key in [key for key in self._parts if key[0] not in nodes]:
            self._parts.pop(key).deleteLater()

    def focus(self, node: str) -> None:
        """Says that the keyboard is at a node, comment or frame now."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.part(node), QAccessible.Event.Focus))

    def tell_edit(self, label: str, _graph: object) -> None:
        """Says what was edited."""
        self.say(label)

    def say(self, words: str) -> None:
        """Says something that is no node and no port."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._board, words))


def _made(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """The interface of a board or of a part of one; Qt makes those of all else."""
    if isinstance(thing, Part):
        return NoteInterface(thing) if thing.noted else PartInterface(thing)
    return BoardInterface(thing) if isinstance(thing, QWidget) and isinstance(getattr(thing, "voice", None), Voice) else None


QAccessible.installFactory(_made)  # Qt keeps one list of factories, and asks this one from the import on
