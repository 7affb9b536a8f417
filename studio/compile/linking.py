"""Which lines of a program belong to which node, on the board and inside modules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from studio.compile.body import body
from studio.compile.page import Lines
from studio.compile.uses import Uses
from studio.graph.module import Instance

Places = Mapping[str, Lines]


def linked(nodes: Places, uses: Uses, functions: Mapping[str, Places]) -> dict[str, Lines]:
    """The lines of each node by its id, of each inner node by its path, with the numbers of repetitions and without.

    Args:
        nodes: What `build` makes: nodes of the board, and by their paths those of modules that are no calls.
        uses: What is calls.
        functions: The lines of inner nodes in the functions, by the module's name.
    """
    found = dict(nodes)
    for use in uses.calls.values():
        for path, lines in _inside(use.instance, use.node, functions):
            found.setdefault(path, lines)
    for path, (first, last) in nodes.items():
        for outer in _around(path):
            start, end = found.get(outer, (first, last))
            found[outer] = (min(start, first), max(end, last))
    return found


def _inside(instance: Instance, path: str, functions: Mapping[str, Places]) -> Iterator[tuple[str, Lines]]:
    numbered = [f"{path}.{number}" for number in range(1, instance.repeat + 1)] if instance.repeat > 1 else []
    for here in (path, *numbered):
        yield from ((f"{here}/{node}", lines) for node, lines in functions[instance.module.name].items())
        for placing in body(instance.module).placings:
            if isinstance(placing.node.block, Instance):
                yield from _inside(placing.node.block, f"{here}/{placing.node.id}", functions)


def _around(path: str) -> list[str]:
    """The modules that a path leads through, and the path and those without the numbers of repetitions."""
    cuts = [cut.start() for cut in re.finditer("/", path)]
    found = [path[:cut] for cut in cuts] + [re.sub(r"\.\d+(?=/)", "", path[: cut + 1])[:-1] for cut in cuts]
    return list(dict.fromkeys([*found, re.sub(r"\.\d+(?=/)", "", path)])) if cuts else []
