"""Lines of a program, and what each of them belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Lines = tuple[int, int]
"""The first line and the last, counted from 1."""


@dataclass
class Page:
    """Grows downwards.

    Attributes:
        lines: All of it.
        places: The lines that each node fills, by its id.
    """

    lines: list[str] = field(default_factory=list)
    places: dict[str, Lines] = field(default_factory=dict)

    def add(self, lines: Iterable[str], *nodes: str) -> None:
        """Puts lines below the others; the nodes have them, and what was theirs before."""
        first = len(self.lines) + 1
        self.lines += lines
        for node in nodes:
            self.places[node] = (self.places.get(node, (first, 0))[0], len(self.lines))

    def place(self, other: Page, gap: int = 0) -> dict[str, Lines]:
        """Puts a page below this one and empty lines below that; the lines of its nodes, as they are now."""
        start = len(self.lines)
        self.lines += [*other.lines, *[""] * gap]
        return {node: (first + start, last + start) for node, (first, last) in other.places.items()}
