"""The drawing as a picture: what its cards show the cost of, and figures for a paper."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app.actions import Actions
from studio.app.document import Document
from studio.app.drawing import Drawing
from studio.app.timing import Timing
from studio.canvas.board import Board
from studio.canvas.paper import FILTERS, ExportFailed, Figure, export
from studio.canvas.shown.costs import COSTS, Kind, cost_shares


class PictureDeeds(QObject):
    """Works on what the board shows.

    Args:
        document: What is drawn.
        drawing: Its figures.
        board: Where it is drawn.
        timing: Measures how long nodes take.
        actions: Those that choose a cost are checked while it is shown.
        parent: The window.

    Attributes:
        refused: Something cannot be done; carries the sentence.
        said: A file was written; carries the sentence.
    """

    refused = Signal(str)
    said = Signal(str)

    def __init__(self, document: Document, drawing: Drawing, board: Board, timing: Timing, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._board, self._timing = document, drawing, board, timing
        self._actions, self._window = actions, parent
        self._kind: Kind = "none"
        drawing.measured_anew.connect(lambda _measured, _issues: self._show_cost())
        timing.changed.connect(self._show_cost)
        timing.refused.connect(self.refused)
        board.cost_asked.connect(self.choose_cost)
        actions.bind(
            {
                "project.export_drawing": self.export_drawing,
                "project.export_selection": self.export_selection,
                **{f"view.cost_{kind}": partial(self.choose_cost, kind) for kind in COSTS},
            }
        )
        self.choose_cost("none")

    def choose_cost(self, kind: Kind) -> None:
        """Shows on each card its part of the whole network's cost; time is measured while it is shown."""
        self._kind = kind
        self._timing.want(kind == "time")
        self._show_cost()

    def export_drawing(self) -> None:
        """Asks for a file and writes all of the drawing to it."""
        self._export("Export the drawing", None)

    def export_selection(self) -> None:
        """Asks for a file and writes the selected nodes to it."""
        if self._board.selection:
            self._export("Export the selected nodes", self._board.selection)
        else:
            self.refused.emit("No node is selected. Expected: the nodes to export. Select some first, or export the whole drawing.")

    def write(self, path: Path, only: Collection[str] | None = None) -> None:
        """Writes the drawing, or some of its nodes, in the format of the file's ending."""
        stage = self._board.stage
        figure = Figure(
            self._document.graph, self._drawing.measured, only, stage.thumbs, self._kind, stage.costs, self._document.project.title
        )
        try:
            export(figure, path)
        except ExportFailed as error:
            self.refused.emit(str(error))
        else:
            self.said.emit(f"The drawing was written to {path}.")

    def _export(self, title: str, only: Collection[str] | None) -> None:
        start = str(self._document.folder / f"{self._document.project.title}.pdf")
        chosen, wanted = QFileDialog.getSaveFileName(self._window, title, start, ";;".join(FILTERS))
        if chosen:
            self.write(_with_ending(Path(chosen), wanted), only)

    def _show_cost(self) -> None:
        for kind in COSTS:
            self._actions[f"view.cost_{kind}"].setChecked(kind == self._kind)
        seconds = self._timing.seconds() if self._kind == "time" else None
        self._board.set_cost(self._kind, cost_shares(self._kind, self._drawing.measured, seconds))


def _with_ending(path: Path, wanted: str) -> Path:
    """A file whose name has no ending gets that of the kind that was chosen."""
    return path if path.suffix else path.with_suffix(f".{wanted.partition(',')[0].lower()}")
