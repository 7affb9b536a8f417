"""What sections and the nodes in them are called where their names say nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from studio.blocks.merging import Add, Concatenate
from studio.blocks.seminal import ScaledAdd
from studio.compile.reading.naming import identifier
from studio.compile.reading.repeats.sections import FEWEST, OUTSIDE, Section, section
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.names import prefix

_NUMBER = re.compile(r"_?\d+")


def called(graph: Graph, nodes: Sequence[str], title: str, most: int = 1) -> Section | None:
    """The nodes as a section of that title, or one after what they end in; None where they are none or too few.

    Args:
        graph: The drawing.
        nodes: In an order that follows from how they are wired; the last feeds what comes after.
        title: Of the module.
        most: How many outputs may feed them.
    """
    inner = {str(number): node for number, node in enumerate(nodes)}
    own = _shared([_NUMBER.sub("", graph.nodes[node].name) for node in nodes])
    labels = {key: _label(graph, node, own) for key, node in inner.items()}
    first, last = graph.nodes[nodes[0]].name, graph.nodes[nodes[-1]].name
    name = first if title or _NUMBER.sub("", last) in _made_up(graph, nodes[-1]) else last
    found = section(graph, inner, name=name, title=title, labels=labels, most=most) if _is_worth(graph, nodes) else None
    if found is None or found.exit != str(len(nodes) - 1):
        return None
    return found if title else replace(found, title=_of_branches(graph, found))


def _is_worth(graph: Graph, nodes: Sequence[str]) -> bool:
    """Whether there is enough inside, in modules too."""
    blocks = [graph.nodes[node].block for node in nodes]
    return len(nodes) > 1 and sum(block.size if isinstance(block, Instance) else 1 for block in blocks) >= FEWEST


def _label(graph: Graph, node: str, shared: str) -> str:
    """A node's name without its numbers and the words that all have, where it has one of its own."""
    name = _NUMBER.sub("", graph.nodes[node].name).removeprefix(f"{shared}_")
    return prefix(graph.nodes[node].block) if not name or name in (shared, *_made_up(graph, node)) else identifier(name)


def _made_up(graph: Graph, node: str) -> tuple[str, ...]:
    """What Keras calls a layer that was given no name: `max_pooling2d` without its number; and our own word."""
    block = graph.nodes[node].block
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", type(block).__name__).lower()
    return _NUMBER.sub("", words), words, prefix(block), "activation"


def of_row(graph: Graph, nodes: Sequence[str]) -> str:
    """`conv_norm_relu` of a short row; of a longer one what all names in it begin with."""
    names = [_NUMBER.sub("", graph.nodes[node].name) for node in nodes]
    shared = _shared(names)
    words = [prefix(graph.nodes[node].block) for node in nodes]
    return shared if shared and shared not in words else "_".join(words) if len(nodes) <= 3 else f"{shared or words[0]}_block"


def of_cell(graph: Graph, nodes: Sequence[str]) -> tuple[str, str]:
    """`normal_3` and `normal` of a cell that ends in `normal_concat_3`; where that says nothing, by what stands first in it."""
    first, last = graph.nodes[nodes[0]], graph.nodes[nodes[-1]]
    words, kind = last.name.split("_"), type(last.block).__name__.lower()
    own = list(takewhile(lambda word: not kind.startswith(word), words))
    title = _NUMBER.sub("", "_".join(own))
    if isinstance(last.block, Instance) or not title or title in _made_up(graph, last.id):
        return first.name, f"{prefix(first.block)}_block"
    return "_".join([*own, *words[len(own) + 1 :]]), title


def _shared(names: Sequence[str]) -> str:
    """The words that all names begin with."""
    common = [parts[0] for parts in zip(*(name.split("_") for name in names), strict=False) if len(set(parts)) == 1]
    return "_".join(common)


def _of_branches(graph: Graph, found: Section) -> str:
    """What a person would call branches by what they end in."""
    name = _NUMBER.sub("", graph.nodes[found.end].name).rstrip("_")
    own = name and name not in _made_up(graph, found.end)
    match found.blocks[found.exit]:
        case Add() | ScaledAdd() if any(source == OUTSIDE and target == found.exit for source, _, target, _ in found.wires):
            return "residual"
        case _ if own:
            return name
        case Concatenate():
            return "branches"
        case _:
            return "block"
