"""Arrays as pictures: zero in the middle, signs apart, images as they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays
from PySide6.QtGui import QColor, QImage

from studio.look import DARK, LIGHT, Theme
from studio.look.pictures import grey_image, image, rgb_image, signed_image

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)


def colours(picture: QImage, row: int = 0) -> list[str]:
    return [picture.pixelColor(column, row).name() for column in range(picture.width())]


@THEMES
def test_the_ends_and_the_middle_are_the_themes_own_stops(theme: Theme) -> None:
    assert colours(signed_image(np.array([[-2.0, 0.0, 2.0]]), theme)) == [theme.signed[0], theme.signed[3], theme.signed[6]]


def test_what_is_beyond_the_limit_takes_the_strongest_shade() -> None:
    assert colours(signed_image(np.array([[-9.0, 9.0]]), DARK, limit=1.0)) == [DARK.signed[0], DARK.signed[6]]


def test_what_is_not_a_number_is_seen_as_bad_and_does_not_set_the_scale() -> None:
    assert colours(signed_image(np.array([[np.nan, 1.0, 0.0]]), DARK)) == [DARK.bad, DARK.signed[6], DARK.signed[3]]
    assert colours(signed_image(np.array([[np.inf, -np.inf, 1.0]]), DARK)) == [DARK.signed[6], DARK.signed[0], DARK.signed[6]]


def test_an_array_of_zeros_is_quiet() -> None:
    assert colours(signed_image(np.zeros((2, 2)), DARK)) == [DARK.signed[3]] * 2


@given(arrays.arrays(np.float32, (3, 5), elements=some.floats(-1e6, 1e6, width=32)))
def test_a_picture_has_the_rows_and_columns_of_its_array(array: np.ndarray) -> None:
    picture = signed_image(array, DARK)
    assert (picture.height(), picture.width()) == array.shape


def test_rows_run_down_and_columns_run_right() -> None:
    picture = grey_image(np.array([[0, 0, 0], [0, 0, 255]], np.uint8))
    assert picture.pixelColor(2, 1) == QColor("white")
    assert picture.pixelColor(1, 1) == QColor("black")


def test_bytes_stay_as_they_are_and_other_numbers_are_stretched() -> None:
    assert colours(grey_image(np.array([[0, 51, 102]], np.uint8))) == ["#000000", "#333333", "#666666"]
    assert colours(grey_image(np.array([[0.0, 0.5, 1.0]]))) == ["#000000", "#808080", "#ffffff"]
    assert colours(grey_image(np.array([[0.0, 0.5, 1.0]]), 0.0, 2.0)) == ["#000000", "#404040", "#808080"]


def test_colour_images_keep_their_channels() -> None:
    array = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8)
    assert colours(rgb_image(array)) == ["#ff0000", "#00ff00", "#0000ff"]
    assert colours(image(array)) == ["#ff0000", "#00ff00", "#0000ff"]
    assert colours(image(array[..., :1])) == ["#ffffff", "#000000", "#000000"]


def test_a_view_with_gaps_between_its_values_is_drawn_right() -> None:
    wide = np.arange(60, dtype=np.uint8).reshape(6, 10)
    assert colours(grey_image(wide[::2, ::3]), 1) == [QColor(v, v, v).name() for v in (20, 23, 26, 29)]


def test_the_picture_outlives_its_array() -> None:
    array = np.full((1, 1), 7, np.uint8)
    picture = grey_image(array)
    array[:] = 200
    assert colours(picture) == ["#070707"]


@pytest.mark.parametrize(
    ("draw", "shape", "sentence"),
    [
        (
            lambda a: signed_image(a, DARK),
            (3,),
            "signed_image needs an array of shape (height, width), with no empty axis. Received: (3,).",
        ),
        (
            lambda a: signed_image(a, DARK),
            (0, 3),
            "signed_image needs an array of shape (height, width), with no empty axis. Received: (0, 3).",
        ),
        (
            grey_image,
            (2, 2, 2),
            "grey_image needs an array of shape (height, width) or (height, width, 1), with no empty axis. Received: (2, 2, 2).",
        ),
        (rgb_image, (2, 2), "rgb_image needs an array of shape (height, width, 3), with no empty axis. Received: (2, 2)."),
    ],
)
def test_what_is_no_picture_is_refused_in_words(draw: object, shape: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(ValueError, match="needs an array") as caught:
        draw(np.zeros(shape))
    assert str(caught.value) == sentence


@pytest.mark.parametrize(("channels", "colour"), [(1, "#0a0a0a"), (2, "#0a0a0a"), (3, "#0a141e"), (4, "#0a141e")])
def test_an_image_of_any_number_of_channels_is_shown(channels, colour):
    pixels = np.array([10, 20, 30, 40], np.uint8)[:channels] * np.ones((2, 2, 1), np.uint8)
    assert image(pixels).pixelColor(0, 0).name() == colour
