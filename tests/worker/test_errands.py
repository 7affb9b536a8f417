"""Exports of networks that are not trained yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest

from studio.data import Data, NumpyFile
from studio.messages.orders import Export
from studio.worker.errands import exported
from studio.worker.feed import Feed, read_feed
from studio.worker.opening import UnfitError
from tests.engine.orders import data, small_plan

# Keras gives NumPy its variables in an old way when it writes or reads them
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")


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
