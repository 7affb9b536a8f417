"""Two drawings beside each other: as `diff` tells it where they are versions of one, else by names, kinds and order."""

from __future__ import annotations

from hypothesis import given
from msgspec.structs import replace

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.pooling import MaxPooling2D
from studio.blocks.reshaping import Flatten
from studio.blocks.unknown import UnknownBlock
from studio.graph import edits
from studio.graph.balance import Sides, balance
from studio.graph.compare import Change, Comparison, compare
from studio.graph.diff import diff
from studio.graph.measure import measure
from studio.graph.model import Graph, Wire
from studio.graph.module import Instance, Module, Parameter
from tests import networks
from tests.graph.drawings import Numbers, chain, drawn, lenet, node, numbers, residual


def renumbered(graph: Graph) -> Graph:
    """The same drawing, drawn by somebody else: all ids are others."""
    ids = {key: f"other{number}" for number, key in enumerate(graph.nodes)}
    return Graph(
        {ids[key]: replace(found, id=ids[key]) for key, found in graph.nodes.items()},
        tuple(sorted(Wire(ids[wire.source], ids[wire.target], wire.port, wire.outlet) for wire in graph.wires)),
        graph.notes,
    )


def names(comparison: Comparison) -> tuple[list[str], list[str]]:
    return [found.name for found in comparison.added], [found.name for found in comparison.removed]


@given(numbers)
def test_a_drawing_beside_itself_says_nothing(edit_list: list[Numbers]):
    graph = drawn(edit_list)[-1]
    for other in (graph, renumbered(graph)):
        found = compare(graph, other)
        assert not found
        assert len(found.pairs) == len(graph.nodes)
        assert balance(found, measure(graph), measure(other)).nodes == ()


@given(numbers, numbers)
def test_it_agrees_with_diff_on_two_versions(first: list[Numbers], second: list[Numbers]):
    old = chain(Input(), Conv2D(), graph=drawn(first)[-1])
    new = edits.move(drawn(second, old)[-1], {})
    if not old.nodes.keys() & new.nodes.keys():
        return
    found, way = compare(old, new), diff(old, new)
    assert {each.id for each in found.added} == way.added.keys()
    assert {each.id for each in found.removed} == way.removed.keys()
    assert (found.wires_added, found.wires_removed) == (way.wires_added, way.wires_removed)
    assert found.changed.keys() <= way.changed.keys()
    for key, change in way.changed.items():
        only_placed = change.old == replace(change.new, position=change.old.position, locked=change.old.locked)
        assert (key in found.changed) != only_placed or isinstance(change.new.block, Instance)


@given(numbers, numbers)
def test_figures_of_both_sides_add_up(first: list[Numbers], second: list[Numbers]):
    old, new = drawn(first)[-1], drawn(second)[-1]
    one, other = measure(old), measure(new)
    found = balance(compare(old, new), one, other)
    assert found.weights.difference == other.weights - one.weights
    all_weights = [sum(figures.weights for figures in measured.figures.values()) for measured in (one, other)]
    assert sum(cost.weights.difference for cost in found.nodes) == all_weights[1] - all_weights[0]


def test_what_was_added_removed_and_changed_between_two_versions():
    old = lenet()
    conv, pool = node(old, "conv2"), node(old, "pool2")
    new = edits.change(old, conv, Conv2D(filters=32, kernel_size=(3, 3), activation="relu"))
    new = edits.rename(edits.remove(new, [pool], heal=True), node(new, "dense3"), "classes")
    new, relu = edits.add(new, ReLU(), (0.0, 0.0))
    found = compare(old, new)
    assert names(found) == (["relu1"], ["pool2"])
    assert found.changed == {
        conv: (Change("filters", 16, 32), Change("kernel_size", (5, 5), (3, 3))),
        node(new, "classes"): (Change("name", "dense3", "classes"),),
    }
    assert found.wires_added == (Wire(conv, node(new, "flatten1")),)
    assert set(found.wires_removed) == {Wire(conv, pool), Wire(pool, node(new, "flatten1"))}
    assert relu in {each.id for each in found.added}


def test_two_projects_are_matched_by_name_and_kind_then_by_kind_in_order_then_by_name():
    old = chain(Input(), Conv2D(filters=4), MaxPooling2D(), Flatten(), Dense(units=10), Output())
    new = chain(Input(), Conv2D(filters=8), Conv2D(filters=9), Flatten(), Dense(units=10), Output())
    new = edits.rename(new, node(new, "dense1"), "classes")
    new = edits.rename(new, node(new, "conv2"), "pool1")
    found = compare(old, new)
    assert [(pair.old.name, pair.new.name) for pair in found.pairs] == [
        ("input1", "input1"),
        ("conv1", "conv1"),
        ("pool1", "pool1"),
        ("flatten1", "flatten1"),
        ("dense1", "classes"),
        ("output1", "output1"),
    ]
    assert found.changed == {
        node(new, "conv1"): (Change("filters", 4, 8),),
        node(new, "pool1"): (Change("kind", "MaxPooling2D", "Conv2D"),),
        node(new, "classes"): (Change("name", "dense1", "classes"),),
    }
    assert (found.wires_added, found.wires_removed) == ((), ())


def test_figures_side_by_side_and_the_nodes_that_make_the_difference():
    old = chain(Input(shape=(8, 8, 1)), Conv2D(filters=2), Flatten(), Dense(units=3), Output())
    new = edits.change(old, node(old, "conv1"), Conv2D(filters=4))
    found = balance(compare(old, new), measure(old), measure(new))
    assert found.weights == Sides(20 + 219, 40 + 435)
    assert found.weights.difference == 236
    assert found.multiply_adds == Sides(36 * 18 + 216, 36 * 36 + 432)
    assert [(cost.new.name if cost.new else "", cost.weights, cost.shapes) for cost in found.nodes] == [
        ("conv1", Sides(20, 40), ((6, 6, 2), (6, 6, 4))),
        ("flatten1", Sides(0, 0), ((72,), (144,))),
        ("dense1", Sides(219, 435), ((3,), (3,))),
    ]


def test_nodes_of_one_side_alone_count_against_nothing():
    old, new = lenet(), residual()
    found = balance(compare(old, new), measure(old), measure(new))
    gone = [cost for cost in found.nodes if cost.new is None]
    assert gone
    assert all(cost.weights.new == 0 and cost.shapes[1] is None for cost in gone)
    assert found.nodes[-len(gone) :] == tuple(gone)


def test_instances_differ_in_values_repeats_and_in_what_is_inside():
    old = networks.in_a_row(("image", Input(shape=(8, 8, 16))), ("block", networks.module("dense_layer", 2, growth=4)))
    key = node(old, "block")
    new = edits.change(old, key, networks.module("dense_layer", 3, {"growth": 2}, growth=8))
    assert compare(old, new).changed == {key: (Change("repeat", 2, 3), Change("growth", 4, 8), Change("first growth", None, 2))}
    module = networks.module("dense_layer").module
    inner = edits.change(module.graph, "conv2", Conv2D(filters=32, kernel_size=(5, 5), padding="same", use_bias=False))
    other = edits.change(old, key, replace(networks.module("dense_layer", 2, growth=4), module=replace(module, graph=inner)))
    (change,) = compare(old, other).changed[key]
    assert change.field == "inside"


def test_unknown_blocks_are_compared_by_what_is_written_of_them():
    old = chain(UnknownBlock({"kind": "Capsule", "routes": 3}))
    new = edits.change(old, node(old, "capsule1"), UnknownBlock({"kind": "Capsule", "routes": 4, "depth": 2}))
    assert compare(old, new).changed == {node(old, "capsule1"): (Change("routes", 3, 4), Change("depth", None, 2))}


def test_what_is_called_like_a_part_of_the_node_is_told_apart_from_it():
    old = chain(UnknownBlock({"kind": "Capsule", "name": "deep", "state": 3}))
    key = node(old, "capsule1")
    new = edits.rename(edits.change(old, key, UnknownBlock({"kind": "Capsule", "name": "flat", "state": 3})), key, "caps")
    assert compare(old, new).changed == {key: (Change("name", "capsule1", "caps"), Change("value name", "deep", "flat"))}
    module = Module("part", Graph(), (Parameter("name", "deep"), Parameter("kind", 1)))
    old = chain(Instance(module))
    key = node(old, "part1")
    new = edits.change(old, key, Instance(module, {"name": "flat", "kind": 2}))
    assert compare(old, new).changed == {key: (Change("value name", "deep", "flat"), Change("value kind", 1, 2))}


def test_states_count_and_places_do_not():
    old = chain(Conv2D())
    key = node(old, "conv1")
    assert not compare(old, edits.move(old, {key: (99.0, 9.0)}))
    muted = old.replace(nodes={key: replace(old.nodes[key], state="muted")})
    assert compare(old, muted).changed == {key: (Change("state", "on", "muted"),)}


def test_strangers_of_one_kind_are_matched_in_order():
    old = Graph({f"a{k}": replace(chain(Conv2D()).nodes.popitem()[1], id=f"a{k}", name=f"one{k}") for k in range(3)})
    new = Graph({f"b{k}": replace(found, id=f"b{k}", name=f"other{k}") for k, found in enumerate(old.nodes.values())})
    assert [(pair.old.id, pair.new.id) for pair in compare(old, new).pairs] == [("a0", "b0"), ("a1", "b1"), ("a2", "b2")]


def test_parameters_of_drawings_are_compared_by_name():
    old = replace(chain(Conv2D()), parameters=(Parameter("width", 1), Parameter("edge", 3)))
    new = replace(old, parameters=(Parameter("edge", 3, help="Said otherwise."), Parameter("width", 2), Parameter("depth", 4)))
    assert compare(old, new) == Comparison(pairs=compare(old, old).pairs, parameters=(Change("width", 1, 2), Change("depth", None, 4)))
    assert compare(old, new)
    assert not compare(old, old)
