"""Modules that the tests share."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.reshaping import Flatten
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import BYPASS, Binding, Instance, Module, Parameter, Placed


def graph_of(blocks: Mapping[str, Placed], *wires: str) -> Graph:
    """Blocks by their names, which are their ids too, and wires as `conv1 add1 1 0`: source, target, port, outlet."""
    nodes = {name: Node(name, block, name, (208.0 * place, 0.0)) for place, (name, block) in enumerate(blocks.items())}
    ends = [wire.split() for wire in wires]
    found = (Wire(source, target, *map(int, rest)) for source, target, *rest in ends)
    return Graph(nodes=nodes, wires=tuple(sorted(found)))


def unit() -> Module:
    """Convolution and ReLU, with as many filters as one chooses."""
    blocks: dict[str, Placed] = {"input1": ModuleInput(), "conv1": Conv2D(padding="same"), "relu1": ReLU(), "output1": ModuleOutput()}
    graph = graph_of(blocks, "input1 conv1", "conv1 relu1", "relu1 output1")
    return Module("conv_relu", graph, (Parameter("filters", 8, "Conv2D.filters"),), (Binding("conv1", "filters", "filters"),))


def residual(name: str = "residual") -> Module:
    """Two convolutions and a shortcut that is projected where the stride is above 1; its second part is a module itself."""
    blocks: dict[str, Placed] = {
        "input1": ModuleInput(),
        "conv1": Conv2D(padding="same"),
        "norm1": BatchNormalization(),
        "unit1": Instance(unit()),
        "proj1": Conv2D(kernel_size=(1, 1)),
        "add1": Add(),
        "output1": ModuleOutput(),
    }
    wires = ("input1 conv1", "conv1 norm1", "norm1 unit1", "unit1 add1 0", "input1 proj1", "proj1 add1 1", "add1 output1")
    bindings = (
        Binding("conv1", "filters", "filters"),
        Binding("conv1", "strides", "(strides, strides)"),
        Binding("unit1", "filters", "filters"),
        Binding("proj1", "filters", "filters"),
        Binding("proj1", "strides", "(strides, strides)"),
        Binding("proj1", BYPASS, "strides == 1"),
    )
    return Module(name, graph_of(blocks, *wires), (Parameter("filters", 8), Parameter("strides", 1)), bindings, title="Residual")


def split() -> Module:
    """One input, two outputs: a convolution and what came in."""
    blocks: dict[str, Placed] = {
        "input1": ModuleInput(),
        "conv1": Conv2D(filters=4, padding="same"),
        "output1": ModuleOutput(),
        "output2": ModuleOutput(port=2),
    }
    return Module("split", graph_of(blocks, "input1 conv1", "conv1 output1", "input1 output2"), title="Split")


def join() -> Module:
    """Two inputs, the second through a convolution, added."""
    blocks: dict[str, Placed] = {
        "input1": ModuleInput(),
        "input2": ModuleInput(port=2),
        "conv1": Conv2D(filters=4, padding="same"),
        "add1": Add(),
        "output1": ModuleOutput(),
    }
    return Module("join", graph_of(blocks, "input1 add1", "input2 conv1", "conv1 add1 1", "add1 output1"), title="Join")


def network(*modules: Instance, shape: tuple[int, int, int] = (8, 8, 8)) -> Graph:
    """Instances in a chain, named res1, res2 …, between an Input and a Dense with an Output."""
    names = [f"res{number}" for number in range(1, len(modules) + 1)]
    blocks: dict[str, Placed] = {
        "image": Input(shape=shape),
        **dict(zip(names, modules, strict=True)),
        "flatten": Flatten(),
        "scores": Dense(units=10),
        "output": Output(),
    }
    return graph_of(blocks, *(f"{one} {other}" for one, other in pairwise(blocks)))


def chosen(module: Module, repeat: int = 1, first: Mapping[str, Any] | None = None, **values: Any) -> Instance:
    """An instance with values."""
    return Instance(module, values, repeat, first or {})
