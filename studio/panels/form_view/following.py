"""What a value follows: an expression of the parameters of its module or drawing, to read and to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from studio.graph.modules.expressions import ExpressionError, evaluate
from studio.look.buttons import Button
from studio.look.labels import OneLine
from studio.look.lettering import mono_font
from studio.look.look import Look
from studio.look.plain import plain
from studio.panels.form_view.phrases import spoken

_GAP, _BESIDE = 8, 20  # pixels between the chip and the value, and beside the words of a chip


class Following(NamedTuple):
    """What the values of one node may follow, and what they follow.

    Attributes:
        parameters: Those of the drawing, or of the module as the instance has them that was entered.
        expressions: Which fields follow which expression.
        offered: Whether every value shows that it may follow; otherwise its menu alone says so.
    """

    parameters: Mapping[str, Any]
    expressions: Mapping[str, str]
    offered: bool = True

    def value(self, expression: str) -> tuple[Any, str]:
        """What an expression comes to there, and what is wrong with it; one of them is nothing."""
        try:
            return evaluate(expression, self.parameters), ""
        except ExpressionError as error:
            return None, str(error)

    def words(self, field: str) -> str:
        """What the expression of a field comes to, as it stands beside it; nothing where it cannot be worked out."""
        value, fault = self.value(self.expressions[field]) if field in self.expressions else (None, "nothing followed")
        return "" if fault else f"= {spoken(value)}"


class FollowEditor(QWidget):
    """A chip with the expression, which becomes a line to write in; the value beside it, or below where it has no room.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        settled: The person finished an expression; carries it.
        given_up: The person stopped writing with Escape.
        menu_asked: The chip was pressed; carries where a menu may open.
        stacked: The value stands below the chip now, or beside it; carries which.
    """

    settled = Signal(str)
    given_up = Signal()
    menu_asked = Signal(QPoint)
    stacked = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._expression = ""
        self._chip, self._value, self._line = Button(look, ""), OneLine(), _Line()
        self._chip.set_small()
        self._chip.setFont(mono_font(11))
        self._line.setFont(mono_font(11))
        self._line.setPlaceholderText("filters * 4")
        self._line.setAccessibleName("Expression of parameters")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for each, stretch in ((self._chip, 0), (self._line, 1), (self._value, 1)):
            self._row.addWidget(each, stretch)
        self._chip.clicked.connect(lambda: self.menu_asked.emit(self._chip.mapToGlobal(QPoint(0, self._chip.height()))))
        self._line.returnPressed.connect(lambda: self.settled.emit(self._line.text().strip()))
        self._line.left.connect(self._give_up)
        self.show_expression("", "")

    def expression(self) -> str:
        """What is followed now; empty for nothing."""
        return self._expression

    def show_expression(self, expression: str, value: str) -> None:
        """Shows what is followed, and what it comes to."""
        self._expression = expression
        self._chip.setToolTip(plain(expression))
        self._chip.setAccessibleName(f"Follows {expression}")
        self._value.setText(value)
        self._show_line(False)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width more or less of it stands side by side."""
        super().resizeEvent(event)
        self._fit()

    def write(self) -> None:
        """Opens the line, with the present expression in it."""
        self._line.setText(self._expression)
        self._show_line(True)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()

    def fields(self) -> tuple[QWidget, ...]:
        """What takes the focus: the chip, or the line in its place."""
        return (self._chip, self._line)

    def line(self) -> QLineEdit:
        """Where the expression is written."""
        return self._line

    def _fit(self) -> None:
        words, directions = self._chip.fontMetrics(), QBoxLayout.Direction
        whole = words.horizontalAdvance(self._expression) + _BESIDE
        value = self._value.fontMetrics().horizontalAdvance(self._value.text())
        beside = whole + _GAP + value <= self.width()
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._row.setSpacing(_GAP if beside else 0)
        self.stacked.emit(not beside)
        self._chip.setText(words.elidedText(self._expression, Qt.TextElideMode.ElideRight, self.width() - _BESIDE))

    def _give_up(self) -> None:
        self._show_line(False)
        self.given_up.emit()

    def _show_line(self, shown: bool) -> None:
        self._line.setVisible(shown)
        self._chip.setVisible(not shown)
        self._value.setVisible(not shown)


class _Line(QLineEdit):
    """A line that is left with Escape."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
