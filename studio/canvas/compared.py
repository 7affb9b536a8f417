"""A board that shows a drawing beside another one: what differs is marked, and nothing can be edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from studio.canvas.board import Board
from studio.canvas.shown.view import View
from studio.graph.model import Graph
from studio.look import Look

Mark = Literal["added", "removed", "changed"]
ROLES: Mapping[Mark, str] = {"added": "good", "removed": "bad", "changed": "warning"}
_ICONS: Mapping[Mark, str] = {"added": "plus", "removed": "minus", "changed": "pencil"}
_RING, _BADGE, _ICON = 2.0, 20.0, 12
_GAP = 3.0  # between card and ring
_SMALLEST = 48.0  # pixels; a narrower card carries no badge


class ComparedBoard(Board):
    """Marks nodes with a ring and a sign; the other board follows where this one looks.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        looked: Another part is seen; carries the View.
        headed: The way to another part begins; carries its View.
    """

    looked = Signal(object)
    headed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._marks: Mapping[str, Mark] = {}
        self._following = False
        self.setAcceptDrops(False)
        self.bar.only_look()
        self.stage.mapped = False  # two boards side by side are to look alike, and a small one has no room for it

    def set_marks(self, marks: Mapping[str, Mark]) -> None:
        """Marks nodes by their ids."""
        self._marks = marks
        self.update()

    def edit(self, label: str, change: Callable[[Graph], Graph]) -> bool:
        """Nothing is edited here: tells where it can be."""
        self.refuse("Drawings are only looked at where they are compared. Edit them on their own board.")
        return False

    def follow(self, view: View) -> None:
        """Looks where the other board looks, without telling it."""
        self._following = True
        self.look_at(view)
        self._following = False

    def accompany(self, view: View) -> None:
        """Goes where the other board goes, without telling it."""
        self._following = True
        self.glide_to(view)
        self._following = False

    def fit(self) -> None:
        """Everything in view, which is no matter of the other board: it may hold more."""
        self._following = True
        super().fit()
        self._following = False

    def look_at(self, view: View) -> None:
        """Show another part of the board at once, and tell."""
        super().look_at(view)
        if not self._following:
            self.looked.emit(view)

    def glide_to(self, view: View) -> None:
        """Lead to another part of the board in sight, and tell."""
        super().glide_to(view)
        if not self._following:
            self.headed.emit(view)

    def paint_over(self, painter: QPainter) -> None:
        """Rings and signs above the cards."""
        stage = self.stage
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in stage.seen_nodes().tolist():
            mark = self._marks.get(stage.scene.ids[row])
            if mark is not None:
                self._paint_mark(painter, stage.screen_rect(row), mark)
        super().paint_over(painter)

    def _paint_mark(self, painter: QPainter, card: QRectF, mark: Mark) -> None:
        colour = self.stage.colour(ROLES[mark])
        painter.setPen(QPen(colour, _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = min(8.0 * self.stage.view.zoom, 10.0) + _GAP
        painter.drawRoundedRect(card.adjusted(-_GAP, -_GAP, _GAP, _GAP), radius, radius)
        if card.width() >= _SMALLEST:
            self._paint_badge(painter, card.topRight() + QPointF(_GAP, -_GAP), colour, mark)

    def _paint_badge(self, painter: QPainter, centre: QPointF, colour: QColor, mark: Mark) -> None:
        badge = QRectF(centre - QPointF(_BADGE / 2, _BADGE / 2), QSizeF(_BADGE, _BADGE))
        painter.setPen(QPen(self.stage.colour("board"), _RING))
        painter.setBrush(colour)
        painter.drawEllipse(badge)
        place = badge.center() - QPointF(_ICON / 2, _ICON / 2)
        painter.drawPixmap(place, self.stage.look.pixmap(_ICONS[mark], "board", _ICON, self.stage.ratio))
