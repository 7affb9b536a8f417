"""A person draws: from the palette to the board, a broken wire, its issue and its remedy, saved and opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from studio.app import preferences
from studio.app.preferences import Preferences
from studio.project import file
from tests.app.conftest import full_disk  # noqa: F401  # a fixture
from tests.scenarios.person import Person

LENET = "LeNet-5 on handwritten digits"


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Person]:
    preferences.write(Preferences(early_worker=False))
    made = Person(qtbot)
    yield made
    made.ends()


def test_a_network_is_drawn_broken_mended_and_kept(person: Person) -> None:
    person.opens_sample(LENET)
    assert person.weights == "61,706 weights"
    assert person.issues == []
    whole = person.wires()

    dropout = person.drags_from_palette("Dropout", QPoint(700, 540))
    assert person.issues[0][:2] == (dropout, "No wire arrives, so training leaves it out.")

    person.draws_wire("dense2", dropout)
    assert person.wires() == whole | {("dense2", dropout)}
    assert person.issues == [(dropout, "Its output goes nowhere, so training leaves it out.", f"Take {dropout} out")]

    person.pulls_wire_off("dense3")
    assert ("dense3", "No wire arrives, so no image reaches digit. Lead a wire to it.", f"Wire {dropout} to it") in person.issues

    person.presses_fix(f"Wire {dropout} to it")
    assert person.issues == []
    assert person.wires() == whole - {("dense2", "dense3")} | {("dense2", dropout), (dropout, "dense3")}

    person.selects("conv2")
    person.types("filters", "12")
    assert person.weights == f"{61706 - 4 * (5 * 5 * 6 + 1) - 4 * 25 * 120:,} weights"

    finished = person.graph
    for _ in range(5):
        person.does("edit.undo")
    assert person.wires() == whole
    assert not person.workspace.document.unsaved
    for _ in range(5):
        person.does("edit.redo")
    assert person.graph == finished

    person.does("project.save")
    folder = person.workspace.document.folder
    person.goes_home()
    person.opens_recent(folder)
    assert person.graph == finished
    assert person.issues == []


def test_a_wire_that_does_not_fit_is_refused_in_words(person: Person) -> None:
    person.opens_sample(LENET)
    whole = person.wires()
    dense = person.drags_from_palette("Add", QPoint(700, 540))
    person.draws_wire("conv1", dense)
    person.draws_wire("dense1", dense)
    assert person.wires() == whole | {("conv1", dense)}
    assert person.console.endswith("Add needs inputs of one shape. Received: (28, 28, 6), (120,). Bring them to one shape.")


def test_saving_on_a_full_disk_says_so_and_keeps_the_drawing(person: Person, full_disk: Callable[[], None], monkeypatch: Any) -> None:  # noqa: F811
    person.opens_sample(LENET)
    person.selects("conv1")
    person.types("filters", "9")
    path = person.workspace.document.folder / "project.json"
    full_disk()
    person.does("project.save")
    assert person.console.endswith(
        f"The disk is full, so {path} was not saved; what was saved before is untouched. Free some space and save again."
    )
    assert person.workspace.document.unsaved
    monkeypatch.undo()
    person.does("project.save")
    kept = person.workspace.document.project
    assert file.read(path.parent).with_view(kept.view) == kept
