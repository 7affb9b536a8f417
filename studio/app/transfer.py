"""Transfer learning in the window: pretrained networks are added, their weights fetched, and heads fitted to the data."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt

from studio.app.pretrained_dialog import PretrainedDialog
from studio.graph.edits import EditRefused
from studio.graph.entry import is_pretrained
from studio.graph.head import fit_head
from studio.graph.manner import kept_at
from studio.graph.module import Module
from studio.graph.modules.used import modules_of
from studio.messages import events
from studio.messages.orders import Cancel, Fetch
from studio.project.errors import ProjectError
from studio.project.module_file import module_of
from studio.project.pretrained import Wanted, applications, wanted, weights_of
from studio.project.project import Project

if TYPE_CHECKING:
    from studio.app.workspace import Workspace


class Transfer(QObject):
    """Bound to its actions.

    Args:
        workspace: The window.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._of = workspace
        self._dialog: PretrainedDialog | None = None
        self._known = frozenset(_named(workspace.document.project))
        workspace.document.changed.connect(self._tell_missing)
        workspace.actions_table.bind(
            {
                "module.pretrained": self.ask,
                "train.fetch": self.fetch,
                "train.fit_head": self.fit,
                "train.fit_head_frozen": lambda: self.fit(freeze=True),
            }
        )
        workspace.line.told.connect(self.take)

    def ask(self) -> PretrainedDialog:
        """Opens the list of pretrained networks."""
        facts = self._of.drawing.facts
        side = min(facts.shape[:2]) if facts is not None and len(facts.shape) == 3 else 224
        self._dialog = dialog = PretrainedDialog(self._of.look, applications(), side, self._of)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asked.connect(self._order)
        dialog.given_up.connect(lambda: self._of.line.send(Cancel()))
        dialog.destroyed.connect(self._forget)
        dialog.open()
        return dialog

    def fetch(self) -> None:
        """Asks for the weights of all pretrained networks of the project that are not here."""
        missing = [key for key in _named(self._of.document.project) if weights_of(self._of.document.folder, key) is None]
        found = [wish for key in missing if (wish := wanted(key))]
        if not found:
            other = f" {missing[0]} is none of Keras's, and cannot be fetched." if missing else ""
            self._of.say(f"No pretrained weights are missing in this project.{other}")
        for wish in found:
            self._of.note(f"The weights of {wish.name} are fetched as soon as TensorFlow is loaded …")
            self._of.line.send(Fetch(project=str(self._of.document.folder), wanted=wish))

    def fit(self, freeze: bool = False) -> None:
        """Fits head and entry of the drawing to the data, as one step to undo."""
        facts, project = self._of.drawing.facts, self._of.document.project
        if facts is None:
            self._of.say("The data cannot be read, so nobody knows how many classes it has. Choose data first, then fit the head.")
            return
        if self._of.document.place.trail:
            self._of.say("The inside of a module is on the board, which has no head. Go out of it, then fit the head.")
            return
        try:
            fitted = fit_head(project.graph, facts.shape, len(facts.classes), freeze)
        except EditRefused as error:
            self._of.say(str(error))
            return
        new, words = _with_raw_pixels(project.with_graph(fitted.graph))
        self._of.document.edit("Fit the head to the data", new)
        self._of.note(f"{fitted.words}{words}")

    def take(self, event: Any) -> None:
        """Follows what the worker says."""
        match event:
            case events.Fetching() if self._dialog is not None:
                self._dialog.show_progress(event)
            case events.Fetching(stage="downloading", wanted=wish, done=done, total=total) if total:
                self._of.status.set_note(f"Downloading the weights of {wish.name}: {round(100 * done / total)} %")
            case events.Fetched():
                self._fetched(event)
            case events.Refused(order="Fetch", text=text):
                if self._dialog is not None:
                    self._dialog.show_refusal(text)
                self._of.say(text)
            case events.Started(beginning=words) if words:
                self._of.note(words)

    def _tell_missing(self, project: Project) -> None:
        """Tells of weights that what came into the project names, and that stayed where it came from."""
        named, before = _named(project), self._known
        self._known = frozenset(named)
        if missing := [key for key in named if key not in before and weights_of(self._of.document.folder, key) is None]:
            self._of.say(_left_behind(missing[0]))

    def _order(self, wish: Wanted, weights: bool) -> None:
        self._of.line.send(Fetch(project=str(self._of.document.folder), wanted=wish, weights=weights, place=(0.0, 0.0)))

    def _forget(self) -> None:
        self._dialog = None

    def _fetched(self, event: events.Fetched) -> None:
        if event.place is not None:
            self._add(event)
        else:
            self._of.inspection.renew_network()
        (self._of.note if event.weights else self._of.say)(event.words)
        if self._dialog is not None:
            self._dialog.show_done(event)

    def _add(self, event: events.Fetched) -> None:
        """Places the network as a block chosen from the palette is."""
        try:
            module: Module = module_of(event.module)
        except ProjectError as error:
            self._of.say(str(error))
            return
        self._known |= {module.pretrained}  # of whose weights one is told already
        self._of.adding.add_module(module)


def _named(project: Project) -> list[str]:
    """The networks with whose weights nodes of a project begin."""
    found: dict[str, None] = {}
    for graph in project.graphs.values():
        modules = modules_of(graph).values()
        for node in chain(graph.nodes.values(), *(module.graph.nodes.values() for module in modules)):
            found |= {kept_at(node.pretrained)[0]: None} if node.pretrained else {}
        found |= {module.pretrained: None for module in modules if module.pretrained}
    return list(found)


def _left_behind(key: str) -> str:
    words = f"The pretrained weights of {key} are not with this project, so what names them begins with random ones."
    return f"{words} Choose Fetch the pretrained weights (menu Train) where there is a connection." if wanted(key) else words


def _with_raw_pixels(project: Project) -> tuple[Project, str]:
    """The project with what it does to pixels switched off where a pretrained network does that itself, and words on it."""
    if not is_pretrained(project.graph) or (not project.data.scale and project.data.centre == "none"):
        return project, ""
    data = project.data.replace(scale=False, centre="none")
    return replace(project, data=data), " Scaling and centring of the data are switched off, for the pretrained network takes raw pixels."
