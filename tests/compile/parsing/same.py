"""Compares drawings by what they compute."""

from __future__ import annotations

from typing import Any

from studio.compile.parsing.links import links
from studio.compile.parsing.merging import Edited, edited
from studio.compile.parsing.program import Parsed, parsed
from studio.compile.plan import Plan
from studio.compile.planner import plan
from studio.compile.reading.activations import word
from studio.compile.source import source
from studio.graph.model import Graph


def computed(planned: Plan) -> dict[str, Any]:
    """The layers by name: class, arguments, and what they take."""
    return {step.name: (step.symbol, _said(step.arguments), step.inputs) for step in planned.answering().steps}


def _said(arguments: dict[str, Any]) -> dict[str, Any]:
    """Keras takes the size of a window for its step where none is said."""
    usual = arguments.get("pool_size", arguments.get("strides"))
    same = arguments.get("strides") in (usual, [2] * len(usual)) if isinstance(usual, list) and "pool_size" not in arguments else False
    same = same or ("pool_size" in arguments and arguments.get("strides") == usual)
    return {name: word(value) if name == "activation" else value for name, value in arguments.items() if name != "strides" or not same}


def read_back(graph: Graph, title: str = "t") -> Parsed:
    """The drawing of the program of a drawing, after both were compared."""
    planned = plan(graph, title)
    constants = [each.name.upper() for each in graph.parameters]
    found = parsed(source(planned, graph=graph).text, planned.meaning == "classes", constants)
    assert computed(plan(found.graph, title)) == computed(planned)
    return found


def edited_text(graph: Graph, *replaced: tuple[str, str]) -> Edited:
    """A drawing after pieces of its program were replaced."""
    planned = plan(graph, "t")
    classes = planned.meaning == "classes"
    text = source(planned, graph=graph).text
    constants = [each.name.upper() for each in graph.parameters]
    before = parsed(text, classes, constants)
    for old, new in replaced:
        assert old in text, f"{old}\n{text}"
        text = text.replace(old, new)
    return edited(graph, links(planned, graph, before), before, parsed(text, classes, constants))
