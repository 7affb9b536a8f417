"""Modules: a person makes blocks of blocks, gives them parameters, repeats them, goes in and out, keeps them, and trains with them."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec import structs
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QPushButton

from studio.data import NumpyFile
from studio.data.mnist import read_mnist
from studio.graph.module import Instance, Module
from studio.project import file, samples
from tests.scenarios.drafter import SPARE, Drafter
from tests.scenarios.test_drawings import compares, picks, table
from tests.scenarios.test_train import BUILD, predicted, run_fresh


def follows(person: Drafter, field: str, *words: str) -> None:
    """Of the menu that a field of the properties opens."""
    line = person.line(field)
    place = line.rect().center()
    QApplication.sendEvent(line, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, line.mapToGlobal(place)))
    person.takes(*words)


def module(person: Drafter, name: str) -> Module:
    block = person.whole.named(name).block
    assert isinstance(block, Instance)
    return block.module


def grouped(person: Drafter, *names: str) -> str:
    """The name of the node that Ctrl+G makes of these."""
    person.clicks(*names)
    person.hits("Ctrl+G")
    (made,) = person.chosen
    return made


def test_a_shipped_module_is_dragged_from_the_palette_and_typed(person: Drafter) -> None:
    dragged = person.drags_module("Conv, norm, ReLU", SPARE)
    assert module(person, dragged).name == "conv_bn_relu"
    person.clicks("conv2")
    person.hits("Tab")
    person.writes("inception")
    person.hits("Return")
    (typed,) = person.chosen
    assert module(person, typed).name == "inception"
    assert ("conv2", typed) in person.wires()
    assert person.shape(typed) is not None


def test_a_module_is_made_entered_and_left(person: Drafter) -> None:
    made = grouped(person, "conv1", "pool1")
    assert person.weights == "61,706 weights"
    assert person.issues == []
    person.double_clicks(made)
    assert {"conv1", "pool1"} <= {node.name for node in person.graph.nodes.values()}
    assert person.shape("conv1") == (28, 28, 6)
    person.presses(QPushButton, "Back to main")
    assert person.chosen == [made]
    person.hits("Ctrl+Return", "Ctrl+Backspace")
    assert person.chosen == [made]


def test_an_inner_value_becomes_a_parameter_and_another_is_worked_out_of_it(person: Drafter) -> None:
    made = grouped(person, "dense1", "dense2")
    person.double_clicks(made)
    person.rests()
    person.clicks("dense1")
    follows(person, "Units", "Follow a new parameter")
    person.clicks("dense2")
    follows(person, "Units", "Follow an expression …")
    person.writes("units * 4")
    person.hits("Return")
    assert person.block("dense2").units == 480
    person.clicks_nothing()
    person.hits("Ctrl+Backspace")
    person.enters("Units", "50")
    assert person.shape(made) == (200,)
    assert "units * 4" in person.source


def test_a_module_repeated_three_times_has_another_first_stride_and_is_a_loop_in_the_source(person: Drafter) -> None:
    person.clicks("conv2")
    person.enters("Filters", "64")
    person.clicks("conv2")
    person.hits("Tab")
    person.writes("residual")
    person.hits("Return")
    (made,) = person.chosen
    person.enters("Repeat", "3")
    assert person.block(made).repeat == 3
    person.presses(QCheckBox, "The first one has other values")
    person.enters("Strides, 1 of 2", "2", place=-1)
    person.enters("Strides, 2 of 2", "2", place=-1)
    boxes = [each for each in person.workspace.panels.properties.findChildren(QCheckBox) if each.accessibleName() == "Project"]
    person._presses(boxes[-1])
    assert person.block(made).first == {"strides": (2, 2), "project": True}
    assert person.shape(made) == (5, 5, 64)
    person.pulls_wire_off("pool2")
    person.draws_wire(made, "pool2")
    assert person.issues == []
    assert "def residual(" in person.source
    assert "    for " in person.source


def test_a_module_is_shown_in_place_put_back_and_dissolved(person: Drafter) -> None:
    made = grouped(person, "conv1", "pool1")
    person.hits("Ctrl+Shift+E")
    assert person.whole.named(made) is None
    assert person.weights == "61,706 weights"
    person.clicks(f"{made}_conv1")
    person.hits("Ctrl+Shift+C")
    assert module(person, made)
    person.clicks(made)
    person.hits("Ctrl+Shift+G")
    assert sorted(person.chosen) == ["conv1", "pool1"]
    assert person.weights == "61,706 weights"


def test_one_instance_is_edited_or_all(person: Drafter) -> None:
    made = grouped(person, "conv1", "pool1")
    person.hits("Ctrl+D")
    (copy,) = person.chosen
    person.clicks(copy)
    person.hits("Ctrl+Return")
    person.rests()
    person.clicks("conv1")
    person.enters("Filters", "9")
    filters = {name: module(person, name).graph.named("conv1").block.filters for name in (made, copy)}
    assert filters == {made: 9, copy: 9}
    person.presses(QAbstractButton, "This one only")
    person.enters("Filters", "4")
    filters = {name: module(person, name).graph.named("conv1").block.filters for name in (made, copy)}
    assert filters == {made: 9, copy: 4}
    assert module(person, made).name != module(person, copy).name


def test_a_module_of_ones_own_is_used_in_another_project(person: Drafter) -> None:
    made = grouped(person, "conv1", "pool1")
    kept = module(person, made)
    person.chooses(made, "Keep in my modules")
    person.does("project.save")
    person.window.new_project("By hand")
    used = person.drags_module(kept.title or kept.name, SPARE)
    assert module(person, used) == kept


@pytest.mark.worker
def test_a_network_of_modules_is_trained_and_taken_away_as_a_program(drafter: Drafter, tmp_path: object) -> None:
    folder, digits = samples.open_sample("lenet5"), read_mnist()
    np.savez(folder / "digits.npz", images=digits.images[:320], labels=digits.labels[:320])
    project = file.read(folder)
    data = project.data.replace(source=NumpyFile(path=str(folder / "digits.npz")))
    file.write(folder, structs.replace(project, data=data, recipe=project.recipe.replace(epochs=1, batch_size=32)))
    drafter.drops_files(folder)
    drafter.waits_until(lambda: drafter.window.workspace)
    drafter.rests()
    made = grouped(drafter, "dense1", "dense2")
    assert f"def {module(drafter, made).name}(" in drafter.source
    drafter.presses_train()
    drafter.waits_until(lambda: [run.state for run in drafter.workspace.results.runs] == ["done"])
    drafter.waits_for_phase("idle")
    images = digits.test_images[:4]
    built, said = run_fresh(BUILD, drafter.exports("python", "run-0001"), tmp_path, images)
    assert said.split() == ["61706"]
    assert np.abs(built - predicted(drafter, "run-0001", images)).max() <= 1e-5

    drafter.clicks("conv1")
    drafter.enters("Filters", "8")
    window = compares(drafter)
    picks(window, 0, "run-0001 · as trained")
    assert window.words() == "1 changed."
    assert ["conv1", "filters", "6", "8"] in table(window, "What")
    window.close()
