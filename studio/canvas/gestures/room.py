"""Room for a card that is put onto a wire: what follows in its row moves on."""

from studio.graph import edits
from studio.graph.cards import COLUMN, ROW
from studio.graph.model import Graph, Position, Wire


def inserted(graph: Graph, node: str, wire: Wire) -> Graph:
    """Puts a node onto a wire and its card between the two others.

    Raises:
        EditRefused: See `studio.graph.edits.insert`.
    """
    return edits.move(edits.insert(graph, node, wire), _places(graph, node, wire))


def _places(graph: Graph, node: str, wire: Wire) -> dict[str, Position]:
    """The new card one column after the source; the rest of the row as far on as it needs."""
    left, top = graph.nodes[wire.source].position
    end = graph.nodes[wire.target].position
    places = {node: (left + COLUMN, top)}
    if abs(end[1] - top) >= ROW / 2 or end[0] <= left:
        return places if _free(graph, node, places[node]) else {}
    way = max(left + 2 * COLUMN - end[0], 0.0)
    row = (other for other in graph.nodes.values() if other.id != node and _same_row(other.position, top) and other.position[0] >= end[0])
    return places | {other.id: (other.position[0] + way, other.position[1]) for other in row}


def _same_row(position: Position, top: float) -> bool:
    return abs(position[1] - top) < ROW / 2


def _free(graph: Graph, node: str, place: Position) -> bool:
    others = (other.position for other in graph.nodes.values() if other.id != node)
    return all(abs(x - place[0]) >= COLUMN or not _same_row((x, y), place[1]) for x, y in others)
