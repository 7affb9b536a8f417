"""The type of a lesson: Markdown as Qt sets it, made quiet enough for a panel."""

from __future__ import annotations

import re

from PySide6.QtGui import (
    QColor,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextListFormat,
    QTextTable,
    QTextTableCellFormat,
)

from studio.look import Look
from studio.look.lettering import SEMIBOLD, text_font

_GAP, _HEADING_GAP = 6, 14  # pixels above a paragraph and above a heading
_TABLE_GAP, _BESIDE, _UNDER = 12, 20, 5  # pixels around a table, and in its cells
_UNIT = re.compile(r"(?<=\d) (?=%|px\b|[MG]B\b)")


def kept_together(words: str) -> str:
    """No line ends between a number and its unit."""
    return _UNIT.sub("\u00a0", words)


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
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _rule(frame, look)


def set_ground(block: QTextBlock, colour: QColor | None) -> None:
    """Sets a paragraph off by its ground, or no longer."""
    form = block.blockFormat()
    if colour is None:
        form.clearBackground()
    else:
        form.setBackground(colour)
    QTextCursor(block).setBlockFormat(form)


def _rule(table: QTextTable, look: Look) -> None:
    """Hairlines between the rows in place of a box around every cell; no gap above words, for cells have their own."""
    form = table.format()
    form.setBorder(0)
    form.setBorderCollapse(True)
    form.setTopMargin(_TABLE_GAP)
    form.setBottomMargin(_TABLE_GAP)
    form.setCellSpacing(0)
    table.setFormat(form)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            cell.setFormat(_cell(look, first=not column, last=row == table.rows() - 1))
            cursor = cell.firstCursorPosition()
            words = cursor.blockFormat()
            words.setTopMargin(0)
            cursor.setBlockFormat(words)


def _cell(look: Look, *, first: bool, last: bool) -> QTextTableCellFormat:
    form = QTextTableCellFormat()
    form.setTopPadding(_UNDER)
    form.setBottomPadding(_UNDER)
    form.setLeftPadding(0 if first else _BESIDE)
    if not last:
        form.setBottomBorder(1)
        form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBottomBorderBrush(look.colour("line"))
    return form


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
