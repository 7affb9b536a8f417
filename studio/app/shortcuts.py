"""Which keys do what: the defaults of the table, and what the person chose instead, kept between sessions."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from studio import paths

if TYPE_CHECKING:
    from studio.app.action_table import Action

log = logging.getLogger(__name__)

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NATIVE = QKeySequence.SequenceFormat.NativeText
_EDITING = ("Backspace", "Del", "Home", "End", "Return", "Enter", "Tab")
_BOARD_OWN = {"Left", "Right", "Up", "Down", "Space"}


class Taken(NamedTuple):
    """Keys that another action has.

    Attributes:
        keys: Which.
        action: Whose they are.
    """

    keys: str
    action: Action


class Shortcuts(QObject):
    """The keys of every action, by its id.

    Args:
        actions: Everything that can have keys.
        parent: What it belongs to.

    Attributes:
        changed: Some keys are others now.
    """

    changed = Signal()

    def __init__(self, actions: Iterable[Action], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actions: Mapping[str, Action] = {action.id: action for action in actions}
        self._chosen = {name: keys for name, keys in _read().items() if name in self.actions}

    def keys(self, name: str) -> str:
        """The keys of an action in Qt's portable writing; nothing for one without."""
        return self._chosen.get(name, self.actions[name].shortcut)

    def shown(self, name: str) -> str:
        """The keys of an action as this desktop writes them; nothing for one without."""
        return native(self.keys(name))

    def is_own(self, name: str) -> bool:
        """Whether the person chose the keys."""
        return name in self._chosen

    def taken(self, name: str, keys: str) -> Taken | None:
        """Whose keys these are, if they are another action's."""
        wanted = portable(keys)
        if not wanted:
            return None
        others = (action for action in self.actions.values() if action.id != name and portable(self.keys(action.id)) == wanted)
        return next((Taken(wanted, other) for other in others), None)

    def fault(self, name: str, keys: str) -> str:
        """Why an action cannot have these keys, in whole sentences; empty where it can. Keys of others can be swapped."""
        wanted, action = portable(keys), self.actions[name]
        if wanted in _BOARD_OWN:
            return (
                f"{native(wanted)} moves on the board. Expected: a letter, or keys with Ctrl or Alt. Choose others for {action.bare_title}."
            )
        if not action.board and _types(wanted):
            return (
                f"{native(wanted)} alone would be missing in every text field, because {action.bare_title} holds in the whole window. "
                "Hold Ctrl or Alt with it, or choose a function key."
            )
        return ""

    def choose(self, name: str, keys: str) -> None:
        """Gives an action keys; no keys take away those it has. Whoever had them has none."""
        taken = self.taken(name, keys)
        if taken is not None:
            self._set(taken.action.id, "")
        self._set(name, portable(keys))
        self._told()

    def swap(self, name: str, keys: str) -> None:
        """Gives an action keys of another one, which gets those that are left."""
        taken = self.taken(name, keys)
        if taken is not None:
            self._set(taken.action.id, self.keys(name))
        self._set(name, portable(keys))
        self._told()

    def reset(self, name: str | None = None) -> None:
        """Gives an action its own keys again, and takes them from whoever has them; without a name, all actions."""
        if name is None:
            self._chosen.clear()
        else:
            self._chosen.pop(name, None)
            taken = self.taken(name, self.keys(name))
            if taken is not None:
                self._set(taken.action.id, "")
        self._told()

    def _set(self, name: str, keys: str) -> None:
        self._chosen[name] = keys
        if portable(keys) == portable(self.actions[name].shortcut):
            del self._chosen[name]

    def _told(self) -> None:
        try:
            _file().write_bytes(msgspec.json.format(msgspec.json.encode(dict(sorted(self._chosen.items()))), indent=2))
        except OSError as error:
            log.warning("The shortcuts cannot be written to %s and hold until the window closes. %s", _file(), error)
        self.changed.emit()


def portable(keys: str) -> str:
    """Keys in one writing, so that they can be compared; nothing where they are none."""
    return QKeySequence(keys).toString(_PORTABLE)


def native(keys: str) -> str:
    """Keys as this desktop writes them."""
    return QKeySequence(keys).toString(_NATIVE)


def _types(keys: str) -> bool:
    """Whether keys write or delete a letter, so that text fields need them."""
    last = keys.removeprefix("Shift+")
    return len(last) == 1 or last in _EDITING


def _read() -> dict[str, str]:
    try:
        return msgspec.json.decode(_file().read_bytes(), type=dict[str, str])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        log.warning("The shortcuts in %s cannot be read and are the ordinary ones now. %s", _file(), error)
        return {}


def _file() -> Path:
    return paths.settings() / "shortcuts.json"
