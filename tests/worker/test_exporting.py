"""Exports of networks that are not trained yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from msgspec.structs import replace

from studio.compile.planner import plan
from studio.data import Data, NumpyFile
from studio.graph.model import Graph
from studio.messages.orders import Export
from studio.project.project import Project
from studio.project.record import record
from studio.worker.exporting import exported
from studio.worker.feed import Feed, read_feed
from studio.worker.opening import UnfitError, begin
from tests.engine.orders import data, small_plan, train
from tests.graph.small_modules import chosen, network, unit

# Keras gives NumPy its variables in an old way when it writes or reads them
pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
    pytest.mark.usefixtures("unchecked"),
]


def feed_of(given: Data) -> Feed:
    return read_feed(given, lambda done, total: None)


@pytest.fixture
def order(tmp_path: Path) -> Callable[..., Export]:
    def made(**values: object) -> Export:
        given = {"plan": small_plan(), "data": data(tmp_path), "seed": 3} | values
        return Export(project=str(tmp_path), run="", format="keras", path=str(tmp_path / "out"), **given)

    return made


def test_an_untrained_network_brings_its_mean_image_and_the_weights_of_its_seed(order: Callable[..., Export]) -> None:
    first = order()
    done = exported(first, feed_of)
    assert (done.run, done.epoch, done.path) == ("", 0, first.path)
    model = keras.models.load_model(Path(first.path) / "model.keras")
    assert first.data is not None
    (centring,) = [layer for layer in model.layers if isinstance(layer, keras.layers.Normalization)]
    assert np.array_equal(np.squeeze(centring.mean.numpy()), np.squeeze(feed_of(first.data).mean))
    exported(order(), feed_of)
    again = keras.models.load_model(Path(first.path) / "model.keras")
    pairs = zip(model.variables, again.variables, strict=True)
    assert [one.path for one, other in pairs if not np.array_equal(one.value.numpy(), other.value.numpy())] == []


def test_a_network_for_other_classes_is_not_written(order: Callable[..., Export], tmp_path: Path) -> None:
    path = tmp_path / "two.npz"
    np.savez(path, images=np.zeros((40, 28, 28, 1), np.uint8), labels=np.arange(40) % 2)
    with pytest.raises(UnfitError) as refused:
        exported(order(data=Data(source=NumpyFile(path=str(path)))), feed_of)
    assert (
        str(refused.value)
        == "The data has 2 classes, so the network must end in 2 values. Received: (10,). Set units of the last Dense to 2."
    )
    assert not (tmp_path / "out").exists()


def test_the_program_of_an_untrained_network_has_its_modules(order: Callable[..., Export]) -> None:
    project = Project(title="Small", graphs={"main": drawn()}, shown="main")
    planned = plan(project.graph, project.title)
    done = exported(replace(order(plan=planned, record=record(project)), format="python"), feed_of)
    text = (Path(done.path) / "network.py").read_text(encoding="utf-8")
    assert '    for i in range(1, 3):\n        x = conv_relu(x, filters=2, name=f"res1_{i}")\n' in text
    without = exported(replace(order(plan=planned), format="python"), feed_of)
    assert 'name="res1_2_relu1"' in (Path(without.path) / "network.py").read_text(encoding="utf-8")


def test_the_program_of_a_run_has_the_modules_that_it_was_drawn_with(tmp_path: Path) -> None:
    """Whatever becomes of the project's own file, which is not there at all."""
    project = Project(title="Small", graphs={"main": drawn()}, shown="main")
    training = train(tmp_path, epochs=1, plan=plan(project.graph, project.title), record=record(project))
    fit, *_ = begin(training, feed_of(training.data), "CPU:0")
    fit.run(lambda event: None, lambda reason: 0.0)
    done = exported(Export(project=str(tmp_path), run=training.run, format="python", path=str(tmp_path / "out")), feed_of)
    text = (Path(done.path) / "network.py").read_text(encoding="utf-8")
    assert "MEAN_IMAGE" in text
    assert '    for i in range(1, 3):\n        x = conv_relu(x, filters=2, name=f"res1_{i}")\n' in text
    names: dict[str, Any] = {"__name__": "program"}
    exec(compile(text, "program", "exec"), names)
    names["build"]().load_weights(Path(done.path) / "network.weights.h5")


def drawn() -> Graph:
    """Two small convolutions in a chain."""
    return network(chosen(unit(), 2, filters=2), shape=(28, 28, 1))
