"""A graph as plain dicts, lists, numbers and words, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from studio.blocks.block import Block
from studio.blocks.catalogue import read_block
from studio.blocks.unknown import UnknownBlock
from studio.forms import FormError
from studio.forms.words import shown
from studio.graph import paths
from studio.graph.model import Graph, Node, Position, Wire
from studio.graph.names import kind, name_fault
from studio.graph.rules import gives_output, takes_input, takes_many
from studio.project.placed_record import placed_record

_NOWHERE = UnknownBlock({})
_FARTHEST = 1e9  # pixels; what is farther is no place on a board, and not a number is not within it either


def graph_record(graph: Graph) -> dict[str, Any]:
    """The nodes by id; each names the nodes that feed it, in the order of its inputs, so that a wire is one word to diff and merge."""
    return {"nodes": {node.id: _node_record(graph, node) for node in graph.nodes.values()}}


def _node_record(graph: Graph, node: Node) -> dict[str, Any]:
    sources = {wire.port: wire.source for wire in graph.feeds.get(node.id, ())}
    return {
        "block": placed_record(node.block),
        "inputs": [sources.get(port) for port in range(max(sources, default=-1) + 1)],
        "name": node.name,
        "position": [round(place) for place in node.position],
    }


def read_graph(name: str, plain: Any, faults: list[str]) -> Graph:
    """The graph of a record; what is wrong is added to `faults`, a sentence each."""
    nodes = plain.get("nodes") if isinstance(plain, Mapping) else None
    if not isinstance(nodes, Mapping):
        faults.append(f"graph {name} must hold its nodes by id. Received: {shown(plain)}.")
        return Graph()
    found: list[str] = []
    read = {str(key): _node(str(key), part, found) for key, part in nodes.items()}
    wires = tuple(wire for key, part in nodes.items() for wire in _wires(str(key), part, read, found))
    graph = Graph(nodes=read, wires=tuple(sorted(wires)))
    found += _twice(graph)
    if not found:
        found += _misfits(graph) or _circles(graph)
    faults += [f"graph {name}: {fault}" for fault in found]
    return graph


def _node(key: str, plain: Any, faults: list[str]) -> Node:
    if not isinstance(plain, Mapping):
        faults.append(f"node {key} must be a record with block, inputs, name and position. Received: {shown(plain)}.")
        return Node(key, _NOWHERE, key)
    name = plain.get("name")
    if not isinstance(name, str):
        faults.append(f"node {key}: name must be text. Received: {shown(name)}.")
        name = key
    elif fault := name_fault(name):
        faults.append(f"node {key}: {fault}")
    return Node(id=key, block=_block(name, plain, faults), name=name, position=_position(name, plain, faults))


def _block(name: str, plain: Mapping[str, Any], faults: list[str]) -> Block | UnknownBlock:
    block = plain.get("block")
    if not isinstance(block, Mapping) or not isinstance(block.get("kind"), str):
        faults.append(f"node {name}: block must be a record with a kind, such as Conv2D. Received: {shown(block)}.")
        return _NOWHERE
    try:
        return read_block(dict(block))
    except FormError as error:
        faults += [f"node {name}: {fault}" for fault in error.faults]
        return _NOWHERE


def _position(name: str, plain: Mapping[str, Any], faults: list[str]) -> Position:
    match plain.get("position"):
        case [int() | float() as x, int() | float() as y] if abs(x) <= _FARTHEST and abs(y) <= _FARTHEST:
            return (float(x), float(y))
        case other:
            faults.append(f"node {name}: position must be two numbers, right and down. Received: {shown(other)}.")
            return (0.0, 0.0)


def _wires(key: str, plain: Any, nodes: Mapping[str, Node], faults: list[str]) -> list[Wire]:
    if not isinstance(plain, Mapping):
        return []  # told already
    name, inputs = nodes[key].name, plain.get("inputs", [])
    if not isinstance(inputs, list) or not all(source is None or isinstance(source, str) for source in inputs):
        faults.append(f"node {name}: inputs must be a list of node ids. Received: {shown(inputs)}.")
        return []
    lost = [(port, source) for port, source in enumerate(inputs) if source is not None and source not in nodes]
    faults += [
        f"node {name}: input {port + 1} comes from {source}, which is not in the graph. Take it out of inputs." for port, source in lost
    ]
    return [Wire(source, key, port) for port, source in enumerate(inputs) if source in nodes]


def _twice(graph: Graph) -> list[str]:
    names = Counter(node.name for node in graph.nodes.values())
    return [f"{count} nodes are named {name}. Give each a name of its own." for name, count in names.items() if count > 1]


def _misfits(graph: Graph) -> list[str]:
    """Wires where a block has no port for them."""
    return [fault for node in graph.nodes.values() if (fault := _misfit(graph, node))]


def _misfit(graph: Graph, node: Node) -> str | None:
    arriving = graph.feeds.get(node.id, ())
    if isinstance(node.block, UnknownBlock):
        return None  # nobody can say how many it takes
    if arriving and not takes_input(node.block):
        return f"node {node.name}: {kind(node.block)} takes no input. Received: {len(arriving)}. Take them out of inputs."
    if len(arriving) > 1 and not takes_many(node.block):
        return f"node {node.name}: {kind(node.block)} takes one input. Received: {len(arriving)}. Take the others out of inputs."
    if any(wire.port != port for port, wire in enumerate(arriving)):
        return f"node {node.name}: inputs must be without gaps. Received: null among them. Take it out of inputs."
    if node.id in graph.follows and not gives_output(node.block):
        return f"node {node.name}: {kind(node.block)} has no output, but is named among the inputs of another node. Take it out there."
    return None


def _circles(graph: Graph) -> list[str]:
    found = paths.circles(graph, paths.order(graph)[1])
    return [
        f"{' → '.join(graph.nodes[node].name for node in (*circle, circle[0]))} is a circle, but data flows one way. {_MEND}"
        for circle in found
    ]


_MEND = "Take one of them out of the inputs of the next."
