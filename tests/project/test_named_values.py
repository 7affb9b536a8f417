"""Parameters of a drawing in project files and in what is copied."""

from __future__ import annotations

from typing import Any

import pytest

from studio.blocks.convolution import Conv2D
from studio.canvas.tools import clipboard
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.named_values import values
from studio.project.errors import ProjectError
from studio.project.project import Project
from studio.project.record import read_record, record
from tests.graph.drawings import node
from tests.graph.test_named_values import filters, set_to, with_width


def plain(graph: Graph) -> Any:
    return record(Project().with_graph(graph))


def drawing(record_: Any) -> Any:
    return record_["graphs"]["main"]


def test_a_drawing_with_parameters_is_read_as_it_was_written() -> None:
    graph = set_to(with_width(), "width", 8)
    written = plain(graph)
    assert drawing(written)["parameters"] == [{"name": "width", "value": 8, "like": "Conv2D.filters"}, {"name": "side", "value": 28}]
    assert drawing(written)["bindings"][0] == {"node": node(graph, "conv1"), "field": "filters", "expression": "width"}
    assert read_record(written).graph == graph
    assert {"parameters", "bindings"}.isdisjoint(drawing(plain(Graph())))


def test_a_parameter_that_is_changed_in_the_file_is_followed() -> None:
    written = plain(with_width())
    drawing(written)["parameters"][0]["value"] = 10
    assert filters(read_record(written).graph) == [10, 20]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"parameters": []},
            "width sets filters of conv1, but width is no parameter of the drawing. Expected: no parameters. "
            "Add it to parameters, or change the expression.",
        ),
        (
            {"bindings": [{"node": "gone", "field": "filters", "expression": "width"}]},
            "width sets filters of node gone, which is not there. Take that binding out.",
        ),
        ({"parameters": [{"name": "width", "value": 0}, {"name": "side", "value": 28}]}, "In conv1: Conv2D: filters must be"),
        ({"parameters": 3}, "parameters must be a list of records. Received: 3."),
    ],
)
def test_what_cannot_be_followed_is_told(change: dict[str, Any], sentence: str) -> None:
    written = plain(with_width())
    drawing(written).update(change)
    with pytest.raises(ProjectError) as told:
        read_record(written)
    assert any(sentence in fault for fault in told.value.sentences)


def test_a_project_keeps_what_follows_in_step() -> None:
    graph = with_width()
    project = Project().with_graph(graph)
    typed = project.with_graph(edits.change(graph, node(graph, "conv1"), Conv2D(filters=9)))
    assert [each.expression for each in typed.graph.bindings] == ["width * 2", "(side, side, 1)"]
    assert values(typed.graph) == {"width": 6, "side": 28}


def test_what_is_copied_takes_its_parameters_along_as_text() -> None:
    graph = with_width()
    text = clipboard.written(edits.copy(graph, [node(graph, "conv2")]))
    pasted, _ = edits.paste(Graph(), clipboard.read(text), (0.0, 0.0))
    assert [each.name for each in pasted.parameters] == ["width"]
    assert filters(set_to(pasted, "width", 5)) == [10]
