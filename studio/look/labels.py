"""Words and lines that separate: headings, quiet notes, hairlines."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from studio.look.plain import plain


def label(text: str, role: str, parent: QWidget | None = None) -> QLabel:
    """A label that the style sheet dresses by its role.

    Args:
        text: Plain text; markup is shown as it is.
        role: ``heading``, ``label``, ``quiet``, ``small``, ``product``, ``good``, ``warning`` or ``bad``.
        parent: The widget it lies in.
    """
    made = QLabel(text, parent)
    _plain(made, role)
    return made


class Heading(QLabel):
    """13 pixels, semibold: the name of a section."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _plain(self, "heading")


class Quiet(QLabel):
    """11 pixels, quiet: help, captions, and figures that nobody has to read.

    Args:
        text: What it says.
        parent: The widget it lies in.
        wrap: Whether long text breaks into lines.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(text, parent)
        _plain(self, "quiet")
        self.setWordWrap(wrap)


class OneLine(Quiet):
    """Quiet words on one line, cut where there is no room for them; the tool tip has all of them."""

    def setText(self, text: str) -> None:
        """Say something else."""
        super().setText(text)
        self.setToolTip(plain(text))

    def minimumSizeHint(self) -> QSize:
        """No words are so long that they push others aside."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words, or as many as fit."""
        words = self.fontMetrics().elidedText(" ".join(self.text().split()), Qt.TextElideMode.ElideRight, self.width())
        place = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            self.style().drawItemText(painter, self.rect(), int(place), self.palette(), True, words, self.foregroundRole())


class Hairline(QFrame):
    """A line one pixel wide between two parts of a panel."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hairline")
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)


def set_role(widget: QWidget, role: str) -> None:
    """Change what the style sheet takes a label for, at run time."""
    set_dress(widget, "role", role)


def set_dress(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property that the style sheet asks for (``filled``, ``bad``, ``role`` ...) and dress the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _plain(made: QLabel, role: str) -> None:
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
