"""The lesson of a project beside its board: what to see and what to try."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextListFormat
from PySide6.QtWidgets import QStackedLayout, QTextBrowser, QWidget

from studio.look import Look
from studio.look.empty import EmptyState
from studio.look.lettering import SEMIBOLD, text_font

_MARGIN = 16
_INDENT = 20
_GAP, _HEADING_GAP = 6, 14  # pixels above a paragraph and above a heading


class LessonPanel(QWidget):
    """Shows a README in Markdown; links open in the person's browser.

    Args:
        look: Theme and fonts.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._lesson = look, ""
        self._text = QTextBrowser()
        self._text.setOpenExternalLinks(True)
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.document().setDocumentMargin(_MARGIN)
        empty = EmptyState(
            look, "book-open", "A lesson, where the project has one", "Put a README.md into the project's folder, and it is shown here."
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._text)
        self._stack.addWidget(empty)
        look.changed.connect(self._renew)
        self.show_lesson("")

    def show_lesson(self, lesson: str) -> None:
        """Shows a lesson, in Markdown; nothing for a project without one."""
        self._lesson = lesson
        self._stack.setCurrentIndex(0 if lesson else 1)
        self._renew()

    def words(self) -> str:
        """What is read, without its markup."""
        return self._text.toPlainText()

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(780, 296)

    @Slot(object)
    def _renew(self, _theme: object = None) -> None:
        """Markdown takes its colours when it is set."""
        self._text.document().setDefaultFont(text_font())
        self._text.setMarkdown(self._lesson)
        self._text.document().setIndentWidth(_INDENT)
        _calm(self._text.document())


def _calm(document: QTextDocument) -> None:
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
            _soften(block)
        block = block.next()


def _points() -> QTextListFormat:
    form = QTextListFormat()
    form.setStyle(QTextListFormat.Style.ListDisc)
    return form


def _soften(block: QTextBlock) -> None:
    """Bold words in the one heavier weight that is shipped: a bolder one would be smeared from it."""
    heavy = QTextCharFormat()
    heavy.setFontWeight(SEMIBOLD)
    for part in block.textFormats():
        if part.format.fontWeight() > SEMIBOLD:
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + part.start)
            cursor.setPosition(block.position() + part.start + part.length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(heavy)


def main() -> int:
    """Show the panel alone, with a sample's lesson."""
    from studio.panels import alone
    from studio.project.samples import samples

    def make(look: Look) -> LessonPanel:
        panel = LessonPanel(look)
        panel.show_lesson(samples()[0].lesson)
        return panel

    return alone.show("Lesson", make)


if __name__ == "__main__":
    sys.exit(main())
