"""A card that a program adds lies after what it takes, on no other, and moves none."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.activation import ReLU
from studio.compile.parsing.placing import place_of
from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, COLUMN, ROW
from studio.graph.model import Graph, Node, Note, Position, Wire
from tests.compile.drawings import lenet
from tests.compile.parsing.same import edited_text
from tests.compile.parsing.test_merging import node, placed

NEW = "new"


def drawn(places: Mapping[str, Position], *notes: Note) -> Graph:
    nodes = {name: Node(name, ReLU(), name, position) for name, position in places.items()}
    return Graph(nodes, (), {note.id: note for note in notes})


@pytest.mark.parametrize(
    ("places", "wires", "found"),
    [
        ({"a": (0.0, 40.0)}, [Wire("a", NEW)], (COLUMN, 40.0)),
        ({"a": (0.0, 40.0), "b": (416.0, 40.0)}, [Wire("a", NEW), Wire(NEW, "b")], (COLUMN, 40.0)),  # there is room between
        ({"a": (0.0, 40.0), "b": (208.0, 40.0)}, [Wire("a", NEW), Wire(NEW, "b")], (COLUMN, 40.0 + ROW)),
        ({"a": (0.0, 0.0), "b": (208.0, 0.0), "c": (208.0, 240.0)}, [Wire("a", NEW)], (COLUMN, -ROW)),  # nearer than below all
        ({"a": (0.0, 0.0), "b": (624.0, 240.0)}, [Wire("a", NEW), Wire("b", NEW, 1)], (624.0 + COLUMN, 240.0)),
        ({"a": (208.0, 0.0), "b": (208.0, 240.0)}, [Wire("b", NEW, 1), Wire("a", NEW)], (2 * COLUMN, 0.0)),  # level with the first input
        ({"a": (0.0, 0.0), "b": (208.0, 240.0)}, [Wire(NEW, "a"), Wire(NEW, "b")], (-COLUMN, 0.0)),
        ({"a": (0.0, 0.0)}, [], (0.0, ROW)),
    ],
)
def test_it_lies_where_one_looks_for_it(places: Mapping[str, Position], wires: list[Wire], found: Position) -> None:
    assert place_of(drawn(places), wires, NEW) == found


def test_it_covers_no_comment_and_lies_in_frames() -> None:
    graph = drawn(
        {"a": (0.0, 0.0)}, Note("c", "words", (208.0, 0.0), (240.0, 120.0)), Note("f", "", (-50.0, 200.0), (900.0, 900.0), kind="frame")
    )
    assert place_of(graph, [Wire("a", NEW)], NEW) == (COLUMN, ROW)


def test_layers_that_are_added_in_a_row_lie_in_a_row() -> None:
    graph = placed(lenet())
    line = '    x = layers.MaxPooling2D(2, name="pool1")(x)\n'
    more = line + '    x = layers.Dropout(0.25, name="one")(x)\n    x = layers.ReLU(name="two")(x)\n'
    new = edited_text(graph, (line, more)).graph
    start = node(graph, "pool1").position
    assert [node(new, name).position for name in ("one", "two")] == [(start[0] + COLUMN * n, start[1] + ROW) for n in (1, 2)]
    assert {key: each for key, each in new.nodes.items() if key in graph.nodes} == graph.nodes


places = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.tuples(st.integers(-9, 9).map(lambda n: n * 64.0), st.integers(-9, 9).map(lambda n: n * 88.0)),
)


@given(places, st.randoms(use_true_random=False))
def test_it_covers_nothing_and_is_the_same_again(found: Mapping[str, Position], random: Random) -> None:
    graph, wires = drawn(found), [Wire(name, NEW, port) for port, name in enumerate(found)]
    x, y = place_of(graph, wires, NEW)
    assert not [node for node in graph.nodes.values() if abs(node.position[0] - x) < CARD_WIDTH and abs(node.position[1] - y) < CARD_HEIGHT]
    random.shuffle(wires)
    assert place_of(graph, wires, NEW) == (x, y)
