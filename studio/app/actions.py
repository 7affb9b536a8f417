"""The table of actions as Qt has them, with the keys that the person chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studio.app.action_table import ACTIONS, BOARD, BOARD_KEYS, GROUPS, MENUS, Action
from studio.app.shortcuts import Shortcuts, portable
from studio.canvas.keyboard.keys import KEYS
from studio.look import Look

__all__ = ["ACTIONS", "GROUPS", "MENUS", "Action", "Actions"]


class Actions:
    """The table as Qt actions of one window.

    Args:
        look: For the icons.
        window: Where the shortcuts hold.
        board: Where the shortcuts of board actions hold.

    Attributes:
        shortcuts: Which keys do what.
    """

    def __init__(self, look: Look, window: QWidget, board: QWidget) -> None:
        self.shortcuts = Shortcuts((*ACTIONS, *BOARD_KEYS), window)
        self._made = {action.id: _made(action, look, board if action.board else window) for action in ACTIONS}
        self.shortcuts.changed.connect(self._give_keys)
        self._give_keys()

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def bind(self, deeds: dict[str, Callable[[], object]]) -> None:
        """Says what each action does."""
        for name, deed in deeds.items():
            self._made[name].triggered.connect(lambda _checked=False, deed=deed: deed())

    def enable(self, states: dict[str, bool]) -> None:
        """Says which actions make sense now; the others stay in place, grey."""
        for name, state in states.items():
            self._made[name].setEnabled(state)

    def fill(self, menu: QMenu, key: str) -> QMenu:
        """Puts the actions of one menu into it."""
        for action in ACTIONS:
            if action.menu == key:
                if action.id in GROUPS and not menu.isEmpty():
                    menu.addSeparator()
                menu.addAction(self._made[action.id])
        return menu

    def board_keys(self) -> Mapping[str, str]:
        """Methods of the board by key: those of the table, and second keys such as Backspace that nobody else has."""
        given = {portable(self.shortcuts.keys(name)) for name in self.shortcuts.actions}
        usual = {portable(action.shortcut) for action in self.shortcuts.actions.values()}
        second = {keys: method for keys, method in KEYS.items() if portable(keys) not in given | usual}
        own = {self.shortcuts.keys(f"{BOARD}.{action.word}"): action.word for action in BOARD_KEYS}
        return {keys: method for keys, method in (second | own).items() if keys}

    def _give_keys(self) -> None:
        for name, made in self._made.items():
            keys, said = self.shortcuts.keys(name), self.shortcuts.actions[name].help
            made.setShortcut(QKeySequence(keys))
            made.setToolTip(f"{said} ({self.shortcuts.shown(name)})" if keys else said)


def _made(action: Action, look: Look, owner: QWidget) -> QAction:
    made = QAction(action.title, owner)
    made.setStatusTip(action.help)
    made.setCheckable(action.check)
    context = Qt.ShortcutContext.WidgetWithChildrenShortcut if action.board else Qt.ShortcutContext.WindowShortcut
    made.setShortcutContext(context)
    if action.icon:
        look.tint(made, action.icon, "quiet")
    owner.addAction(made)
    return made
