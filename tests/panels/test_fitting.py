from hypothesis import given
from hypothesis import strategies as st

from studio.panels.fitting import SMALLEST, Cell, fitted

COUNTS, SIDES = st.integers(1, 600), st.integers(20, 2000)


CELLS = st.builds(Cell, aspect=st.floats(0.4, 1.6), below=st.sampled_from([0.0, 0.66]))


@given(COUNTS, SIDES, SIDES, CELLS)
def test_pictures_stay_inside_a_room_that_can_hold_one(count: int, width: int, height: int, cell: Cell) -> None:
    fit = fitted(count, width, height, cell)
    if width >= SMALLEST + cell.gap and height >= cell.height(SMALLEST):
        assert fit.columns * (fit.side + cell.gap) <= width
        assert fit.rows * cell.height(fit.side) <= height


@given(COUNTS, SIDES, SIDES, CELLS)
def test_a_page_is_never_empty_and_pictures_never_vanish(count: int, width: int, height: int, cell: Cell) -> None:
    fit = fitted(count, width, height, cell)
    assert fit.page >= 1
    assert fit.side >= 16


def test_six_maps_with_filters_stand_in_one_row() -> None:
    assert fitted(6, 620, 200, Cell(below=0.66))[:2] == (6, 1)


def test_sixteen_maps_take_two_rows() -> None:
    assert fitted(16, 620, 200, Cell())[:2] == (8, 2)


def test_very_many_maps_take_pages() -> None:
    fit = fitted(512, 620, 200, Cell())
    assert (fit.side, fit.page < 512) == (SMALLEST, True)
