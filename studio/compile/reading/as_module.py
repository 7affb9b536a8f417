"""A Keras model as a module that can stand in a drawing, with what is done to pixels before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from studio.blocks.block import Block
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.compile.reading.configs import model
from studio.compile.reading.drawing import ended
from studio.compile.reading.folding import folded, moved
from studio.compile.reading.opened import ReadingError
from studio.compile.reading.records import LayerRecord, parsed, record
from studio.compile.reading.remarks import Remarks
from studio.compile.reading.sketch import Sketch
from studio.graph import edits
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Module
from studio.graph.names import first_free, names_of, prefix


class Drawn(NamedTuple):
    """A model as a module.

    Attributes:
        module: One input, one output.
        layers: Of each node with weights, by its id or path in the module: the name of the model's layer.
        remarks: What could not be taken over as it was, in whole sentences.
    """

    module: Module
    layers: Mapping[str, str]
    remarks: tuple[str, ...]


def as_module(text: str, about: Module, before: Sequence[Block] = ()) -> Drawn:
    """The module of a model.

    Args:
        text: What `model.to_json()` gives.
        about: Name, title, icon and help of the module.
        before: What is done to pixels first.

    Raises:
        ReadingError: It describes no model that can be drawn, or one with several inputs or outputs.
    """
    whole: Any = parsed(text)
    read = model(record(whole, LayerRecord, "The model"))
    if len(read.inputs) != 1 or len(read.outputs) != 1:
        received = f"{len(read.inputs)} and {len(read.outputs)}"
        raise ReadingError(f"A pretrained network must have one input and one output. Received: {received}. Open it as a drawing.")
    remarks = Remarks()
    sketch = Sketch(read, remarks, {about.name})
    found = folded(ended(sketch, sketch.drawn()))
    graph = _preceded(_ported(found.graph), before)
    layers = {moved(path, found.paths): name for path, name in sketch.layers.items()}
    return Drawn(replace(about, graph=edits.move(graph, laid_out(graph))), layers, remarks.sentences())


def _ported(graph: Graph) -> Graph:
    """The drawing with ports in place of its ends."""

    def ported(block: Any) -> Any:
        return ModuleInput() if isinstance(block, Input) else ModuleOutput() if isinstance(block, Output) else block

    return graph.replace(nodes={each: replace(node, block=ported(node.block)) for each, node in graph.nodes.items()})


def _preceded(graph: Graph, before: Sequence[Block]) -> Graph:
    """The drawing with blocks right after its port."""
    entry = next(node.id for node in graph.nodes.values() if isinstance(node.block, ModuleInput))
    for number, block in enumerate(before):
        node = Node(f"front{number + 1}", block, first_free(prefix(block), names_of(graph)))
        wires = (replace(wire, source=node.id) if wire.source == entry else wire for wire in graph.wires)
        graph = Graph({**graph.nodes, node.id: node}, tuple(sorted((*wires, Wire(entry, node.id)))), graph.notes)
        entry = node.id
    return graph
