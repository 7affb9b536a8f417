"""Where modules come from: the project's own, the person's library, those that travel with the product, and the samples'."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from studio.graph.module import Module
from studio.graph.modules.used import modules_of
from studio.project import file, library, pretrained, samples
from studio.project.errors import ProjectError
from studio.project.project import Project


class Shelf(NamedTuple):
    """Modules that come from one place.

    Attributes:
        key: Which place.
        title: For people.
        modules: What lies there.
    """

    key: str
    title: str
    modules: tuple[Module, ...]


class Shelves:
    """The modules that can be placed in a project."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Looks again at the person's own modules; what of them cannot be read is in `faults`."""
        self._own, self.faults = library.own()

    def of(self, project: Project, inside: Collection[str] = ()) -> tuple[Shelf, ...]:
        """The modules of a project, the person's own, and those that come with the studio; a name stands on the first shelf that has it.

        Args:
            project: The project.
            inside: Names of the modules that are looked into; what would hold itself is left out.
        """
        places = (
            ("modules/project", "Modules", tuple(project.modules.values())),
            ("modules/own", "My modules", self._own),
            ("modules/pretrained", "Pretrained networks", pretrained.shipped()),
            ("modules/shipped", "Shipped modules", (*library.shipped(), *_of_samples())),
        )
        seen: set[str] = set()
        found = []
        for key, title, modules in places:
            new = {module.name: module for module in modules if module.name not in seen}
            seen |= new.keys()
            found.append(Shelf(key, title, tuple(module for module in new.values() if not _holds(module, inside))))
        return tuple(found)

    def on_offer(self, project: Project, inside: Collection[str] = ()) -> Mapping[str, Module]:
        """All modules that can be placed, by name."""
        return {module.name: module for shelf in self.of(project, inside) for module in shelf.modules}


def _holds(module: Module, names: Collection[str]) -> bool:
    """Whether a module is one of these, or has one inside."""
    return bool(names) and (module.name in names or not modules_of(module.graph).keys().isdisjoint(names))


@cache
def _of_samples() -> tuple[Module, ...]:
    """The modules of the samples; a sample that cannot be read says so when it is opened."""
    found: dict[str, Module] = {}
    for sample in samples.samples():
        try:
            found |= {name: module for name, module in file.read(sample.folder).modules.items() if name not in found}
        except ProjectError:
            continue
    return tuple(found.values())
