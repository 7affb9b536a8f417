"""The lesson of a project beside its board: what was new, shown step by step on the board, and what to try."""

from __future__ import annotations

import sys

from PySide6.QtCore import QByteArray, QPoint, QSize, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QTextBlock
from PySide6.QtWidgets import QStackedLayout, QTextBrowser, QVBoxLayout, QWidget

from studio.look import Look
from studio.look.empty import EmptyState
from studio.look.lettering import text_font
from studio.panels.lesson_steps import Step, StepBar, steps
from studio.panels.lesson_text import calm, kept_together, set_ground
from studio.project.lesson_links import SCHEME

_MARGIN = 16
_INDENT = 20
_BEFORE = 28  # pixels of the text before a step that stay in sight
_PAGES = frozenset({"http", "https", "mailto"})
_REFUSED = "A link of the lesson is not opened. Expected: a page of the web, or a node. Received: {}. Open it yourself if you trust it."


class _Text(QTextBrowser):
    """Shows words alone: a lesson came with its project, and a picture in it could be fetched from anywhere."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> QByteArray:
        """Nothing, which is another answer than none: then the document would fetch it itself."""
        return QByteArray(b"")


class LessonPanel(QWidget):
    """Shows a README in Markdown; its steps and links lead to nodes, other links open in the person's browser.

    Args:
        look: Theme and fonts.
        parent: The widget it lies in.

    Attributes:
        node_asked: A node is to be shown; carries the link, such as `node:ResNet-50/stage1`.
        node_pointed: The cursor or the keyboard is at the link of a node; carries the link, or nothing where it has left.
        link_refused: A link leads to what is not opened from a lesson; carries the sentence.
    """

    node_asked = Signal(str)
    node_pointed = Signal(str)
    link_refused = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._lesson = look, ""
        self._steps: tuple[Step, ...] = ()
        self._step, self._keys = -1, ("", "")
        self._bar, self._text = StepBar(look), _Text()
        self._text.setOpenLinks(False)
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.document().setDocumentMargin(_MARGIN)
        empty = EmptyState(
            look, "book-open", "A lesson, where the project has one", "Put a README.md into the project's folder, and it is shown here."
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._whole())
        self._stack.addWidget(empty)
        self._bar.stepped.connect(self.step)
        self._text.anchorClicked.connect(self._follow)
        self._text.highlighted.connect(lambda url: self.node_pointed.emit(_node_link(url)))
        look.changed.connect(self._renew)
        self.show_lesson("")

    def show_lesson(self, lesson: str) -> None:
        """Shows a lesson, in Markdown, before its first step; nothing for a project without one."""
        self._lesson, self._step = lesson, -1
        self._stack.setCurrentIndex(0 if lesson else 1)
        self._renew()

    def set_keys(self, back: str, on: str) -> None:
        """Shows the keys that lead to the previous and the next step."""
        self._keys = (back, on)
        self._show_step()

    def step(self, by: int) -> None:
        """Goes some steps on, or back; nothing beyond the first and the last."""
        step = self._step + by
        if 0 <= step < len(self._steps):
            self._step = step
            self._show_step()
            self._read_on()
            self.node_asked.emit(self._steps[step].link)

    def words(self) -> str:
        """What is read, without its markup."""
        return self._text.toPlainText()

    def progress(self) -> str:
        """What is said of the steps; empty for a lesson without any."""
        return self._bar.words() if self._steps else ""

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(780, 296)

    def _whole(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._text, 1)
        return made

    @Slot(object)
    def _renew(self, _theme: object = None) -> None:
        """Markdown takes its colours when it is set; where one reads stays."""
        read = self._text.verticalScrollBar().value() if _theme is not None else 0
        self._text.document().setDefaultFont(text_font())
        self._text.setMarkdown(kept_together(self._lesson))
        self._text.document().setIndentWidth(_INDENT)
        calm(self._text.document(), self._look)
        self._steps = steps(self._text.document())
        self._bar.setVisible(bool(self._steps))
        self._show_step()
        self._text.verticalScrollBar().setValue(read)

    def _show_step(self) -> None:
        """Marks the step in the text, and says in the bar which it is."""
        self._bar.show_step(self._step, len(self._steps), self._keys)
        for place, step in enumerate(self._steps):
            set_ground(self._text.document().findBlockByNumber(step.block), self._look.colour("raised") if place == self._step else None)

    def _read_on(self) -> None:
        """Brings the step into view, with a little of what stands before it."""
        place = self._text.document().documentLayout().blockBoundingRect(self._paragraph())
        bar = self._text.verticalScrollBar()
        if place.top() < bar.value() or place.bottom() > bar.value() + self._text.viewport().height():
            bar.setValue(round(place.top()) - _BEFORE)
            bar.setValue(bar.value() + min(self._text.cursorRect(self._text.cursorForPosition(QPoint())).top(), 0))  # no line is cut

    def _paragraph(self) -> QTextBlock:
        return self._text.document().findBlockByNumber(self._steps[self._step].block)

    def _follow(self, url: QUrl) -> None:
        if link := _node_link(url):
            self._stand_at(link)
            self.node_asked.emit(link)
        elif url.scheme().lower() in _PAGES:
            QDesktopServices.openUrl(url)
        else:
            self.link_refused.emit(_REFUSED.format(url.toDisplayString()))

    def _stand_at(self, link: str) -> None:
        """A link that a step begins with makes it the current one."""
        if (step := next((place for place, each in enumerate(self._steps) if each.link == link), None)) is not None:
            self._step = step
            self._show_step()


def _node_link(url: QUrl) -> str:
    """A link as the lesson has it; empty for one that leads to no node."""
    words = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return words if words.startswith(SCHEME) else ""


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
