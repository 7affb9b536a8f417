"""A project is a value: what changes it makes another one."""

from __future__ import annotations

import pytest

from studio.data import Data
from studio.graph.model import Graph
from studio.project.project import Project, View
from studio.recipe import Adam, Recipe
from tests.graph.drawings import lenet


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
