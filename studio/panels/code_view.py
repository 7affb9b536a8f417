"""Source that can be read, not edited, with line numbers and lines that are lit."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from studio.look.labels import set_dress
from studio.look.lettering import mono_font
from studio.look.look import Look
from studio.panels.python_colours import Colours, PythonColours, Stretch

_MARGIN = 12


class CodeView(QPlainTextEdit):
    """Python source in colours.

    Args:
        look: Theme.
        parent: The widget it lies in.

    Attributes:
        line_pressed: A line was clicked; carries its number from 1.
        ground: Role of the colour that it stands on.
    """

    line_pressed = Signal(int)
    ground = "panel"

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lit: tuple[int, ...] = ()
        self._colours = PythonColours(look, self.document())
        self._numbers = _Numbers(self)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setFont(mono_font(11))
        set_dress(self, "mono", True)
        self.setStyleSheet("font-size: 11px")
        self.setAccessibleName("Program")
        self.updateRequest.connect(self._scrolled)
        look.changed.connect(self._light)

    def show_text(self, text: str, colours: Colours) -> None:
        """Show a program; what was in sight stays in sight.

        Only the lines that differ are put in place of others, for a whole program of thousands takes longer than a frame.

        Args:
            text: All of it.
            colours: What is to be coloured.
        """
        before = self.toPlainText()
        if text == before:
            return
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        start, kept = _same_ends(_lines(before, self._colours.found), _lines(text, colours))
        self._colours.found = colours
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(before[:start]))
        cursor.setPosition(_units(before[: len(before) - kept]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - kept])
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)
        self.verticalScrollBar().setValue(down)
        self.horizontalScrollBar().setValue(across)
        self._light()

    def recolour(self, colours: Colours) -> None:
        """Colour the text that is shown anew."""
        self._colours.found = colours
        self._colours.rehighlight()

    def light(self, lines: Iterable[int], *, reveal: bool) -> None:
        """Light lines, counted from 1, and bring the first into sight where none of them is."""
        self._lit = tuple(sorted(lines))
        self._light()
        if reveal and self._lit and not any(self._in_sight(line) for line in self._lit):
            self.verticalScrollBar().setValue(max(0, self._lit[0] - 3))

    def marks(self) -> list[QTextEdit.ExtraSelection]:
        """What is marked besides the lines that are lit."""
        return []

    def lit(self) -> tuple[int, ...]:
        """The lines that are lit."""
        return self._lit

    def numbers_width(self) -> int:
        """Width of the column of line numbers."""
        return self.fontMetrics().horizontalAdvance("0") * max(2, len(str(self.blockCount()))) + 2 * _MARGIN

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a selection tells the line."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.line_pressed.emit(self.cursorForPosition(event.position().toPoint()).blockNumber() + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the text."""
        super().resizeEvent(event)
        area = self.contentsRect()
        self._numbers.setGeometry(QRect(area.left(), area.top(), self.numbers_width(), area.height()))

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Write the numbers of the lines in sight."""
        painter.fillRect(area, self._look.colour(self.ground))
        painter.setFont(self.font())
        for block, top in self._blocks():
            lit = block.blockNumber() + 1 in self._lit
            painter.setPen(self._look.colour("accent" if lit else "dim"))
            box = QRect(0, top, self.numbers_width() - _MARGIN, self.fontMetrics().height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))

    def _blocks(self) -> Iterable[tuple[QTextBlock, int]]:
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > self.viewport().height():
                return
            yield block, round(place.top())
            block = block.next()

    def _in_sight(self, line: int) -> bool:
        first = self.firstVisibleBlock().blockNumber() + 1
        return first <= line < first + max(1, self.viewport().height() // max(1, self.fontMetrics().lineSpacing()))

    @Slot()
    def _light(self) -> None:
        """A band across each lit line."""
        bands = []
        for line in self._lit:
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                band = QTextEdit.ExtraSelection()
                band.format.setBackground(self._look.colour("halo"))
                band.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                band.cursor = QTextCursor(block)
                bands.append(band)
        self.setExtraSelections([*bands, *self.marks()])
        self._numbers.update()

    @Slot(QRect, int)
    def _scrolled(self, _area: QRect, _pixels: int) -> None:
        self._numbers.update()


Line = tuple[str, tuple[Stretch, ...]]


def _lines(text: str, colours: Colours) -> list[Line]:
    return [(line, tuple(colours.get(number, ()))) for number, line in enumerate(text.split("\n"))]


def _same_ends(old: list[Line], new: list[Line]) -> tuple[int, int]:
    """How many letters two texts have in common before and after the lines in which they differ."""
    head = next((place for place, (here, there) in enumerate(zip(old, new, strict=False)) if here != there), min(len(old), len(new)))
    rest = min(len(old), len(new)) - head
    tail = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    letters = min(_letters(old), _letters(new))
    kept = min(sum(len(line) + 1 for line, _ in old[len(old) - tail :]), letters)
    return min(sum(len(line) + 1 for line, _ in old[:head]), letters - kept), kept


def _letters(lines: list[Line]) -> int:
    return sum(len(line) for line, _ in lines) + len(lines) - 1


def _units(text: str) -> int:
    """Its length as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


class _Numbers(QWidget):
    """The column of line numbers."""

    def __init__(self, code: CodeView) -> None:
        super().__init__(code)
        self._code = code

    def sizeHint(self) -> QSize:
        return QSize(self._code.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._code.paint_numbers(painter, event.rect())
