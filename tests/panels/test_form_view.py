from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from studio.blocks.activation import ReLU
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.pooling import MaxPooling2D
from studio.blocks.regularizers import L2
from studio.data import Data, ImageFolder
from studio.forms import Form
from studio.look import LIGHT, Look
from studio.panels.form_view import FormView
from studio.recipe import SGD, Recipe


class Watched:
    """A form view and every form that it gave back."""

    def __init__(self, look: Look, qtbot: QtBot, form: Form) -> None:
        self.view = FormView(look)
        self.forms: list[Any] = []
        self.view.changed.connect(self.forms.append)
        self.view.show_form(form)
        qtbot.addWidget(self.view)
        self.view.resize(268, 600)
        with qtbot.waitExposed(self.view):
            self.view.show()

    def line(self, name: str, place: int = 0) -> QLineEdit:
        field = self.view.row(name).editor.fields()[place]
        if isinstance(field, QAbstractSpinBox):
            return field.lineEdit()
        assert isinstance(field, QLineEdit)
        return field

    def type(self, name: str, text: str, place: int = 0) -> None:
        line = self.line(name, place)
        line.selectAll()
        line.insert("")
        line.textEdited.emit("") if not text else None
        for letter in text:
            line.insert(letter)
            line.textEdited.emit(line.text())


@pytest.fixture
def watch(look: Look, qtbot: QtBot) -> Any:
    return lambda form: Watched(look, qtbot, form)


def test_a_value_typed_is_given_back_as_a_form(watch: Any) -> None:
    seen = watch(Conv2D(filters=6))
    seen.type("filters", "16")
    assert seen.forms == [Conv2D(filters=1), Conv2D(filters=16)]


def test_a_value_out_of_range_is_refused_in_a_whole_sentence_and_the_last_good_one_stays(watch: Any) -> None:
    seen = watch(Conv2D(filters=6))
    seen.type("filters", "99999")
    assert seen.view.faults() == {"filters": "Conv2D: filters must be a whole number from 1 to 65536. Received: 99999."}
    assert seen.view.row("filters").editor.fields()[0].property("bad") is True
    assert seen.view.form() == Conv2D(filters=9999)
    seen.type("filters", "8")
    assert seen.view.faults() == {}
    assert seen.view.row("filters").editor.fields()[0].property("bad") is False


def test_a_text_that_is_no_number_is_refused(watch: Any) -> None:
    seen = watch(Conv2D(filters=6))
    seen.type("filters", "x")
    assert seen.view.faults() == {"filters": "Conv2D: filters must be a whole number from 1 to 65536. Received: 'x'."}
    assert seen.forms == []


def test_real_keys_reach_the_field(watch: Any, qtbot: QtBot) -> None:
    seen = watch(Conv2D(filters=6))
    field = seen.view.row("filters").editor.fields()[0]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "64*2")
    assert seen.view.form() == Conv2D(filters=128)
    assert field.text() == "64*2"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "128"


def test_arrows_step_within_the_limits(watch: Any, qtbot: QtBot) -> None:
    seen = watch(Conv2D(filters=1))
    field = seen.view.row("filters").editor.fields()[0]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert seen.view.form() == Conv2D(filters=1)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert seen.forms == [Conv2D(filters=2)]


def test_a_learning_rate_is_stepped_by_its_first_digit(watch: Any) -> None:
    seen = watch(SGD(learning_rate=0.001))
    field = seen.view.row("learning_rate").editor.fields()[0]
    field.stepBy(1)
    field.stepBy(-2)
    assert [form.learning_rate for form in seen.forms] == [0.002, 0.0009]


def test_a_pair_has_two_fields(watch: Any) -> None:
    seen = watch(Conv2D())
    seen.type("kernel_size", "5", place=1)
    assert seen.forms == [Conv2D(kernel_size=(3, 5))]


def test_an_empty_pair_is_none_and_its_fields_go_together(watch: Any) -> None:
    seen = watch(MaxPooling2D())
    assert seen.line("strides").placeholderText() == "none"
    seen.type("strides", "2")
    assert seen.view.form() == MaxPooling2D(strides=(2, 2))
    seen.type("strides", "")
    assert seen.view.form() == MaxPooling2D()
    assert seen.line("strides", 1).text() == ""


def test_an_empty_optional_number_is_none(watch: Any) -> None:
    seen = watch(ReLU(max_value=6.0))
    seen.type("max_value", "")
    assert seen.view.form() == ReLU()


def test_a_shape_is_typed_with_crosses_or_commas(watch: Any) -> None:
    seen = watch(Input())
    assert seen.line("shape").text() == "28 × 28 × 1"
    for text, shape in (("32x32x3", (32, 32, 3)), ("64, 48, 1", (64, 48, 1))):
        seen.line("shape").setText(text)
        seen.line("shape").textEdited.emit(text)
        assert seen.view.form() == Input(shape=shape)


def test_few_short_choices_are_all_in_sight(watch: Any, qtbot: QtBot) -> None:
    seen = watch(Conv2D())
    same = next(each for each in seen.view.row("padding").editor.findChildren(QPushButton) if each.text() == "same")
    qtbot.mouseClick(same, Qt.MouseButton.LeftButton)
    assert seen.forms == [Conv2D(padding="same")]


def test_many_choices_fold_out_and_activations_show_their_curve(watch: Any) -> None:
    seen = watch(Conv2D())
    box = seen.view.row("activation").editor.findChild(QComboBox)
    assert not box.itemIcon(box.findText("tanh")).isNull()
    box.setCurrentIndex(box.findText("tanh"))
    box.activated.emit(box.currentIndex())
    assert seen.forms == [Conv2D(activation="tanh")]


def test_a_flag_says_yes_or_no(watch: Any, qtbot: QtBot) -> None:
    seen = watch(Conv2D())
    check = seen.view.row("use_bias").editor.findChild(QCheckBox)
    assert check.text() == "yes"
    check.click()
    assert check.text() == "no"
    assert seen.forms == [Conv2D(use_bias=False)]


def test_a_form_within_a_form_is_chosen_and_edited(watch: Any) -> None:
    seen = watch(Recipe())
    editor = seen.view.row("optimizer").editor
    box = editor.fields()[0]
    box.setCurrentIndex(box.findText("SGD"))
    box.activated.emit(box.currentIndex())
    assert seen.view.form() == Recipe(optimizer=SGD())
    editor.inner.row("momentum").editor.fields()[0].stepBy(1)
    assert seen.view.form() == Recipe(optimizer=SGD(momentum=0.05))


def test_a_fault_within_a_nested_form_is_said_there(watch: Any) -> None:
    seen = watch(Recipe())
    inner = seen.view.row("optimizer").editor.inner
    line = inner.row("beta_1").editor.fields()[0].lineEdit()
    line.setText("1")
    line.textEdited.emit("1")
    assert inner.faults() == {"beta_1": "Adam: beta_1 must be a number from 0 to below 1. Received: 1."}
    assert seen.forms == []


def test_none_among_nested_forms_can_be_set_and_taken_back(watch: Any) -> None:
    seen = watch(Conv2D())
    seen.view.set_unfolded(True)
    box = seen.view.row("kernel_regularizer").editor.fields()[0]
    for name, value in (("L2", L2()), ("none", None)):
        box.setCurrentIndex(box.findText(name))
        box.activated.emit(box.currentIndex())
        assert seen.view.form() == Conv2D(kernel_regularizer=value)


def test_two_values_that_exclude_each_other_are_both_taken_once_they_fit(watch: Any) -> None:
    seen = watch(Data(source=ImageFolder(), validation=0.5, test=0.1))
    seen.type("test", "0.6")
    assert seen.view.faults() == {
        "test": "Data: validation and test together must leave images to train on: less than 1. Received: 0.5 + 0.6."
    }
    seen.type("validation", "0.2")
    assert seen.view.faults() == {}
    assert seen.view.form() == Data(source=ImageFolder(), validation=0.2, test=0.6)


def test_the_same_form_again_leaves_text_and_cursor_alone(watch: Any) -> None:
    seen = watch(Conv2D(filters=128))
    line = seen.line("filters")
    line.setText("100+28")
    line.textEdited.emit("100+28")
    line.setCursorPosition(2)
    seen.view.show_form(Conv2D(filters=128))
    assert (line.text(), line.cursorPosition()) == ("100+28", 2)


def test_another_node_s_form_drops_what_was_typed_and_refused(watch: Any) -> None:
    seen = watch(Conv2D())
    seen.type("filters", "x")
    seen.view.show_form(Conv2D(), fresh=True)
    assert seen.view.faults() == {}
    assert seen.line("filters").text() == "32"


def test_the_field_in_use_says_its_help_and_limits(watch: Any) -> None:
    seen = watch(Conv2D())
    seen.view.set_limits({"kernel_size": 28})
    seen.view.row("kernel_size").editor.fields()[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert seen.view.row("kernel_size").described() == "Height and width of each filter, in pixels. From 1 to 28."
    seen.view.row("filters").editor.fields()[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert seen.view.row("kernel_size").described() == ""
    assert seen.view.row("filters").described() == "How many feature maps leave the layer. From 1 to 65,536."


def test_help_says_where_a_limit_is_excluded(watch: Any) -> None:
    seen = watch(SGD())
    seen.view.row("learning_rate").reached.emit(seen.view.row("learning_rate"))
    assert seen.view.row("learning_rate").described().endswith("Above 0, at most 10.")


def test_rarely_needed_fields_are_folded_away_until_asked_for(watch: Any) -> None:
    seen = watch(Conv2D())
    with pytest.raises(KeyError):
        seen.view.row("groups")
    seen.view.set_unfolded(True)
    assert seen.view.row("groups").isVisible()
    seen.view.set_unfolded(False)
    assert not seen.view.row("groups").isVisible()


def test_tab_goes_from_top_to_bottom(watch: Any) -> None:
    seen = watch(Conv2D())
    seen.view.set_unfolded(True)
    chain = seen.view.focus_chain()
    for before, after in pairwise(chain):
        following = before.nextInFocusChain()
        while following not in chain:
            following = following.nextInFocusChain()
        assert following is after


def test_the_context_menu_leads_back_to_the_default(watch: Any) -> None:
    seen = watch(Conv2D(kernel_size=(5, 5)))
    row = seen.view.row("kernel_size")
    action = next(each for each in row.menu().actions() if each.text() == "Reset to 3×3")
    action.trigger()
    assert seen.view.form() == Conv2D()
    assert seen.line("kernel_size").text() == "3"


def test_a_path_is_looked_for_elsewhere(watch: Any) -> None:
    seen = watch(ImageFolder())
    asked: list[tuple[str, str]] = []
    seen.view.browse_asked.connect(lambda start, label: asked.append((start, label)))
    editor = seen.view.row("path").editor
    editor.browse_asked.emit("/pictures", "The folder that holds the class folders.")
    assert asked == [("/pictures", "The folder that holds the class folders.")]
    seen.view.take_path("/pictures/cats")
    assert seen.view.form() == ImageFolder(path="/pictures/cats")


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_every_block_of_the_catalogue_can_be_shown_and_reset(kind: str, watch: Any, look: Look) -> None:
    seen = watch(CATALOGUE[kind]())
    seen.view.set_unfolded(True)
    for field in CATALOGUE[kind].form():
        row = seen.view.row(field.name)
        row.reset()
        assert row.faults() == ""
        assert all(each.accessibleName().startswith(field.label) for each in row.editor.fields())
    assert seen.view.form() == CATALOGUE[kind]()
    look.use(LIGHT)


def test_an_arrow_leads_back_where_a_value_is_not_the_default(watch: Any, qtbot: QtBot) -> None:
    seen = watch(Conv2D(filters=6))
    row = seen.view.row("filters")
    assert row._corner.isVisible()
    assert not seen.view.row("kernel_size")._corner.isVisible()
    qtbot.mouseClick(row._corner, Qt.MouseButton.LeftButton)
    assert seen.forms == [Conv2D()]
    assert not row._corner.isVisible()


def test_all_values_go_back_at_once(watch: Any) -> None:
    seen = watch(Data(source=ImageFolder(), validation=0.2, test=0.5))
    menu = seen.view.row("test").menu()
    next(each for each in menu.actions() if each.text() == "Reset all values").trigger()
    assert seen.forms == [Data()]


def test_a_value_offers_to_be_explored_only_where_somebody_listens(watch: Any) -> None:
    seen = watch(Conv2D())
    asked: list[str] = []
    seen.view.explore_asked.connect(asked.append)
    assert "Explore this" not in [each.text() for each in seen.view.row("filters").menu().actions()]
    seen.view.set_explorable(True)
    next(each for each in seen.view.row("filters").menu().actions() if each.text() == "Explore this").trigger()
    assert asked == ["filters"]


def test_what_a_rarely_needed_form_at_its_default_holds_is_shown_when_it_is_reached(watch: Any) -> None:
    seen = watch(Conv2D())
    seen.view.set_unfolded(True)
    row = seen.view.row("kernel_initializer")
    assert not row.editor.inner.isVisible()
    row.reached.emit(row)
    assert row.editor.inner.isVisible()
    seen.view.undescribe()
    assert not row.editor.inner.isVisible()


@pytest.mark.parametrize("after", [None, ReLU()])
def test_a_form_whose_field_has_the_keyboard_gives_way_to_another(watch: Any, qtbot: QtBot, after: Form | None) -> None:
    seen = watch(SGD())
    field = seen.view.row("learning_rate").editor.fields()[0]
    seen.view.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    seen.view.show_form(after)
    assert seen.view.form() == after
    assert seen.forms == []
