"""Which nodes of a program are which of the program before it was edited: by name, then by what they are and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.model import Graph, Node
from studio.graph.module import Instance

_ENDS = (Input, Output, ModuleInput, ModuleOutput)


def paired(old: Graph, new: Graph) -> dict[str, str]:
    """The nodes of the old drawing by those of the new one that they are; others came or went.

    Nodes of one name are the same, whatever they hold. Of the others those are that stand between the same neighbours and hold the same
    block, then the same kind of block: they were renamed.
    """
    found = {node: node for node in new.nodes if node in old.nodes and _may_be(old.nodes[node], new.nodes[node])}
    for kind in _ENDS:
        _pair(found, _left(old, found.values(), kind), _left(new, found, kind), lambda _one, _other: True)
    gaps = _gaps(old, new, found)
    for alike in (_equal, _same_kind):
        for before, now in gaps:
            _pair(found, before, now, alike)
    return found


def _may_be(one: Node, other: Node) -> bool:
    """Whether a node can become another: an end stays one, a port its own."""
    kinds = [next((kind for kind in _ENDS if isinstance(node.block, kind)), None) for node in (one, other)]
    return kinds[0] is kinds[1] and getattr(one.block, "port", 0) == getattr(other.block, "port", 0)


def _left(graph: Graph, taken: object, kind: type[object]) -> list[Node]:
    ids = set(taken)  # type: ignore[call-overload]  # a dict or its values
    return [node for node in graph.nodes.values() if node.id not in ids and isinstance(node.block, kind)]


def _equal(one: Node, other: Node) -> bool:
    return one.block == other.block


def _same_kind(one: Node, other: Node) -> bool:
    if isinstance(one.block, Instance) and isinstance(other.block, Instance):
        return one.block.module.name == other.block.module.name
    return type(one.block) is type(other.block) and not isinstance(one.block, _ENDS)


def _pair(found: dict[str, str], before: Sequence[Node], now: Sequence[Node], alike: Callable[[Node, Node], bool]) -> None:
    """Pairs what is alike, in order."""
    taken, rest = set(found.values()), [node for node in now if node.id not in found]
    for node in rest:
        match = next((each for each in before if each.id not in taken and _may_be(each, node) and alike(each, node)), None)
        if match is not None:
            found[node.id] = match.id
            taken.add(match.id)


def _gaps(old: Graph, new: Graph, found: dict[str, str]) -> list[tuple[list[Node], list[Node]]]:
    """What stands between the same two nodes that are known, in both; in the order of the programs."""
    known = set(found.values())
    before = dict(_runs(old, lambda node: node if node in known else None))
    return [(before.get(key, []), nodes) for key, nodes in _runs(new, found.get)]


def _runs(graph: Graph, anchor: Callable[[str], str | None]) -> Iterator[tuple[str, list[Node]]]:
    """The nodes that are not known, in rows, by the known one before each row."""
    last = ""
    for is_known, row in groupby(graph.nodes.values(), key=lambda node: anchor(node.id) is not None):
        nodes = list(row)
        if is_known:
            last = anchor(nodes[-1].id) or ""
        else:
            yield last, nodes
