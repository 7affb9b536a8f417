"""Whatever modules are made of, the program builds exactly the network of the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.compile.planner import PlanError, plan
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import BYPASS, Binding, Instance, Module, Parameter, Placed
from studio.graph.rules import inputs_of, outputs_of
from tests.compile.drawings import block
from tests.compile.programs import check_same

Draw = Callable[[st.SearchStrategy[Any]], Any]
Value = tuple[str, int]

SHAPE = (4, 4, 2)  # all that is drawn here keeps it, so that anything may be wired to anything
PARAMETERS = (Parameter("side", 3), Parameter("bias", True), Parameter("tenths", 5), Parameter("straight", False))
VALUES = {"side": st.integers(1, 3), "bias": st.booleans(), "tenths": st.integers(0, 9), "straight": st.booleans()}
BLOCKS = {
    "conv": block("Conv2D", filters=2, padding="same"),
    "norm": block("BatchNormalization"),
    "relu": block("ReLU"),
    "drop": block("Dropout", rate=0.5),
    "sum": block("Add"),
    "pool": block("MaxPoolingWithIndices2D", strides=(1, 1), padding="same"),
    "max": block("Maximum"),
}
EXPRESSIONS = {
    ("conv", "kernel_size"): ("(side, side)", "(side, 1)", "(side * 2 - 1, max(side, 2))", "(4 / 2, side) if bias else (1, 1)"),
    ("conv", "use_bias"): ("bias", "not bias", "side > 1 and bias"),
    ("drop", "rate"): ("tenths / 10", "0.5", "tenths / 10 if bias else 0.25"),
}
CONDITIONS = ("straight", "not straight", "side == 1", "tenths > 4 or bias", "not (side > 1)")
CHOSEN = st.fixed_dictionaries({}, optional=VALUES)


@st.composite
def drawings(draw: Draw, modules: tuple[Module, ...] = (), inside: bool = True) -> Graph:
    """A few nodes one after the other, each taking what was there before it."""
    nodes, wires, values = entered(draw, inside)
    for place in range(draw(st.integers(1, 4))):
        name = f"{draw(st.sampled_from(sorted(BLOCKS)))}{place}"
        placed: Placed = BLOCKS[name[:-1]]
        if modules and draw(st.booleans()):
            name, placed = f"part{place}", draw(instances(modules))
        nodes[name] = Node(name, placed, name, state=draw(st.sampled_from(["on"] * 7 + ["bypassed"])))
        for port in range(inputs_of(placed) or 2):
            source, outlet = draw(st.sampled_from(values[-2:]))
            wires.append(Wire(source, name, port, outlet))
        values += [(name, outlet) for outlet in range(outputs_of(placed))]
    for port in range(1, (draw(st.integers(1, 2)) if inside else 1) + 1):
        node = Node(f"out{port}", ModuleOutput(port=port) if inside else Output(meaning="values"), f"out{port}")
        nodes[node.id] = node
        source, outlet = draw(st.sampled_from(values[-3:])) if port > 1 else values[-1]
        wires.append(Wire(source, node.id, 0, outlet))
    return Graph(nodes, tuple(sorted(wires)))


def entered(draw: Draw, inside: bool) -> tuple[dict[str, Node], list[Wire], list[Value]]:
    """Where data enters."""
    if not inside:
        return {"image": Node("image", Input(shape=SHAPE), "image")}, [], [("image", 0)]
    ports = [f"in{port}" for port in range(1, draw(st.integers(1, 2)) + 1)]
    return {name: Node(name, ModuleInput(port=int(name[2:])), name) for name in ports}, [], [(name, 0) for name in ports]


@st.composite
def instances(draw: Draw, modules: tuple[Module, ...]) -> Instance:
    module = draw(st.sampled_from(modules))
    repeat = draw(st.integers(1, 3)) if len(module.inputs) == len(module.outputs) == 1 else 1
    return Instance(module, draw(CHOSEN), repeat, draw(CHOSEN))


@st.composite
def bindings(draw: Draw, graph: Graph) -> tuple[Binding, ...]:
    """Some of what can follow a parameter."""
    found = [
        Binding(node, field, draw(st.sampled_from(texts)))
        for node in graph.nodes
        for (kind, field), texts in EXPRESSIONS.items()
        if node[:-1] == kind
    ]
    found += [Binding(node, name, name) for node in graph.nodes if node.startswith("part") for name in VALUES]
    found += [Binding(node, BYPASS, draw(st.sampled_from(CONDITIONS))) for node in graph.nodes if not node.startswith(("in", "out"))]
    return tuple(draw(st.lists(st.sampled_from(found), max_size=4, unique_by=lambda each: (each.node, each.field)))) if found else ()


@st.composite
def networks(draw: Draw) -> Graph:
    """A drawing with modules and modules inside modules."""
    modules: tuple[Module, ...] = ()
    for number in range(draw(st.integers(1, 3))):
        graph = draw(drawings(modules))
        modules += (Module(f"module{number}", graph, PARAMETERS, draw(bindings(graph))),)
    return draw(drawings(modules, inside=False))


@settings(max_examples=40)
@given(graph=networks())
def test_the_program_of_any_drawing_is_its_network(graph: Graph) -> None:
    try:
        planned = plan(graph, "t")
    except PlanError:
        assume(False)
        return
    check_same(planned, graph)
