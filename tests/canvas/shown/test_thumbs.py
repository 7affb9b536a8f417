"""What thumbnails show, read off their pixels."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPixmap

from studio.canvas.shown.kept import Kept
from studio.canvas.shown.thumbs import Thumb, Thumbs
from studio.look import DARK, Look

WIDTH, HEIGHT = 141, 92


@pytest.fixture
def drawn(qtbot):
    thumbs = Thumbs(Look())
    return lambda thumb, ratio=1.0: thumbs.pixmap(thumb, WIDTH, HEIGHT, ratio).toImage()


def colour(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(int(x), int(y)).name()


def test_the_strongest_map_is_large_and_all_share_one_scale(drawn):
    image = drawn(Thumb("maps", (np.full((4, 4), 2.0), np.full((4, 4), -2.0), np.zeros((4, 4)))))
    assert colour(image, 46, 46) == DARK.signed[-1]
    assert colour(image, 120, 20) == DARK.signed[0]
    assert colour(image, 120, 70) == DARK.signed[3]
    assert image.pixelColor(94, 46).alpha() == 0


def test_a_limit_makes_weak_maps_pale(drawn):
    strong, weak = (drawn(Thumb("maps", (np.ones((4, 4)),), limit)) for limit in (1.0, 100.0))
    assert colour(strong, 70, 46) == DARK.signed[-1]
    assert QColor(colour(weak, 70, 46)).value() < QColor(DARK.signed[-1]).value() / 2


def test_a_map_that_is_not_square_keeps_its_proportion(drawn):
    image = drawn(Thumb("maps", (np.ones((2, 6)),)))
    assert colour(image, 70, 46) == DARK.signed[-1]
    assert colour(image, 70, 10) == DARK.well


def test_an_image_keeps_its_colours(drawn):
    image = drawn(Thumb("image", (np.dstack([np.full((9, 9), value) for value in (255.0, 128.0, 0.0)]),)))
    assert colour(image, 70, 46) == "#ff8000"


def test_a_vector_is_a_grid_from_left_to_right(drawn):
    image = drawn(Thumb("vector", (np.array([1.0, -1.0, 0.0, 1.0, 1.0, -1.0]),)))
    first, second, third = (colour(image, WIDTH * part / 6, HEIGHT / 4) for part in (1, 3, 5))
    assert (first, second, third) == (DARK.signed[-1], DARK.signed[0], DARK.signed[3])
    assert colour(image, WIDTH * 5 / 6, 3 * HEIGHT / 4) == DARK.signed[0]


def test_the_winning_class_is_the_accent_and_the_others_are_not(drawn):
    image = drawn(Thumb("bars", (np.array([0.3, 0.6, 0.1]),), 1.0, ("cat", "dog", "frog")))
    middles = [WIDTH * part / 6 for part in (1, 3, 5)]
    assert [colour(image, x, HEIGHT - 19) for x in middles] == [DARK.strong_line, DARK.accent, DARK.strong_line]
    assert colour(image, middles[2], 40) == DARK.well


def test_scores_diverge_from_zero(drawn):
    image = drawn(Thumb("bars", (np.array([4.0, -4.0]),)))
    assert colour(image, WIDTH / 4, 20) == DARK.signed[-1]
    assert colour(image, 3 * WIDTH / 4, HEIGHT - 20) == DARK.signed[0]
    assert colour(image, WIDTH / 4, HEIGHT - 20) == DARK.well


def test_it_is_drawn_once_and_sharp_on_fine_screens(qtbot):
    thumbs, thumb = Thumbs(Look()), Thumb("vector", (np.ones(4),))
    first = thumbs.pixmap(thumb, WIDTH, HEIGHT, 2.0)
    assert first.width() == 2 * WIDTH
    assert thumbs.pixmap(thumb, WIDTH, HEIGHT, 2.0).cacheKey() == first.cacheKey()


def test_arrays_that_do_not_suit_the_kind_are_refused_before_they_are_painted():
    with pytest.raises(ValueError, match=r"^A thumbnail") as refused:
        Thumb("maps", (np.ones((3, 3)), np.ones(3)))
    assert str(refused.value) == (
        "A thumbnail of kind maps needs arrays of shape (height, width), with no empty axis. Received: (3, 3), (3,)."
    )
    for kind, array in (("image", np.ones((3, 3, 2, 1))), ("vector", np.ones(0)), ("bars", np.ones((0, 3))), ("maps", np.ones((0, 3)))):
        with pytest.raises(ValueError, match=r"^A thumbnail of kind "):
            Thumb(kind, (array,))
    with pytest.raises(ValueError, match=r"Received: none\.$"):
        Thumb("maps", ())


def test_only_so_many_pixels_are_kept(qtbot):
    kept, drawings = Kept(3 * 10 * 10 * 4), []

    def draw() -> QPixmap:
        drawings.append(1)
        return QPixmap(10, 10)

    for key in ("a", "b", "c", "a", "d", "a", "b"):
        kept.get(key, draw)
    assert len(drawings) == 5
    assert kept.held == 3 * 10 * 10 * 4


def test_a_picture_in_another_form_takes_the_place_of_the_former(qtbot):
    kept = Kept(10 * 10 * 10 * 4)
    small, large = QPixmap(5, 5), QPixmap(10, 10)
    assert kept.get("a", lambda: small, "small") is small
    assert kept.get("a", lambda: large, "large") is large
    assert kept.get("a", lambda: small, "large") is large
    assert kept.held == 10 * 10 * 4


@pytest.mark.parametrize("kind", ["maps", "image", "vector"])
def test_corners_are_round_whatever_a_picture_shows(drawn, kind):
    arrays = {"maps": np.ones((92, 141)), "image": np.full((92, 141, 3), 255.0), "vector": np.ones(12)}
    image = drawn(Thumb(kind, (arrays[kind],)))
    for x, y in ((0, 0), (WIDTH - 1, 0), (0, HEIGHT - 1), (WIDTH - 1, HEIGHT - 1)):
        assert image.pixelColor(x, y).alpha() < 64
    for x, y in ((WIDTH // 2, 0), (0, HEIGHT // 2), (3, 3), (WIDTH - 4, HEIGHT - 4)):
        assert image.pixelColor(x, y).alpha() == 255
