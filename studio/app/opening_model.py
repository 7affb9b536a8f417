"""Opens somebody's Keras model as a project, beside the window's thread: a large one takes a moment to be read and laid out."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from studio.app.consent_dialog import Piece, ask_consent
from studio.app.waiting import Waiting
from studio.compile.parsing.opening import Judged, judged
from studio.engine.foreign_models import Built, ScriptError, opened, run_script
from studio.engine.scripts import Script, read_script
from studio.look import Look
from studio.look.plain import plain
from studio.project.errors import ProjectError
from studio.project.opened_model import SCRIPT, is_saved_model, open_program

_WHY = "{} builds a Keras model. The studio would run it, in a process of its own, to see the model's layers and take its weights."
_READ = "Without it the drawing is opened as it is read, with fresh weights."
_BESIDE = " It imports {} from beside it, which would run too."
_OTHERWISE = "Without it nothing is opened."


def chosen_model(window: QWidget) -> Path | None:
    """The model that a person chooses in the system's dialog; a SavedModel by the file that all of them have."""
    kinds = "Keras models (*.keras *.h5 *.hdf5 *.json *.py saved_model.pb)"
    chosen, _ = QFileDialog.getOpenFileName(window, "Open a Keras model", "", kinds)
    path = Path(chosen)
    return (path.parent if path.suffix == ".pb" and is_saved_model(path.parent) else path) if chosen else None


def say_with_details(window: QWidget, words: str, printed: str) -> None:
    """Says what went wrong in a script, with all that it said itself for those who ask."""
    box = QMessageBox(QMessageBox.Icon.Warning, "This cannot be opened", plain(words), QMessageBox.StandardButton.Ok, window)
    box.setDetailedText(printed)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


class GivenUpError(Exception):
    """The person does not want the model any more."""


class _Told(QObject):
    """Carries what came of it over to the window's thread."""

    opened = Signal(object, object)
    failed = Signal(object, str, str)
    asked = Signal(object, object)


class _Reading:
    """One model being read, or the script being run that builds it."""

    def __init__(self, model: Path, script: Script | None, runs: bool, told: _Told) -> None:
        self.model = model
        self.given_up = threading.Event()
        self.answer: SimpleQueue[Built | None] = SimpleQueue()
        self._script, self._runs, self._told = script, runs, told

    def run(self) -> None:
        """Reads it and writes the project."""
        try:
            made = self._made()
            if made is None:
                raise GivenUpError
        except GivenUpError:
            self._told.failed.emit(self, "", "")
        except ProjectError as error:
            self._told.failed.emit(self, str(error), error.printed if isinstance(error, ScriptError) else "")
        else:
            self._told.opened.emit(self, made[0])

    def _made(self) -> tuple[Path, tuple[str, ...]] | None:
        if self._script is None:
            return opened(self.model, look=self._look)
        if self._runs:
            return run_script(self._script, self._choose, look=self._look)
        return open_program(self._script.path, self._script.code, look=self._look)

    def _look(self) -> None:
        if self.given_up.is_set():
            raise GivenUpError

    def _choose(self, models: Sequence[Built]) -> Built | None:
        self._told.asked.emit(self, models)
        return self.answer.get()


class _Work(QRunnable):
    """Reads beside the window's thread."""

    def __init__(self, reading: _Reading) -> None:
        super().__init__()
        self._reading = reading

    def run(self) -> None:
        """Does it."""
        self._reading.run()


class ModelOpening(QObject):
    """Reads one model after the other; that of the newest wish is opened.

    Args:
        look: Theme and icons.
        window: The window.

    Attributes:
        said: A word on what is going on, for as long as it goes on; empty when it is over.
        opened: The model is a project now; carries its folder.
        failed: It could not be opened; carries the sentences, and what a script said itself with the traceback of what went wrong.
    """

    said = Signal(str)
    opened = Signal(object)
    failed = Signal(str, str)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._wanted: _Reading | None = None
        self._progress: Waiting | None = None
        self._pool = QThreadPool(self)
        self._told = _Told()
        self._told.opened.connect(self._open)
        self._told.failed.connect(self._fail)
        self._told.asked.connect(self._ask)

    def open(self, model: Path) -> None:
        """Begins to read a model; a script that cannot be read is run once the person has seen and agreed to it."""
        try:
            script = read_script(model) if model.suffix.lower() == SCRIPT else None
        except ProjectError as error:
            self.failed.emit(str(error), "")
            return
        found = judged(script.code) if script else None
        if script and found and found.why:
            self._ask_to_run(model, script, found)
        else:
            self._begin(model, script, runs=False)

    def _begin(self, model: Path, script: Script | None, *, runs: bool) -> None:
        self.give_up()
        self._wanted = _Reading(model, script, runs, self._told)
        words = f"{'Running' if runs else 'Opening'} {model.name} …"
        self.said.emit(words)
        self._show_progress(words)
        self._pool.start(_Work(self._wanted))

    def _ask_to_run(self, model: Path, script: Script, found: Judged) -> None:
        """Runs it where the person agrees, or did before; else it is read, where it can be. A module without a word in it is not shown."""

        def answered(may_run: bool, fault: str) -> None:
            if fault:
                self.failed.emit(fault, "")
            elif may_run or found.readable:
                self._begin(model, script, runs=may_run)

        pieces = [Piece(file, text) for file, text in script.texts.items() if text.strip()]
        beside = [file for file, text in script.beside.items() if text.strip()]
        why = f"{_WHY.format(script.path.name)}{_BESIDE.format(', '.join(beside)) if beside else ''} {found.why}"
        ask_consent(self._look, script.path.parent, pieces, self._window, answered, why, _READ if found.readable else _OTHERWISE)

    def give_up(self) -> None:
        """What is being read is not wanted any more."""
        if self._wanted is not None:
            self._wanted.given_up.set()
            self._wanted.answer.put(None)
            self._end(self._wanted)

    def close(self) -> None:
        """Opens nothing any more, and waits for the reading that is going on."""
        self.give_up()
        self._pool.waitForDone()

    def _show_progress(self, words: str) -> None:
        """A window on top with a way out, where it takes longer."""
        self._progress = Waiting("Open a Keras model", words, self._window)
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.canceled.connect(self.give_up)

    def _ask(self, reading: _Reading, models: Sequence[Built]) -> None:
        """Which of the models that a script built."""
        if reading is not self._wanted:
            return
        self._end_progress()
        words = [f"{model.name}: {model.layers} layers, {model.weights:,} weights" for model in models]
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Open a Keras model")
        dialog.setLabelText(plain(f"{reading.model.name} builds {len(models)} models. Open:"))
        dialog.setComboBoxItems(words)
        dialog.accepted.connect(lambda: reading.answer.put(models[words.index(dialog.textValue())]))
        dialog.rejected.connect(lambda: reading.answer.put(None))
        dialog.open()

    def _open(self, reading: _Reading, folder: Path) -> None:
        if self._end(reading):
            self.opened.emit(folder)

    def _fail(self, reading: _Reading, words: str, printed: str) -> None:
        if self._end(reading) and words:
            self.failed.emit(words, printed)

    def _end(self, reading: _Reading) -> bool:
        """Whether this is what is wanted, which it is no more then."""
        if reading is not self._wanted:
            return False
        self._wanted = None
        self._end_progress()
        self.said.emit("")
        return True

    def _end_progress(self) -> None:
        if self._progress is not None:
            progress, self._progress = self._progress, None
            progress.end()
