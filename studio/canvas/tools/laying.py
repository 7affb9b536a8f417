"""Laying out: small drawings at once, large ones beside the window's own work, so that it can be watched and given up."""

import time
from collections.abc import Callable, Collection
from threading import Thread

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from studio.canvas.shown.stage import Stage
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph, Position
from studio.look.lettering import small_font

_AT_ONCE = 300  # nodes that are laid out within a frame
_LOOK_MS = 15
_PATIENCE = 0.5  # seconds from which on it is said what takes so long
_RAISED = 24.0  # pixels above the lower edge of the board

Places = dict[str, Position]


class Laying:
    """Works out the places of cards and hands them over when they are known.

    The thread is plain: it touches nothing of Qt, and when nobody waits for it any more its answer is forgotten. The layout is plain
    Python, which hands its lock on every few milliseconds, so the board stays alive beside it.

    Args:
        parent: The board; with it ends the waiting.
        tick: Called while it takes long, to paint what `paint` shows.
    """

    def __init__(self, parent: QObject, tick: Callable[[], None]) -> None:
        self._tick = tick
        self._timer = QTimer(parent, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._thread: Thread | None = None
        self._answer: list[Places] = []
        self._take: Callable[[Places], None] = _forget
        self._count, self._began = 0, 0.0

    @property
    def busy(self) -> bool:
        """Whether places are being worked out."""
        return self._thread is not None

    @property
    def slow(self) -> bool:
        """Whether it takes so long that it is worth a word."""
        return self.busy and time.monotonic() - self._began > _PATIENCE

    def begin(self, graph: Graph, width: float, ids: Collection[str] | None, take: Callable[[Places], None]) -> None:
        """Works out where the cards go; `take` is called with their places, unless it is given up before."""
        self.cancel()
        self._count = len(graph.nodes if ids is None else ids)
        if self._count <= _AT_ONCE:
            take(laid_out(graph, width, ids))
            return
        answer: list[Places] = []
        self._answer, self._take, self._began = answer, take, time.monotonic()
        self._thread = Thread(target=lambda: answer.append(laid_out(graph, width, ids)), name="layout", daemon=True)
        self._thread.start()
        self._timer.start()

    def cancel(self) -> bool:
        """Gives it up; False where there was nothing to give up."""
        was_busy, self._thread = self.busy, None
        self._timer.stop()
        return was_busy

    def paint(self, painter: QPainter, stage: Stage) -> None:
        """What takes so long, and how to end it."""
        if not self.slow:
            return
        words, font = f"Laying out {self._count:,} nodes · Esc gives up", small_font()
        metrics = QFontMetricsF(font)
        size = QSizeF(metrics.horizontalAdvance(words) + 24, 28)
        box = QRectF(QPointF((stage.size.width() - size.width()) / 2, stage.size.height() - size.height() - _RAISED), size)
        painter.setPen(QPen(stage.colour("line"), 1.0))
        painter.setBrush(stage.colour("raised"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setFont(font)
        painter.setPen(stage.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _look(self) -> None:
        if self._answer:
            self._thread = None
            self._timer.stop()
            self._take(self._answer[0])
        elif self._thread is not None and not self._thread.is_alive():
            self.cancel()
        elif self.slow:
            self._tick()


def _forget(_places: Places) -> None:
    """Nobody waits."""
