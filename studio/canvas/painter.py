"""One frame of the board, from the back to the front."""

from PySide6.QtGui import QPainter

from studio.canvas.background import paint_background
from studio.canvas.far import paint_far
from studio.canvas.labels import paint_empty, paint_hot_wire_label, paint_port_labels, paint_title, paint_wire_labels
from studio.canvas.near import NearPainter
from studio.canvas.notes import paint_notes
from studio.canvas.stage import Stage
from studio.canvas.view import Level
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
        self._near = NearPainter(look)
        self.title = self.subtitle = ""

    def paint(self, painter: QPainter, stage: Stage) -> None:
        """Everything but what the pointer shows."""
        paint_background(painter, stage)
        paint_notes(painter, stage)
        if not stage.scene.ids and not stage.scene.graph.notes:
            paint_empty(painter, stage)
        if stage.parts.words < 1.0:
            paint_far(painter, stage)
        if stage.parts.words > 0.0:
            self._near.paint(painter, stage)
        if stage.level > Level.FAR:
            paint_wire_labels(painter, stage, stage.seen_wires())
        if stage.level >= Level.NEAR:
            paint_port_labels(painter, stage, stage.seen_wires())
        paint_hot_wire_label(painter, stage)
        if self.title:
            paint_title(painter, stage, self.title, self.subtitle)
