"""One game: a fresh copy of LeNet-5, so many random steps, and every check after each."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from studio.app.preferences import Preferences
from studio.app.workspace import Workspace
from studio.look import Look, style
from studio.project import file, samples
from tests.monkey import board_steps, key_steps, panel_steps
from tests.monkey.checks import Checks
from tests.monkey.monkey import Monkey
from tests.monkey.witness import Witness, told

_MANY = 60  # nodes; larger drawings are cleared sooner or later
_BETWEEN = 150  # steps from one walk through the whole history to the next
_MOVING = 4  # every so manieth seed sees animations, whose frames no seed foretells

Deed = Callable[[Monkey], str]
STEPS: tuple[tuple[Deed, int], ...] = (
    (board_steps.click, 8),
    (board_steps.double_click, 4),
    (board_steps.hover, 3),
    (board_steps.drag, 22),
    (board_steps.space_drag, 1),
    (board_steps.wheel, 5),
    (board_steps.drop, 8),
    (board_steps.select_some, 7),
    (key_steps.key, 14),
    (key_steps.arrows, 4),
    (key_steps.action, 8),
    (key_steps.module, 10),
    (key_steps.undo_storm, 4),
    (key_steps.quick_add, 8),
    (key_steps.note, 3),
    (key_steps.copy_and_paste, 5),
    (key_steps.paste_text, 2),
    (panel_steps.value, 10),
    (panel_steps.recipe, 1),
    (panel_steps.fix, 4),
    (panel_steps.walk_history, 2),
    (panel_steps.place_bar, 3),
    (panel_steps.rename, 1),
    (panel_steps.find, 2),
    (panel_steps.resize, 1),
    (panel_steps.dock, 1),
    (panel_steps.save, 1),
)
LOOKS = (board_steps.hover, board_steps.wheel, panel_steps.resize)
"""What changes nothing but how the drawing is seen."""


class Fault(NamedTuple):
    """What went wrong, and when.

    Attributes:
        seed: Of the game.
        step: After which of its steps, counted from 1.
        done: What the monkey did in the last steps, the newest last.
        words: What is wrong.
    """

    seed: int
    step: int
    done: tuple[str, ...]
    words: str


class Game:
    """A workspace on the screen and a monkey before it.

    Args:
        seed: Everything random follows from it, ids of nodes included.
        tell: Takes what is done, step by step.
    """

    def __init__(self, seed: int, tell: Callable[[str], object]) -> None:
        random.seed(seed)
        QGuiApplication.clipboard().clear()
        self.seed, self._tell, self._done = seed, tell, list[str]()
        self._witness = Witness()
        self._witness.install()
        self._home = tempfile.TemporaryDirectory(prefix="monkey-")
        os.environ["ABYSS_HOME"] = self._home.name  # what one game keeps is not there in the next
        folder = samples.open_sample("lenet5")
        preferences = Preferences(early_worker=False, motion=seed % _MOVING == 0)
        look = Look()
        style.follow(_application(), look)
        self.workspace = Workspace(look, folder, file.read(folder), preferences)
        self.workspace.resize(1600, 1000)
        self.workspace.show()
        self._monkey = Monkey(self.workspace, random.Random(seed))
        self._monkey.settle()
        self._checks = Checks(self.workspace)

    def play(self, steps: int) -> Fault | None:
        """So many steps; ends at the first fault."""
        for step in range(1, steps + 1):
            faults = [*self._step(), *(self._history() if step % _BETWEEN == 0 or step == steps else ())]
            if faults:
                return Fault(self.seed, step, tuple(self._done[-12:]), "\n".join(faults))
        return None

    def end(self) -> str:
        """Takes everything off the screen; says what went wrong with that."""
        fault = told(self._leave)
        self._witness.remove()
        return fault or "\n".join(self._witness.faults)

    def _step(self) -> Iterable[str]:
        self._come_back()
        deed, before = self._chosen(), self.workspace.document.project
        self._tell(f"{self.seed}.{len(self._done) + 1} {deed.__module__.rpartition('.')[2]}.{deed.__name__}")
        fault = told(lambda: self._done.append(deed(self._monkey)))
        if fault:
            self._done.append(f"fails in {deed.__name__}")
        self._tell(f"    {self._done[-1]}")
        faults = self._found([fault] if fault else [])
        if deed in LOOKS and self.workspace.document.project is not before:
            faults.append(f"Looking changed the project: {self.workspace.document.history.undo_label}.")
        return faults

    def _history(self) -> Iterable[str]:
        self._close_popups()
        found: list[str] = []
        fault = told(lambda: found.extend(self._checks.history()))
        return self._found([*found, *([fault] if fault else [])])

    def _found(self, faults: list[str]) -> list[str]:
        fault = told(self._monkey.settle) or told(lambda: faults.extend(self._checks.after_step()))
        heard, self._witness.faults = self._witness.faults, []
        return [*faults, *([fault] if fault else []), *heard]

    def _chosen(self) -> Deed:
        chance = self._monkey.chance
        if self._monkey.popup is not None and chance.random() < 0.8:
            return panel_steps.popup
        if len(self._monkey.graph.nodes) > _MANY and chance.random() < 0.3:
            return key_steps.clear
        return chance.choices([deed for deed, _ in STEPS], [weight for _, weight in STEPS])[0]

    def _come_back(self) -> None:
        """The window is in front, and the board has the keyboard, as after a click; but where a popup or a dialog has it."""
        if self._monkey.popup is None:
            self.workspace.activateWindow()
            QApplication.processEvents()
            if self._monkey.chance.random() < 0.7:
                self.workspace.board.setFocus()

    def _close_popups(self) -> None:
        while (over := self._monkey.popup) is not None:
            over.close()

    def _leave(self) -> None:
        self._close_popups()
        self._monkey.settle()
        self.workspace.shut()
        self.workspace.close()
        self.workspace.deleteLater()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._home.cleanup()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def played(seed: int, steps: int, tell: Callable[[str], object] = lambda _words: None) -> Fault | None:
    """A game from its beginning to its end; the first fault, or None."""
    game = Game(seed, tell)
    fault = game.play(steps)
    left = game.end()
    return fault or (Fault(seed, steps, ("ends",), left) if left else None)
