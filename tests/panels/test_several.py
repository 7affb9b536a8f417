"""Several nodes edited at once: what they share in one form, what differs shown as such."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.initializers import HeNormal
from studio.blocks.merging import Add
from studio.blocks.pooling import AveragePooling2D
from studio.forms import Form
from studio.graph.edits import add
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance, Placed
from studio.graph.states import set_locked
from studio.look import Look
from studio.panels import sample_module
from studio.panels.form_view.shared import SharedView, shared
from studio.panels.properties import PropertiesPanel


class Watched:
    """A view of several forms, and every answer that it gave."""

    def __init__(self, look: Look, qtbot: QtBot, forms: dict[str, Form]) -> None:
        self.view = SharedView(look)
        self.told: list[dict[str, Form]] = []
        self.view.changed.connect(self.told.append)
        self.view.show_forms(forms)
        qtbot.addWidget(self.view)
        self.view.resize(268, 600)
        with qtbot.waitExposed(self.view):
            self.view.show()

    def number(self, name: str, place: int = 0) -> QAbstractSpinBox:
        field = self.view.row(name).editor.fields()[place]
        assert isinstance(field, QAbstractSpinBox)
        return field

    def words(self, name: str) -> str:
        return self.number(name).lineEdit().placeholderText()


@pytest.fixture
def watch(look: Look, qtbot: QtBot) -> Callable[..., Watched]:
    return lambda *forms: Watched(look, qtbot, {str(place): form for place, form in enumerate(forms)})


def test_equal_values_are_shown_and_differing_ones_named(watch: Any) -> None:
    seen = watch(Conv2D(filters=6), Conv2D(filters=16), Conv2D(filters=120))
    assert (seen.number("filters").text(), seen.words("filters")) == ("", "6, 16, 120")
    assert seen.number("kernel_size").text() == "3"


def test_many_differing_values_are_several(watch: Any) -> None:
    assert watch(*(Conv2D(filters=filters) for filters in (16, 64, 128, 256, 512))).words("filters") == "several"


def test_one_typed_is_set_on_all_and_the_rest_is_left_alone(watch: Any, qtbot: QtBot) -> None:
    seen = watch(Conv2D(filters=6, strides=(2, 2)), Conv2D(filters=16))
    seen.number("filters").setFocus()
    qtbot.keyClicks(seen.number("filters"), "8*4")
    assert seen.told[-1] == {"0": Conv2D(filters=32, strides=(2, 2)), "1": Conv2D(filters=32)}
    seen.view.show_forms(seen.told[-1])
    assert seen.number("filters").text() == "8*4", "what is being typed is not written over"


def test_a_side_typed_into_a_differing_pair_fills_the_other(watch: Any) -> None:
    seen = watch(Conv2D(kernel_size=(3, 3)), Conv2D(kernel_size=(5, 5)))
    seen.number("kernel_size").stepBy(1)
    assert {form.kernel_size for form in seen.told[-1].values()} == {(1, 1)}


def test_a_value_refused_by_one_is_set_on_none(watch: Any, qtbot: QtBot) -> None:
    seen = watch(Conv2D(filters=6), Conv2D(filters=16))
    seen.number("filters").setFocus()
    qtbot.keyClicks(seen.number("filters"), "x")
    assert seen.view.faults() == {"filters": "Conv2D: filters must be a whole number from 1 to 65536. Received: 'x'."}
    assert seen.told == []


def test_choices_flags_and_forms_within_show_that_they_differ(watch: Any) -> None:
    seen = watch(Conv2D(), Conv2D(padding="same", activation="relu", use_bias=False, kernel_initializer=HeNormal()))
    seen.view.set_unfolded(True)
    (flag,) = seen.view.row("use_bias").editor.fields()
    assert (flag.checkState(), flag.text()) == (Qt.CheckState.PartiallyChecked, "yes, no")
    assert [each.isChecked() for each in seen.view.row("padding").editor.findChildren(QPushButton)] == [False, False]
    for name, words in (("activation", "linear, relu"), ("kernel_initializer", "several")):
        box = seen.view.row(name).editor.findChild(QComboBox)
        assert (box.currentIndex(), box.placeholderText()) == (-1, words)


def test_blocks_of_different_classes_share_what_has_one_name_and_kind() -> None:
    assert [field.name for field in shared([Conv2D, Dense])] == [
        "activation",
        "use_bias",
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "kernel_constraint",
        "bias_constraint",
    ]
    assert [field.name for field in shared([Conv2D, AveragePooling2D])] == ["padding"]
    assert shared([Conv2D, Add]) == ()


def test_everything_can_be_reset_at_once(watch: Any) -> None:
    seen = watch(Conv2D(filters=6), Conv2D(filters=16, padding="same"))
    next(each for each in seen.view.row("filters").menu().actions() if each.text() == "Reset all values").trigger()
    assert seen.told == [{"0": Conv2D(), "1": Conv2D()}]
    assert seen.number("filters").text() == "32"


@pytest.fixture
def panel(look: Look, shown: Callable[..., Any]) -> PropertiesPanel:
    made: PropertiesPanel = shown(PropertiesPanel(look), 300, 900)
    return made


def select(panel: PropertiesPanel, *blocks: Placed) -> tuple[str, ...]:
    graph, ids = Graph(), []
    for place, block in enumerate(blocks):
        graph, node = add(graph, block, (200.0 * place, 0.0))
        ids.append(node)
    panel.show_selection(graph, ids, measure(graph))
    return tuple(ids)


def test_the_panel_tells_the_new_blocks_by_their_nodes(panel: PropertiesPanel) -> None:
    told: list[Any] = []
    panel.blocks_changed.connect(told.append)
    first, second = select(panel, Conv2D(filters=6), Dense(units=10))
    assert panel._several.title() == "2 nodes"
    assert panel._several.sentence() == "Conv2D and Dense. What you set here is set on all of them."
    box = panel._several.shared.row("activation").editor.findChild(QComboBox)
    box.setCurrentIndex(box.findText("relu"))
    box.activated.emit(box.currentIndex())
    assert told == [{first: Conv2D(filters=6, activation="relu"), second: Dense(units=10, activation="relu")}]


def test_nodes_that_share_nothing_say_so(panel: PropertiesPanel) -> None:
    select(panel, Conv2D(), Add())
    assert panel._several.sentence() == "Add and Conv2D. They share no values. Select one node to set its own."
    assert panel._several.words()["Nodes"] == "2"


def test_one_module_in_several_places_is_edited_at_once(panel: PropertiesPanel) -> None:
    told: list[Any] = []
    panel.blocks_changed.connect(told.append)
    module = sample_module.conv_norm_relu()
    first, second = select(panel, Instance(module), Instance(module, {"filters": 16}, 2))
    assert panel._several.title() == "2 Conv-BN-ReLU nodes"
    row = panel._several.shared.row("filters")
    assert row.editor.fields()[0].lineEdit().placeholderText() == "64, 16"
    row.edited.emit(row, 0)
    assert row.faults() == "filters must be a whole number from 1 to 65536. Received: 0."
    row.edited.emit(row, 8)
    assert told == [{first: Instance(module, {"filters": 8}), second: Instance(module, {"filters": 8}, 2)}]


def test_modules_and_blocks_together_share_nothing(panel: PropertiesPanel) -> None:
    select(panel, Instance(sample_module.conv_norm_relu()), Conv2D())
    assert panel._several.sentence() == "Conv-BN-ReLU and Conv2D. They share no values. Select one node to set its own."


def test_where_one_is_locked_nothing_is_set_on_all(look: Look, shown: Callable[..., Any]) -> None:
    panel = shown(PropertiesPanel(look), 300, 900)
    graph, first = add(Graph(), Conv2D(), (0.0, 0.0))
    graph, second = add(graph, Conv2D(), (208.0, 0.0))
    graph = set_locked(graph, [second], True)
    panel.show_selection(graph, (first, second), measure(graph))
    assert not panel._several.shared.row("filters").isEnabled()
    assert panel._several.sentence() == "Some are locked. Unlock them to set values on all of them."
    graph = set_locked(graph, [second], False)
    panel.show_selection(graph, (first, second), measure(graph))
    assert panel._several.shared.row("filters").isEnabled()
