"""A short glow around a card, so that the eye finds what words speak of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.canvas.board import Board
from studio.look import Look

_LONG_MS = 1400
_SPREAD, _RADIUS, _RINGS = 14.0, 8.0, 5


class Glow(QWidget):
    """Lies over the board and is seen for a moment; it takes nothing of mouse or keyboard.

    Args:
        look: Theme.
        board: On which the cards are.
    """

    def __init__(self, look: Look, board: Board) -> None:
        super().__init__(board)
        self._look, self._board, self._node = look, board, ""
        self._strength = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fading = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_LONG_MS)
        self._fading.valueChanged.connect(self._fade)
        self._fading.finished.connect(self.hide)
        board.installEventFilter(self)
        self.hide()

    def show_at(self, node: str) -> None:
        """Glows around a node, and fades."""
        self._node = node
        self.setGeometry(self._board.rect())
        self.show()
        self.raise_()
        self._fading.stop()
        self._fading.start()

    def node(self) -> str:
        """The node that it is around; empty while there is none."""
        return self._node if self.isVisible() else ""

    def end(self) -> None:
        """Is seen no longer."""
        self._fading.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the size of the board."""
        if watched is self._board and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._board.rect())
        elif watched is self._board and event.type() == QEvent.Type.Hide:
            self.end()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Rings around the card where it is now, fainter further out."""
        scene = self._board.stage.scene
        if self._node not in scene.rows:
            return
        card = self._board.stage.view.rect_to_screen(scene.bounds(scene.rows_of([self._node])))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for ring in range(_RINGS):
                out = 1.0 + ring * _SPREAD / _RINGS
                painter.setPen(QPen(self._colour(ring), _SPREAD / _RINGS))
                painter.drawRoundedRect(QRectF(card).adjusted(-out, -out, out, out), _RADIUS + out, _RADIUS + out)

    def _colour(self, ring: int) -> QColor:
        colour = QColor(self._look.colour("accent"))
        colour.setAlphaF(0.7 * self._strength * (1 - ring / _RINGS))
        return colour

    def _fade(self, left: float) -> None:
        self._strength = min(1.0, 2 * left)
        self.update()
