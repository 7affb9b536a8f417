"""The drawing as arrays: what is patched equals what is built anew."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.activation import ReLU
from studio.blocks.dense import Dense
from studio.blocks.merging import Add
from studio.canvas.sample import lenet
from studio.canvas.shown.anatomy import LOW, TALL, WIDTH
from studio.canvas.shown.scene import ADVISED, CALM, STOPPED, WARNED, Scene
from studio.graph import edits
from studio.graph.cards import PORT_STEP
from studio.graph.figures import Issue
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Wire
from tests.graph.drawings import Numbers, drawn, numbers

NAMES = ["input1", "conv1", "pool1", "dense3", "drop1"]


def shown(graph: Graph, pictured=()) -> Scene:
    scene = Scene()
    measured = measure(graph)
    scene.show(graph, measured, measured.issues, pictured)
    return scene


def the_same(first: Scene, second: Scene) -> None:
    for name in ("rects", "families", "states", "locked", "marks", "muted", "ends", "widths", "boxes"):
        assert np.allclose(getattr(first, name), getattr(second, name)), name
    assert np.allclose(first.routes.points, second.routes.points)
    assert first.ids == second.ids


def id_of(graph: Graph, name: str) -> str:
    return next(node.id for node in graph.nodes.values() if node.name == name)


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-400, 400), st.integers(-400, 400)), max_size=5), st.sets(st.sampled_from(NAMES))
)
def test_a_patched_scene_equals_a_new_one(moves, pictured):
    graph = lenet()
    scene = shown(graph)
    for name, x, y in moves:
        graph = edits.move(graph, {id_of(graph, name): (float(x), float(y))})
        scene.show(graph, measure(graph), measure(graph).issues, ())
    ids = {id_of(graph, name) for name in pictured}
    scene.show(graph, measure(graph), measure(graph).issues, ids)
    the_same(scene, shown(graph, ids))


OPERATIONS = st.tuples(st.sampled_from(["remove", "add", "cut", "wire", "move"]), st.integers(0, 50), st.integers(0, 50))


def edited(graph: Graph, what: str, first: int, second: int) -> Graph:
    """One edit of those a person makes; the graph as it is where it is refused."""
    nodes, wires = list(graph.nodes), graph.wires
    try:
        if what == "add":
            return edits.add(graph, Add(), (first * 60.0, second * 40.0))[0]
        if what == "cut" and wires:
            return edits.disconnect(graph, wires[first % len(wires)])
        if what == "remove" and nodes:
            return edits.remove(graph, [nodes[first % len(nodes)]])
        if what == "move" and nodes:
            return edits.move(graph, {nodes[first % len(nodes)]: (second * 50.0, first * 30.0)})
        return edits.connect(graph, nodes[first % len(nodes)], nodes[second % len(nodes)]) if nodes else graph
    except edits.EditRefused:
        return graph


@given(st.lists(OPERATIONS, max_size=8))
def test_after_any_edits_the_rows_are_those_of_a_new_scene(operations):
    graph = lenet()
    scene = shown(graph)
    for operation in operations:
        graph = edited(graph, *operation)
        scene.show(graph, measure(graph), measure(graph).issues, ())
    the_same(scene, shown(graph))


def test_a_wire_that_runs_back_turns_to_a_lane_that_becomes_free_far_from_it():
    blocks = {"a": Node("a", ReLU(), "a", (400.0, 0.0)), "b": Node("b", ReLU(), "b", (0.0, 0.0))}
    beside = {f"n{top}": Node(f"n{top}", Add(), f"n{top}", (200.0, float(top))) for top in (-160, -80, 80, 150, 220, 285, 365)}
    full = Graph({**blocks, **beside}, (Wire("a", "b", 0),))
    free, scene = edits.remove(full, ["n365"]), Scene()
    scene.show(full, measure(full), (), ())
    assert scene.routes.points[0, :, 1].min() < -160
    scene.show(free, measure(free), (), ())
    assert scene.routes.points[0, :, 1].max() > 285 + LOW
    anew = Scene()
    anew.show(free, measure(free), (), ())
    the_same(scene, anew)


def test_a_changed_value_renews_the_widths_behind_it():
    graph = lenet()
    scene = shown(graph)
    graph = edits.change(graph, id_of(graph, "dense1"), Dense(units=4000))
    scene.show(graph, measure(graph), measure(graph).issues, ())
    the_same(scene, shown(graph))


def test_removing_and_adding_nodes_and_wires():
    graph = lenet()
    scene = shown(graph)
    for changed in (edits.remove(graph, [id_of(graph, "pool1")]), edits.add(graph, Add(), (0.0, 900.0))[0], Graph()):
        scene.show(changed, measure(changed), measure(changed).issues, ())
        the_same(scene, shown(changed))


def test_a_drag_moves_cards_and_the_wires_at_them_only():
    scene = shown(lenet())
    before, rows = scene.routes.points.copy(), scene.rows_of([scene.ids[1]])
    scene.shift(rows, 8.0, 16.0)
    assert scene.rects[1].tolist() == [216.0, 16.0, WIDTH, LOW]
    moved = {row for row in range(len(scene.wires)) if not np.array_equal(before[row], scene.routes.points[row])}
    assert moved == set(scene.touching(rows).tolist())
    assert len(moved) == 2


def test_a_card_with_a_picture_is_high_and_one_without_is_low():
    graph = lenet()
    scene = shown(graph, {id_of(graph, "conv1")})
    assert scene.rects[1, 3] == TALL
    assert scene.rects[2, 3] == LOW


def test_wires_are_thicker_where_more_data_flows():
    graph = lenet()
    scene = shown(graph)
    width = {(graph.nodes[wire.source].name): scene.widths[row] for row, wire in enumerate(scene.wires)}
    assert width["dense3"] == pytest.approx(1.0)
    assert width["pool2"] == pytest.approx(2.5, abs=0.05)
    assert width["conv1"] == pytest.approx(3.5, abs=0.05)


def test_marks_tell_what_stops_from_what_does_not():
    graph = lenet()
    conv, drop = id_of(graph, "conv1"), id_of(graph, "drop1")
    scene = Scene()
    scene.show(graph, measure(graph), [Issue(conv, "Too large.", stops=True), Issue(drop, "Left out.", stops=False)], ())
    assert scene.marks[scene.rows[conv]] == STOPPED
    assert scene.marks[scene.rows[drop]] == WARNED
    assert (scene.marks == CALM).sum() == len(graph.nodes) - 2
    assert scene.worded == {conv}
    assert scene.rects[scene.rows[conv], 3] == TALL


def test_advice_marks_only_what_has_no_issue():
    graph = lenet()
    conv, drop = id_of(graph, "conv1"), id_of(graph, "drop1")
    hint = Issue(conv, "More filters would see more.", stops=False, advice=True)
    scene = Scene()
    scene.show(
        graph, measure(graph), [hint, Issue(drop, "Left out.", stops=False), Issue(drop, "Not needed.", stops=False, advice=True)], ()
    )
    assert scene.advice == {conv: hint}
    assert scene.marks[scene.rows[conv]] == ADVISED
    assert scene.marks[scene.rows[drop]] == WARNED
    assert scene.worded == frozenset()


def test_advice_for_what_the_network_leaves_out_leaves_it_muted():
    graph, extra = edits.add(lenet(), Dense(units=3), (0.0, 900.0))
    scene = Scene()
    scene.show(graph, measure(graph), [Issue(extra, "Fewer units would do.", stops=False, advice=True)], ())
    assert scene.muted[scene.rows[extra]]


def test_what_the_network_leaves_out_without_an_issue_is_muted():
    graph, extra = edits.add(lenet(), Dense(units=3), (0.0, 900.0))
    scene = Scene()
    scene.show(graph, measure(graph), [], ())
    assert scene.muted[scene.rows[extra]]
    assert not scene.muted[scene.rows[id_of(graph, "conv1")]]


def test_a_merging_card_grows_with_its_ports():
    graph, add = edits.add(lenet(), Add(), (0.0, 900.0))
    for place, name in enumerate(("conv1", "pool1", "conv2", "pool2", "dense1")):
        graph = edits.connect(graph, id_of(graph, name), add, place)
    scene = shown(graph)
    row = scene.rows[add]
    assert scene.inputs(row) == 5
    assert scene.rects[row, 3] == 124.0
    heights = [scene.port(row, place)[1] - 900.0 for place in range(5)]
    assert heights == [22.0, 42.0, 62.0, 82.0, 102.0]


def test_a_card_placed_beyond_all_bounds_is_drawn_where_it_can_be_found():
    graph = lenet()
    first, *_, last = graph.nodes
    scene = Scene()
    far = edits.move(graph, {first: (-1.7e308, 0.0), last: (1.7e308, 1e300)})
    scene.show(far, measure(far), (), ())
    assert scene.rects[scene.rows[last], :2].tolist() == [1e6, 1e6]
    assert np.isfinite(scene.routes.points).all()


@given(numbers, numbers)
def test_after_any_edits_a_scene_equals_a_new_one(first: list[Numbers], later: list[Numbers]):
    graphs = drawn(later, drawn(first)[-1])
    scene = shown(graphs[0])
    for graph in graphs[1:]:
        scene.show(graph, measure(graph), measure(graph).issues, ())
    the_same(scene, shown(graphs[-1]))


def test_wires_follow_ports_that_another_block_has_elsewhere():
    graph = lenet()
    scene = shown(graph)
    graph = edits.change(graph, id_of(graph, "pool2"), Add())
    scene.show(graph, measure(graph), measure(graph).issues, ())
    the_same(scene, shown(graph))


def straight(scene: Scene, source: str, target: str) -> bool:
    """Whether the wire between two nodes of these names runs at one height."""
    wires = [row for row, wire in enumerate(scene.wires) if (wire.source, wire.target) == (source, target)]
    return bool(np.ptp(scene.routes.points[wires[0], :, 1]) < 0.01)


@pytest.mark.parametrize("ports", [("a", "b"), ("b", "a")])
def test_the_wire_along_a_row_runs_straight_into_a_sum_whichever_port_it_takes(ports):
    nodes = {name: Node(name, Dense(units=8), name, (208.0 * place, 0.0)) for place, name in enumerate("ab")}
    graph = Graph(nodes | {"sum": Node("sum", Add(), "sum", (416.0, 0.0))}, (Wire("a", "b"),))
    for port, name in enumerate(ports):
        graph = edits.connect(graph, name, "sum", port)
    scene = shown(graph)
    assert straight(scene, "b", "sum")
    assert abs(scene.port(2, 1)[1] - scene.port(2, 0)[1]) == PORT_STEP
    taken_out = edits.disconnect(graph, next(wire for wire in graph.wires if wire.source == "b" and wire.target == "sum"))
    scene.show(taken_out, measure(taken_out), measure(taken_out).issues, ())
    the_same(scene, shown(taken_out))
    scene.show(graph, measure(graph), (), ())
    scene.shift(np.array([1]), 0.0, 300.0)
    assert scene.port(2, ports.index("a"))[1] == scene.port(0, -1)[1], "the other wire is the next one now"
    scene.shift(np.array([2]), 0.0, 150.0)
    middle = float(scene.rects[2, 1]) + LOW / 2
    assert [scene.port(2, port)[1] - middle for port in (0, 1)] == [-PORT_STEP / 2, PORT_STEP / 2], "between both rows"
