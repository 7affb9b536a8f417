"""The Issues panel: what must be mended, in the order of the data's way, each with its remedy."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from studio.graph.faults.issues import Issue
from studio.graph.model import Graph
from studio.look.buttons import Button
from studio.look.empty import EmptyState
from studio.look.icon_label import IconLabel
from studio.look.labels import Heading, Quiet, label, set_dress
from studio.look.look import Look

_MOST = 100  # rows; more than that nobody reads, and each costs time


class IssuesPanel(QWidget):
    """A row for each issue: mark, node, sentences, and the fix as a link.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        node_chosen: A row was pressed; carries the id of its node.
        fix_asked: A fix is wanted; carries the Issue.
        count_changed: There are more or fewer issues; carries how many, advice not counted, and whether one of them stops training.
    """

    node_chosen = Signal(str)
    fix_asked = Signal(object)
    count_changed = Signal(int, bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._told = (0, False)
        self._rows: list[IssueRow] = []
        self._empty = EmptyState(look, "circle-check", "Nothing to mend", "Issues of the drawing appear here while you draw.")
        self._rest = Quiet()
        self._scroll = QScrollArea()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)
        self._lay_out()

    def show_issues(self, issues: Sequence[Issue], graph: Graph) -> None:
        """Shows issues; a row whose words stay the same is left alone."""
        shown = issues[:_MOST]
        while len(self._rows) > len(shown):
            self._drop()
        for place, issue in enumerate(shown):
            if place == len(self._rows):
                self._append()
            self._rows[place].say(issue, _name(issue, graph))
        self._rest.setText(f"and {len(issues) - _MOST} more" if len(issues) > _MOST else "")
        self._rest.setVisible(len(issues) > _MOST)
        self._stack.setCurrentWidget(self._scroll if issues else self._empty)
        self._tell(sum(not issue.advice for issue in issues), any(issue.stops for issue in issues))

    def rows(self) -> tuple[IssueRow, ...]:
        """The rows, from top to bottom."""
        return tuple(self._rows)

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(520, 296)

    def _lay_out(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(0)
        self._rest.setContentsMargins(8, 4, 8, 4)
        self._column.addWidget(self._rest)
        self._column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _append(self) -> None:
        row = IssueRow(self._look)
        row.node_chosen.connect(self.node_chosen)
        row.fix_asked.connect(self.fix_asked)
        row.left.connect(lambda down: self._go(row, down))
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)

    def _drop(self) -> None:
        row = self._rows.pop()
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _go(self, row: IssueRow, down: int) -> None:
        place = self._rows.index(row) + down
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, count: int, stops: bool) -> None:
        if (count, stops) != self._told:
            self._told = (count, stops)
            self.count_changed.emit(count, stops)


class IssueRow(QWidget):
    """One issue.

    Args:
        look: Theme and icons.

    Attributes:
        node_chosen: It was pressed; carries the node's id.
        fix_asked: Its fix is wanted; carries the Issue, with the fix that is meant.
        left: An arrow leads to a neighbour; carries -1 or 1.
    """

    node_chosen = Signal(str)
    fix_asked = Signal(object)
    left = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._issue: Issue | None = None
        self._icon, self._name = IconLabel(look, "triangle-alert", "warning"), Heading()
        self._text = label("", "value")
        self._text.setWordWrap(True)
        self._fix, self._wider = Button(look, ""), Button(look, "")
        for link in (self._fix, self._wider):
            set_dress(link, "link", True)
        self._fix.clicked.connect(lambda: self.fix_asked.emit(self._issue))
        self._wider.clicked.connect(self._ask_for_wider)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._lay_out()

    def say(self, issue: Issue, name: str) -> None:
        """Shows another issue, or the same with a newer remedy."""
        same = issue == self._issue and name == self._name.text()
        self._issue = issue
        if same:
            return
        icon, colour, weight = _weight(issue)
        self._icon.set_icon(icon, colour)
        self._icon.setToolTip(weight)
        self._name.setText(name)
        self._text.setText(issue.text)
        for link, fix in ((self._fix, issue.fix), (self._wider, issue.wider)):
            link.setText(fix.label if fix else "")
            link.setAccessibleName(fix.label if fix else "")
            link.setVisible(fix is not None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if issue.node else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"{name}: {issue.text} {weight}.")

    def words(self) -> tuple[str, str, str]:
        """Node, sentences and fix, as they are read."""
        return self._name.text(), self._text.text(), self._fix.text()

    def press_fix(self) -> None:
        """Asks for the fix, as a click on its link does."""
        self._fix.click()

    def wider(self) -> str:
        """The fix that does more, as it is read; empty where there is none."""
        return self._wider.text()

    def press_wider(self) -> None:
        """Asks for that fix, as a click on its link does."""
        self._wider.click()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Chooses the node."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the node, arrows go to the next row."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._choose()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.left.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Raised under the cursor, outlined with the focus."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(self._look.colour("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("raised") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 6, 6)

    def _ask_for_wider(self) -> None:
        """Asks for the fix that does more in place of the first."""
        if self._issue is not None:
            self.fix_asked.emit(replace(self._issue, fix=self._issue.wider))

    def _choose(self) -> None:
        if self._issue and self._issue.node:
            self.node_chosen.emit(self._issue.node)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._text)
        links = QHBoxLayout()
        links.setSpacing(16)
        links.addWidget(self._fix)
        links.addWidget(self._wider)
        links.addStretch(1)
        words.addLayout(links)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


def _weight(issue: Issue) -> tuple[str, str, str]:
    """Icon, colour and words for how much an issue matters."""
    if issue.advice:
        return "info", "quiet", "Advice"
    return ("circle-alert", "bad", "Stops training") if issue.stops else ("triangle-alert", "warning", "Does not stop training")


def _name(issue: Issue, graph: Graph) -> str:
    node = graph.nodes.get(issue.node or "")
    return node.name if node else "The network"


def main() -> int:
    """Shows the panel alone with a drawing that has two faults; fixes work."""
    from studio.blocks.convolution import Conv2D
    from studio.graph.edits import change
    from studio.graph.measure import measure
    from studio.panels import alone, sample_network

    def make(look: Look) -> IssuesPanel:
        panel = IssuesPanel(look)
        graph = sample_network.lenet5()
        conv = next(node for node in graph.nodes.values() if node.name == "conv2")
        graph = change(graph, conv.id, Conv2D(filters=16, kernel_size=(15, 15)))

        def show(new: Graph) -> None:
            nonlocal graph
            graph = new
            panel.show_issues(measure(graph).issues, graph)

        panel.fix_asked.connect(lambda issue: show(issue.fix.edit(graph)))
        show(graph)
        return panel

    return alone.show("Issues", make)


if __name__ == "__main__":
    sys.exit(main())
