"""Small painted marks beside words: a swatch, a sample of a line, and the dot that tells whether pictures are live."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from studio.look.labels import Quiet
from studio.look.look import Look


class Mark(QWidget):
    """A small picture in the colour of a role; subclasses draw it.

    Args:
        look: Theme.
        role: Role of its colour.
        size: How large it is.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, role: str, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._role = look, role
        self.setFixedSize(size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)

    def set_role(self, role: str) -> None:
        """Take the colour of another role."""
        self._role = role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw with the role's colour."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter, self._look.colour(self._role))

    def draw(self, painter: QPainter, colour: QColor) -> None:
        """Draw the mark; a plain one is a filled square with round corners."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)


class Dot(Mark):
    """A round dot."""

    def __init__(self, look: Look, role: str = "good", parent: QWidget | None = None) -> None:
        super().__init__(look, role, QSize(8, 8), parent)

    def draw(self, painter: QPainter, colour: QColor) -> None:
        """A filled circle."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(self.rect()))


class LineSample(Mark):
    """A short piece of a line as a plot draws it, solid or dashed."""

    def __init__(self, look: Look, *, dashed: bool, parent: QWidget | None = None) -> None:
        super().__init__(look, "quiet", QSize(18, 8), parent)
        self._dashed = dashed

    def draw(self, painter: QPainter, colour: QColor) -> None:
        """The line across the middle."""
        pen = QPen(colour, 1.75)
        if self._dashed:
            pen.setDashPattern([2.6, 1.7])
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))


class Live(QWidget):
    """Says how old the pictures of a panel are: a green dot and "live", or when they were taken.

    Args:
        look: Theme.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot, self._words = Dot(look), Quiet()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row(self, self._dot, self._words)
        self.set_age("")

    def set_age(self, text: str, *, live: bool = False) -> None:
        """Say it in words (`live`, `step 3,436`, `12 s ago`); empty words hide the dot."""
        self._dot.set_role("good" if live else "dim")
        self._words.setText(text)
        self._dot.setVisible(bool(text))

    def words(self) -> str:
        """What it says."""
        return self._words.text()


def row(holder: QWidget, *parts: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Lay widgets beside one another in a holder without margins; None is room that stretches."""
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)
    return layout
