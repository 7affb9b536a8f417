"""A module in the properties: placed, from inside, and what values inside it follow."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QToolButton
from pytestqt.qtbot import QtBot

from studio.graph.measure import measure
from studio.graph.module import Binding, Instance, Module, Parameter
from studio.look import LIGHT, Look
from studio.look.buttons import Chip
from studio.panels import sample_module
from studio.panels.properties import PropertiesPanel


@pytest.fixture
def panel(look: Look, shown: Callable[..., Any]) -> PropertiesPanel:
    made: PropertiesPanel = shown(PropertiesPanel(look), 300, 900)
    return made


def place(panel: PropertiesPanel) -> tuple[str, Instance, list[Any]]:
    graph, node = sample_module.stage()
    told: list[Any] = []
    panel.instance_changed.connect(lambda node_id, instance: told.append((node_id, instance)))
    panel.show_node(graph, node, measure(graph))
    instance = graph.nodes[node].block
    assert isinstance(instance, Instance)
    return node, instance, told


def enter(panel: PropertiesPanel, kind: str = "") -> tuple[Module, str]:
    module = sample_module.conv_norm_relu()
    node = next((node.id for node in module.graph.nodes.values() if type(node.block).__name__ == kind), "")
    panel.show_inside(module, ("bottleneck",))
    panel.show_selection(module.graph, (node,) if node else (), measure(module.graph))
    return module, node


def choose(row: Any, words: str) -> None:
    next(each for each in row.menu().actions() if each.text() == words).trigger()


def test_an_instance_shows_its_title_its_help_and_what_it_costs(panel: PropertiesPanel) -> None:
    place(panel)
    assert panel._node._head.title() == "Conv-BN-ReLU"
    assert panel._node._head.sentence() == "A convolution whose answers are brought to a common scale and cut at zero."
    assert panel._node._cost.words()["Receptive field"] == "11 × 11 px"


def test_a_parameter_is_edited_as_the_field_that_it_is_like(panel: PropertiesPanel) -> None:
    node, instance, told = place(panel)
    row = panel._node._instance.values.row("filters")
    assert (row.field.editor, row.field.highest, row.field.default) == ("whole", 65536, 64)
    row.editor.fields()[0].stepBy(1)
    row.reset()
    assert told == [(node, replace(instance, values={"filters": 33})), (node, replace(instance, values={}))]


def test_a_parameter_s_value_is_refused_in_words(panel: PropertiesPanel, qtbot: QtBot) -> None:
    _, _, told = place(panel)
    row = panel._node._instance.values.row("filters")
    row.edited.emit(row, 0)
    assert row.faults() == "filters must be a whole number from 1 to 65536. Received: 0."
    assert told == []


def test_the_first_of_a_chain_may_have_other_values(panel: PropertiesPanel) -> None:
    node, instance, told = place(panel)
    section = panel._node._instance
    assert section.first.isVisible()
    section.first.row("filters").editor.fields()[0].stepBy(1)
    assert told[-1] == (node, replace(instance, first={"strides": (2, 2), "filters": 33}))
    section.first.row("filters").reset()
    assert told[-1] == (node, instance)
    section.differs.click()
    assert told[-1] == (node, replace(instance, first={}))
    assert not section.first.isVisible()


def test_how_often_it_stands_is_set_and_bounded(panel: PropertiesPanel) -> None:
    node, instance, told = place(panel)
    row = panel._node._instance.repeat.row("repeat")
    row.edited.emit(row, 0)
    assert row.faults() == "repeat must be a whole number from 1 to 1,000. Received: 0."
    row.edited.emit(row, 1)
    assert told == [(node, replace(instance, repeat=1, first={}))]
    assert not panel._node._instance.differs.isVisible()


@pytest.mark.parametrize("deed", ["enter", "expand", "dissolve", "keep"])
def test_what_can_be_done_with_an_instance_is_asked_for(deed: str, panel: PropertiesPanel) -> None:
    node, _, _ = place(panel)
    asked: list[str] = []
    getattr(panel, f"{deed}_asked").connect(asked.append)
    panel._node._instance.button(deed).click()
    assert asked == [node]


def test_a_value_inside_says_what_it_follows_and_what_that_comes_to(panel: PropertiesPanel) -> None:
    enter(panel, "Conv2D")
    row = panel._node._form.row("filters")
    assert (row._follow.expression(), row._follow._value.text()) == ("filters", "= 64")
    assert not row.editor.isVisible()
    assert panel._node._form.row("kernel_size").editor.isVisible()


def test_a_value_inside_may_follow_a_parameter_an_expression_or_nothing(panel: PropertiesPanel, qtbot: QtBot) -> None:
    _, node = enter(panel, "Conv2D")
    bound: list[tuple[str, ...]] = []
    new: list[tuple[str, ...]] = []
    panel.binding_changed.connect(lambda *told: bound.append(told))
    panel.promote_asked.connect(lambda *told: new.append(told))
    form = panel._node._form
    form.set_unfolded(True)
    choose(form.row("groups"), "Follow filters")
    choose(form.row("filters"), "Stop following")
    choose(form.row("kernel_size"), "Follow a new parameter")
    choose(form.row("dilation_rate"), "Follow an expression …")
    qtbot.keyClicks(form.row("dilation_rate")._follow.line(), "strides")
    qtbot.keyClick(form.row("dilation_rate")._follow.line(), Qt.Key.Key_Return)
    assert bound == [(node, "groups", "filters"), (node, "filters", ""), (node, "dilation_rate", "strides")]
    assert new == [(node, "kernel_size")]


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        (
            "width*2",
            "width*2 speaks of width, which is no parameter. Known: filters, strides. Use one of these, or add a parameter of that name.",
        ),
        ("filters*9999", "Conv2D: groups must be a whole number from 1 to 65536. Received: 639936."),
    ],
)
def test_an_expression_that_cannot_be_followed_is_refused_in_words(expression: str, sentence: str, panel: PropertiesPanel) -> None:
    enter(panel, "Conv2D")
    bound: list[tuple[str, ...]] = []
    panel.binding_changed.connect(lambda *told: bound.append(told))
    panel._node._form.set_unfolded(True)
    row = panel._node._form.row("groups")
    row.expression_set.emit(row, expression)
    assert row.faults() == sentence
    assert bound == []


def test_an_expression_is_left_with_escape(panel: PropertiesPanel, qtbot: QtBot) -> None:
    enter(panel, "Conv2D")
    row = panel._node._form.row("kernel_size")
    row.write_expression()
    qtbot.keyClick(row._follow.line(), Qt.Key.Key_Escape)
    assert row.editor.isVisible()


def test_whether_a_node_is_passed_by_may_follow_a_parameter_too(panel: PropertiesPanel) -> None:
    _, node = enter(panel, "ReLU")
    told: list[Any] = []
    panel.bypassed.connect(lambda *values: told.append(values))
    panel.binding_changed.connect(lambda *values: told.append(values))
    row = panel._node._state.row("bypass")
    row.editor.fields()[0].click()
    row.expression_set.emit(row, "filters > 64")
    assert told == [(node, True), (node, "bypass", "filters > 64")]


def test_outside_of_modules_nothing_is_followed(panel: PropertiesPanel) -> None:
    enter(panel, "Conv2D")
    panel.show_inside(None)
    module = sample_module.conv_norm_relu()
    panel.show_selection(module.graph, (module.bindings[0].node,), measure(module.graph))
    assert panel._node._form.row("filters").editor.isVisible()
    assert not panel._node._state.isVisible()


def changes(panel: PropertiesPanel) -> list[tuple[Module, dict[str, str]]]:
    told: list[Any] = []
    panel.module_changed.connect(lambda module, renamed: told.append((module, renamed)))
    return told


def test_nothing_selected_inside_shows_the_module_itself(panel: PropertiesPanel) -> None:
    module, _ = enter(panel)
    told = changes(panel)
    page = panel._page
    assert [card.name_line().text() for card in page.cards()] == ["filters", "strides"]
    for name, text in (("title", "Stem"), ("help", "Begins.")):
        page.row(name).edited.emit(page.row(name), text)
    page.icon_chooser().chosen.emit("zap")
    assert told[-1] == (replace(module, title="Stem", help="Begins.", icon="zap"), {})


def test_the_icon_stands_on_a_button_that_is_pressed_like_one(panel: PropertiesPanel) -> None:
    enter(panel)
    told = changes(panel)
    chooser = panel._page.icon_chooser()
    assert (chooser.title(), chooser.accessibleName()) == ("Boxes", "Icon: Boxes")
    assert isinstance(chooser, Chip)  # the style sheet gives it an edge, and others under the cursor and with the keyboard
    assert chooser.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(chooser, Qt.Key.Key_Space)
    (sheet,) = (each for each in chooser.findChildren(QFrame) if each.isWindow())
    star = next(each for each in sheet.findChildren(QToolButton) if each.toolTip() == "Star")
    QTest.mouseClick(star, Qt.MouseButton.LeftButton)
    assert (told[-1][0].icon, chooser.title()) == ("star", "Star")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("bottleneck", "The name bottleneck is taken by another module. Choose another."),
        (
            "a b",
            "A name starts with a letter and holds letters, digits and _, at most 60 of them, and is no word of Python's own. "
            "Received: 'a b'. Try conv1.",
        ),
    ],
)
def test_a_name_that_a_module_cannot_have_is_refused(name: str, sentence: str, panel: PropertiesPanel) -> None:
    enter(panel)
    told = changes(panel)
    line = panel._page.name_row()._line
    line.setText(name)
    line.editingFinished.emit()
    assert panel._page.name_row().row.faults() == sentence
    assert told == []


def test_a_parameter_is_renamed_with_what_follows_it(panel: PropertiesPanel) -> None:
    enter(panel)
    told = changes(panel)
    card = panel._page.cards()[0]
    card.name_line().setText("strides")
    card.name_line().editingFinished.emit()
    assert card.fault() == "The name strides is taken by another parameter. Choose another."
    card.name_line().setText("width")
    card.name_line().editingFinished.emit()
    assert [(new.parameters[0].name, new.bindings[0].expression, renamed) for new, renamed in told] == [
        ("width", "width", {"filters": "width"})
    ]


def test_parameters_are_moved_removed_added_and_given_defaults(panel: PropertiesPanel) -> None:
    enter(panel)
    told = changes(panel)
    page = panel._page
    page.cards()[1].button("up").click()
    assert [each.name for each in told[-1][0].parameters] == ["strides", "filters"]
    page.cards()[1].default_view().row("filters").editor.fields()[0].stepBy(1)
    assert told[-1][0].parameters[1].value == 65
    page.cards()[0].button("remove").click()
    assert [each.name for each in told[-1][0].parameters] == ["filters"]
    assert [each.field for each in told[-1][0].bindings] == ["filters"]
    page.add_button().click()
    assert told[-1][0].parameters[-1] == Parameter("parameter1", 1)


def test_a_default_that_something_inside_refuses_is_refused(panel: PropertiesPanel) -> None:
    module, _ = enter(panel)
    conv = module.bindings[0].node
    module = replace(module, bindings=(*module.bindings, Binding(conv, "dilation_rate", "(filters * 16, 1)")))
    panel.show_inside(module)
    panel.show_selection(module.graph, (), measure(module.graph))
    row = panel._page.cards()[0].default_view().row("filters")
    row.edited.emit(row, 65)
    assert row.faults() == "In conv1: Conv2D: dilation_rate must be 2 values, each a whole number from 1 to 1024. Received: (1040, 1)."


def test_pages_of_modules_are_painted_in_both_themes(panel: PropertiesPanel, look: Look) -> None:
    for show in (lambda: place(panel), lambda: enter(panel), lambda: enter(panel, "Conv2D")):
        show()
        look.use(LIGHT)
        assert not panel.grab().isNull()
    panel._page.icon_chooser().sheet().deleteLater()
