from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from studio.app import preferences, recent
from studio.app.actions import ACTIONS
from studio.app.docks import PLACES
from studio.app.finder import Finder
from studio.app.last_resort import LastResort
from studio.app.preferences import Preferences
from studio.app.window import SMALLEST, Window
from studio.data import NumpyFile
from studio.labs.convolution import ConvolutionLab
from studio.look import DARK, LIGHT, Look
from studio.project import file, samples
from studio.project.draft import Draft
from tests.app.conftest import answer, told, with_dense

Button = QMessageBox.StandardButton


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> Iterator[Window]:
    preferences.write(Preferences(early_worker=False))
    made = Window(look)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1600, 1000)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if made.workspace is not None and made.workspace.document.unsaved:
        answer(Button.Discard, [])
    made.close()
    made.deleteLater()


def unsaved(window: Window) -> Any:
    QApplication.processEvents()  # an older draft is looked for when the window is up
    document = window.workspace.document
    document.edit_graph("Add", with_dense(document.graph))
    return document


def choose(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person picks a path in the desktop's dialog, which is not ours."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_it_begins_with_the_welcome_page(window: Window) -> None:
    assert window.currentWidget() is window.welcome
    assert window.windowTitle() == "Abyss Studio"


@pytest.mark.parametrize("name", ["lenet5", "folder", "file"])
def test_a_project_is_opened_by_its_name_folder_or_file(window: Window, folder: Path, name: str) -> None:
    window.open_named({"lenet5": "lenet5", "folder": str(folder), "file": str(folder / "project.json")}[name])
    assert window.workspace is not None
    assert window.currentWidget() is window.workspace
    assert window.welcome is None
    assert window.windowTitle() == "LeNet-5 on handwritten digits – Abyss Studio"
    assert recent.folders() == (folder,)


def test_every_action_does_something(window: Window, folder: Path) -> None:
    window.open_folder(folder)
    table = window.workspace.actions_table
    assert [action.id for action in ACTIONS if not table[action.id].receivers(SIGNAL("triggered(bool)"))] == []


def test_what_is_no_project_is_said_and_the_welcome_page_stays(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    words: list[str] = []
    answer(Button.Ok, words)
    window.open_named(str(tmp_path))
    qtbot.waitUntil(lambda: words != [])
    known = ", ".join(sample.name for sample in samples.samples())
    assert words == [f"{tmp_path} is no project. Expected: a folder with a project.json, or the name of a sample: {known}."]
    assert window.currentWidget() is window.welcome


def test_a_broken_project_file_is_said_and_the_open_project_stays(window: Window, qtbot: QtBot, folder: Path, tmp_path: Path) -> None:
    window.open_folder(folder)
    (tmp_path / "project.json").write_text('{"format": 99}')
    words: list[str] = []
    answer(Button.Ok, words)
    window.open_recent(tmp_path)
    qtbot.waitUntil(lambda: words != [])
    path = tmp_path / "project.json"
    assert words == [f"{path} was written by a newer Abyss Studio. Expected: format 2 or older. Received: format 99. Update the studio."]
    assert window.workspace is not None
    assert window.workspace.document.folder == folder


def test_new_projects(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.new_project()
    assert window.workspace.document.project.title == "Untitled"
    choose(tmp_path / "digits.npz", monkeypatch)
    window.new_from_numpy()
    project = window.workspace.document.project
    assert (project.title, project.data.source) == ("digits", NumpyFile(path=str(tmp_path / "digits.npz")))
    (tmp_path / "pets").mkdir()
    choose(tmp_path / "pets", monkeypatch)
    window.new_from_folder()
    assert window.workspace.document.project.data.source.path == str(tmp_path / "pets")


def test_giving_up_a_choice_changes_nothing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    for ask in (window.open_chosen, window.new_from_folder, window.new_from_numpy):
        ask()
    assert window.workspace is None


@pytest.mark.parametrize(
    ("button", "left", "kept"), [(Button.Save, True, True), (Button.Discard, True, False), (Button.Cancel, False, False)]
)
def test_unsaved_work_is_asked_about(window: Window, folder: Path, button: Button, left: bool, kept: bool) -> None:
    window.open_folder(folder)
    document = unsaved(window)
    document.write_draft()
    words: list[str] = []
    answer(button, words)
    window.show_welcome()
    assert words == ["LeNet-5 on handwritten digits is not saved."]
    assert (window.workspace is None) == left
    assert (file.read(folder).graph.named("extra") is not None) == kept
    assert Draft(folder).found() == (button == Button.Cancel)


def test_closing_can_be_given_up(window: Window, folder: Path) -> None:
    window.open_folder(folder)
    unsaved(window)
    answer(Button.Cancel, [])
    assert not window.close()
    assert window.isVisible()


def test_a_title_with_a_star_is_unsaved(window: Window, folder: Path) -> None:
    window.open_folder(folder)
    unsaved(window)
    assert window.windowTitle() == "LeNet-5 on handwritten digits * – Abyss Studio"


@pytest.mark.parametrize(("button", "taken"), [(Button.Yes, True), (Button.No, False)])
def test_a_draft_that_a_crash_left_is_offered(window: Window, folder: Path, qtbot: QtBot, button: Button, taken: bool) -> None:
    Draft(folder).write(file.read(folder).with_title("Never saved"))
    words: list[str] = []
    answer(button, words)
    window.open_folder(folder)
    qtbot.waitUntil(lambda: bool(words))
    assert words == ["This project was not saved when the studio ended last. Go on with the draft? It can be undone."]
    document = window.workspace.document
    assert (document.project.title == "Never saved") == taken
    assert document.history.can_undo == taken
    assert Draft(folder).found() == taken


def test_a_draft_that_says_nothing_new_is_not_offered(window: Window, folder: Path, qtbot: QtBot) -> None:
    Draft(folder).write(file.read(folder))
    window.open_folder(folder)
    qtbot.waitUntil(lambda: not Draft(folder).found())


def test_the_theme_is_changed_and_kept(window: Window, folder: Path, look: Look) -> None:
    window.open_folder(folder)
    look.use(DARK)
    window.workspace.actions_table["view.theme"].trigger()
    assert look.theme is LIGHT
    assert preferences.read().theme == "light"
    window.workspace.actions_table["view.theme"].trigger()
    assert look.theme is DARK
    assert window.preferences.theme == "dark"


def test_preferences_hold_for_the_next_project(window: Window, folder: Path) -> None:
    window.open_folder(folder)
    window.workspace.preferences_changed.emit(window.preferences.replace(live_share=10.0))
    window.show_welcome()
    window.open_folder(folder)
    assert window.workspace.inspection.budget == 0.1


def test_a_sample_is_found_and_opened_from_a_project(window: Window, qtbot: QtBot) -> None:
    window.new_project()
    window.workspace.actions_table["edit.find"].trigger()
    (finder,) = window.workspace.findChildren(Finder)
    QTest.keyClicks(finder.findChildren(QLineEdit)[0], "LeNet-5 on")
    QTest.keyClick(finder.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.document.project.title == "LeNet-5 on handwritten digits")


def test_a_lab_opens_in_a_window_of_its_own(window: Window, qtbot: QtBot) -> None:
    window.welcome.lab_chosen.emit("convolution")
    (lab,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ConvolutionLab)]
    assert lab.isVisible()
    with qtbot.waitSignal(lab.destroyed):
        lab.close()


def test_save_as_goes_on_in_the_new_folder(window: Window, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_folder(folder)
    document = unsaved(window)
    choose(tmp_path / "copy", monkeypatch)
    window.workspace.actions_table["project.save_as"].trigger()
    assert document.folder == tmp_path / "copy"
    assert file.read(tmp_path / "copy").graphs == document.project.graphs
    assert recent.folders()[0] == tmp_path / "copy"
    assert document.history.can_undo


def test_a_narrow_window_folds_the_palette(window: Window, folder: Path) -> None:
    window.open_folder(folder)
    assert not window.workspace.panels.palette.folded
    window.resize(SMALLEST)
    QApplication.processEvents()
    assert window.size() == SMALLEST
    assert window.workspace.panels.palette.folded
    window.resize(1600, 1000)
    QApplication.processEvents()
    assert not window.workspace.panels.palette.folded


def test_its_size_is_remembered(window: Window, look: Look) -> None:
    window.resize(960, 700)  # the offscreen platform's screen takes no larger one
    window.close()
    other = Window(look)
    assert (other.width(), other.height()) == (960, 700)
    other.deleteLater()


def test_an_unexpected_error_is_kept_in_the_console(qtbot: QtBot, look: Look, folder: Path) -> None:
    preferences.write(Preferences(early_worker=False))
    last_resort = LastResort()
    window = Window(look, last_resort)
    window.open_folder(folder)
    answer(Button.Ok, [])
    QTimer.singleShot(0, lambda: last_resort.caught.emit("Traceback …\nKeyError: 'conv1'"))
    qtbot.waitUntil(lambda: any("KeyError" in line for line in window.workspace.panels.console.shown()))
    window.close()
    window.deleteLater()


def test_the_last_window_leaves_nothing(window: Window, folder: Path) -> None:
    window.open_folder(folder)
    gone = told(window.workspace.destroyed)
    window.show_welcome()
    QTest.qWait(20)
    assert len(gone) == 1


def test_the_project_that_is_open_is_opened_anew_as_it_was_saved_just_now(window: Window, folder: Path) -> None:
    window.open_folder(folder)
    document = unsaved(window)
    answer(Button.Save, [])
    window.open_folder(folder)
    assert window.workspace.document is not document
    assert window.workspace.document.graph.named("extra") is not None
    assert not window.workspace.document.unsaved


@pytest.mark.parametrize("name", PLACES)
def test_the_smallest_window_holds_every_panel(window: Window, folder: Path, name: str) -> None:
    window.open_folder(folder)
    window.resize(SMALLEST)
    QApplication.processEvents()
    docks = window.workspace.docks
    docks.show(name)
    QApplication.processEvents()
    assert docks["properties"].geometry().right() < SMALLEST.width()
    assert docks["feature_maps"].geometry().right() < docks["properties"].geometry().left()
    assert window.workspace.minimumSizeHint().width() <= SMALLEST.width()
