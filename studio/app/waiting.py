"""A small window that says what is waited for, with a way out; it is seen only where that takes longer."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from studio.look.plain import plain

PATIENCE_MS = 800  # without a word on the way
_WIDTH = 400  # pixels, in which the name of most files fits


class Waiting(QProgressDialog):
    """Shows itself after a while, unless it has ended by then.

    Qt's own delay is four seconds as long as nothing is known of the progress, and goes on when the window is closed: the window
    would come up over a question that is asked meanwhile.

    Args:
        title: What is going on.
        words: What is waited for first.
        window: The window that it belongs to.
    """

    def __init__(self, title: str, words: str, window: QWidget | None) -> None:
        super().__init__(plain(words), "Cancel", 0, 0, window)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.setAutoClose(False)
        self.setAutoReset(False)
        self.reset()  # ends Qt's own delay
        self._delay = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._delay.timeout.connect(self.show)
        self._delay.start()

    def tell(self, words: str, done: int = 0, total: int = 0) -> None:
        """Says what is waited for now, and how far it is; no total where nobody knows."""
        self.setLabelText(plain(words))
        self.setMaximum(total)
        self.setValue(done)

    def end(self) -> None:
        """Nothing is waited for any more."""
        self._delay.stop()
        self.blockSignals(True)  # it is not given up
        self.reset()
        self.close()
        self.deleteLater()
