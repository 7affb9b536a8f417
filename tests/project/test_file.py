"""A project survives its file, and what is wrong with a file is told in whole sentences."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from studio.blocks.convolution import Conv2D
from studio.blocks.unknown import UnknownBlock
from studio.data import Data, ImageFolder
from studio.graph.layout.layered import laid_out
from studio.graph.measure import measure
from studio.graph.model import Graph, Wire
from studio.project import file
from studio.project.file import ProjectError
from studio.project.project import Project, View
from studio.recipe import SGD, Recipe
from tests.graph.drawings import Numbers, chain, circle, drawn, lenet, node, numbers, residual
from tests.project.projects import on_pixels

Change = Callable[[dict[str, Any]], object]


def saved(folder: Path, project: Project | None = None) -> Path:
    file.write(folder, project or Project(title="Digits").with_graph(residual()))
    return folder / file.FILE


def sentences(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ProjectError) as caught:
        file.read(folder)
    return caught.value.sentences


def told(folder: Path, change: Change) -> list[str]:
    """What is told of a file after a change to its record, without the file's name before each sentence."""
    path = saved(folder)
    plain = json.loads(path.read_text())
    change(plain)
    path.write_text(json.dumps(plain))
    found = sentences(folder)
    assert all(sentence.startswith(f"{path}: ") for sentence in found)
    return [sentence.removeprefix(f"{path}: ") for sentence in found]


def nodes_by_name(plain: dict[str, Any]) -> dict[str, Any]:
    return {record["name"]: record for record in plain["graphs"]["main"]["nodes"].values()}


@given(numbers)
def test_any_graph_survives_the_file(tmp_path: Path, edit_list: list[Numbers]):
    project = Project(title="Größe [1,\n 2]", graphs={"main": Graph(), "other": lenet()}).with_graph(on_pixels(drawn(edit_list)[-1]))
    file.write(tmp_path, project)
    assert file.read(tmp_path) == project


def test_data_recipe_and_view_survive(tmp_path: Path):
    project = Project(
        title="Cats",
        data=Data(source=ImageFolder(path="/cats", height=32), scale=False),
        recipe=Recipe(optimizer=SGD(momentum=0.9), patience=3, target=0.99),
        view=View(zoom=0.5, centre=(10.0, -20.0), panel="curves"),
    )
    saved(tmp_path, project)
    assert file.read(tmp_path) == project


def test_an_unknown_block_is_written_back_as_it_came(tmp_path: Path):
    record = {"kind": "FancyConv", "size": [3, {"deep": None}], "words": "×"}
    saved(tmp_path, Project().with_graph(chain(Conv2D(), UnknownBlock(record))))
    again = file.read(tmp_path)
    assert UnknownBlock(record) in [n.block for n in again.graph.nodes.values()]
    assert file.text(again) == (tmp_path / file.FILE).read_text()


def test_the_text_is_stable_and_sorted(tmp_path: Path):
    graph = lenet()
    shuffled = Graph(nodes=dict(reversed(graph.nodes.items())), wires=graph.wires)
    text = file.text(Project().with_graph(graph))
    assert file.text(Project().with_graph(shuffled)) == text
    assert json.dumps(json.loads(text), sort_keys=True) == json.dumps(json.loads(text))
    assert text.endswith("}\n")


def test_an_edit_is_few_lines_in_a_diff():
    graph = lenet()
    conv = node(graph, "conv1")
    block = graph.nodes[conv].block
    assert isinstance(block, Conv2D)
    nodes = {**graph.nodes, conv: type(graph.nodes[conv])(conv, block.replace(filters=8), "conv1", (200.4, 7.6))}
    old = file.text(Project().with_graph(graph)).splitlines()
    new = file.text(Project().with_graph(graph.replace(nodes=nodes))).splitlines()
    changed = [line.strip() for line in new if line not in old]
    assert changed == ['"filters": 8,', '"position": [200, 8]']


def test_no_project_in_the_folder(tmp_path: Path):
    assert sentences(tmp_path) == (
        f"{tmp_path} holds no project. Expected: a file project.json in it. Choose another folder, or start a new project.",
    )


def test_a_file_cut_short(tmp_path: Path):
    path = saved(tmp_path)
    whole = path.read_text()
    for end in (len(whole) // 2, whole.index('"title"') + 4, len(whole) - 2):
        path.write_text(whole[:end])
        lines = whole[:end].count("\n") + 1
        assert sentences(tmp_path) == (
            f"{path} is cut short. Expected: a whole JSON record. Received: {end} characters that end in line {lines}. "
            "Restore it from a copy, or from version control.",
        )


def test_an_empty_file(tmp_path: Path):
    path = tmp_path / file.FILE
    path.write_text("")
    assert sentences(tmp_path) == (
        f"{path} is cut short. Expected: a whole JSON record. Received: 0 characters that end in line 1. "
        "Restore it from a copy, or from version control.",
    )


def test_a_damaged_file(tmp_path: Path):
    path = tmp_path / file.FILE
    path.write_text('{\n  "format": 1,\n  "title" "x"\n}\n')
    assert sentences(tmp_path) == (
        f"{path} is damaged in line 3, column 11. Expected: JSON. Received: Expecting ':' delimiter. "
        "Restore it from a copy, or from version control.",
    )


@pytest.mark.parametrize("text", ["[]", "{}", "3", '{"title": "x"}'])
def test_something_else(tmp_path: Path, text: str):
    path = tmp_path / file.FILE
    path.write_text(text)
    assert sentences(tmp_path) == (f'{path} is no project of Abyss Studio. Expected: a record with "format": 2. Choose another file.',)


def test_a_file_that_is_no_text(tmp_path: Path):
    path = tmp_path / file.FILE
    path.write_bytes(b"\xff\xfe\x00")
    assert sentences(tmp_path) == (f"{path} is no project of Abyss Studio. Expected: text in UTF-8. Choose another file.",)


def test_a_file_nested_without_end(tmp_path: Path):
    path = tmp_path / file.FILE
    path.write_text("[" * 100_000)
    assert sentences(tmp_path) == (f"{path} is no project of Abyss Studio: it is nested too deeply. Choose another file.",)


@pytest.mark.parametrize(
    ("text", "received"),
    [
        ('{"format": 1, "title": "\\ud800"}', r"'utf-8' codec can't encode character '\ud800' in position 24: surrogates not allowed"),
        ('{"format": ' + "1" * 5000 + "}", "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; "),
    ],
)
def test_a_file_with_what_nothing_can_write(tmp_path: Path, text: str, received: str):
    path = tmp_path / file.FILE
    path.write_text(text)
    (sentence,) = sentences(tmp_path)
    assert sentence.startswith(f"{path} is damaged. Expected: whole characters and ordinary numbers. Received: {received}")
    assert sentence.endswith(". Restore it from a copy, or from version control.")


def test_a_file_that_an_editor_has_marked(tmp_path: Path):
    path = saved(tmp_path)
    path.write_text(path.read_text(), encoding="utf-8-sig")
    assert file.read(tmp_path).title == "Digits"


@pytest.mark.parametrize(
    "view", [{"zoom": 1e999}, {"zoom": -1}, {"zoom": float("nan")}, {"centre": [1e999, 0]}, {"centre": [0, float("nan")]}]
)
def test_a_view_that_cannot_be_is_the_usual_one(tmp_path: Path, view: dict[str, Any]):
    path = saved(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"view": view}))
    assert file.read(tmp_path).view == View()


@pytest.mark.parametrize("place", [float("nan"), 1e999, -1e300, 10**400, None, "left"], ids=lambda place: repr(place)[:9])
def test_a_position_is_a_place_on_the_board(tmp_path: Path, place: object):
    (sentence,) = told(tmp_path, lambda plain: nodes_by_name(plain)["conv1"].update(position=[0, place]))
    assert sentence.startswith("graph main: node conv1: position must be two numbers, right and down. Received: [0, ")


def test_a_kind_that_is_no_word(tmp_path: Path):
    assert told(tmp_path, lambda plain: plain["recipe"].update(loss={"kind": []})) == [
        "recipe: Recipe: loss must be a SoftmaxCrossentropy, a MultiClassHinge or a SquaredError. Received: {'kind': []}."
    ]


def test_a_file_that_cannot_be_read(tmp_path: Path):
    path = tmp_path / file.FILE
    path.mkdir()
    assert sentences(tmp_path) == (f"{path} cannot be read: Is a directory. Allow reading it, or choose another file.",)


def test_a_newer_version(tmp_path: Path):
    path = saved(tmp_path)
    path.write_text(path.read_text().replace('"format": 2', '"format": 7'))
    assert sentences(tmp_path) == (
        f"{path} was written by a newer Abyss Studio. Expected: format 2 or older. Received: format 7. Update the studio.",
    )


@pytest.mark.parametrize("version", ['"1"', "0", "true", "1.5"])
def test_a_version_that_is_none(tmp_path: Path, version: str):
    path = saved(tmp_path)
    path.write_text(path.read_text().replace('"format": 2', f'"format": {version}'))
    assert sentences(tmp_path) == (
        f"{path} has no usable format version. Expected: a whole number from 1 to 2. Received: {json.loads(version)!r}.",
    )


def test_a_circle_opens_and_is_shown_as_an_issue_with_its_fix(tmp_path: Path):
    graph = circle()
    saved(tmp_path, Project().with_graph(graph))
    found = file.read(tmp_path).graph
    assert found == graph
    told = []
    while issue := next((issue for issue in measure(found).issues if "circle" in issue.text), None):
        assert issue.fix is not None
        assert issue not in told
        told.append(issue)
        found = issue.fix.edit(found)
    assert told[0].text.endswith(" feed each other in a circle, but data flows one way. Remove one of their wires.")


def test_a_node_that_feeds_itself_opens(tmp_path: Path):
    graph = residual()
    conv = node(graph, "conv1")
    looped = graph.replace(wires=tuple(sorted(wire if wire.target != conv else Wire(conv, conv) for wire in graph.wires)))
    saved(tmp_path, Project().with_graph(looped))
    found = file.read(tmp_path).graph
    assert found == looped
    told = [issue.text for issue in measure(found).issues]
    assert told[0] == "conv1 feeds itself in a circle, but data flows one way. Remove one of their wires."
    assert set(laid_out(found)) == set(found.nodes)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda plain: plain.update(title=3), "title must be text. Received: 3."),
        (lambda plain: plain.update(graphs=[]), "graphs must hold at least one graph by its name. Received: []."),
        (lambda plain: plain["graphs"].update(main=3), "graph main: nodes must be a record of nodes by id. Received: 3."),
        (lambda plain: plain.update(shown="x"), "shown must name one of the graphs: main. Received: 'x'."),
        (lambda plain: plain.pop("data"), "data must be a record with the values of Data. Received: None."),
        (lambda plain: plain["recipe"].update(epochs=0), "recipe: Recipe: epochs must be a whole number from 1 to 100000. Received: 0."),
        (lambda plain: plain.update(view=3), "view must hold a zoom, a centre and a panel. Received: 3."),
    ],
)
def test_a_wrong_part(tmp_path: Path, change: Change, sentence: str):
    assert told(tmp_path, change) == [sentence]


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("conv1", {"name": 3}, "name must be text. Received: 3."),
        ("conv1", {"block": 3}, "block must be a record with a kind, such as Conv2D. Received: 3."),
        ("conv1", {"block": {"filters": 3}}, "block must be a record with a kind, such as Conv2D. Received: {'filters': 3}."),
        ("conv1", {"position": ["a", 2]}, "position must be two numbers, right and down. Received: ['a', 2]."),
        ("conv1", {"inputs": [3]}, "inputs must be a list of node ids. Received: [3]."),
        ("conv1", {"inputs": ["gone"]}, "input 1 comes from gone, which is not in the graph. Take it out of inputs."),
        (
            "conv1",
            {"block": {"kind": "Conv2D", "filters": 0}},
            "Conv2D: filters must be a whole number from 1 to 65536. Received: 0.",
        ),
    ],
)
def test_a_wrong_node(tmp_path: Path, name: str, values: dict[str, Any], sentence: str):
    found = told(tmp_path, lambda plain: nodes_by_name(plain)[name].update(values))
    assert len(found) == 1
    assert found[0].startswith("graph main: node ")
    assert found[0].endswith(f": {sentence}")


def test_a_node_that_is_no_record(tmp_path: Path):
    sentence = "graph main: node extra must be a record with block, inputs, name and position. Received: 3."
    assert told(tmp_path, lambda plain: plain["graphs"]["main"]["nodes"].update(extra=3)) == [sentence]


def test_a_name_given_twice(tmp_path: Path):
    sentence = "graph main: 2 nodes are named conv1. Give each a name of its own."
    assert told(tmp_path, lambda plain: nodes_by_name(plain)["conv2"].update(name="conv1")) == [sentence]


def test_a_name_that_is_none(tmp_path: Path):
    (found,) = told(tmp_path, lambda plain: nodes_by_name(plain)["conv2"].update(name="my conv"))
    assert found.endswith("and is no word of Python's own. Received: 'my conv'. Try conv1.")


def test_wires_that_have_no_port(tmp_path: Path):
    def feed(target: str, *names: str) -> Change:
        def change(plain: dict[str, Any]) -> None:
            ids = {record["name"]: key for key, record in plain["graphs"]["main"]["nodes"].items()}
            nodes_by_name(plain)[target]["inputs"] = [ids.get(name) for name in names]

        return change

    assert told(tmp_path, feed("conv2", "input1", "conv1")) == [
        "graph main: node conv2: Conv2D takes one input. Received: 2. Take the others out of inputs."
    ]
    assert told(tmp_path, feed("input1", "conv1")) == [
        "graph main: node input1: Input takes no input. Received: 1. Take them out of inputs."
    ]
    assert told(tmp_path, feed("add1", "conv1", "", "conv2")) == [
        "graph main: node add1: inputs must be without gaps. Received: null among them. Take it out of inputs."
    ]
    assert told(tmp_path, feed("add1", "conv1", "output1")) == [
        "graph main: node output1: Output has no output, but is named among the inputs of another node. Take it out there."
    ]


def test_all_faults_at_once(tmp_path: Path):
    def change(plain: dict[str, Any]) -> None:
        plain["title"] = None
        plain["recipe"]["batch_size"] = -1
        nodes_by_name(plain)["conv1"]["block"]["filters"] = 0
        nodes_by_name(plain)["dense1"]["block"]["units"] = "many"

    assert len(told(tmp_path, change)) == 4


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = saved(tmp_path)
    before = path.read_text()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProjectError) as caught:
        file.write(tmp_path, Project(title="New"))
    assert caught.value.sentences == (
        f"The disk is full, so {path} was not saved; what was saved before is untouched. Free some space and save again.",
    )
    assert path.read_text() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [file.FILE]


def test_a_file_system_that_cannot_sync_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sync = os.fsync

    def of_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(handle)

    monkeypatch.setattr(os, "fsync", of_files)
    file.write(tmp_path, Project(title="New"))
    assert file.read(tmp_path).title == "New"


def test_a_place_that_cannot_be_written(tmp_path: Path):
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(ProjectError) as caught:
        file.write(tmp_path / "taken", Project())
    assert caught.value.sentences == (
        f"{tmp_path / 'taken' / file.FILE} cannot be written: File exists. "
        "What was saved before is untouched. Save to another folder, or allow writing there.",
    )


def test_saving_leaves_one_file_and_makes_the_folder(tmp_path: Path):
    folder = tmp_path / "new" / "project"
    file.write(folder, Project())
    file.write(folder, Project(title="Again"))
    assert [entry.name for entry in folder.iterdir()] == [file.FILE]
    assert file.read(folder).title == "Again"
