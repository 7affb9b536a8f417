"""Figures and issues see through modules, bypassed and muted nodes."""

from __future__ import annotations

from math import inf

from hypothesis import given
from msgspec.structs import replace

from studio.blocks.block import POINT, Block, Reach
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.blocks.pooling import MaxPooling2D
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.reshaping import Flatten, UpSampling2D
from studio.graph import edits
from studio.graph.figures import Figures, Measured
from studio.graph.flat import flat
from studio.graph.measure import measure
from studio.graph.model import Graph, Wire
from studio.graph.module import Instance, Module
from studio.graph.modules.dissolving import dissolve
from studio.graph.modules.inside import content
from studio.graph.modules.trails import entered
from studio.graph.states import set_state
from tests.graph.drawings import Numbers, drawn, lenet, nested, node, numbers
from tests.graph.drawings import residual as plain_residual
from tests.graph.small_modules import chosen, graph_of, join, network, residual, split, unit


def texts(measured: Measured) -> list[str]:
    return [issue.text for issue in measured.issues]


def test_an_instance_has_the_figures_of_what_is_inside() -> None:
    graph = network(chosen(unit(), filters=16))
    figures = measure(graph).figures["res1"]
    assert figures == Figures((8, 8, 16), 8 * 16 * 9 + 16, 0, 8 * 8 * 8 * 16 * 9, 2 * 4 * 8 * 8 * 16, figures.reach)
    assert figures.reach.size == (3, 3)


def test_repetitions_are_chained() -> None:
    measured = measure(network(chosen(residual(), repeat=3, first={"strides": 2}, filters=8)))
    assert measured.figures["res1"].shape == (4, 4, 8)
    assert measured.figures["res1"].reach == ((1 + 2 + 2 * 10, 1 + 2 + 2 * 10), (2, 2))
    assert not measured.issues


def test_every_output_has_its_own_shape_and_reach() -> None:
    graph = graph_of(
        {"image": Input(shape=(8, 8, 3)), "split1": Instance(split()), "join1": Instance(join()), "flat": Flatten(), "out": Output()},
        "image split1",
        "split1 join1 0 0",
        "split1 join1 1 1",
        "join1 flat",
        "flat out",
    )
    measured = measure(graph)
    assert measured.figures["split1"].others == (((8, 8, 3), POINT),)
    assert measured.figures["join1"].shape == (8, 8, 4)
    assert not measured.issues


def test_an_inner_fault_is_told_on_the_instance() -> None:
    module = residual()
    conv = Conv2D(filters=8, kernel_size=(9, 9))
    graph = module.graph.replace(nodes={**module.graph.nodes, "conv1": replace(module.graph.nodes["conv1"], block=conv)})
    measured = measure(network(Instance(replace(module, graph=graph)), chosen(residual())))
    assert texts(measured) == [
        'In conv1 of Residual: A 9 × 9 filter is larger than the 8 × 8 map. Choose a smaller kernel_size, or the padding "same".'
    ]
    assert measured.issues[0].node == "res1"


def test_a_value_that_the_inside_refuses_is_told_on_the_instance() -> None:
    assert texts(measure(network(chosen(unit(), filters=0)))) == [
        "In conv1 of conv_relu: Conv2D: filters must be a whole number from 1 to 65536. Received: 0."
    ]


def test_a_wire_that_is_missing_inside_is_told_on_the_instance() -> None:
    module = residual()
    graph = module.graph.replace(wires=tuple(wire for wire in module.graph.wires if wire.target != "conv1"))
    assert texts(measure(network(Instance(replace(module, graph=graph))))) == [
        "In conv1 of Residual: No wire arrives, so no image reaches output1. Lead a wire to it."
    ]


def test_an_output_that_nothing_leads_to_is_told() -> None:
    graph = edits.disconnect(split().graph, split().graph.feeds["output2"][0])
    assert texts(measure(graph, given={"input1": Figures((8, 8, 3))})) == ["No wire arrives, so no image reaches it. Lead a wire to it."]


def test_a_module_without_ports_is_told() -> None:
    graph = graph_of({"conv1": Conv2D()})
    assert texts(measure(graph, given={})) == [
        "The module has no input, so no data can enter. Add a ModuleInput.",
        "The module has no output, so it gives no answer. Add a ModuleOutput.",
    ]


def test_what_stands_in_a_chain_has_one_input_and_one_output() -> None:
    graph = graph_of({"image": Input(), "join1": Instance(join(), repeat=2)}, "image join1", "image join1 1")
    assert measure(graph).figures["join1"].refusal == (
        "Join can stand in a chain only with one input and one output. Received: 2 inputs and 1 output. Set its repeat count to 1."
    )


def test_an_output_that_the_network_does_not_use_costs_nothing() -> None:
    inside = graph_of(
        {"in": ModuleInput(), "used": Conv2D(filters=2), "spare": Conv2D(filters=3), "out": ModuleOutput(), "other": ModuleOutput(port=2)},
        "in used",
        "in spare",
        "used out",
        "spare other",
    )
    outer = graph_of(
        {"in": ModuleInput(), "two": Instance(Module("two", inside)), "out": ModuleOutput(), "other": ModuleOutput(port=2)},
        "in two",
        "two out",
        "two other 0 1",
    )
    graph = network(Instance(Module("outer", outer)))
    measured = measure(graph)
    assert measured.figures["res1"].others[0][0] == (6, 6, 3)
    assert measured.figures["res1"].weights == 2 * (3 * 3 * 8 + 1)
    assert measured.weights == measure(flat(graph).graph).weights
    both = edits.connect(edits.disconnect(edits.add(graph, Add(), (0, 0), "sum")[0], Wire("res1", "flatten")), "res1", "flatten", outlet=1)
    again = measure(both, (graph, measured))
    assert again == measure(both)
    assert again.figures["res1"].weights == 3 * (3 * 3 * 8 + 1)


def again_and_again(block: Block, repeat: int) -> Instance:
    graph = graph_of({"in": ModuleInput(), "one": block, "out": ModuleOutput()}, "in one", "one out")
    return Instance(Module("again", graph), repeat=repeat)


def test_steps_that_grow_without_end_stay_numbers_that_can_be_counted_with() -> None:
    blocks = {"image": Input(), "down": again_and_again(MaxPooling2D(pool_size=(2, 2), padding="same"), 1000), "up": UpSampling2D()}
    reach = measure(graph_of(blocks, "image down", "down up")).figures["up"].reach
    assert reach == Reach((inf, inf), (2.0**52, 2.0**52))


def test_an_axis_longer_than_any_tensor_has_is_told() -> None:
    graph = graph_of({"image": Input(shape=(1, 1, 1)), "up": again_and_again(UpSampling2D(), 1000)}, "image up")
    assert measure(graph).figures["up"].refusal == (
        "In one of again: An axis has at most 2147483647 values. Received: UpSampling2D makes one of 2147483648. "
        "Take a smaller image, or enlarge it less before."
    )


def test_modules_that_lie_in_each_other_without_end_are_told_and_can_be_dissolved() -> None:
    nested = unit()
    for depth in range(2, 52):
        blocks = {"in": ModuleInput(), "inner": Instance(nested), "out": ModuleOutput()}
        nested = Module(f"deep{depth}", graph_of(blocks, "in inner", "inner out"))
    graph = graph_of({"image": Input(), "deep": Instance(nested)}, "image deep")
    assert measure(graph).figures["deep"].refusal == (
        "deep51 may hold modules in each other at most 50 deep. Received: 51. Dissolve some of them."
    )
    assert measure(dissolve(graph, "deep")).figures["inner"].shape == (28, 28, 8)


def test_an_input_without_a_wire_is_told() -> None:
    graph = graph_of(
        {"image": Input(), "join1": Instance(join()), "flat": Flatten(), "out": Output()}, "image join1 1", "join1 flat", "flat out"
    )
    assert texts(measure(graph)) == ["Join takes 2 inputs. Received: 1, none at input 1. Lead a wire to input 1 of join1."]


def test_a_port_outside_of_a_module_is_taken_out() -> None:
    graph, port = edits.add(lenet(), ModuleInput(), (0, 0), "port")
    (issue,) = measure(graph).issues
    assert issue.text == "port is a port of a module, but stands in none. Take it out."
    assert issue.fix
    assert port not in issue.fix.edit(graph).nodes


def test_an_end_of_the_network_inside_a_module_becomes_a_port() -> None:
    inside = graph_of(
        {"in1": ModuleInput(), "image": Input(), "add1": Add(), "out": Output(meaning="values")}, "in1 add1", "image add1 1", "add1 out"
    )
    first, second = measure(inside, given={"in1": Figures((28, 28, 1))}).issues[:2]
    assert first.text == "A module has no Input of its own: data passes through its ports. Make image a ModuleInput, or take it out."
    assert first.fix
    assert second.fix
    mended = second.fix.edit(first.fix.edit(inside))
    assert (mended.nodes["image"].block, mended.nodes["out"].block) == (ModuleInput(port=2), ModuleOutput())


def test_inside_a_module_nothing_is_missed_that_stands_outside() -> None:
    assert measure(residual().graph, given={}).issues == ()
    inside = split().graph
    measured = measure(inside, given={"input1": Figures((8, 8, 3))})
    assert measured.issues == ()
    assert measured.figures["output1"].shape == (8, 8, 4)
    assert measured.used == set(inside.nodes)


def test_what_is_seen_inside_is_what_the_instance_was_entered_with() -> None:
    graph = network(chosen(unit(), filters=4), chosen(residual(), repeat=2, first={"strides": 2}, filters=4))
    inside = entered(graph, measure(graph), ["res2", "unit1"])
    measured = measure(inside.graph, given=inside.given)
    assert measured.figures["input1"].shape == (4, 4, 4)
    assert measured.figures["output1"].reach.size == (9, 9)
    assert inside.graph == content(chosen(unit(), filters=4))


def test_a_bypassed_node_passes_its_first_input_on_at_no_cost() -> None:
    graph = plain_residual()
    conv2 = node(graph, "conv2")
    measured = measure(set_state(graph, [conv2, node(graph, "add1")], "bypassed"))
    assert measured.figures[conv2] == Figures((8, 8, 4), reach=measured.figures[node(graph, "conv1")].reach)
    assert measured.figures[node(graph, "add1")].shape == (8, 8, 4)
    assert not measured.issues


def test_a_bypassed_module_passes_its_first_input_to_all_outputs() -> None:
    graph = set_state(graph_of({"image": Input(shape=(8, 8, 3)), "split1": Instance(split())}, "image split1"), ["split1"], "bypassed")
    figures = measure(graph).figures["split1"]
    assert (figures.shape, figures.others) == ((8, 8, 3), (((8, 8, 3), POINT),))


def test_a_muted_node_is_as_if_it_were_not_there() -> None:
    graph = plain_residual()
    graph, extra = edits.add(graph, Conv2D(filters=4, padding="same"), (0, 0))
    graph = edits.connect(edits.connect(graph, node(graph, "conv1"), extra), extra, node(graph, "add1"))
    measured = measure(set_state(graph, [node(graph, "conv2")], "muted"))
    assert measured.figures[node(graph, "conv2")] == Figures()
    assert node(graph, "conv2") in measured.order
    assert node(graph, "conv2") not in measured.used
    assert not measured.issues


def test_what_lacks_an_input_because_of_a_muted_node_says_so() -> None:
    graph = lenet()
    muted = set_state(graph, [node(graph, "conv2")], "muted")
    (issue,) = measure(muted).issues
    assert graph.nodes[issue.node or ""].name == "pool2"
    assert issue.text == "pool2 lacks an input, because conv2 is muted. Unmute conv2, or lead another wire to pool2."
    assert issue.fix
    assert issue.fix.label == "Unmute conv2"
    assert issue.fix.edit(muted) == graph


def test_a_merging_node_with_one_input_left_names_the_muted_one() -> None:
    graph = plain_residual()
    assert texts(measure(set_state(graph, [node(graph, "conv2")], "muted"))) == [
        "add1 lacks an input, because conv2 is muted. Unmute conv2, or lead another wire to add1."
    ]


def test_a_muted_end_is_told() -> None:
    graph = lenet()
    assert texts(measure(set_state(graph, [node(graph, "input1"), node(graph, "output1")], "muted"))) == [
        "input1 is muted, so no image can enter. Unmute it.",
        "output1 is muted, so the network gives no answer. Unmute it.",
    ]


def test_an_edit_elsewhere_keeps_the_figures_of_an_instance() -> None:
    graph = network(chosen(residual()), chosen(residual()))
    before = measure(graph)
    edited = edits.change(graph, "res1", chosen(residual(), filters=8))
    after = measure(edited, (graph, before))
    assert after.figures["res2"] is before.figures["res2"]
    assert after == before


def test_another_reach_needs_no_look_inside() -> None:
    pool = {"image": Input(shape=(8, 8, 8)), "pool": MaxPooling2D(pool_size=(3, 3), strides=(1, 1), padding="same")}
    graph = graph_of({**pool, "res1": chosen(residual(), repeat=2)}, "image pool", "pool res1")
    before = measure(graph)
    wider = edits.change(graph, "pool", MaxPooling2D(pool_size=(5, 5), strides=(1, 1), padding="same"))
    after = measure(wider, (graph, before)).figures["res1"]
    assert after == measure(wider).figures["res1"]
    assert after.reach.size == (13, 13)


@given(numbers)
def test_a_network_costs_as_much_as_its_modules_laid_out(edit_list: list[Numbers]) -> None:
    for graph in drawn(edit_list, start=network(chosen(residual(), repeat=2), chosen(unit(), filters=4))):
        measured = measure(graph)
        if any(issue.stops for issue in measured.issues) or any(_idle_outputs(each) for each in _graphs(graph)):
            continue
        laid = flat(graph)
        plain = measure(laid.graph)
        assert not [issue for issue in plain.issues if issue.stops]
        assert (measured.weights, measured.fixed, measured.multiply_adds) == (plain.weights, plain.fixed, plain.multiply_adds)
        assert measured.memory == plain.memory
        for node_id in measured.used & laid.made.keys():
            source, outlet = laid.made[node_id]
            shown = plain.figures[source].leaving(outlet)
            assert (measured.figures[node_id].shape, measured.figures[node_id].reach) == (shown.shape, shown.reach)


def _graphs(graph: Graph) -> list[Graph]:
    return [graph, *(each.module.graph for each in nested(graph))]


def _idle_outputs(graph: Graph) -> bool:
    """Whether some output of a module is not used, which its cost counts all the same."""
    used = {(wire.source, wire.outlet) for wire in graph.wires}
    instances = [each for each in graph.nodes.values() if isinstance(each.block, Instance)]
    return any((each.id, outlet) not in used for each in instances for outlet in range(len(each.block.module.outputs)))
