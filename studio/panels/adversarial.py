"""The Adversarial panel: a small change to an image that the network falls for, and how it was found."""

import sys
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from studio.look.empty import EmptyState
from studio.look.figures import number
from studio.look.icon_label import IconLabel
from studio.look.labels import Hairline, Quiet, set_dress
from studio.look.look import Look
from studio.look.scale import ScaleBar
from studio.panels.attack_figures import AttackFigures
from studio.panels.attack_values import METHODS, AttackShown, AttackWish, magnified
from studio.panels.bars import Bars
from studio.panels.epsilon_field import EpsilonField
from studio.panels.marks import Live, Mark, row
from studio.panels.verdict_view import SMALL, VerdictView

_PATIENCE = 30  # ms: while the slider moves, ask no oftener than a picture is worth
_AWAY = -1
_UNKNOWN = "Nobody said what this image shows, so the network's own answer counts as its class."
_EMPTY = ("How little it takes to fool the network", "Train it, or open a run. The image that you look at is then changed against it.")


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
        self._method, self._aim = _choice(), _choice()
        for name, words in methods.items():
            self._method.addItem(words, name)
        self._epsilon = EpsilonField()
        self._views = [VerdictView(look, title) for title in ("Original", "Perturbation", "Result")]
        self._scale, self._scale_words = ScaleBar(look, length=52), Quiet()
        self._bars = Bars(look, ("wire", "bad"))
        self._figures = AttackFigures()
        self._empty = EmptyState(look, "zap", *_EMPTY)
        self.corner = Live(look)
        self._pause = QTimer(self, interval=_PATIENCE, singleShot=True)
        self._lay_out(look)
        self._wire_up()
        self.setMinimumSize(240, 140)
        self.set_classes(())
        self.clear()

    def clear(self, sentence: str = "") -> None:
        """Show no attack, and say how to get one, or why there is none."""
        self._empty.say(*(("No attack to show", sentence) if sentence else _EMPTY))
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
        self._show_aim(shown)
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
        self._method.setMaximumWidth(96 if self.width() < 460 else 200)
        beside = (290 if self.width() >= 700 else 230) if wide else 0
        room = (self.width() - beside - 32) // 3 - 26
        side = max(40, min(128, room, self.height() - (110 if low else 168)))
        for view in self._views:
            view.set_side(side)
        self._scale.setVisible(side + 8 >= SMALL)
        self._scale_words.setVisible(side + 8 < SMALL)
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
            head.addWidget(field, 2 if field is self._epsilon else 0)
        head.addStretch(1)
        return head

    def _middle(self, look: Look) -> QHBoxLayout:
        middle = QHBoxLayout()
        middle.setSpacing(6)
        for view, icon in zip(self._views, ("plus", "chevron-right", ""), strict=True):
            middle.addWidget(view, 0, Qt.AlignmentFlag.AlignTop)
            if icon:
                middle.addWidget(IconLabel(look, icon, size=14))
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

    def _show_aim(self, shown: AttackShown) -> None:
        """What the attack leads away from, and whether anybody but the network said that it is that."""
        known = shown.label is not None
        name = self._name(shown.right)
        self._aim.setItemText(0, f"away from {name}" if known else f"away from its answer, {name}")
        self._views[0].set_title("Original" if known else "Original, no label")
        for part in (self._aim, self._views[0]):
            part.setToolTip("" if known else _UNKNOWN)

    def _show_pictures(self, shown: AttackShown) -> None:
        original, change, result = self._views
        original.picture.show_image(shown.original, 0, 255)
        result.picture.show_image(shown.changed, 0, 255)
        # Of a colour image the mean over its channels: one signed picture cannot show three.
        change.picture.show_signed(shown.change.mean(axis=2), shown.epsilon)
        change.set_title(f"Perturbation × {magnified(shown.epsilon)}")
        self._scale.set_range(-shown.epsilon, shown.epsilon)
        self._scale_words.setText(f"±{number(shown.epsilon)}")
        before, after = int(np.argmax(shown.before)), int(np.argmax(shown.after))
        original.say(self._name(before), float(shown.before[before]), wrong=before != shown.right)
        result.say(self._name(after), float(shown.after[after]), wrong=after != shown.right)

    def _name(self, index: int) -> str:
        return self._classes[index] if index < len(self._classes) else str(index)


def _choice() -> QComboBox:
    box = QComboBox()
    set_dress(box, "small", True)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


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
