"""Who does random things: one open project, a source of chance, and places worth touching."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.workspace import Workspace
from studio.canvas.board import Board
from studio.graph.model import Graph
from tests.monkey.hand import NONE, Button, Held, Touch

HELD = (NONE, NONE, NONE, NONE, Held.ControlModifier, Held.ShiftModifier, Held.AltModifier, Held.ControlModifier | Held.ShiftModifier)
_WORDS = ("conv 6 5x5 relu", "dense 10 softmax", "max", "add", "flatten", "input 28", "out", "resid", "bn", "drop .5", "sep 3x3 same", "zz")
_VALUES = ("3", "64*2", "0", "-1", "1e9", "relu", "same", "5x5", "", "a b", "filters*4", "None", "0.5", "((", "999999999999", "1/0", "32 ")
_LETTERS = "abcxyz0123456789 .,*/+-()[]_='\""


class Monkey:
    """Sits before a workspace.

    Args:
        workspace: What it plays with.
        chance: Where all that is random comes from.
    """

    def __init__(self, workspace: Workspace, chance: random.Random) -> None:
        self.workspace, self.chance = workspace, chance

    @property
    def board(self) -> Board:
        return self.workspace.board

    @property
    def graph(self) -> Graph:
        """What is on the board."""
        return self.board.stage.scene.graph

    @property
    def popup(self) -> QWidget | None:
        """What lies over the window and waits for an answer."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget()

    def some(self, things: Iterable[str], most: int) -> list[str]:
        """A few of them, in no order."""
        known = list(things)
        return self.chance.sample(known, min(len(known), self.chance.randint(1, most)))

    def held(self) -> Held:
        return self.chance.choice(HELD)

    def words(self) -> str:
        """What a person may type who looks for a block."""
        return self.chance.choice(_WORDS) if self.chance.random() < 0.7 else self.scribble(8)

    def value(self) -> str:
        """What a person may type into a field."""
        return self.chance.choice(_VALUES) if self.chance.random() < 0.8 else self.scribble(6)

    def scribble(self, most: int) -> str:
        return "".join(self.chance.choices(_LETTERS, k=self.chance.randint(1, most)))

    def touch(self, *, button: Button = Button.LeftButton, plain: bool = False) -> Touch:
        """A place of the board where something lies, or nothing."""
        return Touch(self.board, self.place(), NONE if plain else self.held(), button)

    def place(self) -> QPoint:
        """On a card, a port, a wire, a note, the small map or anything; always on the board."""
        found = self.chance.choice(
            (self._anything, self._anything, self._card, self._card, self._port, self._port, self._wire, self._note)
        )()
        return self._within(found if found is not None else self._anything())

    def near(self, point: QPoint, reach: int = 300) -> QPoint:
        step = QPoint(self.chance.randint(-reach, reach), self.chance.randint(-reach, reach))
        return self._within(QPointF(point + step))

    def way(self, start: QPoint, end: QPoint) -> Sequence[QPoint]:
        """From one place to another, as a hand goes."""
        steps = self.chance.randint(1, 4)
        return [start + (end - start) * step / steps for step in range(1, steps + 1)]

    def settle(self) -> None:
        """Lets everything happen that waits: what is posted, what a clock would do soon, and what threads work out."""
        for _ in range(3):
            QApplication.processEvents()
            for timer in self.workspace.findChildren(QTimer):
                if timer.isActive() and timer.isSingleShot():
                    timer.stop()
                    timer.timeout.emit()
        self.workspace.drawing._data._beside.wait()
        self.workspace.program._beside.wait()
        while self.board._arranging._laying.busy:
            QApplication.processEvents()
        QApplication.processEvents()

    def _within(self, point: QPointF) -> QPoint:
        size = self.board.size()
        return QPoint(min(max(round(point.x()), 0), size.width() - 1), min(max(round(point.y()), 0), size.height() - 1))

    def _anything(self) -> QPointF:
        return QPointF(self.chance.randrange(self.board.width()), self.chance.randrange(self.board.height()))

    def _row(self) -> int | None:
        """A card in view rather than one out of sight."""
        seen = self.board.stage.seen_nodes().tolist()
        return self.chance.choice(seen) if seen else None

    def _card(self) -> QPointF | None:
        row = self._row()
        if row is None:
            return None
        rect = self.board.stage.screen_rect(row)
        return rect.topLeft() + QPointF(rect.width() * self.chance.random(), rect.height() * self.chance.random())

    def _port(self) -> QPointF | None:
        row, scene = self._row(), self.board.stage.scene
        ports = range(-scene.outputs(row), scene.inputs(row)) if row is not None else ()
        if row is None or not ports:
            return None
        return self.board.stage.view.to_screen(QPointF(*scene.port(row, self.chance.choice(ports))))

    def _wire(self) -> QPointF | None:
        seen = self.board.stage.seen_wires().tolist()
        if not seen:
            return None
        points = self.board.stage.scene.routes.points[self.chance.choice(seen)]
        return self.board.stage.view.to_screen(QPointF(*self.chance.choice(points.tolist())))

    def _note(self) -> QPointF | None:
        notes = list(self.graph.notes.values())
        if not notes:
            return None
        note = self.chance.choice(notes)
        (x, y), (width, height) = note.position, note.size
        across, down = self.chance.choice((0.0, 0.02, 0.5, 1.0)), self.chance.choice((0.0, 10 / height, 0.5, 1.0))
        return self.board.stage.view.to_screen(QPointF(x + across * width, y + down * height))
