from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.look import Look
from studio.panels.image_chooser import ImageChooser, Pick, spoken


@pytest.fixture
def chooser(look: Look, shown: Callable[..., ImageChooser]) -> ImageChooser:
    chooser = shown(ImageChooser(look), 320, 40)
    chooser.set_counts(55_000, 5_000, 10_000)
    chooser.show_image(Pick("test", 394), "9")
    return chooser


def test_it_names_the_image_and_its_class(chooser: ImageChooser) -> None:
    assert chooser.words() == "Test image 394 · a 9"
    chooser.show_image(Pick("train", 12_000), "cat")
    assert chooser.words() == "Training image 12,000 · cat"


@pytest.mark.parametrize(("button", "index"), [("_back", 393), ("_on", 395)])
def test_arrows_ask_for_the_neighbours(chooser: ImageChooser, qtbot: QtBot, button: str, index: int) -> None:
    with qtbot.waitSignal(chooser.image_chosen) as told:
        qtbot.mouseClick(getattr(chooser, button), Qt.MouseButton.LeftButton)
    assert told.args == [Pick("test", index)]
    assert chooser.pick() == Pick("test", 394)


def test_after_the_last_image_comes_the_first(chooser: ImageChooser, qtbot: QtBot) -> None:
    chooser.show_image(Pick("test", 9_999), "1")
    with qtbot.waitSignal(chooser.image_chosen) as told:
        chooser._on.click()
    assert told.args == [Pick("test", 0)]


def test_chance_stays_within_the_part(chooser: ImageChooser, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chooser.image_chosen) as told:
        chooser._shuffle.click()
    assert told.args[0].part == "test"
    assert 0 <= told.args[0].index < 10_000


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")  # Qt's offscreen platform says so of itself
def test_a_number_can_be_typed_in(chooser: ImageChooser, qtbot: QtBot) -> None:
    chooser._button.click()
    assert chooser._popup._number.value() == 394
    with qtbot.waitSignal(chooser.image_chosen) as told:
        chooser._popup._number.setValue(7)
    assert told.args == [Pick("test", 7)]
    with qtbot.waitSignal(chooser.image_chosen) as told:
        chooser._popup._part._buttons["validation"].click()
    assert told.args == [Pick("validation", 7)]
    chooser._popup.hide()


FILE = Pick("test", 394, "/home/ann/pictures/my own seven.png")


@pytest.mark.parametrize("button", ["_back", "_home", "_on"])
def test_from_a_file_one_goes_back_to_the_image_of_the_data(chooser: ImageChooser, qtbot: QtBot, button: str) -> None:
    assert not chooser._home.isVisible()
    chooser.show_image(FILE, "")
    assert chooser.words() == "my own seven.png"
    assert FILE.file is not None
    assert chooser._button.toolTip().splitlines() == [FILE.file, "Choose the image by its number to go back to the data"]
    assert getattr(chooser, button).toolTip() == getattr(chooser, button).accessibleName() == "Back to test image 394"
    with qtbot.waitSignal(chooser.image_chosen) as told:
        qtbot.mouseClick(getattr(chooser, button), Qt.MouseButton.LeftButton)
    assert told.args == [Pick("test", 394)]
    chooser.show_image(Pick("test", 394), "9")
    assert not chooser._home.isVisible()
    assert chooser._on.toolTip() == "The next image"


def test_from_a_file_chance_leads_to_the_data(chooser: ImageChooser, qtbot: QtBot) -> None:
    chooser.show_image(FILE, "")
    with qtbot.waitSignal(chooser.image_chosen) as told:
        chooser._shuffle.click()
    assert told.args[0].file is None


def test_the_first_image_of_the_data_can_be_gone_back_to(chooser: ImageChooser) -> None:
    chooser.show_image(Pick("test", 0, "seven.png"), "")
    assert chooser._back.isEnabled()
    chooser.show_image(Pick("test", 0), "7")
    assert not chooser._back.isEnabled()


def test_a_long_name_is_cut_in_its_middle(chooser: ImageChooser) -> None:
    chooser.show_image(Pick("test", 0, f"/home/{'very ' * 40}long.png"), "")
    assert chooser.words().startswith("very very")
    assert chooser.words().endswith("long.png")
    assert "…" in chooser.words()
    assert chooser._button.sizeHint().width() < 240


def test_the_number_that_stands_there_leads_back_as_well(chooser: ImageChooser, qtbot: QtBot) -> None:
    chooser.show_image(FILE, "")
    chooser._button.click()
    assert chooser._popup._file.isVisible()
    with qtbot.waitSignal(chooser.image_chosen) as told:
        qtbot.keyClick(chooser._popup._number, Qt.Key.Key_Return)
    assert told.args == [Pick("test", 394)]
    chooser._popup.hide()


@pytest.mark.parametrize(("name", "words"), [("9", "a 9"), ("8", "an 8"), ("A", "an A"), ("cat", "cat"), ("", "")])
def test_classes_are_spoken_with_their_article(name: str, words: str) -> None:
    assert spoken(name) == words
