"""What an empty panel says: what will be here, and how to get it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.look.buttons import Button
from studio.look.labels import Heading, Quiet, set_role
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
        # A role whose height the style sheet leaves alone: dressing it anew would undo the height that _fit gives.
        set_role(self._sentence, "sentence")
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
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentence anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the sentence its width and the height that follows: a layout that centres it would not ask for the height."""
        self._sentence.ensurePolished()  # before that it is measured in the letters of the window
        width = max(1, min(_WIDEST, self.width() - 2 * _MARGIN))
        self._sentence.setFixedSize(width, self._sentence.heightForWidth(width))

    def _stack(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addStretch(1)
        for each in (self._picture, self._title, self._sentence, self.button):
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
            if isinstance(each, QLabel):
                each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)

    @Slot(object)
    def _renew(self, _theme: object = None) -> None:
        self._picture.setPixmap(self._look.pixmap(self._icon_name, "dim", 24, self.devicePixelRatioF()))
