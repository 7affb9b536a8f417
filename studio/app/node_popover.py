"""A node edited in place: its name and the values that matter, in a small sheet beside its card."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from studio.blocks.block import Block
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.names import kind
from studio.look import Look
from studio.look.icon_label import IconLabel
from studio.look.labels import Heading
from studio.look.sheet import Sheet
from studio.panels.family_icon import icon_of
from studio.panels.form_view import FormView
from studio.panels.name_row import NameRow
from studio.panels.node_page import following_of, of_drawing

WIDTH = 304
_GAP = 8  # pixels from the card
_MARGIN = 16


class NodePopover(Sheet):
    """Closes with Enter, Escape and by a click elsewhere; every value goes out as it is typed.

    Args:
        look: Theme and icons.
        graph: The drawing.
        node: Id of the node.
        parent: The window that it belongs to.

    Attributes:
        block_changed: A value was set; carries the node's id and the new block. Comes with every letter: merge for undo.
        renamed: The node was given another name; carries its id and the name.
        binding_changed: A value is to follow another expression of the drawing's parameters; carries the node's id, the field and the
            expression, empty for none.
        promote_asked: A value is to follow a new parameter; carries the node's id and the field.
        closed: It is not on the screen any more.
    """

    closed = Signal()
    block_changed = Signal(str, object)
    renamed = Signal(str, str)
    binding_changed = Signal(str, str, str)
    promote_asked = Signal(str, str)

    def __init__(self, look: Look, graph: Graph, node: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._graph, self._node = graph, node
        self._card = QRect()
        self.setAccessibleName(f"Values of {graph.nodes[node].name}")
        block = graph.nodes[node].block
        rare = tuple(field.name for field in block.form() if field.more) if isinstance(block, Block) else ()
        self._name, self._form = NameRow(look, self._fault), FormView(look, without=rare)
        self._lay_out()
        self._name.renamed.connect(lambda name: self.renamed.emit(self._node, name))
        self._form.changed.connect(lambda changed: self.block_changed.emit(self._node, changed))
        self._form.binding_changed.connect(lambda field, expression: self.binding_changed.emit(self._node, field, expression))
        self._form.promote_asked.connect(lambda field: self.promote_asked.emit(self._node, field))
        self.show_graph(graph)

    def show_graph(self, graph: Graph) -> None:
        """Shows the node as it is now; closes where it is gone."""
        node = graph.nodes.get(self._node)
        if node is None:
            self.close()
            return
        self._graph = graph
        self._name.show_name(node.name)
        self._form.show_form(node.block if isinstance(node.block, Block) else None)
        self._form.set_following(following_of(of_drawing(graph), self._node) if graph.parameters else None)
        for part in (self._name, self._form):
            part.setEnabled(not node.locked)

    def open_beside(self, card: QRect) -> None:
        """Shows itself below a card, or above it where there is no room; all of it in sight, its first value ready to be typed.

        Args:
            card: Where the card lies on the screen.
        """
        self._card = card
        self._place()
        self.show()
        fields = [each for each in (*self._form.focus_chain(), *self._name.row.editor.fields()) if each.isVisibleTo(self)]
        fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    def focus_name(self) -> None:
        """Has the name ready to be typed over."""
        self._name.row.editor.fields()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tells that it is gone; where its window alone was put away it comes back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stays beside the card when it grows with what is said under a field."""
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what was typed, Escape leaves the name as it was; both close."""
        if event.key() == Qt.Key.Key_Escape:
            self._name.show_name(self._graph.nodes[self._node].name, fresh=True)
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        room, card = (self.parentWidget() or self).screen().availableGeometry(), self._card
        below = card.bottom() + _GAP
        top = below if below + self.height() <= room.bottom() else max(card.top() - _GAP - self.height(), room.top() + _GAP)
        left = min(max(card.left(), room.left() + _GAP), room.right() - self.width() - _GAP)
        self.move(QPoint(left, top))

    def _lay_out(self) -> None:
        block = self._graph.nodes[self._node].block
        icon, title = IconLabel(self._look), Heading()
        icon.set_icon(*icon_of(block))
        title.setText(kind(block))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(icon)
        head.addWidget(title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self._name, self._form):
            widget.setFixedWidth(WIDTH - 2 * _MARGIN)
            column.addWidget(widget)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)

    def _fault(self, name: str) -> str:
        try:
            edits.rename(self._graph, self._node, name)
        except edits.EditRefused as refusal:
            return str(refusal)
        return ""
