"""Several drawings: a person keeps two in one project, and compares versions, runs and projects beside each other."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QTabBar, QTableWidget

from studio.app.compare_window import CompareWindow
from tests.scenarios.drafter import Drafter
from tests.scenarios.person import LEFT


def tabs(person: Drafter) -> list[str]:
    """The tabs over the board."""
    bar = person.finds(QTabBar, "Drawings of the project")
    return [bar.tabText(place) for place in range(bar.count())]


def presses_tab(person: Drafter, name: str) -> None:
    bar = person.finds(QTabBar, "Drawings of the project")
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(tabs(person).index(name)).center())


def table(window: CompareWindow, heading: str) -> list[list[str]]:
    """The rows of the table whose second heading is this."""
    found = next(each for each in window.findChildren(QTableWidget) if each.horizontalHeaderItem(1).text() == heading)
    items = [[found.item(row, column) for column in range(found.columnCount())] for row in range(found.rowCount())]
    return [[item.text() if item else "" for item in row] for row in items]


def compares(person: Drafter) -> CompareWindow:
    person.does("project.compare")
    (window,) = [each for each in person.workspace.findChildren(CompareWindow) if each.isVisible()]
    return window


def picks(window: CompareWindow, side: int, title: str) -> None:
    """A drawing from the list at the left (0) or at the right (1), as a person does with the keys."""
    pickers = sorted((each for each in window.findChildren(QComboBox) if each.isVisible()), key=lambda each: each.x())
    pickers[side].setCurrentText(title)
    pickers[side].activated.emit(pickers[side].currentIndex())


def test_a_generator_and_a_discriminator_live_in_one_project(person: Drafter) -> None:
    person.does("project.add_graph")
    person.does("project.rename_graph")
    person.writes("generator")
    person.hits("Return")
    assert tabs(person) == ["main", "generator"]
    assert person.graph.nodes == {}

    person.hits("Tab")
    person.writes("input 7x7x1")
    person.hits("Return")
    assert len(person.graph.nodes) == 1
    presses_tab(person, "main")
    assert person.weights == "61,706 weights"
    person.hits("Ctrl+PgDown")
    assert len(person.graph.nodes) == 1

    person.does("project.save")
    folder = person.workspace.document.folder
    person.goes_home()
    person.opens_recent(folder)
    assert tabs(person) == ["main", "generator"]
    person.does("project.remove_graph")
    person.does("edit.undo")
    assert tabs(person) == ["main", "generator"]


def test_two_versions_stand_beside_each_other_with_what_differs(person: Drafter) -> None:
    person.clicks("conv1")
    person.enters("Filters", "12")
    person.clicks("dense2")
    person.hits("Delete")
    window = compares(person)
    assert window.words() == "1 removed, 1 changed."
    assert ["conv1", "filters", "6", "12"] in table(window, "What")
    assert ["dense2", "removed", "Dense", ""] in table(window, "What")
    weights = table(window, "Left")[0]
    assert weights[:2] == ["Weights", "61,706"]
    assert weights[2] != weights[1]

    person.presses(QAbstractButton, "Swap sides", window)
    assert ["conv1", "filters", "12", "6"] in table(window, "What")
    window.close()
    person.does("project.save")
    window = compares(person)
    assert window.words() == "Both drawings are the same network."
    window.close()


def test_a_drawing_is_compared_with_another_project(person: Drafter) -> None:
    mine = person.workspace.document.folder
    person.goes_home()
    person.window.new_project("By hand")
    window = compares(person)
    picks(window, 0, f"{mine.name} · project")
    assert window.words() == "9 removed, 2 changed."
    assert person.graph is window.graphs[1]
    window.close()
