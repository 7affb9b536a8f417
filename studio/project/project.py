"""The document: graphs, data, recipe and view as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field, structs

from studio.data.data import Data
from studio.forms import Form
from studio.graph.edits import EditRefused
from studio.graph.model import Graph, Position
from studio.graph.module import Module
from studio.graph.named_values import kept
from studio.graph.names import first_free, stem
from studio.project import in_step
from studio.recipe.recipe import Recipe

MAIN = "main"
"""Name of the first graph of a project."""

_LONGEST = 60


class View(Struct, frozen=True):
    """How the project was last looked at.

    Attributes:
        zoom: Of the board; 1 is 100 %.
        centre: The place in the middle of the board; None shows the whole drawing.
        panel: Key of the panel in front; empty for the usual one.
    """

    zoom: float = 1.0
    centre: Position | None = None
    panel: str = ""


class Project(Struct, frozen=True, dict=True):
    """A project is a value: every edit makes another one.

    Attributes:
        title: What people call it.
        graphs: The drawings by name, in the order of their tabs.
        shown: Name of the graph on the board.
        data: Which images, how they are split and prepared.
        recipe: How to train.
        view: How it was last looked at.
    """

    title: str = "Untitled"
    graphs: Mapping[str, Graph] = field(default_factory=lambda: {MAIN: Graph()})
    shown: str = MAIN
    data: Data = Data()
    recipe: Recipe = Recipe()
    view: View = View()

    @property
    def graph(self) -> Graph:
        """The graph on the board."""
        return self.graphs[self.shown]

    @cached_property
    def modules(self) -> Mapping[str, Module]:
        """The modules of all drawings by name, those inside others before these."""
        return in_step.all_modules(self.graphs.values())

    def with_graph(self, graph: Graph) -> Project:
        """The project with another drawing in place of the one on the board.

        Where a module of it has changed, all drawings have the new one. A module that comes anew while another goes by its name gets a
        name of its own. Values that were set go on following no parameter of the drawing.
        """
        graph = kept(self.graph, graph)
        if all(self.modules.get(module.name) is module for module in in_step.nested(graph)):
            return structs.replace(self, graphs={**self.graphs, self.shown: graph})
        return structs.replace(self, graphs=in_step.in_step(self.graphs, self.shown, graph))

    def with_module(self, module: Module) -> Project:
        """The project with a module in place of the one of its name, in all drawings, inside other modules too."""
        return structs.replace(self, graphs=in_step.with_module(self.graphs, module))

    def with_new_graph(self, name: str = "") -> Project:
        """The project with an empty drawing after the others, which is then on the board.

        Args:
            name: Of the drawing; without one it gets the next free one, such as `main2`.

        Raises:
            EditRefused: The name cannot be one, or is taken.
        """
        name = name or first_free(stem(self.shown) or MAIN, {*self.graphs, f"{stem(self.shown) or MAIN}1"})
        self._check_name(name)
        return structs.replace(self, graphs={**self.graphs, name: Graph()}, shown=name)

    def renamed(self, name: str, new: str) -> Project:
        """The project with a drawing under another name, at its place.

        Raises:
            EditRefused: There is no such drawing, or the name cannot be one, or is taken.
        """
        self._check_there(name)
        if name == new:
            return self
        self._check_name(new)
        graphs = {new if key == name else key: graph for key, graph in self.graphs.items()}
        return structs.replace(self, graphs=graphs, shown=new if self.shown == name else self.shown)

    def without_graph(self, name: str) -> Project:
        """The project without a drawing; where it was on the board, the one beside it is.

        Raises:
            EditRefused: There is no such drawing, or it is the last one.
        """
        self._check_there(name)
        if len(self.graphs) == 1:
            raise EditRefused(f"{name} is the last drawing of the project, which needs one. Start another one first.")
        left = {key: graph for key, graph in self.graphs.items() if key != name}
        beside = list(left)[max(0, list(self.graphs).index(name) - 1)]
        return structs.replace(self, graphs=left, shown=beside if self.shown == name else self.shown)

    def shows(self, name: str) -> Project:
        """The project with another of its drawings on the board.

        Raises:
            EditRefused: There is no such drawing.
        """
        self._check_there(name)
        return structs.replace(self, shown=name)

    def with_form(self, form: Form) -> Project:
        """The project with other data or another recipe.

        Raises:
            TypeError: The form is neither.
        """
        match form:
            case Data():
                return structs.replace(self, data=form)
            case Recipe():
                return structs.replace(self, recipe=form)
            case _:
                raise TypeError(f"A project holds a Data and a Recipe. Received: {type(form).__name__}.")

    def with_title(self, title: str) -> Project:
        """The project under another title.

        Raises:
            EditRefused: It cannot be one.
        """
        if not _is_line(title):
            raise EditRefused(f"The name of a project is a line of 1 to {_LONGEST} characters. Received: {title!r}. Try My network.")
        return structs.replace(self, title=title)

    def with_view(self, view: View) -> Project:
        """The project looked at in another way."""
        return structs.replace(self, view=view)

    def _check_there(self, name: str) -> None:
        if name not in self.graphs:
            raise EditRefused(f"The project has no drawing {name}. Known: {', '.join(self.graphs)}. It may have been removed since.")

    def _check_name(self, name: str) -> None:
        if not _is_line(name):
            raise EditRefused(f"The name of a drawing is a line of 1 to {_LONGEST} characters. Received: {name!r}. Try {MAIN}2.")
        if name in self.graphs:
            raise EditRefused(
                f"The name {name} is taken by another drawing. Choose another, such as {first_free(stem(name), self.graphs)}."
            )


def _is_line(name: str) -> bool:
    return bool(name.strip()) and len(name) <= _LONGEST and name.isprintable()
