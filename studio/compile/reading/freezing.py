"""What is frozen in a Keras model is frozen in its drawing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from studio.compile.reading.keras_model import KerasModel
from studio.graph.model import Graph
from studio.graph.module import Instance

_LEFT = " frozen in the file; in the drawing {} because a module of the drawing stands for layers that do as well."


def frozen_layers(model: KerasModel, path: str = "") -> Iterator[str]:
    """Names of the layers that training does not change, those inside others with slashes between the names."""
    for layer in model.layers:
        if layer.inside:
            yield from frozen_layers(layer.inside, f"{path}{layer.name}/")
        elif layer.config.get("trainable") is False:
            yield path + layer.name


def frozen(graph: Graph, layers: Mapping[str, str], still: Collection[str]) -> tuple[Graph, tuple[str, ...]]:
    """The drawing with nodes frozen, and the names of layers that are not because their module is also that of others.

    Args:
        graph: The drawing.
        layers: Of each node with weights, by id or path: the name of the layer.
        still: Names of the frozen layers.
    """
    nodes, left = dict(graph.nodes), list[str]()
    for head, inner in _by_head(layers).items():
        names = [name for name in inner.values() if name in still]
        if not names or head not in nodes:
            continue
        node = nodes[head]
        if len(names) == len(inner):
            nodes[head] = replace(node, trainable=False)
        elif isinstance(node.block, Instance) and node.block.repeat == 1 and _stands_once(graph, node.block):
            inside, more = frozen(node.block.module.graph, inner, still)
            nodes[head] = replace(node, block=replace(node.block, module=replace(node.block.module, graph=inside)))
            left += more
        else:
            left += names
    return graph.replace(nodes=nodes), tuple(left)


def _by_head(layers: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The layers of each node on the board, by their paths inside it."""
    found: dict[str, dict[str, str]] = {}
    for path, name in layers.items():
        head, _, inner = path.partition("/")
        found.setdefault(re.sub(r"\.\d+$", "", head), {})[inner if head == path or "." not in head else path] = name
    return found


def _stands_once(graph: Graph, instance: Instance) -> bool:
    return sum(isinstance(node.block, Instance) and node.block.module == instance.module for node in graph.nodes.values()) == 1


def left_words() -> tuple[str, str]:
    """What is noted of layers that could not be frozen: of one, and of several."""
    return "{} is" + _LEFT.format("it trains,"), "{} are" + _LEFT.format("they train,")
