"""How cards are headed whose block has a long name."""

import pytest
from PySide6.QtWidgets import QApplication

from studio.blocks.catalogue import CATALOGUE
from studio.canvas.cards.blanks import Dress
from studio.canvas.cards.cards import captioned
from studio.canvas.cards.nameplate import headed_as, name_room
from studio.canvas.cards.titles import short
from studio.canvas.shown.faces import Face
from studio.canvas.shown.scene import CALM, WARNED
from studio.look import Look
from studio.look.lettering import SEMIBOLD, SMALL_SIZE, TEXT_SIZE, width_of


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    Look()


def dress(zoom: float, mark: int = CALM) -> Dress:
    return Dress(160.0 * zoom, 176.0 * zoom, zoom, True, mark, False, False)


def of(title: str, caption: str = "", repeat: int = 1) -> Face:
    return Face("pooling", "shrink", title, caption, "28 × 28 × 6", "", repeat=repeat)


@pytest.mark.parametrize("zoom", [0.9, 1.0, 1.5])
def test_every_name_can_be_read_whole_from_near(zoom: float) -> None:
    for title in CATALOGUE.keys() - {"ContrastLimitedAdaptiveHistogramEqualization"}:  # longer than two lines of a card
        shown, worn = headed_as(dress(zoom), of(title)), dress(zoom)
        assert shown.first + shown.second in (title, short(title)), title
        assert zoom < 1.0 or shown.first + shown.second == title
        assert SMALL_SIZE <= shown.size <= TEXT_SIZE
        assert width_of(shown.first, TEXT_SIZE, SEMIBOLD) * shown.size / TEXT_SIZE * worn.parts.letters <= worn.rooms.title.width() + 0.5


def test_a_long_name_breaks_between_its_words() -> None:
    assert headed_as(dress(1.0), of("GlobalAveragePooling2D"))[:2] == ("GlobalAverage", "Pooling2D")
    assert headed_as(dress(1.0), of("LocalResponseNormalization"))[:2] == ("LocalResponse", "Normalization")
    assert headed_as(dress(1.0), of("My residual bottleneck"))[:2] == ("My residual", "bottleneck")
    assert headed_as(dress(1.0), of("Conv2D"))[:2] == ("Conv2D", "")


def test_signs_take_their_room_from_the_name() -> None:
    assert headed_as(dress(1.0), of("BatchNormalization")).second == ""
    assert headed_as(dress(1.0, WARNED), of("BatchNormalization"))[:2] == ("Batch", "Normalization")
    assert headed_as(dress(1.0), of("DepthwiseSeparable", repeat=12))[:2] == ("Depthwise", "Separable")


@pytest.mark.parametrize(
    ("title", "words"),
    [("AveragePooling2D", "AvgPool2D"), ("BatchNormalization", "BatchNorm"), ("ZeroPadding2D", "ZeroPad2D"), ("Conv2D", "Conv2D")],
)
def test_from_the_middle_long_words_are_short(title: str, words: str) -> None:
    assert headed_as(dress(0.6), of(title)) == (words, "", SMALL_SIZE)


@pytest.mark.parametrize("zoom", [0.5, 0.6, 0.76, 1.0, 1.4])
def test_no_letters_are_smaller_than_can_be_read(zoom: float) -> None:
    worn = dress(zoom)
    assert min(headed_as(worn, of(title)).size for title in [*CATALOGUE, "EfficientNet-Lite0"]) >= SMALL_SIZE


@pytest.mark.parametrize(
    ("zoom", "title", "words"),
    [
        (0.76, "LocalResponseNormalization", "LRN"),
        (0.6, "GlobalAveragePooling2D", "GAvgPool2D"),
        (0.64, "Conv2DTranspose", "Conv2DT"),
        (0.76, "AdaptiveMaxPooling2D", "AdaMaxPool2D"),
        (0.76, "GlobalAveragePooling2D", "GAvgPool2D"),
    ],
)
def test_what_would_be_cut_off_is_shortened_further(zoom: float, title: str, words: str) -> None:
    worn, shown = dress(zoom), headed_as(dress(zoom), of(title))
    assert shown.first == words
    assert width_of(shown.first, TEXT_SIZE, SEMIBOLD) * shown.size / TEXT_SIZE <= worn.rooms.title.width() + 0.5


def test_a_nodes_name_stands_beside_what_it_has_room_for() -> None:
    worn = dress(1.0)
    below = name_room(worn, of("GlobalAveragePooling2D"), "pool1")
    assert below
    assert below.top() == worn.rooms.caption.top()
    assert name_room(worn, of("LocalResponseNormalization", "5 maps"), "norm1") is None, "the values come first"


def test_the_name_with_which_papers_call_the_longest_block() -> None:
    assert headed_as(dress(1.0), of("ContrastLimitedAdaptiveHistogramEqualization")).first == "CLAHE"


@pytest.mark.parametrize(("height", "tall"), [(72.0, False), (176.0, True)])
def test_a_caption_is_there_or_not(height: float, tall: bool) -> None:
    """A zoom hardly ever rests where words are half there, and cannot be read."""
    zooms = [percent / 100 for percent in range(50, 121)]
    shown = [captioned(Dress(160.0 * zoom, height * zoom, zoom, tall, CALM, False, False)) for zoom in zooms]
    assert shown == sorted(shown)
    assert sum(0.0 < share < 1.0 for share in shown) <= 1
    assert (shown[0], shown[-1]) == (0.0, 1.0)
    assert tall or shown[zooms.index(0.8)] == 1.0
