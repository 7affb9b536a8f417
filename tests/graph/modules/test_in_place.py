"""A module shown in its place is the same network, and is put back as what became of it."""

from __future__ import annotations

from hypothesis import given
from msgspec.structs import replace

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.merging import Add
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.regularisation import Dropout
from studio.compile.planner import plan
from studio.graph import edits
from studio.graph.edits import EditRefused
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Note, Wire
from studio.graph.module import Instance, Module
from studio.graph.modules.dissolving import dissolve
from studio.graph.modules.in_place import collapse, expand
from studio.graph.modules.trails import within
from studio.graph.notes import add_note
from tests.graph.drawings import Numbers, drawn, node, numbers, refuses, sources
from tests.graph.small_modules import chosen, graph_of, join, network, residual, split, unit


def two() -> Graph:
    """Two instances of one module, the first with a projection."""
    return network(chosen(residual(), filters=8, strides=2), chosen(residual(), filters=8))


def module(graph: Graph, node_id: str) -> Module:
    block = graph.nodes[node_id].block
    assert isinstance(block, Instance)
    return block.module


def calls(graph: Graph) -> dict[str, tuple[object, ...]]:
    """What is called on what, by name: only modules keep their steps together."""
    return {step.name: (step.symbol, step.inputs, step.node, str(step.arguments)) for step in plan(graph, "t").steps}


def test_what_is_shown_is_the_same_network_under_the_same_names() -> None:
    graph = two()
    shown, frame = expand(graph, "res1")
    assert shown.notes[frame].text == "Residual"
    assert plan(shown, "t").steps == plan(graph, "t").steps
    assert measure(shown).weights == measure(graph).weights


def test_what_was_not_changed_is_put_back_as_it_was() -> None:
    graph = two()
    shown, frame = expand(graph, "res1")
    back, made = collapse(shown, frame)
    assert (back, made) == (graph, "res1")
    assert module(back, made) is module(graph, "res1")
    assert module(back, "res1") is module(graph, "res1")


def test_what_is_beside_and_below_makes_room_and_comes_back() -> None:
    graph = two()
    graph, below = edits.add(graph, Dropout(), (208.0, 240.0))
    graph, above = edits.add(graph, Dropout(), (208.0, -240.0))
    graph, around = add_note(graph, Note("", "all", (-50.0, -50.0), (600.0, 300.0), kind="frame"))
    graph, comment = add_note(graph, Note("", "right", (900.0, 0.0)))
    shown, frame = expand(graph, "res1")
    note, wide, high = shown.notes[frame], shown.notes[frame].size[0] - 160, shown.notes[frame].size[1] - 176
    assert note.position == (208.0, 0.0)
    assert shown.nodes["res2"].position == (416.0 + wide, 0.0)
    assert shown.nodes[below].position == (208.0, 240.0 + high)
    assert shown.nodes[above].position == (208.0, -240.0)
    assert shown.nodes["image"].position == (0.0, 0.0)
    assert shown.notes[around].size == (600.0 + wide, 300.0 + high)
    assert shown.notes[comment].position == (900.0 + wide, 0.0)
    assert collapse(shown, frame)[0] == graph


def test_a_card_that_lay_on_the_instance_is_not_taken_in() -> None:
    graph, drop = edits.add(two(), Dropout(), (232.0, 24.0))
    shown, frame = expand(graph, "res1")
    assert drop in collapse(shown, frame)[0].nodes


def test_a_changed_value_makes_a_module_of_its_own() -> None:
    shown, frame = expand(two(), "res1")
    shown = _changed(shown, use_bias=False)
    back, made = collapse(shown, frame)
    assert (module(back, made).name, module(back, "res2").name) == ("residual_2", "residual")
    assert module(back, made).bindings == residual().bindings
    assert plan(back, "t").steps == plan(shown, "t").steps


def test_a_changed_value_can_be_that_of_all_instances() -> None:
    shown, frame = expand(two(), "res1")
    back, made = collapse(_changed(shown, use_bias=False), frame, everywhere=True)
    assert module(back, made) is module(back, "res2")
    assert module(back, made).name == "residual"
    assert measure(back).weights == measure(two()).weights - 2 * 8


def test_the_only_instance_keeps_the_name_of_its_module() -> None:
    shown, frame = expand(network(chosen(residual(), filters=8)), "res1")
    back, made = collapse(_changed(shown, use_bias=False), frame)
    assert module(back, made).name == "residual"
    back, made = collapse(_changed(shown, use_bias=False), frame, elsewhere={"residual": residual()})
    assert module(back, made).name == "residual_2"


def test_a_value_that_followed_a_parameter_and_was_changed_follows_it_no_more() -> None:
    shown, frame = expand(two(), "res1")
    back, made = collapse(_changed(shown, filters=8, strides=(1, 1)), frame)
    left = {(each.node, each.field) for each in residual().bindings} - {(each.node, each.field) for each in module(back, made).bindings}
    assert left == {("conv1", "strides")}


def test_a_node_put_into_the_frame_goes_inside() -> None:
    shown, frame = expand(two(), "res1")
    place = shown.nodes["res1/norm1"].position
    shown, drop = edits.add(shown, Dropout(), (place[0], place[1] + 4.0))
    (wire,) = shown.feeds["res1/unit1"]
    shown = edits.insert(shown, drop, wire)
    back, made = collapse(shown, frame)
    assert sources(module(back, made).graph, "unit1") == ["drop1"]
    assert len(plan(back, "t").steps) == len(plan(two(), "t").steps) + 1


def test_a_new_wire_across_the_frame_becomes_a_port() -> None:
    blocks = {"image": Input(shape=(8, 8, 8)), "res1": chosen(residual()), "conv": Conv2D(filters=8, padding="same"), "add": Add()}
    graph = graph_of(blocks, "image res1", "image conv", "res1 add", "conv add 1")
    shown, frame = expand(graph, "res1")
    shown = edits.connect(edits.connect(shown, "conv", "res1/add1"), "res1/norm1", "add")
    back, made = collapse(shown, frame)
    assert (len(module(back, made).inputs), len(module(back, made).outputs)) == (2, 2)
    assert [(wire.source, wire.outlet) for wire in back.feeds["add"]] == [(made, 0), ("conv", 0), (made, 1)]
    assert sources(module(back, made).graph, "add1") == ["unit1", "proj1", "input2"]
    assert expand(back, made)[0].wires == shown.wires


def test_a_port_that_nothing_is_wired_to_is_kept() -> None:
    graph = graph_of({"res1": chosen(unit()), "conv": Conv2D()}, "res1 conv")
    shown, frame = expand(graph, "res1")
    assert collapse(shown, frame)[0] == graph


def test_what_cannot_be_shown_in_place_is_refused() -> None:
    graph = graph_of(
        {"image": Input(), "chain": chosen(unit(), repeat=3), "split1": Instance(split()), "join1": Instance(join())}, "image join1 1"
    )
    with refuses("chain stands 3 times in a chain, which cannot be shown in one place. Enter it, or dissolve it."):
        expand(graph, "chain")
    with refuses("Split hands an input on as it is, which cannot be shown in place. Enter split1, or dissolve it."):
        expand(graph, "split1")
    with refuses(
        "join1 cannot be shown in place, because join1_add1 would lose an input. "
        "Wire all inputs and outputs of join1 first, inside and outside."
    ):
        expand(graph, "join1")
    loose = Instance(Module("loose", edits.disconnect(unit().graph, Wire("relu1", "output1"))))
    with refuses("part cannot be shown in place, because output1 has no wire inside. Enter part and wire output1."):
        expand(graph_of({"part": loose, "conv": Conv2D()}, "part conv"), "part")
    empty = Module("empty", edits.remove(unit().graph, ["conv1", "relu1"]))
    with refuses("empty is empty, so there is nothing to show. Enter part and add nodes."):
        expand(graph_of({"part": Instance(empty)}), "part")


def test_what_cannot_be_put_back_is_refused() -> None:
    shown, frame = expand(two(), "res1")
    plain, note = add_note(shown, Note("", "mine", kind="frame"))
    with refuses("The frame 'mine' shows no module. Choose one that does."):
        collapse(plain, note)
    with refuses("Nothing is left in the frame 'Residual', so there is no module to put back. Remove the frame."):
        collapse(edits.remove(shown, [each for each in shown.nodes if each.startswith("res1/")]), frame)
    inside = edits.move(shown, {"res2": (shown.notes[frame].position[0] + 40, 60.0)})
    with refuses("Residual cannot stand inside itself. Give this one a module of its own."):
        collapse(inside, frame, everywhere=True)
    assert module(collapse(inside, frame)[0], "res1").name == "residual_2"


def test_a_new_wire_for_which_the_module_can_have_no_port_is_refused() -> None:
    inside = graph_of({"input1": ModuleInput(port=64), "add1": Add(), "output1": ModuleOutput()}, "input1 add1", "add1 output1")
    blocks = {"image": Input(shape=(8, 8, 8)), "relu": ReLU(), "sum1": Instance(Module("sum", inside))}
    shown, frame = expand(graph_of(blocks, "image relu", "image sum1"), "sum1")
    with refuses(
        "The inputs of a module are numbered from 1 to 64. Received: 65. Lead fewer wires into it, or give its inputs smaller numbers."
    ):
        collapse(edits.connect(shown, "relu", "sum1/add1"), frame)


def test_a_module_shown_within_a_module_that_is_shown() -> None:
    graph = two()
    shown, frame = expand(graph, "res1")
    within, inner = expand(shown, "res1/unit1")
    assert plan(within, "t").steps == plan(graph, "t").steps
    assert collapse(within, inner)[0] == shown
    back, made = collapse(within, frame)
    assert plan(back, "t").steps == plan(graph, "t").steps
    (note,) = module(back, made).graph.notes.values()
    assert note.expanded
    assert (note.expanded.id, note.expanded.name) == ("unit1", "unit1")


@given(numbers)
def test_any_module_is_shown_as_the_same_network_and_put_back(edit_list: list[Numbers]) -> None:
    graph = drawn(edit_list, start=two())[-1]
    stopped = any(issue.stops for issue in measure(graph).issues)
    for each in [each.id for each in graph.nodes.values() if isinstance(each.block, Instance)]:
        try:
            shown, frame = expand(graph, each)
        except EditRefused:
            continue
        if not stopped:
            assert calls(shown) == calls(graph)
        back, made = collapse(shown, frame)
        assert module(back, made) == module(graph, each)
        assert back.wires == graph.wires


def _changed(graph: Graph, **values: object) -> Graph:
    conv = graph.nodes[node(graph, "res1_conv1")]
    assert isinstance(conv.block, Conv2D)
    return edits.change(graph, conv.id, conv.block.replace(**values))


def test_what_is_put_in_at_the_border_keeps_the_ports() -> None:
    graph = two()
    shown, frame = expand(graph, "res1")
    first, last = (shown.nodes[f"res1/{name}"].position for name in ("conv1", "add1"))
    (arriving,) = shown.feeds["res1/conv1"]
    (leaving,) = shown.follows["res1/add1"]
    shown, one = edits.add(shown, Dropout(), (first[0], first[1] + 8.0))
    shown, other = edits.add(shown, Dropout(), (last[0], last[1] + 8.0))
    shown = edits.insert(edits.insert(shown, one, arriving), other, leaving)
    back, made = collapse(shown, frame)
    inside = module(back, made)
    assert (len(inside.inputs), len(inside.outputs)) == (1, 1)
    assert sources(inside.graph, "output1") == ["drop2"]
    assert sources(inside.graph, "conv1") == ["drop1"]
    assert sources(inside.graph, "drop1") == sources(inside.graph, "proj1") == ["input1"]
    assert len(plan(back, "t").steps) == len(plan(shown, "t").steps)


def test_the_only_way_in_may_be_led_through_something_new() -> None:
    graph = network(chosen(unit(), filters=8))
    shown, frame = expand(graph, "res1")
    (arriving,) = shown.feeds["res1/conv1"]
    place = shown.nodes["res1/conv1"].position
    shown, drop = edits.add(shown, Dropout(), (place[0], place[1] + 8.0))
    back, made = collapse(edits.insert(shown, drop, arriving), frame)
    assert len(module(back, made).inputs) == 1
    assert sources(module(back, made).graph, "drop1") == ["input1"]


def test_a_wire_cut_inside_does_not_move_what_arrives() -> None:
    blocks = {"image": Input(shape=(8, 8, 4)), "other": Conv2D(filters=4, padding="same"), "join1": Instance(join()), "conv": Conv2D()}
    graph = graph_of(blocks, "image other", "image join1", "other join1 1", "join1 conv")
    shown, frame = expand(graph, "join1")
    shown = edits.disconnect(shown, shown.feeds["join1/add1"][0])
    shown = edits.connect(shown, "other", "join1/add1")
    back, made = collapse(shown, frame)
    assert [wire.source for wire in back.feeds[made]] == ["other", "other"]
    assert sources(module(back, made).graph, "add1") == ["conv1", "input1"]


def test_names_of_what_is_shown_are_free() -> None:
    graph = network(chosen(residual()))
    graph = edits.rename(graph, "scores", "res1_unit1")
    shown, frame = expand(graph, "res1")
    assert shown.nodes["res1/unit1"].name == "res1_2_unit1"
    assert collapse(shown, frame)[0] == graph


def test_ids_of_what_was_dissolved_stay_clear_of_what_may_be_shown() -> None:
    graph = edits.add(network(chosen(residual())), Instance(unit()), (0.0, 600.0), "unit1")[0]
    shown, frame = expand(graph, "res1")
    plain = dissolve(shown, "res1/unit1")
    back, made = collapse(plain, frame)
    inner = module(back, made).graph
    assert sorted(inner.named(name) is not None for name in ("conv1", "unit1")) == [False, True]
    assert len({wire.port for wire in inner.feeds[node(inner, "add1")]}) == 2
    assert plan(back, "t").steps[-1] == plan(graph, "t").steps[-1]


def test_a_module_changed_everywhere_leaves_merges_in_order() -> None:
    blocks = {"image": Input(shape=(8, 8, 8)), "res1": chosen(unit()), "res2": chosen(unit()), "add": Add()}
    graph = graph_of(blocks, "image res1", "image res2", "res1 add 0", "res2 add 1")
    shown, frame = expand(graph, "res1")
    back, made = collapse(_changed(shown, use_bias=False), frame, everywhere=True)
    assert [(wire.source, wire.port) for wire in back.feeds["add"]] == [(made, 0), ("res2", 1)]


def test_what_leaves_where_the_last_node_was_taken_out_keeps_its_port() -> None:
    graph = network(chosen(residual(), filters=8), chosen(unit(), filters=8))
    shown, frame = expand(graph, "res2")
    back, made = collapse(edits.remove(shown, ["res2/relu1"], heal=True), frame, everywhere=True)
    assert len(module(back, made).outputs) == 1
    assert sources(module(back, made).graph, "output1") == ["conv1"]
    assert len(plan(back, "t").steps) == len(plan(graph, "t").steps) - 2


def test_a_frame_alone_is_a_plain_one_where_its_module_stands_already() -> None:
    frame = Note("frame", expanded=Node("unit1", Instance(unit()), "unit1"), kind="frame")
    inside = graph_of({"input1": ModuleInput(), "relu1": ReLU(), "output1": ModuleOutput()}, "input1 relu1", "relu1 output1")
    holding = Instance(Module("holding", inside.replace(notes={"frame": frame})))
    graph = graph_of({"unit1": Instance(unit()), "hold1": holding, "hold2": holding}, "unit1 hold1", "hold1 hold2")
    once = dissolve(graph, "hold1")
    assert [note.expanded for note in once.notes.values()] == [None]
    gone = dissolve(dissolve(edits.remove(graph, ["unit1"]), "hold1"), "hold2")
    assert [note.expanded.id for note in gone.notes.values() if note.expanded] == ["unit1"]
    assert len(gone.notes) == 2


def test_a_frame_from_outside_is_a_plain_one_where_its_module_stands_inside() -> None:
    graph, shown = expand(network(chosen(residual())), "res1")
    stranger = Note("stranger", position=graph.notes[shown].position, size=(10.0, 10.0), kind="frame")
    stranger = replace(stranger, expanded=Node("unit1", Instance(unit()), "other1"))
    graph, made = collapse(graph.replace(notes={**graph.notes, "stranger": stranger}), shown)
    inside = within(graph, [made])
    assert "unit1" in inside.nodes
    assert [note.expanded for note in inside.notes.values()] == [None]
