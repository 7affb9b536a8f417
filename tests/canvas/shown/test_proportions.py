"""A card changes with the zoom without a jump, and its parts never lie on each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.canvas.shown.anatomy import LOW, TALL, WIDTH
from studio.canvas.shown.proportions import letters, proportions, radius, rooms

zooms = st.floats(0.05, 12.0)


def shown(zoom: float, tall: bool = True):
    return rooms(WIDTH * zoom, (TALL if tall else LOW) * zoom, zoom, tall)


@given(zooms, st.booleans())
def test_a_little_more_zoom_changes_every_part_a_little(zoom, tall):
    before, after = shown(zoom, tall), shown(zoom * 1.001, tall)
    for first, second in zip(before, after, strict=True):
        for one, other in zip(first.getCoords(), second.getCoords(), strict=True):
            assert abs(one - other) <= 2 + 0.006 * WIDTH * zoom
    for one, other in zip(proportions(zoom), proportions(zoom * 1.001), strict=True):
        assert abs(one - other) < 0.03


@given(st.floats(0.9, 12.0), st.booleans())
def test_from_near_no_part_lies_on_another(zoom, tall):
    parts = shown(zoom, tall)
    assert parts.title.bottom() <= parts.caption.top() + 6 * letters(zoom)
    if tall:
        assert parts.caption.bottom() <= parts.picture.top() + 6 * letters(zoom)
        assert parts.picture.bottom() <= parts.details.top() + 1
    assert parts.details.bottom() <= parts.figures.top() + 1
    assert parts.figures.bottom() <= parts.bar.top() + 2
    assert parts.bar.bottom() <= (TALL if tall else LOW) * zoom


@given(zooms)
def test_letters_never_shrink_and_never_outgrow_their_card(zoom):
    assert 1.0 <= letters(zoom) <= max(zoom, 1.0)
    assert radius(zoom) <= 8 * zoom + 1e-9


@pytest.mark.parametrize(
    ("zoom", "words", "more", "full"), [(0.4, 0, 0, 0), (0.7, 1, 0, 0), (1.0, 1, 1, 0), (1.5, 1, 1, 0), (2.5, 1, 1, 1)]
)
def test_between_the_levels_a_card_is_all_of_one(zoom, words, more, full):
    assert proportions(zoom)[2:] == (words, more, full)


def test_at_100_percent_a_card_has_the_measures_of_the_look():
    parts = shown(1.0)
    assert parts.icon.getRect() == (11, 8, 16, 16)
    assert (parts.title.x(), parts.title.y()) == (33, 8)
    assert parts.caption.y() == 27
    assert parts.picture.getRect() == (11, 49, 141, 92)
    assert parts.figures.y() == 148
