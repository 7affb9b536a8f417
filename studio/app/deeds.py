"""What each action of a project does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCursor, QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from studio.app import dialogs
from studio.app.board_deeds import board_deeds
from studio.app.export_dialog import ExportDialog, ExportWish
from studio.app.finder import Finder
from studio.app.finds import finds
from studio.app.keys_dialog import KeysDialog
from studio.app.preferences import Preferences, other_theme, theme
from studio.compile.planner import PlanError, plan
from studio.data import Source
from studio.look.plain import plain
from studio.messages.orders import Cancel, Export
from studio.panels.data import FOLDER
from studio.project.record import record
from studio.runs import run_folder

if TYPE_CHECKING:
    from studio.app.workspace import Workspace


class Deeds:
    """Bound to the actions of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._of = workspace
        board, document, training = workspace.board, workspace.document, workspace.training
        workspace.actions_table.bind(
            {
                **board_deeds(board, workspace.actions_table),
                "project.save": self.save,
                "project.save_as": self.save_as,
                "project.rename": workspace.top.rename,
                "project.export": self.export,
                "project.report": workspace.reporting.ask,
                "project.preferences": self.prefer,
                "edit.undo": document.undo,
                "edit.redo": document.redo,
                "edit.replace": workspace.adding.replace,
                "edit.quick_add": lambda: workspace.adding.ask(QCursor.pos()),
                "edit.find": self.find,
                "edit.add": self.add,
                "view.theme": self.change_theme,
                "view.reset": workspace.docks.reset,
                "view.next_step": lambda: self.read_on(1),
                "view.previous_step": lambda: self.read_on(-1),
                "train.train": training.train,
                "train.on": self.train_on,
                "train.take": workspace.taking.wanted,
                "train.pause": training.pause_or_go_on,
                "train.stop": training.stop,
                "train.restart": self.restart,
                "help.keys": lambda: _open(KeysDialog(workspace.look, workspace.actions_table.shortcuts, workspace)),
                "help.doctor": lambda: _open(dialogs.Doctor([sys.executable, "-m", "studio", "doctor"], workspace)),
                "help.about": lambda: _open(dialogs.About(workspace.look, workspace)),
            }
        )

    def save(self) -> bool:
        """Writes the project, with what is being written on the board; whether it is on the disk now."""
        self._of.board.finish_writing()
        return self._of.document.save()

    def save_as(self) -> None:
        """Asks for a folder and goes on there."""
        self._of.board.finish_writing()
        chosen = QFileDialog.getSaveFileName(self._of, "Save the project in a new folder", str(self._of.document.folder))[0]
        if chosen and self._of.document.save_as(Path(chosen)):
            self._of.follow_folder()

    def train_on(self) -> None:
        """Trains from the weights of the run that is looked at, or else of the newest."""
        run = self._of.inspection.run or self._of.results.trained
        if run is None:
            self._of.say("There is no run yet whose weights a training could begin with. Press Train: that begins with fresh ones.")
        else:
            self._of.training.train(run)

    def restart(self) -> None:
        """Ends the worker and starts another."""
        self._of.training.forget()
        self._of.line.restart()

    def export(self, run: str = "") -> None:
        """Asks what to export, of a given run or the newest, and orders it."""
        dialog = ExportDialog(self._of.look, self._of.results.runs, self._of.document.folder, self._of)
        dialog.choose_run(run)
        dialog.asked.connect(lambda wish: self._order_export(wish, dialog))
        dialog.given_up.connect(lambda: self._of.line.send(Cancel()))
        _open(dialog)

    def find(self) -> None:
        """Opens the finder over the window."""
        Finder(self._of.look, finds(self._of), self._of).open_over(self._of)

    def add(self) -> None:
        """Puts the cursor into the palette's search."""
        self._of.docks.show("palette")
        self._of.panels.palette.focus_search()

    def prefer(self) -> None:
        """Opens the preferences; each change holds at once."""
        dialog = dialogs.PreferencesDialog(self._of.look, self._of.preferences, self._of)
        dialog.changed.connect(self._prefer)
        _open(dialog)

    def change_theme(self) -> None:
        """Goes from dark to light or back, and keeps it."""
        self._prefer(other_theme(self._of.preferences, self._of.look.theme))

    def read_on(self, by: int) -> None:
        """Goes to another step of the lesson, which is in sight then."""
        self._of.docks.show("lesson")
        self._of.panels.lesson.step(by)

    def browse_data(self, start: str, asked: str) -> None:
        """Asks for a folder of images or a NumPy file, as the data panel wishes."""
        if asked == FOLDER:
            path = QFileDialog.getExistingDirectory(self._of, "A folder with one folder of images for each class", start)
        else:
            path = QFileDialog.getOpenFileName(self._of, "A NumPy file with images and labels", start, "NumPy files (*.npz)")[0]
        self._of.panels.data.take_path(path)

    def offer_data(self, source: Source) -> None:
        """Asks whether to train on data that was dropped on the window."""
        project = self._of.document.project
        words = f"Train {project.title} on {source.title()} instead of {project.data.source.title()}? It can be undone."
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        box = QMessageBox(QMessageBox.Icon.Question, "Use this data?", plain(words), yes | no, self._of)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.accepted.connect(lambda: self._of.document.edit_form("Change the data", self._of.document.project.data.replace(source=source)))
        box.open()

    def open_run_folder(self, run: str) -> None:
        """Opens a run's folder in the desktop's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(run_folder(self._of.document.folder, run))))

    def _order_export(self, wish: ExportWish, dialog: ExportDialog) -> None:
        order = Export(
            project=str(self._of.document.folder), run=wish.run or "", weights=wish.weights, format=wish.format, path=str(wish.path)
        )
        try:
            self._of.line.send(order if wish.run else self._untrained(order))
        except PlanError as error:
            dialog.show_refusal(str(error))
            self._of.say(str(error))
            return
        self._of.status.set_note(f"Exporting to {wish.path} …")

    def _untrained(self, order: Export) -> Export:
        """The drawing as it is now; raises PlanError where it is no network yet."""
        project = self._of.document.project
        planned = plan(project.graph, project.title)
        return structs.replace(order, plan=planned, data=project.data, seed=project.recipe.seed, record=record(project))

    def _prefer(self, preferences: Preferences) -> None:
        self._of.preferences = preferences
        self._of.inspection.budget = preferences.live_budget
        self._of.inspection.renew()
        self._of.look.use(theme(preferences.theme))
        self._of.show_motion()
        self._of.preferences_changed.emit(preferences)


def _open(dialog: QDialog) -> None:
    """Shows a dialog that lives no longer than it is open."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
