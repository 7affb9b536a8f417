"""One open project: board and panels, and the only place where they meet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox, QVBoxLayout, QWidget

from studio.app import joints, recent
from studio.app.actions import MENUS, Actions
from studio.app.adding import Adding
from studio.app.asking import Asking
from studio.app.corners import Corner
from studio.app.deeds import Deeds
from studio.app.docks import LOW, NARROW, PLACES, Docks
from studio.app.document import Document
from studio.app.drawing import Drawing
from studio.app.graph_deeds import GraphDeeds
from studio.app.inspection import Inspection
from studio.app.lesson_deeds import LessonDeeds
from studio.app.line import Line
from studio.app.menus import TAB, Menus
from studio.app.module_deeds import ModuleDeeds
from studio.app.own_layers import OwnLayers
from studio.app.panels import Panels
from studio.app.picture_deeds import PictureDeeds
from studio.app.pictures import Pictures
from studio.app.place_bar import PlaceBar
from studio.app.preferences import Preferences
from studio.app.program import Program
from studio.app.reporting import Reporting
from studio.app.results import Results
from studio.app.setting import Setting
from studio.app.shelves import Shelves
from studio.app.status_bar import StatusBar
from studio.app.timing import Timing
from studio.app.top_bar import TopBar
from studio.app.training import Training
from studio.app.transfer import Transfer
from studio.app.trusting import Trusting
from studio.app.weights_taking import WeightsTaking
from studio.canvas.board import Board
from studio.graph.module import Module
from studio.look import Look
from studio.look.plain import plain
from studio.project import samples
from studio.project.draft import Draft
from studio.project.errors import ProjectError
from studio.project.project import Project, View

WORKER_DELAY_MS = 150
SAID_FOR_MS = 6000


class Workspace(QWidget):
    """Everything that belongs to one project, from its document to its worker.

    Args:
        look: Theme, icons and fonts.
        folder: The project's.
        project: As its file has it.
        preferences: What the person prefers.
        parent: The window.

    Attributes:
        title_changed: Carries the window's title.
        preferences_changed: Carries the new Preferences.
        sample_asked: Another sample shall be opened; carries its name.
    """

    title_changed = Signal(str)
    preferences_changed = Signal(object)
    sample_asked = Signal(str)

    def __init__(self, look: Look, folder: Path, project: Project, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.preferences = look, preferences
        self._room: tuple[bool, bool] | None = None
        self.document = Document(folder, project, self)
        self.board = Board(look)
        self.panels = Panels(look)
        self._house = QMainWindow()
        self._house.setWindowFlags(Qt.WindowType.Widget)
        self.actions_table = Actions(look, self, self.board)
        self.place_bar = PlaceBar(look, [self.actions_table[name] for name in TAB])
        self._house.setCentralWidget(_over(self.place_bar, self.board))
        self.docks = Docks(self._house, self.panels.by_name())
        self.top = TopBar(look, self.actions_table, self._main_menu())
        self.status = StatusBar(look)
        self._make_followers(folder)
        self._lay_out()
        for name, panel in self.panels.with_corner().items():
            Corner(self._house, self.docks[name], panel.corner)
        self.figures = PictureDeeds(self.document, self.drawing, self.board, self.timing, self.actions_table, self)
        self.deeds = Deeds(self)
        self.transfer = Transfer(self)
        self.menus = Menus(self)
        joints.join(self)
        self._begin()

    def say(self, text: str) -> None:
        """Says what cannot be done, on the status bar for a while and in the console for good."""
        self.panels.console.say(text, "warning")
        self.status.set_note(text)
        self._hush.start()

    def note(self, text: str) -> None:
        """Says what happened, on the status bar and in the console."""
        self.panels.console.say(text)
        self.status.set_note(text)

    def look_at(self, file: Path) -> None:
        """Has the pictures be about a file, where they can be seen."""
        self.inspection.look_at(file)
        if not any(self.docks.visible(name) for name in ("feature_maps", "adversarial")):
            self.docks.show("feature_maps")
        self.status.set_note(f"{file.name} is looked at. The cross beside its name in Feature maps leads back to the images of the data.")

    def note_error(self, traceback: str) -> None:
        """Keeps an unexpected error's traceback where it can be read."""
        self.panels.console.say(traceback, "warning")

    def offer_draft(self) -> None:
        """Offers what a crash left behind, a draft newer than the file; then shows code that waits for consent."""
        draft = Draft(self.document.folder)
        project = self._left_behind(draft) if draft.found() else None
        if project is None:
            self.trusting.offer()
        else:
            self._ask_about_draft(draft, project)

    def _left_behind(self, draft: Draft) -> Project | None:
        """What is in a draft; None where that is nothing new, and then it goes."""
        try:
            project = draft.read()
        except ProjectError as error:
            self.say(str(error))
        else:
            if project != self.document.project:
                return project
        draft.discard()
        return None

    def may_close(self) -> bool:
        """Asks where something is unsaved; whether the project may be closed.

        It waits for the answer, for who closes a window wants to know at once; whoever asks looks whether it is still there.
        """
        self.board.finish_writing()
        if not self.document.unsaved:
            return True
        box = QMessageBox.StandardButton
        asked = QMessageBox.question(
            self, "Save the project?", plain(f"{self.document.project.title} is not saved."), box.Save | box.Discard | box.Cancel
        )
        if asked == box.Save:
            return self.document.save()
        if asked == box.Discard:
            self.document.discard_draft()
        return asked == box.Discard

    def shut(self) -> None:
        """Ends everything that runs for this project; a worker in training is left to it."""
        self.docks.remember()
        self._worker_timer.stop()
        self._hush.stop()
        for part in (self.taking, self.asking, self.inspection, self.results, self.drawing, self.program, self.reporting, self.document):
            part.close()
        self.line.close(leave=True)

    def show_motion(self) -> None:
        """Moves things in sight, or not, as the preferences have it."""
        self.board.set_motion(self.preferences.motion)
        self._house.setAnimated(self.preferences.motion)

    def follow_folder(self) -> None:
        """The project was saved in another folder: runs and worker are there from now on."""
        recent.remember(self.document.folder)
        self.training.forget()
        self.trusting.follow_folder()
        self.line.move(self.document.folder)
        self.results.move(self.document.folder)
        self.inspection.choose_run(self.results.trained)

    def set_room(self, size: QSize) -> None:
        """Folds the palette and shortens the bar where the window is narrow."""
        narrow = size.width() < NARROW
        self.top.set_compact(narrow)
        self.panels.palette.set_folded(narrow)
        room, before = (narrow, size.height() < LOW), self._room
        self._room = room
        if room != before and not (before is None and self._recalled):  # at first all is as the person left it
            QTimer.singleShot(0, self, lambda: self.docks.fit(self.size()))

    def show_title(self) -> None:
        """Shows the project's name and whether it is saved."""
        title = self.document.project.title
        self.top.set_project(title, self.document.unsaved)
        self.title_changed.emit(f"{title}{' *' if self.document.unsaved else ''} – Abyss Studio")

    def _ask_about_draft(self, draft: Draft, project: Project) -> None:
        """Escape goes on with it: that can be undone, throwing it away cannot."""
        text = "This project was not saved when the studio ended last. Go on with the draft? It can be undone."
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        box = QMessageBox(QMessageBox.Icon.Question, "A draft was found", text, yes | no, self)
        box.button(yes).setText("Go on with it")
        box.button(no).setText("Discard it")
        box.setDefaultButton(yes)
        box.setEscapeButton(yes)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda answer: self._take_draft(draft, project, answer == yes.value))
        box.open()

    def _take_draft(self, draft: Draft, project: Project, wanted: bool) -> None:
        if wanted:
            self.document.edit("Go on with the draft", project)
        else:
            draft.discard()
        self.trusting.offer()

    def _make_followers(self, folder: Path) -> None:
        panels = self.panels
        self.line = Line(folder, self)
        self.training = Training(self.document, self.line.send, self)
        self.taking = WeightsTaking(self.document, self.line.send, self)
        self.reporting = Reporting(self.document, self.line.send, self)
        self.inspection = Inspection(self.document, self.line.send, self.docks.visible, self)
        self.inspection.budget = self.preferences.live_budget
        self.setting = Setting(self.document, panels.properties, self)
        self.drawing = Drawing(self.document, self.board, panels.properties, panels.issues, self)
        self.asking = Asking(self.document, self.drawing, self)
        self.trusting = Trusting(self.look, self.document, self.asking, self)
        self.own_layers = OwnLayers(self.document, self.asking, self)
        self.program = Program(self.document, self.drawing, self.board, panels.source, lambda: self.docks.visible("source"), self)
        self.modules = ModuleDeeds(self.document, self.board, self)
        self.lesson = LessonDeeds(self.look, self.document, self.drawing, self.board, panels.lesson, self)
        self.graphs = GraphDeeds(self.look, self.document, self)
        self.shelves = Shelves()
        self.adding = Adding(self.look, self.document, self.board, lambda: self.drawing.measured, self._modules, self)
        self.pictures = Pictures(self.drawing, self.board, panels.feature_maps, panels.filters, panels.adversarial, panels.weights, self)
        self.timing = Timing(self.document, self.drawing, self.inspection, self.training, self)
        self.results = Results(folder, panels.curves, panels.runs, self)
        self._worker_timer = QTimer(self, singleShot=True, interval=WORKER_DELAY_MS)
        self._worker_timer.timeout.connect(self.line.start)
        self._hush = QTimer(self, singleShot=True, interval=SAID_FOR_MS)
        self._hush.timeout.connect(lambda: self.status.set_note(""))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._house, 1)
        column.addWidget(self.status)

    def _main_menu(self) -> QMenu:
        menu = QMenu(self)
        for key, title in MENUS.items():
            part = self.actions_table.fill(menu.addMenu(title), key)
            if key == "view":
                part.addSeparator()
                panels = part.addMenu("Panels")
                for dock in self.docks.items().values():
                    panels.addAction(dock.toggleViewAction())
        return menu

    def _modules(self) -> Iterable[Module]:
        """The modules that can be added now."""
        return self.shelves.on_offer(self.document.project, self.document.inside).values()

    def _view(self) -> View:
        """How the project is looked at now, as its file keeps it."""
        zoom, centre = self.board.place()
        return View(zoom=zoom, centre=centre, panel=self.docks.front("inspection"))

    def _return(self) -> None:
        """To where the person looked when the project was saved; not before the window has its size."""
        view = self.document.project.view
        if view.panel in PLACES:
            self.docks.show(view.panel)
        if view.centre is not None:
            self.board.return_to(view.zoom, view.centre)

    def _begin(self) -> None:
        """Shows the project; the worker starts when the window is up."""
        self._recalled = self.docks.recall()
        self.show_motion()
        self.drawing.show()
        self.drawing.select_first("convolution")
        self.panels.lesson.show_lesson(samples.lesson(self.document.folder))
        self.results.refresh()
        self.inspection.choose_run(self.results.trained)
        self.show_title()
        self.top.set_state("idle")
        self.document.view = self._view
        QTimer.singleShot(0, self, self._return)
        QTimer.singleShot(0, self.board, self.board.setFocus)
        if self.preferences.early_worker:
            self._worker_timer.start()
        QTimer.singleShot(0, self.taking, self.taking.begin)
        self._worker_timer.timeout.connect(self.own_layers.begin)


def _over(bar: QWidget, board: QWidget) -> QWidget:
    """The board with the strip over it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(bar)
    column.addWidget(board, 1)
    return both
