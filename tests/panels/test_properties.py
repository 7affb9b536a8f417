from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from studio.blocks.block import Reach
from studio.blocks.convolution import Conv2D
from studio.blocks.unknown import UnknownBlock
from studio.graph.edits import add, change
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.states import set_locked
from studio.look import LIGHT, Look
from studio.panels import sample_data, sample_network
from studio.panels.cost import box, share_words
from studio.panels.form_view.row import Row
from studio.panels.properties import PropertiesPanel


@pytest.fixture
def graph() -> Graph:
    return sample_network.lenet5()


@pytest.fixture
def panel(look: Look, shown: Callable[..., Any]) -> PropertiesPanel:
    made: PropertiesPanel = shown(PropertiesPanel(look), 300, 900)
    return made


def show(panel: PropertiesPanel, graph: Graph, name: str) -> str:
    node = graph.named(name)
    assert node is not None
    panel.show_node(graph, node.id, measure(graph))
    return node.id


def rename_to(panel: PropertiesPanel, qtbot: QtBot, text: str) -> None:
    line = panel._node._name.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_node_shows_its_cost_and_its_part_of_the_network(panel: PropertiesPanel, graph: Graph) -> None:
    show(panel, graph, "conv1")
    assert panel._node._cost.words() == {
        "Weights": "156 0.3 %",
        "Multiply-adds": "117,600 28 %",
        "Memory, per image": "18.4 KiB 51 %",
        "Receptive field": "5 × 5 px",
    }


def test_a_convolution_is_compared_with_a_fully_connected_layer(panel: PropertiesPanel, graph: Graph) -> None:
    show(panel, graph, "conv1")
    assert panel._node._cost._dense.text() == "A fully connected layer of these sizes would need 3,692,640 weights."
    show(panel, graph, "dense1")
    assert not panel._node._cost._dense.isVisible()


def test_a_value_set_is_told_with_its_node(panel: PropertiesPanel, graph: Graph, qtbot: QtBot) -> None:
    node = show(panel, graph, "conv1")
    told: list[tuple[str, object]] = []
    panel.block_changed.connect(lambda node_id, block: told.append((node_id, block)))
    panel._node._form.row("filters").editor.fields()[0].stepBy(1)
    assert told == [(node, Conv2D(filters=7, kernel_size=(5, 5), padding="same", activation="tanh"))]


def test_the_largest_window_that_makes_sense_is_said(panel: PropertiesPanel, graph: Graph) -> None:
    show(panel, graph, "conv1")
    row = panel._node._form.row("kernel_size")
    row.reached.emit(row)
    assert row.described() == "Height and width of each filter, in pixels. From 1 to 28."


def test_a_finished_name_is_told(panel: PropertiesPanel, graph: Graph, qtbot: QtBot) -> None:
    node = show(panel, graph, "conv1")
    told: list[tuple[str, str]] = []
    panel.renamed.connect(lambda node_id, name: told.append((node_id, name)))
    rename_to(panel, qtbot, "edges")
    assert told == [(node, "edges")]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("conv2", "The name conv2 is taken by another node. Choose another, such as conv3."),
        (
            "2nd",
            "A name starts with a letter and holds letters, digits and _, at most 60 of them, and is no word of Python's own. "
            "Received: '2nd'. Try conv1.",
        ),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_words(name: str, sentence: str, panel: PropertiesPanel, graph: Graph, qtbot: QtBot) -> None:
    show(panel, graph, "conv1")
    told: list[str] = []
    panel.renamed.connect(lambda _node, given: told.append(given))
    rename_to(panel, qtbot, name)
    assert panel._node._name.row.faults() == sentence
    assert told == []
    show(panel, graph, "conv2")
    assert panel._node._name.row.faults() == ""


def test_nothing_selected_shows_the_network(panel: PropertiesPanel, graph: Graph) -> None:
    panel.show_selection(graph, (), measure(graph))
    words = panel._summary.words()
    assert words["Nodes"] == "10"
    assert words["Weights"] == "61,706"
    assert words["Multiply-adds"] == "416,520"
    assert (words["Convolution"], words["Dense"]) == ("2,572", "59,134")
    assert panel._summary.sentence() == (
        "Select a node on the board to see and set its values. 1 node on the board is not part of the network and not counted."
    )


def test_an_empty_board_says_how_to_begin(panel: PropertiesPanel) -> None:
    panel.show_selection(Graph(), (), measure(Graph()))
    assert panel._summary.sentence() == "The board is empty. Drag a block from the palette onto it, or double-click one."


def test_several_selected_show_what_they_have_together(panel: PropertiesPanel, graph: Graph) -> None:
    ids = [node.id for node in graph.nodes.values() if node.name in ("conv1", "conv2")]
    panel.show_selection(graph, ids, measure(graph))
    assert panel._several.title() == "2 Conv2D nodes"
    assert panel._several.words()["Weights"] == "2,572"


def test_the_menu_asks_for_actions(panel: PropertiesPanel, graph: Graph) -> None:
    show(panel, graph, "conv1")
    asked: list[str] = []
    panel.action_asked.connect(asked.append)
    for action in panel._node.menu().actions():
        action.trigger()
    assert asked == ["edit.duplicate", "edit.delete"]


def test_the_help_explains_every_value_and_names_its_source(panel: PropertiesPanel, graph: Graph) -> None:
    show(panel, graph, "conv1")
    opened = panel._node.block_help()
    assert opened is not None
    words = opened.words()
    assert "(height, width, channels) → (height', width', filters)" in words
    assert "keras.layers.Conv2D" in words
    assert all(field.name in words and field.help in words for field in Conv2D.form())


def test_a_node_that_nothing_feeds_has_no_cost_yet(panel: PropertiesPanel) -> None:
    graph, node = add(Graph(), Conv2D(), (0, 0))
    panel.show_node(graph, node, measure(graph))
    assert panel._node._cost.words() == {
        "Weights": "–",
        "Multiply-adds": "–",
        "Memory, per image": "–",
        "Receptive field": "unknown",
    }


def test_a_block_that_is_not_known_keeps_its_name_editable(panel: PropertiesPanel) -> None:
    graph, node = add(Graph(), UnknownBlock({"kind": "Fourier"}), (0, 0))
    panel.show_node(graph, node, measure(graph))
    assert panel._node._head.title() == "Fourier"
    assert panel._node._form.form() is None
    assert panel._node.block_help() is None


def test_a_locked_node_cannot_be_set_and_says_so(panel: PropertiesPanel, graph: Graph) -> None:
    conv = show(panel, graph, "conv1")
    locked = set_locked(graph, [conv], True)
    panel.show_node(locked, conv, measure(locked))
    assert not panel._node._form.row("filters").isEnabled()
    assert not panel._node._name.isEnabled()
    assert panel._node._head.sentence() == "It is locked. Unlock it to change it."
    show(panel, graph, "conv1")
    assert panel._node._form.row("filters").isEnabled()


def test_what_one_value_sees_is_boxed_on_the_image(panel: PropertiesPanel, graph: Graph) -> None:
    panel.set_picture(sample_data.digit())
    show(panel, graph, "conv1")
    assert panel._node._cost._picture._box == QRect(11, 11, 5, 5)
    panel.set_picture(None)
    assert not panel._node._cost._sight.isVisible()


def test_a_reach_beyond_the_image_is_the_whole_image() -> None:
    assert box(Reach((float("inf"), 40), (1, 1)), 28, 32) == QRect(0, 0, 32, 28)


@pytest.mark.parametrize(("share", "words"), [(0, "0 %"), (0.0001, "<0.1 %"), (0.0025, "0.2 %"), (0.282, "28 %"), (1, "100 %")])
def test_shares_have_two_digits(share: float, words: str) -> None:
    assert share_words(share) == words


def test_an_edit_elsewhere_leaves_the_field_in_use_alone(panel: PropertiesPanel, graph: Graph, qtbot: QtBot) -> None:
    node = show(panel, graph, "conv1")
    field = panel._node._form.row("filters").editor.fields()[0]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "3*4")
    edited = change(graph, node, Conv2D(filters=12, kernel_size=(5, 5), padding="same", activation="tanh"))
    panel.show_node(edited, node, measure(edited))
    assert (field.text(), field.hasFocus()) == ("3*4", True)


def test_a_low_panel_brings_its_rows_closer_together(panel: PropertiesPanel, graph: Graph, qtbot: QtBot) -> None:
    show(panel, graph, "conv1")
    high = panel._node._form.sizeHint().height()
    panel.resize(300, 648)
    qtbot.waitUntil(lambda: panel._node._form.sizeHint().height() < high)


def test_a_footer_stands_under_the_cost_and_the_theme_changes(panel: PropertiesPanel, graph: Graph, look: Look) -> None:
    footer = QLabel("Weights now")
    panel.set_footer(footer)
    show(panel, graph, "conv1")
    look.use(LIGHT)
    assert footer.isVisible()
    assert footer.mapTo(panel, footer.rect().topLeft()).y() > panel._node._cost.mapTo(panel, panel._node._cost.rect().topLeft()).y()


@pytest.mark.parametrize(("height", "step"), [(900, 32), (648, 28)])
def test_all_rows_of_a_page_are_as_far_apart(panel: PropertiesPanel, graph: Graph, qtbot: QtBot, height: int, step: int) -> None:
    panel.resize(300, height)
    show(panel, graph, "conv1")
    page = panel._node

    def steps() -> set[int]:
        rows = [page._name.row, *(page._form.row(name) for name in ("filters", "kernel_size", "strides"))]
        tops = [row.mapTo(panel, row.rect().topLeft()).y() for row in rows]
        training = [row.y() for row in page._training.findChildren(Row)]
        return {after - before for before, after in (*pairwise(tops), *pairwise(training))}

    qtbot.waitUntil(lambda: steps() == {step})
