"""A drawing becomes the plan that it means, or says why not."""

from __future__ import annotations

import re

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.block import Block
from studio.blocks.ends import AuxiliaryOutput, Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.compile.plan import Call, Head, Plan, Step
from studio.compile.planner import PlanError, plan, prepared
from studio.graph import edits
from studio.graph.flat import flat
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from studio.graph.names import free_name
from studio.graph.states import set_state
from tests.compile.drawings import block, branched, chain, drawing, id_of, lenet
from tests.graph.drawings import Numbers, drawn, numbers
from tests.graph.small_modules import chosen, graph_of, network, residual, unit

VECTOR = (("image", Input(shape=(2, 2, 1))), ("flatten", block("Flatten")))


def steps(planned: Plan) -> list[str]:
    return [step.name for step in planned.steps]


def test_the_steps_are_the_nodes_in_the_order_of_the_data() -> None:
    planned = plan(lenet(), "LeNet-5")
    names = ["image", "pad", "conv1", "pool1", "conv2", "pool2", "flatten", "dense1", "dense2", "scores", "output"]
    assert steps(planned) == names
    assert [step.inputs for step in planned.steps] == [(), *((name,) for name in names[:-1])]
    assert planned.input_shape == (28, 28, 1)


def test_a_step_is_the_keras_call_of_its_node() -> None:
    graph = lenet()
    step = plan(graph, "LeNet-5").steps[2]
    arguments = {"filters": 6, "kernel_size": [5, 5], "activation": "relu"}
    assert step == Step("conv1", "keras.layers.Conv2D", arguments, ("pad",), id_of(graph, "conv1"))


def test_a_regulariser_becomes_a_call_within_the_call() -> None:
    graph = chain(*VECTOR, ("d", block("Dense", units=2, kernel_regularizer={"kind": "L2", "l2": 0.05})), ("output", Output()))
    assert plan(graph, "t").steps[2].arguments["kernel_regularizer"] == Call("keras.regularizers.L2", {"l2": 0.05})


def test_inputs_of_a_merge_are_in_the_order_of_its_ports() -> None:
    planned = plan(branched(), "Shortcut")
    assert planned.steps[3].inputs == ("deep", "stem")


def test_what_does_not_lead_to_the_output_is_left_out() -> None:
    graph, loose = edits.add(lenet(), block("Dropout", rate=0.5), (0, 0), "loose")
    graph = edits.connect(graph, id_of(graph, "pool1"), loose, 0)
    graph, _ = edits.add(graph, block("Dropout", rate=0.5), (0, 0), "alone")
    assert steps(plan(graph, "LeNet-5")) == steps(plan(lenet(), "LeNet-5"))


def test_probabilities_get_a_softmax_of_the_outputs_own() -> None:
    planned = plan(lenet(), "LeNet-5")
    assert planned.steps[-1] == Step("output", "keras.layers.Softmax", {}, ("scores",), planned.outlet)
    assert (planned.logits, planned.output, planned.meaning) == ("scores", "output", "classes")


def test_a_softmax_block_before_the_output_is_the_outputs_own() -> None:
    graph = chain(*VECTOR, ("scores", block("Dense", units=3)), ("softmax", block("Softmax")), ("output", Output()))
    planned = plan(graph, "t")
    assert steps(planned) == ["image", "flatten", "scores", "softmax"]
    assert (planned.logits, planned.output) == ("scores", "softmax")


def test_a_softmax_activation_before_the_output_is_split_off() -> None:
    graph = chain(*VECTOR, ("scores", block("Dense", units=3, activation="softmax")), ("output", Output()))
    planned = plan(graph, "t")
    node = id_of(graph, "scores")
    assert planned.steps[2:] == (
        Step("scores", "keras.layers.Dense", {"units": 3}, ("flatten",), node),
        Step("scores_softmax", "keras.layers.Softmax", {}, ("scores",), node),
    )
    assert (planned.logits, planned.output) == ("scores", "scores_softmax")


def test_a_softmax_farther_up_is_a_layer_like_others() -> None:
    graph = chain(*VECTOR, ("softmax", block("Softmax")), ("scores", block("Dense", units=3)), ("output", Output()))
    assert steps(plan(graph, "t")) == ["image", "flatten", "softmax", "scores", "output"]


@pytest.mark.parametrize("activation", ["linear", "softmax"])
def test_values_stay_as_they_are(activation: str) -> None:
    graph = chain(*VECTOR, ("d", block("Dense", units=3, activation=activation)), ("output", Output(meaning="values")))
    planned = plan(graph, "t")
    assert (steps(planned), planned.logits, planned.output) == (["image", "flatten", "d"], "d", "d")


@pytest.mark.parametrize(
    "end", [("s", block("Softmax")), ("d", block("Dense", units=3, activation="softmax")), ("d", block("Dense", units=3))]
)
def test_the_output_node_shows_what_the_network_answers(end: tuple[str, Block]) -> None:
    graph = chain(*VECTOR, end, ("output", Output()))
    planned = plan(graph, "t")
    shown = planned.of_node(id_of(graph, "output"))
    assert shown
    assert (shown.name, shown.symbol) == (planned.output, "keras.layers.Softmax")


def test_a_node_beside_the_way_has_no_step() -> None:
    graph, alone = edits.add(lenet(), block("ReLU"), (0, 0), "alone")
    assert plan(graph, "t").of_node(alone) is None
    assert plan(graph, "t").of_node("") is None


def test_an_empty_drawing_says_all_that_it_lacks() -> None:
    with pytest.raises(PlanError) as refused:
        plan(Graph(), "t")
    assert refused.value.faults == (
        "The network has no Input, so no image can enter. Put an Input before its first node.",
        "The network has no Output, so it gives no answer. Put an Output after its last node.",
    )
    assert str(refused.value) == "\n".join(refused.value.faults)


def test_two_outputs_are_refused() -> None:
    blocks = {"image": Input(shape=(2, 2, 1)), "flatten": block("Flatten"), "one": Output(), "two": Output()}
    graph = drawing(blocks, [("image", "flatten", 0), ("flatten", "one", 0), ("flatten", "two", 0)])
    with pytest.raises(PlanError) as refused:
        plan(graph, "t")
    assert refused.value.faults == ("A network has one Output. Received: one, two. Take one of them out.",)


def test_shapes_that_do_not_fit_are_refused() -> None:
    graph = chain(("image", Input(shape=(4, 4, 1))), ("conv", block("Conv2D", filters=2, kernel_size=(5, 5))), ("output", Output()))
    with pytest.raises(PlanError) as refused:
        plan(graph, "t")
    assert refused.value.faults == ('A 5 × 5 filter is larger than the 4 × 4 map. Choose a smaller kernel_size, or the padding "same".',)


def test_names_that_keras_refuses_are_spelled_otherwise() -> None:
    graph = chain(("_bild", Input(shape=(2, 2, 1))), ("größe", block("Flatten")), ("gr__e", block("Dense", units=2)), ("output", Output()))
    assert steps(plan(graph, "t")) == ["layer_bild", "gr__e_2", "gr__e", "output"]


def test_a_plan_survives_a_file_and_a_message() -> None:
    graph = chain(*VECTOR, ("d", block("Dense", units=2, kernel_regularizer={"kind": "L1"})), ("output", Output()))
    planned = prepared(plan(graph, "t"), True, np.full((2, 2, 1), 0.1, np.float32))
    assert msgspec.json.decode(msgspec.json.encode(planned), type=Plan) == planned
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(planned), type=Plan) == planned


def test_scaling_and_the_mean_image_come_right_after_the_input() -> None:
    mean = np.arange(784, dtype=np.float32).reshape(28, 28, 1) / 1000
    planned = prepared(plan(lenet(), "LeNet-5"), True, mean)
    assert steps(planned)[:4] == ["image", "rescaling", "centre", "pad"]
    assert planned.steps[1:3] == (
        Step("rescaling", "keras.layers.Rescaling", {"scale": 1 / 255}, ("image",)),
        Step(
            "centre",
            "keras.layers.Normalization",
            {"axis": [1, 2, 3], "mean": mean.tolist(), "variance": np.ones_like(mean).tolist()},
            ("rescaling",),
        ),
    )
    assert planned.steps[3].inputs == ("centre",)


def test_means_of_channels_are_along_the_last_axis() -> None:
    planned = prepared(plan(branched(), "t"), False, np.array([1.0, 2.0, 4.0]))
    assert steps(planned)[:3] == ["image", "centre", "stem"]
    assert planned.steps[1].arguments == {"axis": -1, "mean": [1.0, 2.0, 4.0], "variance": [1.0, 1.0, 1.0]}


def test_nothing_to_prepare_changes_nothing() -> None:
    planned = plan(lenet(), "t")
    assert prepared(planned, False, None) == planned


def test_preparing_steps_aside_for_nodes_of_its_names() -> None:
    graph = chain(("image", Input(shape=(2, 2, 1))), ("rescaling", block("Flatten")), ("output", Output()))
    assert steps(prepared(plan(graph, "t"), True, None)) == ["image", "rescaling_2", "rescaling", "output"]


def test_pixels_that_are_answered_as_they_are_are_prepared_too() -> None:
    planned = prepared(plan(chain(("image", Input(shape=(2, 2, 1))), ("output", Output(meaning="values"))), "t"), True, None)
    assert (planned.logits, planned.output) == ("rescaling", "rescaling")


@given(st.sets(st.text("ab_2", min_size=1, max_size=4)), st.text("ab_2", min_size=1, max_size=4))
def test_a_free_name_is_free_and_kept_where_it_can_be(taken: set[str], name: str) -> None:
    free = free_name(name, taken)
    assert free not in taken
    assert (free == name) == (name not in taken)


@st.composite
def drawings(draw: st.DrawFn) -> Graph:
    """Vectors through layers that keep their length, each fed by one or two earlier ones."""
    blocks: dict[str, Block] = {"image": Input(shape=(2, 3, 1)), "flatten": block("Flatten")}
    wires = [("image", "flatten", 0)]
    for place in range(draw(st.integers(0, 8))):
        sources = draw(st.lists(st.sampled_from(list(blocks)[1:]), min_size=1, max_size=3))
        kinds = [block("Add")] if len(sources) > 1 else [block("ReLU"), block("Dense", units=6), block("Softmax")]
        blocks[f"n{place}"] = draw(st.sampled_from(kinds))
        wires += [(source, f"n{place}", port) for port, source in enumerate(sources)]
    wires.append((draw(st.sampled_from(list(blocks)[1:])), "output", 0))
    return drawing({**blocks, "output": Output()}, wires)


@given(drawings(), st.booleans(), st.booleans())
def test_any_plan_can_be_built_in_its_order(graph: Graph, scale: bool, centre: bool) -> None:
    mean = np.zeros((2, 3, 1), np.float32) if centre else None
    for planned in (plan(graph, "t"), prepared(plan(graph, "t"), scale, mean)):
        names = steps(planned)
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in names)
        assert all(set(step.inputs) <= set(names[:place]) for place, step in enumerate(planned.steps))
        assert all(step.inputs for step in planned.steps[1:])
        assert {planned.logits, planned.output} <= set(names)
        assert planned.steps[-1].name == planned.output


@given(drawings())
def test_any_plan_holds_exactly_what_leads_from_input_to_output(graph: Graph) -> None:
    wanted, ways = set(), [id_of(graph, "output")]
    while ways:
        node = ways.pop()
        wanted.add(node)
        ways += [wire.source for wire in graph.feeds.get(node, ())]
    planned = plan(graph, "t")
    assert {step.node for step in planned.steps} | {planned.outlet} == wanted


def test_modules_are_laid_out_in_the_plan() -> None:
    graph = network(chosen(residual(), filters=8), chosen(unit(), repeat=2))
    planned = plan(graph, "t")
    names = ["conv1", "norm1", "unit1_conv1", "unit1_relu1", "add1"]
    again = ["res2_1_conv1", "res2_1_relu1", "res2_2_conv1", "res2_2_relu1"]
    assert steps(planned) == ["image", *(f"res1_{name}" for name in names), *again, "flatten", "scores", "output"]
    assert planned.steps[5].inputs == ("res1_unit1_relu1", "image")
    assert planned.steps[1].arguments["filters"] == 8
    assert planned.steps[1].node == "res1/conv1"


def test_a_module_shows_the_output_of_its_last_step() -> None:
    planned = plan(network(chosen(residual(), filters=8), chosen(unit(), repeat=2)), "t")
    shown = {node: found.name for node in ("res1", "res1/unit1", "res1/proj1", "res2") if (found := planned.of_node(node))}
    assert shown == {"res1": "res1_add1", "res1/unit1": "res1_unit1_relu1", "res1/proj1": "image", "res2": "res2_2_relu1"}


def test_preparing_keeps_what_modules_show() -> None:
    planned = plan(network(chosen(unit())), "t")
    assert prepared(planned, True, None).made == planned.made


def test_bypassed_and_muted_nodes_have_no_step() -> None:
    graph = branched()
    deep, stem = id_of(graph, "deep"), id_of(graph, "stem")
    bypassed = plan(set_state(graph, [deep], "bypassed"), "t")
    assert steps(bypassed) == ["image", "stem", "sum", "flatten", "scores", "output"]
    assert bypassed.steps[2].inputs == ("stem", "stem")
    assert bypassed.of_node(deep) == bypassed.of_node(stem)
    graph = edits.connect(graph, stem, id_of(graph, "sum"), 2)
    muted = plan(set_state(graph, [deep], "muted"), "t")
    assert muted.steps[2].inputs == ("stem", "stem")
    assert muted.of_node(deep) is None


def test_a_module_that_is_one_with_the_output_is_split_where_softmax_is() -> None:
    scores = block("Dense", units=3, activation="softmax")
    inner = graph_of({"in": ModuleInput(), "scores": scores, "out": ModuleOutput()}, "in scores", "scores out")
    blocks = {"image": Input(shape=(2, 2, 1)), "flatten": block("Flatten"), "head": Instance(Module("head", inner)), "output": Output()}
    planned = plan(graph_of(blocks, "image flatten", "flatten head", "head output"), "t")
    assert steps(planned) == ["image", "flatten", "head_scores", "head_scores_softmax"]
    assert (planned.logits, planned.output) == ("head_scores", "head_scores_softmax")
    assert planned.of_node("head") == planned.of_node("output") == planned.steps[-1]


def test_a_fault_inside_a_module_stops_the_plan() -> None:
    with pytest.raises(PlanError) as refused:
        plan(network(chosen(unit(), filters=0)), "t")
    assert refused.value.faults == ("In conv1 of conv_relu: Conv2D: filters must be a whole number from 1 to 65536. Received: 0.",)


@given(numbers)
def test_a_plan_is_that_of_the_drawing_laid_out(edit_list: list[Numbers]) -> None:
    graph = drawn(edit_list, start=network(chosen(residual(), repeat=2), chosen(unit(), filters=4)))[-1]
    try:
        planned = plan(graph, "t")
    except PlanError:
        return
    assert set(steps(planned)) == set(steps(plan(flat(graph).graph, "t")))  # which has no modules to keep together
    assert len(set(steps(planned))) == len(planned.steps)
    assert all(set(step.inputs) <= set(steps(planned)[:place]) for place, step in enumerate(planned.steps))
    assert all(planned.of_node(node) for node in measure(graph).used)


def test_modules_that_are_too_large_together_are_told() -> None:
    drawing = network(chosen(unit(), repeat=1000), *[chosen(unit(), repeat=1000)] * 4)
    with pytest.raises(PlanError) as refused:
        plan(drawing, "Huge")
    assert refused.value.faults == (
        "The modules of a network may stand for at most 20000 nodes together. Received: 20005. "
        "Take some out, or lower their repeat counts.",
    )


def headed(activation: str = "linear") -> Graph:
    """A Dense with an Output, and before it one with an AuxiliaryOutput."""
    graph = chain(*VECTOR, ("scores", block("Dense", units=3)), ("output", Output()))
    graph, dense = edits.add(graph, block("Dense", units=3, activation=activation), (0.0, 400.0), "side")
    graph, end = edits.add(graph, AuxiliaryOutput(loss_weight=0.5), (200.0, 400.0), "helper")
    return edits.connect(edits.connect(graph, id_of(graph, "flatten"), dense), dense, end)


def test_an_auxiliary_output_is_a_head_whose_layers_come_last() -> None:
    graph = headed()
    planned = plan(graph, "t")
    assert steps(planned) == ["image", "flatten", "scores", "side", "output"]
    assert planned.heads == (Head("side", 0.5),)
    assert (planned.logits, planned.output, planned.outlet) == ("scores", "output", id_of(graph, "output"))
    step = planned.of_node(id_of(graph, "helper"))
    assert step
    assert step.name == "side"


def test_the_softmax_of_a_head_is_split_off() -> None:
    planned = plan(headed("softmax"), "t")
    assert planned.heads == (Head("side", 0.5),)
    assert "activation" not in next(step.arguments for step in planned.steps if step.name == "side")
    assert [step.name for step in planned.steps if step.inputs == ("side",)] == ["side_softmax"]


def test_a_plan_without_its_heads_is_that_of_the_drawing_without_them() -> None:
    graph = headed()
    bare = edits.remove(graph, [id_of(graph, "side"), id_of(graph, "helper")])
    assert plan(graph, "t").answering().steps == plan(bare, "t").steps
    assert plan(bare, "t").answering() == plan(bare, "t")


def test_a_head_comes_back_from_a_message() -> None:
    planned = plan(headed(), "t")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(planned), type=Plan) == planned
