"""Where arrow keys lead, as pure functions."""

from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.dense import Dense
from studio.blocks.merging import Add
from studio.canvas.keyboard.walking import first, neighbour, next_read, wires_of
from studio.graph import edits
from studio.graph.model import Graph

WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1))


def placed(*places: tuple[float, float], block=Dense) -> tuple[Graph, list[str]]:
    graph, ids = Graph(), []
    for place in places:
        graph, node = edits.add(graph, block(), place)
        ids.append(node)
    return graph, ids


def test_wires_count_before_places():
    graph, (start, near, fed) = placed((0, 0), (208, 0), (900, 900))
    assert neighbour(graph, start, 1, 0) == near
    graph = edits.connect(graph, start, fed)
    assert neighbour(graph, start, 1, 0) == fed
    assert neighbour(graph, fed, -1, 0) == start


def test_what_lies_aside_counts_double():
    graph, (start, below, _aside) = placed((0, 0), (0, 400), (300, 240))
    assert neighbour(graph, start, 0, 1) == below
    assert neighbour(graph, below, 0, -1) == start


def test_at_the_border_there_is_nothing():
    graph, (start, _) = placed((0, 0), (208, 0))
    assert neighbour(graph, start, -1, 0) is None
    assert neighbour(graph, start, 0, 1) is None
    assert first(Graph()) is None


def test_wires_come_in_the_order_of_ports_then_places():
    graph, (first_source, second_source, low, high) = placed((0, 0), (0, 240), (900, 240), (900, 0))
    graph, add = edits.add(graph, Add(), (400, 0))
    for source in (second_source, first_source):
        graph = edits.connect(graph, source, add)
    for target in (low, high):
        graph = edits.connect(graph, add, target)
    assert [(wire.source, wire.target) for wire in wires_of(graph, add)] == [
        (second_source, add),
        (first_source, add),
        (add, high),
        (add, low),
    ]


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=2, max_size=12, unique=True), st.sampled_from(WAYS))
def test_an_arrow_leads_its_way_where_there_is_anything(places, way):
    graph, ids = placed(*((x * 208.0, y * 240.0) for x, y in places))
    for start in ids:
        here, found = graph.nodes[start].position, neighbour(graph, start, *way)
        ahead = {node for node in ids if _along(here, graph.nodes[node].position, way) > 0}
        assert found in ahead if ahead else found is None


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=1, max_size=12, unique=True))
def test_going_on_in_reading_order_comes_by_every_node(places):
    graph, ids = placed(*((x * 208.0, y * 240.0) for x, y in places))
    order = [first(graph)]
    while (found := next_read(graph, order[-1], 1)) is not None:
        order.append(found)
    assert sorted(order) == sorted(ids)
    assert order[-1] == first(graph, backwards=True)
    assert [next_read(graph, node, -1) for node in order] == [None, *order[:-1]]


def _along(start, end, way) -> float:
    return (end[0] - start[0]) * way[0] + (end[1] - start[1]) * way[1]
