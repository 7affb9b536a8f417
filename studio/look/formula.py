"""Formulas set as in a book: indices low, exponents high, letters slanted; written as `y_{i} = x_{i}^{2}`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.lettering import SMALL_SIZE, text_font
from studio.look.look import Look

_SIZE = 15  # pixels; indices are written small, as small as anything is
_LOW, _HIGH = 4.0, -6.0
_LINE = 26.0
_MARKED = ("{}", "<sub>{}</sub>", "<sup>{}</sup>")  # on the line, below it, above it
_ENGLISH = frozenset({"if", "in", "of", "or"})  # no variables, though as short
_PIECES = re.compile(r"[^\W\d_]+|[^\W_]|.", re.DOTALL)  # words and letters, digits, signs


class Piece(NamedTuple):
    """A few letters set in one way.

    Attributes:
        text: The letters.
        rise: Pixels below the line that the formula stands on; negative above.
        small: Whether it is an index or exponent.
        slanted: Whether it is a variable.
    """

    text: str
    rise: float
    small: bool
    slanted: bool


def pieces(formula: str) -> tuple[Piece, ...]:
    """The formula as it is set.

    Raises:
        ValueError: A brace is not closed, or one is closed that was not opened.
    """
    found, rest = _read(formula, 0.0, False)
    if rest:
        raise ValueError(f"A brace is closed that was not opened. Received: {formula}. Take it out.")
    return tuple(found)


def plain(formula: str) -> str:
    """The formula in one line of letters, for screen readers."""
    return re.sub(r"[{}]", "", formula.replace("_{", " {").replace("^{", " to the {"))


def rich(words: str) -> str:
    """A sentence with letters of a formula in it, as a label shows it: `x_{i}` with its index low."""
    return "".join(_MARKED[(piece.rise > 0) - (piece.rise < 0)].format(html.escape(piece.text)) for piece in pieces(words))


class FormulaView(QWidget):
    """A formula, in lines where it is too long for one.

    Args:
        look: Theme.
        formula: As it is written.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, formula: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words: list[list[Piece]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)
        self.show_formula(formula)

    def show_formula(self, formula: str) -> None:
        """Shows another formula."""
        self._words = list(_words(pieces(formula)))
        self.setAccessibleName(plain(formula))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A narrow place needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        return round(_LINE * len(self._lines(width)))

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, round(_LINE))

    def minimumSizeHint(self) -> QSize:
        """One word."""
        return QSize(80, round(_LINE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Line for line, later ones set in."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            painter.setPen(self._look.colour("text"))
            for number, line in enumerate(self._lines(self.width())):
                left = 16.0 if number else 0.0
                for piece in (piece for word in line for piece in word):
                    painter.setFont(_font(piece))
                    painter.drawText(QPointF(left, _LINE * number + 17 + piece.rise), piece.text)
                    left += _advance(piece)

    def _lines(self, width: int) -> list[list[list[Piece]]]:
        """The words in lines; one that is wider than the place has a line to itself."""
        lines: list[list[list[Piece]]] = [[]]
        left = 0.0
        for word in self._words:
            wide = sum(map(_advance, word))
            if lines[-1] and left + wide > width:
                lines.append([])
                left = 16.0
            lines[-1].append(word)
            left += wide
        return lines


def _read(text: str, rise: float, small: bool) -> tuple[list[Piece], str]:
    """The pieces up to the brace that closes this part, and what comes after it."""
    found: list[Piece] = []
    while text and text[0] != "}":
        if text[:2] in ("_{", "^{"):
            step = _LOW if text[0] == "_" else _HIGH
            part = text
            inner, text = _read(text[2:], rise + step * (0.6 if small else 1.0), True)
            if not text:
                raise ValueError(f"A brace is not closed. Received: {part}. Close it.")
            found += inner
            text = text[1:]
            continue
        match = _PIECES.match(text)
        assert match is not None  # any letter at all is a piece
        found.append(Piece(match[0], rise, small, _is_variable(match[0])))
        text = text[match.end() :]
    return found, text


def _words(found: tuple[Piece, ...]) -> Iterator[list[Piece]]:
    """What stays together: lines break after spaces of the formula itself, not after those in an index."""
    word: list[Piece] = []
    for piece in found:
        word.append(piece)
        if piece.text == " " and not piece.small:
            yield word
            word = []
    if word:
        yield word


def _is_variable(text: str) -> bool:
    """Letters that stand alone or in pairs, as in `si + u`; not words, sums and names of functions."""
    return text.isalpha() and len(text) <= 2 and text not in _ENGLISH and not any("Α" <= letter <= "Ω" for letter in text)


def _font(piece: Piece) -> QFont:
    font = text_font()
    font.setPixelSize(SMALL_SIZE if piece.small else _SIZE)
    font.setItalic(piece.slanted)
    return font


def _advance(piece: Piece) -> float:
    return QFontMetricsF(_font(piece)).horizontalAdvance(piece.text)
