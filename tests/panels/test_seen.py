import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.block import Reach
from studio.panels.seen import Seen, centred, sentence


def test_a_value_of_a_same_padded_convolution() -> None:
    sees = centred(Reach((5, 5), (1, 1)), (28, 28), (28, 28))
    assert sentence(sees(8, 13), (28, 28)) == "sees rows 7–11 and columns 12–16 of the input"


def test_at_the_border_it_sees_less() -> None:
    sees = centred(Reach((5, 5), (1, 1)), (28, 28), (28, 28))
    assert sees(0, 27) == Seen(0, 2, 25, 27)


def test_pooling_and_valid_convolution_step_by_two() -> None:
    sees = centred(Reach((14, 14), (2, 2)), (8, 8), (28, 28))
    assert (sees(0, 0), sees(7, 1)) == (Seen(0, 13, 0, 13), Seen(14, 27, 2, 15))


def test_a_value_that_sees_everything() -> None:
    sees = centred(Reach((math.inf, math.inf), (1, 1)), (1, 1), (28, 28))
    assert sentence(sees(0, 0), (28, 28)) == "sees the whole image"


def test_a_value_that_sees_one_pixel() -> None:
    assert sentence(Seen(3, 3, 4, 4), (28, 28)) == "sees row 4 and column 5 of the input"


@given(st.integers(1, 40), st.integers(1, 4), st.integers(1, 40), st.integers(1, 60), st.data())
def test_what_is_seen_lies_in_the_image(size: int, stride: int, places: int, pixels: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, places - 1))
    top, bottom, left, right = centred(Reach((size, size), (stride, stride)), (places, places), (pixels, pixels))(place, place)
    assert 0 <= top <= bottom < pixels
    assert (top, bottom) == (left, right)


@pytest.mark.parametrize("size", [1, 3, 5])
def test_all_values_together_see_the_whole_image(size: int) -> None:
    sees = centred(Reach((size, size), (1, 1)), (28, 28), (28, 28))
    assert {row for place in range(28) for row in range(sees(place, 0).top, sees(place, 0).bottom + 1)} == set(range(28))
