"""A person draws an encoder that remembers where its largest values stood, brings them back by the indices, and trains it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from studio.compile.parsing.program import parsed
from studio.compile.planner import plan
from studio.data import NumpyFile
from studio.data.mnist import read_mnist
from studio.project import file, samples
from tests.compile.parsing.same import computed
from tests.scenarios.drafter import Drafter
from tests.scenarios.test_train import BUILD, predicted, run_fresh

pytestmark = pytest.mark.worker


@pytest.fixture
def folder(home: Path) -> Path:
    """LeNet-5, as the sample has it, to be trained for one epoch on the first digits of MNIST."""
    made, digits = samples.open_sample("lenet5"), read_mnist()
    np.savez(made / "digits.npz", images=digits.images[:320], labels=digits.labels[:320])
    project = file.read(made)
    data = project.data.replace(source=NumpyFile(path=str(made / "digits.npz")))
    file.write(made, structs.replace(project, data=data, recipe=project.recipe.replace(epochs=1, batch_size=16)))
    return made


@pytest.fixture
def person(qtbot: QtBot, folder: Path) -> Iterator[Drafter]:
    made = Drafter(qtbot)
    made.window.open_folder(folder)
    yield made
    made.ends()


def test_an_encoder_remembers_its_places_and_the_decoder_leads_values_back(person: Drafter, tmp_path: Path) -> None:
    # Pooling, a filter and unpooling are put one after the other behind the first filters.
    pool = person.drags_from_palette("MaxPoolingWithIndices2D", person.on_wire("conv1", "pool1", 0))
    conv = person.drags_from_palette("Conv2D", person.on_wire(pool, "pool1", 0))
    person.clicks(conv)
    person.enters("Filters", "6")
    person.presses(QAbstractButton, "same", person.workspace.panels.properties)
    unpool = person.drags_from_palette("MaxUnpooling2D", person.on_wire(conv, "pool1", 0))
    assert person.wires() >= {("conv1", pool), (pool, conv), (conv, unpool), (unpool, "pool1")}
    assert [words for node, words, _ in person.issues if node == unpool] == [
        f"MaxUnpooling2D merges two or more inputs. Received: one, from {conv}. Lead another wire to {unpool}, or take it out."
    ]

    # The second output is led around the filter: the indices.
    person.drags(person._port(pool, -2), person._port(unpool, 1))
    (led,) = (wire for wire in person.graph.wires if wire.outlet)
    assert (led.source, led.target, led.port) == (person.node(pool).id, person.node(unpool).id, 1)
    assert person.shape(unpool) == (28, 28, 6)
    assert person.issues == []

    # The program says it as a person would, and the program is the drawing.
    text = person.source
    assert f"    x, {pool}_indices = MaxPoolingWithIndices2D(2, name=" in text
    assert f'    x = MaxUnpooling2D(name="{unpool}")([x, {pool}_indices])\n' in text
    read, drawn = (computed(plan(graph, "t")) for graph in (parsed(text).graph, person.graph))
    assert [read[name] for name in (pool, conv, unpool, "pool1")] == [drawn[name] for name in (pool, conv, unpool, "pool1")]

    # It trains, and is taken away with its weights.
    person.presses_train()
    person.waits_until(lambda: [run.state for run in person.workspace.results.runs] == ["done"])
    (run,) = person.workspace.results.runs
    assert run.epochs == 1
    images = read_mnist().test_images[:20]
    built, _ = run_fresh(BUILD, person.exports("python", run.id), tmp_path, images)
    assert np.abs(built - predicted(person, run.id, images)).max() <= 1e-5

    # The pooling goes with all its wires in one step, and comes back with them in one step.
    person.clicks(pool)
    person.hits("Delete")
    assert not [wire for wire in person.graph.wires if wire.outlet]
    person.hits("Ctrl+Z")
    assert [wire for wire in person.graph.wires if wire.outlet] == [led]
