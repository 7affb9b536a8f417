"""Drawings that the tests of graph and project share, and random edits."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import strategies as st

from studio.blocks.attention import Attention
from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.blocks.pooling import AveragePooling2D, MaxPooling2D, MaxPoolingWithIndices2D
from studio.blocks.reshaping import Flatten, ZeroPadding2D
from studio.blocks.unknown import UnknownBlock
from studio.graph import edits, paths
from studio.graph.edits import EditRefused
from studio.graph.model import Graph, Note
from studio.graph.module import Instance
from studio.graph.modules.dissolving import dissolve
from studio.graph.modules.grouping import group
from studio.graph.modules.in_place import collapse, expand
from studio.graph.modules.trails import with_within, within
from studio.graph.modules.used import instances_of
from studio.graph.notes import add_note
from studio.graph.rules import outputs_of
from studio.graph.states import set_locked, set_state
from tests.graph.small_modules import join, split, unit
from tests.graph.small_modules import residual as residual_module

Numbers = tuple[int, int, int, int]


def chain(*blocks: Block | UnknownBlock, graph: Graph | None = None) -> Graph:
    """Blocks placed in a row and wired one after the other."""
    graph, last = graph or Graph(), None
    for index, block in enumerate(blocks):
        graph, node = edits.add(graph, block, (index * 208.0, 0.0))
        if last:
            graph = edits.connect(graph, last, node)
        last = node
    return graph


def refuses(sentence: str) -> pytest.RaisesExc[EditRefused]:
    """Expects an edit to be refused with just that sentence."""
    return pytest.raises(EditRefused, match=f"^{re.escape(sentence)}$")


def nested(graph: Graph) -> Iterator[Instance]:
    """All instances of a drawing, at any depth."""
    for instance in instances_of(graph):
        yield instance
        yield from nested(instance.module.graph)


def node(graph: Graph, name: str) -> str:
    """The id of the node with that name."""
    found = graph.named(name)
    assert found is not None, f"{name} is not among {sorted(n.name for n in graph.nodes.values())}"
    return found.id


def wired(graph: Graph, source: str, target: str) -> Graph:
    """A wire between two nodes by their names."""
    return edits.connect(graph, node(graph, source), node(graph, target))


def sources(graph: Graph, name: str) -> list[str]:
    """The names of what feeds a node, by port."""
    return [graph.nodes[wire.source].name for wire in graph.feeds.get(node(graph, name), ())]


def lenet() -> Graph:
    return chain(
        Input(shape=(28, 28, 1)),
        ZeroPadding2D(padding=(2, 2)),
        Conv2D(filters=6, kernel_size=(5, 5), activation="relu"),
        AveragePooling2D(),
        Conv2D(filters=16, kernel_size=(5, 5), activation="relu"),
        AveragePooling2D(),
        Flatten(),
        Dense(units=120, activation="relu"),
        Dense(units=84, activation="relu"),
        Dense(units=10),
        Output(),
    )


def vgg16() -> Graph:
    blocks: list[Block] = [Input(shape=(224, 224, 3))]
    for count, filters in ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)):
        blocks += [Conv2D(filters=filters, kernel_size=(3, 3), padding="same", activation="relu")] * count
        blocks.append(MaxPooling2D())
    return chain(*blocks, Flatten(), Dense(units=4096), Dense(units=4096), Dense(units=1000), Output())


def residual() -> Graph:
    """input1 → conv1 → conv2 → add1 → flatten1 → dense1 → output1, and conv1 → add1."""
    graph = chain(
        Input(shape=(8, 8, 1)),
        Conv2D(filters=4, padding="same"),
        Conv2D(filters=4, padding="same"),
        Add(),
        Flatten(),
        Dense(units=10),
        Output(),
    )
    return wired(graph, "conv1", "add1")


def circle() -> Graph:
    """As `residual`, but add1 also feeds conv1 instead of input1; only a file can hold that."""
    graph = residual()
    wires = [wire for wire in graph.wires if wire.source != node(graph, "input1")]
    back = type(wires[0])(node(graph, "add1"), node(graph, "conv1"), 0)
    return graph.replace(wires=tuple(sorted([*wires, back])))


BLOCKS: tuple[Block | UnknownBlock, ...] = (
    *(CATALOGUE[kind]() for kind in ("Input", "Conv2D", "MaxPooling2D", "Flatten", "Dense", "Add", "Concatenate", "Dropout", "Output")),
    Conv2D(filters=3, padding="same"),
    MaxPoolingWithIndices2D(),
    Attention(),
    Attention(return_attention_scores=True),
    UnknownBlock({"kind": "FancyConv", "size": 3}),
)

MODULES = (
    Instance(residual_module(), {"filters": 3}),
    Instance(unit(), repeat=3, first={"filters": 2}),
    Instance(split()),
    Instance(join()),
)

numbers: st.SearchStrategy[list[Numbers]] = st.lists(st.tuples(*[st.integers(0, 99)] * 4), max_size=30)
"""Edits as numbers, so that they shrink well: which, and what on."""


def edited(graph: Graph, edit: Numbers) -> Graph:
    """The graph after the edit that the numbers stand for; what is refused changes nothing."""
    try:
        return _edit(graph, *edit)
    except EditRefused:
        return graph


def drawn(edit_list: list[Numbers], start: Graph | None = None) -> list[Graph]:
    """The graphs on the way of some edits, the first one first."""
    graphs = [start or Graph()]
    for edit in edit_list:
        graphs.append(edited(graphs[-1], edit))
    return graphs


def _edit(graph: Graph, which: int, first: int, second: int, third: int) -> Graph:
    if not graph.nodes or which % 20 < 3:
        return edits.add(graph, BLOCKS[second % len(BLOCKS)], (first * 10.0, third * 10.0))[0]
    if which % 20 > 9:
        return _module_edit(graph, which % 20, first, second, third)
    ids = list(graph.nodes)
    one, other = ids[first % len(ids)], ids[second % len(ids)]
    wire = graph.wires[third % len(graph.wires)] if graph.wires else None
    match which % 20:
        case 3 | 4 | 5:
            return edits.connect(graph, one, other, outlet=third % 8 % max(1, outputs_of(graph.nodes[one].block)))
        case 6:
            return edits.remove(graph, {one, other}, heal=third % 2 == 0)
        case 7 if wire:
            return edits.disconnect(graph, wire) if second % 2 else edits.insert(graph, one, wire)
        case 8:
            return edits.change(graph, one, BLOCKS[second % len(BLOCKS)])
        case 9:
            return edits.paste(graph, edits.copy(graph, {one, other, *list(graph.notes)[:1]}), (24.0, 24.0))[0]
        case _:
            return edits.move(edits.rename(graph, one, f"name{third}"), {other: (float(first), float(third))})


def _module_edit(graph: Graph, which: int, first: int, second: int, third: int) -> Graph:
    ids, instances = list(graph.nodes), [each.id for each in graph.nodes.values() if isinstance(each.block, Instance)]
    one, frames = ids[first % len(ids)], [note.id for note in graph.notes.values() if note.expanded]
    instance = instances[second % len(instances)] if instances else one
    match which:
        case 10 | 11:
            return group(graph, paths.after(graph, [one]) - set(paths.ends(graph)) if third % 2 else {one, instance})[0]
        case 12:
            return dissolve(graph, instance)
        case 13:
            return expand(graph, instance)[0]
        case 14 if frames:
            return collapse(graph, frames[second % len(frames)], everywhere=third % 2 == 0)[0]
        case 15:
            return set_state(graph, [one], ("on", "bypassed", "muted")[third % 3])
        case 16:
            return set_locked(graph, [one], third % 3 == 0)
        case 17:
            note = Note("", "seen", (first * 10.0, third * 10.0), (600.0, 300.0), kind="frame" if third % 2 else "comment")
            notes = list(graph.notes)
            return edits.move(graph, {notes[0]: (float(first), float(second))}) if notes and second % 2 else add_note(graph, note)[0]
        case 18:
            inner = within(graph, [instance])
            return with_within(graph, [instance], edited(inner, (third, first, second, third)), only=second % 2 == 0)
        case _:
            return edits.add(graph, MODULES[second % len(MODULES)], (first * 10.0, third * 10.0))[0]
