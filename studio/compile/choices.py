"""Parts of a function that are made only where a condition holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from studio.compile.body import Key
from studio.compile.page import Page
from studio.compile.part import Part, kept, statement
from studio.compile.variables import targets


def runs(parts: Iterable[Part], variables: Mapping[Key, str]) -> list[list[Part]]:
    """The parts by what stands together: one after the other under one `if`, where nothing else takes what is between them."""
    found: list[list[Part]] = []
    for part in parts:
        if found and _goes_on(found[-1][-1], part, variables):
            found[-1].append(part)
        else:
            found.append([part])
    return found


def choose(page: Page, run: Sequence[Part], variables: Mapping[Key, str]) -> None:
    """Writes parts that have one condition; where it does not hold, what the first takes is what the last gives."""
    first, last = run[0], run[-1]
    page.add([f"    if {first.condition}:"], first.id)
    for part in run:
        page.add(statement(part, variables, targets(part, variables), indent=8), part.id)
    if other := kept(targets(last, variables), variables[first.takes[0]]):
        page.add(["    else:", *(f"        {line}" for line in other)], last.id)


def _goes_on(before: Part, part: Part, variables: Mapping[Key, str]) -> bool:
    chained = part.takes[:1] == before.gives and variables[before.gives[0]] == "x"
    return chained and bool(part.condition) and part.condition == before.condition
