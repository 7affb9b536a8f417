"""Four figures that tell how strong an attack is and how well it works, in one line."""

import numpy as np
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.look.figures import number
from studio.look.labels import Quiet, label
from studio.look.lettering import SEMIBOLD, small_font
from studio.panels import wording
from studio.panels.attack_values import AttackShown

_LONG = ("Largest change", "Length of change", "Zero gradient", "Fooled at this epsilon")
_SHORT = ("Largest", "Length", "No gradient", "Fooled")


class AttackFigures(QWidget):
    """Largest change, length of the change, share of pixels without a gradient, and how many images are fooled."""

    def __init__(self) -> None:
        super().__init__()
        self._names = [Quiet() for _ in range(4)]
        self._values = [label("", "small") for _ in range(4)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        for place, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            value.setFont(small_font(SEMIBOLD))
            grid.addWidget(name, 0, 3 * place)
            grid.addWidget(value, 0, 3 * place + 1)
            grid.setColumnStretch(3 * place + 2, 1 if place < 3 else 0)
        self._shown: AttackShown | None = None
        self.set_short(short=False)

    def set_short(self, *, short: bool) -> None:
        """Fewer words where there is little room."""
        self._short = short
        if self._shown is not None:
            self.say(self._shown)
        words = _SHORT if short else _LONG
        for name, text in zip(self._names, words, strict=True):
            name.setText(text)

    def say(self, shown: AttackShown) -> None:
        """Say the figures of an attack."""
        self._shown, change = shown, shown.change
        self._values[0].setText(number(float(np.abs(change).max())))
        self._values[1].setText(number(float(np.linalg.norm(change))))
        self._values[2].setText(f"{wording.share(shown.zero_gradient)}{'' if self._short else ' of pixels'}")
        counted = f"{shown.fooled:,} of {shown.tried:,}{'' if self._short else ' test images'}"
        self._values[3].setText(counted if shown.tried else "not counted yet")

    def words(self) -> tuple[str, ...]:
        """All that stands in the line."""
        return tuple(f"{name.text()} {value.text()}" for name, value in zip(self._names, self._values, strict=True))
