"""Files that are dragged onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from studio.app.dropping import Dropped, dropped, elsewhere


class FileDrops(QObject):
    """Takes files that are dropped anywhere on a window and says what they are.

    Args:
        window: The window.

    Attributes:
        project_dropped: A project's folder; carries its path.
        model_dropped: A Keras model; carries its file's path.
        data_dropped: Data to train on; carries the Source.
        image_dropped: A single image to look at; carries its path.
        refused: Nothing that can be opened; carries the sentences.
    """

    project_dropped = Signal(object)
    model_dropped = Signal(object)
    data_dropped = Signal(object)
    image_dropped = Signal(object)
    refused = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever holds files may be dropped; what it is is said then."""
        if not isinstance(event, QDropEvent) or not event.mimeData().hasUrls():
            return super().eventFilter(watched, event)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            found = _meant(event.mimeData())
            QTimer.singleShot(0, self, lambda: self._take(found))  # a question within the drop would hold up where it came from
        return True

    def _take(self, found: Dropped) -> None:
        if found.project is not None:
            self.project_dropped.emit(found.project)
        elif found.model is not None:
            self.model_dropped.emit(found.model)
        elif found.source is not None:
            self.data_dropped.emit(found.source)
        elif found.image is not None:
            self.image_dropped.emit(found.image)
        else:
            self.refused.emit(found.refusal)


def _meant(data: QMimeData) -> Dropped:
    foreign = next((url for url in data.urls() if not url.isLocalFile()), None)
    return elsewhere(foreign.toString()) if foreign else dropped([Path(url.toLocalFile()) for url in data.urls()])
