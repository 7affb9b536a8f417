"""From the words of a lesson to the board: the node that a step speaks of is selected, brought into view, and glows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.app.document import Document
from studio.app.drawing import Drawing
from studio.app.glow import Glow
from studio.canvas.board import Board
from studio.look import Look
from studio.panels.lesson import LessonPanel
from studio.project.lesson_links import SCHEME, Aim, aim

_NEIGHBOURS = 280  # pixels beside the node, so that one sees what comes before and behind
_CLOSE = 0.5  # below that zoom, cards show no values: one comes closer


class LessonDeeds(QObject):
    """Follows the links of the lesson.

    Args:
        look: Theme.
        document: Which drawings there are.
        drawing: Selects.
        board: Where nodes are seen.
        panel: The lesson.
        parent: The window.

    Attributes:
        refused: A link leads nowhere, or to what is not opened; carries the sentence.
    """

    refused = Signal(str)

    def __init__(self, look: Look, document: Document, drawing: Drawing, board: Board, panel: LessonPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._board = document, drawing, board
        self.glow = Glow(look, board)
        panel.node_asked.connect(self.go)
        panel.node_pointed.connect(self.point)
        panel.link_refused.connect(self.refused)

    def go(self, link: str) -> None:
        """Goes to a node, into another drawing and into modules where it stands there."""
        project = self._document.project
        found = aim(project, link)
        if found is None:
            name = link.removeprefix(SCHEME)
            self.refused.emit(
                f"The lesson speaks of {name}, which is not there any more. Undo, or open the sample anew from the welcome page."
            )
            return
        moved = not self._here(found)
        if found.drawing != project.shown:
            self._document.show_graph(found.drawing)
        self._document.go(found.trail)
        if moved:
            self._board.fit()
        self._board.reveal(found.node, _NEIGHBOURS)
        self._drawing.go_to(found.node)
        if self._board.goal().zoom < _CLOSE:
            self._board.zoom_to_selection()
        self.glow.show_at(found.node)

    def point(self, link: str) -> None:
        """Lets a node glow that can be seen now; another place is not gone to before somebody wants it."""
        found = aim(self._document.project, link) if link else None
        if found is not None and self._here(found):
            self.glow.show_at(found.node)

    def _here(self, found: Aim) -> bool:
        return (found.drawing, found.trail) == (self._document.project.shown, self._document.place.trail)
