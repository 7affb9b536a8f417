"""From the end of a batch in the worker to its figures painted by the curves."""

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.look import Look
from studio.messages.events import Progress
from studio.panels.curves import CurvesPanel
from studio.panels.run_curves import Batches, RunCurves
from studio.runs import RunReader, run_folder
from tests.benchmarks.lenet import sample
from tests.benchmarks.live import RUN, Live
from tests.benchmarks.table import Row, median

_READ_EVERY_MS = 50  # the window reads a run's file at most so often
_PLANNED = 5
_BATCHES = 860  # of an epoch


def rows(quick: bool) -> Iterator[Row]:
    frames = 20 if quick else 100
    app = QApplication.instance() or QApplication([])
    with sample() as folder:
        screen = Screen(folder)
        with Live(folder, heard=screen.heard.emit):
            until = time.monotonic() + 60
            while len(screen.taken) < frames + screen.SKIPPED and time.monotonic() < until:
                app.processEvents()
                time.sleep(0.001)
        screen.close()
    taken = sorted(screen.taken[screen.SKIPPED :])
    figures = f"{1000 * median(taken):.0f} ms (90 %: {1000 * taken[len(taken) * 9 // 10]:.0f} ms)"
    yield Row("batch end in the worker to painted curves", figures, "100 ms", f"{frames} frames of LeNet-5, run.db to an image, all panels live")


class Screen(QObject):
    """Does what the window does: hears of progress, reads the file's new rows soon after, and paints the curves.

    Attributes:
        taken: Seconds from the end of the newest batch in a picture until that picture was painted.
    """

    SKIPPED = 10  # the first calls trace
    heard = Signal(object)
    _PAINTED = (520, 296)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.taken: list[float] = []
        self._folder, self._reader, self._step = folder, None, 0
        self._ended: dict[int, float] = {}
        self._panel = CurvesPanel(Look())
        self._panel.resize(*self._PAINTED)
        self._panel.show_run(RunCurves("Run 1", "Adam", _PLANNED))
        self._timer = QTimer(self, singleShot=True, interval=_READ_EVERY_MS)
        self._timer.timeout.connect(self._paint)
        self.heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        self._timer.stop()
        self._panel.deleteLater()
        if self._reader is not None:
            self._reader.close()

    def _hear(self, event: object) -> None:
        if isinstance(event, Progress):
            self._ended[event.step] = event.at
            if not self._timer.isActive():
                self._timer.start()

    def _paint(self) -> None:
        self._reader = self._reader or RunReader(run_folder(self._folder, RUN))
        batches = self._reader.batches(self._step)
        self._step = int(batches.step[-1])
        self._panel.append(Batches(batches.step / _BATCHES, batches.loss, batches.accuracy))
        self._panel.render(QImage(*self._PAINTED, QImage.Format.Format_RGB32))
        told = max(self._ended)  # rows of later batches may be in the picture already: theirs is no later than this
        self.taken.append(time.monotonic() - self._ended[told])
