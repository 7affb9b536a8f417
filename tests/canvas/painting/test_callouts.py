"""Where the words of issues stand."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from studio.canvas.painting.callouts import callouts, place_of_graph, wrapped
from studio.graph.figures import Fix, Issue
from studio.graph.measure import measure
from studio.look.lettering import small_font
from tests.canvas.conftest import node_id

FIX = Fix("Mend it", lambda graph: graph)


def shown(board, *issues):
    graph = board.stage.scene.graph
    board.show_graph(graph, measure(graph), issues)
    return callouts(board.stage)


def test_words_stand_beside_their_card_and_cover_none(board):
    (words,) = shown(board, Issue(node_id(board, "drop1"), "No wire arrives, so training leaves it out.", stops=False, fix=FIX))
    card = board.stage.screen_rect(board.stage.scene.rows[node_id(board, "drop1")])
    assert words.box.left() >= card.right()
    assert words.box.contains(words.link)
    assert not any(words.box.intersects(board.stage.screen_rect(row)) for row in range(len(board.stage.scene.ids)))


def test_two_boxes_never_cover_each_other(board):
    sentence = "This needs a vector. Received: (5, 5, 16). Put a Flatten before it, or choose another block. " * 2
    found = shown(board, *(Issue(node_id(board, name), sentence, stops=True, fix=FIX) for name in ("conv1", "pool1", "conv2")))
    assert not any(first.box.intersects(second.box) for place, first in enumerate(found) for second in found[place + 1 :])


def test_a_taken_place_is_left_free(board):
    issue = Issue(node_id(board, "drop1"), "No wire arrives, so training leaves it out.", stops=False, fix=FIX)
    (words,) = shown(board, issue)
    (other,) = callouts(board.stage, [words.box])
    assert not other.box.intersects(words.box)


def test_without_room_words_wait_for_the_cursor(board):
    name = node_id(board, "conv1")
    issue = Issue(name, "Too many words to stand between two rows of cards. " * 12, stops=True, fix=FIX)
    board.resize(400, 200)
    board.look_at(board.stage.view.zoomed(1 / board.stage.view.zoom, QPointF(0, 0)))
    board.look_at(board.stage.view.panned(-board.stage.screen_rect(1).left() + 20, -board.stage.screen_rect(1).top() + 60))
    assert shown(board, issue) == []
    board.stage.hovered = board.stage.scene.rows[name]
    assert [each.issue for each in callouts(board.stage)] == [issue]


def test_advice_waits_for_the_cursor_or_the_selection(board):
    name = node_id(board, "drop1")
    hint = Issue(name, "Nothing arrives here.", stops=False, fix=FIX, advice=True)
    assert shown(board, hint) == []
    board.stage.hovered = board.stage.scene.rows[name]
    assert [each.issue for each in callouts(board.stage)] == [hint]
    board.stage.hovered = -1
    board.select({name})
    assert [each.issue for each in callouts(board.stage)] == [hint]
    board.select({name, node_id(board, "conv1")})
    assert callouts(board.stage) == []


def test_what_concerns_the_whole_drawing_stands_at_the_lower_left(board):
    (words,) = shown(board, Issue(None, "The network has no Output.", stops=True))
    assert words.link.isEmpty()
    assert QRectF(0, board.height() / 2, board.width() / 2, board.height() / 2).contains(words.box)


def test_lines_are_no_wider_than_asked_and_lose_no_word():
    metrics, words = QFontMetricsF(small_font()), "Add needs inputs of one shape. Put a 1x1 Conv2D with strides 2 on the shortcut."
    lines = wrapped(words, metrics, 150.0)
    assert " ".join(lines) == words
    assert all(metrics.horizontalAdvance(line) <= 150.0 for line in lines)


@pytest.mark.parametrize("size", [(932, 424), (700, 300), (1080, 640)])
def test_the_whole_drawing_is_fitted_above_the_words_that_concern_it(board, size):
    """In a low board they would lie on its last row."""
    words = Issue(None, "ImageFolder: no folder is chosen. Choose a folder that holds one folder of pictures for each class.", stops=True)
    board.resize(*size)
    board.fit()
    board._glide.finish()
    graph = board.stage.scene.graph
    board.show_graph(graph, measure(graph), [words])
    place = place_of_graph(board.stage)
    assert place is not None
    cards = [board.stage.screen_rect(row) for row in range(len(graph.nodes))]
    assert not any(card.intersects(place) for card in cards)
    assert all(QRectF(0, 0, *size).contains(card) for card in cards)
    fitted = board.stage.view
    board.look_at(fitted.panned(40, 0))  # where a person looks is left alone
    board.show_graph(graph, measure(graph), [])
    assert board.stage.view == fitted.panned(40, 0)
