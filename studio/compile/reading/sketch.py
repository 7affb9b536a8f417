"""A Keras model as nodes and wires, nested models as modules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from studio.blocks.block import Block
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.unknown import UnknownBlock
from studio.compile.reading import notes
from studio.compile.reading.entries import entry
from studio.compile.reading.keras_model import INPUT_LAYER, Call, KerasLayer, KerasModel, Tensor
from studio.compile.reading.matching import match
from studio.compile.reading.naming import id_of, identifier, titled
from studio.compile.reading.opened import ReadingError
from studio.compile.reading.remarks import Remarks
from studio.compile.reading.values import UnheldError
from studio.forms import FormError
from studio.graph import edits, paths
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance, Module, Placed
from studio.graph.names import FreeNames, free_name
from studio.graph.rules import outputs_of

End = tuple[str, int]
"""An output in the drawing: id of the node, and which of its outputs."""

NOWHERE = ""
"""In place of an id: nothing stands there."""


class Inside(NamedTuple):
    """A nested model as a module.

    Attributes:
        module: Shared by all uses of the model.
        layers: Names of the Keras layers in it, by the ids or paths of its nodes with weights.
    """

    module: Module
    layers: Mapping[str, str]


@dataclass
class Sketch:
    """Draws one model.

    Attributes:
        model: What to draw.
        remarks: What is noted on the way.
        modules: Names of all modules so far, those of other models too.
        path: Names of the nested models that lead here, each with a slash behind; empty for the model itself.
        passed: Names of layers that are left out: what they take is shown as what they give.
        nodes: What is drawn, by id.
        layers: Names of the Keras layers whose weights nodes take, by id or path.
    """

    model: KerasModel
    remarks: Remarks
    modules: set[str]
    path: str = ""
    passed: Collection[str] = ()
    nodes: dict[str, Node] = field(default_factory=dict)
    layers: dict[str, str] = field(default_factory=dict)
    _wires: list[Wire] = field(default_factory=list)
    _ends: dict[tuple[str, int], str] = field(default_factory=dict)
    _through: dict[tuple[str, int], Tensor] = field(default_factory=dict)
    _names: FreeNames = field(default_factory=lambda: FreeNames(()))

    def drawn(self) -> Graph:
        """The drawing without Outputs, not laid out.

        Raises:
            ReadingError: The description contradicts itself.
        """
        entering = [(node, call) for layer in self.model.layers for node, call in self._layer(layer)]
        for node, call in entering:
            ends = [end for tensor in call.takes if (end := self.end(tensor))]
            self._wires += [Wire(source, node, port, outlet) for port, (source, outlet) in enumerate(ends)]
        graph = Graph(self.nodes, tuple(sorted(self._wires)))
        if tangled := paths.order(graph)[1]:
            name = min(graph.nodes[node].name for node in tangled)
            raise ReadingError(
                f"The model {self.model.name} must lead data one way. Received: a circle at {name}. Save it again with Keras."
            )
        return graph

    def add(self, key: str, block: Placed, name: str) -> str:
        """Adds a node; its id follows from the key."""
        node = id_of(f"{self.path}{key}")
        while node in self.nodes:
            node = id_of(node)
        self.nodes[node] = Node(node, block, self._names.take(identifier(name), block))
        return node

    def end(self, tensor: Tensor) -> End | None:
        """What gives a tensor in the drawing; None where its Input was left out.

        Raises:
            ReadingError: Nothing does.
        """
        layer, call, output = self._origin(tensor).key
        node = self._ends.get((layer, call))
        if node == NOWHERE:
            return None
        block = self.nodes[node].block if node else None
        if node and isinstance(block, UnknownBlock) and output > 0:
            notes.one_output(self.remarks, self.path + layer)
            return node, 0
        if node is None or block is None or not 0 <= output < outputs_of(block):
            wanted = f"output {output} of call {call} of {layer}"
            raise ReadingError(f"The model {self.model.name} uses {wanted}, which is not there. Save it again with Keras.")
        return node, output

    def _origin(self, tensor: Tensor) -> Tensor:
        """The tensor behind layers that are left out."""
        seen = set[tuple[str, int]]()
        while (key := (tensor.layer, tensor.call)) in self._through and key not in seen:
            seen.add(key)
            tensor = self._through[key]
        return tensor

    def _layer(self, layer: KerasLayer) -> list[tuple[str, Call]]:
        """Adds the nodes of a layer: where the tensors of its calls enter."""
        name, inside = self.path + layer.name, None
        if layer.symbol == INPUT_LAYER:
            self._ends[layer.name, 0] = self._entered(layer)
            return []
        if layer.name in self.passed:
            self._through[layer.name, 0] = layer.calls[0].takes[0]
            return []
        notes.of_layer(self.remarks, name, layer)
        if layer.inside:
            inside = nested(layer.inside, f"{name}/", self.remarks, self.modules)
        entries: list[tuple[str, Call]] = []
        for number, call in enumerate(layer.calls):
            blocks = [self._instance(name, call, inside)] if inside else self._matched(layer, call)
            if blocks:
                entries.append((self._chain(layer, number, blocks, inside), call))
            else:
                notes.passed(self.remarks, name)
                self._through[layer.name, number] = call.takes[0]
        return entries

    def _entered(self, layer: KerasLayer) -> str:
        """Adds what data enters by; the id of the node that gives it."""
        if self.path:
            inputs = [tensor.layer for tensor in self.model.inputs]
            if layer.name not in inputs:
                raise ReadingError(
                    f"The model {self.model.name} has an InputLayer {layer.name} that is none of its inputs. Save it again with Keras."
                )
            return self.add(layer.name, _port(ModuleInput, inputs.index(layer.name), self.model), layer.name)
        return self._row([(f"{layer.name}:{place}", block, layer.name) for place, block in enumerate(entry(layer, self.remarks))])[-1]

    def _row(self, placed: Sequence[tuple[str, Placed, str]]) -> list[str]:
        """Adds nodes one after the other, each by its key, block and name; their ids, or that of nothing."""
        row = [self.add(*each) for each in placed]
        self._wires += [Wire(source, target) for source, target in pairwise(row)]
        return row or [NOWHERE]

    def _chain(self, layer: KerasLayer, number: int, blocks: Sequence[Placed], inside: Inside | None) -> str:
        """Adds what stands for one call; the id of the node that its tensors enter."""
        names = [layer.name, *(f"{layer.name}_{type(block).__name__.lower()}" for block in blocks[1:])]
        keys = [f"{layer.name}:{number}:{place}" for place in range(len(blocks))]
        first, *_ = row = self._row(list(zip(keys, blocks, names, strict=True)))
        self._ends[layer.name, number] = row[-1]
        if isinstance(blocks[0], Block) and type(blocks[0]).weights is not Block.weights:
            self.layers[first] = self.path + layer.name
        self.layers |= {f"{first}/{inner}": name for inner, name in inside.layers.items()} if inside else {}
        return first

    def _matched(self, layer: KerasLayer, call: Call) -> Sequence[Placed]:
        """What stands for a call; nothing where it passes its one input on."""
        name = self.path + layer.name
        try:
            found = match(layer, call)
        except UnheldError as error:
            notes.unknown(self.remarks, name, str(error))
            return (_kept(layer, call),)
        notes.of_match(self.remarks, name, found)
        return found.blocks

    def _instance(self, name: str, call: Call, inside: Inside) -> Instance:
        if (received := len(call.takes)) != (expected := len(inside.module.inputs)):
            raise ReadingError(
                f"The nested model {name} must be called on {expected} tensors. Received: {received}. Save it again with Keras."
            )
        return Instance(inside.module)


def nested(model: KerasModel, path: str, remarks: Remarks, modules: set[str]) -> Inside:
    """A nested model as a module, laid out.

    Args:
        model: What to draw.
        path: Names of the nested models that lead into it, each with a slash behind.
        remarks: What is noted on the way.
        modules: Names of the modules so far; that of this one is added.

    Raises:
        ReadingError: The description contradicts itself.
    """
    sketch = Sketch(model, remarks, modules, path)
    wires = list(sketch.drawn().wires)
    for port, tensor in enumerate(model.outputs):
        end = sketch.end(tensor)
        node = sketch.add(f":{port}", _port(ModuleOutput, port, model), f"output{port + 1}")
        wires += [Wire(end[0], node, 0, end[1])] if end else []
    name = free_name(identifier(model.name), modules)
    modules.add(name)
    drawing = Graph(sketch.nodes, tuple(sorted(wires)))
    return Inside(Module(name, edits.move(drawing, laid_out(drawing)), title=titled(model.name)), sketch.layers)


def _port(kind: type[ModuleInput] | type[ModuleOutput], port: int, model: KerasModel) -> ModuleInput | ModuleOutput:
    try:
        return kind(port=port + 1)
    except FormError as error:
        raise ReadingError(f"The nested model {model.name} has too many inputs or outputs. {error}") from None


def _kept(layer: KerasLayer, call: Call) -> UnknownBlock:
    """A layer as it came. Its kind has a dot or > in it, so that no later block is taken for it."""
    kind = layer.symbol if "." in layer.symbol or ">" in layer.symbol else f"?.{layer.symbol}"
    record: dict[str, Any] = {"kind": kind, "config": dict(layer.config)}
    if call.constants or call.said:
        record["called with"] = {"args": call.constants, "kwargs": call.said}
    return UnknownBlock(record)
