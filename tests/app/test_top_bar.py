from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.top_bar import HEIGHT, Progress, TopBar
from tests.app.conftest import told, with_dense


@pytest.fixture
def bar(workspace: Any) -> TopBar:
    return workspace.top


def filled(bar: TopBar) -> list[str]:
    return [button.text().strip() for button in (bar.train, bar.pause, bar.stop) if button.property("filled")]


def words(progress: Progress) -> tuple[str, str, str]:
    return progress._where.text(), progress._batch.text(), progress._left.text()


def test_it_says_what_is_open_and_on_what_it_learns(bar: TopBar) -> None:
    assert bar.height() == HEIGHT
    assert bar._project.text() == "LeNet-5 on handwritten digits"
    assert bar.data.title() == "MNIST"
    assert bar.data.figures() == "55,000 train · 5,000 validate · 10,000 test"


def test_unsaved_is_a_dot(bar: TopBar, workspace: Any) -> None:
    workspace.document.edit_graph("Add", with_dense(workspace.document.graph))
    assert bar._project.text() == "LeNet-5 on handwritten digits •"
    assert bar._project.toolTip() == "Not saved yet: Ctrl+S"
    workspace.actions_table.shortcuts.choose("project.save", "F9")
    workspace.document.edit_graph("Add", with_dense(workspace.document.graph, 8))
    assert bar._project.toolTip() == "Not saved yet: F9"
    workspace.actions_table.shortcuts.choose("project.save", "")
    workspace.document.edit_graph("Add", with_dense(workspace.document.graph, 9))
    assert bar._project.toolTip() == "Not saved yet"
    workspace.document.save()
    assert bar._project.text() == "LeNet-5 on handwritten digits"


@pytest.mark.parametrize(("state", "expected"), [("idle", ["Train"]), ("training", ["Pause"]), ("paused", ["Resume"])])
def test_one_button_is_filled(bar: TopBar, state: str, expected: list[str]) -> None:
    bar.set_state(state)
    assert filled(bar) == expected
    assert bar.progress.isVisibleTo(bar) == (state != "idle")


def test_buttons_are_grey_with_their_actions_and_stay_in_place(bar: TopBar, workspace: Any) -> None:
    places = [button.x() for button in (bar.train, bar.pause, bar.stop)]
    assert (bar.train.isEnabled(), bar.pause.isEnabled(), bar.stop.isEnabled()) == (True, False, False)
    workspace.actions_table.enable({"train.train": False, "train.stop": True})
    assert (bar.train.isEnabled(), bar.pause.isEnabled(), bar.stop.isEnabled()) == (False, False, True)
    assert [button.x() for button in (bar.train, bar.pause, bar.stop)] == places


def test_the_data_chip_leads_to_the_data(bar: TopBar, workspace: Any) -> None:
    QTest.mouseClick(bar.data, Qt.MouseButton.LeftButton)
    assert workspace.docks.visible("data")


def test_devices_are_listed_and_chosen(bar: TopBar, workspace: Any) -> None:
    chosen = told(bar.device_chosen)
    bar.set_devices({"CPU:0": "Xeon", "GPU:0": "H200", "GPU:1": "H200"}, "GPU:0")
    actions = bar._devices.actions()
    assert [(action.text(), action.isChecked()) for action in actions] == [
        ("CPU   Xeon", False),
        ("GPU   H200", True),
        ("GPU 1   H200", False),
    ]
    assert (bar.device.title(), bar.device.figures()) == ("GPU", "H200")
    actions[0].trigger()
    assert chosen == ["CPU:0"]
    assert workspace.training.device == "CPU:0"


def test_progress_says_how_far_and_how_long(bar: TopBar) -> None:
    bar.progress.show_batch((2, 4), (430, 860), 75.0)
    assert words(bar.progress) == ("Epoch 2 of 4", "· batch 430 of 860", "1:15 left")
    assert bar.progress._bar.value() == 375
    bar.progress.show_batch((1, 4), (1, 860), None)
    assert words(bar.progress)[2] == ""


def test_before_the_first_batch_it_does_not_know_its_end(bar: TopBar) -> None:
    bar.progress.show_words("Training begins …")
    assert words(bar.progress) == ("Training begins …", "", "")
    assert bar.progress._bar.maximum() == 0
    bar.progress.show_batch((1, 1), (1, 2), 1.0)
    assert bar.progress._bar.maximum() == 1000


def test_in_a_narrow_window_figures_and_words_go(bar: TopBar) -> None:
    wide = bar.data.sizeHint().width()
    bar.set_compact(True)
    assert bar.stop.text() == ""
    assert bar.data.sizeHint().width() < wide
    bar.set_compact(False)
    assert bar.stop.text().strip() == "Stop"
    assert bar.data.sizeHint().width() == wide


def test_the_project_is_renamed_where_its_name_stands(bar: TopBar, workspace: Any) -> None:
    workspace.actions_table["project.rename"].trigger()
    assert bar._name.selectedText() == "LeNet-5 on handwritten digits"
    QTest.keyClicks(bar._name, "Digits")
    QTest.keyClick(bar._name, Qt.Key.Key_Return)
    assert bar._name.isHidden()
    assert (workspace.document.project.title, bar._project.text()) == ("Digits", "Digits •")
    assert workspace.document.history.undo_label == "Rename the project to Digits"
    workspace.document.undo()
    assert bar._project.text() == "LeNet-5 on handwritten digits"


def test_escape_leaves_the_project_its_name(bar: TopBar, workspace: Any) -> None:
    workspace.actions_table["project.rename"].trigger()
    QTest.keyClicks(bar._name, "Digits")
    QTest.keyClick(bar._name, Qt.Key.Key_Escape)
    assert workspace.document.project.title == "LeNet-5 on handwritten digits"


def test_a_project_needs_a_name(bar: TopBar, workspace: Any) -> None:
    workspace.actions_table["project.rename"].trigger()
    bar._name.clear()
    QTest.keyClick(bar._name, Qt.Key.Key_Return)
    sentence = "The name of a project is a line of 1 to 60 characters. Received: ''. Try My network."
    assert workspace.status._note.text() == sentence
    assert workspace.document.project.title == "LeNet-5 on handwritten digits"
