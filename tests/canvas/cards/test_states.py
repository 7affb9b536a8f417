"""Bypass, mute and lock: one edit each, refused in words, seen from near and far."""

import pytest
from PySide6.QtCore import QPointF

from studio.canvas.cards.states import held
from studio.graph.manner import Manner
from tests.canvas.conftest import node_id


def chosen(board, *names: str) -> None:
    board.select({node_id(board, name) for name in names})


def state(owner, name: str) -> tuple[str, bool]:
    node = owner.graph.nodes[node_id(owner.board, name)]
    return node.state, node.locked


def test_a_node_is_bypassed_and_switched_on_again(board, owner):
    chosen(board, "conv2")
    board.toggle_bypass()
    assert state(owner, "conv2") == ("bypassed", False)
    board.toggle_bypass()
    assert state(owner, "conv2") == ("on", False)
    assert owner.labels == ["Bypass conv2", "Switch conv2 on"]


def test_several_nodes_get_a_state_before_they_lose_it(board, owner):
    chosen(board, "conv2")
    board.toggle_mute()
    chosen(board, "conv2", "pool2")
    board.toggle_mute()
    assert [state(owner, name)[0] for name in ("conv2", "pool2")] == ["muted", "muted"]
    board.toggle_mute()
    assert [state(owner, name)[0] for name in ("conv2", "pool2")] == ["on", "on"]
    assert owner.labels == ["Mute conv2", "Mute 2 nodes", "Switch 2 nodes on"]


def test_a_lock_keeps_states_and_is_taken_off(board, owner):
    chosen(board, "conv2")
    board.toggle_lock()
    board.toggle_mute()
    assert state(owner, "conv2") == ("on", True)
    assert owner.refused == ["conv2 is locked. Unlock it first."]
    board.toggle_lock()
    assert owner.labels == ["Lock conv2", "Unlock conv2"]


def test_what_cannot_be_bypassed_says_why(board, owner):
    chosen(board, "output1")
    board.toggle_bypass()
    assert owner.refused == ["output1 has no output, so nothing can pass through it. Mute it instead."]


def test_without_a_selection_nothing_is_switched(board, owner):
    board.toggle_lock()
    assert owner.refused == ["No node is selected. Select the nodes first."]
    assert owner.labels == []


@pytest.mark.parametrize("zoom", [0.2, 0.4, 0.7, 1.0, 2.5])
def test_every_state_is_seen_at_every_zoom(board, owner, zoom):
    chosen(board, "pool1")
    board.select(())
    board.look_at(board.stage.view.zoomed(zoom / board.stage.view.zoom, QPointF(0, 0)))
    board.reveal(node_id(board, "pool1"))
    board._glide.finish()
    pictures = [board.grab().toImage()]
    for toggle in (board.toggle_bypass, board.toggle_mute, board.toggle_lock):
        chosen(board, "pool1")
        toggle()
        board.select(())
        board._callouts = []
        pictures.append(board.grab().toImage())
    assert all(one != other for index, one in enumerate(pictures) for other in pictures[:index])


def test_a_bypassed_card_shows_the_way_that_data_takes(board, owner):
    chosen(board, "pool1")
    board.toggle_bypass()
    board.select(())
    row = board.stage.scene.rows[node_id(board, "pool1")]
    middle = board.stage.screen_rect(row).center().y()
    picture, rect = board.grab().toImage(), board.stage.screen_rect(row)
    across = range(round(rect.left()) + 12, round(rect.right()) - 12)
    bright = [picture.pixelColor(x, round(middle)).lightness() > 150 for x in across]
    assert 0.3 < sum(bright) / len(bright) < 0.9


def test_nodes_are_frozen_and_freed_alone_and_with_all_that_leads_to_them(board, owner):
    chosen(board, "conv2", "pool2")
    board.toggle_frozen()
    assert [name for name in ("conv1", "conv2", "pool2") if not owner.graph.nodes[node_id(board, name)].trainable] == ["conv2"]
    assert board.stage.scene.frozen.sum() == 1
    board.toggle_frozen()
    assert owner.graph.nodes[node_id(board, "conv2")].trainable
    chosen(board, "pool2")
    board.freeze_up_to()
    assert [name for name in ("conv1", "conv2") if not owner.graph.nodes[node_id(board, name)].trainable] == ["conv1", "conv2"]
    board.toggle_frozen()
    assert owner.refused == ["pool2 has no weights that could be frozen. Choose nodes with weights."]
    assert owner.labels == ["Freeze 2 nodes", "Unfreeze 2 nodes", "Freeze up to pool2"]


def test_what_a_frozen_module_holds_still_is_marked_where_it_has_weights(board, owner):
    board.select(())
    before = board.grab().toImage()
    board.stage.around = Manner(trainable=False)
    rows = board.stage.scene.rows
    assert [held(board.stage, rows[node_id(board, name)]) for name in ("conv1", "pool1")] == [True, False]
    quiet = board.grab().toImage()
    chosen(board, "conv1")
    board.toggle_frozen()
    board.select(())
    assert before != quiet
    assert quiet != board.grab().toImage()
