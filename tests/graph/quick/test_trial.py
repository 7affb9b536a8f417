"""A wire to a block that is not there yet."""

from __future__ import annotations

import pytest

from studio.blocks.block import Shape
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from studio.graph.quick.trial import Start, Trial, tried
from studio.graph.rules import refusal


def chain(*kinds: str) -> tuple[Graph, str]:
    """A network of a row of blocks, and the id of the last."""
    graph, last = edits.add(Graph(), Input(), (0.0, 0.0))
    for kind in kinds:
        graph, node = edits.add(graph, CATALOGUE[kind](), (0.0, 0.0))
        graph, last = edits.connect(graph, last, node), node
    return graph, last


def after(kind: str, *kinds: str) -> Trial:
    graph, last = chain(*kinds)
    return tried(graph, measure(graph), Start(last), CATALOGUE[kind]())


@pytest.mark.parametrize(
    ("kinds", "kind", "shape"), [((), "Conv2D", (26, 26, 32)), (("Flatten",), "Dense", (10,)), (("Conv2D",), "Add", None)]
)
def test_what_fits_says_what_would_leave(kinds: tuple[str, ...], kind: str, shape: Shape | None) -> None:
    assert after(kind, *kinds) == Trial("", shape)


@pytest.mark.parametrize("kind", CATALOGUE)
@pytest.mark.parametrize("kinds", [(), ("Flatten",), ("Flatten", "Dense")])
def test_it_refuses_what_the_rules_refuse(kinds: tuple[str, ...], kind: str) -> None:
    graph, last = chain(*kinds)
    found = tried(graph, measure(graph), Start(last), CATALOGUE[kind]())
    with_it, new = edits.add(graph, CATALOGUE[kind](), (0.0, 0.0), kind)
    assert found.refusal == (refusal(with_it, last, new, 0, measure(with_it)) or "")


def test_from_an_input_the_new_block_comes_before() -> None:
    graph, conv = edits.add(Graph(), CATALOGUE["Conv2D"](), (0.0, 0.0))
    measured = measure(graph)
    assert tried(graph, measured, Start(conv, 0), Input()) == Trial("", (28, 28, 1))
    assert tried(graph, measured, Start(conv, 0), CATALOGUE["ReLU"]()) == Trial()
    assert tried(graph, measured, Start(conv, 0), Output()).refusal == (
        "Output has no output: the network ends there. Start the wire at another node."
    )


def test_a_module_is_tried_with_what_is_inside() -> None:
    inner, start = edits.add(Graph(), ModuleInput(), (0.0, 0.0))
    inner, conv = edits.add(inner, CATALOGUE["Conv2D"](), (0.0, 0.0))
    inner, end = edits.add(inner, ModuleOutput(), (0.0, 0.0))
    inner = edits.connect(edits.connect(inner, start, conv), conv, end)
    graph, last = chain()
    assert tried(graph, measure(graph), Start(last), Instance(Module("one", inner))) == Trial("", (26, 26, 32))
    graph, last = chain("Flatten")
    assert tried(graph, measure(graph), Start(last), Instance(Module("one", inner))).refusal
