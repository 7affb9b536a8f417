"""Which image the pictures are about: its number and class, the ones before and after it, one by chance, one by number, or a file."""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QFrame, QSizePolicy, QSpinBox, QToolButton, QWidget

from studio.look.buttons import IconButton, Segmented
from studio.look.labels import Quiet, label
from studio.look.look import Look
from studio.look.plain import plain
from studio.panels.marks import row

Part = Literal["train", "validation", "test"]

_PART_WORDS = {"train": "Training", "validation": "Validation", "test": "Test"}
_NAME_ROOM = 160  # pixels for the name of a file


@dataclass(frozen=True)
class Pick:
    """One image of the data, or a picture file.

    Attributes:
        part: Part of the split that it is of.
        index: Its place in that part, from 0.
        file: Path of a picture that is looked at instead; the image of the data is then what one goes back to.
    """

    part: Part = "test"
    index: int = 0
    file: str | None = None

    def words(self) -> str:
        """The image of the data, by its number."""
        return f"{_PART_WORDS[self.part]} image {self.index:,}"


class ImageChooser(QWidget):
    """A button that names the image, arrows to its neighbours, and a button for one by chance; from a file all of them lead to the data.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        image_chosen: Another image is wanted; carries a Pick. The chooser itself shows it when `show_image` says so.
    """

    image_chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pick, self._counts = Pick(), dict.fromkeys(get_args(Part), 0)
        self._button = _NameButton(look)
        self._back = IconButton(look, "chevron-left", "The image before")
        self._on = IconButton(look, "chevron-right", "The next image")
        self._home = IconButton(look, "x", "Back to the images of the data")
        self._shuffle = IconButton(look, "shuffle", "Another image by chance")
        self._popup = _Popup(self)
        row(self, self._back, self._button, self._home, self._on, self._shuffle, spacing=4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self._open)
        self._back.clicked.connect(lambda: self._step(-1))
        self._on.clicked.connect(lambda: self._step(1))
        self._home.clicked.connect(lambda: self._step(0))
        self._shuffle.clicked.connect(lambda: self._choose(random.randrange(max(1, self._count()))))
        self._popup.chosen.connect(self.image_chosen)
        self.show_image(Pick(), "")

    def set_counts(self, train: int, validation: int, test: int) -> None:
        """Say how many images there are to choose from."""
        self._counts = {"train": train, "validation": validation, "test": test}

    def show_image(self, pick: Pick, class_name: str) -> None:
        """Name the image that is shown and its class."""
        self._pick = pick
        self._button.say(pick.words() if pick.file is None else Path(pick.file).name, spoken(class_name), pick.file)
        self._home.setVisible(pick.file is not None)
        self._back.setEnabled(pick.file is not None or pick.index > 0)
        home = f"Back to {pick.words().lower()}"
        for button, words in ((self._back, "The image before"), (self._on, "The next image"), (self._home, home)):
            button.setToolTip(words if pick.file is None else home)
            button.setAccessibleName(button.toolTip())

    def words(self) -> str:
        """What the button says."""
        return self._button.text().strip()

    def pick(self) -> Pick:
        """The image that is shown."""
        return self._pick

    def set_narrow(self, narrow: bool) -> None:
        """Leave the arrows away where there is little room."""
        self._back.setVisible(not narrow)
        self._on.setVisible(not narrow)

    def _count(self) -> int:
        return self._counts[self._pick.part]

    def _step(self, by: int) -> None:
        """To a neighbour; from a file to the image of the data that was looked at before."""
        self._choose(self._pick.index + (by if self._pick.file is None else 0))

    def _choose(self, index: int) -> None:
        """Ask for an image of the same part, going round at its ends."""
        count = self._count()
        self.image_chosen.emit(Pick(self._pick.part, index % count if count else max(0, index)))

    @Slot()
    def _open(self) -> None:
        self._popup.show_at(self._pick, self._counts, self._button.mapToGlobal(QPoint(0, self._button.height() + 4)))


class _NameButton(QToolButton):
    """A field-like button with the name of the image."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        look.tint(self, "image", "quiet", 14)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._look = look
        look.changed.connect(self._dress)
        self._dress()

    def say(self, name: str, class_name: str, file: str | None) -> None:
        """Say what is shown: an image and its class, or a file, whose name is cut in its middle where it is long."""
        name = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_ROOM)
        self.setText(f" {name} · {class_name}" if class_name else f" {name}")
        choose = "Choose the image by its number"
        self.setToolTip(choose if file is None else plain(f"{file}\n{choose} to go back to the data"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + 6, 24)

    @Slot(object)
    def _dress(self, _theme: object = None) -> None:
        theme = self._look.theme
        self.setStyleSheet(
            f"QToolButton {{ background: {theme.field}; border: 1px solid {theme.strong_line}; border-radius: 6px;"
            f" padding: 3px 8px; font-size: 11px; }} QToolButton:hover {{ border-color: {theme.wire}; }}"
            f" QToolButton:focus {{ border-color: {theme.accent}; }}"
        )


class _Popup(QFrame):
    """Part of the split and number of the image."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("surface", "card")
        self._part = Segmented({key: words.lower() for key, words in _PART_WORDS.items()}, "test")
        self._number = QSpinBox()
        self._number.setKeyboardTracking(False)
        self._file = Quiet("A file is looked at now. Any number leads back to the data.")
        form = QFormLayout(self)
        form.setContentsMargins(12, 12, 12, 12)
        form.addRow(self._file)
        form.addRow(label("Images", "label"), self._part)
        form.addRow(label("Number", "label"), self._number)
        self._counts: dict[str, int] = {}
        self._part.chosen.connect(self._limit)
        self._part.chosen.connect(self._tell)
        self._number.valueChanged.connect(self._tell)
        self._number.lineEdit().returnPressed.connect(self._tell)  # the number that stands there already, too

    def show_at(self, pick: Pick, counts: dict[str, int], place: QPoint) -> None:
        """Open with the image that is shown."""
        self._counts = counts
        self._file.setVisible(pick.file is not None)
        self._part.choose(pick.part)
        with QSignalBlocker(self._number):
            self._limit()
            self._number.setValue(pick.index)
        self.move(place)
        self.show()
        self._number.setFocus()
        self._number.selectAll()

    @Slot()
    def _limit(self) -> None:
        with QSignalBlocker(self._number):
            self._number.setMaximum(max(0, self._counts.get(self._part.value(), 0) - 1))

    @Slot()
    def _tell(self) -> None:
        part = next(each for each in get_args(Part) if each == self._part.value())
        self.chosen.emit(Pick(part, self._number.value()))


def spoken(class_name: str) -> str:
    """A class with its article where it is a digit or letter: `a 9`, `an 8`; other names stand for themselves."""
    if len(class_name) == 1 and class_name.isalnum():
        return f"{'an' if class_name in '8AEFHILMNORSXaefhilmnorsx' else 'a'} {class_name}"
    return class_name
