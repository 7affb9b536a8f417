"""Whether an export is near enough to the studio to be called done."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from studio.data import Data
from studio.messages.formats import Format
from studio.worker.alone import Answer, ExportError
from studio.worker.build import Network
from studio.worker.feed import Feed, Portion
from studio.worker.judging import Sample, examples, judged, sample
from studio.worker.predict import predict


def says(predictions: np.ndarray[Any, Any]) -> Any:
    """A process in which the export predicts so."""
    return SimpleNamespace(answer=lambda folder, images: Answer(predictions, 0.5))


def feed(shape: tuple[int, ...] = (28, 28, 1), test: int = 1000) -> Feed:
    """Images sorted by class, each showing nothing but its number."""
    labels = np.repeat(np.arange(10), 100)
    images = np.broadcast_to(labels.astype(np.uint8).reshape(-1, 1, 1, 1), (1000, *shape))
    parts = {"train": Portion(images, labels, np.arange(1000)), "validation": Portion(images, labels, np.arange(0))}
    return Feed(Data(), tuple(map(str, range(10))), parts | {"test": Portion(images, labels, np.arange(test))})


def test_test_images_of_all_classes_are_asked_about(lenet5: Network) -> None:
    asked = sample(lenet5, feed(), trained=True)
    assert (asked.of, len(asked.images)) == ("test", 256)
    assert asked.labels is not None
    assert np.unique(asked.labels).tolist() == list(range(10))
    assert asked.images[:, 0, 0, 0].tolist() == asked.labels.tolist()


def test_another_part_is_where_there_are_no_test_images_and_noise_where_none_fit(lenet5: Network) -> None:
    assert sample(lenet5, feed(test=0), trained=True).of == "train"
    for unfit in (None, feed((32, 32, 3))):
        asked = sample(lenet5, unfit, trained=True)
        assert (asked.of, asked.images.shape, asked.labels) == ("noise", (16, 28, 28, 1), None)
        assert examples(lenet5, unfit) is None


def test_an_untrained_network_is_right_about_nothing(lenet5: Network) -> None:
    assert sample(lenet5, feed(), trained=False).labels is None


def test_ranges_are_measured_on_training_images_of_all_classes(lenet5: Network) -> None:
    found = examples(lenet5, feed())
    assert found is not None
    assert found.shape == (128, 28, 28, 1)
    assert np.unique(found).tolist() == list(range(10))


@pytest.mark.parametrize(
    ("form", "allowed", "title"),
    [("savedmodel", "1e-05", "SavedModel"), ("tflite", "0.0001", "TFLite float32"), ("tflite-float16", "0.01", "TFLite float16")],
)
def test_one_that_differs_is_refused(form: Format, allowed: str, title: str, lenet5: Network, digits: np.ndarray, tmp_path: Path) -> None:
    own = predict(lenet5, digits)
    near, far = own + 0.9 * float(allowed), own + 0.25
    found = judged(lenet5, form, tmp_path, Sample(digits, None, "noise"), says(near))
    assert found.difference == pytest.approx(0.9 * float(allowed), rel=0.1)
    for answer, received in ((far, "0.25"), (own + np.nan, "nan"), (own[:, :9], "inf")):
        with pytest.raises(ExportError) as error:
            judged(lenet5, form, tmp_path, Sample(digits, None, "noise"), says(answer))
        assert str(error.value) == (
            f"The {title} export predicts otherwise than the studio. Expected: a difference of at most {allowed} on 16 images of noise. "
            f"Received: {received}. Nothing was exported. Choose another format."
        )


def test_int8_is_judged_by_what_it_gets_right(lenet5: Network, digits: np.ndarray, tmp_path: Path) -> None:
    own = predict(lenet5, digits)
    asked = Sample(digits, own.argmax(axis=-1), "test")
    coarse = np.eye(10, dtype=np.float32)[own.argmax(axis=-1)]
    found = judged(lenet5, "tflite-int8", tmp_path, asked, says(coarse))
    assert (found.accuracy, found.own_accuracy, found.milliseconds) == (1.0, 1.0, 0.5)
    assert found.difference > 0.1
    coarse[0] = np.roll(coarse[0], 1)
    with pytest.raises(ExportError) as error:
        judged(lenet5, "tflite-int8", tmp_path, asked, says(coarse))
    assert str(error.value) == (
        "The TFLite int8 export gets 93.8 % of 16 test images right, the studio 100.0 %. Expected: at most 2 points less. "
        "Nothing was exported. Choose another format."
    )
