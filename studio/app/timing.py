"""How long nodes take, as the worker measures it while cards show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.app.document import Document
from studio.app.drawing import Drawing
from studio.app.inspection import Inspection
from studio.app.training import Training
from studio.messages import answers, events


class Timing(QObject):
    """Asks for times and keeps the newest.

    Args:
        document: What is drawn.
        drawing: Its figures.
        inspection: Tells the worker what is wanted.
        training: Knows whether the worker is ready.
        parent: The window.

    Attributes:
        changed: Other times are known.
        refused: There are no times, for now; carries the sentence.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, document: Document, drawing: Drawing, inspection: Inspection, training: Training, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._inspection, self._training = document, drawing, inspection, training
        self._known: Mapping[str, float] = {}

    def want(self, wanted: bool) -> None:
        """Has times measured from now on, or no more; says why there are none yet."""
        if wanted and (reason := self._lacking()):
            self.refused.emit(reason)
        self._inspection.times = wanted
        self._inspection.renew()

    def seconds(self) -> Mapping[str, float]:
        """How long each node that is shown takes; 0 for one without a layer, nothing while the drawing is no network."""
        if self._faults():
            return {}
        prefix = self._document.path("")
        return {node: self._known.get(prefix + node, 0.0) for node in self._drawing.measured.used}

    def take(self, event: Any) -> None:
        """Keeps what was measured, and says what cannot be."""
        match event:
            case answers.Times(seconds=seconds):
                self._known = seconds
                self.changed.emit()
            case events.Refused(order="Watch", part="times", text=text):
                self.refused.emit(text)
            case events.Refused(order="Show", text=text) if self._inspection.times and self._inspection.run is None:
                self.refused.emit(f"How long nodes take cannot be measured. {text}")

    def _lacking(self) -> str:
        """What is missing for times to be measured; empty for nothing."""
        if faults := self._faults():
            issues = "an issue that stops" if faults == 1 else f"{faults} issues that stop"
            return f"How long nodes take is measured of a whole network. The drawing has {issues} it. Mend that, and the cards show it."
        if self._training.phase == "loading":
            return (
                "How long nodes take is measured by the worker, which is not ready. The cards show it as soon as the worker is. "
                "If none is starting, restart the worker."
            )
        return ""

    def _faults(self) -> int:
        """How many issues keep the drawing from being a network."""
        return sum(issue.stops for issue in self._drawing.whole.issues)
