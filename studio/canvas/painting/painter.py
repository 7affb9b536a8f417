"""One frame of the board, from the back to the front."""

from PySide6.QtGui import QPainter

from studio.canvas.cards.receptive import unit_under_cursor
from studio.canvas.painting.background import paint_background
from studio.canvas.painting.far import paint_far
from studio.canvas.painting.labels import paint_empty, paint_hot_wire_label, paint_port_labels, paint_title, paint_wire_labels
from studio.canvas.painting.layer import Layer
from studio.canvas.painting.near import NearPainter
from studio.canvas.painting.notes import paint_notes
from studio.canvas.painting.tentative import dim_what_does_not_fit
from studio.canvas.shown.kept import Kept
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import Level
from studio.look import Look


class BoardPainter:
    """Paints what a stage shows.

    Args:
        look: Theme and icons.

    Attributes:
        title: What the drawing is called.
        subtitle: Which graph of the project it is.
    """

    def __init__(self, look: Look) -> None:
        self._near, self._layer, self._words = NearPainter(look), Layer(self._drawing), Kept(2 << 20)
        self.title = self.subtitle = ""

    def paint(self, painter: QPainter, stage: Stage) -> None:
        """Everything but what the pointer shows."""
        stage.unit = unit_under_cursor(stage)
        if stage.parts.words < 1.0:  # from far all is painted in a few calls, and how depends on how much is in view
            self._layer.forget()
            self._drawing(painter, stage)
        else:
            self._layer.show(painter, stage)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_hot_wire_label(painter, stage)
        if self.title:
            paint_title(painter, stage, self.title, self.subtitle)

    def _drawing(self, painter: QPainter, stage: Stage) -> None:
        """The drawing itself, or the part of it that is to be painted."""
        paint_background(painter, stage)
        paint_notes(painter, stage)
        if not stage.scene.ids and not stage.scene.graph.notes:
            paint_empty(painter, stage)
        if stage.parts.words < 1.0:
            paint_far(painter, stage)
        if stage.parts.words > 0.0:
            self._near.paint(painter, stage)
        if stage.level > Level.FAR:
            paint_wire_labels(painter, stage, stage.seen_wires(), self._words)
        if stage.level >= Level.NEAR:
            paint_port_labels(painter, stage, stage.seen_wires())
        if stage.judge is not None:
            dim_what_does_not_fit(painter, stage, stage.judge)
