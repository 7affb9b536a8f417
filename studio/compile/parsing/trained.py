"""What a program says of how its layers are trained, as its drawing has it: of modules as a whole where that says it, else inside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from studio.compile.planner import layer_name
from studio.graph.flat import flat, prefixes
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.graph.modules.used import modules_of, replace_module
from studio.graph.training import FASTEST, has_weights

_BEGINS = "startswith(FROZEN)"


class Said(NamedTuple):
    """What the constants FROZEN and MULTIPLIERS of a program say.

    Attributes:
        frozen: Names of layers, or what such names begin with.
        paces: Multipliers of the learning rate by the names of layers.
        begins: Whether all in `frozen` is what names begin with.
    """

    frozen: tuple[str, ...]
    paces: Mapping[str, float]
    begins: bool

    def holds(self, name: str) -> bool:
        """Whether a layer is frozen."""
        return any(name.startswith(each) if self.begins or each.endswith("_") else name == each for each in self.frozen)


class _Layer(NamedTuple):
    """A layer with weights: the ids of the nodes that lead to it, from the outside in, and how it is trained."""

    way: tuple[str, ...]
    frozen: bool
    pace: float


def said(names: Mapping[str, Any], lines: Sequence[str]) -> Said:
    """What a program says of training.

    Args:
        names: What the names at its top stand for.
        lines: Its text.
    """
    frozen, paces = names.get("FROZEN"), names.get("MULTIPLIERS")
    listed = tuple(each for each in frozen if isinstance(each, str)) if isinstance(frozen, tuple | list) else ()
    table = paces if isinstance(paces, dict) else {}
    known = {name: float(pace) for name, pace in table.items() if isinstance(pace, int | float) and 0 < pace <= FASTEST}
    return Said(listed, known, any(_BEGINS in line for line in lines))


def trained(graph: Graph, found: Said) -> Graph:
    """The drawing with what the program says of its layers.

    What is so in some uses of a module and not in others is left as it is: a drawing has no place for it.

    Args:
        graph: As the layers are written.
        found: What is said.
    """
    if not found.frozen and not found.paces:
        return graph
    graph, inner = _level(graph, [*_layers(graph, found)])
    for name in reversed([*modules_of(graph)]):  # outer ones first, which hand on what they do not settle
        if layers := inner.get(name):
            module = modules_of(graph)[name]
            inside, further = _level(module.graph, layers)
            graph = replace_module(graph, module, replace(module, graph=inside))
            for each, more in further.items():
                inner.setdefault(each, []).extend(more)
    return graph


def _layers(graph: Graph, found: Said) -> Iterable[_Layer]:
    """The layers with weights, modules laid out."""
    modules = {f"{layer_name(begin)}_" for begin in prefixes(graph).values()}
    whole = found._replace(frozen=tuple(f"{each}_" if f"{each}_" in modules else each for each in found.frozen))
    for path, node in flat(graph).graph.nodes.items():
        if has_weights(node):
            name = layer_name(node.name)
            way = tuple(step.partition(".")[0] for step in path.split("/"))
            yield _Layer(way, whole.holds(name), found.paces.get(name, 1.0))


def _level(graph: Graph, layers: Sequence[_Layer]) -> tuple[Graph, dict[str, list[_Layer]]]:
    """A graph with what all layers behind each of its nodes share, and what is left to be said inside its modules, by their names."""
    behind: dict[str, list[_Layer]] = {}
    for layer in layers:
        behind.setdefault(layer.way[0], []).append(layer)
    nodes, inner = dict(graph.nodes), dict[str, list[_Layer]]()
    for node_id, mine in behind.items():
        node, rest = _settled(nodes[node_id], mine)
        nodes[node_id] = node
        if isinstance(node.block, Instance) and rest:
            inner.setdefault(node.block.module.name, []).extend(rest)
    return graph.replace(nodes=nodes), inner


def _settled(node: Node, layers: Sequence[_Layer]) -> tuple[Node, list[_Layer]]:
    """A node with what all its layers share, and what is left to be said of them inside it."""
    if all(layer.frozen for layer in layers):
        return replace(node, trainable=False), []
    paces = {layer.pace for layer in layers if not layer.frozen}
    pace = max(paces) if isinstance(node.block, Instance) or len(paces) == 1 else 1.0  # inside a module others may be slower
    rest = [_Layer(layer.way[1:], layer.frozen, layer.pace / pace) for layer in layers]
    return replace(node, multiplier=pace), rest
