"""Where the links of a lesson lead: to a node of a drawing, through modules where it stands in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.project.project import Project

SCHEME = "node:"
"""What such a link begins with: `[the stem](node:conv1)`, `[a shortcut](node:ResNet-50/stage1/add)`; a blank in it is written `%20`."""

_LINK = re.compile(r"\]\((node:[^)\s]+)\)")


class Aim(NamedTuple):
    """The node that a link leads to.

    Attributes:
        drawing: Which drawing of the project.
        trail: Ids of the modules that one goes through, from the outside in.
        node: Its id there.
    """

    drawing: str
    trail: tuple[str, ...]
    node: str


def links(lesson: str) -> tuple[str, ...]:
    """All links to nodes in a lesson, in their order."""
    return tuple(_LINK.findall(lesson))


def aim(project: Project, link: str) -> Aim | None:
    """Where a link leads; None where there is no such node.

    The first name may be that of a drawing. Without one it is about the drawing that is shown, or else the first that has such a node.
    """
    names = unquote(link.removeprefix(SCHEME)).split("/")
    if names[0] in project.graphs:
        return _within(project, names[0], names[1:])
    order = (project.shown, *(name for name in project.graphs if name != project.shown))
    return next((found for name in order if (found := _within(project, name, names))), None)


def _within(project: Project, drawing: str, names: Sequence[str]) -> Aim | None:
    """The node that is reached by names, each inside the one before it."""
    graph: Graph | None = project.graphs[drawing]
    steps: list[str] = []
    for name in names:
        node = graph.named(name) if graph is not None else None
        if node is None:
            return None
        steps.append(node.id)
        graph = node.block.module.graph if isinstance(node.block, Instance) else None
    return Aim(drawing, tuple(steps[:-1]), steps[-1]) if steps else None
