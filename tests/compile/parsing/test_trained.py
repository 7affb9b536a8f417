"""What is frozen and how fast layers learn is read back from a program, inside modules too."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.compile.parsing.program import parsed
from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.modules.following import with_graph
from studio.graph.modules.used import modules_of, replace_module
from studio.graph.training import has_weights, set_multiplier, set_trainable
from tests.compile.modules import nested_chain, stages, u_net
from tests.compile.parsing.same import edited_text
from tests.compile.parsing.test_merging import node, placed

DRAWINGS: tuple[Callable[[], Graph], ...] = (stages, u_net, nested_chain)


def manners(graph: Graph) -> Mapping[str, tuple[bool, float]]:
    """How each layer with weights is trained; those that are frozen have no pace."""
    steps = [step for step in plan(graph, "t").steps if step.symbol.endswith(("Conv2D", "Dense", "Normalization", "Transpose"))]
    return {step.name: (step.trainable, step.multiplier if step.trainable else 1.0) for step in steps}


def inside(graph: Graph, name: str, change: Callable[[Graph], Graph]) -> Graph:
    module = modules_of(graph)[name]
    return replace_module(graph, module, with_graph(module, change(module.graph)))


def read(graph: Graph) -> Graph:
    return parsed(source(plan(graph, "t"), graph=graph).text).graph


@st.composite
def held(draw: st.DrawFn) -> Graph:
    """A drawing in which some nodes are frozen and some slower, on the board and inside modules."""

    def set_some(graph: Graph) -> Graph:
        for each in [each.id for each in graph.nodes.values() if has_weights(each)]:
            match draw(st.sampled_from(["", "", "frozen", "slow"])):
                case "frozen":
                    graph = set_trainable(graph, [each], False)
                case "slow":
                    graph = set_multiplier(graph, [each], draw(st.sampled_from([0.5, 0.25])))
        return graph

    graph = set_some(draw(st.sampled_from(DRAWINGS))())
    for name in modules_of(graph):
        graph = inside(graph, name, set_some)
    return graph


@settings(max_examples=30)
@given(held())
def test_all_of_it_is_read_back(graph: Graph) -> None:
    assert manners(read(graph)) == manners(graph)


def test_a_layer_inside_is_frozen_there_and_not_the_module_around_it() -> None:
    graph = inside(stages(), "residual", lambda inner: set_trainable(inner, [node(inner, "conv1").id], False))
    found = read(graph)
    assert all(each.trainable for each in found.nodes.values())
    module = modules_of(found)["residual"]
    assert [each.name for each in module.graph.nodes.values() if not each.trainable] == ["conv1"]


EACH = '("res1_1_conv1", "res1_2_conv1", "res2_1_conv1", "res2_2_conv1", "res2_3_conv1")'


@pytest.mark.parametrize(("said", "frozen"), [('("res1_1_conv1",)', []), (EACH, ["conv1"]), ('("res1",)', None)])
def test_an_edit_of_what_is_frozen_inside_is_one_of_the_module_where_all_its_uses_agree(said: str, frozen: list[str] | None) -> None:
    graph = placed(set_trainable(stages(), ["scores"], False))
    new = edited_text(graph, ('FROZEN = ("scores",)', f"FROZEN = {said}")).graph
    assert node(new, "scores").trainable
    uses = [each for each in new.nodes.values() if isinstance(each.block, Instance)]
    assert [each.name for each in uses if not each.trainable] == (["res1"] if frozen is None else [])
    inner = modules_of(new)["residual"].graph.nodes.values()
    assert [each.name for each in inner if not each.trainable] == (frozen or [])
