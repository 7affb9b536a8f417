"""A module is a function of the program and a repeat a loop, and the program builds exactly the network of the plan."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from msgspec.structs import replace

from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.regularizers import L2
from studio.compile.planner import plan, prepared
from studio.compile.source import source
from studio.graph.module import Binding, Instance, Module, Parameter, Placed
from tests.compile.drawings import block
from tests.compile.modules import bound, nested_chain, stages, u_net
from tests.compile.programs import check_clean, check_same, checked
from tests.graph.small_modules import chosen, graph_of, join, network, residual, split, unit

STAGES = '''"""Stages: a Keras model, drawn in Abyss Studio."""

import keras
from keras import layers

INPUT_SHAPE = (8, 8, 8)  # height, width and channels of an image


def conv_relu(x, filters=8, name="conv_relu"):
    """conv_relu."""
    x = layers.Conv2D(filters, 3, padding="same", name=f"{name}_conv1")(x)
    return layers.ReLU(name=f"{name}_relu1")(x)


def residual(inputs, filters=8, strides=1, name="residual"):
    """Two convolutions and a shortcut around them."""
    if strides != 1:
        proj1 = layers.Conv2D(filters, 1, strides=strides, name=f"{name}_proj1")(inputs)
    else:
        proj1 = inputs
    x = layers.Conv2D(filters, 3, strides=strides, padding="same", name=f"{name}_conv1")(inputs)
    x = layers.BatchNormalization(name=f"{name}_norm1")(x)
    x = conv_relu(x, filters=filters, name=f"{name}_unit1")
    return layers.Add(name=f"{name}_add1")([x, proj1])


def build() -> keras.Model:
    """Makes the network: it takes raw pixels (0 to 255) and gives the probability of each class."""
    inputs = keras.Input(INPUT_SHAPE, name="image")
    x = inputs
    for i in range(1, 3):
        x = residual(x, name=f"res1_{i}")
    for i in range(1, 4):
        x = residual(x, filters=16, strides=2 if i == 1 else 1, name=f"res2_{i}")
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(10, name="scores")(x)
    outputs = layers.Softmax(name="output")(x)
    return keras.Model(inputs, outputs, name="stages")


if __name__ == "__main__":
    build().summary()
'''


def test_stages_read_as_a_person_would_write_them() -> None:
    graph = stages()
    assert check_same(plan(graph, "Stages"), graph) == STAGES


def test_without_the_drawing_all_is_a_row_of_layers() -> None:
    text = check_same(plan(stages(), "Stages"))
    assert "def residual" not in text
    assert 'name="res2_3_unit1_relu1"' in text


def test_a_drawing_without_modules_is_written_as_without_the_drawing() -> None:
    graph = network()
    assert source(plan(graph, "t"), graph=graph) == source(plan(graph, "t"))


def test_what_is_done_to_the_pixels_comes_before_the_functions() -> None:
    graph = network(chosen(unit(), 2), shape=(4, 4, 2))
    mean = np.random.default_rng(1).random((4, 4, 2), np.float32)
    planned = prepared(plan(graph, "t"), True, mean)
    assert '(x)\n    for i in range(1, 3):\n        x = conv_relu(x, name=f"res1_{i}")\n' in check_same(planned, graph)
    promised = source(prepared(plan(graph, "t"), True, None), "mean image", graph).text
    assert "here, as soon as it is known.\n    for i in range(1, 3):\n" in promised


def test_a_module_used_once_is_a_function_all_the_same() -> None:
    assert 'x = conv_relu(inputs, filters=3, name="res1")' in checked(network(chosen(unit(), filters=3)))


def test_defaults_are_not_said_again() -> None:
    assert 'x = conv_relu(inputs, name="res1")' in checked(network(chosen(unit(), filters=8)))


def test_several_inputs_and_outputs_are_parameters_and_a_tuple() -> None:
    text = checked(u_net())
    assert 'def up(x, skip, name="up"):' in text
    assert "    return x, conv\n" in text
    assert (
        '    x, down1_skip = down(inputs, name="down1")\n'
        '    x, down2_skip = down(x, filters=8, name="down2")\n'
        '    x = up(x, down2_skip, name="up2")\n'
        '    outputs = up(x, down1_skip, name="up1")\n'
    ) in text


def test_an_output_that_shows_what_came_in_is_no_value_of_its_own() -> None:
    blocks: dict[str, Placed] = {
        "image": Input(shape=(8, 8, 4)),
        "stem": block("Conv2D", filters=4, padding="same"),
        "split1": Instance(split()),
        "join1": Instance(join()),
        "end": Output(meaning="values"),
    }
    text = checked(graph_of(blocks, "image stem", "stem split1", "split1 join1 0 0", "split1 join1 1 1", "join1 end"))
    assert 'x, _ = split(stem, name="split1")' in text
    assert 'outputs = join(x, stem, name="join1")' in text


def test_an_output_that_nobody_takes_is_not_kept() -> None:
    graph = u_net()
    unused = graph_of(
        {"image": Input(shape=(8, 8, 1)), "down1": graph.nodes["down1"].block, "end": Output(meaning="values")}, "image down1", "down1 end"
    )
    assert 'outputs, _ = down(inputs, name="down1")' in checked(unused)


def test_a_loop_may_stand_in_a_function_and_in_an_if() -> None:
    assert (
        'def stage(x, width=4, name="stage"):\n'
        '    """Blocks of one width."""\n'
        "    if width >= 2:\n"
        "        for i in range(1, 3):\n"
        '            x = residual(x, filters=width * 2, strides=2 if i == 1 else 1, name=f"{name}_blocks_{i}")\n'
        "    return x\n"
    ) in checked(nested_chain())


def test_the_first_repetition_may_differ_in_several_values() -> None:
    graph = graph_of({"in": ModuleInput(), "dense": block("Dense", units=4), "out": ModuleOutput()}, "in dense", "dense out")
    parameters = (Parameter("units", 4), Parameter("use_bias", False), Parameter("activation", "relu"))
    bindings = tuple(Binding("dense", each.name, each.name) for each in parameters)
    module = Module("dense", graph, parameters, bindings)
    text = checked(network(chosen(module, 2, {"use_bias": True, "activation": "tanh", "units": 4}, units=3), shape=(2, 2, 1)))
    said = 'units=4 if i == 1 else 3, use_bias=i == 1, activation="tanh" if i == 1 else "relu"'
    assert f'        x = dense(\n            x, {said}, name=f"res1_{{i}}"\n        )\n' in text


def test_bypassed_and_muted_nodes_are_not_in_the_program() -> None:
    blocks: dict[str, Placed] = {
        "in": ModuleInput(),
        **{name: block("ReLU") for name in ("a", "passed", "b", "silent")},
        "sum": block("Add"),
        "out": ModuleOutput(),
    }
    drawn = graph_of(blocks, "in a", "a passed", "passed b", "b sum 0", "silent sum 1", "passed sum 2", "a silent", "sum out")
    nodes = dict(drawn.nodes)
    nodes |= {"passed": replace(nodes["passed"], state="bypassed"), "silent": replace(nodes["silent"], state="muted")}
    module = Module("some", drawn.replace(nodes=nodes))
    text = checked(network(chosen(module)))
    assert "passed" not in text
    assert "silent" not in text
    assert 'layers.Add(name=f"{name}_sum")([x, a])' in text


def test_a_bypassed_instance_is_a_wire() -> None:
    graph = network(chosen(unit(), 2), chosen(residual()))
    text = checked(graph.replace(nodes={**graph.nodes, "res1": replace(graph.nodes["res1"], state="bypassed")}))
    assert "res1" not in text
    assert 'x = residual(inputs, name="res2")' in text


def test_a_muted_instance_is_left_out_with_its_wires() -> None:
    blocks: dict[str, Placed] = {
        "image": Input(shape=(4, 4, 2)),
        "res1": chosen(residual()),
        "sum": block("Add"),
        "end": Output(meaning="values"),
    }
    blocks |= {"relu1": block("ReLU"), "relu2": block("ReLU")}
    graph = graph_of(blocks, "image relu1", "image relu2", "image res1", "relu1 sum 0", "res1 sum 1", "relu2 sum 2", "sum end")
    text = checked(graph.replace(nodes={**graph.nodes, "res1": replace(graph.nodes["res1"], state="muted")}))
    assert "res" not in text
    assert 'outputs = layers.Add(name="sum")([x, relu2])' in text


def test_layers_of_one_name_get_another_beginning() -> None:
    """The node res1_conv1 has the name that the first layer of res1 would have."""
    blocks = {name: node.block for name, node in network(chosen(unit())).nodes.items()} | {"res1_conv1": block("ReLU")}
    wires = ("image res1_conv1", "res1_conv1 res1", "res1 flatten", "flatten scores", "scores output")
    assert 'x = conv_relu(x, name="res1_2")' in checked(graph_of(blocks, *wires))


def test_names_that_tensorflow_refuses_are_changed_as_the_plan_does() -> None:
    graph = graph_of({"in": ModuleInput(), "größe": block("ReLU"), "out": ModuleOutput()}, "in größe", "größe out")
    module = Module("maß", graph)
    blocks: dict[str, Placed] = {"image": Input(shape=(2, 2, 1)), "_ähre": chosen(module, 2), "end": Output(meaning="values")}
    text = checked(graph_of(blocks, "image _ähre", "_ähre end"))
    assert 'outputs = maß(outputs, name=f"layer__hre_{i}")' in text
    assert 'layers.ReLU(name=f"{name}_gr__e")' in text


def test_a_regulariser_may_be_a_parameter() -> None:
    module = bound("regularizer", "kernel_regularizer", regularizer=None)
    text = checked(network(chosen(module), chosen(module, regularizer=L2(l2=0.5)), shape=(2, 2, 1)))
    assert "from keras import layers, regularizers\n" in text
    assert 'x = wide(x, regularizer=regularizers.L2(l2=0.5), name="res2")' in text
    assert "regularizers" not in checked(network(chosen(module), shape=(2, 2, 1)))


def test_a_layer_of_ours_inside_a_module_comes_along() -> None:
    graph = graph_of({"in": ModuleInput(), "max": block("Maxout"), "out": ModuleOutput()}, "in max", "max out")
    assert "\nclass Maxout(" in checked(network(chosen(Module("pieces", graph))))


def test_functions_parameters_and_variables_step_aside_for_each_other() -> None:
    """Everything is called as something that the program needs itself."""
    parts = ("x", "name", "layers", "i", "keras", "build", "l", "inputs", "lambda_")
    blocks: dict[str, Placed] = {"inputs": ModuleInput(), **{part: block("ReLU") for part in parts if part != "inputs"}}
    blocks |= {"max": block("Add"), "range": Instance(unit(), {}, 2), "out": ModuleOutput()}
    names = [name for name in blocks if name not in ("inputs", "max", "range", "out")]
    wires = [f"inputs {name}" for name in names] + [f"{name} max {place}" for place, name in enumerate(names)]
    graph = graph_of(blocks, *wires, "max range", "range out")
    inner = replace(unit(), name="layers")
    nodes = dict(graph.nodes) | {"range": replace(graph.nodes["range"], block=Instance(inner, {}, 2))}
    parameters = tuple(Parameter(part, 4) for part in parts)
    module = Module("build", graph.replace(nodes=nodes), parameters, (Binding("range", "filters", "x + name + layers + i + l + inputs"),))
    checked(network(chosen(module, 2), chosen(inner, 2), chosen(replace(unit(), name="l"))))


def test_the_text_of_a_module_is_only_a_text() -> None:
    texts = ['"""\nimport nothing', "back\\slash\\", "a " * 200, "  ", 'say "hello"', "größe\x00"]
    modules = [replace(unit(), name=f"m{place}", help=text) for place, text in enumerate(texts)]
    checked(network(*map(chosen, modules)))


def test_programs_are_clean_by_the_usual_tools(tmp_path: Path) -> None:
    long = replace(unit(), name="with_a_name_that_is_really_long", help="So much to say of it. " * 12)
    parameters = tuple(Parameter(f"a_parameter_of_the_module_{place}", place) for place in range(4))
    graphs = {
        "stages": stages(),
        "u_net": u_net(),
        "nested": nested_chain(),
        "long": network(chosen(replace(long, parameters=(*long.parameters, *parameters)), a_parameter_of_the_module_1=7)),
        "quoted": network(chosen(bound("4 if kind == 'a' else 3", kind="it's"))),
        "texts": network(
            *(chosen(replace(unit(), name=f"m{len(text)}", help=text)) for text in ('a "b"', "c\\", "x" * 300, "y " * 55, ""))
        ),
    }
    check_clean({name: source(plan(graph, "t"), graph=graph).text for name, graph in graphs.items()}, tmp_path)
