from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.blocks.convolution import Conv2D
from studio.graph.edits import change
from studio.graph.faults.issues import Issue, data_issues
from studio.graph.head import offered
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.look import LIGHT, Look
from studio.panels import sample_network
from studio.panels.issues import IssuesPanel


@pytest.fixture
def panel(look: Look, shown: Callable[..., Any]) -> IssuesPanel:
    made: IssuesPanel = shown(IssuesPanel(look), 520, 296)
    return made


def faulty() -> Graph:
    graph = sample_network.lenet5()
    conv = graph.named("conv2")
    assert conv is not None
    return change(graph, conv.id, Conv2D(filters=16, kernel_size=(15, 15)))


def names_of(issues: Sequence[Issue], graph: Graph) -> list[str]:
    return [graph.nodes[issue.node or ""].name for issue in issues]


def test_without_issues_it_says_that_all_is_well(panel: IssuesPanel) -> None:
    panel.show_issues((), Graph())
    assert panel._empty.isVisible()


def test_issues_stand_in_the_order_of_the_data_s_way_with_name_and_fix(panel: IssuesPanel) -> None:
    graph = faulty()
    issues = measure(graph).issues
    panel.show_issues(issues, graph)
    words = [row.words() for row in panel.rows()]
    assert [text for _, text, _ in words] == [issue.text for issue in issues]
    assert {name for name, _, _ in words} == {"conv2", "drop1"}
    assert words[names_of(issues, graph).index("drop1")] == ("drop1", "No wire arrives, so training leaves it out.", "Put it after conv1")


def test_a_fix_is_asked_for_with_its_issue(panel: IssuesPanel) -> None:
    graph = faulty()
    issues = measure(graph).issues
    panel.show_issues(issues, graph)
    asked: list[Issue] = []
    panel.fix_asked.connect(asked.append)
    panel.rows()[0].press_fix()
    assert asked == [issues[0]]
    fix = asked[0].fix
    assert fix is not None
    assert issues[0] not in measure(fix.edit(graph)).issues


def test_a_fix_that_does_more_is_offered_beside_the_first(panel: IssuesPanel) -> None:
    graph = sample_network.lenet5()
    measured = measure(graph)
    (found,) = issues = list(offered(graph, measured, data_issues(graph, measured, (28, 28, 1), 7), (28, 28, 1), 7))
    panel.show_issues(issues, graph)
    (row,) = panel.rows()
    assert (row.words()[2], row.wider()) == ("Set dense3 to 7 units", "Fit the head to the data")
    asked: list[Issue] = []
    panel.fix_asked.connect(asked.append)
    row.press_fix()
    row.press_wider()
    assert [each.fix for each in asked] == [found.fix, found.wider]
    panel.show_issues(measure(faulty()).issues, faulty())
    assert [row.wider() for row in panel.rows()] == ["", ""]


def test_a_click_or_enter_chooses_the_node_and_arrows_go_on(panel: IssuesPanel, qtbot: QtBot) -> None:
    graph = faulty()
    panel.show_issues(measure(graph).issues, graph)
    chosen: list[str] = []
    panel.node_chosen.connect(chosen.append)
    first, second = panel.rows()
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert [graph.nodes[node].name for node in chosen] == names_of(measure(graph).issues, graph)


def test_the_count_is_told_when_it_changes(panel: IssuesPanel) -> None:
    told: list[tuple[int, bool]] = []
    panel.count_changed.connect(lambda count, stops: told.append((count, stops)))
    graph = faulty()
    for _ in range(2):
        panel.show_issues(measure(graph).issues, graph)
    panel.show_issues((), graph)
    assert told == [(2, True), (0, False)]


def test_an_issue_of_the_whole_network_has_no_node_to_choose(panel: IssuesPanel, qtbot: QtBot) -> None:
    panel.show_issues(measure(Graph()).issues, Graph())
    chosen: list[str] = []
    panel.node_chosen.connect(chosen.append)
    qtbot.mouseClick(panel.rows()[0], Qt.MouseButton.LeftButton)
    assert panel.rows()[0].words()[0] == "The network"
    assert chosen == []


def test_a_hundred_are_shown_and_the_others_counted(panel: IssuesPanel, look: Look) -> None:
    issues = [Issue(None, f"Fault {number}.", False) for number in range(130)]
    panel.show_issues(issues, Graph())
    look.use(LIGHT)
    assert len(panel.rows()) == 100
    assert panel._rest.text() == "and 30 more"
    panel.show_issues(issues[:2], Graph())
    assert [row.words()[1] for row in panel.rows()] == ["Fault 0.", "Fault 1."]
    assert not panel._rest.isVisible()
