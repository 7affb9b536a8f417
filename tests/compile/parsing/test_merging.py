"""Edits of a program become edits of the drawing; what they do not touch stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from studio import paths
from studio.blocks.block import Block
from studio.blocks.ends import Input, Output
from studio.compile.parsing.editing import applied, start
from studio.compile.parsing.faults import ParsingError
from studio.compile.parsing.links import links
from studio.compile.parsing.merging import edited
from studio.compile.parsing.program import parsed
from studio.compile.planner import PlanError, plan
from studio.compile.source import source
from studio.graph import edits
from studio.graph.diff import diff
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.graph.modules.used import modules_of
from studio.graph.training import set_multiplier, set_trainable
from studio.project import file
from tests.compile.drawings import block, branched, chain, lenet
from tests.compile.modules import nested_chain, stages
from tests.compile.parsing.same import computed, edited_text
from tests.compile.test_any_modules import networks


def placed(graph: Graph) -> Graph:
    """A drawing whose cards lie somewhere."""
    return edits.move(graph, {node: (208.0 * place, 40.0) for place, node in enumerate(graph.nodes)})


def node(graph: Graph, name: str) -> Node:
    found = graph.named(name)
    assert found, f"{name} is none of {[each.name for each in graph.nodes.values()]}"
    return found


def held(graph: Graph, name: str) -> Block:
    found = node(graph, name).block
    assert isinstance(found, Block)
    return found


def feeding(graph: Graph, name: str) -> list[str]:
    return [graph.nodes[wire.source].name for wire in graph.feeds.get(node(graph, name).id, ())]


@settings(max_examples=20)
@given(graph=networks())
def test_a_program_that_is_not_edited_edits_nothing(graph: Graph) -> None:
    try:
        plan(graph, "t")
    except PlanError:
        assume(False)
    assert edited_text(graph, ("import keras\n", "import keras  # a comment\n")).graph is graph


def test_a_value_is_changed() -> None:
    graph = placed(lenet())
    new = edited_text(graph, ("Conv2D(6, 5", "Conv2D(8, 3, strides=2")).graph
    found = diff(graph, new)
    assert (found.added, found.removed, found.wires_added, found.wires_removed) == ({}, {}, (), ())
    (change,) = found.changed.values()
    assert change.new == replace(change.old, block=block("Conv2D", filters=8, kernel_size=(3, 3), strides=(2, 2), activation="relu"))


def test_a_line_is_added_within_a_chain() -> None:
    graph = placed(lenet())
    line = '    x = layers.MaxPooling2D(2, name="pool1")(x)\n'
    new = edited_text(graph, (line, line + "    x = layers.Dropout(0.25)(x)\n")).graph
    assert feeding(new, "dropout") == ["pool1"]
    assert feeding(new, "conv2") == ["dropout"]
    assert {name: each for name, each in new.nodes.items() if name in graph.nodes} == graph.nodes
    assert node(new, "dropout").position == (208.0 * 4, 40.0 + 240)


def test_a_line_is_deleted() -> None:
    graph = placed(lenet())
    new = edited_text(graph, ('    x = layers.MaxPooling2D(2, name="pool1")(x)\n', "")).graph
    assert new.named("pool1") is None
    assert feeding(new, "conv2") == ["conv1"]
    assert set(new.nodes) < set(graph.nodes)


def test_a_layer_is_renamed_and_is_the_same_node() -> None:
    graph = placed(lenet())
    new = edited_text(graph, ('name="conv1"', 'name="first"')).graph
    assert node(new, "first") == replace(node(graph, "conv1"), name="first")
    assert new.wires == graph.wires


def test_a_layer_becomes_another_kind_and_keeps_its_place() -> None:
    graph = placed(lenet())
    new = edited_text(graph, ('MaxPooling2D(2, name="pool2")', 'AveragePooling2D(2, name="pool2")')).graph
    assert node(new, "pool2") == replace(node(graph, "pool2"), block=block("AveragePooling2D", pool_size=(2, 2)))


def test_layers_are_wired_otherwise() -> None:
    graph = placed(branched())
    new = edited_text(graph, ('name="deep")(stem)', 'name="deep")(inputs)'), ("([x, stem])", "([stem, x])")).graph
    assert feeding(new, "deep") == ["image"]
    assert feeding(new, "sum") == ["stem", "deep"]
    assert new.nodes == graph.nodes


def test_what_the_program_does_not_show_stays() -> None:
    """A node beside the way, a bypassed one, a comment's place: the program says nothing of them."""
    graph = placed(lenet())
    graph = edits.add(graph, block("ReLU"), (0.0, 900.0), "aside")[0]
    bypassed = replace(node(graph, "pool2"), state="bypassed")
    graph = graph.replace({**graph.nodes, bypassed.id: bypassed})
    new = edited_text(graph, ("Dense(84", "Dense(85")).graph
    assert held(new, "dense2") == block("Dense", units=85, activation="relu")
    assert {name: each for name, each in new.nodes.items() if each.name != "dense2"} == {
        name: each for name, each in graph.nodes.items() if each.name != "dense2"
    }


def test_a_value_in_a_function_changes_the_module_of_all_its_instances() -> None:
    graph = placed(stages())
    new = edited_text(graph, ('layers.Add(name=f"{name}_add1")', 'layers.Maximum(name=f"{name}_add1")')).graph
    module, old = modules_of(new)["residual"], modules_of(graph)["residual"]
    assert held(module.graph, "add1") == block("Maximum")
    assert set(module.graph.nodes) == set(old.graph.nodes)
    assert module.parameters == old.parameters
    assert all(each.block.module is module for each in new.nodes.values() if isinstance(each.block, Instance))


def test_a_loop_gets_another_count_and_other_values() -> None:
    graph = placed(stages())
    names = [each.name for each in graph.nodes.values() if isinstance(each.block, Instance)]
    new = edited_text(graph, ("range(1, 3)", "range(1, 6)"), ("filters=16", "filters=24")).graph
    first, second = (node(new, name).block for name in names)
    assert isinstance(first, Instance)
    assert isinstance(second, Instance)
    assert (first.repeat, second.repeat, second.values["filters"]) == (5, 3, 24)


def test_a_function_is_renamed_with_a_parameter() -> None:
    graph = placed(nested_chain())
    new = edited_text(graph, ("stage(", "level("), ("width", "wide")).graph
    names = modules_of(new)
    assert "level" in names
    assert [each.name for each in names["level"].parameters] == ["wide"]
    assert [node.id for node in new.nodes.values()] == [node.id for node in graph.nodes.values()]


def test_a_function_comes_and_is_called() -> None:
    graph = placed(lenet())
    function = (
        'def twice(x, units=10, name="twice"):\n'
        '    x = layers.Dense(units, name=f"{name}_one")(x)\n'
        '    return layers.ReLU(name=f"{name}_two")(x)\n\n\n'
        "def build()"
    )
    call = '    for i in range(1, 3):\n        x = twice(x, units=30, name=f"pair_{i}")\n    x = layers.Dense(10, name="scores")'
    new = edited_text(graph, ("def build()", function), ('    x = layers.Dense(10, name="scores")', call)).graph
    found = node(new, "pair").block
    assert isinstance(found, Instance)
    assert (found.module.name, found.repeat, dict(found.values)) == ("twice", 2, {"units": 30})
    assert (feeding(new, "pair"), feeding(new, "scores")) == (["dense2"], ["pair"])


def test_the_answer_becomes_values() -> None:
    graph = placed(lenet())
    line = '    x = layers.Dense(10, name="scores")(x)\n    outputs = layers.Softmax(name="output")(x)\n'
    new = edited_text(graph, (line, '    outputs = layers.Dense(10, name="scores")(x)\n')).graph
    assert node(new, "output").block == Output(meaning="values")
    assert node(new, "output").id == node(graph, "output").id


@pytest.mark.parametrize("how", ["inside", "block"])
def test_a_softmax_of_a_node_goes_with_its_line(how: str) -> None:
    graph = placed(lenet())
    scores = node(graph, "scores")
    if how == "inside":
        graph = edits.change(graph, scores.id, block("Dense", units=10, activation="softmax"))
        line = '    outputs = layers.Softmax(name="scores_softmax")(x)\n'
    else:
        graph, added = edits.add(graph, block("Softmax"), (0.0, 0.0), "probs")
        (wire,) = graph.follows[scores.id]
        graph = edits.insert(graph, added, wire)
        line = '    outputs = layers.Softmax(name="probs")(x)\n'
    new = edited_text(graph, (line, "    outputs = x\n")).graph
    assert node(new, "output").block == Output(meaning="values")
    assert held(new, "scores") == block("Dense", units=10)
    assert feeding(new, "output") == ["scores"]
    assert new.named("probs") is None


def test_a_locked_node_is_not_edited() -> None:
    graph = placed(lenet())
    locked = replace(node(graph, "conv1"), locked=True)
    graph = graph.replace({**graph.nodes, locked.id: locked})
    with pytest.raises(ParsingError) as refused:
        edited_text(graph, ("Conv2D(6, 5", "Conv2D(8, 5"))
    (fault,) = refused.value.faults
    assert fault.text == "conv1 is locked. Unlock it on the board, or leave its line as it was."
    assert fault.line == 13


def variants(text: str) -> list[str]:
    """Programs after edits such as a person makes, and some that make no sense."""
    lines = text.split("\n")
    made = [number for number, line in enumerate(lines) if "(" in line and line.startswith("    ") and "Model" not in line]
    names = sorted(set(re.findall(r"^ +(\w+) = ", text, re.MULTILINE)))
    found = [[*lines[:number], *lines[number + 1 :]] for number in made]
    for number in made:
        line = lines[number]
        others = [re.sub(r"(?<![\w\"])[1-9]\b", str(digit), line, count=1) for digit in (1, 2, 3)]
        others += [line.replace("==", "!="), line.replace("True", "False"), line.replace("Add", "Maximum")]
        others += [re.sub(r"\((\w+)\)$", f"({name})", line) for name in names] + [line.replace('")', '_new")')]
        others += [line + "\n" + re.sub(r'(name=f?".*?)"', r'\1_again"', line)]
        found += [[*lines[:number], other, *lines[number + 1 :]] for other in others]
    return sorted({"\n".join(each) for each in found} - {text})


@settings(max_examples=25)
@given(graph=networks(), data=st.data())
def test_the_edited_drawing_computes_what_the_edited_program_says(graph: Graph, data: st.DataObject) -> None:
    try:
        planned = plan(graph, "t")
    except PlanError:
        assume(False)
        return
    text = source(planned, graph=graph).text
    before, new = parsed(text, False), text
    for _ in range(data.draw(st.integers(1, 3))):
        new = data.draw(st.sampled_from(variants(new)))
    try:
        now = parsed(new, False)
        wanted = computed(plan(now.graph, "t"))
        found = edited(graph, links(planned, graph, before), before, now)
    except (ParsingError, PlanError):
        return  # in words, and nothing is edited
    assert computed(plan(found.graph, "t")) == wanted, new


def mobilenet() -> Graph:
    return file.read(paths.samples() / "mobilenet").graphs["MobileNet"]


def test_a_constant_that_is_a_parameter_of_the_drawing() -> None:
    graph = mobilenet()
    new = edited_text(graph, ("WIDTH_MULTIPLIER = 1.0", "WIDTH_MULTIPLIER = 0.5"), ("RESOLUTION = 224", "RESOLUTION = 160")).graph
    assert [each.value for each in new.parameters if each.name in ("width_multiplier", "resolution")] == [0.5, 160]
    assert new.bindings == graph.bindings
    assert getattr(held(new, "image"), "shape", None) == (160, 160, 3)


def test_a_value_that_followed_a_constant_is_set() -> None:
    graph = mobilenet()
    new = edited_text(graph, ("INPUT_SHAPE = (RESOLUTION, RESOLUTION, 3)", "INPUT_SHAPE = (96, 96, 3)")).graph
    assert getattr(held(new, "image"), "shape", None) == (96, 96, 3)
    image = node(new, "image").id
    assert [each for each in new.bindings if each.node == image] == []
    assert new.parameters == graph.parameters


def test_what_is_frozen_is_said_by_names() -> None:
    graph = set_multiplier(set_trainable(placed(stages()), ["res1"], False), ["scores"], 0.5)
    new = edited_text(graph, ('("res1_",)', '("res2_",)'), ('"scores": 0.5', '"scores": 0.25')).graph
    found = {each.name: (each.trainable, each.multiplier) for each in new.nodes.values() if (each.trainable, each.multiplier) != (True, 1)}
    assert found == {"res2": (False, 1.0), "scores": (True, 0.25)}
    freezing = edited_text(graph, ('layers.Dense(10, name="scores")', 'layers.Dense(10, trainable=False, name="scores")')).graph
    assert node(freezing, "scores").trainable is False


def test_code_of_a_person_s_own_stands_as_the_block_that_holds_it() -> None:
    graph = placed(chain(("image", Input(shape=(4, 4, 2))), ("own", block("Python")), ("end", Output(meaning="values"))))
    planned = plan(graph, "t")
    text = source(planned, graph=graph).text
    begin = start(planned, graph, text)
    assert applied(begin, text, {}).graph is graph
    new = applied(begin, text.replace('name="own")(inputs)', 'name="own")(keras.layers.ReLU(name="cut")(inputs))'), {}).graph
    assert feeding(new, "own") == ["cut"]
    assert node(new, "own") == node(graph, "own")
