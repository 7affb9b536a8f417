"""Prints what becomes of the samples at full size and in training, as tables: some minutes and 3 GB of memory."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import keras

from studio.project import file, samples
from tests.round_trip.epoch import IMAGES, trained
from tests.round_trip.parity import TWINS, compared
from tests.round_trip.step import BATCH, stepped
from tests.samples.projects import SMALL


def _parity() -> None:
    _say("Drawings against keras.applications, 224×224, the same random weights")
    _say(f"{'':14}{'weights':>14}{'Keras':>14}{'difference':>12}")
    for twin in TWINS:
        found = compared(twin)
        _say(f"{twin.drawing:14}{found.weights:14,}{found.keras_weights:14,}{found.difference:12.1e}")
        keras.backend.clear_session()


def _training() -> None:
    _say(f"\nThree epochs of {IMAGES} digits each, as the sample comes")
    _say(f"{'':14}{'loss':>24}{'seconds an epoch':>18}{'in all':>8}")
    for sample in samples.samples():
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            epochs = trained(sample.name, Path(folder) / sample.name, 3)
        losses = "  ".join(f"{epoch.loss:6.3f}" for epoch in epochs)
        seconds = min(epoch.seconds for epoch in epochs)  # the first makes the training step too
        _say(f"{sample.name:14}{losses:>24}{seconds:18.2f}{time.perf_counter() - begun:7.0f} s")


def _steps() -> None:
    _say(f"\nTraining steps at full size, {BATCH} images each")
    _say(f"{'':28}{'weights':>14}{'seconds':>10}{'loss':>8}")
    for sample in samples.samples():
        for drawing in file.read(sample.folder).graphs:
            if drawing != SMALL:
                step = stepped(sample.name, drawing)
                _say(f"{sample.name:14}{drawing:14}{step.weights:14,}{step.seconds:10.2f}{step.loss:8.2f}")
                keras.backend.clear_session()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _parity()
    _training()
    _steps()
