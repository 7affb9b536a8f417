"""Which key does what on the board."""

from collections.abc import Mapping

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_Key = Qt.Key
_Standard = QKeySequence.StandardKey

KEYS: Mapping[str, str] = {
    "Del": "delete",
    "Backspace": "delete",
    "Shift+Del": "delete_keeping_gap",
    "Shift+Backspace": "delete_keeping_gap",
    "F": "fit",
    "Shift+F": "zoom_to_selection",
    "+": "zoom_in",
    "=": "zoom_in",
    "-": "zoom_out",
    "Ctrl+=": "zoom_in",
    "1": "zoom_to_full",
    "Ctrl+0": "zoom_to_full",
    "Ctrl+D": "duplicate",
    "Ctrl+L": "lay_out",
    "C": "connect_selected",
    "K": "take_knife",
    "W": "next_wire",
    "Shift+W": "previous_wire",
    "[": "input_up",
    "]": "input_down",
    "Home": "go_first",
    "End": "go_last",
    "PgDown": "go_on",
    "PgUp": "go_back",
    "Return": "ask_values",
    "Enter": "ask_values",
    "F2": "ask_name",
    "Tab": "ask_block",
    "Ctrl+Space": "toggle",
    "Ctrl+Tab": "leave",
    "Esc": "step_back",
}
"""Method of the board or of its keyboard by key, in Qt's portable writing."""
_NAMED = {
    _Standard.Copy: "copy",
    _Standard.Cut: "cut",
    _Standard.Paste: "paste",
    _Standard.SelectAll: "select_all",
    _Standard.ZoomIn: "zoom_in",
    _Standard.ZoomOut: "zoom_out",
    _Standard.Delete: "delete",
}
_SIGNS = "[]+-="  # on some keyboards they need Shift or AltGr
ARROWS = {_Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1)}
"""Steps right and down."""


def method_for(event: QKeyEvent, keys: Mapping[str, str] = KEYS) -> str | None:
    """Name of the method that a key asks for.

    Args:
        event: The key.
        keys: Methods by key.
    """
    if event.text() and event.text() in _SIGNS and event.text() in keys:
        return keys[event.text()]
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    written = QKeySequence(QKeyCombination(held, _Key(event.key()))).toString(QKeySequence.SequenceFormat.PortableText)
    if written in keys:
        return keys[written]
    return next((method for standard, method in _NAMED.items() if event.matches(standard)), None)
