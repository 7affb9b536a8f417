"""Copied nodes as text."""

import json
import subprocess
import sys

import pytest
from hypothesis import given

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.merging import Add
from studio.blocks.unknown import UnknownBlock
from studio.canvas.sample import lenet
from studio.canvas.tools.clipboard import NotAGraph, around, read, written
from studio.graph import edits
from studio.graph.manner import Manner
from studio.graph.model import Graph, Node, Wire
from tests.graph.drawings import Numbers, numbers
from tests.project.projects import drawing_of, throws


def test_what_was_written_is_read_back():
    graph, _ = edits.add(lenet(), UnknownBlock({"kind": "Capsule", "routes": 3}), (10.0, 20.0))
    assert read(written(graph)) == graph


@pytest.mark.parametrize("text", ["", "hello", "{}", '{"kind": "something else"}', "[1, 2]", "\udc80"])
def test_other_text_is_refused_in_words(text):
    with pytest.raises(NotAGraph) as refused:
        read(text)
    assert str(refused.value) == "What was copied is not part of a drawing. Expected: nodes copied from a board. Copy some nodes first."


def test_a_newer_version_is_refused_in_words():
    with pytest.raises(NotAGraph) as refused:
        read(written(Graph()).replace('"version": 2', '"version": 7'))
    assert str(refused.value) == (
        "What was copied comes from a newer version of the studio. Expected: version 2 or older. "
        "Received: version 7. Update this studio first."
    )


def test_values_that_a_block_refuses_are_named():
    graph, _ = edits.add(Graph(), Dense(units=7), (0.0, 0.0))
    with pytest.raises(NotAGraph) as refused:
        read(written(graph).replace(": 7", ": 0"))
    assert str(refused.value) == (
        "What was copied holds what cannot be. node dense1: Dense: units must be a whole number from 1 to 65536. Received: 0."
    )


@pytest.mark.parametrize("manner", [Manner(), Manner(False), Manner(True, 0.25), Manner(False, 0.5)])
def test_how_modules_around_it_have_it_trained_is_told(manner):
    graph = lenet()
    text = written(graph, around=manner)
    assert around(text) == manner
    assert read(text) == graph


@pytest.mark.parametrize("said", [None, [], [1, 2], [True, True], [False, "2"], [True, 0], [True, 1e9], [True, float("nan")], {"a": 1}])
def test_what_says_nothing_of_that_counts_for_nothing(said):
    record = json.loads(written(lenet())) | {"around": said}
    assert around(json.dumps(record)) == Manner()


def test_a_wire_that_has_no_port_is_refused():
    graph = lenet()
    start, end = graph.wires[0].target, graph.wires[0].source
    broken = Graph(graph.nodes, tuple(sorted((*graph.wires, Wire(start, end, 3)))))
    with pytest.raises(NotAGraph, match=r"^What was copied holds what cannot be\. node \w+: \w+ takes \w+ input\. Received: "):
        read(written(broken))


@given(numbers, throws)
def test_modules_notes_states_and_outputs_are_read_back(edit_list: list[Numbers], thrown: list[int]):
    graph = drawing_of(edit_list, thrown)
    assert read(written(graph)) == graph


def test_what_an_older_studio_copied_is_read():
    nodes = [
        {"id": "a", "name": "conv1", "position": [0.0, 8.0], "block": {"kind": "Conv2D", "filters": 4}},
        {"id": "b", "name": "add1", "position": [208.0, 8.0], "block": {"kind": "Add"}},
        {"id": "c", "name": "relu1", "position": [0.0, 248.0], "block": {"kind": "ReLU"}},
    ]
    wires = [["a", "b", 0], ["c", "b", 1]]
    assert read(json.dumps({"kind": "abyss graph", "version": 1, "nodes": nodes, "wires": wires})) == Graph(
        nodes={
            "a": Node("a", Conv2D(filters=4), "conv1", (0.0, 8.0)),
            "b": Node("b", Add(), "add1", (208.0, 8.0)),
            "c": Node("c", ReLU(), "relu1", (0.0, 248.0)),
        },
        wires=(Wire("a", "b", 0), Wire("c", "b", 1)),
    )


@pytest.mark.parametrize("wrong", [{"nodes": [3]}, {"nodes": {}, "wires": 3}, {"nodes": [], "wires": [["a", "b", -1]]}])
def test_what_an_older_studio_cannot_have_copied_is_refused_in_words(wrong):
    with pytest.raises(NotAGraph, match=r"^What was copied holds what cannot be\. nodes must be a record of nodes by id\. "):
        read(json.dumps({"kind": "abyss graph", "version": 1, **wrong}))


@pytest.mark.parametrize("depth", [950, 100_000])
def test_text_nested_without_end_is_refused_in_words(depth: int):
    node = '{"id": "a", "name": "a", "position": [0, 0], "block": {"kind": "Capsule", "routes": ' + "[" * depth + "]" * depth + "}}"
    with pytest.raises(NotAGraph) as error:
        read(f'{{"kind": "abyss graph", "version": 2, "nodes": {{"a": {node}}}}}')
    assert str(error.value) == "What was copied is not part of a drawing. Expected: nodes copied from a board. Copy some nodes first."


_COPIES_AND_ENDS = """
from PySide6.QtWidgets import QApplication
from studio.canvas.board import Board
from studio.canvas.sample import lenet
from studio.look import Look
app = QApplication([])
board = Board(Look())
board.show_graph(lenet())
board.select_all()
board.copy()
assert app.clipboard().text()
"""


def test_a_studio_that_copied_ends_well():
    ended = subprocess.run([sys.executable, "-c", _COPIES_AND_ENDS], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "")
