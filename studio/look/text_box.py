"""An entry field for a sentence or two: as high as what stands in it."""

import math

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from studio.look.labels import set_dress
from studio.look.lettering import small_font, text_font

_MOST = 8  # lines in sight; longer text is scrolled
_MARGIN, _EDGE = 3, 1


class TextBox(QPlainTextEdit):
    """One paragraph that wraps; Enter and Tab finish it, as in a field of one line.

    Args:
        small: Whether it is written in the smaller size.
        parent: The widget it lies in.

    Attributes:
        edited: The person changed the text; carries it.
        finished: The person left the field, or pressed Enter.
    """

    edited = Signal(str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        self._quiet = False
        self._font = small_font() if small else text_font()
        self.setFont(self._font)
        set_dress(self, "edged", True)
        set_dress(self, "small", small)
        self.document().setDocumentMargin(_MARGIN)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._tell)
        self._fit()

    def text(self) -> str:
        """What stands in it, in one line."""
        return " ".join(self.toPlainText().split("\n"))

    def show_text(self, text: str) -> None:
        """Shows a text, without telling; the same text leaves the cursor alone."""
        if text != self.text():
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the text instead of a line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is left is finished."""
        super().focusOutEvent(event)
        self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width it has other lines."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(120, self.height())

    def _tell(self) -> None:
        self._fit()
        if not self._quiet:
            self.edited.emit(self.text())

    def _fit(self) -> None:
        lines = max(1, min(_MOST, math.ceil(self.document().size().height())))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff if lines < _MOST else Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFixedHeight(lines * QFontMetrics(self._font).lineSpacing() + 2 * (_MARGIN + _EDGE))
        if self.document().size().width() > self.viewport().width():  # words lie under a scroll bar that has just come
            for mode in (self.LineWrapMode.NoWrap, self.LineWrapMode.WidgetWidth):
                self.setLineWrapMode(mode)  # no call says: break the lines anew
