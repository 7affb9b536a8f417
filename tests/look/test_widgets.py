"""The shared widgets: what they tell, what they show, and that they change theme while shown."""

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.look import DARK, LIGHT, Look, style
from studio.look.buttons import Button, Chip, IconButton, Segmented
from studio.look.empty import EmptyState
from studio.look.fields import RealNumber, WholeNumber
from studio.look.gallery import Gallery
from studio.look.labels import Quiet, label
from studio.look.lettering import SEMIBOLD, small_font
from studio.look.map_view import MapView
from studio.look.scale import ScaleBar


def colour_at(widget: QWidget, x: int, y: int) -> str:
    return widget.grab().toImage().pixelColor(x, y).name()


def move_cursor(widget: QWidget, x: int, y: int) -> None:
    place, none = QPointF(x, y), Qt.MouseButton.NoButton
    QCoreApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier))


@pytest.fixture
def view(look: Look, qtbot: QtBot) -> MapView:
    """A map of 2 rows and 4 columns, 80 by 40 pixels, in a widget of 88 by 88."""
    made = MapView(look, 80)
    qtbot.addWidget(made)
    made.show_signed(np.array([[-1.0, 0.0, 0.0, 1.0], [0.25, 0.0, 0.0, 0.0]]))
    made.resize(made.sizeHint())
    return made


def test_a_map_is_drawn_sharp_in_its_own_proportions(view: MapView) -> None:
    left, top = 4 + 19, 24 + 10
    assert colour_at(view, left, top) == DARK.signed[0]
    assert colour_at(view, left + 1 + 19, top) == DARK.signed[3]
    assert colour_at(view, 4 + 70, top) == DARK.signed[6]


def test_a_map_tells_the_value_under_the_cursor(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.hovered) as told:
        move_cursor(view, 4 + 10, 24 + 30)
    assert told.args == [1, 0, 0.25]


def test_no_value_is_told_beside_the_map(view: MapView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.hovered):
        move_cursor(view, 40, 8)


def test_a_map_changes_its_colours_with_the_theme(view: MapView, look: Look) -> None:
    look.use(LIGHT)
    assert colour_at(view, 4 + 10, 24 + 10) == LIGHT.signed[0]


def test_a_selected_map_is_outlined_in_the_accent(view: MapView) -> None:
    assert colour_at(view, 44, 22) != DARK.accent
    view.set_selected(True)
    assert colour_at(view, 44, 22) == DARK.accent


def test_a_subdued_map_comes_to_the_front_when_selected(look: Look, qtbot: QtBot) -> None:
    view = MapView(look, 80, subdued=True)
    qtbot.addWidget(view)
    view.show_signed(np.ones((2, 2)))
    view.resize(view.sizeHint())
    assert colour_at(view, 40, 40) != DARK.signed[6]
    view.set_selected(True)
    assert colour_at(view, 40, 40) == DARK.signed[6]


def test_a_map_is_pressed_by_mouse_and_keyboard(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignals([view.pressed, view.pressed]):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
        qtbot.keyClick(view, Qt.Key.Key_Space)


def test_what_is_no_map_leaves_the_last_one_shown(view: MapView) -> None:
    before = view.array()
    with pytest.raises(ValueError, match="signed_image needs"):
        view.show_signed(np.zeros((2, 2, 2)))
    assert view.array() is before


def test_a_box_is_drawn_over_the_part_it_marks(view: MapView) -> None:
    before = colour_at(view, 4 + 30, 24 + 30)
    view.set_box(QRect(1, 1, 1, 1))
    assert colour_at(view, 4 + 30, 24 + 30) != before
    view.set_box(QRect())
    assert colour_at(view, 4 + 30, 24 + 30) == before


def test_a_cleared_map_shows_the_well(view: MapView) -> None:
    view.clear()
    assert view.array() is None
    assert colour_at(view, 44, 44) == DARK.well


def test_a_choice_is_told_when_a_person_makes_it(qtbot: QtBot) -> None:
    choice = Segmented({"valid": "valid", "same": "same"}, "same")
    qtbot.addWidget(choice)
    valid = next(button for button in choice.findChildren(QPushButton) if button.text() == "valid")
    with qtbot.waitSignal(choice.chosen) as told:
        qtbot.mouseClick(valid, Qt.MouseButton.LeftButton)
    assert (told.args, choice.value()) == (["valid"], "valid")
    with qtbot.assertNotEmitted(choice.chosen):
        choice.choose("same")
    assert choice.value() == "same"


def test_a_segment_has_room_for_its_words_as_heavy_as_they_become_when_chosen(look: Look, qtbot: QtBot, qapp: QApplication) -> None:
    style.apply(qapp, look)
    words = "with, for ImageNet's 1000 classes"
    choice = Segmented({"trunk": "without", "top": words}, "trunk")
    qtbot.addWidget(choice)
    choice.adjustSize()
    before = choice.width()
    choice.choose("top")
    button = next(button for button in choice.findChildren(QPushButton) if button.text() == words)
    assert button.width() >= QFontMetrics(small_font(SEMIBOLD)).horizontalAdvance(words) + 2 * 9
    assert choice.sizeHint().width() == before


def test_a_choice_that_is_not_offered_is_refused(qtbot: QtBot) -> None:
    choice = Segmented({"valid": "valid", "same": "same"}, "same")
    qtbot.addWidget(choice)
    with pytest.raises(LookupError) as caught:
        choice.choose("full")
    assert str(caught.value) == "No such choice. Expected: valid, same. Received: full."


def test_a_compact_chip_loses_its_figures_and_says_them_in_its_tip(look: Look, qtbot: QtBot) -> None:
    chip = Chip(look, "database", "MNIST", "55,000 train")
    qtbot.addWidget(chip)
    wide = chip.sizeHint().width()
    chip.set_compact(True)
    assert chip.sizeHint().width() < wide
    assert (chip.toolTip(), chip.accessibleName()) == ("55,000 train", "MNIST 55,000 train")
    chip.set_words("CIFAR-10")
    assert (chip.title(), chip.figures(), chip.accessibleName()) == ("CIFAR-10", "", "CIFAR-10")


def test_an_empty_panel_says_what_to_do_and_lets_it_be_done(look: Look, qtbot: QtBot) -> None:
    empty = EmptyState(look, "activity", "Curves appear here", "Press Train to see the first.", "Train")
    qtbot.addWidget(empty)
    empty.resize(300, 200)
    with qtbot.waitSignal(empty.pressed):
        empty.button.click()
    empty.say("No runs", "A run is listed as soon as it starts.")
    assert "A run is listed as soon as it starts." in [each.text() for each in empty.findChildren(Quiet)]


@pytest.mark.parametrize("width", [500, 200, 400])
def test_an_empty_panel_shows_all_of_its_sentence_in_any_width_and_theme(look: Look, qtbot: QtBot, width: int) -> None:
    empty = EmptyState(
        look, "activity", "Curves appear here", "Press Train and they grow here. Runs that ended are shown from the Runs panel."
    )
    qtbot.addWidget(empty)
    empty.resize(350, 300)
    empty.show()
    look.use(LIGHT)
    empty.resize(width, 300)
    QCoreApplication.sendPostedEvents()
    (sentence,) = empty.findChildren(Quiet)
    assert sentence.width() == min(320, width - 32)
    assert sentence.height() >= sentence.heightForWidth(sentence.width())


def test_an_empty_panel_with_nothing_to_press_has_no_button(look: Look, qtbot: QtBot) -> None:
    empty = EmptyState(look, "list", "No issues", "The network can be trained.")
    qtbot.addWidget(empty)
    assert empty.button.isHidden()


def test_a_scale_writes_both_ends(look: Look, qtbot: QtBot) -> None:
    scale = ScaleBar(look, -0.89, 0.89)
    qtbot.addWidget(scale)
    assert scale.words() == ("−0.89", "+0.89")
    scale.set_range(-12, 12, 0)
    assert scale.words() == ("−12", "+12")


def test_a_label_shows_markup_as_it_is(qtbot: QtBot) -> None:
    shown = label("<b>1 < 2</b>", "bad")
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText


def test_an_icon_button_has_a_name_for_those_who_do_not_see_it(look: Look, qtbot: QtBot) -> None:
    button = IconButton(look, "undo-2", "Undo (Ctrl+Z)")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Undo (Ctrl+Z)", "Undo (Ctrl+Z)")


def test_a_button_can_be_filled_and_emptied(look: Look, qtbot: QtBot) -> None:
    button = Button(look, "Train", "play", filled=True)
    qtbot.addWidget(button)
    assert button.property("filled") is True
    button.set_filled(False)
    assert (button.property("filled"), button.accessibleName()) == (False, "Train")


@pytest.mark.parametrize(("value", "written"), [(0.001, "0.001"), (0.1, "0.1"), (1.0, "1"), (10.0, "10"), (0.0, "0")])
def test_a_number_is_written_with_the_digits_it_needs(value: float, written: str, look: Look, qtbot: QtBot) -> None:
    field = RealNumber(0, 100)
    qtbot.addWidget(field)
    field.setValue(value)
    assert field.text() == written


def test_the_wheel_leaves_a_field_alone_that_is_not_in_use(look: Look, qtbot: QtBot) -> None:
    field = WholeNumber(1, 9)
    qtbot.addWidget(field)
    place, still = QPointF(5, 5), Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, still, False)
    field.wheelEvent(turn)
    assert (field.value(), turn.isAccepted()) == (1, False)


def test_the_gallery_shows_every_widget_in_both_themes(look: Look, qtbot: QtBot) -> None:
    gallery = Gallery(look)
    qtbot.addWidget(gallery)
    gallery.resize(1240, 800)
    dark = gallery.grab().toImage()
    look.use(LIGHT)
    assert gallery.grab().toImage() != dark
