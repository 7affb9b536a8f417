"""Keyboard shortcuts: listed, searched, and changed by pressing other keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.app.action_table import BOARD, MENUS, Action
from studio.app.shortcuts import Shortcuts, native, portable
from studio.graph.quick.matching import match
from studio.look import Look
from studio.look.labels import Quiet, set_role
from studio.panels.search_field import SearchField

_NAME = Qt.ItemDataRole.UserRole + 1
_MENU, _ACTION, _KEYS = 0, 1, 2
_HOW = (
    "Click keys, or press Enter on a line, to record others. On the board the middle button, or the space bar held, moves; "
    "the wheel zooms; Alt drags without the grid. Alt with an arrow moves what is selected, and with Shift too resizes comments and frames."
)


class Recorder(QKeySequenceEdit):
    """Waits for one chord; Escape gives up.

    Attributes:
        recorded: Keys were pressed; carries them in Qt's portable writing.
        given_up: Escape was pressed.
    """

    recorded = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        self.setAccessibleName("Press the new keys")
        self.findChildren(QLineEdit)[0].setPlaceholderText("Press keys")
        self.keySequenceChanged.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is never recorded here: it leads out."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, keys: QKeySequence) -> None:
        if not keys.isEmpty():
            self.recorded.emit(portable(keys.toString(QKeySequence.SequenceFormat.PortableText)))


class KeysDialog(QDialog):
    """Every action with its keys; each change holds at once and is kept.

    Args:
        look: Theme and icons.
        shortcuts: Which keys do what.
        parent: The window.
    """

    def __init__(self, look: Look, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self._look, self._shortcuts, self._wanted = look, shortcuts, ""
        self._search = SearchField(look, "Find an action, or keys such as Ctrl+L")
        self._table = _table(len(shortcuts.actions))
        self._words = Quiet(_HOW, wrap=True)
        self._swap, self._reset = QPushButton("Swap"), QPushButton("Reset")
        self._remove, self._reset_all, self._close = QPushButton("Remove"), QPushButton("Reset all"), QPushButton("Close")
        self._lay_out()
        self._connect()
        self._fill()
        self.resize(560, 680)

    def rows(self) -> list[tuple[str, str, str]]:
        """Menu, action and keys of the lines in sight."""
        lines = (row for row in range(self._table.rowCount()) if not self._table.isRowHidden(row))
        return [(self._text(row, _MENU), self._text(row, _ACTION), self._text(row, _KEYS)) for row in lines]

    def words(self) -> str:
        """What is said at the bottom."""
        return self._words.text()

    def choose(self, name: str) -> None:
        """Goes to the line of an action."""
        self._table.setCurrentCell(list(self._shortcuts.actions).index(name), _KEYS)

    def record(self) -> Recorder | None:
        """Waits for new keys of the chosen action, in its line."""
        row = self._table.currentRow()
        if row < 0:
            return None
        recorder = Recorder()
        recorder.recorded.connect(self._take)
        recorder.given_up.connect(self._end_recording)
        self._swap.hide()
        self._say("Press the new keys. Escape gives up.", "quiet")
        self._table.setCellWidget(row, _KEYS, recorder)
        recorder.setFocus()
        return recorder

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter records instead of closing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.record()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addWidget(self._table, 1)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._swap)
        column.addLayout(row)
        buttons = QHBoxLayout()
        for button in (self._reset, self._remove, self._reset_all):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column.addLayout(buttons)
        for button in (self._swap, self._reset, self._remove, self._reset_all, self._close):
            button.setAutoDefault(False)
        self._swap.hide()

    def _connect(self) -> None:
        self._search.textChanged.connect(self._find)
        self._search.stepped.connect(self._step)
        self._search.accepted.connect(self.record)
        self._table.cellClicked.connect(lambda _row, column: self.record() if column == _KEYS else None)
        self._table.currentCellChanged.connect(lambda row, *_rest: self._arrive(row))
        self._swap.clicked.connect(self._do_swap)
        self._reset.clicked.connect(lambda: self._shortcuts.reset(self._name()))
        self._remove.clicked.connect(lambda: self._shortcuts.choose(self._name(), ""))
        self._reset_all.clicked.connect(lambda _checked: self._shortcuts.reset())
        self._close.clicked.connect(self.reject)
        self._shortcuts.changed.connect(self._fill)

    def _fill(self) -> None:
        for row, action in enumerate(self._shortcuts.actions.values()):
            for column, text in enumerate((_menu(action), action.bare_title, self._shortcuts.shown(action.id))):
                item = self._item(row, column)
                item.setText(text)
                item.setToolTip(action.help)
                item.setData(_NAME, action.id)
                font = item.font()
                font.setBold(column == _KEYS and self._shortcuts.is_own(action.id))
                item.setFont(font)
                item.setForeground(self._look.colour("quiet" if column == _MENU else "text"))
        self._arrive(self._table.currentRow())

    def _arrive(self, row: int) -> None:
        """Another line is the chosen one: what was asked about the last is forgotten."""
        self._end_recording()
        self._swap.hide()
        self._say(_HOW, "quiet")
        chosen = row >= 0
        self._reset.setEnabled(chosen and self._shortcuts.is_own(self._name()))
        self._remove.setEnabled(chosen and bool(self._shortcuts.keys(self._name())))

    def _take(self, keys: str) -> None:
        """New keys were pressed: they hold where they are free, else it is said whose they are."""
        name, taken = self._name(), self._shortcuts.taken(self._name(), keys)
        fault = self._shortcuts.fault(name, keys)
        self._end_recording()
        if fault:
            self._say(fault, "bad")
        elif taken is None:
            self._shortcuts.choose(name, keys)
        else:
            self._offer_swap(name, keys, taken.action)

    def _offer_swap(self, name: str, keys: str, other: Action) -> None:
        own = self._shortcuts.shown(name)
        gets = f"gives {other.bare_title} {own}" if own else f"leaves {other.bare_title} without keys"
        self._wanted = keys
        self._say(f"{native(keys)} is taken by {other.bare_title}. Swap gives it to {self._title(name)} and {gets}.", "warning")
        self._swap.show()

    def _do_swap(self) -> None:
        name, keys = self._name(), self._wanted
        taken = self._shortcuts.taken(name, keys)
        fault = self._shortcuts.fault(taken.action.id, self._shortcuts.keys(name)) if taken else ""
        if fault:
            self._swap.hide()
            self._say(fault, "bad")
        else:
            self._shortcuts.swap(name, keys)

    def _end_recording(self) -> None:
        for row in range(self._table.rowCount()):
            recorder = self._table.cellWidget(row, _KEYS)
            if recorder is not None:
                recorder.hide()
                self._table.removeCellWidget(row, _KEYS)
                self._table.setFocus()
                self._say(_HOW, "quiet")

    def _find(self, text: str) -> None:
        for row, action in enumerate(self._shortcuts.actions.values()):
            keys = self._shortcuts.shown(action.id)
            suits = match(text, action.bare_title) is not None or (bool(text.strip()) and text.strip().lower() in keys.lower())
            self._table.setRowHidden(row, not suits)
        self._step(0)

    def _step(self, by: int) -> None:
        """To the next line in sight; the first where the chosen one is not."""
        seen = [row for row in range(self._table.rowCount()) if not self._table.isRowHidden(row)]
        if seen:
            here = self._table.currentRow()
            place = seen.index(here) + by if here in seen else 0
            self._table.setCurrentCell(seen[min(max(place, 0), len(seen) - 1)], _KEYS)

    def _say(self, words: str, role: str) -> None:
        self._words.setText(words)
        set_role(self._words, role)

    def _name(self) -> str:
        return str(self._item(self._table.currentRow(), _KEYS).data(_NAME))

    def _title(self, name: str) -> str:
        return self._shortcuts.actions[name].bare_title

    def _text(self, row: int, column: int) -> str:
        return self._item(row, column).text()

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self._table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self._table.setItem(row, column, item)
        return item


def _menu(action: Action) -> str:
    return "Board" if action.menu == BOARD else MENUS[action.menu]


def _table(rows: int) -> QTableWidget:
    made = QTableWidget(rows, 3)
    made.setHorizontalHeaderLabels(["Menu", "Action", "Keys"])
    made.verticalHeader().hide()
    made.setShowGrid(False)
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    made.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    made.setTabKeyNavigation(False)
    header = made.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setSectionResizeMode(_MENU, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(_ACTION, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(_KEYS, QHeaderView.ResizeMode.Fixed)
    made.setColumnWidth(_KEYS, 150)
    made.verticalHeader().setDefaultSectionSize(28)
    made.setAccessibleName("Actions and their keys")
    return made
