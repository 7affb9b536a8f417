"""Layers of a person's own packages are read from programs, as soon as the catalogue has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.blocks.answers import ANSWERS, Answer
from studio.blocks.asked import Asked
from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE, know_own
from studio.blocks.description import Argument, Description
from studio.blocks.ends import Input, Output
from studio.compile.parsing.faults import ParsingError
from studio.compile.parsing.opening import Judged, judged
from studio.compile.parsing.program import parsed
from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph.diff import diff
from studio.graph.model import Graph
from tests.compile.drawings import block, chain
from tests.compile.parsing.same import edited_text, read_back
from tests.compile.parsing.test_merging import held, placed

SHAPE = (6, 6, 2)
TURNS = Argument("turns", "whole", 1)
SWIRL = Description("Swirl", "acme_layers.Swirl", "Rolls.", (TURNS, Argument("way", "choice", "down", choices=("down", "right"))), "own")
NOT_KNOWN = (
    "Swirl(turns=3, name='swirl') comes from acme_layers, which only a run can tell. "
    "Install the package acme_layers if it offers layers to the studio, or have the program run instead."
)


@pytest.fixture(autouse=True)
def package() -> Iterator[None]:
    """Its layers are known, and what Keras says of their shapes."""
    know_own([SWIRL])
    for turns in range(1, 9):
        for way in ("down", "right"):
            swirl = CATALOGUE["Swirl"].read({"turns": turns, "way": way})
            assert isinstance(swirl, Asked)
            ANSWERS.learn({swirl.question(SHAPE): Answer(SHAPE)})
    yield
    know_own(())
    ANSWERS.forget()


def network(**values: object) -> Graph:
    layers: tuple[tuple[str, Block], ...] = (("swirl", block("Swirl", **values)), ("flat", block("Flatten")))
    return placed(chain(("image", Input(shape=SHAPE)), *layers, ("scores", block("Dense", units=3)), ("output", Output())))


def program(graph: Graph) -> str:
    return source(plan(graph, "t"), graph=graph).text


def why_not(text: str) -> list[str]:
    with pytest.raises(ParsingError) as error:
        parsed(text)
    return [fault.text for fault in error.value.faults]


def test_its_layer_is_read_back() -> None:
    graph = network(turns=3, way="right")
    assert "from acme_layers import Swirl\n" in program(graph)
    assert held(read_back(graph).graph, "swirl") == CATALOGUE["Swirl"].read({"turns": 3, "way": "right"})


@pytest.mark.parametrize(("brings", "name"), [("import acme_layers", "acme_layers.Swirl"), ("from acme_layers import Swirl as S", "S")])
def test_it_may_be_imported_otherwise(brings: str, name: str) -> None:
    text = program(network(turns=3)).replace("from acme_layers import Swirl", brings).replace(" Swirl(turns=3", f" {name}(3")
    assert held(parsed(text).graph, "swirl") == CATALOGUE["Swirl"].read({"turns": 3})


def test_an_edit_of_a_value_changes_that_node() -> None:
    graph = network(turns=3)
    new = edited_text(graph, ("turns=3", 'turns=5, way="right"')).graph
    found = diff(graph, new)
    assert (found.added, found.removed, found.wires_added, found.wires_removed) == ({}, {}, (), ())
    assert held(new, "swirl") == CATALOGUE["Swirl"].read({"turns": 5, "way": "right"})


def test_what_its_layer_does_not_take_is_refused() -> None:
    (told,) = why_not(program(network(turns=3)).replace("turns=3", "bends=3"))
    assert "stands for no block: the block Swirl does not hold" in told


def test_without_the_package_the_fault_says_what_to_install() -> None:
    text = program(network(turns=3))
    know_own(())
    assert why_not(text) == [NOT_KNOWN]
    line = next(number for number, line in enumerate(text.split("\n"), 1) if " Swirl(" in line)
    why = NOT_KNOWN.partition(" Install")[0]
    assert judged(text) == Judged(False, f"It cannot be read without running it. Line {line}: {why}")
    know_own([SWIRL])
    parsed(text)


def test_a_package_of_another_version_is_read_as_it_is_now() -> None:
    text = program(network(turns=3))
    parsed(text)
    know_own([Description("Swirl", "acme_layers.Swirl", "Rolls.", (TURNS,), "own")])
    assert type(held(parsed(text).graph, "swirl")) is CATALOGUE["Swirl"]


@pytest.mark.parametrize(
    "brings", ["from .layers import Swirl", "from fractions import Fraction as Swirl", "from acme_layers import swirl as Swirl"]
)
def test_only_what_may_be_a_layer_of_a_package_is_to_be_installed(brings: str) -> None:
    (told,) = why_not(program(network(turns=3)).replace("from acme_layers import Swirl", brings))
    assert told.endswith("which only a run can tell. Write it as layers that are called, or have the program run instead.")
