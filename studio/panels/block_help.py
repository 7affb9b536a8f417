"""What a block is, what it computes and what its values mean, beside the panel: its docstring, laid out."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from studio.blocks.block import Block
from studio.look.labels import Heading, Quiet, label
from studio.look.lettering import mono_font
from studio.look.look import Look
from studio.panels.explained import Explained
from studio.panels.scroll_column import ScrollColumn

_WIDTH, _HIGHEST = 400, 720
_EDGES = 4  # the hairline around it and what keeps off it, on both sides
_OFF = 8  # pixels from the border of the screen
_LONG = 44  # letters that fit beside the word Source


class BlockHelp(QFrame):
    """A frame that opens beside a button and closes with the next click elsewhere, or with Escape.

    Args:
        look: Theme.
        block: The class that is explained.
        parent: The widget that it belongs to.
    """

    def __init__(self, look: Look, block: type[Block], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "panel")
        self.setFixedWidth(_WIDTH)
        self.setStyleSheet(f"BlockHelp {{ border: 1px solid {look.theme.strong_line}; }}")
        self.setAccessibleName(f"Help on {block.__name__}")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self._scroll = ScrollColumn()
        self._scroll.section(Heading(block.__name__), _wrapped(block.summary(), "small"), line=False)
        self._scroll.section(_explained(look, block))
        self._scroll.section(_fields(block))
        self._scroll.section(_facts(block))
        self._scroll.end()
        column.addWidget(self._scroll)

    def open_beside(self, button: QWidget) -> None:
        """Opens left of the panel that the button is in, at the button's height."""
        room = button.screen().availableGeometry().adjusted(_OFF, _OFF, -_OFF, -_OFF)
        height = min(self._scroll.height_at(_WIDTH - _EDGES) + _EDGES, _HIGHEST, room.height())
        self.setFixedHeight(height)
        place = button.mapToGlobal(QPoint(button.width() - _WIDTH, button.height() + 4))
        self.move(max(place.x(), room.left()), max(room.top(), min(place.y(), room.bottom() - height)))
        self.show()

    def words(self) -> str:
        """Everything that it says."""
        return "\n".join(each.text() for each in self.findChildren(QLabel))


def _explained(look: Look, block: type[Block]) -> Explained:
    made = Explained(look)
    made.show_block(block)
    return made


def _fields(block: type[Block]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, field in enumerate(block.form()):
        name = label(field.name, "small")
        name.setFont(mono_font(11))
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Quiet(field.help, wrap=True), row, 1)
    if not block.form():
        grid.addWidget(Quiet("It has no values to set."), 0, 0)
    return table


def _facts(block: type[Block]) -> QWidget:
    """Shape and source, as the docstring has them."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(1, 1)
    shape = re.search(r"^ *Shape: *(\S.*)$", block.__doc__ or "", re.MULTILINE)
    facts = {"Shape": shape.group(1).replace("->", "→") if shape else "", "Source": block.symbol()}
    for row, (name, words) in enumerate(facts.items()):
        grid.addWidget(Quiet(name), row, 0, Qt.AlignmentFlag.AlignTop)
        value = _wrapped(words if len(words) < _LONG else words.replace(".", ".\u200b"), "small")  # so that it can break there
        value.setFont(mono_font(11))
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(value, row, 1)
    return table


def _wrapped(text: str, role: str) -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    return made
