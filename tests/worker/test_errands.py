"""What is asked of a run's network beside a training is refused in words where it cannot be answered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from msgspec import structs

from studio.data import Data
from studio.messages.orders import Import, Predict, Tally
from studio.worker.errands import predicted, tallied
from studio.worker.feed import Feed, read_feed
from studio.worker.importing import imported
from studio.worker.maps import InspectionError
from tests.engine.orders import data, small_plan
from tests.worker.test_importing import LAYERS, model

# Keras gives NumPy its variables in an old way when it writes or reads them
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")


def feed_of(given: Data) -> Feed:
    return read_feed(given, lambda done, total: None)


def run_in(folder: Path, meaning: str = "classes") -> str:
    """A run with the weights of a small model, and no training."""
    model().save(folder / "mine.keras")
    plan = structs.replace(small_plan(), meaning=meaning)
    imported(Import(project=str(folder), run="run-0001", model=str(folder / "mine.keras"), plan=plan, data=data(folder), layers=LAYERS))
    return "run-0001"


def answer(order: Predict | Tally) -> object:
    return tallied(order, feed_of, lambda _: None, lambda: None) if isinstance(order, Tally) else predicted(order)


def refusal(order: Predict | Tally) -> str:
    with pytest.raises(InspectionError) as refused:
        answer(order)
    return str(refused.value)


def test_without_pictures_there_is_nothing_to_predict(tmp_path: Path) -> None:
    order = Predict(project=str(tmp_path), run=run_in(tmp_path))
    assert refusal(order) == "There is nothing to predict. Give at least one picture file."
    images = structs.replace(order, images=np.zeros((1, 5, 5, 1), np.uint8))
    assert refusal(images) == "The network takes images of shape (28, 28, 1). Received: (5, 5, 1)."


def test_values_are_not_counted_by_class(tmp_path: Path) -> None:
    order = Tally(project=str(tmp_path), run=run_in(tmp_path, "values"), data=data(tmp_path))
    assert refusal(order) == "The network answers with values, so nothing can be counted by class. Expected: an Output of classes."


def test_without_images_to_count_that_is_said(tmp_path: Path) -> None:
    trained = structs.replace(data(tmp_path), validation=0.0, test=0.0)
    order = Tally(project=str(tmp_path), run=run_in(tmp_path), data=trained)
    assert refusal(order) == "There are no images to count: no test images and none for validation. Give them a share in Data."
