"""A Keras model as a whole drawing, from Input to Output."""

from __future__ import annotations

from msgspec.structs import replace

from studio.blocks.activation import Softmax
from studio.blocks.block import Shape
from studio.blocks.ends import Output
from studio.compile.reading.folding import Folded, folded, moved
from studio.compile.reading.freezing import frozen, frozen_layers, left_words
from studio.compile.reading.front import front
from studio.compile.reading.keras_model import KerasModel, Tensor
from studio.compile.reading.naming import titled
from studio.compile.reading.notes import OWN_CLASS
from studio.compile.reading.opened import Opened
from studio.compile.reading.remarks import Remarks
from studio.compile.reading.sketch import End, Sketch
from studio.graph import edits
from studio.graph.layout.layered import laid_out
from studio.graph.measure import measure
from studio.graph.model import Graph, Wire
from studio.graph.module import Instance


def opened(model: KerasModel, fold: bool = True) -> Opened:
    """The drawing of a model.

    Args:
        model: What to draw.
        fold: Whether sections that repeat become modules.

    Raises:
        ReadingError: The description contradicts itself.
    """
    remarks, first = Remarks(), front(model)
    if model.own_class:
        remarks.note(model.name, OWN_CLASS)
    sketch = Sketch(model, remarks, set(), passed=first.layers)
    drawn = ended(sketch, sketch.drawn())
    found = folded(drawn) if fold else Folded(drawn, {})
    graph = edits.move(found.graph, laid_out(found.graph))
    layers = {moved(node, found.paths): name for node, name in sketch.layers.items()}
    graph, left = frozen(graph, layers, {*frozen_layers(model)})
    for name in left:
        remarks.note(name, *left_words())
    return Opened(graph, titled(model.name), first.scale, first.centre, first.mean, layers, remarks.sentences())


def ended(sketch: Sketch, graph: Graph) -> Graph:
    """The drawing with an Output for each answer of the model."""
    figures = measure(graph).figures
    for number, tensor in enumerate(sketch.model.outputs):
        if end := sketch.end(tensor):
            shape = figures[end[0]].leaving(end[1]).shape
            graph = _answered(sketch, graph, (number, tensor), end, shape)
    return graph


def _answered(sketch: Sketch, graph: Graph, numbered: tuple[int, Tensor], end: End, shape: Shape | None) -> Graph:
    """The drawing with one more Output; a Softmax of its own right before it becomes the Output's."""
    classes = ends_in_softmax(graph, end) and (shape is None or (len(shape) == 1 and shape[0] != 1))
    block = Output(meaning="classes" if classes else "values")
    node = graph.nodes[end[0]]
    single = sum(tensor.key == numbered[1].key for tensor in sketch.model.outputs) == 1
    if classes and single and isinstance(node.block, Softmax) and not graph.follows.get(node.id):
        return graph.replace(nodes={**graph.nodes, node.id: replace(node, block=block)})
    outlet = sketch.add(f":{numbered[0]}", block, "output")
    return Graph({**graph.nodes, outlet: sketch.nodes[outlet]}, tuple(sorted((*graph.wires, Wire(end[0], outlet, 0, end[1])))))


def ends_in_softmax(graph: Graph, end: End) -> bool:
    """Whether an output gives probabilities, those of modules by what is inside."""
    block = graph.nodes[end[0]].block
    if not isinstance(block, Instance):
        return isinstance(block, Softmax) or getattr(block, "activation", "") == "softmax"
    inside, port = block.module.graph, block.module.outputs[end[1]]
    wire = next(iter(inside.feeds.get(port.id, ())), None)
    return wire is not None and ends_in_softmax(inside, (wire.source, wire.outlet))
