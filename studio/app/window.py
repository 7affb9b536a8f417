"""The window on the screen: the welcome page, or one project at a time."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QProcess, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QMessageBox, QStackedWidget, QWidget

from studio import paths
from studio.app import preferences, recent
from studio.app.file_drops import FileDrops
from studio.app.last_resort import LastResort
from studio.app.opening_model import ModelOpening, chosen_model, say_with_details
from studio.app.preferences import Preferences
from studio.app.welcome import Welcome
from studio.app.workspace import Workspace
from studio.data import ImageFolder, NumpyFile, Source
from studio.look import Look
from studio.look.plain import plain
from studio.project import file, samples
from studio.project.errors import ProjectError
from studio.project.opened_model import model_file

SMALLEST = QSize(960, 600)
USUAL = QSize(1600, 1000)


class Window(QStackedWidget):
    """Shows a project, or the welcome page where there is none that can be opened.

    Args:
        look: Theme, icons and fonts.
        last_resort: What it writes down is shown in the console panel.
        project: A folder, a sample's name or a Keras model, to begin with.
    """

    def __init__(self, look: Look, last_resort: LastResort | None = None, project: str | None = None) -> None:
        super().__init__()
        self._look, self._last_resort = look, last_resort
        self.preferences: Preferences = preferences.read()
        self.workspace: Workspace | None = None
        self.welcome: Welcome | None = None
        self.setWindowTitle("Abyss Studio")
        self.setWindowIcon(look.icons.icon("logo", look.theme.accent, 32))
        self.setMinimumSize(SMALLEST)
        _recall_size(self)
        self.models = ModelOpening(look, self)
        self._take_models(self.models)
        self._take_drops(FileDrops(self))
        if project is not None:
            self.open_named(project)
        if self.workspace is None:
            self.show_welcome()

    def open_named(self, name: str) -> None:
        """Opens a project by its folder or a sample's name, or a Keras model; what is wrong is said on the page that is shown."""
        model = model_file(paths.meant(name))
        if model is not None and model.exists() and not (paths.meant(name) / file.FILE).exists():
            QTimer.singleShot(0, self, lambda: self.models.open(model))  # when there is a page that can say so
            return
        try:
            self.open_folder(samples.resolve(name))
        except ProjectError as error:
            self.say("This project cannot be opened", str(error))

    def open_folder(self, folder: Path) -> None:
        """Opens a project folder, with its draft where a newer one was found and is wanted.

        Raises:
            ProjectError: The folder holds no project that can be read.
        """
        file.read(folder)  # what cannot be read leaves the project that is open where it is
        if not self.leave_project():
            return
        recent.remember(folder)
        project = file.read(folder)  # once more: it may be the project that was just left, and saved
        self.workspace = Workspace(self._look, folder, project, self.preferences, self)
        self._join(self.workspace)
        self.setCurrentIndex(self.addWidget(self.workspace))
        self._drop_welcome()
        QTimer.singleShot(0, self.workspace, self.workspace.offer_draft)  # when the window is up, which a question would hold back

    def open_sample(self, name: str) -> None:
        """Opens a copy of a sample."""
        self._try(lambda: self.open_folder(samples.open_sample(name)))

    def open_recent(self, folder: Path) -> None:
        """Opens a project from the list of recent ones."""
        self._try(lambda: self.open_folder(folder))

    def open_chosen(self) -> None:
        """Asks for a project folder and opens it."""
        chosen = QFileDialog.getExistingDirectory(self, "Open a project", str(paths.projects()))
        if chosen:
            self._try(lambda: self.open_folder(Path(chosen)))

    def open_chosen_model(self) -> None:
        """Asks for the file of a Keras model and opens it as a drawing."""
        if model := chosen_model(self):
            self.models.open(model)

    def new_project(self, title: str = "Untitled", source: Source | None = None) -> None:
        """Starts a drawing, on given data or none chosen yet."""
        self._try(lambda: self.open_folder(samples.new_project(title, source)))

    def new_from_folder(self) -> None:
        """Asks for a folder of images, one folder a class, and starts a drawing on it."""
        chosen = QFileDialog.getExistingDirectory(self, "A folder with one folder of images for each class")
        if chosen:
            self.new_project(Path(chosen).name, ImageFolder(path=chosen))

    def new_from_numpy(self) -> None:
        """Asks for a NumPy file and starts a drawing on it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "A NumPy file with images and labels", "", "NumPy files (*.npz)")
        if chosen:
            self.new_project(Path(chosen).stem, NumpyFile(path=chosen))

    def open_lab(self, name: str) -> None:
        """Opens a lab in a window of its own, which closes with this one."""
        lab = importlib.import_module(f"studio.labs.{name}").window(self._look, self)
        lab.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lab.show()

    def show_welcome(self) -> None:
        """Leaves the project and shows the welcome page."""
        if not self.leave_project():
            return
        self._drop_welcome()
        self.welcome = Welcome(self._look, samples.samples(), recent.folders(), self)
        self.welcome.sample_chosen.connect(self.open_sample)
        self.welcome.recent_chosen.connect(self.open_recent)
        self.welcome.lab_chosen.connect(self.open_lab)
        self.welcome.open_asked.connect(self.open_chosen)
        self.welcome.model_asked.connect(self.open_chosen_model)
        self.welcome.folder_asked.connect(self.new_from_folder)
        self.welcome.numpy_asked.connect(self.new_from_numpy)
        self.welcome.mnist_asked.connect(lambda: self.new_project("Digits"))
        self.welcome.empty_asked.connect(self.new_project)
        QShortcut(QKeySequence("Ctrl+Shift+L"), self.welcome, self._change_theme)
        self.setCurrentIndex(self.addWidget(self.welcome))
        self.setWindowTitle("Abyss Studio")

    def open_another(self) -> None:
        """Opens a window beside this one, in a process of its own, with its welcome page."""
        if not QProcess.startDetached(sys.executable, ["-P", "-m", "studio"])[0]:
            self.say("No other window could be opened", "The system refuses to start another process. Close something, then try again.")

    def leave_project(self) -> bool:
        """Closes the project, after asking where something is unsaved; whether it may be left."""
        if self.workspace is None:
            return True
        leaving = self.workspace
        if not leaving.may_close():
            return False
        if self.workspace is leaving:  # nobody else has left it while the person was asked
            leaving.shut()
            self.removeWidget(leaving)
            leaving.deleteLater()
            self.workspace = None
        return self.workspace is None

    def say(self, title: str, text: str) -> None:
        """Says what went wrong, on top of whatever is shown."""
        box = QMessageBox(QMessageBox.Icon.Warning, title, plain(text), QMessageBox.StandardButton.Ok, self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        QTimer.singleShot(0, box, box.open)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks where something is unsaved; remembers size and place."""
        if not self.leave_project():
            event.ignore()
            return
        self.models.close()
        _settings().setValue("geometry", self.saveGeometry())
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds what does not fit a small window."""
        super().resizeEvent(event)
        if self.workspace is not None:
            self.workspace.set_room(event.size())

    def _join(self, workspace: Workspace) -> None:
        workspace.title_changed.connect(self.setWindowTitle)
        workspace.setWindowTitle("")
        workspace.show_title()
        workspace.actions_table.bind(
            {
                "project.new": self.new_project,
                "project.open": self.open_chosen,
                "project.open_model": self.open_chosen_model,
                "project.welcome": self.show_welcome,
                "project.new_window": self.open_another,
                "project.quit": self.close,
            }
        )
        workspace.preferences_changed.connect(self._prefer)
        workspace.sample_asked.connect(self.open_sample)
        workspace.program.run_asked.connect(self.models.open)
        if self._last_resort is not None:
            self._last_resort.caught.connect(workspace.note_error)
        workspace.set_room(self.size())

    def _prefer(self, wish: Preferences) -> None:
        self.preferences = wish
        preferences.write(wish)

    def _change_theme(self) -> None:
        """The welcome page has no menu of its own."""
        self._prefer(preferences.other_theme(self.preferences, self._look.theme))
        self._look.use(preferences.theme(self.preferences.theme))

    def _take_models(self, models: ModelOpening) -> None:
        """A model that was read is opened as the project that it is now."""
        models.said.connect(self._say_below)
        models.opened.connect(self.open_recent)
        models.failed.connect(self._refuse_model)

    def _say_below(self, words: str) -> None:
        if self.workspace is not None:
            self.workspace.status.set_note(words)
        elif self.welcome is not None:
            self.welcome.set_note(words)

    def _refuse_model(self, words: str, printed: str) -> None:
        """Why a model is not opened; what a script said itself is in the console, or among the details where there is none."""
        if self.workspace is not None and printed:
            self.workspace.note_error(printed)
            self.workspace.say(f"{words} The console has the whole story.")
        elif self.workspace is not None or not printed:
            self._refuse_drop(words)
        else:
            QTimer.singleShot(0, self, lambda: say_with_details(self, words, printed))

    def _take_drops(self, drops: FileDrops) -> None:
        """What is dropped on the window is opened, trained on, or refused in words."""
        drops.project_dropped.connect(self.open_recent)
        drops.model_dropped.connect(self.models.open)
        drops.data_dropped.connect(self._take_data)
        drops.image_dropped.connect(self._take_image)
        drops.refused.connect(self._refuse_drop)

    def _take_data(self, source: Source) -> None:
        if self.workspace is not None:
            self.workspace.deeds.offer_data(source)
        else:
            self.new_project(Path(source.title()).stem, source)

    def _take_image(self, file: Path) -> None:
        if self.workspace is not None:
            self.workspace.look_at(file)
        else:
            words = f"{file.name} is a single image, and there is no network yet to look at it. Expected: a project that is open."
            self._refuse_drop(f"{words} Open one, then drop the image on it.")

    def _refuse_drop(self, words: str) -> None:
        if self.workspace is not None:
            self.workspace.say(words)
        else:
            self.say("This cannot be opened", words)

    def _drop_welcome(self) -> None:
        if self.welcome is not None:
            self.removeWidget(self.welcome)
            self.welcome.deleteLater()
            self.welcome = None

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except ProjectError as error:
            self.say("This project cannot be opened", str(error))


def _recall_size(window: QWidget) -> None:
    """As large as it was left; else as usual, or as the screen has room for."""
    kept = _settings().value("geometry")
    if not (isinstance(kept, QByteArray) and window.restoreGeometry(kept)):
        room = window.screen().availableGeometry().size()
        window.resize(USUAL.boundedTo(room))
        if room.width() <= USUAL.width() or room.height() <= USUAL.height():
            window.setWindowState(Qt.WindowState.WindowMaximized)


def _settings() -> QSettings:
    return QSettings(str(paths.settings() / "window.ini"), QSettings.Format.IniFormat)
