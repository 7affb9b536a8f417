"""Pan, zoom about a point, fit, and which level of detail is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from studio.canvas.shown.view import LARGEST, SMALLEST, Insets, Level, View

views = st.builds(View, st.floats(0.05, 4), st.floats(-1000, 1000), st.floats(-1000, 1000))
points = st.builds(QPointF, st.floats(0, 1600), st.floats(0, 1000))


def close(first: QPointF, second: QPointF) -> bool:
    return abs(first.x() - second.x()) < 1e-6 * (1 + abs(first.x())) and abs(first.y() - second.y()) < 1e-6 * (1 + abs(first.y()))


@given(views, points)
def test_there_and_back(view, point):
    assert close(view.to_screen(view.to_board(point)), point)


@given(views, points, st.floats(0.01, 100))
def test_what_is_under_the_cursor_stays_there_while_zooming(view, point, factor):
    zoomed = view.zoomed(factor, point)
    assert close(zoomed.to_board(point), view.to_board(point))
    assert SMALLEST <= zoomed.zoom <= LARGEST


@given(views, st.floats(-500, 500), st.floats(-500, 500))
def test_panning_moves_what_is_seen_with_the_hand(view, right, down):
    place = QPointF(12, 34)
    assert close(view.panned(right, down).to_screen(place), view.to_screen(place) + QPointF(right, down))


@given(st.builds(QRectF, st.floats(-900, 900), st.floats(-900, 900), st.floats(1, 4000), st.floats(1, 4000)))
def test_all_of_a_fitted_rectangle_is_in_view_and_never_enlarged(content):
    size = QSizeF(1080, 600)
    view = View().fitted(content, size, Insets())
    assert view.zoom <= 1.0
    assert QRectF(15, 47, 1050, 538).contains(view.rect_to_screen(content))


@given(views, views)
def test_a_glide_begins_and_ends_where_it_should(start, end):
    assert start.towards(end, 0.0).zoom == pytest.approx(start.zoom)
    reached = start.towards(end, 1.0)
    assert (reached.zoom, reached.left, reached.top) == pytest.approx((end.zoom, end.left, end.top))


LEVELS = {2.0: Level.FULL, 1.99: Level.NEAR, 1.0: Level.NEAR, 0.9: Level.NEAR, 0.89: Level.MIDDLE, 0.5: Level.MIDDLE, 0.49: Level.FAR}


@pytest.mark.parametrize(("zoom", "level"), LEVELS.items())
def test_the_level_of_detail_follows_the_zoom(zoom, level):
    assert View(zoom).level is level
