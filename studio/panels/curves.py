"""The Curves panel: loss and accuracy of a run while it trains, and of an older run under it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from studio.look.empty import EmptyState
from studio.look.labels import Quiet, label
from studio.look.lettering import SEMIBOLD, small_font
from studio.look.look import Look
from studio.panels import wording
from studio.panels.marks import LineSample, Mark, row
from studio.panels.run_curves import Batches, Epochs, RunCurves, best_epoch, joined, over_fitting

if TYPE_CHECKING:
    from studio.panels.plot import CurvePlot

_ROOM_FOR_TWO = 460  # pixels; below that only one of two runs can say all

_NOTHING = "Loss and accuracy, batch by batch", "Press Train and they grow here. Runs that ended are shown from the Runs panel."


class CurvesPanel(QWidget):
    """Loss on a log axis and accuracy in per cent, side by side.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        corner: What the lines mean; for the right end of the row of tabs.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: RunCurves | None = None
        self._epochs = Epochs()
        self._older: RunCurves | None = None
        self._look = look
        self._plots: tuple[CurvePlot, ...] = ()
        self._legend = _Legend(look, "accent")
        self._older_legend = _Legend(look, "second_run")
        self._reading = Quiet()
        self._notice = label("", "warning")
        self._notice.setWordWrap(True)
        self._empty = EmptyState(look, "chart-spline", *_NOTHING)
        self.corner = _key(look)
        self._lay_out()
        self.setMinimumSize(240, 140)
        self.clear()

    def clear(self) -> None:
        """Show no run, and say how to get one."""
        self._run = None
        self.lay_over(None)

    def show_run(self, run: RunCurves) -> None:
        """Show a run from its start; what is laid over stays."""
        self._run, self._epochs = run, Epochs()
        for plot in (self._loss, self._accuracy):
            plot.run.clear()
            plot.set_planned(run.planned)
        self._loss.set_caption(f"{run.loss_name} by epoch", run.loss_name)
        self._accuracy.set_caption("% by epoch", "%")
        self.append(run.batches, run.epochs)

    def append(self, batches: Batches, epochs: Epochs | None = None) -> None:
        """Add figures to the run that is shown; the cost is that of what is added and of the pixels.

        Batches must come after those before. A run that went back to a checkpoint is shown anew with `show_run`.
        """
        if self._run is None:
            return
        added = epochs or Epochs()
        self._epochs = joined(self._epochs, added)
        _add(self._loss, self._accuracy, batches, added, older=False)
        self._mark_best()
        self._say_run()
        self._show_stack()
        notice = over_fitting(self._epochs)
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        self._redraw()

    def lay_over(self, run: RunCurves | None) -> None:
        """Draw an older run thinly beside the one shown, or take it away."""
        self._older = run
        for plot in self._plots:
            plot.older.clear()
        if run is not None:
            _add(self._loss, self._accuracy, run.batches, run.epochs, older=True)
            self._older_legend.say(run.name, run.recipe)
        self._older_legend.setVisible(run is not None)
        self._say_run()
        self._show_stack()
        self._redraw()

    def notice(self) -> str:
        """What is said about over-fitting; empty where nothing is."""
        return self._notice.text()

    def summary(self) -> str:
        """What the legend says of the run shown."""
        return self._legend.words()

    def reading(self) -> str:
        """The figures under the cursor; empty when it is elsewhere."""
        return self._reading.text()

    def best(self) -> tuple[str, str]:
        """What stands at the best epoch in either plot."""
        return self._loss.best_words(), self._accuracy.best_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Says of the run what there is room for."""
        super().resizeEvent(event)
        self._say_run()

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(520, 296)

    @property
    def _loss(self) -> CurvePlot:
        return self._made()[0]

    @property
    def _accuracy(self) -> CurvePlot:
        return self._made()[1]

    def _made(self) -> tuple[CurvePlot, ...]:
        """The plots, made for the first run: what draws them takes a fifth of a second to load, for which no start shall wait."""
        if not self._plots:
            from studio.panels.plot import CurvePlot

            self._plots = loss, accuracy = (
                CurvePlot(self._look, "Loss", logarithmic=True),
                CurvePlot(self._look, "Accuracy", logarithmic=False),
            )
            accuracy.follow(loss)
            for plot in self._plots:
                plot.hovered.connect(self._read)
                self._room.addWidget(plot, 1)
        return self._plots

    def _lay_out(self) -> None:
        self._room = QHBoxLayout()
        self._room.setSpacing(8)
        foot = QWidget()
        row(foot, self._legend, self._reading, None, self._older_legend).setContentsMargins(0, 0, 8, 0)
        foot.setFixedHeight(20)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(14, 6, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._room, 1)
        column.addWidget(self._notice)
        column.addWidget(foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)

    def _show_stack(self) -> None:
        """The plots, as soon as a run has or will have something to draw: weights that came with a model have not."""
        run = self._run
        if run is None:
            self._empty.say(*_NOTHING)
        elif not (run.planned or self._older or len(self._epochs.at) or len(self._loss.run.series)):
            self._empty.say(f"{run.name} has no curves", f"It was not trained here: {run.recipe}. {_NOTHING[1]}")
        else:
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentWidget(self._empty)

    def _redraw(self) -> None:
        for plot in self._plots:
            plot.redraw()

    def _mark_best(self) -> None:
        best = best_epoch(self._epochs)
        self._loss.forget_best()
        self._accuracy.forget_best()
        if best is None:
            return
        at, value, accuracy = (float(column[best]) for column in (self._epochs.at, self._epochs.val_loss, self._epochs.val_accuracy))
        self._loss.mark_best(at, value, f"best {wording.loss(value)}")
        if np.isfinite(accuracy):
            self._accuracy.mark_best(at, accuracy, f"best {wording.share(accuracy, 2)}")

    def _say_run(self) -> None:
        if self._run is not None:
            self._legend.say(self._run.name, self._summary())

    def _summary(self) -> str:
        assert self._run is not None
        loss, accuracy = self._loss.run.latest(), self._accuracy.run.latest()
        figures = [f"loss {wording.loss(loss)}"] if np.isfinite(loss) else []
        figures += [wording.share(accuracy)] if np.isfinite(accuracy) else []
        crowded = bool(figures) and self._older is not None and self.width() < _ROOM_FOR_TWO
        return " · ".join(figures if crowded else [self._run.recipe, *figures])

    @Slot(object)
    def _read(self, epoch: float | None) -> None:
        """Say the figures at an epoch in place of the legend."""
        words = "" if epoch is None or self._run is None else self._figures_at(epoch)
        self._loss.set_cursor(epoch if words else None)
        self._accuracy.set_cursor(epoch if words else None)
        self._reading.setText(words)
        self._legend.setVisible(not words)
        self._older_legend.setVisible(not words and self._older is not None)

    def _figures_at(self, epoch: float) -> str:
        series = self._loss.run.series
        if not len(series):
            return ""
        nearest = series.nearest(epoch)
        loss, accuracy = series.values[nearest], self._accuracy.run.series.values[nearest]
        words = [f"epoch {series.places[nearest]:.2f}", f"batch {nearest + 1:,}: loss {wording.loss(loss)}"]
        words += [wording.share(accuracy)] if np.isfinite(accuracy) else []
        if len(self._epochs.at):
            last = int(np.abs(self._epochs.at - epoch).argmin())
            words.append(f"validation at {self._epochs.at[last]:.0f}: {wording.loss(self._epochs.val_loss[last])}")
            words[-1] += f", {wording.share(self._epochs.val_accuracy[last], 2)}" if np.isfinite(self._epochs.val_accuracy[last]) else ""
        return " · ".join(words)


class _Legend(QWidget):
    """A swatch, the run's name, and a few words on it."""

    def __init__(self, look: Look, role: str) -> None:
        super().__init__()
        self._name, self._words = label("", "small"), Quiet()
        self._name.setFont(small_font(SEMIBOLD))
        row(self, Mark(look, role, QSize(10, 10)), self._name, self._words)

    def say(self, name: str, words: str) -> None:
        self._name.setText(name)
        self._words.setText(words)

    def words(self) -> str:
        return f"{self._name.text()} {self._words.text()}"


def _add(loss: CurvePlot, accuracy: CurvePlot, batches: Batches, epochs: Epochs, *, older: bool) -> None:
    columns = ((loss, batches.loss, epochs.val_loss), (accuracy, batches.accuracy, epochs.val_accuracy))
    for plot, values, validation in columns:
        curve = plot.older if older else plot.run
        curve.series.append(batches.at, values)
        curve.add_validation(epochs.at, validation)


def _key(look: Look) -> QWidget:
    """What solid and dashed lines are."""
    key = QWidget()
    row(key, LineSample(look, dashed=False), Quiet("train"), LineSample(look, dashed=True), Quiet("validation"), spacing=6)
    key.setToolTip("Solid: the mean of some batches; two of three batches lie in the band behind it.\nDashed: the validation images.")
    return key


def main() -> int:
    """Show the panel alone, with figures that are made up."""
    from studio.panels import alone, sample_data

    def make(look: Look) -> CurvesPanel:
        panel = CurvesPanel(look)
        panel.show_run(sample_data.run())
        panel.lay_over(sample_data.older_run())
        return panel

    return alone.show("Curves", make)


if __name__ == "__main__":
    sys.exit(main())
