"""Formulas are set with indices low, exponents high and variables slanted."""

import re

import pytest
from pytestqt.qtbot import QtBot

from studio.look import LIGHT, Look
from studio.look.formula import FormulaView, pieces, plain, rich


def test_indices_stand_low_and_exponents_high() -> None:
    y, index, _, equal, _, x, square = pieces("y_{i} = x^{2}")
    assert (y.rise, y.small, y.slanted) == (0, False, True)
    assert index.rise > 0 > square.rise
    assert [piece.small for piece in (index, equal, square)] == [True, False, True]
    assert [piece.slanted for piece in (index, equal, x, square)] == [True, False, True, False]


def test_an_index_of_an_exponent_stands_within_it() -> None:
    _, x, index = pieces("e^{x_{i}}")
    assert x.rise < index.rise < 0


def test_words_sums_and_functions_stand_upright() -> None:
    assert [piece.text for piece in pieces("max Σ else φ si of") if piece.slanted] == ["φ", "si"]


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("y_{i", "A brace is not closed. Received: _{i. Close it."),
        ("y} = x", "A brace is closed that was not opened. Received: y} = x. Take it out."),
    ],
)
def test_braces_that_do_not_match_are_refused(formula: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        pieces(formula)


def test_a_formula_can_be_spoken() -> None:
    assert plain("y_{i} = x^{2}") == "y i = x to the 2"


def test_letters_within_a_sentence_keep_their_indices() -> None:
    assert rich("x_{i} < e^{t_{0}}, the frame_step.") == "x<sub>i</sub> &lt; e<sup>t</sup><sup>0</sup>, the frame_step."


def test_a_long_formula_takes_more_lines_where_there_is_less_room(qtbot: QtBot) -> None:
    look = Look()
    view = FormulaView(look, "y_{i, j} = b + Σ_{u, v, c} w_{u, v, c} · x_{si + u, sj + v, c}")
    qtbot.addWidget(view)
    assert view.heightForWidth(120) > view.heightForWidth(600)
    view.resize(200, view.heightForWidth(200))
    dark = view.grab().toImage()
    look.use(LIGHT)
    assert view.grab().toImage() != dark
