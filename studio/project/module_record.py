"""Modules as plain dicts, lists, numbers and words, and back: a table by name, so that what is used often is kept once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.forms.words import shown
from studio.graph import paths
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Module
from studio.graph.modules.inside import DEEPEST
from studio.graph.names import name_fault
from studio.project.graph_record import graph_record, read_graph
from studio.project.parameter_record import binding_fault, binding_record, parameter_record, read_bindings, read_parameters
from studio.project.placed_record import MODULE, NOWHERE, Modules

_DEEPEST = 2 * DEEPEST
"""How many modules in each other are read: more than can be built, so that the issue is seen and mended on the board."""


def modules_record(modules: Mapping[str, Module]) -> dict[str, Any]:
    """The modules by name; what is inside others must be among them."""
    return {name: _module_record(module) for name, module in modules.items()}


def _module_record(module: Module) -> dict[str, Any]:
    """A module as it can be read again: bindings of nodes that are gone say nothing any more."""
    return {
        "title": module.title,
        "icon": module.icon,
        "help": module.help,
        "parameters": [parameter_record(parameter) for parameter in module.parameters],
        "bindings": [binding_record(binding) for binding in module.bindings if not binding_fault(module, binding)],
        "graph": graph_record(module.graph),
        **({"also": list(module.also)} if module.also else {}),
        **({"pretrained": module.pretrained} if module.pretrained else {}),
    }


def read_modules(plain: Any, faults: list[str]) -> dict[str, Module | None]:
    """The modules of a table, each read once and shared by all its instances; None for those on a circle, which cannot be.

    Args:
        plain: As it was read.
        faults: What is wrong is added to it, a sentence each.
    """
    if not isinstance(plain, Mapping):
        faults.append(f"modules must be a record of modules by name. Received: {shown(plain)}.")
        return {}
    order, tangled, circles = _order(plain)
    faults += [_circle(circle) for circle in circles]
    found: dict[str, Module | None] = dict.fromkeys(sorted(tangled))
    for name in order:
        told: list[str] = []
        found[name] = _module(name, plain[name], found, told)
        faults += [f"module {name}: {fault}" for fault in told]
    return found


def _module(name: str, plain: Any, modules: Modules, faults: list[str]) -> Module | None:
    if not isinstance(plain, Mapping):
        faults.append(f"it must be a record with a graph, parameters and bindings. Received: {shown(plain)}.")
        return None
    if fault := name_fault(name):
        faults.append(fault)
    told: list[str] = []
    module = Module(
        name=name,
        graph=read_graph(plain.get("graph"), modules, told),
        parameters=read_parameters(plain.get("parameters", []), told),
        bindings=read_bindings(plain.get("bindings", []), told),
        also=_also(plain.get("also", []), told),
        **{part: _text(plain, part, usual, told) for part, usual in (("title", ""), ("icon", "boxes"), ("help", ""), ("pretrained", ""))},
    )
    if module.depth > _DEEPEST:
        faults.append(f"modules lie in each other at most {_DEEPEST} deep. Received: {module.depth}. Take out what is inside it.")
        return None
    faults += told or [fault for binding in module.bindings if (fault := binding_fault(module, binding))]
    return module


def _text(plain: Mapping[str, Any], part: str, usual: str, faults: list[str]) -> str:
    text = plain.get(part, usual)
    if isinstance(text, str):
        return text
    faults.append(f"{part} must be text. Received: {shown(text)}.")
    return usual


def _also(plain: Any, faults: list[str]) -> tuple[str, ...]:
    if isinstance(plain, list) and all(isinstance(name, str) for name in plain):
        return tuple(plain)
    faults.append(f"also must be a list of names. Received: {shown(plain)}.")
    return ()


def _circle(circle: Sequence[str]) -> str:
    way = " → ".join((*circle, circle[0]))
    return f"modules: {way} is a circle, but a module cannot be inside itself. Take one of them out of the one before it."


def _order(plain: Mapping[str, Any]) -> tuple[list[str], list[str], list[list[str]]]:
    """The names so that what is inside others comes before them, those that have no such order, and the circles among these."""
    inside = [Wire(inner, name) for name, part in plain.items() for inner in sorted(set(_named(part))) if inner in plain]
    graph = Graph({name: Node(name, NOWHERE, name) for name in plain}, tuple(sorted(inside)))
    order, tangled = paths.order(graph)
    return order, tangled, paths.circles(graph, tangled)


def _named(plain: Any) -> Iterator[str]:
    """The names of the modules that have instances anywhere in a record, right or wrong."""
    if isinstance(plain, Mapping):
        if plain.get("kind") == MODULE and isinstance(plain.get("module"), str):
            yield plain["module"]
        for part in plain.values():
            yield from _named(part)
