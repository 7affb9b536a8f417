"""Nodes become a module and nodes again, and the network stays what it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.blocks.ports import ModuleInput
from studio.graph import edits, paths
from studio.graph.cards import whole
from studio.graph.edits import EditRefused
from studio.graph.flat import flat
from studio.graph.measure import measure
from studio.graph.model import Graph, Note
from studio.graph.module import Instance
from studio.graph.modules.dissolving import dissolve
from studio.graph.modules.grouping import group
from studio.graph.notes import add_note
from studio.graph.states import set_locked, set_state
from tests.graph.drawings import Numbers, chain, drawn, lenet, node, numbers, refuses, residual, sources
from tests.graph.small_modules import chosen, graph_of, join, network, split, unit
from tests.graph.small_modules import residual as residual_module


def named(graph: Graph, *names: str) -> list[str]:
    return [node(graph, name) for name in names]


def instance_of(graph: Graph, node_id: str) -> Instance:
    block = graph.nodes[node_id].block
    assert isinstance(block, Instance)
    return block


def test_more_than_a_module_has_ports_cannot_become_one() -> None:
    relus = [f"relu{place}" for place in range(65)]
    wires = (f"{each} {wire}" for place, relu in enumerate(relus) for each, wire in (("image", relu), (relu, f"add {place}")))
    many = graph_of({"image": Input(shape=(8, 8, 3)), **dict.fromkeys(relus, ReLU()), "add": Add()}, *wires)
    with refuses(
        "The inputs of a module are numbered from 1 to 64. Received: 65. Lead fewer wires into it, or give its inputs smaller numbers."
    ):
        group(many, ["add"])
    with refuses(
        "The outputs of a module are numbered from 1 to 64. Received: 65. Lead fewer wires out of it, or give its outputs smaller numbers."
    ):
        group(many, relus)


def test_what_crosses_becomes_ports() -> None:
    graph = residual()
    grouped, made = group(graph, named(graph, "conv2", "add1"), "body", "Body")
    module = instance_of(grouped, made).module
    assert (module.name, module.title, len(module.inputs), len(module.outputs)) == ("body", "Body", 1, 1)
    assert sources(module.graph, "add1") == ["conv2", "input1"]
    assert sources(grouped, "body1") == ["conv1"]
    assert sources(grouped, "flatten1") == ["body1"]
    assert grouped.nodes[made].position == (520.0, 0.0)
    assert [(n.name, n.position) for n in module.graph.nodes.values()] == [
        ("conv2", (0.0, 0.0)),
        ("add1", (208.0, 0.0)),
        ("input1", (-208.0, 0.0)),
        ("output1", (416.0, 0.0)),
    ]


def test_cards_lie_on_whole_pixels_as_their_file_has_them() -> None:
    graph = residual()
    first, second = named(graph, "conv2", "add1")
    graph, made = group(edits.move(graph, {first: (3.0, 7.0), second: (208.0, 420.0)}), [first, second])
    laid = dissolve(edits.move(graph, {made: (9.0, 4.0)}), made)
    for each in (graph, instance_of(graph, made).module.graph, laid):
        assert [node.position for node in each.nodes.values()] == [whole(node.position) for node in each.nodes.values()]


def test_an_output_that_feeds_twice_is_one_port() -> None:
    graph = residual()
    grouped, made = group(graph, named(graph, "conv1"))
    assert len(instance_of(grouped, made).module.outputs) == 1
    assert sources(grouped, "add1") == ["conv2", "module1"]


def test_ports_stand_in_the_order_of_what_they_feed() -> None:
    blocks = {"one": Input(), "other": Input(), "conv1": Conv2D(), "add1": Add(), "conv2": Conv2D()}
    graph = graph_of(blocks, "one add1 1", "other conv1", "conv1 add1", "add1 conv2", "conv1 conv2")
    grouped, made = group(graph, ["conv1", "add1"])
    assert [wire.source for wire in grouped.feeds[made]] == ["other", "one"]
    module = instance_of(grouped, made).module
    assert [(port.block, port.position[1]) for port in module.inputs] == [(ModuleInput(port=1), -120.0), (ModuleInput(port=2), 120.0)]
    assert [module.graph.feeds[port.id][0].source for port in module.outputs] == ["conv1", "add1"]


def test_loose_inputs_and_ends_become_ports() -> None:
    graph = chain(Conv2D(), Conv2D())
    grouped, made = group(graph, list(graph.nodes))
    module = instance_of(grouped, made).module
    assert (sources(module.graph, "conv1"), sources(module.graph, "output1")) == (["input1"], ["conv2"])


def test_a_modules_other_output_is_wired_through() -> None:
    blocks = {"image": Input(), "split1": Instance(split()), "join1": Instance(join())}
    graph = graph_of(blocks, "image split1", "split1 join1 0 1", "split1 join1 1 0")
    grouped, made = group(graph, ["split1"])
    assert [(wire.port, wire.outlet) for wire in grouped.feeds["join1"]] == [(0, 1), (1, 0)]
    assert dissolve(grouped, made) == graph


def test_a_module_gets_a_free_name() -> None:
    graph = lenet()
    graph, first = group(graph, named(graph, "conv1"), "part")
    graph, second = group(graph, named(graph, "conv2"), "part")
    graph, third = group(graph, named(graph, "dense1"), "part", elsewhere={"part_3": unit()})
    assert [instance_of(graph, each).module.name for each in (first, second, third)] == ["part", "part_2", "part_4"]
    assert [graph.nodes[each].name for each in (first, second, third)] == ["part1", "part2", "part3"]


def test_notes_go_inside_with_the_nodes() -> None:
    graph = lenet()
    graph, note = add_note(graph, Note("", "first", (208.0, -100.0)))
    grouped, made = group(graph, [*named(graph, "pad1", "conv1"), note])
    assert not grouped.notes
    assert instance_of(grouped, made).module.graph.notes[note].position == (0.0, -100.0)
    assert dissolve(grouped, made) == graph


def test_what_cannot_be_a_module_is_refused() -> None:
    graph = residual()
    with refuses("A module is made of nodes. Received: none. Select the nodes first."):
        group(graph, [])
    with refuses("input1 is the network's input, which stays outside of modules. Take it out of the selection."):
        group(graph, named(graph, "input1", "conv1"))
    with refuses("output1 is the network's output, which stays outside of modules. Take it out of the selection."):
        group(graph, named(graph, "output1"))
    with refuses("Data leaves the selection, passes conv2 and comes back, so a module of it would feed itself. Select it as well."):
        group(graph, named(graph, "conv1", "add1"))
    with refuses("conv1 and conv2 are locked. Unlock them first."):
        group(set_locked(graph, named(graph, "conv1", "conv2"), True), named(graph, "conv1", "conv2"))
    with refuses("input1 is the surrounding module's input, which stays outside of modules. Take it out of the selection."):
        group(unit().graph, ["input1", "conv1"])
    with refuses("The drawing has no node with the id gone. It may have been removed since."):
        group(graph, ["gone"])


def test_a_chain_is_dissolved_one_after_the_other_with_its_values() -> None:
    graph = dissolve(network(chosen(residual_module(), repeat=2, first={"strides": 2}, filters=4)), "res1")
    assert [n.name for n in graph.nodes.values() if isinstance(n.block, Conv2D)] == ["conv1", "proj1", "conv2", "proj2"]
    convs = [n.block for n in graph.nodes.values() if isinstance(n.block, Conv2D)]
    assert [(conv.filters, conv.strides) for conv in convs] == [(4, (2, 2)), (4, (2, 2)), (4, (1, 1)), (4, (1, 1))]
    assert graph.nodes[node(graph, "proj2")].state == "bypassed"
    assert sources(graph, "conv2") == ["add1"]
    right = [graph.nodes[node(graph, name)].position[0] for name in ("add1", "conv2")]
    assert right[1] - right[0] == 208


def test_what_cannot_be_dissolved_is_refused() -> None:
    graph = network(chosen(unit(), filters=0))
    with refuses("image is no module, so there is nothing inside it. Choose a module."):
        dissolve(graph, "image")
    with refuses("In conv1 of conv_relu: Conv2D: filters must be a whole number from 1 to 65536. Received: 0."):
        dissolve(graph, "res1")
    with refuses("res1 is bypassed, and what is inside it would not be. Switch it on first."):
        dissolve(set_state(graph, ["res1"], "bypassed"), "res1")
    with refuses("res1 is locked. Unlock it first."):
        dissolve(set_locked(graph, ["res1"], True), "res1")


def test_a_port_that_hands_on_is_wired_through() -> None:
    graph = graph_of({"image": Input(), "split1": Instance(split()), "conv9": Conv2D()}, "image split1", "split1 conv9 0 1")
    assert sources(dissolve(graph, "split1"), "conv9") == ["image"]


complete = network(chosen(residual_module(), repeat=2), chosen(unit(), filters=4))


@given(numbers, st.integers(0, 20), st.integers(1, 9))
def test_a_module_of_any_nodes_is_the_same_network_and_dissolves_into_them(edit_list: list[Numbers], start: int, length: int) -> None:
    graph = drawn(edit_list, start=complete)[-1]
    order = [each for each in paths.order(graph)[0] if not isinstance(graph.nodes[each].block, Input | Output)]
    chosen_ids = {each for each in order[start % max(1, len(order)) :][:length] if not graph.nodes[each].locked}
    try:
        grouped, made = group(graph, chosen_ids)
    except EditRefused:
        return  # nothing, or locked nodes among them
    assert paths.order(grouped)[1] == []
    assert dissolve(grouped, made) == graph
    measured = measure(graph)
    if chosen_ids <= measured.used and not [issue for issue in measured.issues if issue.stops]:
        assert not [issue for issue in measure(grouped).issues if issue.stops]
        assert _calls(grouped, f"{made}/") == _calls(graph)


def _calls(graph: Graph, made: str = "") -> dict[str, tuple[object, list[str]]]:
    """What is called on what, by the ids that nodes have inside the module that was made."""
    plain = flat(graph).graph
    found = {each: [wire.source.removeprefix(made) for wire in plain.feeds.get(each, ())] for each in measure(plain).used}
    return {each.removeprefix(made): (plain.nodes[each].block, sources) for each, sources in found.items()}


@given(numbers)
def test_dissolving_any_module_leaves_the_network_as_it_is(edit_list: list[Numbers]) -> None:
    graph = drawn(edit_list, start=complete)[-1]
    before = measure(graph)
    if [issue for issue in before.issues if issue.stops]:
        return
    for each in [each.id for each in graph.nodes.values() if isinstance(each.block, Instance) and each.id in before.used]:
        try:
            after = measure(dissolve(graph, each))
        except EditRefused:
            continue
        assert not [issue for issue in after.issues if issue.stops]
        assert after.weights == before.weights or len(instance_of(graph, each).module.outputs) > 1
