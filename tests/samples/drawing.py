"""What every sample is drawn with: the graph's own edits, the shipped modules and the studio's layout."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec.structs import replace

from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.reshaping import ZeroPadding2D
from studio.graph import edits
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph
from studio.graph.module import Binding, Instance, Module, Parameter, Placed
from studio.graph.named_values import settled
from studio.project.library import shipped

Named = tuple[str, Placed]

IMAGE = Input(shape=(224, 224, 3))
"""A photograph of ImageNet, as most networks take it."""

DIGIT = Input(shape=(28, 28, 1))
"""What the small drawings take."""

DIGITS = 10


@cache
def _modules() -> Mapping[str, Module]:
    return {module.name: module for module in shipped()}


def module(name: str, repeat: int = 1, first: Mapping[str, Any] | None = None, **values: Any) -> Instance:
    """An instance of a shipped module."""
    return Instance(_modules()[name], values, repeat, first or {})


def in_a_row(*named: Named, graph: Graph | None = None) -> Graph:
    """Nodes wired one after the other, by their first ports; not laid out."""
    graph, last = graph or Graph(), None
    for name, block in named:
        graph, node = edits.add(graph, block, (0.0, 0.0), name)
        graph = edits.connect(graph, last, node) if last else graph
        last = node
    return graph


def tidy(graph: Graph) -> Graph:
    """The drawing as the studio lays it out."""
    return edits.move(graph, laid_out(graph))


def steady(*named: Named) -> Graph:
    """A row that comes out the same at every drawing: nodes have their names as ids, which else are drawn at random."""
    return tidy(by_names(in_a_row(*named)))


def by_names(graph: Graph, prefix: str = "") -> Graph:
    """The drawing with the nodes' names as their ids, after a prefix."""
    ids = {node.id: f"{prefix}{node.name}" for node in graph.nodes.values()}
    nodes = {ids[node.id]: replace(node, id=ids[node.id]) for node in graph.nodes.values()}
    wires = (replace(wire, source=ids[wire.source], target=ids[wire.target]) for wire in graph.wires)
    bindings = tuple(replace(binding, node=ids[binding.node]) for binding in graph.bindings)
    return Graph(nodes, tuple(sorted(wires)), parameters=graph.parameters, bindings=bindings)


def with_parameters(graph: Graph, *parameters: Parameter, follow: Mapping[str, str]) -> Graph:
    """The drawing with parameters of its own.

    Args:
        graph: The drawing.
        parameters: In the order of the properties.
        follow: Expressions by the values that follow them, such as `image.shape`.
    """
    bindings = tuple(Binding(*place.split("."), expression) for place, expression in follow.items())
    return settled(replace(graph, parameters=parameters, bindings=bindings))


def own_module(name: str, *named: Named, parameters: tuple[Parameter, ...], follow: Mapping[str, str], **words: str) -> Module:
    """A module of nodes in a row, between an input and an output.

    Args:
        name: Of the module.
        named: What is inside, without the ports.
        parameters: What an instance may choose.
        follow: Expressions by the inner values that follow them, such as `conv1.filters`.
        words: Title, icon and help.
    """
    graph = steady(("input", ModuleInput()), *named, ("output", ModuleOutput()))
    bindings = tuple(Binding(*place.split("."), expression) for place, expression in follow.items())
    return Module(name, graph, parameters, bindings, **words)


def padded_digit() -> list[Named]:
    """A digit with a border that makes it 32 pixels high and wide, which can be halved five times."""
    return [("image", DIGIT), ("pad", ZeroPadding2D(padding=(2, 2)))]


def answers(classes: int) -> list[Named]:
    """A score for each class, and the network's end."""
    return [("classes", Dense(units=classes)), ("output", Output())]
