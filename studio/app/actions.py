"""Everything a person can ask for, as data: menus, shortcuts and the finder are made from one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studio.look import Look


class Action(NamedTuple):
    """One thing to ask for.

    Attributes:
        id: `menu.word`; the menu it stands in is the part before the dot.
        title: In the menu and in the finder, sentence case.
        shortcut: In Qt's portable writing, or nothing.
        icon: Name of a shipped icon, or nothing.
        help: A sentence for the tool tip and the finder.
        board: Whether the shortcut belongs to the board alone, so that text fields keep theirs.
    """

    id: str
    title: str
    shortcut: str = ""
    icon: str = ""
    help: str = ""
    board: bool = False

    @property
    def menu(self) -> str:
        """The key of the menu it stands in."""
        return self.id.partition(".")[0]


MENUS = {"project": "Project", "edit": "Edit", "view": "View", "train": "Train", "help": "Help"}
SEPARATOR = ""

ACTIONS: tuple[Action, ...] = (
    Action("project.new", "New empty drawing", "Ctrl+N", "file-plus", "Starts an empty drawing; the data can be chosen later."),
    Action("project.open", "Open a project …", "Ctrl+O", "folder-open", "Opens a project folder."),
    Action("project.welcome", "Welcome page", "", "layers", "Samples, recent projects and new ones."),
    Action("project.save", "Save", "Ctrl+S", "save", "Writes the project to its folder."),
    Action("project.save_as", "Save as …", "Ctrl+Shift+S", "save-all", "Writes the project to another folder and goes on there."),
    Action("project.export", "Export the trained network …", "Ctrl+E", "download", "SavedModel, Keras or Python."),
    Action("project.preferences", "Preferences …", "Ctrl+,", "settings", "Theme, worker and live pictures."),
    Action("project.quit", "Quit", "Ctrl+Q", "", "Closes the window; a training may go on without it."),
    Action("edit.undo", "Undo", "Ctrl+Z", "undo-2", "Takes back the last edit."),
    Action("edit.redo", "Redo", "Ctrl+Shift+Z", "redo-2", "Does again what was taken back."),
    Action("edit.cut", "Cut", "Ctrl+X", "scissors", "Takes the selected nodes to the clipboard.", board=True),
    Action("edit.copy", "Copy", "Ctrl+C", "copy", "Puts the selected nodes on the clipboard, as text.", board=True),
    Action("edit.paste", "Paste", "Ctrl+V", "clipboard-paste", "Adds the nodes on the clipboard.", board=True),
    Action("edit.duplicate", "Duplicate", "Ctrl+D", "", "Adds the selected nodes once more.", board=True),
    Action("edit.delete", "Delete", "Del", "trash-2", "Removes the selected nodes and wires.", board=True),
    Action("edit.select_all", "Select all", "Ctrl+A", "", "Selects every node.", board=True),
    Action("edit.find", "Find anything", "Ctrl+K", "search", "Finds any action, block, node and sample."),
    Action("edit.add", "Add a block", "Ctrl+B", "plus", "Puts the cursor into the palette's search."),
    Action("view.fit", "Fit the drawing", "F", "maximize", "Shows the whole drawing.", board=True),
    Action("view.actual", "100 %", "Ctrl+0", "", "Shows cards at their full size."),
    Action("view.zoom_in", "Zoom in", "Ctrl+=", "plus", "Comes closer."),
    Action("view.zoom_out", "Zoom out", "Ctrl+-", "minus", "Steps back."),
    Action("view.selection", "Zoom to the selection", "Shift+F", "crosshair", "Shows the selected nodes.", board=True),
    Action("view.lay_out", "Lay out the drawing", "Ctrl+L", "workflow", "Puts the cards in the order of the data's way."),
    Action("view.theme", "Dark or light", "Ctrl+Shift+L", "moon", "Changes between the dark and the light theme."),
    Action("view.reset", "Put the panels back", "", "panel-bottom", "Docks every panel where it was at first."),
    Action("train.train", "Train", "F5", "play", "Trains the network on the data."),
    Action("train.pause", "Pause", "F6", "pause", "Holds the training between two batches; again to go on."),
    Action("train.stop", "Stop", "Shift+F5", "square", "Ends the training; what was learned is kept."),
    Action(
        "train.restart",
        "Restart the worker",
        "",
        "refresh-cw",
        "Ends the worker and starts it again; a run that was going on can be continued.",
    ),
    Action("help.keys", "Keyboard shortcuts", "F1", "keyboard", "Lists every action with its keys."),
    Action("help.doctor", "What is missing here?", "", "activity", "Python, TensorFlow, GPU, display and disk, a sentence each."),
    Action("help.about", "About Abyss Studio", "", "info", "Version, licences and libraries."),
)

GROUPS = {
    "project.save",
    "project.export",
    "project.preferences",
    "project.quit",
    "edit.cut",
    "edit.find",
    "view.lay_out",
    "view.theme",
    "train.restart",
    "help.about",
}


class Actions:
    """The table as Qt actions of one window.

    Args:
        look: For the icons.
        window: Where the shortcuts hold.
        board: Where the shortcuts of board actions hold.
    """

    def __init__(self, look: Look, window: QWidget, board: QWidget) -> None:
        self._made = {action.id: _made(action, look, board if action.board else window) for action in ACTIONS}

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def bind(self, deeds: dict[str, Callable[[], object]]) -> None:
        """Says what each action does."""
        for name, deed in deeds.items():
            self._made[name].triggered.connect(lambda _checked=False, deed=deed: deed())

    def enable(self, states: dict[str, bool]) -> None:
        """Says which actions make sense now; the others stay in place, grey."""
        for name, state in states.items():
            self._made[name].setEnabled(state)

    def fill(self, menu: QMenu, key: str) -> QMenu:
        """Puts the actions of one menu into it."""
        for action in ACTIONS:
            if action.menu == key:
                if action.id in GROUPS and not menu.isEmpty():
                    menu.addSeparator()
                menu.addAction(self._made[action.id])
        return menu


def keys(name: str) -> str:
    """The keys of an action as this desktop writes them; nothing for one without."""
    return _native(next(action.shortcut for action in ACTIONS if action.id == name))


def _native(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def _made(action: Action, look: Look, owner: QWidget) -> QAction:
    made = QAction(action.title, owner)
    made.setToolTip(f"{action.help} ({_native(action.shortcut)})" if action.shortcut else action.help)
    made.setStatusTip(action.help)
    if action.shortcut:
        made.setShortcut(QKeySequence(action.shortcut))
    context = Qt.ShortcutContext.WidgetWithChildrenShortcut if action.board else Qt.ShortcutContext.WindowShortcut
    made.setShortcutContext(context)
    if action.icon:
        look.tint(made, action.icon, "quiet")
    owner.addAction(made)
    return made
