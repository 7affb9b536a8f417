"""A drawing taken apart into straight lines: the longest way through it, and what branches off each line, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from studio.graph.layout.depths import Depths, arriving, depths, late, leaving, trunk
from studio.graph.model import Graph, Wire

_SHARED = 3
"""So many ways between the same two nodes lie around the line that they leave; of two only equally long ones do."""

_Ends = tuple[str | None, str | None]


@dataclass(eq=False)
class Line:
    """Nodes that stand at one height, and what lies beside them.

    Attributes:
        nodes: In the data's way; none where a wire alone passes other nodes.
        first: The first column that it needs for itself.
        last: The last one.
        side: -1 above the line that it belongs to, 1 below.
        rank: What is nearer to that line, of two that are equally long.
        beside: What lies above and below it.
        groups: Lines that share the place between two of its nodes, each from top to bottom.
        height: Below the line that it belongs to, in pixels.
    """

    nodes: list[str]
    first: int
    last: int
    side: int = 1
    rank: int = 0
    beside: list[Line] = field(default_factory=list)
    groups: list[list[Line]] = field(default_factory=list)
    height: float = 0.0


def lines(graph: Graph, heights: Mapping[str, float] | None = None) -> tuple[Line, Depths]:
    """The longest way through a drawing, with all else beside it, and the column of each node.

    Args:
        graph: One connected part.
        heights: Where the nodes stand now, if that is to tell what lies above and what below; the order of the ports tells otherwise.
    """
    found = depths(graph)
    way = trunk(graph, found)
    found = late(graph, found, set(way))
    return _Taking(graph, found, heights or {}).root(way), found


class _Taking:
    """Takes a drawing apart.

    Args:
        graph: One connected part.
        found: The column of each node.
        heights: Where the nodes stand now, as far as that matters.
    """

    def __init__(self, graph: Graph, found: Depths, heights: Mapping[str, float]) -> None:
        self._found, self._heights = found, heights
        self._into: dict[str, list[Wire]] = {node: arriving(graph, found, node) for node in found}
        self._from: dict[str, list[Wire]] = {node: leaving(graph, found, node) for node in found}
        self._of: dict[str, Line] = {}
        self._forks: dict[Line, str | None] = {}  # the last node that feeds a line
        self._merges: dict[Line, Wire | None] = {}  # the wire to the first node that it feeds
        self._parents: dict[Line, Line] = {}
        self._levels: dict[Line, int] = {}
        self._crowded: set[tuple[str, str]] = set()  # neighbours on a line with a branch straight between them

    def root(self, way: list[str]) -> Line:
        """The line of these nodes, with all others beside it."""
        root = self._line(way)
        self._levels[root] = 0
        branches = [self._line(self._branch(node)) for node in self._last_first() if node not in self._of]
        self._share(branches)
        at = {(line, self._found[node]): node for node, line in self._of.items()}
        for line in branches:
            self._hang(root, line, at)
        self._pass()
        return root

    def _last_first(self) -> list[str]:
        return sorted(self._found, key=lambda node: (-self._found[node], node))

    def _branch(self, node: str) -> list[str]:
        """The longest way to a node through those that are on no line."""
        way = [node]
        while before := [wire.source for wire in self._into[way[-1]] if wire.source not in self._of]:
            way.append(max(before, key=self._found.__getitem__))
        return way[::-1]

    def _line(self, nodes: list[str]) -> Line:
        """A line with the columns that its wires need to leave others and to reach them."""
        first = min((self._found[wire.source] + 1 for wire in self._into[nodes[0]]), default=self._found[nodes[0]])
        last = max((self._found[wire.target] - 1 for wire in self._from[nodes[-1]]), default=self._found[nodes[-1]])
        line = Line(nodes, first, last)
        self._of |= dict.fromkeys(nodes, line)
        self._forks[line], self._merges[line] = self._fork(nodes), self._merge(nodes)
        return line

    def _fork(self, nodes: list[str]) -> str | None:
        return max((wire.source for wire in self._into[nodes[0]]), key=self._found.__getitem__, default=None)

    def _merge(self, nodes: list[str]) -> Wire | None:
        return min(self._from[nodes[-1]], key=lambda wire: self._found[wire.target], default=None)

    def _ends(self, line: Line) -> _Ends:
        """The node that a line branches off from, and the one where it merges."""
        merge = self._merges[line]
        return self._forks[line], merge.target if merge else None

    def _share(self, branches: list[Line]) -> None:
        """Puts branches between the same two nodes around the line that they leave, the longest stretches first."""
        alike: dict[_Ends, list[Line]] = {}
        for line in branches:
            alike.setdefault(self._ends(line), []).append(line)
        for (fork, merge_at), members in sorted(alike.items(), key=lambda each: min(line.first - line.last for line in each[1])):
            parents = {self._of[node] for node in (fork, merge_at) if node}
            if len(parents) == 1:
                self._group(parents.pop(), fork, merge_at, members)

    def _group(self, parent: Line, fork: str | None, merge: str | None, members: list[Line]) -> None:
        """Puts branches and the stretch of a line beside them around it, where they are many or alike."""
        start = parent.nodes.index(fork) + 1 if fork else 0
        end = parent.nodes.index(merge) if merge else len(parent.nodes)
        stretch = parent.nodes[start:end]
        if not stretch or not (len(members) + 1 >= _SHARED or len(members[0].nodes) == len(stretch)):
            return
        leads = self._merge(stretch)
        if (self._fork(stretch), leads and leads.target) != (fork, merge):
            return
        del parent.nodes[start:end]
        group = sorted([self._line(stretch), *members], key=self._order)
        middle = (len(group) - 1) / 2
        for place, line in enumerate(group):
            line.side = -1 if place < middle else 1
        parent.groups.append(group)
        self._parents |= dict.fromkeys(group, parent)
        if fork and merge and len(group) % 2:
            self._crowded.add((fork, merge))

    def _order(self, line: Line) -> tuple[float, int]:
        """What lies higher comes first."""
        merge = self._merges[line]
        here = line.nodes[0] if self._forks[line] else line.nodes[-1]
        return self._heights.get(here, 0.0), merge.port if merge else 0

    def _hang(self, root: Line, line: Line, at: Mapping[tuple[Line, int], str]) -> None:
        """Puts a branch beside the line that it belongs to."""
        fork, merge = self._forks[line], self._merges[line]
        if line not in self._parents:
            ends = [self._of[node] for node in (merge and merge.target, fork) if node]
            parent = self._parents[line] = max(ends, key=self._level, default=root)  # what only wires back lead to has no ends
            parent.beside.append(line)
            line.side, line.rank = self._side(parent, merge) if merge else (1, 0)
            beside = at.get((parent, self._found[line.nodes[0]]))
            if beside and self._heights.get(beside) != self._heights.get(line.nodes[0]):
                line.side = 1 if self._heights[line.nodes[0]] > self._heights[beside] else -1

    def _level(self, line: Line) -> int:
        """How many lines it is away from the longest way."""
        if line not in self._levels:
            self._levels[line] = self._level(self._parents[line]) + 1
        return self._levels[line]

    def _side(self, parent: Line, wire: Wire) -> tuple[int, int]:
        """Above or below, as its port lies to that of the line's own wire; and how far from that port."""
        others = [other for other in self._into[wire.target] if other.source != wire.source]
        own = [other for other in others if self._of[other.source] is parent] or others
        if not own:
            return 1, 0
        port = max(own, key=lambda other: self._found[other.source]).port
        return (-1 if wire.port < port else 1), abs(wire.port - port)

    def _pass(self) -> None:
        """Puts each wire that passes other nodes beside the line that they are on."""
        follows = {pair for line in set(self._of.values()) for pair in pairwise(line.nodes)} - self._crowded
        for node, wires in self._from.items():
            for wire in wires:
                start, end, target = self._of[node], self._of[wire.target], wire.target
                kept = start is not end and (target == end.nodes[0] or node == start.nodes[-1])
                if self._found[target] - self._found[node] > 1 and not kept and (node, target) not in follows:
                    parent = max((end, start), key=self._level)
                    side, rank = self._side(parent, wire) if parent is end else (-parent.side, 0)
                    parent.beside.append(Line([], self._found[node] + 1, self._found[target] - 1, side, rank))
