"""Which key does what on the board."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_Key = Qt.Key
_Standard = QKeySequence.StandardKey

_NAMED = {
    _Standard.Copy: "copy",
    _Standard.Cut: "cut",
    _Standard.Paste: "paste",
    _Standard.SelectAll: "select_all",
    _Standard.ZoomIn: "zoom_in",
    _Standard.ZoomOut: "zoom_out",
    _Standard.Delete: "delete",
}
_PLAIN = {
    _Key.Key_Backspace: "delete",
    _Key.Key_F: "fit",
    _Key.Key_Plus: "zoom_in",
    _Key.Key_Equal: "zoom_in",
    _Key.Key_Minus: "zoom_out",
    _Key.Key_1: "zoom_to_full",
}
_WITH_CONTROL = {_Key.Key_D: "duplicate", _Key.Key_0: "zoom_to_full", _Key.Key_L: "lay_out", _Key.Key_Equal: "zoom_in"}
_WITH_SHIFT = {_Key.Key_F: "zoom_to_selection", _Key.Key_Plus: "zoom_in"}
ARROWS = {_Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1)}
"""Steps right and down."""


def method_for(event: QKeyEvent) -> str | None:
    """Name of the board's method that a key asks for."""
    for standard, method in _NAMED.items():
        if event.matches(standard):
            return method
    by_key = {
        Qt.KeyboardModifier.NoModifier: _PLAIN,
        Qt.KeyboardModifier.ControlModifier: _WITH_CONTROL,
        Qt.KeyboardModifier.ShiftModifier: _WITH_SHIFT,
    }
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return by_key.get(held, {}).get(Qt.Key(event.key()))
