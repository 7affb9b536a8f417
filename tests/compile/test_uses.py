"""An instance is a call of its function only where the function makes exactly what the plan holds; else its layers stand in a row."""

from __future__ import annotations

from msgspec.structs import replace

from studio.blocks.ends import Input, Output
from studio.blocks.initializers import HeNormal, VarianceScaling
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.module import BYPASS, Binding, Instance, Module, Parameter, Placed
from tests.compile.drawings import block
from tests.compile.modules import bound
from tests.compile.programs import checked
from tests.graph.small_modules import chosen, graph_of, network, split, unit


def test_layers_for_an_output_that_nobody_takes_are_not_made() -> None:
    """The function would make them: so the layers of the plan stand in a row."""
    blocks: dict[str, Placed] = {"image": Input(shape=(8, 8, 4)), "split1": Instance(split()), "end": Output(meaning="values")}
    blocks |= {"relu": block("ReLU")}
    text = checked(graph_of(blocks, "image split1", "split1 relu 0 1", "relu end"))
    assert "def split" not in text
    assert 'outputs = layers.ReLU(name="relu")(inputs)' in text


def test_nodes_that_a_bypass_leaves_without_use_are_not_made() -> None:
    """The function would make them where its merge is bypassed: that instance stays a row of layers."""
    blocks: dict[str, Placed] = {"in": ModuleInput(), "a": block("ReLU"), "b": block("ReLU"), "sum": block("Add"), "out": ModuleOutput()}
    graph = graph_of(blocks, "in a", "in b", "a sum 0", "b sum 1", "sum out")
    module = Module("merge", graph, (Parameter("alone", False),), (Binding("sum", BYPASS, "alone"),))
    text = checked(network(chosen(module), chosen(module, alone=True)))
    assert 'x = merge(inputs, name="res1")' in text
    assert 'x = layers.ReLU(name="res2_a")(x)' in text
    assert "res2_b" not in text


def test_an_instance_beside_the_way_may_have_values_that_its_module_refuses() -> None:
    blocks = {name: node.block for name, node in network(chosen(unit())).nodes.items()} | {"beside": chosen(unit(), filters=-1)}
    text = checked(graph_of(blocks, "image res1", "image beside", "res1 flatten", "flatten scores", "scores output"))
    assert "beside" not in text
    assert 'x = conv_relu(inputs, name="res1")' in text


def test_where_a_changed_name_is_taken_the_instance_is_a_row_of_layers() -> None:
    graph = graph_of({"in": ModuleInput(), "größe": block("ReLU"), "out": ModuleOutput()}, "in größe", "größe out")
    blocks: dict[str, Placed] = {
        "image": Input(shape=(2, 2, 1)),
        "a": chosen(Module("sized", graph)),
        "a_gr__e": block("ReLU"),
        "b": chosen(Module("sized", graph)),
        "end": Output(meaning="values"),
    }
    text = checked(graph_of(blocks, "image a", "a a_gr__e", "a_gr__e b", "b end"))
    assert 'x = layers.ReLU(name="a_gr__e_2")(inputs)' in text
    assert 'outputs = sized(x, name="b")' in text


def test_a_softmax_that_is_the_networks_own_is_split_off_its_instance() -> None:
    module = bound("units", units=3)
    inner = dict(module.graph.nodes)
    inner["dense"] = replace(inner["dense"], block=block("Dense", units=3, activation="softmax"))
    blocks: dict[str, Placed] = {
        "image": Input(shape=(2, 2, 1)),
        "flatten": block("Flatten"),
        "first": Instance(replace(module, graph=module.graph.replace(nodes=inner))),
        "last": Instance(replace(module, graph=module.graph.replace(nodes=inner))),
        "end": Output(),
    }
    text = checked(graph_of(blocks, "image flatten", "flatten first", "first last", "last end"))
    assert 'x = wide(x, name="first")' in text
    assert 'outputs = layers.Softmax(name="last_dense_softmax")(x)' in text


def test_an_initializer_that_keras_has_a_word_for_may_be_a_parameter() -> None:
    module = bound("start", "kernel_initializer", start=HeNormal())
    text = checked(network(chosen(module), chosen(module, start=VarianceScaling().replace(scale=2.0)), shape=(2, 2, 1)))
    assert 'def wide(x, start="he_normal", name="wide"):' in text
    assert 'layers.Dense(4, kernel_initializer=initializers.VarianceScaling(scale=2.0), name="res2_dense")' in text


def test_a_name_for_two_modules_is_the_first_ones() -> None:
    text = checked(network(chosen(unit()), chosen(replace(unit(), help="Another."))))
    assert "Another." not in text
    assert 'name="res2_conv1"' in text
