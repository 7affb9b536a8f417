"""Modules, notes and states survive the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.initializers import HeNormal
from studio.blocks.ports import ModuleInput
from studio.blocks.regularizers import L2
from studio.blocks.unknown import UnknownBlock
from studio.graph import edits
from studio.graph.model import Graph, Node, Note, Wire
from studio.graph.module import Binding, Instance, Module, Parameter
from studio.project import file
from studio.project.draft import Draft
from studio.project.file import ProjectError
from studio.project.project import Project
from tests.graph.drawings import Numbers, chain, node
from tests.project.projects import conv_module, edit_lists, project_of, throws

WRONG: list[Any] = [None, 3, -1, "x", "", [], {}, ["x"], {"kind": "module", "module": "first"}, float("nan"), 10**30, 1e300]


def pair() -> Project:
    """Two instances of `outer`, which holds an instance of `conv`."""
    inner = conv_module("conv")
    outer = conv_module("outer", edits.add(Graph(), Instance(inner, {"filters": 3}), (0.0, 0.0), "inner1")[0])
    graph, _ = edits.add(Graph(), Instance(outer), (0.0, 0.0))
    return Project().with_graph(edits.add(graph, Instance(outer, {"filters": 4}, 3, {"far": True}), (208.0, 0.0))[0])


@given(edit_lists, throws)
def test_any_project_survives_the_file_and_the_draft(tmp_path: Path, edit_lists: list[list[Numbers]], thrown: list[int]):
    project = project_of(edit_lists, thrown)
    file.write(tmp_path, project)
    found = file.read(tmp_path)
    assert found == project
    assert list(found.graphs) == list(project.graphs)
    assert file.text(found) == file.text(project)
    draft = Draft(tmp_path)
    draft.write(project)
    assert draft.read() == project


@given(edit_lists, throws, st.lists(st.tuples(st.integers(0, 9999), st.sampled_from(WRONG)), min_size=1, max_size=4))
def test_a_mutated_file_is_read_or_told_of_in_sentences(
    tmp_path: Path, edit_lists: list[list[Numbers]], thrown: list[int], mutations: list[tuple[int, Any]]
):
    plain = json.loads(file.text(project_of(edit_lists, thrown)))
    places = list(_places(plain))
    for number, value in mutations:
        record, key = places[number % len(places)]
        record[key] = value
    path = tmp_path / file.FILE
    path.write_text(json.dumps(plain))
    found = outcome(tmp_path)
    assert found
    if isinstance(found, Project):
        assert file.text(found)
    else:
        assert all(sentence.startswith(str(path)) and sentence.endswith(".") for sentence in found)


def outcome(folder: Path) -> Project | tuple[str, ...]:
    """The project in a folder, or what is told of it."""
    try:
        return file.read(folder)
    except ProjectError as error:
        return error.sentences


def _places(plain: Any) -> Any:
    """Every place in a record where a value stands."""
    parts = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for key, part in parts:
        yield plain, key
        yield from _places(part)


def test_instances_of_one_module_share_it(tmp_path: Path):
    file.write(tmp_path, pair())
    found = file.read(tmp_path)
    one, other = (node.block for node in found.graph.nodes.values())
    assert isinstance(one, Instance)
    assert isinstance(other, Instance)
    assert one.module is other.module is found.modules["outer"]
    inner = found.modules["outer"].graph.named("inner1")
    assert inner is not None
    assert isinstance(inner.block, Instance)
    assert inner.block.module is found.modules["conv"]


def test_only_what_is_not_usual_is_written():
    graph = chain(Conv2D())
    key = node(graph, "conv1")
    (record,) = json.loads(file.text(Project().with_graph(graph)))["graphs"]["main"]["nodes"].values()
    assert record == {"block": {"kind": "Conv2D"}, "inputs": [], "name": "conv1", "position": [0, 0]}
    stated = graph.replace(nodes={key: replace(graph.nodes[key], state="muted", locked=True)})
    (record,) = json.loads(file.text(Project().with_graph(stated)))["graphs"]["main"]["nodes"].values()
    assert record == {"block": {"kind": "Conv2D"}, "inputs": [], "name": "conv1", "position": [0, 0], "state": "muted", "locked": True}


def test_a_wire_is_one_word_and_names_an_output_after_the_first():
    split = conv_module("split", outputs=2)
    graph = Graph(
        {"a": Node("a", Instance(split), "a"), "b": Node("b", Conv2D(), "b"), "c": Node("c", Conv2D(), "c")},
        (Wire("a", "b"), Wire("a", "c", 0, 1)),
    )
    nodes = json.loads(file.text(Project().with_graph(graph)))["graphs"]["main"]["nodes"]
    assert [nodes[key]["inputs"] for key in "abc"] == [[], ["a"], ["a:1"]]
    assert nodes["a"]["block"] == {"kind": "module", "module": "split"}


@pytest.mark.parametrize(("like", "value"), [("Conv2D.kernel_regularizer", L2(l2=0.5)), ("Dense.kernel_initializer", HeNormal(seed=3))])
def test_a_form_as_a_value_is_one_again(tmp_path: Path, like: str, value: object):
    module = conv_module("conv")
    keeps = Parameter("keeps", None, like=like)
    graph = edits.add(Graph(), Instance(replace(module, parameters=(*module.parameters, keeps)), {"keeps": value}), (0.0, 0.0))[0]
    file.write(tmp_path, Project().with_graph(graph))
    assert file.read(tmp_path).graph == graph


def test_an_unknown_block_inside_a_module_is_kept(tmp_path: Path):
    strange = UnknownBlock({"kind": "FancyConv", "size": [3, {"deep": None}]})
    module = conv_module("conv", edits.add(Graph(), strange, (0.0, 0.0))[0])
    project = Project().with_graph(edits.add(Graph(), Instance(module), (0.0, 0.0))[0])
    file.write(tmp_path, project)
    assert file.read(tmp_path) == project


def test_ports_outside_a_module_are_kept(tmp_path: Path):
    project = Project().with_graph(chain(ModuleInput(), Conv2D()))
    file.write(tmp_path, project)
    assert file.read(tmp_path) == project


def test_ports_stand_by_their_numbers_whatever_these_are(tmp_path: Path):
    """A port that is taken out leaves a gap, and a number can be typed twice: no work is lost for that."""
    module = conv_module("conv", inputs=4)
    first, second, third, _ = module.inputs
    graph = edits.change(edits.remove(module.graph, [second.id]), first.id, ModuleInput(port=3))
    file.write(tmp_path, Project().with_graph(edits.add(Graph(), Instance(replace(module, graph=graph)), (0.0, 0.0))[0]))
    (found,) = file.read(tmp_path).modules.values()
    assert [node.id for node in found.inputs][:2] == [first.id, third.id]
    assert [node.block for node in found.inputs] == [ModuleInput(port=port) for port in (3, 3, 4)]


def test_bindings_of_a_node_that_is_gone_are_not_written(tmp_path: Path):
    module = conv_module("conv")
    edited = replace(module, graph=edits.remove(module.graph, [node(module.graph, "conv1")]))
    file.write(tmp_path, Project().with_graph(edits.add(Graph(), Instance(edited), (0.0, 0.0))[0]))
    (found,) = file.read(tmp_path).modules.values()
    assert found == replace(edited, bindings=())


def test_half_a_character_is_saved_as_a_question_mark(tmp_path: Path):
    file.write(tmp_path, Project().with_graph(Graph(notes={"n": Note("n", "a \ud83d b")})))
    assert file.read(tmp_path).graph.notes["n"].text == "a ? b"


def test_a_frame_keeps_the_module_that_it_shows_in_place(tmp_path: Path):
    module = conv_module("conv")
    stood = Node("a", Instance(module, {"filters": 2}), "conv1", (8.0, 8.0), "bypassed", locked=True)
    project = Project().with_graph(Graph(notes={"f": Note("f", "Conv", kind="frame", expanded=stood)}))
    file.write(tmp_path, project)
    assert file.read(tmp_path) == project
    assert list(project.modules) == ["conv"]


def test_bindings_of_an_unknown_block_are_kept(tmp_path: Path):
    graph, strange = edits.add(Graph(), UnknownBlock({"kind": "FancyConv"}), (0.0, 0.0))
    module = Module("fancy", graph, (Parameter("size", 3),), (Binding(strange, "size", "size * 2"),))
    project = Project().with_graph(edits.add(Graph(), Instance(module), (0.0, 0.0))[0])
    file.write(tmp_path, project)
    assert file.read(tmp_path) == project
