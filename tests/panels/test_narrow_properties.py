"""The properties in the least width that the panel takes: nothing is cut off, whatever is shown and unfolded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio import paths
from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.convolution import Conv2D
from studio.graph.edits import add
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.look import Look, style
from studio.look.labels import OneLine
from studio.panels import sample_network
from studio.panels.code_edit import CodeEdit
from studio.panels.form_view.following import FollowEditor
from studio.panels.form_view.nested import NestedEditor
from studio.panels.form_view.row import Row
from studio.panels.form_view.rows import FieldRows
from studio.panels.page_head import PageHead
from studio.panels.properties import PropertiesPanel
from studio.panels.scroll_column import MARGIN
from studio.panels.share_bar import ShareBar
from studio.project import file

WIDEST = ("Conv1D", "RNN", "MultiHeadAttention", "Pipeline", "TextVectorization", "ContrastLimitedAdaptiveHistogramEqualization", "Lambda")


@pytest.fixture
def panel(qapp: QApplication, look: Look, shown: Callable[..., Any]) -> PropertiesPanel:
    style.apply(qapp, look)  # fields have their own sizes in it
    made = PropertiesPanel(look)
    shown(made, made.minimumSizeHint().width(), 1400)
    return made


def show(panel: PropertiesPanel, block: Block) -> None:
    graph, node = add(Graph(), block, (0, 0))
    panel.show_node(graph, node, measure(graph))


def unfold(panel: PropertiesPanel) -> None:
    """Shows all that can be shown of a form and of the forms in it."""
    for _ in range(3):
        for rows in panel.findChildren(FieldRows):
            rows.set_unfolded(rows.isVisible())
        for editor in panel.findChildren(NestedEditor):
            editor.set_reached(editor.isVisible())
        QApplication.processEvents()


def ends(panel: PropertiesPanel, part: QWidget) -> int:
    return part.mapTo(panel, QPoint(part.width(), 0)).x()


@pytest.mark.parametrize("name", WIDEST)
def test_every_row_has_the_room_that_it_needs(panel: PropertiesPanel, name: str) -> None:
    show(panel, CATALOGUE[name]())
    unfold(panel)
    rows = [row for row in panel.findChildren(Row) if row.isVisible()]
    assert rows
    for row in rows:
        assert row.width() >= row.minimumSizeHint().width(), row.field.name
        assert ends(panel, row) <= panel.width() - MARGIN, row.field.name


def test_a_long_title_goes_on_between_two_words_of_its_name(panel: PropertiesPanel) -> None:
    show(panel, CATALOGUE["ContrastLimitedAdaptiveHistogramEqualization"]())
    head = next(head for head in panel.findChildren(PageHead) if head.isVisible())
    assert head.title() == "ContrastLimitedAdaptiveHistogramEqualization"
    assert head.width() >= head.minimumSizeHint().width()
    long = head.sizeHint().height()
    show(panel, Conv2D())
    assert head.sizeHint().height() < long


def test_bars_of_the_cost_leave_their_room_to_numbers(panel: PropertiesPanel) -> None:
    graph = sample_network.lenet5()
    panel.show_node(graph, next(node.id for node in graph.nodes.values() if node.name == "conv1"), measure(graph))

    def bars() -> list[bool]:
        QApplication.processEvents()
        return [bar.isVisible() for bar in panel._node._cost.findChildren(ShareBar)]

    assert bars() == [False] * 3
    assert panel._node._cost.words()["Multiply-adds"] == "117,600 28 %"
    panel.resize(300, 1400)
    assert bars() == [True] * 3


def test_bars_of_families_leave_their_room_to_names_and_numbers(panel: PropertiesPanel) -> None:
    """ResNet-50 has its weights in blocks of long names."""
    graph = next(iter(file.read(paths.samples() / "resnet50").graphs.values()))
    panel.show_network(graph, measure(graph))
    table = panel._summary._families

    def cut() -> list[str]:
        QApplication.processEvents()
        return [words.text() for words in table.findChildren(QLabel) if words.width() < words.sizeHint().width()]

    assert (cut(), [bar.isVisible() for bar in table.findChildren(ShareBar)]) == ([], [False] * 4)
    panel.resize(300, 1400)  # its place in the window of the design
    assert (cut(), [bar.isVisible() for bar in table.findChildren(ShareBar)]) == ([], [True] * 4)


def test_code_has_a_few_lines_in_sight_however_low_the_panel_is(panel: PropertiesPanel) -> None:
    show(panel, CATALOGUE["Python"]())
    panel.resize(300, 300)
    QApplication.processEvents()
    (code,) = panel.findChildren(CodeEdit)
    assert code.height() >= 8 * code.fontMetrics().lineSpacing()


def test_what_a_long_expression_comes_to_stands_below_it(panel: PropertiesPanel, qtbot: QtBot) -> None:
    graph = file.read(paths.samples() / "mobilenet").graphs["MobileNet"]
    image = graph.named("image")
    assert image is not None
    panel.show_node(graph, image.id, measure(graph))
    QApplication.processEvents()
    (follow,) = (each for each in panel.findChildren(FollowEditor) if each.isVisible() and each.expression())
    chip, value = (follow.findChild(kind) for kind in (QPushButton, OneLine))
    assert (chip.text(), value.text()) == ("(resolution, resolution, 3)", "= 224×224×3")
    qtbot.waitUntil(lambda: value.y() > chip.geometry().bottom())
    assert value.width() >= value.sizeHint().width()
    panel.resize(420, 1400)
    qtbot.waitUntil(lambda: value.x() > chip.geometry().right())
