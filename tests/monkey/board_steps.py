"""What the monkey does on the board with the mouse: presses, drags, wheels, drops."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from studio.blocks.catalogue import CATALOGUE
from studio.canvas.tools.editing import BLOCK_MIME, MODULE_PREFIX
from studio.project import library
from tests.monkey import hand
from tests.monkey.hand import NONE, Button, Touch
from tests.monkey.monkey import Monkey

_BUTTONS = (Button.LeftButton,) * 6 + (Button.RightButton, Button.MiddleButton)
_WHILE = ("", "", "", "", "", "Esc", "Ctrl+Z", "Ctrl+Shift+Z", "Del", "wheel", "button", "Ctrl+G", "F", "M", "Ctrl+D", "N", "Ctrl+Tab")


def click(monkey: Monkey) -> str:
    touch = monkey.touch(button=monkey.chance.choice(_BUTTONS))
    hand.click(touch)
    return f"clicks {_said(touch)}"


def double_click(monkey: Monkey) -> str:
    touch = monkey.touch(plain=True)
    hand.double_click(touch)
    return f"double-clicks {_said(touch)}"


def hover(monkey: Monkey) -> str:
    touch = monkey.touch()
    hand.move(touch)
    return f"hovers over {_said(touch)}"


def drag(monkey: Monkey) -> str:
    """From anywhere to anywhere, with something else happening on the way now and then."""
    touch = monkey.touch(button=monkey.chance.choice(_BUTTONS))
    end = monkey.place() if monkey.chance.random() < 0.5 else monkey.near(touch.point)
    between, held = monkey.chance.choice(_WHILE), monkey.held() if monkey.chance.random() < 0.3 else touch.held
    hand.move(touch)
    hand.press(touch)
    for point in monkey.way(touch.point, end):
        hand.move(touch.at(point)._replace(held=held), touch.button)
    _meanwhile(monkey, touch.at(end), between)
    hand.release(touch.at(end)._replace(held=held))
    return f"drags {_said(touch)} to {end.toTuple()} {held.name}, on the way {between or 'nothing'}"


def space_drag(monkey: Monkey) -> str:
    touch = monkey.touch(plain=True)
    end = monkey.near(touch.point)
    monkey.board.setFocus()
    hand.hold_space(monkey.board)
    hand.press(touch)
    hand.move(touch.at(end), touch.button)
    hand.release(touch.at(end))
    hand.let_space_go(monkey.board)
    return f"pans from {_said(touch)} to {end.toTuple()}"


def wheel(monkey: Monkey) -> str:
    touch = monkey.touch()
    if monkey.chance.random() < 0.6:
        turn, pixels = QPoint(0, monkey.chance.choice((-960, -120, -30, 30, 120, 960))), QPoint()
    else:
        pixels = QPoint(monkey.chance.randint(-80, 80), monkey.chance.randint(-80, 80))
        turn = pixels * 2
    hand.wheel(touch, turn, pixels)
    return f"wheels {turn.toTuple()} {pixels.toTuple()} over {_said(touch)}"


def drop(monkey: Monkey) -> str:
    """A block or module from the palette, or something that no palette has."""
    known = [*CATALOGUE, *(MODULE_PREFIX + module.name for module in library.shipped()), "Nonsense", "module:nonsense", "\udcff"]
    kind, touch = monkey.chance.choice(known), monkey.touch(plain=True)
    way, leaves = monkey.way(touch.point, monkey.place()), monkey.chance.random() < 0.1
    hand.drop(touch, BLOCK_MIME, kind.encode(errors="replace"), way, leaves=leaves)
    return f"drops {kind!a} at {way[-1].toTuple()}{', or not' if leaves else ''}"


def select_some(monkey: Monkey) -> str:
    """Presses cards with Control, as one who wants several."""
    chosen = monkey.some(monkey.graph.nodes, 5)
    hand.chord("F")
    monkey.settle()
    for node in chosen:
        if (row := monkey.board.stage.scene.rows.get(node)) is not None:
            point = monkey.board.stage.screen_rect(row).center().toPoint()
            hand.click(Touch(monkey.board, point, hand.Held.ControlModifier))
    return f"selects {len(chosen)} cards"


def _meanwhile(monkey: Monkey, touch: Touch, what: str) -> None:
    if what == "wheel":
        hand.wheel(touch, QPoint(0, 120), QPoint())
    elif what == "button":
        hand.press(touch._replace(button=Button.RightButton))
    elif what:
        hand.chord(what)


def _said(touch: Touch) -> str:
    held = "" if touch.held == NONE else f" with {touch.held.name}"
    return f"{touch.point.toTuple()} {touch.button.name}{held}"
