"""One field of a form on screen: label, editor, help where it is wanted, and what is wrong in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent
from PySide6.QtWidgets import QAbstractSpinBox, QGridLayout, QLineEdit, QMenu, QWidget

from studio.forms import Field
from studio.look.labels import Quiet, label
from studio.panels.form_view.editor import Editor
from studio.panels.form_view.phrases import spoken

FIELD_HEIGHT = 24
GAP = 8


class Row(QWidget):
    """A field with its editor.

    Args:
        field: What it edits.
        editor: Edits it.
        label_width: Room for the label.
        parent: The widget it lies in.

    Attributes:
        edited: The person changed the value; carries the row and the value as typed.
        reached: The person is at this field now; carries the row.
    """

    edited = Signal(object, object)
    reached = Signal(object)

    def __init__(self, field: Field, editor: Editor, label_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.editor = field, editor
        self._label = label(field.label, "label")
        self._help, self._fault = Quiet(wrap=True), label("", "bad")
        self._fault.setWordWrap(True)
        self._lay_out(label_width)
        self._listen()
        self.describe("")
        self.show_faults(())

    def describe(self, words: str) -> None:
        """Shows help under the field, or takes it away."""
        self._help.setText(words)
        self._help.setVisible(bool(words))

    def described(self) -> str:
        """The help that is shown; empty for none."""
        return self._help.text()

    def show_faults(self, faults: Sequence[str]) -> None:
        """Says what is wrong with the value, and gives the field a red edge; nothing for nothing."""
        self._fault.setText("\n".join(faults))
        self._fault.setVisible(bool(faults))
        self.editor.set_bad(bool(faults))

    def faults(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._fault.text()

    def menu(self, target: QWidget | None = None) -> QMenu:
        """The context menu: what the field under the cursor offers itself, and the way back to the default."""
        line = target.findChild(QLineEdit) if isinstance(target, QAbstractSpinBox) else target
        menu = line.createStandardContextMenu() if isinstance(line, QLineEdit) else QMenu(self)
        if not menu.isEmpty():
            menu.addSeparator()
        reset = menu.addAction(f"Reset to {spoken(self.field.default)}")
        reset.setEnabled(self.field.default is not msgspec.NODEFAULT)
        reset.triggered.connect(self.reset)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def reset(self) -> None:
        """Goes back to the default."""
        self.editor.show_value(self.field.default)
        self.edited.emit(self, self.field.default)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers the default."""
        self.menu().popup(event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells when a field is reached; a click counts when it ends, so that nothing moves under the mouse."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            if event.reason() != Qt.FocusReason.MouseFocusReason:
                self.reached.emit(self)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self.reached.emit(self)
        elif isinstance(event, QContextMenuEvent) and isinstance(watched, QWidget):
            self._offer(watched, event.globalPos())
            return True
        return super().eventFilter(watched, event)

    def _offer(self, target: QWidget, place: QPoint) -> None:
        self.menu(target).popup(place)

    def _lay_out(self, label_width: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self._label.setFixedWidth(label_width - GAP)
        self._label.setMinimumHeight(FIELD_HEIGHT)
        self._label.setWordWrap(True)
        self._label.setToolTip(self.field.help)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self.editor, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        for line, words in enumerate((self._help, self._fault), 1):
            words.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(words, line, 1)
        if self.editor.below is not None:
            grid.addWidget(self.editor.below, 3, 0, 1, 2)

    def _listen(self) -> None:
        self.editor.edited.connect(self._tell)
        self.editor.set_names(self.field.label, self.field.help)
        for field in self.editor.fields():
            for watched in (field, *field.findChildren(QLineEdit)):
                watched.installEventFilter(self)

    def _tell(self, value: Any) -> None:
        self.edited.emit(self, value)
