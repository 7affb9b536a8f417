"""The open project: its folder, history and draft, and word of every change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from studio.app.draft_keeper import DraftKeeper
from studio.app.place import Place
from studio.forms import Form
from studio.graph.edits import EditRefused
from studio.graph.model import Graph
from studio.project import file, pretrained, samples
from studio.project.draft import Draft
from studio.project.errors import ProjectError
from studio.project.history import History
from studio.project.project import Project, View
from studio.project.record import read_record, record


class Document(QObject):
    """One project that a person edits; every edit can be undone.

    Attributes:
        leaving: Another part of the project will be looked at; what is being written belongs to this one.
        changed: The project is another value now, or another part of it is looked at; carries it.
        state_changed: Saved, unsaved or a draft was written; carries a sentence for the status bar.
        failed: Something could not be written, or not be put where one looks; carries the sentence.
    """

    leaving = Signal()
    changed = Signal(object)
    state_changed = Signal(str)
    failed = Signal(str)

    def __init__(self, folder: Path, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.history = History(project)
        self.place = Place()
        self.place.go(project, ())
        self._saved = project
        self.view: Callable[[], View] = lambda: self.project.view  # how it is looked at, which is saved but is no edit
        self._draft = DraftKeeper(folder, lambda: self.project if self.unsaved else None, self)
        self._draft.failed.connect(self.failed)
        self._draft.kept.connect(lambda: self.state_changed.emit("Draft saved"))

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self.history.project

    @property
    def graph(self) -> Graph:
        """The graph that is shown: a drawing, or the inside of a module as the instance has it that was entered."""
        return self.place.entered(self.project).graph

    @property
    def unsaved(self) -> bool:
        """Whether the file differs from what is on the screen; which drawing is looked at does not count."""
        return structs.replace(self._saved, shown=self.project.shown) != self.project

    @property
    def inside(self) -> tuple[str, ...]:
        """Names of the modules that are looked into, from the outside in."""
        return tuple(instance.module.name for instance in self.place.instances(self.project))

    def path(self, node: str) -> str:
        """The id by which the worker and the source know a node that is shown: with the way through modules."""
        return self.place.prefix(self.project) + node

    def local(self, path: str) -> str | None:
        """The node that is shown and has this path; None for one elsewhere."""
        prefix = self.place.prefix(self.project)
        node = path.removeprefix(prefix)
        return node if path.startswith(prefix) and node in self.graph.nodes else None

    def go(self, trail: tuple[str, ...]) -> None:
        """Looks into modules or out of them; that is no edit."""
        if trail != self.place.trail:
            self.leaving.emit()
            self.history.amend(self.project)
            self.place.go(self.project, trail)
            self.changed.emit(self.project)

    def show_graph(self, name: str) -> None:
        """Looks at another drawing of the project; that is no edit."""
        self.leaving.emit()
        self.history.amend(self.project.shows(name))
        self.place.go(self.project, ())
        self.changed.emit(self.project)

    def reread(self) -> None:
        """Takes up blocks that are known by now and were not when the project was read; that is no edit."""
        try:
            again = read_record(record(self.project))
        except ProjectError as error:
            self.failed.emit(str(error))
            return
        if self._saved == self.project:
            self._saved = again
        self.history.amend(again)
        self.place.follow(again)
        self.changed.emit(again)

    def edit_graph(self, label: str, graph: Graph, merge: str = "") -> None:
        """Replaces the graph that is shown, as one step to undo; steps in a row with one merge key become one.

        Inside a module, all its instances change, or the one that was entered where `place.only` says so; what cannot be there is told
        by `failed`.
        """
        try:
            project = self.place.put(self.project, graph)
        except EditRefused as error:
            self.failed.emit(str(error))
            return
        self.edit(label, project, merge)

    def edit_form(self, label: str, form: Form) -> None:
        """Replaces the data or the recipe, as one step to undo."""
        self.edit(label, self.project.with_form(form), label)

    def edit(self, label: str, project: Project, merge: str = "") -> None:
        """Goes on with another project value."""
        if project != self.project:
            self.history.push(label, project, merge)
            self._told()

    def walk(self, step: int) -> None:
        """Goes to any version of the project that is kept; see `History.go_to`."""
        self.history.go_to(step)
        self._told()

    def undo(self) -> None:
        """Takes back the last edit."""
        if self.history.can_undo:
            self.history.undo()
            self._told()

    def redo(self) -> None:
        """Does again what was taken back."""
        if self.history.can_redo:
            self.history.redo()
            self._told()

    def save(self) -> bool:
        """Writes the project file; whether it is on the disk now."""
        try:
            file.write(self.folder, self.project.with_view(self.view()))
        except ProjectError as error:
            self.failed.emit(str(error))
            return False
        self._saved = self.project
        self._draft.discard()
        self.state_changed.emit("Saved")
        return True

    def save_as(self, folder: Path) -> bool:
        """Writes to another folder, with the lesson and pretrained weights, and goes on there; runs stay with the old one."""
        before = self.folder
        self._go_on_in(folder)
        if self.save() and self._take_lesson(before):
            Draft(before).discard()
            return True
        self._go_on_in(before)
        return False

    def _go_on_in(self, folder: Path) -> None:
        self.folder = folder
        self._draft.move(folder)

    def _take_lesson(self, old: Path) -> bool:
        try:
            samples.copy_lesson(old, self.folder)
            pretrained.copy_weights(old, self.folder)
        except ProjectError as error:
            self.failed.emit(str(error))
            return False
        return True

    def write_draft(self) -> None:
        """Writes what is unsaved beside the file, so that a crash loses nothing; it happens by itself a moment after each edit."""
        self._draft.now()

    def discard_draft(self) -> None:
        """Takes the draft away: what is unsaved is not wanted."""
        self._draft.discard()

    def close(self) -> None:
        """Writes no further draft; the one that is there stays."""
        self._draft.close()

    def _told(self) -> None:
        self.place.follow(self.project)
        self._draft.soon()
        self.changed.emit(self.project)
