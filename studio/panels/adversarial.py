"""The Adversarial panel: a small change to an image that the network falls for, and how it was found."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QHBoxLayout, QLabel, QSlider, QStackedLayout, QVBoxLayout, QWidget

from studio.look.empty import EmptyState
from studio.look.figures import number
from studio.look.labels import Hairline, Quiet, label, set_dress
from studio.look.lettering import SEMIBOLD, small_font, text_font
from studio.look.look import Look
from studio.look.map_view import MapView
from studio.look.scale import ScaleBar
from studio.panels import wording
from studio.panels.bars import Bars
from studio.panels.map_grid import Array
from studio.panels.marks import IconLabel, Live, Mark, row

Method = Literal["FGSM", "PGD"]

METHODS: Mapping[str, str] = {"FGSM": "FGSM, one step", "PGD": "PGD, many steps"}
"""What each attack is called."""

_LARGEST = 0.3
_STEPS = 300
_PATIENCE = 30  # ms: while the slider moves, ask no oftener than a picture is worth
_AWAY = -1
_SMALL = 108
"""A picture narrower than this has no room for full words."""


@dataclass(frozen=True)
class AttackWish:
    """An attack that the person asks for.

    Attributes:
        method: How.
        epsilon: Largest change of a pixel, as a share of the range 0 to 255.
        target: Class that the network shall be driven to; None to drive it away from the right one.
    """

    method: str = "FGSM"
    epsilon: float = 0.1
    target: int | None = None


@dataclass(frozen=True, eq=False)
class AttackShown:
    """What an attack did.

    Attributes:
        epsilon: Largest change that it was allowed, as a share of the range.
        label: Number of the image's class.
        original: Pixels, 0 to 255, (height, width, channels).
        changed: The same after the attack.
        before: Probabilities for the original.
        after: For the changed image.
        zero_gradient: Share of pixels whose gradient is zero.
        fooled: How many of `tried` images are wrong after, that were right before.
        tried: How many were attacked; 0 where this was not counted.
    """

    epsilon: float
    label: int
    original: Array
    changed: Array
    before: Array
    after: Array
    zero_gradient: float
    fooled: int = 0
    tried: int = 0

    @property
    def change(self) -> Array:
        """What was added, as a share of the range."""
        return (np.asarray(self.changed, np.float32) - np.asarray(self.original, np.float32)) / 255


class AdversarialPanel(QWidget):
    """Original + magnified change > result, ten classes before and after, and four figures.

    Args:
        look: Theme and icons.
        methods: The attacks to choose from, by name; all where not given.
        parent: The widget it lies in.

    Attributes:
        asked: Another attack is wanted; carries an AttackWish. Waits until the person has let go for a moment.
        corner: Says whether the pictures are live; for the right end of the row of tabs.
    """

    asked = Signal(object)

    def __init__(self, look: Look, methods: Mapping[str, str] = METHODS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes: tuple[str, ...] = ()
        self._label: int | None = None
        self._method, self._aim = _choice(), _choice()
        for name, words in methods.items():
            self._method.addItem(words, name)
        self._epsilon = _Epsilon()
        self._views = [_View(look, title) for title in ("Original", "Perturbation", "Result")]
        self._scale, self._scale_words = ScaleBar(look, length=52), Quiet()
        self._bars = Bars(look, ("wire", "bad"))
        self._figures = _Figures()
        self._empty = EmptyState(
            look,
            "zap",
            "How little it takes to fool the network",
            "Train it, or open a run. The image that you look at is then changed against it.",
        )
        self.corner = Live(look)
        self._pause = QTimer(self, interval=_PATIENCE, singleShot=True)
        self._lay_out(look)
        self._wire_up()
        self.setMinimumSize(240, 140)
        self.set_classes(())
        self.clear()

    def clear(self, sentence: str = "") -> None:
        """Show no attack, and say how to get one, or why there is none."""
        if sentence:
            self._empty.say("No attack to show", sentence)
        self._stack.setCurrentWidget(self._empty)
        self.corner.set_age("")

    def set_classes(self, classes: tuple[str, ...]) -> None:
        """Name the classes that an attack can aim at."""
        if classes != self._classes or not self._aim.count():
            self._classes = classes
            with QSignalBlocker(self._aim):
                self._aim.clear()
                self._aim.addItem("away from the label", _AWAY)
                for index, name in enumerate(classes):
                    self._aim.addItem(f"towards {name}", index)

    def show_attack(self, shown: AttackShown) -> None:
        """Show what an attack did."""
        self._stack.setCurrentIndex(0)
        self._label = shown.label
        self._aim.setItemText(0, f"away from {self._name(shown.label)}")
        self._show_pictures(shown)
        self._bars.show_shares(self._classes or tuple(map(str, range(len(shown.before)))), shown.before, shown.after)
        self._figures.say(shown)

    def wish(self) -> AttackWish:
        """What is asked for now."""
        target = self._aim.currentData()
        return AttackWish(self._method.currentData(), self._epsilon.value(), None if target in (None, _AWAY) else int(target))

    def show_wish(self, wish: AttackWish) -> None:
        """Set the fields without asking."""
        for field, value in ((self._method, wish.method), (self._aim, _AWAY if wish.target is None else wish.target)):
            with QSignalBlocker(field):
                field.setCurrentIndex(max(0, field.findData(value)))
        self._epsilon.set_value(wish.epsilon)

    def set_age(self, text: str, *, live: bool = False) -> None:
        """Say how old the pictures are: `live`, or `step 3,436`."""
        self.corner.set_age(text, live=live)

    def words(self) -> tuple[str, ...]:
        """What stands under the three pictures and in the line of figures."""
        return (*(view.words() for view in self._views), *self._figures.words())

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(780, 296)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller pictures where there is little room; no bars where there is none."""
        super().resizeEvent(event)
        wide, low = self.width() >= 560, self.height() < 240
        room = (self.width() - (290 if wide else 0) - 32) // 3 - 26
        side = max(40, min(128, room, self.height() - (110 if low else 168)))
        for view in self._views:
            view.set_side(side)
        self._scale.setVisible(side + 8 >= _SMALL)
        self._scale_words.setVisible(side + 8 < _SMALL)
        for name in self._labels:
            name.setVisible(self.width() >= 640)
        self._epsilon.set_short(short=self.width() < 700)
        self._side.setVisible(wide)
        self._line.setVisible(not low)
        self._figures.set_short(short=self.width() < 700)
        self._column.setSpacing(4 if low else 8)

    def _lay_out(self, look: Look) -> None:
        shown = QWidget()
        self._column = QVBoxLayout(shown)
        self._column.setContentsMargins(16, 8, 16, 6)
        self._column.addLayout(self._head())
        self._column.addLayout(self._middle(look), 1)
        self._line = Hairline()
        self._column.addWidget(self._line)
        self._column.addWidget(self._figures)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self._labels = [Quiet(words) for words in ("Attack", "Aim", "Epsilon")]
        for name, field in zip(self._labels, (self._method, self._aim, self._epsilon), strict=True):
            head.addWidget(name)
            head.addWidget(field)
        head.addStretch(1)
        return head

    def _middle(self, look: Look) -> QHBoxLayout:
        middle = QHBoxLayout()
        middle.setSpacing(6)
        for view, icon in zip(self._views, ("plus", "chevron-right", ""), strict=True):
            middle.addWidget(view, 0, Qt.AlignmentFlag.AlignTop)
            if icon:
                middle.addWidget(IconLabel(look, icon))
        self._views[1].put_below(self._scale, self._scale_words)
        middle.addSpacing(16)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(6)
        key = QWidget()
        row(
            key,
            Quiet("Confidence"),
            Mark(look, "wire", QSize(10, 6)),
            Quiet("before"),
            Mark(look, "bad", QSize(10, 6)),
            Quiet("after"),
            None,
        )
        side.addWidget(key)
        side.addWidget(self._bars, 1)
        middle.addWidget(self._side, 1)
        return middle

    def _wire_up(self) -> None:
        self._pause.timeout.connect(lambda: self.asked.emit(self.wish()))
        self._method.currentIndexChanged.connect(lambda _index: self._pause.start())
        self._aim.currentIndexChanged.connect(lambda _index: self._pause.start())
        self._epsilon.changed.connect(self._pause.start)

    def _show_pictures(self, shown: AttackShown) -> None:
        original, change, result = self._views
        original.picture.show_image(shown.original, 0, 255)
        result.picture.show_image(shown.changed, 0, 255)
        # Of a colour image the mean over its channels: one signed picture cannot show three.
        change.picture.show_signed(shown.change.mean(axis=2), shown.epsilon)
        change.set_title(f"Perturbation × {_magnified(shown.epsilon)}")
        self._scale.set_range(-shown.epsilon, shown.epsilon)
        self._scale_words.setText(f"±{number(shown.epsilon)}")
        before, after = int(np.argmax(shown.before)), int(np.argmax(shown.after))
        original.say(self._name(before), float(shown.before[before]), wrong=before != shown.label)
        result.say(self._name(after), float(shown.after[after]), wrong=after != shown.label)

    def _name(self, index: int) -> str:
        return self._classes[index] if index < len(self._classes) else str(index)


class _View(QWidget):
    """A title, a picture, and what the network makes of it."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look, self._wrong = look, False
        self._full_title, self._share = title, ""
        self._title, self.picture = Quiet(title), MapView(look, 128)
        self._class, self._sure = QLabel(), Quiet()
        self._class.setFont(text_font(SEMIBOLD))
        self._class.setTextFormat(Qt.TextFormat.PlainText)
        self._below = QHBoxLayout()
        self._below.setContentsMargins(4, 2, 0, 0)
        self._below.setSpacing(6)
        for part in (self._class, self._sure):
            self._below.addWidget(part)
        self._below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title.setContentsMargins(4, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.picture)
        column.addLayout(self._below)
        look.changed.connect(self._dress)

    def set_side(self, side: int) -> None:
        self.picture.set_side(side)
        self.setFixedWidth(side + 8)
        self._fit()

    def set_title(self, title: str) -> None:
        self._full_title = title
        self._fit()

    def _fit(self) -> None:
        """Fewer words under a small picture."""
        small = self.width() < _SMALL
        self._title.setText(self._full_title.replace("Perturbation", "Change") if small else self._full_title)
        self._sure.setText(f"{self._share} sure" if self._share and not small else self._share)

    def put_below(self, *widgets: QWidget) -> None:
        """Show something else than a class."""
        self._class.hide()
        self._sure.hide()
        for widget in widgets:
            self._below.insertWidget(0, widget)

    def say(self, name: str, share: float, *, wrong: bool) -> None:
        self._class.setText(name)
        self._wrong = wrong
        self._dress()
        self._share = wording.share(share)
        self._fit()

    @Slot(object)
    def _dress(self, _theme: object = None) -> None:
        colour = self._look.colour("bad" if self._wrong else "text").name()
        self._class.setStyleSheet(f"color: {colour}; font-weight: 600")

    def words(self) -> str:
        return f"{self._class.text()} {self._sure.text()}".strip() or self._title.text()


class _Epsilon(QWidget):
    """Slider and field of one value, which is also told in steps of 255."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _STEPS)
        self._slider.setMinimumWidth(60)
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
        self._steps.setMinimumWidth(48)
        row(self, self._slider, self._field, self._steps)
        self._slider.valueChanged.connect(lambda step: self._take(step * _LARGEST / _STEPS))
        self._field.valueChanged.connect(self._take)
        self.set_value(0.1)

    def value(self) -> float:
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


class _Figures(QWidget):
    """Four figures in one line."""

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
        words = (
            ("Largest", "Length", "No gradient", "Fooled")
            if short
            else ("Largest change", "Length of change", "Zero gradient", "Fooled at this epsilon")
        )
        for name, text in zip(self._names, words, strict=True):
            name.setText(text)

    def say(self, shown: AttackShown) -> None:
        self._shown, change = shown, shown.change
        self._values[0].setText(number(float(np.abs(change).max())))
        self._values[1].setText(number(float(np.linalg.norm(change))))
        self._values[2].setText(f"{wording.share(shown.zero_gradient)}{'' if self._short else ' of pixels'}")
        counted = f"{shown.fooled:,} of {shown.tried:,}{'' if self._short else ' test images'}"
        self._values[3].setText(counted if shown.tried else "not counted yet")

    def words(self) -> tuple[str, ...]:
        return tuple(f"{name.text()} {value.text()}" for name, value in zip(self._names, self._values, strict=True))


def _choice() -> QComboBox:
    box = QComboBox()
    set_dress(box, "small", True)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _magnified(epsilon: float) -> str:
    """How many times stronger the change is drawn than it is: full colour stands for epsilon instead of for the whole range."""
    return number(1 / epsilon, 0 if epsilon <= 0.2 else 1) if epsilon else "1"


def main() -> int:
    """Show the panel alone, with an attack that is made up."""
    from studio.panels import alone, sample_data

    def make(look: Look) -> AdversarialPanel:
        panel = AdversarialPanel(look)
        panel.set_classes(tuple("0123456789"))
        panel.show_attack(sample_data.attack())
        panel.set_age("live", live=True)
        return panel

    return alone.show("Adversarial", make)


if __name__ == "__main__":
    sys.exit(main())
