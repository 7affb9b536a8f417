"""A project is a value: what changes it makes another one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studio.data import Data
from studio.graph.edits import EditRefused
from studio.graph.model import Graph
from studio.project.project import Project, View
from studio.recipe import Adam, Recipe
from tests.graph.drawings import lenet, refuses


def test_a_new_graph_takes_the_place_of_the_one_on_the_board():
    other, graph = lenet(), lenet()
    project = Project(graphs={"main": Graph(), "other": other}, shown="main")
    assert project.with_graph(graph).graphs == {"main": graph, "other": other}
    assert project.graph == Graph()


def test_forms_go_where_they_belong():
    project = Project().with_form(Data(scale=False)).with_form(Recipe(epochs=2))
    assert not project.data.scale
    assert project.recipe.epochs == 2
    with pytest.raises(TypeError, match=r"^A project holds a Data and a Recipe\. Received: Adam\.$"):
        project.with_form(Adam())


def test_title_and_view():
    view = View(zoom=2.0)
    assert Project().with_title("Cats").with_view(view) == Project(title="Cats", view=view)
    with refuses("The name of a project is a line of 1 to 60 characters. Received: ' '. Try My network."):
        Project().with_title(" ")


def test_a_new_graph_comes_last_and_is_shown():
    project = Project().with_new_graph("critic").with_new_graph()
    assert list(project.graphs) == ["main", "critic", "critic2"]
    assert project.shown == "critic2"
    assert project.graph == Graph()


def test_a_graph_is_renamed_at_its_place():
    project = Project().with_graph(lenet()).with_new_graph("critic")
    renamed = project.renamed("main", "generator")
    assert list(renamed.graphs) == ["generator", "critic"]
    assert renamed.shown == "critic"
    assert renamed.graphs["generator"] == project.graphs["main"]
    assert project.renamed("critic", "judge").shown == "judge"
    assert project.renamed("main", "main") is project


def test_without_a_graph_the_one_beside_it_is_shown():
    project = Project().with_new_graph("b").with_new_graph("c")
    assert project.without_graph("c").shown == "b"
    assert project.without_graph("b").shown == "c"
    assert project.shows("main").without_graph("main").shown == "b"
    assert list(project.without_graph("b").graphs) == ["main", "c"]


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda p: p.with_new_graph("main"), "The name main is taken by another drawing. Choose another, such as main1."),
        (lambda p: p.renamed("b", "main"), "The name main is taken by another drawing. Choose another, such as main1."),
        (lambda p: p.with_new_graph(" "), "The name of a drawing is a line of 1 to 60 characters. Received: ' '. Try main2."),
        (lambda p: p.renamed("b", "a\nb"), "The name of a drawing is a line of 1 to 60 characters. Received: 'a\\nb'. Try main2."),
        (lambda p: p.shows("x"), "The project has no drawing x. Known: main, b. It may have been removed since."),
        (lambda p: p.renamed("x", "y"), "The project has no drawing x. Known: main, b. It may have been removed since."),
        (lambda p: p.without_graph("x"), "The project has no drawing x. Known: main, b. It may have been removed since."),
        (
            lambda p: p.without_graph("b").without_graph("main"),
            "main is the last drawing of the project, which needs one. Start another one first.",
        ),
    ],
)
def test_what_several_graphs_do_not_allow(edit: Callable[[Project], Project], sentence: str):
    with pytest.raises(EditRefused) as refused:
        edit(Project().with_new_graph("b"))
    assert str(refused.value) == sentence
