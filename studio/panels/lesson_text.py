"""The type of a lesson: Markdown as Qt sets it, made quiet enough for a panel."""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextListFormat

from studio.look import Look
from studio.look.lettering import SEMIBOLD, text_font

_GAP, _HEADING_GAP = 6, 14  # pixels above a paragraph and above a heading


def calm(document: QTextDocument, look: Look) -> None:
    """Headings in the size of the text, set apart by weight and space: Markdown's own would shout in a panel."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        form = block.blockFormat()
        form.setTopMargin(_HEADING_GAP if form.headingLevel() else _GAP)
        cursor.setBlockFormat(form)
        if (points := block.textList()) is not None and points.format().style() == QTextListFormat.Style.ListCircle:
            points.setFormat(_points())
        if block.blockFormat().headingLevel():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()
            letters.setFont(text_font(SEMIBOLD))
            cursor.setCharFormat(letters)
        else:
            _soften(block, look)
        block = block.next()


def set_ground(block: QTextBlock, colour: QColor | None) -> None:
    """Sets a paragraph off by its ground, or no longer."""
    form = block.blockFormat()
    if colour is None:
        form.clearBackground()
    else:
        form.setBackground(colour)
    QTextCursor(block).setBlockFormat(form)


def _points() -> QTextListFormat:
    form = QTextListFormat()
    form.setStyle(QTextListFormat.Style.ListDisc)
    return form


def _soften(block: QTextBlock, look: Look) -> None:
    """Bold words in the one heavier weight that is shipped, a bolder one would be smeared from it; links without a line below."""
    for part in block.textFormats():
        calmer = QTextCharFormat()
        if part.format.fontWeight() > SEMIBOLD:
            calmer.setFontWeight(SEMIBOLD)
        if part.format.isAnchor():
            calmer.setForeground(look.colour("accent"))
            calmer.setFontUnderline(False)
        if calmer.propertyCount():
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + part.start)
            cursor.setPosition(block.position() + part.start + part.length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(calmer)
