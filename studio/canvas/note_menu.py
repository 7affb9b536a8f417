"""What can be done with a comment or frame, as a menu: its words, its colour, a copy, its end."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu

from studio.blocks.catalogue import FAMILIES
from studio.canvas.board import Board
from studio.look import Look

_SWATCH = 16
NEUTRAL = ("", "Neutral")


def note_menu(board: Board, note: str) -> QMenu:
    """A menu for the selected comments and frames.

    Args:
        board: Where they lie.
        note: Id of the one that the menu was asked for.
    """
    menu = QMenu(board)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    look, found = board.stage.look, board.stage.scene.graph.notes[note]
    words = "Rename" if found.kind == "frame" else "Edit the text"
    _entry(menu, look, "pencil", words).triggered.connect(lambda: board.write_note(note))
    if found.kind == "comment":
        _entry(menu, look, "chevrons-up-down", "Fit to the text").triggered.connect(board.fit_notes)
    if found.expanded is not None:
        _entry(menu, look, "minimize-2", "Collapse the module").triggered.connect(lambda: board.collapse(note))
    _colours(menu.addMenu("Colour"), board, found.colour)
    menu.addSeparator()
    _entry(menu, look, "copy-plus", "Duplicate").triggered.connect(board.duplicate)
    _entry(menu, look, "trash-2", "Delete").triggered.connect(board.delete)
    return menu


def _entry(menu: QMenu, look: Look, icon: str, words: str) -> QAction:
    action = menu.addAction(words)
    look.tint(action, icon)
    return action


def _colours(menu: QMenu, board: Board, now: str) -> None:
    """One entry a family, the one in use marked."""
    board.stage.look.tint(menu.menuAction(), "palette")
    group = QActionGroup(menu)
    for key, title in (NEUTRAL, *((family.key, family.title) for family in FAMILIES)):
        action = menu.addAction(_swatch(board.stage.look, key, board.devicePixelRatioF(), ringed=key == now), title)
        action.setCheckable(True)
        action.setChecked(key == now)
        group.addAction(action)
        action.triggered.connect(lambda _checked=False, key=key: board.set_colour(key))


def _swatch(look: Look, key: str, ratio: float, *, ringed: bool) -> QIcon:
    """A disc in the colour of a family, with a ring around the one in use."""
    pixmap = QPixmap(round(_SWATCH * ratio), round(_SWATCH * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.theme.families.get(key, look.theme.quiet)))
        painter.drawEllipse(QRectF(3, 3, _SWATCH - 6, _SWATCH - 6))
        if ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("text"), 1.5))
            painter.drawEllipse(QRectF(1, 1, _SWATCH - 2, _SWATCH - 2))
    return QIcon(pixmap)
