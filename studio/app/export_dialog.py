"""Asks what to export, of which run and where to, and shows how what was written stands beside the studio."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from studio.app.export_table import ExportTable
from studio.look import Look
from studio.look.buttons import Button, Segmented
from studio.look.fields import Choice
from studio.look.labels import Quiet, label
from studio.messages.events import Exported, Exporting
from studio.messages.formats import FORMATS, Format
from studio.messages.orders import Weights
from studio.runs import RunInfo

UNTRAINED = "Nothing is trained yet: the network is written with the fresh weights training would begin with; its predictions mean nothing."


class ExportWish(NamedTuple):
    """What was asked for.

    Attributes:
        format: A key of `FORMATS`.
        run: Name of the run; None for the untrained network.
        weights: `best` or `last`.
        path: Where to.
    """

    format: Format
    run: str | None
    weights: Weights
    path: Path


class ExportDialog(QDialog):
    """One form, with words for each choice; it stays, so that several formats can be written and compared.

    Args:
        look: Theme and icons.
        runs: To choose from, oldest first; where none has weights yet the untrained network is offered.
        folder: Of the project; exports go into `exports` in it unless another place is chosen.
        parent: The window.

    Attributes:
        asked: Carries the ExportWish.
        given_up: What is being written shall be given up.
    """

    asked = Signal(object)
    given_up = Signal()

    def __init__(self, look: Look, runs: Sequence[RunInfo], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs, self._folder = [run for run in reversed(runs) if run.best_epoch is not None], folder
        self.setWindowTitle("Export the network")
        self._format = Choice()
        self._asked: ExportWish | None = None  # what is being written
        for name, facts in FORMATS.items():
            self._format.addItem(facts.title, name)
        self._weights = Segmented({"best": "best validation", "last": "last"}, "best")
        self._run = Choice()
        for run in self._runs:
            self._run.addItem(f"Run {run.number} · {run.title}", run.id)
        if not self._runs:
            self._run.addItem("untrained", None)
        self._path = QLineEdit()
        self._words, self._which = Quiet(wrap=True), Quiet(wrap=True)
        self._table, self._state, self._fault = ExportTable(), Quiet(wrap=True), label("", "bad")
        self._bar = QProgressBar(textVisible=False)
        self._bar.hide()
        self._cancel, self._export = Button(look, "Cancel"), Button(look, "Export", "download", filled=True)
        self._lay_out(look)
        self._format.currentIndexChanged.connect(self._renew)
        self._weights.chosen.connect(self._renew_network)
        self._run.currentIndexChanged.connect(self._renew_network)
        self._renew()

    def wish(self) -> ExportWish:
        """What is chosen now."""
        weights: Weights = "best" if self._weights.value() == "best" else "last"
        return ExportWish(self._format.currentData(), self._run.currentData(), weights, Path(self._path.text()))

    def choose_run(self, run: str) -> None:
        """Offers a run first."""
        self._run.setCurrentIndex(max(0, self._run.findData(run)))

    def choose_format(self, name: Format) -> None:
        """Chooses what to write."""
        self._format.setCurrentIndex(self._format.findData(name))

    def show_progress(self, told: Exporting) -> None:
        """Says how far an export is; of one that another window asked for nothing."""
        if self._asked is not None and Path(told.path).absolute() == self._asked.path.absolute():
            self._state.setText(f"{told.stage} …")
            self._bar.setMaximum(100)
            self._bar.setValue(round(100 * told.share))

    def show_done(self, done: Exported) -> None:
        """Shows how an export stands beside the studio; one that another window asked for is not shown."""
        if self._asked is not None and Path(done.path) == self._asked.path.absolute():
            self._wait_for(None)
            self._table.add(done.checked)
            self._state.setText(f"Written and checked on {done.checked.basis()}, each by its own runtime on the CPU.")
            self._cancel.setText("Close")

    def show_refusal(self, text: str) -> None:
        """Says why there is no export."""
        if self._asked is not None:
            self._wait_for(None)
            self._fault.setText(text)
            self._fault.show()

    def _wait_for(self, asked: ExportWish | None) -> None:
        self._asked, busy = asked, asked is not None
        self._fault.hide()
        self._state.setText("Written, then checked by its own runtime in a fresh process. That takes some seconds …" if busy else "")
        self._bar.setMaximum(0)  # nothing is known yet
        self._bar.setVisible(busy)
        self._cancel.setText("Give up" if busy else "Close" if not self._table.isHidden() else "Cancel")
        for field in (self._format, self._run, self._path, self._browse, self._export):
            field.setEnabled(not busy)
        self._weights.setEnabled(not busy and self.wish().run is not None)

    def event(self, event: QEvent) -> bool:
        """Grows with what is in it: a dialog does not ask its wrapped words how high they are."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def _make_room(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(max(self.width(), self.minimumWidth())))

    def _lay_out(self, look: Look) -> None:
        self._fault.setWordWrap(True)
        self._fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(self._choices(look))
        for widget in (self._table, self._bar, self._state, self._fault):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(600)

    def _choices(self, look: Look) -> QFormLayout:
        """What is exported, and where to."""
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self._words.setMinimumHeight(3 * self._words.fontMetrics().lineSpacing() + 2)  # so that nothing moves with the choice
        for words in (self._words, self._which):
            words.setAlignment(Qt.AlignmentFlag.AlignTop)  # near what they are about, where there is more room than they need
        self._browse = Button(look, "Choose", "folder")
        self._browse.set_small()
        self._browse.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._path, 1)
        place.addWidget(self._browse)
        form.addRow("Format", self._format)
        form.addRow("", self._words)
        form.addRow("Run", self._run)
        form.addRow("Weights", self._weights)
        form.addRow("", self._which)
        form.addRow("To", place)
        return form

    def _buttons(self) -> QHBoxLayout:
        self._cancel.clicked.connect(self._give_up_or_close)
        self._export.clicked.connect(self._ask)
        self._export.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._export)
        return buttons

    def _renew_network(self, _value: object = None) -> None:
        self._table.clear()
        self._state.setText("")
        self._renew()

    def _renew(self, _value: object = None) -> None:
        wish = self.wish()
        self._fault.hide()
        self._words.setText(FORMATS[wish.format].words)
        self._which.setText(self._which_words(wish))
        self._weights.setEnabled(wish.run is not None)
        self._path.setText(str(self._folder / "exports" / f"{wish.run or 'untrained'}-{wish.format}"))

    def _which_words(self, wish: ExportWish) -> str:
        run = next((run for run in self._runs if run.id == wish.run), None)
        if run is None:
            return UNTRAINED
        if not run.epochs and run.best_epoch == 0:
            return "The weights that came with the model, before any training here."
        return (
            f"Weights of epoch {run.best_epoch}, the best on validation images."
            if wish.weights == "best"
            else f"Weights of epoch {run.epochs}, the last."
        )

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Export into this folder", str(self._folder))
        if chosen:
            self._path.setText(str(Path(chosen) / Path(self._path.text()).name))

    def _ask(self) -> None:
        wish = self.wish()
        self._wait_for(wish)
        self.asked.emit(wish)

    def _give_up_or_close(self) -> None:
        if self._asked is not None:
            self.given_up.emit()
        else:
            self.reject()
