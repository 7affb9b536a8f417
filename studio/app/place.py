"""Where in a project one looks: which of its drawings, and how deep inside modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.graph.figures import Measured
from studio.graph.manner import Manner
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from studio.graph.modules.definition import defined
from studio.graph.modules.inside import ContentError
from studio.graph.modules.trails import Entered, detached, entered, manner_of, path_of, with_within, within
from studio.graph.named_values import without
from studio.project.in_step import all_modules
from studio.project.project import Project


class Place:
    """The shown drawing, or the inside of a module as the instance has it through which it was entered.

    Attributes:
        trail: Ids of the instances that were entered, from the outside in; empty for the drawing itself.
        only: Whether an edit inside a module concerns this one instance, and not all.
    """

    def __init__(self) -> None:
        self.trail: tuple[str, ...] = ()
        self.only = False
        self._drawing: str | None = None
        self._seen: tuple[Graph, tuple[str, ...], Entered] | None = None
        self._known: tuple[Graph, Measured] | None = None  # of the drawing that was gone through last

    def entered(self, project: Project) -> Entered:
        """What is looked at, and what arrives at its inputs."""
        if self._seen is None or self._seen[0] is not project.graph or self._seen[1] != self.trail:
            self._seen = (project.graph, self.trail, self._entered(project.graph, self.trail))
        return self._seen[2]

    def forget(self) -> None:
        """More is known of the drawing than when it was gone through."""
        self._seen = self._known = None

    def go(self, project: Project, trail: tuple[str, ...]) -> None:
        """Looks elsewhere, as far as the trail leads to modules."""
        self._drawing, self.trail = project.shown, _there(project.graph, trail)
        self.only = self.only and bool(self.trail)

    def follow(self, project: Project) -> None:
        """Stays where it is in another version of the project: as far as the trail leads, and outside where another drawing is shown."""
        self.go(project, self.trail if project.shown == self._drawing else ())

    def instances(self, project: Project) -> list[Instance]:
        """The instances on the trail, as their modules' definitions have them."""
        steps = ((within(project.graph, self.trail[:depth]), step) for depth, step in enumerate(self.trail))
        found = [graph.nodes[step].block for graph, step in steps]
        return [instance for instance in found if isinstance(instance, Instance)]

    def chosen(self, project: Project) -> dict[str, Any]:
        """What the parameters of the module that is looked at are in this instance of it, in the first repetition."""
        instance = self._entered(project.graph, self.trail[:-1]).graph.nodes[self.trail[-1]].block
        return instance.chosen() if isinstance(instance, Instance) else {}

    def names(self, project: Project) -> list[str]:
        """The names of the nodes on the trail."""
        return [within(project.graph, self.trail[:depth]).nodes[step].name for depth, step in enumerate(self.trail)]

    def prefix(self, project: Project) -> str:
        """What the ids of shown nodes begin with where the worker and the source speak of them: in the first repetition."""
        return path_of(project.graph, self.trail)

    def manner(self, project: Project) -> Manner:
        """How what is looked at is trained, and from which weights on, by the modules around it."""
        return manner_of(project.graph, self.trail)

    def put(self, project: Project, graph: Graph) -> Project:
        """The project with another graph in place of the one that is looked at."""
        if not self.trail:
            return project.with_graph(graph)
        outer, graph = self._entered(project.graph, self.trail[:-1]).graph, without(graph)
        instance = outer.nodes[self.trail[-1]].block
        inner = _defined(instance, graph) if isinstance(instance, Instance) else graph
        return project.with_graph(with_within(project.graph, self.trail, inner, self.only, _elsewhere(project)))

    def apart(self, project: Project) -> Project:
        """The project in which the module that is looked at is that of the one instance, where edits concern it alone."""
        return project.with_graph(detached(project.graph, self.trail, _elsewhere(project))) if self.only else project

    def _entered(self, graph: Graph, trail: tuple[str, ...]) -> Entered:
        """What is inside; of an instance with values that its module refuses, the module with its defaults."""
        if not trail:
            return Entered(graph, {})
        if self._known is None or self._known[0] is not graph:
            self._known = (graph, measure(graph, self._known))
        try:
            return entered(graph, self._known[1], trail)
        except ContentError:
            return Entered(within(graph, trail), {})


def _elsewhere(project: Project) -> Mapping[str, Module]:
    """The modules of the drawings that are not shown."""
    return all_modules(graph for name, graph in project.graphs.items() if name != project.shown)


def _defined(instance: Instance, inside: Graph) -> Graph:
    """The module's own graph after an edit of what `_entered` gave."""
    try:
        return defined(instance, inside)
    except ContentError:
        return inside


def _there(graph: Graph, trail: tuple[str, ...]) -> tuple[str, ...]:
    """The part of a trail that leads somewhere."""
    for depth, step in enumerate(trail):
        node = within(graph, trail[:depth]).nodes.get(step)
        if node is None or not isinstance(node.block, Instance):
            return trail[:depth]
    return trail


def way_to(graph: Graph, path: str) -> tuple[tuple[str, ...], str]:
    """The way into modules, and the id there, of the node that has a path in a plan or source; no way where there is none such."""
    return _way_to(graph, [step.partition(".")[0] for step in path.split("/")]) or ((), path)


def _way_to(graph: Graph, steps: Sequence[str]) -> tuple[tuple[str, ...], str] | None:
    """The same for a path in steps, of which an id has several where a module is shown in its place."""
    for count in range(len(steps), 0, -1):
        node = graph.nodes.get("/".join(steps[:count]))
        if node is not None and count == len(steps):
            return (), node.id
        if node is not None and isinstance(node.block, Instance) and (inner := _way_to(node.block.module.graph, steps[count:])):
            return (node.id, *inner[0]), inner[1]
    return None
