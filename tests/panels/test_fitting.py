from hypothesis import given
from hypothesis import strategies as st

from studio.panels.fitting import SMALLEST, fitted

COUNTS, SIDES = st.integers(1, 600), st.integers(20, 2000)


@given(COUNTS, SIDES, SIDES)
def test_pictures_stay_inside_a_room_that_can_hold_one(count: int, width: int, height: int) -> None:
    fit = fitted(count, width, height)
    if width >= SMALLEST and height >= SMALLEST + 26:
        assert fit.columns * fit.side + (fit.columns - 1) * 8 <= width
        assert fit.rows * (fit.side + 18 + 8) - 8 <= height


@given(COUNTS, SIDES, SIDES, st.sampled_from([0.0, 0.66]))
def test_a_page_is_never_empty_and_pictures_never_vanish(count: int, width: int, height: int, below: float) -> None:
    fit = fitted(count, width, height, below=below)
    assert fit.page >= 1
    assert fit.side >= 16


def test_six_maps_with_filters_stand_in_one_row() -> None:
    assert fitted(6, 620, 200, below=0.66)[:2] == (6, 1)


def test_sixteen_maps_take_two_rows() -> None:
    assert fitted(16, 620, 200)[:2] == (8, 2)


def test_very_many_maps_take_pages() -> None:
    fit = fitted(512, 620, 200)
    assert (fit.side, fit.page < 512) == (SMALLEST, True)
