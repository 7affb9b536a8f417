"""Asks which pretrained network to add, and shows how far it is on its way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.look import Look
from studio.look.buttons import Button, Segmented
from studio.look.fields import Choice
from studio.look.figures import count, memory, percent
from studio.look.labels import Quiet, label
from studio.messages.events import Fetched, Fetching
from studio.project.pretrained import Application, Wanted

HEADS = ("Network", "Weights", "Top-1", "Images")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SIDES = (32, 64, 96, 128, 160, 192, 224, 256, 299, 331, 384, 480, 600)
_BYTES = 4  # a weight


class PretrainedDialog(QDialog):
    """A list of networks, and how the one that is chosen shall come.

    Args:
        look: Theme and icons.
        networks: To choose from.
        side: Pixels of the project's images, which the first choice of a size comes near to.
        parent: The window.

    Attributes:
        asked: Carries what is Wanted, and whether with its weights.
        given_up: What is on its way shall be given up.
    """

    asked = Signal(object, bool)
    given_up = Signal()

    def __init__(self, look: Look, networks: Sequence[Application], side: int = 224, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._networks, self._preferred = {each.name: each for each in networks}, side
        self._busy = self._left = False
        self.setWindowTitle("Add a pretrained network")
        self._list = _table(networks)
        self._head = Segmented({"trunk": "without", "top": "with, for ImageNet's 1000 classes"}, "trunk")
        self._side = Choice()
        self._weights = Segmented({"imagenet": "ImageNet", "random": "random"}, "imagenet")
        self._words, self._state, self._fault = Quiet(wrap=True), Quiet(wrap=True), label("", "bad")
        self._bar = QProgressBar()
        self._cancel, self._add = Button(look, "Cancel"), Button(look, "Add", "plus", filled=True)
        self._lay_out()
        self._list.currentItemChanged.connect(self._renew)
        self._list.itemActivated.connect(lambda *_: self._ask())
        self._head.chosen.connect(self._renew)
        self._weights.chosen.connect(self._renew_words)
        self._side.currentIndexChanged.connect(self._renew_words)
        self.choose("MobileNetV2")

    def choose(self, name: str) -> None:
        """Chooses a network of the list."""
        found = self._list.findItems(name, Qt.MatchFlag.MatchExactly)
        if found:
            self._list.setCurrentItem(found[0])

    def wish(self) -> Wanted:
        """What is chosen now."""
        side = int(self._side.currentData() or 224)
        return Wanted(self._chosen().name, (side, side, 3), self._head.value() == "top")

    def show_progress(self, event: Fetching) -> None:
        """Shows how far the network is."""
        if not self._busy:
            return
        whole = event.total if event.stage == "downloading" else 0
        self._bar.setRange(0, 1000 if whole else 0)
        self._bar.setValue(round(1000 * event.done / whole) if whole else 0)
        self._state.setText(_progress(event))

    def show_done(self, done: Fetched) -> None:
        """The network is on the board: closes, unless its weights did not come."""
        if self._busy:
            self._wait(False)
            if done.weights or self._weights.value() == "random":
                self.accept()
            else:
                self._tell(done.words)
                self._add.setEnabled(False)  # until something else is chosen: it is on the board, once more would be the same

    def show_refusal(self, text: str) -> None:
        """Says why there is no network."""
        if self._busy:
            self._wait(False)
            self._tell(text)

    def words(self) -> tuple[str, str, str]:
        """What it says of the choice, of the progress and of a fault."""
        return self._words.text(), self._state.text(), self._fault.text()

    def _tell(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.show()
        self._cancel.setText("Close")

    def _chosen(self) -> Application:
        item = self._list.currentItem()
        return self._networks[item.text(0)] if item else next(iter(self._networks.values()))

    def _wait(self, busy: bool) -> None:
        self._busy, self._left = busy, False
        self._fault.hide()
        self._bar.setVisible(busy)
        self._bar.setRange(0, 0)
        self._state.setVisible(busy)
        self._state.setText("The worker is asked …" if busy else "")
        self._cancel.setText("Give up" if busy else "Cancel")
        for part in (self._list, self._head, self._side, self._weights, self._add):
            part.setEnabled(not busy)

    def _renew(self, *_: object) -> None:
        """Another network, or another end of it."""
        chosen, whole = self._chosen(), self._head.value() == "top"
        sides = [chosen.side] if whole else sorted({*(side for side in _SIDES if side >= chosen.smallest), chosen.side})
        self._side.blockSignals(True)
        self._side.clear()
        for side in sides:
            self._side.addItem(f"{side} × {side}{', as it was trained' if side == chosen.side else ''}", side)
        nearest = min(sides, key=lambda side: abs(side - max(self._preferred, 96)))
        self._side.setCurrentIndex(sides.index(nearest))
        self._side.blockSignals(False)
        self._renew_words()

    def _renew_words(self, *_: object) -> None:
        self._add.setEnabled(not self._busy)
        chosen = self._chosen()
        weights = chosen.weights if self._head.value() == "top" else chosen.trunk
        text = f"{count(weights)} weights. It takes raw pixels from 0 to 255; what Keras does to them first is part of it."
        if self._weights.value() == "imagenet":
            text += f" About {memory(_BYTES * weights)} are downloaded once and kept in Keras's own folder, and with this project."
        self._words.setText(text)

    def _ask(self) -> None:
        if not self._busy:
            wish = self.wish()
            self._wait(True)
            self.asked.emit(wish, self._weights.value() == "imagenet")

    def reject(self) -> None:
        """Gives up what is on its way, or closes; asked twice, it closes whether somebody answers or not."""
        if self._busy and not self._left:
            self._left = True
            self._state.setText("Giving up …")
            self.given_up.emit()
        else:
            super().reject()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for title, field in (("Head", self._head), ("Images", self._side), ("Weights", self._weights)):
            form.addRow(title, field)
        self._words.setMinimumHeight(3 * self._words.fontMetrics().lineSpacing())
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._fault.setWordWrap(True)
        self._fault.hide()
        for part in (self._bar, self._state):
            part.hide()
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._list, 1)
        column.addLayout(form)
        for widget in (self._words, self._bar, self._state, self._fault):
            column.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self._cancel.clicked.connect(self.reject)
        self._add.clicked.connect(self._ask)
        self._add.setDefault(True)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._add)
        column.addLayout(buttons)
        self.resize(600, 720)


def _table(networks: Sequence[Application]) -> QTreeWidget:
    """The list, the smallest first."""
    table = QTreeWidget()
    table.setProperty("flat", True)
    table.setHeaderLabels(list(HEADS))
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setAccessibleName("Networks of keras.applications")
    for each in sorted(networks, key=lambda each: each.weights):
        top_1 = "–" if each.top_1 is None else percent(each.top_1, 1)
        item = QTreeWidgetItem([each.name, count(each.weights), top_1, f"{each.side} × {each.side}"])
        for column in (1, 2, 3):
            item.setTextAlignment(column, _RIGHT)
        table.addTopLevelItem(item)
    table.headerItem().setToolTip(2, "Share of the ImageNet validation images taken rightly, as Keras's documentation has it")
    for column in (1, 2, 3):
        table.headerItem().setTextAlignment(column, _RIGHT)
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.header().setStretchLastSection(False)
    return table


def _progress(event: Fetching) -> str:
    if event.stage == "drawing":
        return f"{event.wanted.name} is drawn …"
    whole = f" of {memory(event.total)}" if event.total else ""
    return f"Downloading the weights of {event.wanted.name}: {memory(event.done)}{whole}"
