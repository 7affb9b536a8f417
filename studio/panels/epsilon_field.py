"""How strong an attack may be: a slider and a field that show one value."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QSlider, QWidget

from studio.look.figures import number
from studio.look.labels import Quiet
from studio.panels.marks import row

_LARGEST = 0.3
_STEPS = 300


class EpsilonField(QWidget):
    """The largest change of a pixel, from 0 to 0.3 of the range, also told in steps of 255.

    Attributes:
        changed: The person chose another value.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _STEPS)
        self._slider.setMinimumWidth(48)
        self._slider.setMaximumWidth(184)
        self._slider.setAccessibleName("Epsilon")
        self._field = QDoubleSpinBox()
        self._field.setRange(0, _LARGEST)
        self._field.setDecimals(3)
        self._field.setSingleStep(0.01)
        self._field.setKeyboardTracking(False)
        self._field.setFixedWidth(72)
        self._field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._steps = Quiet()
        self._steps.setMinimumWidth(62)  # all of `127.5 / 255`
        row(self, self._slider, self._field, self._steps)
        self._slider.valueChanged.connect(lambda step: self._take(step * _LARGEST / _STEPS))
        self._field.valueChanged.connect(self._take)
        self.set_value(0.1)

    def value(self) -> float:
        """The value, as a share of the range."""
        return round(self._field.value(), 4)

    def set_value(self, value: float) -> None:
        """Show a value without telling."""
        with QSignalBlocker(self._slider), QSignalBlocker(self._field):
            self._slider.setValue(round(value / _LARGEST * _STEPS))
            self._field.setValue(value)
        self._steps.setText(f"{number(255 * value, 1)} / 255")

    def set_short(self, *, short: bool) -> None:
        """Leave the steps of 255 away where there is little room."""
        self._steps.setVisible(not short)
        self._field.setToolTip(self._steps.text())

    @Slot(float)
    def _take(self, value: float) -> None:
        self.set_value(value)
        self.changed.emit()
