"""Buttons: with words, with an icon alone, one of several, and the chip that says what is chosen."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from studio.look.labels import set_dress
from studio.look.lettering import SEMIBOLD, small_font, text_font
from studio.look.look import Look
from studio.look.plain import plain

_BESIDE = 9  # pixels beside the words of a segment


class Button(QPushButton):
    """A button with words and, where given, an icon; ``filled`` marks the one thing to press.

    Args:
        look: Theme and icons.
        text: What it does, as a verb.
        icon: Name of its icon.
        filled: Whether it is filled with the accent. One at a time in a window.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, text: str, icon: str = "", *, filled: bool = False, parent: QWidget | None = None) -> None:
        # The space keeps the icon off the word, which a style sheet cannot do.
        super().__init__(f" {text}" if icon else text, parent)
        self._look, self._icon_name = look, icon
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_filled(filled)

    def set_filled(self, filled: bool) -> None:
        """Fill the button with the accent, or leave it outlined."""
        set_dress(self, "filled", filled)
        if self._icon_name:
            self._look.tint(self, self._icon_name, "on_accent" if filled else "text")

    def set_small(self) -> None:
        """24 high with small letters, to stand in a row of fields."""
        set_dress(self, "small", True)


class IconButton(QToolButton):
    """A flat button with an icon alone; its tool tip is also its name for screen readers.

    Args:
        look: Theme and icons.
        icon: Name of its icon.
        tip: What it does, with its shortcut if there is one.
        parent: The widget it lies in.
    """

    def __init__(self, look: Look, icon: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.tint(self, icon, "quiet")
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class Segmented(QFrame):
    """A choice among a few, all in sight.

    Args:
        choices: What stands on each segment, by value.
        value: The value chosen at first.
        parent: The widget it lies in.

    Attributes:
        chosen: The person chose another value; carries it. Not sent by ``choose``.
    """

    chosen = Signal(str)

    def __init__(self, choices: Mapping[str, str], value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons = {each: self._segment(text) for each, text in choices.items()}
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose(value)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit(self.value()))

    def value(self) -> str:
        """The value chosen now."""
        return next(each for each, button in self._buttons.items() if button.isChecked())

    def choose(self, value: str) -> None:
        """Choose a value, without telling.

        Raises:
            LookupError: It is not among the choices.
        """
        if value not in self._buttons:
            raise LookupError(f"No such choice. Expected: {', '.join(self._buttons)}. Received: {value}.")
        self._buttons[value].setChecked(True)

    def choose_none(self) -> None:
        """Show that nothing is chosen yet, without telling; `value` has no answer until something is."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def _segment(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setCheckable(True)
        button.setMinimumWidth(QFontMetrics(small_font(SEMIBOLD)).horizontalAdvance(text) + 2 * _BESIDE)  # as it is when chosen
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._group.addButton(button)
        self._row.addWidget(button)
        return button


class Chip(QPushButton):
    """What is chosen, in one line: an icon, a title, quiet figures, and a chevron that says that there is more.

    Args:
        look: Theme and icons.
        icon: Name of its icon.
        title: What is chosen, such as ``MNIST``.
        figures: A few words on it; left away when compact.
        parent: The widget it lies in.
    """

    WIDEST = 160  # of a title, such as the name of a folder
    MARGIN = 10
    GAP = 8

    def __init__(self, look: Look, icon: str, title: str, figures: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icon_name = look, icon
        self._title, self._figures, self._compact = title, figures, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.changed.connect(self.update)
        self._renew()

    def title(self) -> str:
        """What is chosen."""
        return self._title

    def figures(self) -> str:
        """The few words on it, shown or not."""
        return self._figures

    def set_words(self, title: str, figures: str = "") -> None:
        """Say that something else is chosen."""
        self._title, self._figures = title, figures
        self._renew()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Leave the figures away where there is little room."""
        self._compact = compact
        self._renew()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        width = 2 * self.MARGIN + 16 + self.GAP + self._title_width() + self.GAP + 16
        return QSize(width + (self.GAP + self._figures_width() if self._shown_figures() else 0), 32)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The button of the style sheet, with icon, words and chevron on it."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        able = self.isEnabled()
        left = self.MARGIN
        self._paint_icon(painter, self._icon_name, left, 16)
        left += 16 + self.GAP
        painter.setFont(text_font())
        painter.setPen(self._look.colour("text" if able else "dim"))
        painter.drawText(QRect(left, 0, self._title_width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self._shown_title())
        if self._shown_figures():
            left += self._title_width() + self.GAP
            painter.setFont(small_font())
            painter.setPen(self._look.colour("quiet" if able else "dim"))
            painter.drawText(QRect(left, 0, self._figures_width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self._figures)
        self._paint_icon(painter, "chevron-down", self.width() - self.MARGIN - 14, 14)

    def _paint_icon(self, painter: QPainter, name: str, left: int, size: int) -> None:
        role = "quiet" if self.isEnabled() else "dim"
        pixmap = self._look.pixmap(name, role, size, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(left, (self.height() - size) // 2), pixmap)

    def _shown_title(self) -> str:
        return QFontMetrics(text_font()).elidedText(self._title, Qt.TextElideMode.ElideRight, self.WIDEST)

    def _shown_figures(self) -> str:
        return "" if self._compact else self._figures

    def _title_width(self) -> int:
        return QFontMetrics(text_font()).horizontalAdvance(self._shown_title()) + 1

    def _figures_width(self) -> int:
        return QFontMetrics(small_font()).horizontalAdvance(self._figures) + 1

    def _renew(self) -> None:
        self.setAccessibleName(f"{self._title} {self._figures}".strip())
        hidden = ("" if self._shown_title() == self._title else self._title, self._figures if self._compact else "")
        self.setToolTip(plain("\n".join(words for words in hidden if words)))
        self.updateGeometry()
        self.update()
