"""A graph as plain dicts, lists, numbers and words, and back: in project files, in modules and in what is copied alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from msgspec import structs

from studio.forms.words import shown
from studio.graph.model import Graph, Node, Note
from studio.graph.module import Instance
from studio.graph.named_values import as_module, settled
from studio.graph.names import around
from studio.graph.refusals import EditRefused
from studio.project.node_record import node_record, read_node
from studio.project.note_record import note_record, read_note
from studio.project.parameter_record import binding_fault, binding_record, parameter_record, read_bindings, read_parameters
from studio.project.placed_record import Modules
from studio.project.wire_record import input_words, misfits, read_wires


def graph_record(graph: Graph) -> dict[str, Any]:
    """The nodes by id, each with what feeds it; notes, parameters and bindings where there are any; modules by their names alone."""
    found: dict[str, Any] = {
        "nodes": {node.id: {**node_record(node), "inputs": input_words(graph, node.id)} for node in graph.nodes.values()}
    }
    if graph.notes:
        found["notes"] = {note.id: note_record(note) for note in graph.notes.values()}
    if graph.parameters:
        found["parameters"] = [parameter_record(parameter) for parameter in graph.parameters]
    if bindings := [each for each in graph.bindings if not binding_fault(as_module(graph), each, "drawing")]:
        found["bindings"] = [binding_record(each) for each in bindings]
    return found


def read_graph(plain: Any, modules: Modules, faults: list[str]) -> Graph:
    """The graph of a record. Wires in a circle are read as they are: the drawing shows them as an issue, with its fix.

    Args:
        plain: As it was read.
        modules: What instances may be of.
        faults: What is wrong is added to it, a sentence each.
    """
    records = plain.get("nodes") if isinstance(plain, Mapping) else None
    if not isinstance(records, Mapping):
        faults.append(f"nodes must be a record of nodes by id. Received: {shown(plain)}.")
        return Graph()
    found: list[str] = []
    nodes = {str(key): read_node(str(key), part, modules, found) for key, part in records.items()}
    wires = (wire for key, part in records.items() for wire in read_wires(str(key), part, nodes, found))
    graph = Graph(nodes=nodes, wires=tuple(sorted(wires)), notes=_notes(plain.get("notes", {}), modules, found))
    found += [*_twice(graph), *_shown_twice(graph), *_mistaken(graph)]
    graph = _with_parameters(graph, plain, found)
    faults += found or misfits(graph)
    return graph


def _with_parameters(graph: Graph, plain: Mapping[str, Any], faults: list[str]) -> Graph:
    """The drawing with its parameters; what they come to goes before what the file has in its nodes."""
    told: list[str] = []
    parameters, bindings = read_parameters(plain.get("parameters", []), told), read_bindings(plain.get("bindings", []), told)
    found = structs.replace(graph, parameters=parameters, bindings=bindings)
    told = told or [fault for each in bindings if (fault := binding_fault(as_module(found), each, "drawing"))]
    if not told:
        try:
            return settled(found)
        except EditRefused as refusal:
            told = [str(refusal)]
    faults += told
    return graph


def _notes(plain: Any, modules: Modules, faults: list[str]) -> dict[str, Note]:
    if isinstance(plain, Mapping):
        return {str(key): read_note(str(key), part, modules, faults) for key, part in plain.items()}
    faults.append(f"notes must be a record of notes by id. Received: {shown(plain)}.")
    return {}


def _twice(graph: Graph) -> list[str]:
    names = Counter(node.name for node in graph.nodes.values())
    return [f"{count} nodes are named {name}. Give each a name of its own." for name, count in names.items() if count > 1]


def _shown_twice(graph: Graph) -> list[str]:
    """Modules that are shown in their place and stand there too, as where one person's edits met another's."""
    return [
        f"note {note.id}: it shows the module {note.expanded.name} in its place, but node {note.expanded.id} is there as well. "
        "Take one of the two out."
        for note in graph.notes.values()
        if note.expanded and note.expanded.id in graph.nodes
    ]


def _mistaken(graph: Graph) -> list[str]:
    """Nodes that would be taken for what is inside a module."""
    owners = ((node, _owner(graph, node.id)) for node in graph.nodes.values() if "/" in node.id)
    return [
        f"node {node.name}: its id {node.id} is that of a node inside {owner.name}, which is there as well. Choose another id."
        for node, owner in owners
        if owner
    ]


def _owner(graph: Graph, path: str) -> Node | None:
    """The module on the board that a path leads into, in one of its repetitions."""
    nodes = (graph.nodes.get(each) or graph.nodes.get(re.sub(r"\.\d+$", "", each)) for each in around(path))
    return next((node for node in nodes if node and isinstance(node.block, Instance)), None)
