import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from studio.panels.series import Series

VALUES = arrays(np.float64, st.integers(1, 400), elements=st.floats(-1e6, 1e6) | st.just(np.nan) | st.just(np.inf))


def grown(values: np.ndarray, pieces: int = 3) -> Series:
    series = Series()
    for part in np.array_split(np.arange(len(values)), pieces):
        series.append(part, values[part])
    return series


@given(VALUES, st.integers(1, 500))
def test_the_band_invents_no_value_and_keeps_to_the_number_of_places(values: np.ndarray, points: int) -> None:
    band = grown(values).spread(0, len(values), points)
    assert set(band.low) | set(band.high) <= set(values[np.isfinite(values)])
    assert len(band.at) <= max(2, points)
    assert (np.diff(band.at) > 0).all()
    assert (band.low <= band.high).all()


@given(arrays(np.float64, st.integers(30, 400), elements=st.floats(-1e6, 1e6)), st.integers(2, 20))
def test_two_of_three_values_around_a_place_lie_in_the_band(values: np.ndarray, points: int) -> None:
    band = grown(values).spread(0, len(values), points)
    reach = int(np.ceil(len(values) / len(band.at)))
    for at, low, high in zip(band.at.astype(int), band.low, band.high, strict=True):
        around = values[max(0, at - reach) : at + reach + 1]
        assert np.count_nonzero((low <= around) & (around <= high)) >= 0.6 * len(around)


@given(VALUES, st.integers(1, 6))
def test_growing_in_pieces_gives_what_growing_at_once_gives(values: np.ndarray, pieces: int) -> None:
    at_once, in_pieces = grown(values, 1), grown(values, pieces)
    np.testing.assert_array_equal(at_once.values, in_pieces.values)
    np.testing.assert_allclose(at_once.smoothed(0, 400, 50, 3), in_pieces.smoothed(0, 400, 50, 3), atol=1e-4)


@given(arrays(np.float64, st.integers(3, 60), elements=st.floats(-10, 10)), st.integers(1, 5))
def test_the_smoothed_line_is_the_mean_of_the_neighbours(values: np.ndarray, half: int) -> None:
    _, line = grown(values).smoothed(0, len(values), len(values), half)
    expected = [values[i - min(half, i) : i + min(half, i) + 1].mean() for i in range(len(values))]
    np.testing.assert_allclose(line, expected, atol=1e-9)


def test_a_loss_that_is_not_a_number_leaves_the_rest_of_the_line_whole() -> None:
    series = grown(np.array([1.0, 1.0, np.nan, 1.0, np.inf, 1.0]))
    _, line = series.smoothed(0, 5, 6, 1)
    np.testing.assert_array_equal(line, np.ones(6))


def test_a_stretch_in_the_middle_reaches_one_neighbour_beyond_its_ends() -> None:
    places, _ = grown(np.arange(100.0)).smoothed(40, 50, 100, 1)
    assert (places[0], places[-1]) == (39, 51)


def test_the_nearest_value() -> None:
    series = grown(np.arange(10.0))
    assert [series.nearest(place) for place in (-3, 4.4, 4.6, 99)] == [0, 4, 5, 9]


def test_a_few_odd_values_among_a_million_do_not_fill_the_plot() -> None:
    values = np.tile([0.9, 1.0, 1.1], 333_334)
    values[::50] = 1000.0
    series = Series()
    series.append(np.arange(len(values)), values)
    band = series.spread(0, len(values), 500)
    assert (band.high.max(), band.low.min(), len(band.at)) == (1.1, 0.9, 500)
