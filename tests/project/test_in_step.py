"""Of one name there is one module in a project, whichever drawing it is changed in."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from msgspec.structs import replace

from studio.blocks.activation import ReLU
from studio.graph import edits
from studio.graph.model import Graph, Node, Note
from studio.graph.module import Instance, Module
from studio.graph.modules.trails import with_within
from studio.graph.modules.used import instances_of, replace_module
from studio.project.project import Project
from tests.graph.drawings import Numbers, lenet
from tests.project.projects import Dice, conv_module, drawing_of, edit_lists, project_of, throws


def with_instance(module: Module, graph: Graph | None = None, values: dict[str, int] | None = None) -> Graph:
    return edits.add(graph or Graph(), Instance(module, values or {}), (0.0, 0.0))[0]


def changed(module: Module) -> Module:
    """The module with one more node inside."""
    return replace(module, graph=edits.add(module.graph, ReLU(), (0.0, 0.0))[0])


def of(graph: Graph) -> list[Module]:
    """The modules of the instances on the board."""
    return [instance.module for instance in instances_of(graph)]


def one_a_name(project: Project) -> bool:
    """Whether all instances of a name, nested ones too, share one module."""
    return all(project.modules[module.name] is module for graph in project.graphs.values() for module in _deep(graph))


def _deep(graph: Graph) -> Iterator[Module]:
    for module in of(graph):
        yield module
        yield from _deep(module.graph)


def test_a_module_that_is_replaced_in_one_drawing_is_replaced_in_all():
    conv = conv_module()
    project = Project(graphs={"main": with_instance(conv), "other": with_instance(conv, values={"filters": 3})})
    new = changed(conv)
    found = project.with_graph(replace_module(project.graph, conv, new))
    assert [of(graph) for graph in found.graphs.values()] == [[new], [new]]
    assert [node.block for node in found.graphs["other"].nodes.values()] == [Instance(new, {"filters": 3})]
    assert found.modules == {"conv": new}


def test_one_instance_that_is_changed_alone_gets_a_module_of_another_name():
    conv = conv_module()
    graph = with_instance(conv, with_instance(conv))
    project = Project(graphs={"main": graph})
    last = list(graph.nodes)[-1]
    found = project.with_graph(edits.change(graph, last, Instance(changed(conv))))
    assert of(found.graph) == [conv, replace(changed_like(found, conv), name="conv_2")]
    assert list(found.modules) == ["conv", "conv_2"]


def changed_like(project: Project, conv: Module) -> Module:
    """The module beside `conv` in the project."""
    (other,) = (module for module in project.modules.values() if module != conv)
    return other


def test_a_module_that_comes_from_elsewhere_under_a_taken_name_gets_another():
    conv, foreign = conv_module(), changed(conv_module())
    project = Project(graphs={"main": lenet(), "other": with_instance(conv)})
    found = project.with_graph(with_instance(foreign, lenet()))
    assert of(found.graphs["other"]) == [conv]
    assert of(found.graph) == [replace(foreign, name="conv_2")]
    again = found.with_graph(with_instance(foreign, found.graph))
    assert of(again.graph) == [replace(foreign, name="conv_2")] * 2


def test_a_changed_module_is_changed_inside_others_too():
    conv = conv_module()
    outer = conv_module("outer", with_instance(conv))
    project = Project(graphs={"main": with_instance(outer), "other": with_instance(conv)})
    new = changed(conv)
    found = project.with_module(new)
    assert found.modules["conv"] is new
    assert of(found.modules["outer"].graph) == [new]
    assert of(found.graphs["other"]) == [new]


def test_a_module_put_into_itself_is_another_from_then_on():
    conv = conv_module()
    project = Project(graphs={"main": with_instance(conv)})
    found = project.with_module(replace(conv, graph=with_instance(conv, conv.graph)))
    assert list(found.modules) == ["conv_2", "conv"]
    assert of(found.modules["conv"].graph) == [found.modules["conv_2"]]
    assert found.modules["conv_2"] == replace(conv, name="conv_2")


def test_a_name_that_another_drawing_uses_is_not_free():
    conv, other = conv_module(), changed(conv_module())
    taken = replace(conv_module(), name="conv_2")
    project = Project(graphs={"main": Graph(), "a": with_instance(conv), "b": with_instance(taken)})
    assert of(project.with_graph(with_instance(other)).graph) == [replace(other, name="conv_3")]


def test_equal_modules_are_one():
    conv = conv_module()
    twin = replace(conv)
    project = Project(graphs={"main": with_instance(conv)})
    found = project.with_graph(with_instance(twin, project.graph))
    assert all(module is conv for module in of(found.graph))


def test_frames_hold_the_new_module_too():
    conv = conv_module()
    graph = Graph(notes={"f": Note("f", kind="frame", expanded=Node("x", Instance(conv), "x"))})
    project = Project(graphs={"main": graph})
    assert list(project.modules) == ["conv"]
    new = changed(conv)
    assert of(project.with_module(new).graph) == [new]


@given(edit_lists, edit_lists, throws)
def test_any_drawing_that_comes_anew_leaves_one_module_a_name(one: list[list[Numbers]], other: list[list[Numbers]], thrown: list[int]):
    project = project_of(one, thrown)
    graph = drawing_of(other[0], thrown[::-1])
    found = project.with_graph(graph)
    assert one_a_name(found)
    assert [node.name for node in found.graph.nodes.values()] == [node.name for node in graph.nodes.values()]
    assert found.with_graph(found.graph) == found


@given(edit_lists, throws)
def test_a_module_that_is_edited_leaves_one_module_a_name(edit_lists: list[list[Numbers]], thrown: list[int]):
    project = project_of(edit_lists, thrown)
    if not project.modules:
        return
    old = Dice(thrown).one(list(project.modules.values()))
    found = project.with_module(changed(old))
    assert found.modules.keys() == project.modules.keys()
    assert len(found.modules[old.name].graph.nodes) == len(old.graph.nodes) + 1
    assert one_a_name(found)


def test_an_edit_inside_a_module_reaches_the_other_drawings():
    conv = conv_module()
    outer = conv_module("outer", with_instance(conv))
    project = Project(graphs={"main": with_instance(outer), "other": with_instance(conv, with_instance(outer))})
    (key,) = project.graph.nodes
    (nested,) = (node.id for node in outer.graph.nodes.values() if isinstance(node.block, Instance))
    found = project.with_graph(with_within(project.graph, [key, nested], changed(conv).graph))
    assert one_a_name(found)
    assert len(found.modules["conv"].graph.nodes) == len(conv.graph.nodes) + 1
    assert of(found.graphs["other"]) == [found.modules["outer"], found.modules["conv"]]
