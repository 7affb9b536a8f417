"""What an empty panel says: what will be here, and how to get it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look.buttons import Button
from studio.look.labels import Heading, Quiet
from studio.look.look import Look

_WIDEST = 320
_MARGIN = 16


class EmptyState(QWidget):
    """An icon, a title, a sentence and, where something can be done at once, a button.

    Args:
        look: Theme and icons.
        icon: Name of the icon.
        title: What will be here.
        sentence: How to get it.
        action: Words of the button; none where not given.
        parent: The widget it lies in.

    Attributes:
        pressed: The button was pressed.
    """

    pressed = Signal()

    def __init__(self, look: Look, icon: str, title: str, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icon_name = look, icon
        self._picture = QLabel()
        self._title, self._sentence = Heading(title), Quiet(sentence, wrap=True)
        self.button = Button(look, action)
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.pressed)
        self._stack()
        look.changed.connect(self._renew)
        self._renew()

    def say(self, title: str, sentence: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._sentence.setText(sentence)

    def _stack(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addStretch(1)
        for each in (self._picture, self._title, self._sentence):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._centred())
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _centred(self) -> QHBoxLayout:
        """The sentence between two stretches: a layout that aligns it would not ask for the height at its width."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._sentence, 1000)
        row.addStretch(1)
        self._sentence.setMaximumWidth(_WIDEST)
        return row

    @Slot(object)
    def _renew(self, _theme: object = None) -> None:
        self._picture.setPixmap(self._look.pixmap(self._icon_name, "dim", 24, self.devicePixelRatioF()))
