"""The samples are the networks that they are called after: against Keras's own, as programs, and in training."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import pytest

from studio import paths
from studio.graph.measure import measure
from studio.project import file
from tests.compile.programs import checked
from tests.round_trip.epoch import trained
from tests.round_trip.parity import TWINS, Twin, compared
from tests.samples.projects import SMALL

SOON_BUILT = [twin for twin in TWINS if twin.sample in ("mobilenet", "mobilenet_v2", "resnet50")]


@pytest.mark.parametrize("twin", SOON_BUILT, ids=lambda twin: twin.sample)
def test_a_sample_answers_as_keras_s_own_network_with_the_same_weights(twin: Twin) -> None:
    """On small images, to be quick; at full size with the others in `python -m tests.round_trip`."""
    found = compared(twin, size=64)
    assert found.weights == found.keras_weights
    assert found.difference < 1e-4


@pytest.mark.parametrize(
    ("sample", "make", "alpha"),
    [("mobilenet", keras.applications.MobileNet, 0.25), ("mobilenet_v2", keras.applications.MobileNetV2, 0.35)],
)
def test_a_narrow_drawing_has_the_weights_of_keras_s_own(sample: str, make: Callable[..., Any], alpha: float) -> None:
    theirs = make(alpha=alpha, weights=None, input_shape=(32, 32, 1), classes=10)
    assert measure(file.read(paths.samples() / sample).graphs[SMALL]).weights == theirs.count_params()


@pytest.mark.parametrize("sample", ["alexnet", "vgg16", "googlenet", "resnet18", "mobilenet"])
def test_the_program_of_a_small_drawing_makes_the_same_network(sample: str) -> None:
    checked(file.read(paths.samples() / sample).graphs[SMALL])


@pytest.mark.worker
@pytest.mark.parametrize("sample", ["vgg16", "resnet18", "mobilenet"])
def test_a_sample_learns_as_it_comes(sample: str, tmp_path: Path) -> None:
    """All of them in `python -m tests.round_trip`."""
    epochs = trained(sample, tmp_path / sample, 3)
    assert len(epochs) == 3
    assert all(math.isfinite(epoch.loss + epoch.val_loss) for epoch in epochs)
    assert epochs[-1].loss < epochs[0].loss


@pytest.mark.worker
@pytest.mark.parametrize("sample", ["alexnet", "googlenet", "mobilenet_v2"])
def test_a_sample_trains_for_an_epoch(sample: str, tmp_path: Path) -> None:
    """ResNet-50 and -152, which take longest to build, in `python -m tests.round_trip`."""
    (epoch,) = trained(sample, tmp_path / sample)
    assert math.isfinite(epoch.loss + epoch.val_loss)
