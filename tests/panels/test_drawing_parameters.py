"""Parameters of a drawing in the properties: where they stand, and how values of nodes follow them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest

from studio.graph.measure import measure
from studio.graph.model import Graph, Parameter
from studio.graph.module import Module
from studio.graph.named_values import of_module
from studio.look import LIGHT, Look
from studio.panels.properties import PropertiesPanel
from tests.graph.drawings import lenet, node
from tests.graph.test_named_values import with_width


@pytest.fixture
def panel(look: Look, shown: Callable[..., Any]) -> PropertiesPanel:
    made: PropertiesPanel = shown(PropertiesPanel(look), 300, 900)
    return made


def show(panel: PropertiesPanel, graph: Graph, name: str = "") -> list[Module]:
    """Shows the drawing, or a node of it; gives back what is told."""
    told: list[Module] = []
    panel.module_changed.connect(lambda drawing, _renamed: told.append(drawing))
    panel.show_selection(graph, (node(graph, name),) if name else (), measure(graph))
    return told


def test_with_nothing_selected_they_are_added_changed_ordered_and_removed(panel: PropertiesPanel) -> None:
    told = show(panel, with_width())
    found = panel._summary.parameters()
    assert [card.name_line().text() for card in found.cards()] == ["width", "side"]
    found.cards()[0].default_view().row("width").editor.fields()[0].stepBy(1)
    assert told[-1].parameters[0].value == 7
    found.cards()[1].button("up").click()
    assert [each.name for each in told[-1].parameters] == ["side", "width"]
    found.add_button().click()
    assert told[-1].parameters[-1] == Parameter("parameter1", 1)
    found.cards()[0].button("remove").click()
    assert [each.name for each in told[-1].parameters] == ["width", "parameter1"]
    assert of_module(told[-1]).parameters == told[-1].parameters


def test_a_number_of_its_own_may_have_a_fraction(panel: PropertiesPanel) -> None:
    told = show(panel, with_width())
    found = panel._summary.parameters()
    found.add_button().click()
    card = found.cards()[-1]
    card.default_view()._take(card.default_view().row("parameter1"), 0.25)
    assert told[-1].parameters[-1] == Parameter("parameter1", 0.25)
    card.default_view()._take(card.default_view().row("parameter1"), 2.0)
    assert told[-1].parameters[-1] == Parameter("parameter1", 2.0)


def test_letters_are_typed_one_after_the_other_while_the_drawing_follows(panel: PropertiesPanel) -> None:
    graph = with_width()
    graph = replace(graph, parameters=(*graph.parameters, Parameter("share", 1.0)))
    panel.module_changed.connect(lambda drawing, _renamed: panel.show_selection(of_module(drawing), (), measure(of_module(drawing))))
    told = show(panel, graph)
    card = panel._summary.parameters().cards()[2]
    field = card.default_view().row("share").editor.fields()[0]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "0.25")
    assert told[-1].parameters[2] == Parameter("share", 0.25)
    assert card.default_view().row("share").editor.fields()[0] is field
    assert field.hasFocus()


def test_a_value_that_a_node_refuses_is_refused_and_said(panel: PropertiesPanel) -> None:
    told = show(panel, with_width())
    card = panel._summary.parameters().cards()[1]
    card.default_view()._take(card.default_view().row("side"), 0)
    assert "Input: shape must be" in card.default_view().row("side").faults()
    assert told == []


def test_a_node_says_what_its_value_follows_and_what_that_comes_to(panel: PropertiesPanel) -> None:
    show(panel, with_width(), "conv2")
    row = panel._node._form.row("filters")
    assert (row._follow.expression(), row._follow._value.text()) == ("width * 2", "= 12")
    assert [offer.words for offer in panel._node._form._follow_offers(row)][1:3] == ["Follow width", "Follow side"]
    assert not panel._node._state.isVisible()  # whether a node is passed by follows nothing here


def test_a_value_may_follow_a_new_parameter_where_there_is_none_yet(panel: PropertiesPanel) -> None:
    graph = lenet()
    show(panel, graph, "conv1")
    row = panel._node._form.row("filters")
    asked: list[tuple[str, str]] = []
    panel.promote_asked.connect(lambda node_id, field: asked.append((node_id, field)))
    assert row._corner.toolTip().startswith("Reset to")  # no link on every value of a drawing that has no parameters
    next(offer for offer in panel._node._form._follow_offers(row) if offer.words == "Follow a new parameter").deed()
    assert asked == [(node(graph, "conv1"), "filters")]


def test_they_are_painted_in_both_themes(panel: PropertiesPanel, look: Look) -> None:
    show(panel, with_width())
    dark = panel.grab().toImage()
    look.use(LIGHT)
    assert panel.grab().toImage() != dark
