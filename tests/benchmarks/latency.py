"""From the end of a batch in the worker to its figures painted by the curves."""

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.app.results import Results
from studio.look import Look
from studio.messages.events import Progress
from studio.panels.curves import CurvesPanel
from studio.panels.run_curves import Batches, Epochs
from studio.panels.runs import RunsPanel
from tests.benchmarks.lenet import sample
from tests.benchmarks.live import Live
from tests.benchmarks.table import Row, median

_WARM = 10  # pictures in which the worker still traces
_METHOD = "LeNet-5, all panels live; Progress, run.db, curves rendered to an image"


def rows(quick: bool) -> Iterator[Row]:
    pictures = _WARM + (20 if quick else 200)
    app = QApplication.instance() or QApplication([])
    with sample() as folder:
        screen = Screen(folder)
        with Live(folder, heard=screen.heard.emit):
            until = time.monotonic() + 60
            while len(screen.curves.taken) < pictures and time.monotonic() < until:
                app.processEvents()
                time.sleep(0.001)
        screen.close()
    taken = sorted(screen.curves.taken[_WARM:])
    figures = f"{1000 * median(taken):.0f} ms (nine of ten below {1000 * taken[len(taken) * 9 // 10]:.0f} ms)"
    yield Row("batch end in the worker to painted curves", figures, "100 ms", f"{_METHOD}; {len(taken)} pictures")


class Curves(CurvesPanel):
    """The curves, painted at once when they have grown, as Qt does a moment later.

    Attributes:
        told: When the newest batch ended that the worker told of.
        taken: Seconds from then until the figures were painted.
    """

    def __init__(self) -> None:
        super().__init__(Look())
        self.told, self.taken = 0.0, list[float]()
        self.resize(self.sizeHint())

    def append(self, batches: Batches, epochs: Epochs | None = None) -> None:
        super().append(batches, epochs)
        if self.told and len(batches.at):
            image = QImage(self.size(), QImage.Format.Format_RGB32)
            self.render(image)
            self.taken.append(time.monotonic() - self.told)


class Screen(QObject):
    """What of the window follows a run."""

    heard = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.curves, self._table = Curves(), RunsPanel(Look())
        self._results = Results(folder, self.curves, self._table)
        self.heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        self._results.close()
        self.curves.deleteLater()
        self._table.deleteLater()

    def _hear(self, event: object) -> None:
        if isinstance(event, Progress):
            self.curves.told = event.at
            self._results.grew(event.run)
