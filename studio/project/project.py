"""The document: graphs, data, recipe and view as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field, structs

from studio.data.data import Data
from studio.forms import Form
from studio.graph.model import Graph, Position
from studio.recipe.recipe import Recipe

MAIN = "main"
"""Name of the first graph of a project."""


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


class Project(Struct, frozen=True):
    """A project is a value: every edit makes another one.

    Attributes:
        title: What people call it.
        graphs: The drawings by name.
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

    def with_graph(self, graph: Graph) -> Project:
        """The project with another drawing in place of the one on the board."""
        return structs.replace(self, graphs={**self.graphs, self.shown: graph})

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
        """The project under another title."""
        return structs.replace(self, title=title)

    def with_view(self, view: View) -> Project:
        """The project looked at in another way."""
        return structs.replace(self, view=view)
