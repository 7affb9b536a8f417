"""A module is a function of the program and a repeat a loop, and the program builds exactly the network of the plan."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from studio.blocks.block import Block
from studio.blocks.ends import Input, Output
from studio.blocks.initializers import HeNormal, VarianceScaling
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.regularizers import L2
from studio.compile.planner import plan, prepared
from studio.compile.source import source
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import BYPASS, Binding, Instance, Module, Parameter, Placed
from studio.project.library import shipped
from tests.blocks.strategies import LAYERS, forms
from tests.compile.drawings import block
from tests.compile.programs import check_clean, check_same
from tests.graph.modules import chosen, graph_of, join, network, residual, split, unit

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


def helped(module: Module, text: str) -> Module:
    return replace(module, help=text)


def stages() -> Graph:
    """Two stages of residual blocks; the first block of the second one shrinks the image."""
    module = helped(residual(), "Two convolutions and a shortcut around them.")
    return network(chosen(module, 2), chosen(module, 3, {"strides": 2}, filters=16))


def checked(graph: Graph) -> str:
    """The program of a drawing, after it was compared with the plan."""
    return check_same(plan(graph, "t"), graph)


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


def test_layers_for_an_output_that_nobody_takes_are_not_made() -> None:
    """The function would make them: so the layers of the plan stand in a row."""
    blocks: dict[str, Placed] = {"image": Input(shape=(8, 8, 4)), "split1": Instance(split()), "end": Output(meaning="values")}
    blocks |= {"relu": block("ReLU")}
    text = checked(graph_of(blocks, "image split1", "split1 relu 0 1", "relu end"))
    assert "def split" not in text
    assert 'outputs = layers.ReLU(name="relu")(inputs)' in text


def bound(expression: str, field: str = "units", **values: object) -> Module:
    """A Dense with one value that follows an expression of parameters."""
    graph = graph_of({"in": ModuleInput(), "dense": block("Dense", units=4), "out": ModuleOutput()}, "in dense", "dense out")
    return Module("wide", graph, tuple(Parameter(name, value) for name, value in values.items()), (Binding("dense", field, expression),))


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("units*4", "units * 4"),
        ("units / 2", "units // 2"),
        ("units / 4 if units > 4 else 1", "units // 4 if units > 4 else 1"),
        ("max(units - 2, 1)", "max(units - 2, 1)"),
        ("units if kind == 'wide' else 3", 'units if kind == "wide" else 3'),
        ("-units + (units+1) * 2", "-units + (units + 1) * 2"),
    ],
)
def test_expressions_are_written_as_python(expression: str, written: str) -> None:
    module = bound(expression, units=4, kind="wide")
    text = checked(network(chosen(module), chosen(module, units=16), shape=(2, 2, 1)))
    assert f'layers.Dense({written}, name=f"{{name}}_dense")' in text


def test_a_division_that_leaves_a_rest_somewhere_stays_one() -> None:
    module = Module(
        "dropped",
        graph_of({"in": ModuleInput(), "drop": block("Dropout", rate=0.5), "out": ModuleOutput()}, "in drop", "drop out"),
        (Parameter("tenths", 5),),
        (Binding("drop", "rate", "tenths / 10"),),
    )
    assert "layers.Dropout(tenths / 10, " in checked(network(chosen(module), chosen(module, tenths=0)))


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("not wanted", "wanted"),
        ("wanted", "not wanted"),
        ("units == 4", "units != 4"),
        ("units >= 9", "units < 9"),
        ("units < 3 or wanted", "not (units < 3 or wanted)"),
        ("kind == 'plain'", 'kind != "plain"'),
    ],
)
def test_a_bypass_is_an_if(expression: str, condition: str) -> None:
    graph = graph_of(
        {"in": ModuleInput(), "relu": block("ReLU"), "drop": block("Dropout", rate=0.5), "out": ModuleOutput()},
        "in relu",
        "relu drop",
        "drop out",
    )
    parameters = (Parameter("wanted", False), Parameter("units", 4), Parameter("kind", "plain"))
    module = Module("perhaps", graph, parameters, (Binding("drop", BYPASS, expression),))
    text = checked(network(chosen(module), chosen(module, wanted=True), chosen(module, units=9, kind="other")))
    assert f'    if {condition}:\n        x = layers.Dropout(0.5, name=f"{{name}}_drop")(x)\n    return x\n' in text


def test_what_one_condition_decides_stands_under_one_if() -> None:
    names = ("conv", "norm", "relu", "drop")
    blocks: dict[str, Placed] = {
        "in": ModuleInput(),
        "conv": block("Conv2D", filters=8, padding="same"),
        "norm": block("BatchNormalization"),
    }
    blocks |= {"relu": block("ReLU"), "drop": block("Dropout", rate=0.5), "sum": block("Add"), "out": ModuleOutput()}
    graph = graph_of(blocks, "in conv", "conv norm", "norm relu", "relu drop", "relu sum 0", "drop sum 1", "in sum 2", "sum out")
    module = Module("perhaps", graph, (Parameter("wide", False),), tuple(Binding(name, BYPASS, "not wide") for name in names))
    assert (
        "    if wide:\n"
        '        x = layers.Conv2D(8, 3, padding="same", name=f"{name}_conv")(inputs)\n'
        '        x = layers.BatchNormalization(name=f"{name}_norm")(x)\n'
        '        relu = layers.ReLU(name=f"{name}_relu")(x)\n'
        "    else:\n"
        "        relu = inputs\n"
        "    if wide:\n"
        '        x = layers.Dropout(0.5, name=f"{name}_drop")(relu)\n'
        "    else:\n"
        "        x = relu\n"
    ) in checked(network(chosen(module), chosen(module, 2, {"wide": True})))


def test_a_bypassed_merge_gives_its_first_input() -> None:
    blocks: dict[str, Placed] = {"in": ModuleInput(), "a": block("ReLU"), "b": block("ReLU"), "sum": block("Add"), "out": ModuleOutput()}
    graph = graph_of(blocks, "in a", "a b", "a sum 1", "b sum 0", "sum out")
    module = Module("merge", graph, (Parameter("alone", False),), (Binding("sum", BYPASS, "alone"),))
    text = checked(network(chosen(module)))
    assert (
        "    if not alone:\n"
        '        x = layers.Add(name=f"{name}_sum")([x, a])\n'
        "    return x\n"
    ) in text  # fmt: skip


def test_nodes_that_a_bypass_leaves_without_use_are_not_made() -> None:
    """The function would make them where its merge is bypassed: that instance stays a row of layers."""
    blocks: dict[str, Placed] = {"in": ModuleInput(), "a": block("ReLU"), "b": block("ReLU"), "sum": block("Add"), "out": ModuleOutput()}
    graph = graph_of(blocks, "in a", "in b", "a sum 0", "b sum 1", "sum out")
    module = Module("merge", graph, (Parameter("alone", False),), (Binding("sum", BYPASS, "alone"),))
    text = checked(network(chosen(module), chosen(module, alone=True)))
    assert 'x = merge(inputs, name="res1")' in text
    assert 'x = layers.ReLU(name="res2_a")(x)' in text
    assert "res2_b" not in text


def nested_chain() -> Graph:
    """A stage whose blocks are repeated inside it, the first with another stride, if the stage has any."""
    graph = graph_of(
        {"in": ModuleInput(), "blocks": Instance(residual(), {}, 2, {"strides": 2}), "out": ModuleOutput()}, "in blocks", "blocks out"
    )
    bindings = (Binding("blocks", "filters", "width * 2"), Binding("blocks", BYPASS, "width < 2"))
    stage = Module("stage", graph, (Parameter("width", 4),), bindings, help="Blocks of one width.")
    return network(chosen(stage), chosen(stage, 2, {"width": 6}, width=3))


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


def test_an_instance_beside_the_way_may_have_values_that_its_module_refuses() -> None:
    blocks = {name: node.block for name, node in network(chosen(unit())).nodes.items()} | {"beside": chosen(unit(), filters=-1)}
    text = checked(graph_of(blocks, "image res1", "image beside", "res1 flatten", "flatten scores", "scores output"))
    assert "beside" not in text
    assert 'x = conv_relu(inputs, name="res1")' in text


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


def test_a_regulariser_may_be_a_parameter() -> None:
    module = bound("regularizer", "kernel_regularizer", regularizer=None)
    text = checked(network(chosen(module), chosen(module, regularizer=L2(l2=0.5)), shape=(2, 2, 1)))
    assert "from keras import layers, regularizers\n" in text
    assert 'x = wide(x, regularizer=regularizers.L2(l2=0.5), name="res2")' in text
    assert "regularizers" not in checked(network(chosen(module), shape=(2, 2, 1)))


def test_an_initializer_that_keras_has_a_word_for_may_be_a_parameter() -> None:
    module = bound("start", "kernel_initializer", start=HeNormal())
    text = checked(network(chosen(module), chosen(module, start=VarianceScaling().replace(scale=2.0)), shape=(2, 2, 1)))
    assert 'def wide(x, start="he_normal", name="wide"):' in text
    assert 'layers.Dense(4, kernel_initializer=initializers.VarianceScaling(scale=2.0), name="res2_dense")' in text


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


def test_a_name_for_two_modules_is_the_first_ones() -> None:
    text = checked(network(chosen(unit()), chosen(replace(unit(), help="Another."))))
    assert "Another." not in text
    assert 'name="res2_conv1"' in text


SHAPES = ((8, 8, 4), (6, 7, 2), (12,), (5, 4))


def boxed(kind: Block, shape: tuple[int, ...]) -> Graph:
    """An image that is brought to a shape and goes through a module with one block in it (twice, where it takes many inputs)."""
    inner = graph_of(
        {"in": ModuleInput(), "subject": kind, "out": ModuleOutput()},
        *("in subject", "in subject 1")[: 1 + kind.many_inputs],
        "subject out",
    )
    blocks: dict[str, Placed] = {
        "image": Input(shape=(1, 1, int(np.prod(shape)))),
        "shaped": block("Reshape", target_shape=shape),
        "box": Instance(Module("box", inner)),
        "end": Output(meaning="values"),
    }
    return graph_of(blocks, "image shaped", "shaped box", "box end")


def is_network(graph: Graph) -> bool:
    return not any(issue.stops for issue in measure(graph).issues)


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
@settings(max_examples=4)
@given(data=st.data())
def test_every_block_in_a_module_is_written_as_it_is_built(cls: type[Block], data: st.DataObject) -> None:
    drawn = forms(cls).flatmap(lambda form: st.sampled_from([boxed(form, shape) for shape in SHAPES]))
    assert "def box(" in checked(data.draw(drawn.filter(is_network)))


@pytest.mark.parametrize("module", shipped(), ids=lambda module: module.name)
def test_the_modules_that_come_along_are_functions(module: Module, tmp_path: Path) -> None:
    """Each on an image of as many channels as it wants; where there are two inputs, the first sees half of it."""
    ports = ("image one",) if len(module.inputs) == 1 else ("image half", "half one", "image one 1")
    blocks: dict[str, Placed] = {"one": Instance(module), "half": block("MaxPooling2D"), "end": Output(meaning="values")}
    graphs = (graph_of({"image": Input(shape=(8, 8, wide)), **blocks}, *ports, "one end") for wide in (32, 64, 256))
    text = checked(next(filter(is_network, graphs)))
    assert f" = {module.name}(" in text
    check_clean({module.name: text}, tmp_path)


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
