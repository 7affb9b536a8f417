"""Sections of a drawing that repeat become modules, found by their names or, where these say nothing, by how they are wired."""

from __future__ import annotations

from collections.abc import Sequence

from studio.compile.reading.repeats import by_branches, by_cells, by_name, by_rows
from studio.compile.reading.repeats.likeness import Family, families
from studio.compile.reading.repeats.putting import Folded, moved, put
from studio.compile.reading.repeats.sections import Section
from studio.graph.model import Graph

__all__ = ["Folded", "folded", "moved"]

_CLEARER = 1.5  # times as many nodes that names may leave, which tell people more than wires do
_ROUNDS = 20  # modules within modules that wires can tell


def folded(graph: Graph) -> Folded:
    """The drawing with its repeating sections as modules, those that follow each other as one with a repeat count.

    A drawing without repetition stays as it is.
    """
    named, wired = _by_structure(_by_name(graph)), _by_structure(Folded(graph, {}))
    return named if len(named.graph.nodes) <= _CLEARER * len(wired.graph.nodes) else wired


def _by_name(graph: Graph) -> Folded:
    for sections in by_name.by_name(graph):
        if found := _worth(sections):
            return put(graph, found)
    return Folded(graph, {})


def _worth(sections: Sequence[Section]) -> list[Family]:
    """Sections whose names are alike where two of them repeat; those that repeat nothing stand alone among them."""
    alike = families(sections)
    repeating = {by_name.family(section) for family in alike for section in family.sections}
    known = {id(section) for family in alike for section in family.sections}
    alone = [Family((each,), (), {}) for each in sections if by_name.family(each) in repeating and id(each) not in known]
    return [*alike, *alone]


def _by_structure(before: Folded) -> Folded:
    """The drawing with rows as modules, then branches of these, from the inside to the outside."""
    found = before
    for _ in range(_ROUNDS):
        graph = found.graph
        chosen = (
            families(by_rows.rows(graph))
            or families(_apart(by_branches.branches(graph)))
            or _cells(graph)
            or families(by_rows.series(graph))
        )
        if not chosen:
            break
        after = put(graph, chosen)
        where = {old: moved(path, after.paths) for old, path in found.paths.items()}
        found = Folded(after.graph, {**after.paths, **where})
    return found


def _cells(graph: Graph) -> list[Family]:
    """Cells that repeat, and large ones of one name with them that do not."""
    found = by_cells.cells(graph)
    alike = families(_apart(found))
    covered = {node for family in alike for section in family.sections for node in section.nodes.values()}
    alone = [each for each in found if by_cells.large(each) and covered.isdisjoint(each.nodes.values())]
    return [*alike, *(Family((each,), (), {}) for each in alone)]


def _apart(sections: Sequence[Section]) -> list[Section]:
    """Of sections that repeat and overlap, those that cover most together."""
    forms: dict[object, list[Section]] = {}
    for each in sections:
        forms.setdefault(each.form, []).append(each)
    taken, found = set[str](), list[Section]()
    for alike in sorted(forms.values(), key=lambda each: -len(each) * len(each[0].nodes)):
        free: list[Section] = []
        for each in alike:
            inside = set(each.nodes.values())
            if not inside & (taken | {node for other in free for node in other.nodes.values()}):
                free.append(each)
        if len(free) > 1:
            taken |= {node for each in free for node in each.nodes.values()}
            found += free
    return found
