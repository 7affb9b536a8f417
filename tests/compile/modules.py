"""Drawings with modules that several tests of programs share."""

from __future__ import annotations

from msgspec.structs import replace

from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.model import Graph
from studio.graph.module import BYPASS, Binding, Instance, Module, Parameter, Placed
from tests.compile.drawings import block
from tests.graph.small_modules import chosen, graph_of, network, residual


def stages() -> Graph:
    """Two stages of residual blocks; the first block of the second one shrinks the image."""
    module = replace(residual(), help="Two convolutions and a shortcut around them.")
    return network(chosen(module, 2), chosen(module, 3, {"strides": 2}, filters=16))


def u_net() -> Graph:
    """Two levels down and up again: what goes down gives a shortcut, what comes up takes it."""
    down = Module(
        "down",
        graph_of(
            {
                "input": ModuleInput(),
                "conv": block("Conv2D", filters=4, padding="same"),
                "pool": block("MaxPooling2D"),
                "out": ModuleOutput(),
                "skip": ModuleOutput(port=2),
            },
            *("input conv", "conv pool", "pool out", "conv skip"),
        ),
        (Parameter("filters", 4),),
        (Binding("conv", "filters", "filters"),),
        help="Halves the image.",
    )
    up = Module(
        "up",
        graph_of(
            {
                "deep": ModuleInput(),
                "skip": ModuleInput(port=2),
                "grown": block("UpSampling2D"),
                "both": block("Concatenate"),
                "conv": block("Conv2D", filters=4, padding="same"),
                "out": ModuleOutput(),
            },
            *("deep grown", "grown both 0", "skip both 1", "both conv", "conv out"),
        ),
    )
    blocks: dict[str, Placed] = {
        "image": Input(shape=(8, 8, 1)),
        "down1": Instance(down),
        "down2": Instance(down, {"filters": 8}),
        "up2": Instance(up),
        "up1": Instance(up),
        "end": Output(meaning="values"),
    }
    wires = ("image down1", "down1 down2", "down2 up2", "down2 up2 1 1", "up2 up1", "down1 up1 1 1", "up1 end")
    return graph_of(blocks, *wires)


def nested_chain() -> Graph:
    """A stage whose blocks are repeated inside it, the first with another stride, if the stage has any."""
    graph = graph_of(
        {"in": ModuleInput(), "blocks": Instance(residual(), {}, 2, {"strides": 2}), "out": ModuleOutput()}, "in blocks", "blocks out"
    )
    bindings = (Binding("blocks", "filters", "width * 2"), Binding("blocks", BYPASS, "width < 2"))
    stage = Module("stage", graph, (Parameter("width", 4),), bindings, help="Blocks of one width.")
    return network(chosen(stage), chosen(stage, 2, {"width": 6}, width=3))


def bound(expression: str, field: str = "units", **values: object) -> Module:
    """A Dense with one value that follows an expression of parameters."""
    graph = graph_of({"in": ModuleInput(), "dense": block("Dense", units=4), "out": ModuleOutput()}, "in dense", "dense out")
    return Module("wide", graph, tuple(Parameter(name, value) for name, value in values.items()), (Binding("dense", field, expression),))
