"""A node edited in place: values go out as they are typed; Enter, Escape and a click elsewhere close."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from studio.app.node_popover import NodePopover
from studio.blocks.unknown import UnknownBlock
from studio.canvas.sample import lenet
from studio.graph import edits
from studio.graph.states import set_locked
from studio.look import Look


class Told:
    def __init__(self, popover: NodePopover) -> None:
        self.blocks, self.names = [], []
        popover.block_changed.connect(lambda node, block: self.blocks.append((node, block)))
        popover.renamed.connect(lambda node, name: self.names.append((node, name)))


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    return made


@pytest.fixture
def graph():
    return lenet()


@pytest.fixture
def conv(graph) -> str:
    return graph.named("conv1").id


@pytest.fixture
def popover(window, graph, conv) -> NodePopover:
    made = NodePopover(Look(), graph, conv, window)
    made.open_beside(QRect(window.mapToGlobal(QPoint(100, 100)), window.mapToGlobal(QPoint(260, 172))))
    QApplication.processEvents()
    return made


def line(popover: NodePopover, words: str) -> QLineEdit:
    return next(each for each in popover.findChildren(QLineEdit) if each.isVisibleTo(popover) and each.text() == words)


def gone(popover: NodePopover, qtbot) -> None:
    qtbot.waitUntil(lambda: not isValid(popover))


def test_it_lies_below_the_card_with_the_first_value_ready(popover, window):
    card = window.mapToGlobal(QPoint(100, 100))
    assert popover.pos().x() == card.x()
    assert popover.pos().y() > card.y() + 72
    assert line(popover, "6") in popover.focusWidget().findChildren(QLineEdit)


def test_a_value_goes_out_as_it_is_typed(popover, conv):
    told = Told(popover)
    line(popover, "6").selectAll()
    QTest.keyClicks(popover.focusWidget(), "12")
    assert [(node, block.filters) for node, block in told.blocks] == [(conv, 1), (conv, 12)]


def test_only_the_values_that_matter_are_shown(popover):
    assert popover._form.form().form()[-1].more
    shown = [row.field.name for row in popover._form._rows.values()]
    assert shown == ["filters", "kernel_size", "strides", "padding", "activation", "use_bias"]


def test_enter_takes_the_name_and_closes(popover, conv, qtbot):
    told = Told(popover)
    field = line(popover, "conv1")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "stem")
    QTest.keyClick(field, Qt.Key.Key_Return)
    gone(popover, qtbot)
    assert told.names == [(conv, "stem")]


def test_escape_leaves_the_name_as_it_was(popover, qtbot):
    told = Told(popover)
    field = line(popover, "conv1")
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    gone(popover, qtbot)
    assert told.names == []


def test_a_name_that_is_taken_is_refused_in_words(popover):
    told = Told(popover)
    field = line(popover, "conv1")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "conv2")
    assert popover._name.row.faults() == "The name conv2 is taken by another node. Choose another, such as conv3."
    popover.close()
    assert told.names == []


def test_a_click_elsewhere_closes(popover, qtbot):
    outside = QPointF(popover.width() + 60, 20)
    where = QPointF(popover.mapToGlobal(outside.toPoint()))
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, outside, where, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(popover, press)
    gone(popover, qtbot)


def test_it_follows_the_node_and_closes_with_it(popover, graph, conv, qtbot):
    renamed = edits.rename(graph, conv, "first")
    popover.show_graph(renamed)
    assert line(popover, "first")
    popover.show_graph(edits.remove(renamed, [conv]))
    gone(popover, qtbot)


def test_of_a_locked_node_nothing_is_typed(window, graph, conv, qtbot):
    locked = set_locked(graph, [conv], True)
    made = NodePopover(Look(), locked, conv, window)
    made.open_beside(QRect(100, 100, 160, 72))
    assert not any(field.isEnabled() for field in made.findChildren(QLineEdit))
    QTest.keyClick(made, Qt.Key.Key_Escape)
    gone(made, qtbot)


def test_it_lies_above_a_card_at_the_lower_edge(window, graph, conv, qtbot):
    made = NodePopover(Look(), graph, conv, window)
    room = window.screen().availableGeometry()
    card = QRect(room.left() + 40, room.bottom() - 80, 160, 72)
    made.open_beside(card)
    assert made.geometry().bottom() < card.top()
    made.close()


def test_an_unknown_block_has_a_name_alone(window, qtbot):
    graph, node = edits.add(lenet(), UnknownBlock({"kind": "Capsule"}), (0, 0))
    made = NodePopover(Look(), graph, node, window)
    made.open_beside(QRect(100, 100, 160, 72))
    assert isinstance(made.focusWidget(), QLineEdit)
    assert made.focusWidget().text() == graph.nodes[node].name
    made.close()
