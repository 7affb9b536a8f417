"""The columns of one connected part of a drawing, and how high each card stands in its column."""

from __future__ import annotations

from studio.graph import paths
from studio.graph.cards import ROW
from studio.graph.model import Graph

Columns = list[dict[str, float]]  # height by node id, in pixels, column by column

_SPACING = 72  # the layout's own unit between two nodes of a layer
_GRID = 8
_TOO_DENSE = 100
"""Wires side by side, on average, from which no order of the cards makes a drawing readable."""
_MOST_STEPS = 20_000
"""Columns passed by all wires together, from which the layered layout takes more than half a second, in one piece."""


def columns(graph: Graph) -> Columns:
    """Columns in the data's way, with few crossings and straight chains.

    Args:
        graph: One connected part: every node has a wire.
    """
    from fast_sugiyama import from_edges  # for the first layout, not for the program's start

    nodes = _by_ports(graph)
    index = {node: number for number, node in enumerate(nodes)}
    pairs = sorted({(index[wire.source], index[wire.target]) for wire in graph.wires if wire.source != wire.target}, reverse=True)
    depths = _depths(graph)
    steps = _steps(graph, depths)
    if not pairs or steps > min(_MOST_STEPS, _TOO_DENSE * (max(depths.values()) + 1)):
        return _spaced(_plain(depths))
    places = {nodes[number]: place for number, place in from_edges(pairs, vertex_spacing=_SPACING).to_dict().items() if number < len(nodes)}
    return _spaced(_transposed(places))


def _by_ports(graph: Graph) -> list[str]:
    """The nodes as one finds them from the end of the network, the branch at the first port before the others.

    Where nothing else decides, the layered layout has branches in the order in which their nodes come, so that they lie in the order of
    the ports that they lead to.
    """
    found, todo = dict[str, None](), [*sorted(graph.nodes), *sorted(graph.nodes.keys() - graph.follows.keys(), reverse=True)]
    while todo:
        node = todo.pop()
        if node not in found:
            found[node] = None
            todo += [wire.source for wire in reversed(graph.feeds.get(node, ()))]
    return list(found)


def _transposed(places: dict[str, tuple[float, float]]) -> Columns:
    """Layers from top to bottom become columns from left to right; the layout counts its layers upwards."""
    found: dict[float, dict[str, float]] = {}
    for node, (across, up) in places.items():
        found.setdefault(-up, {})[node] = across * ROW / _SPACING
    return [found[layer] for layer in sorted(found)]


def _spaced(layers: Columns) -> Columns:
    """Cards on the grid, each at least a row below the one above it."""
    spaced = []
    for layer in layers:
        column: dict[str, float] = {}
        lowest = float("-inf")
        for height, node in sorted((height, node) for node, height in layer.items()):
            lowest = max(round(height / _GRID) * _GRID, lowest + ROW)
            column[node] = float(lowest)
        spaced.append(column)
    return spaced


def _depths(graph: Graph) -> dict[str, int]:
    """Length of the longest way to each node; a wire that closes a circle does not count."""
    ordered, tangled = paths.order(graph)
    found: dict[str, int] = {}
    for node in (*ordered, *tangled):
        found[node] = max((found[wire.source] + 1 for wire in graph.feeds.get(node, ()) if wire.source in found), default=0)
    return found


def _steps(graph: Graph, depths: dict[str, int]) -> int:
    """How many columns all wires together pass."""
    return sum(abs(depths[wire.target] - depths[wire.source]) for wire in graph.wires)


def _plain(depths: dict[str, int]) -> Columns:
    """A column for each depth, for drawings so dense that no order makes them readable."""
    found: Columns = [{} for _ in range(max(depths.values(), default=-1) + 1)]
    for node, depth in sorted(depths.items()):
        found[depth][node] = float(len(found[depth]) * ROW)
    return [column for column in found if column]
