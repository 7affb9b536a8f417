"""Asks what to export, of which run and where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.look import Look
from studio.look.buttons import Button, Segmented
from studio.look.fields import Choice
from studio.look.labels import Quiet
from studio.messages.orders import Format, Weights
from studio.runs import RunInfo

TITLES = {"savedmodel": "SavedModel", "keras": "Keras", "python": "Python"}
FORMATS: dict[str, Format] = {"savedmodel": "savedmodel", "keras": "keras", "python": "python"}
WORDS = {
    "savedmodel": "A folder for TensorFlow programs and servers: raw pixels from 0 to 255 as `image` in, `probabilities` out.",
    "keras": "A .keras file that Keras opens again for more training, with the source of layers that Keras lacks beside it.",
    "python": "The program of the drawing, which builds exactly this network, with its weights beside it.",
}


UNTRAINED = "Nothing is trained yet: the network is written with the fresh weights training would begin with; its predictions mean nothing."


class ExportWish(NamedTuple):
    """What was asked for.

    Attributes:
        format: `savedmodel`, `keras` or `python`.
        run: Name of the run; None for the untrained network.
        weights: `best` or `last`.
        path: Where to.
    """

    format: Format
    run: str | None
    weights: Weights
    path: Path


class ExportDialog(QDialog):
    """One form, with words for each choice.

    Args:
        look: Theme and icons.
        runs: To choose from, oldest first; where none has weights yet the untrained network is offered.
        folder: Of the project; exports go into `exports` in it unless another place is chosen.
        parent: The window.

    Attributes:
        asked: Carries the ExportWish.
    """

    asked = Signal(object)

    def __init__(self, look: Look, runs: Sequence[RunInfo], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs, self._folder = [run for run in reversed(runs) if run.best_epoch is not None], folder
        self.setWindowTitle("Export the network")
        self._format = Segmented(TITLES, "savedmodel")
        self._weights = Segmented({"best": "best validation", "last": "last"}, "best")
        self._run = Choice()
        for run in self._runs:
            self._run.addItem(f"Run {run.number} · {run.title}", run.id)
        if not self._runs:
            self._run.addItem("untrained", None)
        self._path = QLineEdit()
        self._words, self._which = Quiet(wrap=True), Quiet(wrap=True)
        self._lay_out(look)
        self._format.chosen.connect(self._renew)
        self._weights.chosen.connect(self._renew)
        self._run.currentIndexChanged.connect(self._renew)
        self._renew()

    def wish(self) -> ExportWish:
        """What is chosen now."""
        weights: Weights = "best" if self._weights.value() == "best" else "last"
        return ExportWish(FORMATS[self._format.value()], self._run.currentData(), weights, Path(self._path.text()))

    def choose_run(self, run: str) -> None:
        """Offers a run first."""
        self._run.setCurrentIndex(max(0, self._run.findData(run)))

    def _lay_out(self, look: Look) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow("Format", self._format)
        form.addRow("", self._words)
        form.addRow("Run", self._run)
        form.addRow("Weights", self._weights)
        form.addRow("", self._which)
        place = QHBoxLayout()
        browse = Button(look, "Choose", "folder")
        browse.set_small()
        browse.clicked.connect(self._choose)
        place.addWidget(self._path, 1)
        place.addWidget(browse)
        form.addRow("To", place)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel, export = Button(look, "Cancel"), Button(look, "Export", "download", filled=True)
        cancel.clicked.connect(self.reject)
        export.clicked.connect(self._ask)
        export.setDefault(True)
        buttons.addWidget(cancel)
        buttons.addWidget(export)
        column.addLayout(buttons)
        self.setMinimumWidth(560)

    def _renew(self, _value: object = None) -> None:
        wish = self.wish()
        self._words.setText(WORDS[wish.format])
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
        self.asked.emit(self.wish())
        self.accept()
