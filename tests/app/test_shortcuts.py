"""Keys are chosen, swapped, given back and kept."""

from __future__ import annotations

import logging

import pytest
from pytestqt.qtbot import QtBot

from studio import paths
from studio.app.action_table import ACTIONS, BOARD_KEYS
from studio.app.shortcuts import Shortcuts, Taken
from tests.app.conftest import told

ALL = (*ACTIONS, *BOARD_KEYS)


@pytest.fixture
def shortcuts(qtbot: QtBot) -> Shortcuts:
    return Shortcuts(ALL)


def test_at_first_keys_are_those_of_the_table(shortcuts: Shortcuts) -> None:
    assert {action.id: shortcuts.keys(action.id) for action in ALL} == {action.id: action.shortcut for action in ALL}


def test_chosen_keys_hold_at_once_and_in_the_next_session(shortcuts: Shortcuts) -> None:
    changed = told(shortcuts.changed)
    shortcuts.choose("edit.duplicate", "ctrl+j")
    assert len(changed) == 1
    assert shortcuts.keys("edit.duplicate") == Shortcuts(ALL).keys("edit.duplicate") == "Ctrl+J"
    assert shortcuts.is_own("edit.duplicate")


def test_keys_can_be_taken_away(shortcuts: Shortcuts) -> None:
    shortcuts.choose("view.fit", "")
    assert Shortcuts(ALL).keys("view.fit") == ""
    assert shortcuts.taken("edit.comment", "") is None


def test_whoever_had_the_keys_has_none(shortcuts: Shortcuts) -> None:
    taken = shortcuts.taken("view.fit", "Ctrl+D")
    assert taken == Taken("Ctrl+D", shortcuts.actions["edit.duplicate"])
    shortcuts.choose("view.fit", "Ctrl+D")
    assert (shortcuts.keys("view.fit"), shortcuts.keys("edit.duplicate")) == ("Ctrl+D", "")


def test_swapped_keys_change_places(shortcuts: Shortcuts) -> None:
    shortcuts.swap("view.fit", "Ctrl+D")
    assert (shortcuts.keys("view.fit"), shortcuts.keys("edit.duplicate")) == ("Ctrl+D", "F")


def test_resetting_one_takes_its_keys_back(shortcuts: Shortcuts) -> None:
    shortcuts.choose("view.fit", "Ctrl+D")
    shortcuts.reset("edit.duplicate")
    assert (shortcuts.keys("view.fit"), shortcuts.keys("edit.duplicate")) == ("", "Ctrl+D")


def test_resetting_all_leaves_nothing_chosen(shortcuts: Shortcuts) -> None:
    shortcuts.swap("view.fit", "Ctrl+D")
    shortcuts.reset()
    assert not any(shortcuts.is_own(action.id) for action in ALL)
    assert not any(Shortcuts(ALL).is_own(action.id) for action in ALL)


@pytest.mark.parametrize(
    ("name", "keys", "fault"),
    [
        ("edit.comment", "Q", ""),
        ("project.save", "Ctrl+J", ""),
        ("project.save", "F9", ""),
        (
            "project.save",
            "Q",
            "Q alone would be missing in every text field, because Save holds in the whole window. "
            "Hold Ctrl or Alt with it, or choose a function key.",
        ),
        (
            "project.save",
            "Shift+Q",
            "Shift+Q alone would be missing in every text field, because Save holds in the whole window. "
            "Hold Ctrl or Alt with it, or choose a function key.",
        ),
        ("edit.lock", "Left", "Left moves on the board. Expected: a letter, or keys with Ctrl or Alt. Choose others for Lock."),
    ],
)
def test_keys_that_would_be_missed_are_refused(shortcuts: Shortcuts, name: str, keys: str, fault: str) -> None:
    assert shortcuts.fault(name, keys) == fault


def test_no_default_would_be_refused(shortcuts: Shortcuts) -> None:
    assert [action.id for action in ALL if shortcuts.fault(action.id, action.shortcut)] == []


def test_what_cannot_be_read_is_told_and_left_away(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    (paths.settings() / "shortcuts.json").write_text("{")
    with caplog.at_level(logging.WARNING):
        assert Shortcuts(ALL).keys("view.fit") == "F"
    assert "shortcuts.json cannot be read and are the ordinary ones now." in caplog.text


def test_actions_of_other_versions_are_left_away(qtbot: QtBot) -> None:
    (paths.settings() / "shortcuts.json").write_text('{"edit.gone": "F", "edit.lock": "K"}')
    shortcuts = Shortcuts(ALL)
    assert shortcuts.keys("edit.lock") == "K"
    assert shortcuts.taken("edit.lock", "F") == Taken("F", shortcuts.actions["view.fit"])
