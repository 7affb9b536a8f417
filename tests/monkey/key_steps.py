"""What the monkey does with the keyboard and the menus: chords, arrows, words, the clipboard, undo and redo."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QGuiApplication

from studio.app.action_table import ACTIONS, BOARD_KEYS
from studio.app.shortcuts import portable
from studio.canvas.keyboard.keys import KEYS
from tests.monkey import hand
from tests.monkey.monkey import Monkey

LEFT_OUT: Mapping[str, str] = {
    "project.new": "belongs to the window, which holds one workspace at a time",
    "project.open": "opens the system's file dialog, which waits for a person",
    "project.open_model": "opens the system's file dialog too",
    "project.welcome": "belongs to the window",
    "project.quit": "ends the window",
    "project.rename": "writes over the name, where the next keys would go",
    "project.rename_graph": "waits in a dialog; `panel_steps.rename` answers it",
    "train.train": "starts the worker, which other tests do",
    "train.on": "starts the worker too",
    "train.take": "starts the worker too, where there is a model",
    "train.pause": "needs the worker",
    "train.stop": "needs the worker",
    "train.restart": "starts the worker",
    "train.fetch": "asks the worker, and the net",
    "module.pretrained": "asks the worker, and the net",
    "help.doctor": "starts a process",
}
"""Actions that the monkey does not ask for, and why."""
_TOO_MANY = 600  # nodes
_ARROWS = ("Left", "Right", "Up", "Down")
_ARROWS_HELD = ("", "", "Shift+", "Ctrl+", "Alt+")
_TAKEN = {portable(action.shortcut) for action in (*ACTIONS, *BOARD_KEYS) if action.id in LEFT_OUT}
_CHORDS = sorted({*KEYS, *(action.shortcut for action in (*ACTIONS, *BOARD_KEYS) if action.shortcut)} - {""})
_SAFE = [keys for keys in _CHORDS if portable(keys) not in _TAKEN]
_MODULES = tuple(action.id for action in ACTIONS if action.menu == "module" and action.id not in LEFT_OUT)


def key(monkey: Monkey) -> str:
    keys = monkey.chance.choice(_SAFE)
    hand.chord(keys)
    return f"presses {keys}"


def arrows(monkey: Monkey) -> str:
    pressed = [monkey.chance.choice(_ARROWS_HELD) + monkey.chance.choice(_ARROWS) for _ in range(monkey.chance.randint(1, 4))]
    for keys in pressed:
        hand.chord(keys)
    return f"walks {' '.join(pressed)}"


def action(monkey: Monkey) -> str:
    return _does(monkey, monkey.chance.choice([each.id for each in ACTIONS if each.id not in LEFT_OUT]))


def module(monkey: Monkey) -> str:
    return _does(monkey, monkey.chance.choice(_MODULES))


def undo_storm(monkey: Monkey) -> str:
    """Back and forth, mostly as far one way as the other."""
    steps = [monkey.chance.choice(("Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z")) for _ in range(monkey.chance.randint(2, 12))]
    for keys in steps:
        hand.chord(keys)
    return f"presses {' '.join(steps)}"


def quick_add(monkey: Monkey) -> str:
    words, end = monkey.words(), monkey.chance.choice(("Return", "Return", "Shift+Return", "Ctrl+Return", "Esc"))
    asks = monkey.chance.choice(("Tab", "Tab", "R"))
    hand.chord(asks)
    if monkey.popup is None:
        return f"presses {asks}, and nothing opens"
    hand.write(words)
    for _ in range(monkey.chance.randint(0, 3)):
        hand.chord("Down")
    hand.chord(end)
    return f"presses {asks}, types {words!r}, presses {end}"


def note(monkey: Monkey) -> str:
    asks, words = monkey.chance.choice(("N", "Shift+N", "F2")), monkey.scribble(20)
    hand.chord(asks)
    hand.write(words)
    end = monkey.chance.choice(("Ctrl+Return", "Return", "Esc", "Tab"))
    hand.chord(end)
    return f"presses {asks}, types {words!r}, presses {end}"


def copy_and_paste(monkey: Monkey) -> str:
    done = []
    for keys in ("Ctrl+A", monkey.chance.choice(("Ctrl+C", "Ctrl+X")), monkey.chance.choice(("Ctrl+V", "Ctrl+Shift+V"))):
        if keys != "Ctrl+A" or monkey.chance.random() < 0.2:
            hand.chord(keys)
            done.append(keys)
    return f"presses {' '.join(done)}"


def paste_text(monkey: Monkey) -> str:
    """Something that was never copied here, or that was hurt on its way."""
    clipboard, chance = QGuiApplication.clipboard(), monkey.chance
    text = clipboard.text()
    if text.startswith("{") and chance.random() < 0.7:
        at, much = chance.randrange(len(text)), chance.randint(0, 12)
        text = text[:at] + chance.choice(("", "0", '"', "null", "-1", "[]", "é", "1e999")) + text[at + much :]
    else:
        text = chance.choice(
            ("", "hello", "{}", "[]", "null", '{"kind": "abyss graph"}', '{"kind": "abyss graph", "version": 3}', "[" * 5000)
        )
    clipboard.setText(text)
    hand.chord(chance.choice(("Ctrl+V", "Ctrl+Shift+V")))
    return f"pastes {len(text)} letters, {text[:20]!r} …"


def clear(monkey: Monkey) -> str:
    """Takes everything away, so that a drawing does not grow without end."""
    hand.chord("Ctrl+A")
    hand.chord("Del")
    if len(monkey.graph.nodes) <= _TOO_MANY:
        return "deletes everything"
    for keys in ("Ctrl+A", "L", "Del"):  # what is left is locked, and would double with every copy
        hand.chord(keys)
    return "deletes everything, unlocks and deletes the rest"


def _does(monkey: Monkey, name: str) -> str:
    made = monkey.workspace.actions_table[name]
    enabled = made.isEnabled()
    made.trigger()
    return f"asks for {name}{'' if enabled else ', which is grey'}"
