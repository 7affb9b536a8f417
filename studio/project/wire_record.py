"""Wires as the words that a node lists for its inputs: `conv1`, or `split1:1` for the second output of `split1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.blocks.unknown import UnknownBlock
from studio.forms.words import shown
from studio.graph.model import Graph, Node, Wire
from studio.graph.names import kind
from studio.graph.rules import inputs_of, outputs_of


def input_words(graph: Graph, node: str) -> list[str | None]:
    """What feeds a node, in the order of its inputs, so that a wire is one word to diff and merge; None where no wire arrives."""
    words = {wire.port: _word(wire) for wire in graph.feeds.get(node, ())}
    return [words.get(port) for port in range(max(words, default=-1) + 1)]


def _word(wire: Wire) -> str:
    return f"{wire.source}:{wire.outlet}" if wire.outlet else wire.source


def read_wires(key: str, plain: Any, nodes: Mapping[str, Node], faults: list[str]) -> list[Wire]:
    """The wires that arrive at a node; what is wrong is added to `faults`, a sentence each.

    Args:
        key: The node's id.
        plain: The node as it was read.
        nodes: All nodes of the graph.
        faults: Where sentences go.
    """
    if not isinstance(plain, Mapping):
        return []  # told already
    name, inputs = nodes[key].name, plain.get("inputs", [])
    if not isinstance(inputs, list) or not all(word is None or isinstance(word, str) for word in inputs):
        faults.append(f"node {name}: inputs must be a list of node ids. Received: {shown(inputs)}.")
        return []
    wires = [_wire(word, key, port) for port, word in enumerate(inputs) if word is not None]
    faults += [
        f"node {name}: input {wire.port + 1} comes from {wire.source}, which is not in the graph. Take it out of inputs."
        for wire in wires
        if wire.source not in nodes
    ]
    return [wire for wire in wires if wire.source in nodes]


def _wire(word: str, target: str, port: int) -> Wire:
    source, colon, outlet = word.rpartition(":")
    if colon and outlet.isdecimal() and len(outlet) < 9:  # more than any module has, and few enough to be read as a number
        return Wire(source, target, port, int(outlet))
    return Wire(word, target, port)


def misfits(graph: Graph) -> list[str]:
    """Wires where a block has no port for them, a sentence a node."""
    found = (_arriving(graph, node) or _leaving(graph, node) for node in graph.nodes.values())
    return [fault for fault in found if fault]


def _arriving(graph: Graph, node: Node) -> str | None:
    wires, count = graph.feeds.get(node.id, ()), inputs_of(node.block)
    if not wires or isinstance(node.block, UnknownBlock):
        return None  # nobody can say how many an unknown block takes
    if count is None:
        gaps = any(wire.port != port for port, wire in enumerate(wires))
        return f"node {node.name}: inputs must be without gaps. Received: null among them. Take it out of inputs." if gaps else None
    if wires[-1].port < count:
        return None
    takes, rest = (("no input", "them"), ("one input", "the others"))[count] if count < 2 else (f"{count} inputs", "the others")
    return f"node {node.name}: {kind(node.block)} takes {takes}. Received: {wires[-1].port + 1}. Take {rest} out of inputs."


def _leaving(graph: Graph, node: Node) -> str | None:
    count = outputs_of(node.block)
    last = max((wire.outlet for wire in graph.follows.get(node.id, ())), default=-1)
    if last < count or isinstance(node.block, UnknownBlock):
        return None
    if not count:
        return f"node {node.name}: {kind(node.block)} has no output, but is named among the inputs of another node. Take it out there."
    has = "one output" if count == 1 else f"{count} outputs"
    return f"node {node.name}: {kind(node.block)} has {has}, counted from 0. Received: {node.id}:{last}. Take it out of the inputs there."
