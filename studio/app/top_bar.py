"""The slim bar on top: project, undo and redo, data, device, progress, and Train, Pause and Stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCursor, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.app.actions import Actions
from studio.app.name_field import NameField
from studio.look import Look
from studio.look.buttons import Button, Chip, IconButton
from studio.look.figures import count, duration
from studio.look.icon_label import IconLabel
from studio.look.labels import Hairline, Quiet, label, set_dress
from studio.look.lettering import SEMIBOLD, text_font
from studio.look.plain import plain

HEIGHT = 48
PROGRESS_WIDTH = 272
TITLE_WIDTH = 240
GAP = 6


class TopBar(QWidget):
    """What a person looks at to know where they are and what runs.

    Args:
        look: Theme and icons.
        actions: For undo, redo and the training buttons.
        menu: Opens under the project's name: every action by menu.
        parent: The window.

    Attributes:
        data_asked: The data chip was pressed.
        device_chosen: Another device was chosen; carries its name.
        renamed: Another name was written over the project's; carries the name before and the new one.
    """

    data_asked = Signal()
    device_chosen = Signal(str)
    renamed = Signal(str, str)

    def __init__(self, look: Look, actions: Actions, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._actions, self._compact = look, actions, False
        self.setObjectName("top-bar")
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._project = _project_button(look, menu)
        self._title = ""
        self._name = NameField("Name of the project", self)
        self._name.written.connect(self.renamed)
        self.data = Chip(look, "database", "No data")
        self.data.clicked.connect(self.data_asked)
        self.device = Chip(look, "cpu", "CPU")
        self._devices = QMenu(self.device)
        _give_menu(self.device, self._devices)
        self.progress = Progress()
        self.train = Button(look, "Train", "play", filled=True)
        self.pause = Button(look, "Pause", "pause")
        self.stop = Button(look, "Stop", "square")
        for button, name in ((self.train, "train.train"), (self.pause, "train.pause"), (self.stop, "train.stop")):
            _follow(button, actions[name])
        self._lay_out()

    def set_project(self, title: str, unsaved: bool) -> None:
        """Shows the project's name, with a dot while it differs from the file."""
        self._title = title
        shown = QFontMetrics(text_font(SEMIBOLD)).elidedText(title, Qt.TextElideMode.ElideRight, TITLE_WIDTH)
        self._project.setText(f"{shown.replace('&', '&&')}{' •' if unsaved else ''}")
        words = ": ".join(filter(None, ("Not saved yet", self._actions.shortcuts.shown("project.save"))))
        words = words if unsaved else "Project, edit, view and training menus"
        self._project.setToolTip(words if shown == title else plain(f"{title}\n{words}"))

    def rename(self) -> None:
        """Opens the name of the project, to be written where it stands."""
        self._name.begin(self._title, self._project.geometry())

    def set_devices(self, names: dict[str, str], chosen: str) -> None:
        """Lists the devices, each with a few words, and which one trains."""
        self._devices.clear()
        for name, words in names.items():
            action = self._devices.addAction(f"{_device_title(name)}   {words}")
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _checked=False, name=name: self.device_chosen.emit(name))
        self.device.set_words(_device_title(chosen), names.get(chosen, ""))

    def set_state(self, state: str) -> None:
        """Fills the one button to press: Train when idle, Pause when `training`, and says Resume when `paused`."""
        self.train.set_filled(state == "idle")
        self.pause.set_filled(state in ("training", "paused"))
        self.pause.setText(" Resume" if state == "paused" else " Pause")
        self.pause.setAccessibleName("Resume" if state == "paused" else "Pause")
        self._look.tint(self.pause, "play" if state == "paused" else "pause", "on_accent" if state in ("training", "paused") else "text")
        self.progress.setVisible(state != "idle")

    def set_compact(self, compact: bool) -> None:
        """Leaves figures and the word of Stop away where the window is narrow."""
        if compact == self._compact:
            return
        self._compact = compact
        for chip in (self.data, self.device):
            chip.set_compact(compact)
        self.stop.setText("" if compact else " Stop")
        self.progress.setFixedWidth(168 if compact else PROGRESS_WIDTH)
        self._history.setVisible(not compact)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._look, "logo", "accent", 24))
        row.addSpacing(-6)  # the button has room around its name for the pointer
        row.addWidget(self._project)
        self._history = _history(self._look, self._actions)
        row.addWidget(self._history)
        row.addSpacing(24)
        row.addWidget(self.data)
        row.addWidget(self.device)
        row.addStretch(1)
        row.addWidget(self.progress)
        row.addSpacing(8)
        for button in (self.train, self.pause, self.stop):
            row.addWidget(button)


class Progress(QWidget):
    """Epoch and batch in words, the time left, and a thin bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(PROGRESS_WIDTH)
        self._where, self._batch, self._left = label("", "text"), Quiet(), Quiet()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        words = QHBoxLayout()
        words.setSpacing(GAP)
        words.addWidget(self._where)
        words.addWidget(self._batch)
        words.addStretch(1)
        words.addWidget(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 10)
        column.setSpacing(4)
        column.addLayout(words)
        column.addWidget(self._bar)

    def show_words(self, words: str) -> None:
        """Says what happens before the first batch, with a bar that does not know its end."""
        self._where.setText(words)
        self._batch.clear()
        self._left.clear()
        self._bar.setRange(0, 0)

    def show_batch(self, epoch: tuple[int, int], batch: tuple[int, int], seconds_left: float | None) -> None:
        """Shows how far it is: epoch of epochs, batch of batches."""
        done = (epoch[0] - 1 + batch[0] / max(1, batch[1])) / max(1, epoch[1])
        self._where.setText(f"Epoch {epoch[0]} of {epoch[1]}")
        self._left.setText("" if seconds_left is None else f"{duration(seconds_left)} left")
        self._batch.setText(f"· batch {count(batch[0])} of {count(batch[1])}")
        self._batch.setVisible(sum(part.sizeHint().width() for part in (self._where, self._batch, self._left)) + 2 * GAP <= self.width())
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * done))


def _project_button(look: Look, menu: QMenu) -> QPushButton:
    button = QPushButton()
    button.setObjectName("project-button")
    set_dress(button, "project", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    _give_menu(button, menu)
    button.setAccessibleName("Project menu")
    return button


def _give_menu(button: QPushButton, menu: QMenu) -> None:
    """Qt does not tell a button that the cursor left it while its menu was open."""

    def settle() -> None:
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, button.rect().contains(button.mapFromGlobal(QCursor.pos())))
        button.update()

    button.setMenu(menu)
    menu.aboutToHide.connect(settle)


def _history(look: Look, actions: Actions) -> QWidget:
    """A hairline, undo and redo."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(8, 0, 0, 0)
    row.setSpacing(4)
    line = Hairline(Qt.Orientation.Vertical)
    line.setFixedHeight(20)
    row.addWidget(line)
    row.addSpacing(6)
    for name, icon in (("edit.undo", "undo-2"), ("edit.redo", "redo-2")):
        button = IconButton(look, icon, actions[name].toolTip())
        _follow(button, actions[name])
        row.addWidget(button)
    return box


def _follow(button: QPushButton | IconButton, action: QAction) -> None:
    """A button that does what an action does and is grey when the action is."""
    button.clicked.connect(lambda _checked=False: action.trigger())

    def renew() -> None:
        button.setEnabled(action.isEnabled())

    action.enabledChanged.connect(renew)
    button.setToolTip(action.toolTip())
    renew()


def _device_title(name: str) -> str:
    """`CPU:0` is the CPU; a GPU keeps its number where it is not the first."""
    kind, _, number = name.partition(":")
    return kind if number in ("", "0") else f"{kind} {number}"
