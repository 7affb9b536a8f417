"""A person at the window: looks, presses, drags and types, through real events alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.app.export_dialog import ExportDialog
from studio.app.welcome import RecentEntry, SampleCard
from studio.app.window import Window
from studio.app.workspace import Workspace
from studio.canvas.board import Board
from studio.graph.model import Graph
from studio.look import Look
from studio.messages import meeting
from studio.messages.formats import Format
from studio.panels.block_model import KIND
from tests.app.conftest import answer

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PATIENCE = 90_000  # milliseconds; only a broken studio takes so long


class Person:
    """Sits down before a window.

    Args:
        qtbot: Waits.
    """

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot, self._gone = qtbot, False
        self.window = Window(Look())
        self.window.setWindowState(Qt.WindowState.WindowNoState)  # the offscreen platform's screen is small, so it would fill that
        self.window.resize(1600, 1000)
        with qtbot.waitExposed(self.window):
            self.window.show()

    # Looking.

    @property
    def workspace(self) -> Workspace:
        """The project on the screen."""
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def board(self) -> Board:
        return self.workspace.board

    @property
    def graph(self) -> Graph:
        return self.workspace.document.graph

    @property
    def issues(self) -> list[tuple[str, str, str]]:
        """Node, sentence and fix of every issue that is listed."""
        return [row.words() for row in self.workspace.panels.issues.rows()]

    @property
    def weights(self) -> str:
        """What the status bar says."""
        return self.workspace.status._weights.text()

    @property
    def console(self) -> str:
        return "\n".join(self.workspace.panels.console.shown())

    def wires(self) -> set[tuple[str, str]]:
        """Names at both ends of every wire."""
        names = {node.id: node.name for node in self.graph.nodes.values()}
        return {(names[wire.source], names[wire.target]) for wire in self.graph.wires}

    def waits_until(self, happens: Callable[[], Any]) -> None:
        self._qtbot.waitUntil(lambda: bool(happens()), timeout=PATIENCE)

    def waits_for_phase(self, phase: str) -> None:
        self.waits_until(lambda: self.workspace.training.phase == phase)

    # Opening and closing.

    def opens_sample(self, title: str) -> None:
        """Presses Open on its card."""
        card = next(card for card in self._welcome().findChildren(SampleCard) if card.sample.title == title)
        self._presses(card.findChildren(QPushButton)[0])

    def opens_recent(self, folder: Path) -> None:
        entry = next(entry for entry in self._welcome().findChildren(RecentEntry) if entry.toolTip() == str(folder))
        self._presses(entry)

    def goes_home(self) -> None:
        self.does("project.welcome")

    def leaves(self) -> None:
        """Closes the window; what is unsaved is discarded when the studio asks."""
        if self.window.workspace is not None and self.workspace.document.unsaved:
            answer(QMessageBox.StandardButton.Discard, [])
        self.window.close()
        self.window.deleteLater()
        self._gone = True

    def ends(self) -> None:
        """Leaves, and takes the worker along, whatever it does."""
        if self._gone:
            return
        if self.window.workspace is not None:
            self.workspace.line.close(leave=False)
        self.leaves()

    # Drawing.

    def drags_from_palette(self, kind: str, place: QPoint) -> str:
        """Finds a block by its name, drags it to a place on the board and drops it there; gives back the new node's name."""
        panel = self.workspace.panels.palette
        panel._search.setText(kind)
        tree = panel._tree
        assert tree.currentIndex().data(KIND) == kind
        before = set(self.graph.nodes)
        _drop(self.board, tree.model().mimeData([tree.currentIndex()]), place)
        panel._search.clear()
        (added,) = set(self.graph.nodes) - before
        return self.graph.nodes[added].name

    def draws_wire(self, source: str, target: str) -> None:
        self._drags(self._port(source, -1), self._port(target, 0))

    def pulls_wire_off(self, target: str) -> None:
        """Takes the wire that arrives at a node, and lets it go over nothing."""
        start = self._port(target, 0)
        self._drags(start, QPoint(12, self.board.height() - 12))

    def selects(self, name: str) -> str:
        QTest.mouseClick(self.board, LEFT, NONE, self._card(name))
        (node,) = self.board.selection
        assert self.graph.nodes[node].name == name
        return node

    def types(self, field: str, text: str) -> None:
        """Sets a value of the selected node in the properties panel."""
        entry = self.workspace.panels.properties._node._form.row(field).findChildren(QLineEdit)[0]
        entry.selectAll()
        QTest.keyClicks(entry, text)

    def presses_fix(self, fix: str) -> None:
        """Presses the link of an issue in the Issues panel."""
        self.workspace.docks.show("issues")
        next(row for row in self.workspace.panels.issues.rows() if row.words()[2] == fix).press_fix()

    # Training.

    def presses_train(self) -> None:
        self._presses(self.workspace.top.train)

    def presses_pause(self) -> None:
        self._presses(self.workspace.top.pause)

    def presses_stop(self) -> None:
        self._presses(self.workspace.top.stop)

    def looks_at(self, panel: str) -> Any:
        """Brings a panel to the front."""
        self.workspace.docks.show(panel)
        return getattr(self.workspace.panels, panel)

    def kills_worker(self) -> int:
        """As the system does when memory runs out."""
        pid = self.worker()
        os.kill(pid, signal.SIGKILL)
        return pid

    def worker(self) -> int:
        """The worker's process."""
        there = meeting.find(meeting.place(self.workspace.document.folder))
        assert there is not None
        return there.pid

    def exports(self, form: Format, run: str = "") -> Path:
        """Exports by the dialog, and waits until it is there."""
        self.workspace.deeds.export(run)
        dialog = next(each for each in self.workspace.findChildren(ExportDialog) if each.isVisible())
        dialog.choose_format(form)
        path = dialog.wish().path
        self._presses(next(button for button in dialog.findChildren(QPushButton) if button.text().strip() == "Export"))
        self.waits_until(lambda: f"written to {path}" in self.console)
        self._presses(next(button for button in dialog.findChildren(QPushButton) if button.text().strip() == "Close"))
        return path

    def does(self, action: str) -> None:
        """Chooses an action of a menu."""
        made: QAction = self.workspace.actions_table[action]
        assert made.isEnabled(), action
        made.trigger()

    # Hands.

    def _welcome(self) -> QWidget:
        assert self.window.welcome is not None
        return self.window.welcome

    def _presses(self, button: QWidget) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT, NONE, button.rect().center())

    def _drags(self, start: QPoint, end: QPoint) -> None:
        QTest.mousePress(self.board, LEFT, NONE, start)
        for step in range(1, 5):
            QTest.mouseMove(self.board, start + (end - start) * step / 4)
            QApplication.processEvents()
        QTest.mouseRelease(self.board, LEFT, NONE, end)

    def _row(self, name: str) -> int:
        node = self.graph.named(name)
        assert node is not None, name
        return self.board.stage.scene.rows[node.id]

    def _card(self, name: str) -> QPoint:
        return self.board.stage.screen_rect(self._row(name)).center().toPoint()

    def _port(self, name: str, number: int) -> QPoint:
        """A port on the screen; -1 is the output."""
        return self.board.stage.view.to_screen(QPointF(*self.board.stage.scene.port(self._row(name), number))).toPoint()


def _drop(board: Board, data: QMimeData, place: QPoint) -> None:
    copy, point = Qt.DropAction.CopyAction, QPointF(place)
    for event in (
        QDragEnterEvent(place, copy, data, LEFT, NONE),
        QDragMoveEvent(place, copy, data, LEFT, NONE),
        QDropEvent(point, copy, data, LEFT, NONE),
    ):
        QApplication.sendEvent(board, event)
        assert event.isAccepted()
