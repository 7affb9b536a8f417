"""Pretrained networks come onto the board, their weights are asked for, and a head is fitted by one action."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from studio.app.pretrained_dialog import PretrainedDialog
from studio.blocks.dense import Dense
from studio.blocks.ends import Input
from studio.canvas.tools.clipboard import written
from studio.graph import edits
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.graph.training import has_weights, set_multiplier, set_trainable
from studio.look import Look
from studio.messages import events, orders
from studio.project.module_file import module_text
from studio.project.pretrained import Wanted, applications, shipped, weights_of
from tests.app.conftest import told

MOBILE = Wanted("MobileNetV2", (96, 96, 3))


def fetched(wanted: Wanted, **values: Any) -> events.Fetched:
    """What the worker tells, of the small network in place of a large one."""
    given = {"module": json.loads(module_text(shipped()[0])), "place": (0.0, 0.0), "weights": True, "words": "It begins with its weights."}
    return events.Fetched(wanted=wanted, **given | values)


@pytest.fixture
def dialog(qtbot: QtBot, look: Look) -> PretrainedDialog:
    made = PretrainedDialog(look, applications(), 28)
    qtbot.addWidget(made)
    return made


def test_the_list_asks_for_what_is_chosen(dialog: PretrainedDialog) -> None:
    asked = told(dialog.asked)
    dialog._ask()
    assert asked == [(MOBILE, True)]
    assert dialog.words()[0].startswith("2,257,984 weights. It takes raw pixels from 0 to 255;")
    dialog.show_progress(events.Fetching(wanted=MOBILE, stage="downloading", done=2**20, total=4 * 2**20))
    assert dialog._bar.value() == 250
    assert dialog.words()[1] == "Downloading the weights of MobileNetV2: 1.0 MiB of 4.0 MiB"
    given_up = told(dialog.given_up)
    dialog.reject()
    assert len(given_up) == 1
    dialog.show_refusal("Fetch was given up.")
    assert dialog.words()[2] == "Fetch was given up."
    assert dialog._add.isEnabled()  # nothing came: it can be asked for once more


def test_what_nobody_answers_is_given_up_and_then_left(dialog: PretrainedDialog) -> None:
    given_up, closed = told(dialog.given_up), told(dialog.rejected)
    dialog._ask()
    dialog.reject()
    assert (len(given_up), len(closed)) == (1, 0)
    dialog.reject()
    assert (len(given_up), len(closed)) == (1, 1)


def test_a_whole_network_has_the_size_that_it_was_trained_on(dialog: PretrainedDialog) -> None:
    dialog.choose("Xception")
    assert dialog.wish() == Wanted("Xception", (96, 96, 3))
    dialog._head.choose("top")
    dialog._renew()
    assert dialog.wish() == Wanted("Xception", (299, 299, 3), True)


def test_weights_that_did_not_come_are_told_where_one_asked(dialog: PretrainedDialog) -> None:
    dialog._ask()
    dialog.show_done(fetched(MOBILE, weights=False, words="They are not downloaded."))
    assert dialog.words()[2] == "They are not downloaded."
    assert not dialog._add.isEnabled()
    dialog.choose("VGG16")
    assert dialog._add.isEnabled()


@pytest.fixture
def sent(workspace: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setattr(workspace.line, "send", found.append)
    return found


def test_a_network_that_came_stands_on_the_board_and_is_fitted_by_one_action(workspace: Any, sent: list[Any]) -> None:
    document = workspace.document
    dialog = workspace.transfer.ask()
    dialog._ask()
    assert isinstance(sent[-1], orders.Fetch)
    assert (sent[-1].wanted, sent[-1].weights, sent[-1].project) == (MOBILE, True, str(document.folder))
    before = document.project
    workspace.transfer.take(fetched(MOBILE))
    assert any(isinstance(node.block, Instance) for node in document.graph.nodes.values())
    assert document.history.undo_label == "Add EfficientNet-Lite0"
    workspace.actions_table["edit.undo"].trigger()
    assert document.project == before


def test_the_head_and_the_images_are_fitted_in_one_step(workspace: Any, qtbot: QtBot) -> None:
    document = workspace.document
    (entry,) = (node for node in document.graph.nodes.values() if isinstance(node.block, Input))
    qtbot.waitUntil(lambda: workspace.drawing.facts is not None)
    steps = len(document.history.labels)
    workspace.transfer.fit(freeze=True)
    assert document.history.labels[steps:] == ("Fit the head to the data",)
    assert sorted(node.name for node in document.graph.nodes.values() if not node.trainable) == ["conv1", "conv2"]
    assert document.graph.nodes[entry.id].block == entry.block


def test_nothing_is_fetched_where_nothing_is_missing(workspace: Any, sent: list[Any]) -> None:
    workspace.actions_table["train.fetch"].trigger()
    assert not any(isinstance(order, orders.Fetch) for order in sent)
    assert workspace.status._note.text() == "No pretrained weights are missing in this project."


def test_missing_weights_are_fetched_for_all_that_name_them(workspace: Any, sent: list[Any], tmp_path: Path) -> None:
    module = replace(shipped()[0], name="mobilenetv2_trunk", pretrained=MOBILE.key)
    workspace.adding.add_module(module)
    workspace.actions_table["train.fetch"].trigger()
    assert [order for order in sent if isinstance(order, orders.Fetch)] == [
        orders.Fetch(project=str(workspace.document.folder), wanted=MOBILE)
    ]


def copied_from_trunk(workspace: Any, frozen: bool = False) -> tuple[str, str]:
    """Adds the network that travels, copies the first of its nodes with weights; the ids of the network and of that node."""
    document, board = workspace.document, workspace.board
    workspace.adding.add_module(shipped()[0])
    (trunk,) = (node.id for node in document.graph.nodes.values() if isinstance(node.block, Instance))
    if frozen:
        document.edit_graph("Freeze", set_trainable(set_multiplier(document.graph, [trunk], 0.5), [trunk], False))
    document.go((trunk,))
    inner = next(node.id for node in document.graph.nodes.values() if has_weights(node) and not isinstance(node.block, Instance))
    board.select([inner])
    board.copy()
    return trunk, inner


def pasted(workspace: Any) -> Node:
    before = set(workspace.document.graph.nodes)
    workspace.board.paste()
    (node,) = (node for key, node in workspace.document.graph.nodes.items() if key not in before)
    assert isinstance(node, Node)
    return node


def test_a_node_copied_out_of_a_pretrained_module_keeps_its_weights(workspace: Any) -> None:
    _, inner = copied_from_trunk(workspace)
    network = shipped()[0].pretrained
    place = weights_of(workspace.document.folder, network)
    assert place is not None
    with np.load(place) as kept:
        assert f"{inner}:0" in kept.files
    assert pasted(workspace).pretrained == f"{network}#{inner}"  # inside, its id is another one
    workspace.document.go(())
    node = pasted(workspace)
    assert (node.pretrained, node.trainable, node.multiplier) == (f"{network}#{inner}", True, 1.0)


def test_a_node_copied_out_of_a_frozen_module_is_frozen_outside_and_as_it_was_inside(workspace: Any) -> None:
    copied_from_trunk(workspace, frozen=True)
    inside = pasted(workspace)
    assert (inside.trainable, inside.multiplier) == (True, 1.0)
    workspace.document.go(())
    outside = pasted(workspace)
    assert (outside.trainable, outside.multiplier) == (False, 0.5)


def test_what_is_duplicated_in_a_pretrained_module_begins_as_what_it_is_a_copy_of(workspace: Any) -> None:
    _, inner = copied_from_trunk(workspace)
    before = set(workspace.document.graph.nodes)
    workspace.board.duplicate()
    (made,) = (node for key, node in workspace.document.graph.nodes.items() if key not in before)
    assert made.pretrained == f"{shipped()[0].pretrained}#{inner}"


def test_weights_that_stayed_in_another_project_are_told_once(workspace: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    words: list[str] = []
    monkeypatch.setattr(workspace, "say", words.append)
    foreign = Graph({"a": Node("a", Dense(units=3), "a", pretrained=f"{MOBILE.key}#a"), "b": Node("b", Dense(), "b", pretrained="mine#b")})
    QGuiApplication.clipboard().setText(written(edits.copy(foreign, ["a"])))
    workspace.board.paste()
    assert words == [
        "The pretrained weights of MobileNetV2-96x96 are not with this project, so what names them begins with random ones. "
        "Choose Fetch the pretrained weights (menu Train) where there is a connection."
    ]
    workspace.board.paste()
    assert len(words) == 1
    QGuiApplication.clipboard().setText(written(edits.copy(foreign, ["b"])))
    workspace.board.paste()
    assert words[1:] == ["The pretrained weights of mine are not with this project, so what names them begins with random ones."]
