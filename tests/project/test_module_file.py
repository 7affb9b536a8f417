"""Modules, notes and states survive the file, and what is wrong with them is told in whole sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
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

Change = Callable[[dict[str, Any]], object]

WRONG: list[Any] = [None, 3, -1, "x", "", [], {}, ["x"], {"kind": "module", "module": "first"}, float("nan"), 10**30, 1e300]


def pair() -> Project:
    """Two instances of `outer`, which holds an instance of `conv`."""
    inner = conv_module("conv")
    outer = conv_module("outer", edits.add(Graph(), Instance(inner, {"filters": 3}), (0.0, 0.0), "inner1")[0])
    graph, _ = edits.add(Graph(), Instance(outer), (0.0, 0.0))
    return Project().with_graph(edits.add(graph, Instance(outer, {"filters": 4}, 3, {"far": True}), (208.0, 0.0))[0])


def _with_plain_id(plain: dict[str, Any]) -> dict[str, Any]:
    """The nodes of the drawing, with `outer1` under its name as its id."""
    nodes: dict[str, Any] = plain["graphs"]["main"]["nodes"]
    nodes["outer1"] = nodes.pop(next(key for key, node in nodes.items() if node["name"] == "outer1"))
    return nodes


def _add_beside(plain: dict[str, Any], key: str) -> None:
    _with_plain_id(plain)[key] = {"block": {"kind": "ReLU"}, "inputs": [], "name": "other1", "position": [0, 0]}


def _show_as_well(plain: dict[str, Any]) -> None:
    expanded = {"id": "outer1", **_with_plain_id(plain)["outer1"]}
    plain["graphs"]["main"]["notes"] = {"n": {"position": [0, 0], "size": [1, 1], "kind": "frame", "expanded": expanded}}


def _nest(plain: dict[str, Any], depth: int) -> None:
    """Modules in each other, `deep1` inside `deep2` and so on."""
    first(plain, "outer1")["block"]["module"] = f"deep{depth}"
    for place in range(1, depth + 1):
        block = {"kind": "module", "module": f"deep{place - 1}"} if place > 1 else {"kind": "ReLU"}
        inner = {"block": block, "inputs": [], "name": "inner", "position": [0, 0]}
        plain["modules"][f"deep{place}"] = {"graph": {"nodes": {"inner": inner}}}


def told(folder: Path, change: Change, project: Project | None = None) -> list[str]:
    """What is told of a file after a change to its record, without the file's name before each sentence."""
    path = folder / file.FILE
    file.write(folder, project or pair())
    plain = json.loads(path.read_text())
    change(plain)
    path.write_text(json.dumps(plain))
    with pytest.raises(ProjectError) as caught:
        file.read(folder)
    return [sentence.removeprefix(f"{path}: ") for sentence in caught.value.sentences]


def first(plain: dict[str, Any], name: str) -> Any:
    """The record of a node of a module or of the drawing."""
    graphs = [plain["graphs"]["main"], *(module["graph"] for module in plain["modules"].values())]
    return next(node for graph in graphs for node in graph["nodes"].values() if node["name"] == name)


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


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda plain: plain["modules"].pop("conv"),
            "module outer: node inner1: there is no module conv. Expected: a module of the file, which has none. "
            "Add it to modules, or take the node out.",
        ),
        (
            lambda plain: first(plain, "outer1")["block"].update(module="far"),
            "graph main: node outer1: there is no module far. Expected: one of conv, outer. Add it to modules, or take the node out.",
        ),
        (
            lambda plain: first(plain, "outer1")["block"].update(repeat=0),
            "graph main: node outer1: repeat must be a whole number from 1 to 1000. Received: 0.",
        ),
        (
            lambda plain: _nest(plain, 101),
            "module deep101: modules lie in each other at most 100 deep. Received: 101. Take out what is inside it.",
        ),
        (
            lambda plain: first(plain, "outer1")["block"].update(values=[3]),
            "graph main: node outer1: values must be a record of finite values by the names of parameters. Received: [3].",
        ),
        (
            lambda plain: first(plain, "outer1")["block"].update(first={"filters": float("inf")}),
            "graph main: node outer1: first must be a record of finite values by the names of parameters. Received: {'filters': inf}.",
        ),
        (
            lambda plain: first(plain, "inner1")["block"].update(module="outer"),
            "modules: outer → outer is a circle, but a module cannot be inside itself. Take one of them out of the one before it.",
        ),
        (
            lambda plain: plain["modules"]["conv"]["bindings"][0].update(node="gone"),
            "module conv: filters * 4 sets filters of node gone, which is not inside. Take that binding out.",
        ),
        (
            lambda plain: plain["modules"]["conv"]["bindings"][0].update(expression="filters +"),
            "module conv: filters of conv1: filters + is no expression. Write parameters, numbers, + - * / // %, comparisons, min, max, "
            "int and `a if c else b`, such as filters * 4.",
        ),
        (
            lambda plain: plain["modules"]["conv"]["bindings"][0].update(expression="width"),
            "module conv: width sets filters of conv1, but width is no parameter of the module. Expected: filters, kernel_size or far. "
            "Add it to parameters, or change the expression.",
        ),
        (
            lambda plain: plain["modules"]["outer"]["bindings"][0].update(node="inner", field="units"),
            "module outer: filters * 4 sets units of node inner, which is not inside. Take that binding out.",
        ),
        (
            lambda plain: plain["modules"]["conv"]["bindings"][0].pop("field"),
            "module conv: bindings must be records with the texts node, field, expression. Received: ",
        ),
        (
            lambda plain: plain["modules"]["conv"].update(parameters={}),
            "module conv: parameters must be a list of records. Received: {}.",
        ),
        (
            lambda plain: plain["modules"]["conv"]["parameters"][0].update(value=float("nan")),
            "module conv: parameter filters: value must be finite. Received: nan.",
        ),
        (
            lambda plain: plain["modules"]["conv"]["parameters"][2].update(name="filters"),
            "module conv: 2 parameters are named filters. Give each a name of its own.",
        ),
        (lambda plain: plain["modules"]["conv"].update(title=3), "module conv: title must be text. Received: 3."),
        (
            lambda plain: plain["modules"].update(conv=3),
            "module conv: it must be a record with a graph, parameters and bindings. Received: 3.",
        ),
        (
            lambda plain: plain["modules"]["conv"]["graph"].update(nodes=3),
            "module conv: nodes must be a record of nodes by id. Received: {'nodes': 3}.",
        ),
        (
            lambda plain: first(plain, "outer1").update(state="off"),
            "graph main: node outer1: state must be 'on', 'bypassed' or 'muted'. Received: 'off'.",
        ),
        (lambda plain: first(plain, "outer1").update(locked=1), "graph main: node outer1: locked must be true or false. Received: 1."),
        (
            lambda plain: plain["graphs"]["main"].update(notes=[]),
            "graph main: notes must be a record of notes by id. Received: [].",
        ),
        (
            lambda plain: plain["graphs"]["main"].update(notes={"n": 3}),
            "graph main: note n must be a record with text, position and size. Received: 3.",
        ),
        (
            lambda plain: plain["graphs"]["main"].update(notes={"n": {"position": [0, 0], "size": [1, -1]}}),
            "graph main: note n: size must be two numbers above 0, width and height. Received: [1, -1].",
        ),
        (
            lambda plain: plain["graphs"]["main"].update(notes={"n": {"position": [0, 0], "size": [1, 1], "expanded": 3}}),
            "graph main: note n: expanded must be the record of a node with its id. Received: 3.",
        ),
        (
            lambda plain: plain["graphs"]["main"].update(notes={"n": {"position": [0, 0], "size": [1, 1], "kind": "sheet"}}),
            "graph main: note n: kind must be 'comment' or 'frame'. Received: 'sheet'.",
        ),
        (
            lambda plain: _add_beside(plain, "outer1/conv1"),
            "graph main: node other1: its id outer1/conv1 is that of a node inside outer1, which is there as well. Choose another id.",
        ),
        (
            lambda plain: _add_beside(plain, "outer1.2/inner1/conv1"),
            "graph main: node other1: its id outer1.2/inner1/conv1 is that of a node inside outer1, which is there as well. "
            "Choose another id.",
        ),
        (
            _show_as_well,
            "graph main: note n: it shows the module outer1 in its place, but node outer1 is there as well. Take one of the two out.",
        ),
        (
            lambda plain: plain["graphs"]["main"]["nodes"].update({"a:1": first(plain, "outer1") | {"name": "other1"}}),
            "graph main: node other1: an id is text without a colon. Received: 'a:1'. Choose another id.",
        ),
    ],
)
def test_a_wrong_part(tmp_path: Path, change: Change, sentence: str):
    found = told(tmp_path, change)
    assert [each[: len(sentence)] for each in found] == [sentence]


def test_a_field_that_is_not_there_is_told_with_those_that_are(tmp_path: Path):
    found = told(tmp_path, lambda plain: plain["modules"]["conv"]["bindings"][0].update(field="units"))
    assert len(found) == 1
    assert found[0].startswith("module conv: filters * 4 sets units of conv1, but Conv2D has no units. Expected: filters, kernel_size, ")
    assert found[0].endswith(" or bypass.")


def test_a_parameter_that_an_inner_module_lacks(tmp_path: Path):
    def change(plain: dict[str, Any]) -> None:
        inner = next(key for key, node in plain["modules"]["outer"]["graph"]["nodes"].items() if node["name"] == "inner1")
        plain["modules"]["outer"]["bindings"][0].update(node=inner, field="units")

    assert told(tmp_path, change) == [
        "module outer: filters * 4 sets units of inner1, but Conv has no units. Expected: filters, kernel_size, far or bypass."
    ]


def test_modules_that_are_no_record(tmp_path: Path):
    assert told(tmp_path, lambda plain: plain.update(modules=3))[0] == "modules must be a record of modules by name. Received: 3."


def test_a_circle_of_two_modules_is_told_once(tmp_path: Path):
    def change(plain: dict[str, Any]) -> None:
        plain["modules"]["conv"]["graph"]["nodes"]["back"] = first(plain, "outer1") | {"name": "back1"}

    assert told(tmp_path, change) == [
        "modules: conv → outer → conv is a circle, but a module cannot be inside itself. Take one of them out of the one before it."
    ]


@pytest.mark.parametrize("depth", [200, 900, 5000])
def test_values_nested_without_end(tmp_path: Path, depth: int):
    path = tmp_path / file.FILE
    file.write(tmp_path, pair())
    path.write_text(path.read_text().replace('"filters": 4', '"filters": ' + '{"a": ' * depth + "4" + "}" * depth))
    found = outcome(tmp_path)
    assert isinstance(found, Project) or found == (f"{path} is no project of Abyss Studio: it is nested too deeply. Choose another file.",)


def test_half_a_character_is_saved_as_a_question_mark(tmp_path: Path):
    file.write(tmp_path, Project().with_graph(Graph(notes={"n": Note("n", "a \ud83d b")})))
    assert file.read(tmp_path).graph.notes["n"].text == "a ? b"


def test_a_name_twice_in_one_record(tmp_path: Path):
    path = tmp_path / file.FILE
    file.write(tmp_path, pair())
    path.write_text(path.read_text().replace('"modules": {', '"modules": {"conv": {}, "outer": {},', 1))
    with pytest.raises(ProjectError) as caught:
        file.read(tmp_path)
    remedy = "Take one of the two out, or give it another name."
    assert caught.value.sentences == tuple(f"{path} holds {name} twice in one record. {remedy}" for name in ("conv", "outer"))


def test_wires_to_ports_that_a_module_lacks(tmp_path: Path):
    split = conv_module("split", inputs=2, outputs=2)
    nodes = {"a": Node("a", Instance(split), "a1"), "b": Node("b", Conv2D(), "b1")}
    project = Project().with_graph(Graph(nodes, (Wire("a", "b", 0, 1),)))
    outlet = told(tmp_path, lambda plain: first(plain, "b1").update(inputs=["a:2"]), project)
    assert outlet == ["graph main: node a1: Split has 2 outputs, counted from 0. Received: a:2. Take it out of the inputs there."]
    port = told(tmp_path, lambda plain: first(plain, "a1").update(inputs=[None, None, "b"]), project)
    assert port == ["graph main: node a1: Split takes 2 inputs. Received: 3. Take the others out of inputs."]
    block = told(tmp_path, lambda plain: first(plain, "a1").update(inputs=["b:1"]), project)
    assert block == ["graph main: node b1: Conv2D has one output, counted from 0. Received: b:1. Take it out of the inputs there."]


def test_all_faults_at_once(tmp_path: Path):
    def change(plain: dict[str, Any]) -> None:
        plain["title"] = None
        plain["modules"]["conv"]["bindings"][0]["expression"] = "filters +"
        plain["modules"]["outer"]["bindings"][0]["node"] = "gone"
        first(plain, "outer1")["locked"] = 3

    assert len(told(tmp_path, change)) == 4


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
