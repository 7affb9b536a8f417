"""Which part of the whole each card costs."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.canvas.painting.far import BODY, block_colour
from studio.canvas.sample import lenet
from studio.canvas.shown.costs import COSTS, cost_shares, paint_bar, written
from studio.canvas.shown.faces import FAMILIES
from studio.canvas.shown.view import View
from studio.graph.measure import measure
from studio.look import DARK, Look
from tests.canvas.conftest import card, node_id


@pytest.mark.parametrize("kind", ["multiply_adds", "weights", "memory"])
def test_the_shares_of_a_network_add_up_to_all_of_it(kind):
    measured = measure(lenet())
    shares = cost_shares(kind, measured)
    assert shares.keys() == measured.used
    assert sum(shares.values()) == pytest.approx(1.0)


def test_time_is_shared_as_it_was_measured_and_unknown_without():
    measured = measure(lenet())
    assert cost_shares("time", measured, {"a": 0.3, "b": 0.1}) == {"a": pytest.approx(0.75), "b": pytest.approx(0.25)}
    assert cost_shares("time", measured) == {}
    assert cost_shares("time", measured, {"a": 0.0}) == {}
    assert cost_shares("none", measured) == {}


def test_shares_are_written_with_as_many_digits_as_say_something():
    assert [written(share) for share in (0.283, 0.0294, 1.0)] == ["28 %", "2.9 %", "100 %"]


@pytest.mark.parametrize(("share", "filled"), [(0.0, 0), (0.001, 1), (0.5, 50), (1.0, 100), (3.0, 100)])
def test_the_bar_is_as_full_as_the_share(qapp, share, filled):
    image = QImage(100, 3, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_bar(painter, Look(), QRectF(0, 0, 100, 3), share, "convolution")
    painter.end()
    colours = [image.pixelColor(x, 1).name() for x in range(100)]
    assert colours.count(DARK.colour("convolution")) == filled


def test_a_cost_is_asked_for_on_the_bar_and_shown_on_the_cards(board, qtbot):
    with qtbot.waitSignal(board.cost_asked) as asked:
        board.bar._kinds["weights"].trigger()
    assert asked.args == ["weights"]
    before = board.grab().toImage()
    board.set_cost("weights", cost_shares("weights", board.stage.scene.measured))
    assert board.grab().toImage() != before
    assert board.stage.costs[node_id(board, "dense1")] == pytest.approx(48_120 / 61_706)
    assert board.bar._kinds["weights"].isChecked()
    board.set_cost("none", {})
    assert board.stage.costs == {}
    assert board.grab().toImage() == before


def test_every_cost_has_an_icon(board):
    assert {cost.icon for cost in COSTS.values()} <= board.stage.look.icons.names


def test_every_cost_says_what_it_is_in_the_menu_and_on_the_button(board):
    assert {kind: action.toolTip() for kind, action in board.bar._kinds.items()} == {kind: cost.help for kind, cost in COSTS.items()}
    board.set_cost("memory", {})
    assert board.bar._cost.toolTip() == f"Cost on the cards: memory. {COSTS['memory'].help}"
    assert board.bar._cost.accessibleName() == "Cost on the cards: memory"


def test_from_far_the_colour_is_the_stronger_the_more_a_node_costs(board):
    board.look_at(View(0.3, -40.0, -40.0))
    board.set_cost("weights", {node_id(board, "dense1"): 0.8, node_id(board, "dense2"): 0.1})
    image = board.grab().toImage()
    strong, weak, none = (image.pixelColor(card(board, name)) for name in ("dense1", "dense2", "dense3"))
    assert strong == block_colour(DARK, FAMILIES.index("dense"), BODY)
    assert strong.value() > weak.value() > none.value() > QColor(DARK.board).value()
