"""What is wrong with modules, notes and states in a file is told in whole sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.blocks.convolution import Conv2D
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance
from studio.project import file
from studio.project.file import ProjectError
from studio.project.project import Project
from tests.project.projects import conv_module
from tests.project.test_module_file import outcome, pair

Change = Callable[[dict[str, Any]], object]


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
