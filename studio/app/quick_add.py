"""The quick add: a field and a list under the cursor, from which a block with its values is placed in a few letters."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.app.offers import Entry, Offers
from studio.app.quick_rows import ENTRY, ROW, QuickRows
from studio.look import Look
from studio.look.labels import Hairline, Quiet, label, set_role
from studio.look.sheet import Sheet

WIDTH = 360
SHOWN = 9  # lines without scrolling
_LONGEST = 20  # letters of what was typed that are said back
_WORDS = 50  # room for three lines
_NEAR = "Nothing is called {}. Spelled nearly so:"
_NOTHING = "Nothing is called {}."
_REMEDY = "Type fewer letters, or the values after a space: conv 6 5x5 relu. An empty field lists everything."


class Choice(NamedTuple):
    """What was chosen.

    Attributes:
        entry: Which line.
        wire: Whether it shall be wired.
        stay: Whether another one will be chosen right after.
    """

    entry: Entry
    wire: bool
    stay: bool


class QuickAdd(Sheet):
    """Closes with Escape, when something is chosen, and by a click elsewhere.

    Args:
        look: Theme and icons.
        offers: What can be added.
        parent: The window that it belongs to.
        title: What is written in the field while it is empty.

    Attributes:
        chosen: Something shall be added; carries the Choice.
    """

    chosen = Signal(object)

    def __init__(self, look: Look, offers: Offers, parent: QWidget | None = None, title: str = "Add a block: conv 6 5x5 relu") -> None:
        super().__init__(look, parent)
        self._offers = offers
        self.setAccessibleName("Add a block")
        self._field, self._list = _field(look, title), _list(look)
        self._missing = label("", "quiet")
        self._missed = _room(self._missing, ROW, Qt.AlignmentFlag.AlignVCenter)
        self._title, self._words, self._keys = label("", "heading"), Quiet(wrap=True), Quiet()
        self._lay_out()
        self._field.textChanged.connect(self._renew)
        self._field.installEventFilter(self)
        self._list.currentRowChanged.connect(lambda _row: self._show_current())
        self._list.itemEntered.connect(self._list.setCurrentItem)
        self._list.itemClicked.connect(lambda _item: self._choose(Qt.KeyboardModifier.NoModifier))
        self.offer(offers)

    def offer(self, offers: Offers) -> None:
        """Begins anew with other offers."""
        self._offers = offers
        self._keys.setText(_keys(offers.wired))
        self._field.clear()
        self._renew()

    def open_at(self, place: QPoint) -> None:
        """Shows itself at a point of the screen, all of it in sight."""
        self.setFixedSize(WIDTH, self.sizeHint().height())
        room = (self.parentWidget() or self).screen().availableGeometry()
        left = min(max(place.x() - 24, room.left() + 8), room.right() - WIDTH - 8)
        top = min(max(place.y() - 20, room.top() + 8), room.bottom() - self.height() - 8)
        self.move(left, top)
        self.show()
        self._field.setFocus()

    def entries(self) -> list[Entry]:
        """What is listed now, from top to bottom."""
        return [self._list.item(row).data(ENTRY) for row in range(self._list.count())]

    def current(self) -> Entry | None:
        """The line that Enter means."""
        item = self._list.currentItem()
        return item.data(ENTRY) if item else None

    def words(self) -> str:
        """What is said of it."""
        return self._words.text()

    def missing(self) -> str:
        """What is said over the list where nothing has the name that was typed; empty where something has."""
        return self._missing.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, pages and Enter in the field work on the list; Tab has nowhere else to go."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self._step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self._step(-1)
            case Qt.Key.Key_PageDown:
                self._step(SHOWN - 1)
            case Qt.Key.Key_PageUp:
                self._step(1 - SHOWN)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(event.modifiers())
            case _:
                return super().eventFilter(watched, event)
        return True

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._field)
        column.addWidget(Hairline())
        column.addSpacing(4)
        column.addWidget(self._missed)
        column.addWidget(self._list)
        column.addSpacing(4)
        column.addWidget(Hairline())
        column.addSpacing(8)
        self._list.setFixedHeight(SHOWN * ROW)  # however few there are, so that nothing moves while one types
        column.addWidget(_room(self._title, 16))
        column.addWidget(_room(self._words, _WORDS))
        column.addWidget(Hairline())
        column.addWidget(_room(self._keys, 28, Qt.AlignmentFlag.AlignVCenter))

    def _renew(self) -> None:
        text = self._field.text()
        self._list.clear()
        entries = self._offers.entries(text)
        near = [] if entries else self._offers.nearest(text)
        self._say_not_found("" if entries else (_NEAR if near else _NOTHING).format(_shortened(text)))
        for entry in entries or near:
            item = QListWidgetItem(self._list)
            item.setData(ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(entry))
        self._list.setCurrentRow(0)
        self._show_current()

    def _say_not_found(self, words: str) -> None:
        """Over the list, in the place of its first line, so that nothing else moves."""
        self._missing.setText(words)
        self._missed.setVisible(bool(words))
        self._list.setFixedHeight((SHOWN - bool(words)) * ROW)

    def _show_current(self) -> None:
        """Says what the chosen line would do: what it is, or why it cannot be, or why it would not be wired."""
        entry = self.current()
        if entry is None:
            self._title.setText("")
            self._words.setText(_REMEDY)
        else:
            self._title.setText("  ".join(part for part in (entry.title, entry.caption) if part))
            self._words.setText(entry.fault or entry.misfit or entry.summary)
        set_role(self._words, "quiet" if entry is None or not (entry.fault or entry.misfit) else "bad" if entry.fault else "warning")

    def _step(self, by: int) -> None:
        row = self._list.currentRow() + by
        self._list.setCurrentRow(min(max(row, 0), self._list.count() - 1))

    def _choose(self, held: Qt.KeyboardModifier) -> None:
        entry = self.current()
        if entry is None or entry.fault:
            return
        stay = bool(held & Qt.KeyboardModifier.ControlModifier)
        choice = Choice(entry, not held & Qt.KeyboardModifier.ShiftModifier, stay)
        if not stay:
            self.close()
        self.chosen.emit(choice)


def _shortened(text: str) -> str:
    """The first word that was typed, which is the name, in the room of a line."""
    name = text.split()[0] if text.split() else ""
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]} …"


def _field(look: Look, title: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(title)
    made.setAccessibleName(title.partition(":")[0])
    made.setProperty("bare", True)
    made.setFixedHeight(40)
    made.addAction(look.icons.icon("search", look.theme.quiet), QLineEdit.ActionPosition.LeadingPosition)
    return made


def _list(look: Look) -> QListWidget:
    made = QListWidget()
    made.setItemDelegate(QuickRows(look, made))
    made.setUniformItemSizes(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setMouseTracking(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    made.setAccessibleName("What can be added")
    made.setStyleSheet("QListWidget { background: transparent; } QListWidget::item { background: transparent; }")
    return made


def _room(words: QWidget, height: int, place: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop) -> QWidget:
    """A place of one height for words of any length; the style sheet has its own mind on the height of labels."""
    made = QWidget()
    made.setFixedHeight(height)
    row = QVBoxLayout(made)
    row.setContentsMargins(15, 0, 15, 0)
    row.addWidget(words, 0, place)
    return made


def _keys(wired: bool) -> str:
    """What the keys do, at the bottom."""
    alone = " · with Shift unwired" if wired else ""
    return f"Enter adds{alone} · with Ctrl stays open"


def _spoken(entry: Entry) -> str:
    """A line as a screen reader says it."""
    shape = f"gives {entry.shape.replace('×', 'by')}" if entry.shape else ""
    values = entry.caption.replace("×", " by ").replace(" · ", ", ")
    return ", ".join(part for part in (entry.title, values, shape, entry.fault or entry.misfit) if part)
