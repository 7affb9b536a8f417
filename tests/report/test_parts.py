"""Parts of the report by themselves: markup, round numbers, curves, and what is cut to fit."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.activation import ReLU
from studio.blocks.ends import Input, Output
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.report.chart import Line, chart, round_factors, round_steps
from studio.report.confusion import confusion_table, most_confused
from studio.report.drawing import clipped, picture, short
from studio.report.markup import Markup, element, table
from tests.graph.drawings import chain
from tests.networks import googlenet
from tests.report.reading import Page


def test_words_are_escaped_and_markup_is_not() -> None:
    assert element("p", "a<b", Markup("<i/>"), None, 3, class_="x", data_a='"') == '<p class="x" data-a="&quot;">a&lt;b<i/>3</p>'
    assert element("rect", x=1 / 3, y=None) == '<rect x="0.333333"/>'


def test_figures_stand_to_the_right_in_a_table() -> None:
    assert '<td>a</td><td class="n">1</td>' in table(("name", "count"), [("a", 1)])


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.integers(2, 12))
def test_steps_are_round_and_within(low: float, span: float, most: int) -> None:
    steps = round_steps(low, low + span, most)
    assert len(steps) <= most
    slack = 1e-6 * (span + abs(low))
    assert all(low - slack <= step <= low + span + slack for step in steps)


@given(st.floats(1e-9, 1e6), st.floats(1.01, 1e6))
def test_factors_are_round_within_and_few(low: float, factor: float) -> None:
    found = round_factors(low, low * factor)
    assert 1 <= len(found) <= 10
    assert all(low * 0.999 <= each <= low * factor * 1.001 for each in found)


def test_a_loss_that_falls_far_is_drawn_by_factors() -> None:
    falling = Line("training", np.arange(4.0), np.array([1.0, 0.1, 0.01, 0.001]), "accent")
    drawn = chart("Loss", [falling], log=True)
    heights = [float(point.partition(",")[2]) for point in re.findall(r'points="([^"]+)"', drawn)[0].split()]
    assert np.ptp(np.diff(heights)) < 0.2
    assert all(f">{words}<" in drawn for words in ("1", "0.1", "0.01", "0.001"))


@pytest.mark.parametrize("losses", [[1.0, 0.0, -1.0], [0.5, 0.5, 0.5], [1.0, 1e-300, 1e-320]])
def test_a_loss_that_no_factors_suit_is_drawn_too(losses: list[float]) -> None:
    drawn = chart("Loss", [Line("training", np.arange(3.0), np.array(losses), "accent", dots=True)], log=True)
    assert Page(drawn).elements["circle"] == 3
    assert len(drawn) < 5_000


@pytest.mark.parametrize(("count", "words"), [(7, "7"), (1_500, "1.5 k"), (25_557_032, "25.6 M"), (3_857_973_248, "3.86 G")])
def test_large_numbers_are_rounded(count: int, words: str) -> None:
    assert short(count) == words


def test_what_does_not_fit_ends_in_dots() -> None:
    assert clipped("GlobalAveragePooling2D", 200, 13) == "GlobalAveragePooling2D"
    assert clipped("GlobalAveragePooling2D", 100, 13) == "GlobalAverag…"


def test_curves_of_what_was_never_measured_are_left_out() -> None:
    nothing = np.full(3, np.nan)
    assert chart("Accuracy", [Line("training", np.arange(3.0), nothing, "accent")]) == ""
    drawn = chart("Loss", [Line("training", np.arange(3.0), nothing, "accent"), Line("validation", np.arange(3.0), np.ones(3), "quiet")])
    assert ("validation" in drawn, "training" in drawn) == (True, False)


def test_long_runs_are_drawn_with_as_many_points_as_can_be_seen() -> None:
    drawn = chart("Loss", [Line("each batch", np.arange(1e5), np.linspace(2, 1, 100_000), "accent", faint=True)])
    assert len(drawn) < 20_000


def test_one_epoch_alone_is_a_dot() -> None:
    drawn = Page(chart("Loss", [Line("training", np.array([1.0]), np.array([0.5]), "accent")]))
    assert drawn.elements["circle"] == 1


def test_of_many_classes_those_recognised_least_are_listed() -> None:
    counts = np.full((40, 40), 1) + 99 * np.eye(40, dtype=int)
    counts[7, 7] = 0
    names = [f"class {number}" for number in range(40)]
    page = Page(confusion_table(counts, names))
    assert page.elements["tr"] == 13
    assert "class 7" in page.words


def test_nothing_confused_is_said() -> None:
    assert most_confused(np.eye(3, dtype=int), "abc") == "No image was taken for another class than its own."


@pytest.mark.parametrize("graph", [Graph(), chain(Input(shape=(4, 4, 1)), ReLU(), Output()), googlenet()])
def test_a_drawing_has_a_card_for_each_node_and_a_way_for_each_wire(graph: Graph) -> None:
    page = Page(drawn := picture(graph, measure(graph), "All of it"))
    assert (page.faults, page.open) == ([], [])
    assert drawn.count("<title>") == 1 + len(graph.nodes)
    assert page.elements.get("path", 0) == len(graph.wires) + len(graph.nodes)


def test_wires_that_leave_a_port_together_are_all_bent_or_all_curved() -> None:
    """In an Inception module two branches are near the middle: curves beside the bends of the others would cross them."""
    inside = next(node.block.module.graph for node in googlenet().nodes.values() if isinstance(node.block, Instance))
    drawn = picture(inside, measure(inside), "Inception")
    ways = re.findall(r'<path d="(M[^"]+)"', drawn)
    leaving: dict[str, list[str]] = {}
    for way in ways:
        leaving.setdefault(way[1:].partition("L")[0].partition("C")[0], []).append(way)
    (branches,) = [found for found in leaving.values() if len(found) > 2]
    assert len(branches) == 4
    assert not any("C" in way for way in branches)
