"""Parameters of a drawing: values of its nodes follow them, whatever is done to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input
from studio.graph import edits
from studio.graph.diff import apply, diff
from studio.graph.measure import measure
from studio.graph.model import Binding, Graph, Parameter
from studio.graph.module import Instance
from studio.graph.modules.dissolving import dissolve
from studio.graph.modules.expressions import evaluate
from studio.graph.modules.grouping import group
from studio.graph.modules.in_place import collapse, expand
from studio.graph.modules.parameters import bind, change_parameter, promote, remove_parameter, rename_parameter, unpromote, values_of
from studio.graph.modules.used import replace_module
from studio.graph.named_values import as_module, kept, of_module, settled, values, without
from tests.graph.drawings import Numbers, chain, edited, lenet, node, numbers, refuses
from tests.graph.small_modules import chosen, network, residual


def with_width() -> Graph:
    """LeNet-5 whose two convolutions have `width` and twice as many filters, and whose image has a side."""
    graph = lenet()
    parameters = (Parameter("width", 6, "Conv2D.filters"), Parameter("side", 28))
    bindings = (
        Binding(node(graph, "conv1"), "filters", "width"),
        Binding(node(graph, "conv2"), "filters", "width * 2"),
        Binding(node(graph, "input1"), "shape", "(side, side, 1)"),
    )
    return settled(replace(graph, parameters=parameters, bindings=bindings))


def filters(graph: Graph) -> list[int]:
    return [each.block.filters for each in graph.nodes.values() if isinstance(each.block, Conv2D)]


def set_to(graph: Graph, name: str, value: object) -> Graph:
    return of_module(change_parameter(as_module(graph), name, value))


def holds(graph: Graph) -> bool:
    """Whether every node has what its expressions come to."""
    return all(values_of(graph.nodes[each.node])[each.field] == evaluate(each.expression, values(graph)) for each in graph.bindings)


def test_one_number_sets_all_that_follows_it_and_the_figures_see_it() -> None:
    graph = with_width()
    assert filters(graph) == [6, 12]
    wide = set_to(graph, "width", 8)
    assert filters(wide) == [8, 16]
    assert measure(wide).weights > measure(graph).weights
    small = set_to(wide, "side", 20)
    assert small.nodes[node(small, "input1")].block == Input(shape=(20, 20, 1))


def test_a_value_becomes_a_parameter_and_stays_when_it_follows_no_more() -> None:
    graph = lenet()
    dense = node(graph, "dense1")
    promoted = of_module(promote(as_module(graph), dense, "units", "units"))
    assert promoted.parameters == (Parameter("units", 120, "Dense.units"),)
    assert promoted.bindings == (Binding(dense, "units", "units"),)
    other = set_to(promoted, "units", 60)
    back = of_module(unpromote(as_module(other), dense, "units"))
    assert back.nodes[dense].block == Dense(units=60, activation="relu")
    assert (back.parameters, back.bindings) == ((), ())


def test_a_value_that_is_set_by_hand_follows_no_more() -> None:
    graph = with_width()
    conv = node(graph, "conv1")
    typed = kept(graph, edits.change(graph, conv, Conv2D(filters=7, kernel_size=(5, 5), activation="relu")))
    assert {each.expression for each in typed.bindings} == {"width * 2", "(side, side, 1)"}
    assert filters(set_to(typed, "width", 10)) == [7, 20]
    same = kept(graph, edits.change(graph, conv, Conv2D(filters=6)))
    assert len(same.bindings) == 3  # another value of it was set


def test_what_is_removed_follows_no_more() -> None:
    graph = with_width()
    left = kept(graph, edits.remove(graph, [node(graph, "conv1")], heal=True))
    assert [each.expression for each in left.bindings] == ["width * 2", "(side, side, 1)"]
    assert left.parameters == graph.parameters


def test_what_a_node_would_refuse_is_refused() -> None:
    graph = with_width()
    with refuses("In conv1: Conv2D: filters must be a whole number from 1 to 65536. Received: 0."):
        set_to(graph, "width", 0)
    with refuses("The drawing has no parameter depth. Known: width, side."):
        set_to(graph, "depth", 2)
    with refuses("In conv1: Conv2D: filters must be a whole number from 1 to 65536. Received: 1.5."):
        of_module(bind(as_module(graph), node(graph, "conv1"), "filters", "width / 4"))


def test_a_parameter_is_renamed_and_removed() -> None:
    graph = of_module(rename_parameter(as_module(with_width()), "width", "alpha"))
    assert [each.expression for each in graph.bindings][:2] == ["alpha", "alpha * 2"]
    plain = of_module(remove_parameter(as_module(graph), "alpha"))
    assert (filters(plain), [each.name for each in plain.parameters]) == ([6, 12], ["side"])


def test_what_becomes_a_module_follows_through_it_and_out_again() -> None:
    graph = with_width()
    grouped, made = group(graph, [node(graph, "conv1"), node(graph, "conv2"), node(graph, "pool1")], "part")
    grouped = kept(graph, grouped)
    part = grouped.nodes[made].block
    assert isinstance(part, Instance)
    assert {(each.field, each.expression) for each in grouped.bindings if each.node == made} == {("width", "width")}
    assert without(part.module.graph) is part.module.graph
    wide = set_to(grouped, "width", 9)
    assert wide.nodes[made].block.chosen() == {"width": 9}
    loose = kept(wide, dissolve(wide, made))
    assert sorted(filters(loose)) == [9, 18]
    assert sorted(filters(set_to(loose, "width", 5))) == [5, 10]


def test_a_module_that_is_shown_in_its_place_follows_as_before() -> None:
    start = network(chosen(residual(), filters=8, strides=2), shape=(8, 8, 8))
    instance = next(each.id for each in start.nodes.values() if isinstance(each.block, Instance))
    graph = of_module(promote(as_module(start), instance, "filters", "width"))
    shown, frame = expand(graph, instance)
    shown = kept(graph, shown)
    assert holds(shown)
    wide = set_to(shown, "width", 16)
    assert 16 in filters(wide)
    back, again = collapse(wide, frame)
    back = kept(wide, back)
    assert back.bindings == (Binding(again, "filters", "width"),)
    assert back.nodes[again].block == chosen(residual(), filters=16, strides=2)
    assert measure(back).weights == measure(wide).weights


def test_a_module_s_parameter_under_another_name_is_followed_still() -> None:
    module = residual()
    start = network(chosen(module, filters=8), shape=(8, 8, 8))
    instance = next(each.id for each in start.nodes.values() if isinstance(each.block, Instance))
    graph = of_module(promote(as_module(start), instance, "filters", "width"))
    renamed = replace_module(graph, module, rename_parameter(module, "filters", "maps"), {"filters": "maps"})
    assert renamed.bindings == (Binding(instance, "maps", "width"),)
    assert holds(renamed)
    gone = replace_module(graph, module, remove_parameter(module, "filters"))
    assert gone.bindings == ()


def test_a_copy_follows_where_the_parameters_are_the_same_and_takes_missing_ones_along() -> None:
    graph = with_width()
    fragment = edits.copy(graph, [node(graph, "conv1"), node(graph, "flatten1")])
    assert [each.name for each in fragment.parameters] == ["width"]
    doubled, new = edits.paste(graph, fragment, (0.0, 300.0))
    assert [each.expression for each in doubled.bindings if each.node in new] == ["width"]
    assert filters(set_to(doubled, "width", 3)) == [3, 6, 3]
    elsewhere, _ = edits.paste(chain(Input()), fragment, (0.0, 0.0))
    assert (elsewhere.parameters, filters(set_to(elsewhere, "width", 4))) == (fragment.parameters, [4])
    narrow = set_to(graph, "width", 2)
    other, pasted = edits.paste(narrow, fragment, (0.0, 300.0))
    assert not [each for each in other.bindings if each.node in pasted]  # there, width is another number
    assert filters(other) == [2, 4, 6]


def test_a_difference_tells_of_parameters() -> None:
    old, new = lenet(), with_width()
    assert apply(diff(new, set_to(new, "width", 3)), new) == set_to(new, "width", 3)
    moved = replace(old, parameters=(Parameter("a", 1),))
    assert apply(diff(old, moved), old) == moved
    assert bool(diff(old, moved))


@settings(max_examples=60)
@given(numbers)
def test_whatever_is_done_to_a_drawing_its_values_are_what_they_follow(edit_list: list[Numbers]) -> None:
    graph = with_width()
    for each in edit_list:
        graph = kept(graph, edited(graph, each))
        assert {binding.node for binding in graph.bindings} <= graph.nodes.keys()
        assert [parameter.name for parameter in graph.parameters] == ["width", "side"]
        assert holds(graph)
    if any(binding.expression == "width" for binding in graph.bindings):
        assert holds(set_to(graph, "width", 5))


@pytest.mark.parametrize("expression", ["depth", "width +", "width / 0"])
def test_an_expression_that_comes_to_nothing_is_refused(expression: str) -> None:
    graph = with_width()
    with pytest.raises(edits.EditRefused):
        of_module(bind(as_module(graph), node(graph, "conv1"), "filters", expression))
