"""Has Keras asked what the drawing cannot say of itself, and the drawing measured again when it has answered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.app.document import Document
from studio.app.drawing import Drawing
from studio.app.held_code import HELD
from studio.blocks.answers import ANSWERS, Question
from studio.engine.asker import Asker
from studio.messages.asking import Described, Told
from studio.project.consent import agreed

_PATIENCE_MS = 400
_GATHER_MS = 20  # answers that come together are shown together


class Asking(QObject):
    """Follows the drawing of one project.

    Args:
        document: Whose code may run, or not.
        drawing: What is asked about.
        parent: The window.

    Attributes:
        answered: Something of the drawing is known by now that was not.
        said: What is going on, for as long as it does; empty when it is over.
        described: It is known what a person's own package offers; carries the Described.
    """

    answered = Signal()
    described = Signal(object)
    said = Signal(str)
    _arrived = Signal(object)

    def __init__(self, document: Document, drawing: Drawing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._drawing = document, drawing
        self._asked: set[Question] = set()
        self._open: set[Question] = set()  # what is on its way
        self._words = ""
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._say)
        self._asker = Asker(self._arrived.emit)
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self._measure_again)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        drawing.measured_anew.connect(self._look)

    def close(self) -> None:
        """Asks nothing any more."""
        self._gather.stop()
        self._patience.stop()
        self._asker.close()
        self.blockSignals(True)

    def renew(self) -> None:
        """Asks again what could not be asked: code may have been agreed to."""
        for question in self._asked:
            ANSWERS.release(question)
        self._asked.clear()
        self._measure_again()

    def _measure_again(self) -> None:
        self._drawing.measure_again()
        self.answered.emit()

    def _look(self) -> None:
        for question in (*self._drawing.whole.questions, *self._drawing.measured.questions):
            if question not in self._asked:
                self._asked.add(question)
                self._ask(question)

    def _ask(self, question: Question) -> None:
        if question.code and not agreed(self._document.folder, question.code):
            ANSWERS.hold(question, HELD)
            self._gather.start()
        else:
            self._open.add(question)
            self._asker.ask(question)
            self._patience.start()

    def _say(self) -> None:
        """What takes longer than a moment is said, and that it is over."""
        count = len(self._open)
        words = f"Asking Keras for {count} shape{'s' if count > 1 else ''} …" if count else ""
        if words != self._words:
            self._words = words
            self.said.emit(words)

    def describe(self, module: str) -> None:
        """Asks what a person's own module offers."""
        self._asker.describe(module)

    def _take(self, told: Told) -> None:
        if isinstance(told, Described):
            self.described.emit(told)
            return
        self._open.discard(told.question)
        if self._words:
            self._say()
        if told.answer is not None:
            ANSWERS.learn({told.question: told.answer})
        else:
            ANSWERS.hold(told.question, told.reason)
        self._gather.start()
