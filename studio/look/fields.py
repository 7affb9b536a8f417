"""Entry fields for numbers and choices that the mouse wheel changes only where the person is already typing."""

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QSpinBox, QStyle, QStyleOptionComboBox, QWidget

_LEFT, _AROUND = 8, 36
_LEAST = 96  # pixels of a choice where there is little room


class WholeNumber(QSpinBox):
    """A whole number.

    Args:
        low: The least it can be.
        high: The most it can be.
        parent: The widget it lies in.
    """

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        _settle(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel while another field is in use."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class RealNumber(QDoubleSpinBox):
    """A number with as many digits as it needs, stepped in its own order of magnitude.

    Args:
        low: The least it can be.
        high: The most it can be.
        decimals: Digits that it can hold after the point.
        parent: The widget it lies in.
    """

    def __init__(self, low: float, high: float, decimals: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        _settle(self)

    def textFromValue(self, value: float) -> str:
        """The number without zeros at its end."""
        written = f"{value:.{self.decimals()}f}"
        return written.rstrip("0").rstrip(".") if "." in written else written

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel while another field is in use."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Choice(QComboBox):
    """One of several, in a list that folds out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def minimumSizeHint(self) -> QSize:
        """Its longest words would push others aside; what is cut is whole in the list."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _LEAST), hint.height())

    def showPopup(self) -> None:
        """Folds the list out, as wide as its words."""
        words = (self.itemText(place) for place in range(self.count()))
        longest = max((self.fontMetrics().horizontalAdvance(each) for each in words), default=0)
        self.view().setMinimumWidth(longest + self.iconSize().width() + _AROUND)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is cut says so: a style sheet would let the words end anywhere."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        room -= 0 if option.currentIcon.isNull() else option.iconSize.width() + _LEFT
        words = option.currentText
        option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        if option.currentText == words or self.currentIndex() < 0:
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            self.style().drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
            self.style().drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option, painter, self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel while another field is in use."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _settle(field: QAbstractSpinBox) -> None:
    # Python and Keras write a point whatever the country; so does the field.
    field.setLocale(QLocale.c())
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    # A style sheet cannot move the words of a spin box: Qt puts them at its left edge whatever the padding.
    field.lineEdit().setTextMargins(_LEFT, 0, 0, 0)
