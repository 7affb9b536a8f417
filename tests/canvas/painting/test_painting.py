"""What a frame shows, read off its pixels."""

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QImage

from studio.blocks.catalogue import CATALOGUE
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.merging import Concatenate
from studio.blocks.unknown import UnknownBlock
from studio.canvas.painting.far import BODY, block_colour
from studio.canvas.painting.labels import port_told, scaled_font
from studio.canvas.shown.faces import FAMILIES, face, icon_of
from studio.canvas.shown.view import View
from studio.graph import edits
from studio.graph.figures import Figures, Issue
from studio.graph.measure import measure
from studio.graph.model import Graph, Node
from studio.look import DARK
from tests.canvas.conftest import card, node_id, port


def frame(board) -> QImage:
    return board.grab().toImage()


def at(image: QImage, point) -> str:
    return image.pixelColor(point).name()


def look_from(board, zoom: float) -> None:
    board.look_at(board.stage.view.zoomed(zoom / board.stage.view.zoom, QPointF(300, 200)))


def test_from_far_a_card_is_its_familys_colour(board):
    look_from(board, 0.3)
    image = frame(board)
    for name, family in (("conv1", "convolution"), ("pool1", "pooling"), ("dense1", "dense")):
        assert at(image, card(board, name)) == block_colour(DARK, FAMILIES.index(family), BODY).name()


@pytest.mark.parametrize(("zoom", "cut"), [(0.3, False), (0.4, True)])
def test_from_far_a_card_shows_its_icon_as_soon_as_there_is_room(board, zoom, cut):
    look_from(board, zoom)
    image, middle = frame(board), card(board, "conv1")
    across = [image.pixelColor(middle + QPoint(x, y)).lightness() for x in range(-7, 7) for y in range(-7, 7)]
    assert (min(across) < block_colour(DARK, FAMILIES.index("convolution"), BODY).lightness() - 40) is cut


@pytest.mark.parametrize(("zoom", "there"), [(0.84, False), (0.88, True)])
def test_where_a_zoom_rests_the_weights_are_there_or_not(board, zoom, there):
    look_from(board, zoom)
    rect = board.stage.screen_rect(board.stage.scene.rows[node_id(board, "conv1")]).toRect()
    image = frame(board).copy(rect.center().x() + 20, rect.bottom() - 18, rect.width() // 2 - 30, 12)
    strongest = max(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height()))
    card, quiet = QColor(DARK.card).lightness(), QColor(DARK.quiet).lightness()
    assert strongest == card if not there else strongest > (card + 3 * quiet) / 4


def test_from_far_an_issue_stays_in_sight(board):
    graph = board.stage.scene.graph
    stops = Issue(node_id(board, "conv2"), "Too large, and long enough to stand beside the card rather than on it, or not.", stops=True)
    warns = Issue(node_id(board, "drop1"), "Left out.", stops=False)
    board.show_graph(graph, measure(graph), [stops, warns])
    look_from(board, 0.3)
    image = frame(board)
    assert at(image, card(board, "conv2")) == DARK.bad
    assert at(image, card(board, "drop1")) == DARK.warning


@pytest.mark.parametrize("zoom", [0.3, 0.7, 1.0, 2.0])
def test_a_selected_card_has_an_accent_ring(board, zoom):
    board.select({node_id(board, "conv1")})
    look_from(board, zoom)
    board.reveal(node_id(board, "conv1"))
    board._glide.finish()
    rect = board.stage.screen_rect(board.stage.scene.rows[node_id(board, "conv1")])
    image = frame(board)
    assert at(image, QPointF(rect.center().x(), rect.top() - 1).toPoint()) == DARK.accent


def test_the_wire_to_the_selection_is_accent_and_others_are_quiet(board):
    board.select({node_id(board, "conv1")})
    look_from(board, 1.0)
    image = frame(board)
    lit, fed = ((port(board, first, -1) + port(board, second, 0)) / 2 for first, second in (("input1", "conv1"), ("dense1", "dense2")))
    assert at(image, lit) == DARK.accent
    assert at(image, fed) not in (DARK.accent, DARK.board, DARK.wire)
    board.select(())
    assert at(frame(board), lit) == DARK.wire


@pytest.mark.parametrize("zoom", [0.01, 0.5, 0.78, 1.0, 2.3, 4.0])
def test_no_words_are_smaller_than_eleven_pixels(board, zoom):
    look_from(board, zoom)
    assert scaled_font(board.stage).pixelSize() >= 11


def test_a_card_under_the_cursor_is_lighter(board):
    look_from(board, 1.0)
    place = card(board, "flatten1")
    assert at(frame(board), place) == DARK.card
    board._pointer.hover(QPointF(place))
    assert at(frame(board), place) == DARK.raised


def test_selected_cards_lie_over_the_others(board):
    look_from(board, 1.0)
    over, under = node_id(board, "pool1"), node_id(board, "conv1")
    board.stage.scene.shift(board.stage.scene.rows_of([over]), -200.0, 0.0)
    both = card(board, "conv1")
    board.select({under})
    assert board._pointer.under(QPointF(both)).node == board.stage.scene.rows[under]
    board.select({over})
    assert board._pointer.under(QPointF(both)).node == board.stage.scene.rows[over]


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_block_has_a_face_with_an_icon_that_exists(board, kind):
    block = CATALOGUE[kind]()
    shown = face(Node("n", block, "n"), Figures((28, 28, 6), weights=1560), wired=True)
    assert (shown.title, shown.shape, shown.figure) == (kind, "28 × 28 × 6", "1,560")
    assert shown.icon in board.stage.look.icons.names
    assert QColor(DARK.colour(shown.family)).isValid()


def test_an_unknown_block_is_shown_as_such(board):
    shown = face(Node("n", UnknownBlock({"kind": "Capsule"}), "n"), None, wired=False)
    assert (shown.title, shown.caption, shown.shape, shown.figure) == ("Capsule", "unknown to this version", "no input", "")
    assert icon_of(UnknownBlock({"kind": "Capsule"})) in board.stage.look.icons.names


@pytest.mark.parametrize(("second", "said"), [(8, False), (16, True)])
def test_the_channels_of_inputs_are_said_where_they_differ(board, second, said):
    graph, source = edits.add(Graph(), Input(shape=(28, 28, 1)), (0, 0))
    graph, first = edits.add(graph, Conv2D(filters=8), (208, 0))
    graph, other = edits.add(graph, Conv2D(filters=second), (208, 240))
    graph, last = edits.add(graph, Concatenate(), (416, 0))
    for start, end in ((source, first), (source, other), (first, last), (other, last)):
        graph = edits.connect(graph, start, end)
    board.show_graph(graph, measure(graph))
    board._settling.finish()
    board.look_at(View(1.0, -40, -80))
    place = port(board, graph.nodes[last].name, 0)
    image = frame(board)
    letters = [image.pixelColor(place + QPoint(x, y)).lightness() for x in range(-16, -8) for y in range(-13, -4)]
    assert (max(letters) > 130) is said


def test_an_output_under_the_cursor_says_its_name_and_what_leaves_there(board):
    graph, image = edits.add(Graph(), Input(shape=(8, 8, 3)), (0, 0))
    graph, pool = edits.add(graph, CATALOGUE["MaxPoolingWithIndices2D"](), (208, 0))
    graph, join = edits.add(graph, CATALOGUE["MaxUnpooling2D"](), (416, 0))
    for loose, told in ((graph, "indices"), (edits.connect(graph, image, pool), "indices · 4 × 4 × 3")):
        board.show_graph(loose, measure(loose))
        rows = board.stage.scene.rows
        assert port_told(board.stage.scene, rows[pool], -2) == told
        assert port_told(board.stage.scene, rows[join], 1) == "indices"
        assert port_told(board.stage.scene, rows[image], -1) == ""
