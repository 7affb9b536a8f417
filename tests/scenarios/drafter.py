"""A person who knows the board: works with keys, wires, cards and menus, and finds everything by the name that it bears."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget

from studio.app.quick_add import QuickAdd
from studio.graph.model import Graph, Node, Note
from tests.scenarios.person import LEFT, NONE, Person, _drop

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LENET = "LeNet-5 on handwritten digits"
SPARE = QPoint(560, 545)
"""A place on the board below LeNet-5 where nothing lies."""

Found = TypeVar("Found", bound=QWidget)


class Drafter(Person):
    """Draws with all ten fingers."""

    # Looking.

    @property
    def said(self) -> str:
        """The last line of the console, where everything is kept that the studio says."""
        return self.console.rpartition("\n")[2]

    @property
    def title(self) -> str:
        """Of the window."""
        return self.window.windowTitle()

    @property
    def whole(self) -> Graph:
        """The drawing, whatever of it is looked at."""
        return self.workspace.document.project.graph

    @property
    def source(self) -> str:
        """The program in the Source panel, when it has caught up with the drawing."""
        self.waits_until(lambda: not self.workspace.drawing._rest.isActive())
        panel = self.looks_at("source")
        self.workspace.program.renew()
        self.workspace.program._beside.wait()
        QApplication.processEvents()
        text: str = panel.text()
        return text

    @property
    def chosen(self) -> list[str]:
        """Names of the selected nodes, as the drawing is read."""
        return [self.graph.nodes[node].name for node in self.graph.nodes if node in self.board.selection]

    @property
    def edits(self) -> list[tuple[str, str]]:
        """What the History panel lists: words, and whether done, present or undone."""
        rows: list[tuple[str, str]] = self.looks_at("history").rows()
        return rows

    @property
    def popup(self) -> QWidget:
        """What lies over the window."""
        found = QApplication.activePopupWidget()
        assert found is not None
        return found

    @property
    def offers(self) -> list[str]:
        """What the quick add lists."""
        assert isinstance(self.popup, QuickAdd)
        return [entry.title for entry in self.popup.entries()]

    @property
    def note(self) -> Note:
        """The selected comment or frame."""
        (found,) = self.board.selected_notes
        return self.graph.notes[found]

    def node(self, name: str) -> Node:
        found = self.graph.named(name)
        assert found is not None, name
        return found

    def block(self, name: str) -> Any:
        return self.node(name).block

    def shape(self, name: str) -> Any:
        """What leaves a node, as its card says."""
        return self.workspace.drawing.measured.figures[self.node(name).id].shape

    def finds(self, kind: type[Found], words: str, within: QWidget | None = None) -> Found:
        """What is in sight and bears these words, as its text or as a screen reader says it."""
        widgets = (within or self.window).findChildren(kind)
        seen = [each for each in widgets if each.isVisible() and words in (_text(each), each.accessibleName(), each.toolTip())]
        assert seen, f"{words!r} among {sorted({_text(each) or each.accessibleName() for each in widgets if each.isVisible()})}"
        return seen[0]

    # Opening.

    def opens_sample(self, title: str) -> None:
        """Presses Open on its card, and waits until all is in its place."""
        super().opens_sample(title)
        self.rests()

    def rests(self) -> None:
        """Until the board has found its size."""
        seen = None
        while seen != (seen := self.board.stage.view):
            QTest.qWait(20)

    # The keyboard.

    def hits(self, *chords: str) -> None:
        """Keys, in Qt's portable writing, for whatever has the keyboard."""
        for chord in chords:
            keys = QKeySequence(chord)[0]
            QTest.keyClick(self._listener(), keys.key(), keys.keyboardModifiers())

    def writes(self, text: str) -> None:
        """Letter by letter."""
        for letter in text:
            QTest.keyClicks(self._listener(), letter)

    # The mouse on the board.

    def clicks(self, *names: str) -> None:
        """Selects nodes: the first by a click, the others with Control."""
        for name in names:
            QTest.mouseClick(self.board, LEFT, NONE if name == names[0] else CTRL, self._card(name))
        assert set(self.chosen) == set(names)

    def clicks_nothing(self) -> None:
        QTest.mouseClick(self.board, LEFT, NONE, SPARE)

    def double_clicks(self, where: str | QPoint) -> None:
        """On a card, or on a place of the board."""
        place = self._card(where) if isinstance(where, str) else where
        QTest.mouseClick(self.board, LEFT, NONE, place)
        QTest.mouseDClick(self.board, LEFT, NONE, place)

    def drags_card(self, name: str, by: QPoint) -> None:
        self._drags(self._card(name), self._card(name) + by)

    def drags(self, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        """With the left button, over the board."""
        QTest.mousePress(self.board, LEFT, held, start)
        for step in range(1, 5):
            self._moves(start + (end - start) * step / 4, held)
        QTest.mouseRelease(self.board, LEFT, held, end)

    def pulls_wire_from(self, name: str, place: QPoint) -> None:
        """Out of a node's output, to a place of the board."""
        self._drags(self._port(name, -1), place)

    def leads_wire(self, source: str, target: str, way: float, to: str) -> None:
        """Takes a wire by its end, so many pixels from its start or, where negative, from its end, and leads it to another node."""
        self._drags(self.on_wire(source, target, way), self._card(to))

    def on_wire(self, source: str, target: str, way: float) -> QPoint:
        """A place on the wire between two nodes: by how many pixels from its start, or from its end where negative; 0 in the middle."""
        scene, ends = self.board.stage.scene, (self.node(source).id, self.node(target).id)
        row = next(row for row, wire in enumerate(scene.wires) if (wire.source, wire.target) == ends)
        points = scene.routes.points[row]
        lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        along = way / self.board.stage.view.zoom % lengths[-1] if way else lengths[-1] / 2
        place = [float(np.interp(along, lengths, points[:, axis])) for axis in (0, 1)]
        return self.board.stage.view.to_screen(QPointF(*place)).toPoint()

    def on_board(self, x: float, y: float) -> QPoint:
        """Where a place of the drawing lies on the screen."""
        return self.board.stage.view.to_screen(QPointF(x, y)).toPoint()

    def chooses(self, where: str | QPoint, *words: str) -> None:
        """Of the menu that the right button opens on a card or a place of the board."""
        place = self._card(where) if isinstance(where, str) else where
        screen = self.board.mapToGlobal(place)
        QApplication.sendEvent(self.board, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, screen))
        self.takes(*words)

    def takes(self, *words: str) -> None:
        """Of the menu that is open, and of the menus in it."""
        for word in words:
            menu = self.popup
            assert isinstance(menu, QMenu)
            action = next((each for each in menu.actions() if each.text() == word), None)
            assert action is not None, f"{word!r} among {[each.text() for each in menu.actions()]}"
            QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())

    # Panels and files.

    def presses(self, kind: type[QWidget], words: str, within: QWidget | None = None) -> None:
        """A button or whatever else is pressed, by its words."""
        self._presses(self.finds(kind, words, within))

    def enters(self, field: str, text: str, place: int = 0) -> None:
        """Types over what stands in a field of the properties that bears this name, the first one unless said otherwise."""
        line = self.line(field, place)
        QTest.mouseClick(line, LEFT)
        self.hits("Ctrl+A")
        self.writes(text)

    def line(self, field: str, place: int = 0) -> QLineEdit:
        """Where the value of the properties is written that bears this name."""
        QApplication.processEvents()  # rows that were just made come into sight
        holders = [each for each in self.workspace.panels.properties.findChildren(QWidget) if each.accessibleName() == field]
        lines = [each if isinstance(each, QLineEdit) else each.findChild(QLineEdit) for each in holders if each.isVisible()]
        return [line for line in lines if line is not None][place]

    def drops_files(self, *paths: Path) -> None:
        """Anywhere on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place, copy = QPoint(500, 500), Qt.DropAction.CopyAction
        for event in (QDragEnterEvent(place, copy, data, LEFT, NONE), QDropEvent(QPointF(place), copy, data, LEFT, NONE)):
            QApplication.sendEvent(self.window, event)
            assert event.isAccepted()

    def drags_module(self, title: str, place: QPoint) -> str:
        """From the palette, found by its title, to a place on the board; gives back the new node's name."""
        panel, before = self.workspace.panels.palette, set(self.graph.nodes)
        panel._search.setText(title)
        _drop(self.board, panel._tree.model().mimeData([panel._tree.currentIndex()]), place)
        panel._search.clear()
        (added,) = set(self.graph.nodes) - before
        return self.graph.nodes[added].name

    def answers(self, text: str) -> None:
        """Will type this into the next dialog that asks for a name or a file, and accept it."""
        when_asked(lambda dialog: _fill(dialog, text))

    def _listener(self) -> QWidget:
        """What has the keyboard: a popup before all else; after a question the window again, as a window manager would have it."""
        popup, focus = QApplication.activePopupWidget(), QApplication.focusWidget()
        if popup is None and (focus is None or not focus.isVisible()):
            self.window.activateWindow()
            self.waits_until(self.window.isActiveWindow)
        found = (popup.focusWidget() or popup) if popup else QApplication.focusWidget()
        return found or self.window

    def _moves(self, place: QPoint, held: Qt.KeyboardModifier) -> None:
        QTest.mouseMove(self.board, place)
        QApplication.processEvents()


def when_asked(reply: Callable[[QDialog], None], patience: float = 5.0) -> None:
    """Replies to the next question as soon as it is on the screen."""
    ends = time.monotonic() + patience

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            reply(dialog)
        elif time.monotonic() < ends:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def _fill(dialog: QDialog, text: str) -> None:
    line = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())
    line.setText(text)  # at once: a file dialog would complete what is typed
    dialog.accept()


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()).replace("&", "").strip() if callable(text) else ""
