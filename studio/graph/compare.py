"""Two drawings beside each other: which nodes are the same, what was added, removed and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from studio.blocks.block import Block
from studio.blocks.unknown import UnknownBlock
from studio.graph import paths
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance
from studio.graph.named_values import values
from studio.graph.names import kind

_OF_NODES = ("kind", "name", "state", "trainable", "multiplier", "inside")
"""What is told of a node itself, whatever it calls its own values."""


class Pair(NamedTuple):
    """A node of one drawing and the same node of the other."""

    old: Node
    new: Node


class Change(NamedTuple):
    """A value that differs.

    Attributes:
        field: Of the block, the parameter of its module, or `kind`, `name`, `state`, `repeat`, `inside`; `value name` of a parameter
            that is called like one of these.
        old: What it was; None where the old node has no such value.
        new: What it is.
    """

    field: str
    old: Any
    new: Any


class Comparison(Struct, frozen=True):
    """What differs between two drawings; where cards stand and what is noted beside them does not count.

    Attributes:
        pairs: The nodes that both have, in the order of the new drawing's data.
        added: Nodes of the new drawing alone.
        removed: Nodes of the old drawing alone.
        changed: What differs within pairs, by the id of the new node.
        wires_added: Wires of the new drawing alone, sorted.
        wires_removed: Wires of the old drawing alone, with the ids of the old one, sorted.
        parameters: Parameters of the drawings that differ, by their names; a value is None where a drawing has none of that name.
    """

    pairs: tuple[Pair, ...] = ()
    added: tuple[Node, ...] = ()
    removed: tuple[Node, ...] = ()
    changed: Mapping[str, tuple[Change, ...]] = {}
    wires_added: tuple[Wire, ...] = ()
    wires_removed: tuple[Wire, ...] = ()
    parameters: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed or self.wires_added or self.wires_removed or self.parameters)


def compare(old: Graph, new: Graph) -> Comparison:
    """What differs between two drawings.

    Where they have ids in common, they are two versions of one drawing, and nodes are the same where their ids are. Otherwise nodes are
    the same where name and kind are; of those left, the first of a kind and the first of that kind; of those left, where names are.
    """
    twins = _twins(old, new)
    pairs = tuple(Pair(old.nodes[twins[node]], new.nodes[node]) for node in _in_order(new) if node in twins)
    found = {pair.new.id: changes for pair in pairs if (changes := _changes(pair.old, pair.new))}
    there = set(twins.values())
    known = {here: twin for twin, here in twins.items()}
    now = set(new.wires)
    followed = {wire: Wire(known.get(wire.source, ""), known.get(wire.target, ""), wire.port, wire.outlet) for wire in old.wires}
    return Comparison(
        pairs=pairs,
        added=tuple(new.nodes[node] for node in _in_order(new) if node not in twins),
        removed=tuple(old.nodes[node] for node in _in_order(old) if node not in there),
        changed=found,
        wires_added=tuple(sorted(now - set(followed.values()))),
        wires_removed=tuple(sorted(wire for wire, twin in followed.items() if twin not in now)),
        parameters=_differing(values(old), values(new)),
    )


def _twins(old: Graph, new: Graph) -> dict[str, str]:
    """The old node's id by the new one's."""
    if common := old.nodes.keys() & new.nodes.keys():
        return {node: node for node in common}
    found: dict[str, str] = {}
    for key in (_name_and_kind, _kind, _name):
        left, taken = defaultdict[object, list[str]](list), set(found.values())
        for node in _in_order(old):
            if node not in taken:
                left[key(old.nodes[node])].append(node)
        _pair(found, left, ((node, key(new.nodes[node])) for node in _in_order(new)))
    return found


def _pair(found: dict[str, str], left: Mapping[object, list[str]], wanted: Iterable[tuple[str, object]]) -> None:
    """Adds a twin for each node that has none yet, the first that is left under its key."""
    waiting = {key: iter(nodes) for key, nodes in left.items()}
    for node, key in wanted:
        if node not in found and key in waiting and (twin := next(waiting[key], None)):
            found[node] = twin


def _name_and_kind(node: Node) -> object:
    return node.name, kind(node.block)


def _kind(node: Node) -> object:
    return kind(node.block)


def _name(node: Node) -> object:
    return node.name


def _in_order(graph: Graph) -> list[str]:
    order, tangled = paths.order(graph)
    return [*order, *tangled]


def _changes(old: Node, new: Node) -> tuple[Change, ...]:
    if old is new:
        return ()
    before, after = _values(old), _values(new)
    if before["kind"] != after["kind"]:
        told = ("name", "kind", "state", "trainable", "multiplier")  # the values of two kinds have nothing to do with each other
        before, after = ({field: of_node[field] for field in told} for of_node in (before, after))
    return _differing(before, after)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    fields = [*before, *(field for field in after if field not in before)]
    found = (Change(field, before.get(field), after.get(field)) for field in fields)
    return tuple(change for change in found if change.old != change.new)


def _values(node: Node) -> dict[str, Any]:
    """What can be told of a node, by field."""
    of_node = {"name": node.name, "kind": kind(node.block), "state": node.state, "trainable": node.trainable, "multiplier": node.multiplier}
    match node.block:
        case Instance() as instance:
            first = {f"first {name}": value for name, value in instance.first.items()} if instance.repeat > 1 else {}
            inside = {"inside": (instance.module.graph, instance.module.bindings), "repeat": instance.repeat}
            return of_node | inside | _apart(Instance(instance.module, instance.values).chosen()) | first
        case UnknownBlock(record=record):
            return of_node | _apart({field: value for field, value in record.items() if field != "kind"})
        case Block() as block:
            return of_node | {field.name: getattr(block, field.name) for field in block.form()}


def _apart(values: Mapping[str, Any]) -> dict[str, Any]:
    """A node's own values, told apart from what is told of the node itself."""
    return {f"value {field}" if field in _OF_NODES else field: value for field, value in values.items()}
