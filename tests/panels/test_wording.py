import math

import pytest

from studio.panels import wording


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0391, "0.0391"), (1.254, "1.25"), (-0.89, "−0.890"), (0, "0"), (12345.6, "12,346"), (1.2e-7, "1.20e−07"), (math.inf, "infinite")],
)
def test_brief_numbers(value: float, words: str) -> None:
    assert wording.brief(value) == words


def test_what_is_no_number_is_said() -> None:
    assert (wording.brief(math.nan), wording.share(math.nan), wording.loss(math.nan)) == ("not a number",) * 3


@pytest.mark.parametrize(
    ("value", "words"), [(0.17, "+0.17"), (-0.891, "−0.89"), (-0.001, "0.00"), (0.0, "0.00"), (math.nan, "not a number")]
)
def test_signed_numbers(value: float, words: str) -> None:
    assert wording.signed(value) == words


@pytest.mark.parametrize(("value", "words"), [(0.988, "98.8 %"), (0.0, "0 %"), (0.0001, "0 %"), (0.0006, "0.1 %"), (1.0, "100.0 %")])
def test_shares(value: float, words: str) -> None:
    assert wording.share(value) == words


def test_losses() -> None:
    assert [wording.loss(value) for value in (0.0394, 1.5, 12.34, 0.00012)] == ["0.039", "1.500", "12.3", "0.000120"]


def test_counts_and_spans() -> None:
    assert [wording.counted(1, "class", "classes"), wording.counted(3000, "image")] == ["1 class", "3,000 images"]
    assert [wording.span(7, 11), wording.span(7, 7)] == ["7–11", "7"]
