"""The quiet line at the bottom: what happens, issues, the draft, and the size of the network."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from studio.graph.measure import Measured
from studio.look import Look
from studio.look.figures import count
from studio.look.labels import OneLine, Quiet, label, set_dress

HEIGHT = 24


class StatusBar(QWidget):
    """A dot and words for the worker on the left, figures of the network on the right.

    Attributes:
        issues_asked: The number of issues was pressed.
    """

    issues_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._role, self._issue_role = look, "quiet", "warning"
        self.setObjectName("status-bar")
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dot, self._worker, self._note = QLabel("●"), label("", "small"), OneLine()
        self._issues = QPushButton()
        set_dress(self._issues, "link", True)
        self._issues.setFlat(True)
        self._issues.clicked.connect(self.issues_asked)
        self._nodes, self._weights, self._adds, self._zoom = Quiet(), Quiet(), Quiet(), Quiet("100 %")
        self._lay_out()
        look.changed.connect(self._renew)
        self.set_worker("TensorFlow is not started yet", "quiet")
        self.set_issues(0, False)

    def set_worker(self, words: str, role: str) -> None:
        """Says what the worker does; the dot takes the colour of a role."""
        self._role = role
        self._worker.setText(words)
        self._renew()

    def set_note(self, words: str) -> None:
        """Says what happened last: saved, draft written, what was undone."""
        self._note.setText(words)

    def set_issues(self, number: int, stops: bool, advice: int = 0) -> None:
        """Shows how many issues there are, and whether one stops training; without any, that there is advice."""
        self._issues.setVisible(number + advice > 0)
        self._issues.setText(f" {number} issue{'s' if number != 1 else ''}" if number else " Advice")
        self._issue_role = ("bad" if stops else "warning") if number else "quiet"
        self._look.tint(self._issues, "triangle-alert" if number else "info", self._issue_role, 14)
        self._renew()

    def set_network(self, measured: Measured, whole: str = "network") -> None:
        """Shows how large the network is, or the module that is looked at."""
        self._nodes.setText(f"{len(measured.used)} nodes in the {whole}")
        self._weights.setText(f"{count(measured.weights)} weights")
        self._adds.setText(f"{count(measured.multiply_adds)} multiply-adds")

    def set_zoom(self, scale: float) -> None:
        """Shows the board's scale."""
        self._zoom.setText(f"{round(100 * scale)} %")

    def words(self) -> str:
        """What is said of the worker now."""
        return self._worker.text()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        left = QHBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._dot)
        left.addWidget(self._worker)
        row.addLayout(left)
        row.addWidget(self._issues)
        row.addWidget(self._note)
        row.addStretch(1)
        for figure in (self._nodes, self._weights, self._adds, self._zoom):
            row.addWidget(figure, alignment=Qt.AlignmentFlag.AlignVCenter)

    def _renew(self, _theme: object = None) -> None:
        self._dot.setStyleSheet(f"color: {self._look.theme.colour(self._role)}; font-size: 11px;")
        self._issues.setStyleSheet(f"color: {self._look.theme.colour(self._issue_role)};")
