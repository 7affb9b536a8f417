"""Expressions are worked out as Python would, but hold nothing that runs, and say what is wrong with them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.graph.modules.expressions import ExpressionError, evaluate, names_in, substituted, written

VALUES = {"filters": 8, "rate": 0.5, "strides": 2, "kind": "relu", "deep": True, "size": (3, 3)}
EXAMPLE = "Write parameters, numbers, + - * / // %, comparisons, min, max, int and `a if c else b`, such as filters * 4."


def refuses(sentence: str) -> pytest.RaisesExc[ExpressionError]:
    return pytest.raises(ExpressionError, match=f"^{re.escape(sentence)}$")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("filters * 4", 32),
        ("filters / 4", 2),
        ("filters / 3", 8 / 3),
        ("filters // 3 + filters % 3", 4),
        ("rate / 2", 0.25),
        ("-filters + 10", 2),
        ("max(filters // 16, 1)", 1),
        ("min(filters, 4, strides)", 2),
        ("int(filters * 0.35)", 2),
        ("int(-rate * 5) + int(filters)", 6),
        ("(strides, 1)", (2, 1)),
        ("strides == 1", False),
        ("1 < strides <= 2 and not deep", False),
        ("strides > 1 or deep", True),
        ("'same' if strides == 1 else 'valid'", "valid"),
        ("kind", "relu"),
        ("size", (3, 3)),
        ("None", None),
        ("2.5", 2.5),
    ],
)
def test_an_expression_comes_to_its_value(expression: str, value: object) -> None:
    found = evaluate(expression, VALUES)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("expression", "part"),
    [
        ("filters ** 2", "filters ** 2"),
        ("open('x')", "open('x')"),
        ("filters.real", "filters.real"),
        ("[filters]", "[filters]"),
        ("size[0]", "size[0]"),
        ("(1, 2, 3, 4, 5)", "(1, 2, 3, 4, 5)"),
        ("lambda: 1", "lambda: 1"),
        ("max(*size)", "max(*size)"),
        ("filters in size", "filters in size"),
        ("min(filters)", "min(filters)"),
        ("int(filters, 2)", "int(filters, 2)"),
        ("int()", "int()"),
        ("~filters", "~filters"),
    ],
)
def test_what_an_expression_may_not_hold_is_told(expression: str, part: str) -> None:
    with refuses(f"{expression} holds {part}, which an expression may not. {EXAMPLE}"):
        evaluate(expression, VALUES)


def test_what_cannot_be_read_is_told() -> None:
    with refuses(f"filters * is no expression. {EXAMPLE}"):
        evaluate("filters *", VALUES)
    with refuses(f"An empty text is no expression. {EXAMPLE}"):
        evaluate("", VALUES)
    with refuses("An expression has at most 200 characters. Received: 202. Shorten it."):
        evaluate("1+" * 100 + "11", VALUES)


def test_an_unknown_parameter_is_told_with_those_that_there_are() -> None:
    with refuses(
        "depth * 2 speaks of depth, which is no parameter. Known: filters, rate. Use one of these, or add a parameter of that name."
    ):
        evaluate("depth * 2", {"filters": 8, "rate": 0.5})


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("filters / (strides - 2)", "it divides by 0. Received: filters = 8, strides = 2"),
        ("kind * filters", "its parts do not go together. Received: kind = 'relu', filters = 8"),
        ("size * 9", "its parts do not go together. Received: size = (3, 3)"),
        ("kind < 3", "its parts do not go together. Received: kind = 'relu'"),
        ("1e300 * 1e300 * rate", "the number is too large. Received: rate = 0.5"),
        ("1e999 - strides", "the number is too large. Received: strides = 2"),
        ("min(filters, 1e300)", "the number is too large. Received: filters = 8"),
    ],
)
def test_what_cannot_be_worked_out_is_told(expression: str, reason: str) -> None:
    with refuses(f"{expression} cannot be worked out: {reason}. Change one of them."):
        evaluate(expression, VALUES)


@pytest.mark.parametrize("expression", ["filters / 3.0", "filters * filters", "filters / 3", "-filters"])
def test_a_number_too_large_is_told_and_cut_where_it_is_long(expression: str) -> None:
    received = "1" + "0" * 76 + "..."
    with refuses(f"{expression} cannot be worked out: the number is too large. Received: filters = {received}. Change one of them."):
        evaluate(expression, {"filters": 10**4000})


def test_a_name_is_spoken_of_once_and_in_order() -> None:
    assert names_in("max(strides, filters) * strides + rate") == ("strides", "filters", "rate")
    assert names_in("3 * 4") == ()


def test_expressions_stand_in_for_parameters() -> None:
    assert substituted("filters * filters2", {"filters": "width"}) == "width * filters2"
    assert substituted("filters * 4 - rate", {"filters": "width + 1", "rate": "2"}) == "(width + 1) * 4 - 2"
    assert substituted("max(max, 3)", {"max": "width"}) == "max(width, 3)"
    assert substituted("strides==1", {"filters": "width"}) == "strides==1"
    with refuses(f"* 2 is no expression. {EXAMPLE}"):
        substituted("filters", {"filters": "* 2"})
    with refuses("An expression has at most 200 characters. Received: 207. Shorten it."):
        substituted("filters * filters", {"filters": "1" * 102})


def test_python_divides_whole_numbers_in_whole_numbers() -> None:
    assert written("filters/4*2") == "filters / 4 * 2"
    assert written("filters/4*2", VALUES) == "filters // 4 * 2"
    assert written("rate/2 + filters/3", VALUES) == "rate / 2 + filters / 3"


numbers = st.sampled_from(["filters", "strides", "rate", "3", "2", "1.5"])
sums = st.recursive(
    numbers,
    lambda parts: (
        st.builds(lambda sign, a, b: f"({a} {sign} {b})", st.sampled_from("+-*/"), parts, parts)
        | st.builds(lambda a, b, c: f"({a} if {b} > {c} else {c})", parts, parts, parts)
        | st.builds(lambda a, b: f"max({a}, {b})", parts, parts)
    ),
    max_leaves=6,
)


@given(sums)
def test_what_is_written_is_what_python_makes_of_it(expression: str) -> None:
    try:
        value = evaluate(expression, VALUES)
    except ExpressionError as error:
        assert "cannot be worked out: it divides by 0" in str(error) or "at most 200" in str(error)  # noqa: PT017  # most are worked out
        return
    python = eval(written(expression, VALUES), {"max": max}, dict(VALUES))  # of our own making, to compare
    assert python == value
    assert isinstance(python, int) == isinstance(value, int)


@given(st.text(max_size=30))
def test_any_text_is_worked_out_or_refused_in_words(text: str) -> None:
    try:
        evaluate(text, VALUES)
    except ExpressionError as error:
        assert str(error).endswith(".")  # noqa: PT017  # some texts are expressions
