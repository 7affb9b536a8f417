"""Each node on the board and inside modules has its lines of the program."""

from __future__ import annotations

from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.compile.planner import plan
from studio.compile.source import Source, source
from studio.graph.flat import flat
from studio.graph.model import Graph
from studio.graph.module import Instance, Module, Placed
from tests.compile.drawings import block
from tests.graph.small_modules import chosen, graph_of, network, residual, split, unit


def program(graph: Graph) -> Source:
    return source(plan(graph, "t"), graph=graph)


def text_of(found: Source, node: str) -> str:
    """The lines of a node, without the space before them."""
    first, last = found.lines[node]
    return "\n".join(line.strip() for line in found.text.splitlines()[first - 1 : last])


def pressed(found: Source, text: str) -> str:
    """The node that is selected when the line that holds a text is clicked."""
    line = next(number for number, each in enumerate(found.text.splitlines(), 1) if text in each)
    return next(node for node, (first, last) in found.lines.items() if first <= line <= last)


def test_an_instance_has_its_call() -> None:
    found = program(network(chosen(residual()), chosen(residual(), 2)))
    assert text_of(found, "res1") == 'x = residual(inputs, name="res1")'
    assert text_of(found, "res2") == 'for i in range(1, 3):\nx = residual(x, name=f"res2_{i}")'


def test_inner_nodes_have_the_lines_of_the_function() -> None:
    found = program(network(chosen(residual()), chosen(residual(), 2)))
    norm = 'x = layers.BatchNormalization(name=f"{name}_norm1")(x)'
    assert {text_of(found, f"{path}/norm1") for path in ("res1", "res2", "res2.1", "res2.2")} == {norm}
    assert text_of(found, "res2/proj1").splitlines()[::2] == ["if strides != 1:", "else:"]
    assert text_of(found, "res2.2/unit1") == 'x = conv_relu(x, filters=filters, name=f"{name}_unit1")'
    assert text_of(found, "res2.2/unit1/relu1") == 'return layers.ReLU(name=f"{name}_relu1")(x)'


def test_ports_have_the_head_and_the_end() -> None:
    found = program(network(chosen(residual()), chosen(Module("nothing", graph_of({"a": ModuleInput(), "b": ModuleOutput()}, "a b")))))
    assert text_of(found, "res1/input1") == 'def residual(inputs, filters=8, strides=1, name="residual"):'
    assert text_of(found, "res1/output1") == 'return layers.Add(name=f"{name}_add1")([x, proj1])'


def test_a_line_of_a_function_selects_the_first_instance() -> None:
    found = program(network(chosen(residual(), 2), chosen(residual())))
    assert pressed(found, "_norm1") == "res1/norm1"
    assert pressed(found, "_relu1") == "res1/unit1/relu1"
    assert pressed(found, "for i in") == "res1"
    assert pressed(found, "res2") == "res2"
    assert pressed(found, "scores") == "scores"


def test_each_layer_of_the_network_has_its_lines() -> None:
    stage = Module("stage", graph_of({"in": ModuleInput(), "r": chosen(residual(), 2), "out": ModuleOutput()}, "in r", "r out"))
    graph = network(chosen(stage, 2), chosen(unit()), chosen(residual(), filters=8))
    found = program(graph)
    assert {step.node for step in plan(graph, "t").steps} <= found.lines.keys()
    assert {node for node in flat(graph).graph.nodes if not node.endswith("proj1")} <= found.lines.keys()
    for step in plan(graph, "t").steps:
        inner = step.node.rpartition("/")[2]
        assert f'{inner}"' in text_of(found, step.node)


def test_a_row_of_layers_belongs_to_its_instance() -> None:
    """The function would make a convolution that the network lacks."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(8, 8, 4)),
        "split1": Instance(wide_split()),
        "relu": block("ReLU"),
        "end": Output(meaning="values"),
    }
    found = program(graph_of(blocks, "image split1", "split1 relu 0 1", "relu end"))
    assert text_of(found, "split1/a") == 'x = layers.ReLU(name="split1_a")(inputs)'
    assert text_of(found, "split1") == "\n".join(text_of(found, f"split1/{node}") for node in "ab")
    assert "split1/conv1" not in found.lines


def wide_split() -> Module:
    """Two layers lead to the second output."""
    module = split()
    blocks: dict[str, Placed] = {node.name: node.block for node in module.graph.nodes.values()} | {"a": block("ReLU"), "b": block("ReLU")}
    return Module("wide", graph_of(blocks, "input1 conv1", "conv1 output1", "input1 a", "a b", "b output2"))


def test_a_row_of_repeated_layers_has_paths_with_and_without_numbers() -> None:
    module = Module(
        "soft", graph_of({"in": ModuleInput(), "d": block("Dense", units=3, activation="softmax"), "out": ModuleOutput()}, "in d", "d out")
    )
    blocks: dict[str, Placed] = {"image": Input(shape=(2, 2, 1)), "flat": block("Flatten"), "pair": chosen(module, 2), "end": Output()}
    found = program(graph_of(blocks, "image flat", "flat pair", "pair end"))
    assert text_of(found, "pair.1/d") == 'x = layers.Dense(3, activation="softmax", name="pair_1_d")(x)'
    assert text_of(found, "pair").splitlines() == [
        'x = layers.Dense(3, activation="softmax", name="pair_1_d")(x)',
        'x = layers.Dense(3, name="pair_2_d")(x)',
        'outputs = layers.Softmax(name="pair_2_d_softmax")(x)',
    ]
    assert text_of(found, "pair/d") == text_of(found, "pair")
