from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from studio.app.actions import ACTIONS, GROUPS, MENUS, Action
from studio.look import Look
from studio.paths import resources
from tests.app.conftest import node_id, told


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_says_what_it_is(action: Action) -> None:
    assert action.title
    assert action.menu in MENUS
    assert action.help.endswith(".")
    assert not action.shortcut or not QKeySequence(action.shortcut).isEmpty()
    assert not action.icon or (resources() / "icons" / f"{action.icon}.svg").exists()


def test_no_two_actions_have_one_name_or_the_same_keys() -> None:
    assert max(Counter(action.id for action in ACTIONS).values()) == 1
    # a key of the board and one of the window would both be meant while the board has the focus, so one set for all
    assert max(Counter(QKeySequence(action.shortcut) for action in ACTIONS if action.shortcut).values()) == 1
    assert {action.id for action in ACTIONS} >= GROUPS


def test_every_action_stands_in_the_menu(workspace: Any) -> None:
    shown = [act.text() for menu in workspace._main_menu().findChildren(QMenu) for act in menu.actions()]
    assert not {action.title for action in ACTIONS} - set(shown) - {"Undo", "Redo"}
    assert {"Curves", "Lesson"} <= set(shown)


def test_what_cannot_be_done_now_stays_in_place_grey(workspace: Any) -> None:
    table = workspace.actions_table
    grey = {action.id for action in ACTIONS if not table[action.id].isEnabled()}
    alone = {"project.remove_graph", "project.next_graph", "project.previous_graph"}
    assert grey == {"edit.undo", "edit.redo", "train.pause", "train.stop", "module.leave", *alone}


def test_undo_says_what_it_takes_back(workspace: Any) -> None:
    workspace.board.select([node_id(workspace.document.graph, "conv1")])
    workspace.actions_table["edit.delete"].trigger()
    assert workspace.actions_table["edit.undo"].text() == "Undo Delete conv1"
    workspace.actions_table["edit.undo"].trigger()
    assert workspace.actions_table["edit.redo"].text() == "Redo Delete conv1"
    assert not workspace.actions_table["edit.undo"].isEnabled()


def test_keys_of_the_board_are_the_text_fields_own_while_one_types(workspace: Any) -> None:
    workspace.board.select([node_id(workspace.document.graph, "conv1")])
    edited = told(workspace.board.edited)
    name = next(line for line in workspace.panels.properties.findChildren(QLineEdit) if line.text() == "conv1")
    workspace.activateWindow()
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Home)
    QTest.keyClick(name, Qt.Key.Key_Delete)
    assert name.text() == "onv1"
    assert not edited


def test_a_module_is_left_from_everywhere_but_fields_where_words_are_deleted(workspace: Any) -> None:
    workspace.board.select([node_id(workspace.document.graph, "conv1")])
    workspace.modules.group()
    workspace.modules.enter()
    workspace.activateWindow()
    search = workspace.panels.palette._search
    search.setFocus()
    QTest.keyClicks(search, "max pool")
    QTest.keyClick(search, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert (search.text(), bool(workspace.document.inside)) == ("max ", True)
    tree = workspace.panels.palette._tree
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert workspace.document.inside == ()


def test_icons_follow_the_theme(workspace: Any, look: Look) -> None:
    from studio.look import LIGHT

    action = workspace.actions_table["project.save"]
    before = action.icon().pixmap(16).toImage()
    look.use(LIGHT)
    assert action.icon().pixmap(16).toImage() != before
