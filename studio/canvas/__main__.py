"""The board alone, with sample data: ``python -m studio.canvas [light]``."""

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from studio.canvas.board import Board
from studio.canvas.sample import lenet, thumbnails
from studio.canvas.shown.costs import cost_shares
from studio.graph.figures import Issue
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.look import DARK, LIGHT, Look
from studio.look.style import follow


class _Owner(QObject):
    """Keeps every version of the drawing, as a project's history does."""

    def __init__(self, board: Board, graph: Graph) -> None:
        super().__init__(board)
        self._board, self._kept, self._at = board, [graph], 0
        board.edited.connect(self._push)
        board.fix_clicked.connect(self._mend)
        board.refused.connect(board.setToolTip)
        for keys, step in ((QKeySequence.StandardKey.Undo, -1), (QKeySequence.StandardKey.Redo, 1)):
            QShortcut(QKeySequence(keys), board, lambda step=step: self._go(self._at + step))
        board.cost_asked.connect(lambda kind: board.set_cost(kind, cost_shares(kind, board.stage.scene.measured)))
        self._go(0)

    def _push(self, _label: str, graph: Graph) -> None:
        self._kept[self._at + 1 :] = [graph]
        self._go(self._at + 1)

    def _mend(self, issue: Issue) -> None:
        if issue.fix is not None:
            self._board.edit(issue.fix.label, issue.fix.edit)

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._kept):
            self._at = at
            self._board.show_graph(self._kept[at], measure(self._kept[at]))


def main() -> int:
    """Show the board until it is closed."""
    app = QApplication(sys.argv)
    look = Look(LIGHT if "light" in sys.argv else DARK)
    follow(app, look)
    board, graph = Board(look), lenet()
    board.setWindowTitle("Drawing board, sample data")
    board.set_title("LeNet-5", "main graph · sample data, invented pictures")
    owner = _Owner(board, graph)
    owner.setObjectName("owner")
    if "plain" not in sys.argv:
        board.set_thumbnails(thumbnails(graph))
    board.resize(1080, 600)
    board.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
