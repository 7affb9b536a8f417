"""Prints what becomes of published networks and of the samples, as tables: some minutes and 4 GB of memory.

`python -m tests.round_trip` says all but the part `every`; names of parts choose: applications, every, parity, training, steps;
the name of a network of keras.applications is a part of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import keras

from studio.project import file, samples
from tests.round_trip.applications import networks, returned, smallest
from tests.round_trip.epoch import IMAGES, trained
from tests.round_trip.parity import TWINS, compared
from tests.round_trip.step import BATCH, stepped
from tests.samples.projects import SMALL


def _applications(every: bool) -> None:
    _say(f"{'Every network' if every else 'The smallest network of each family'} of keras.applications, there and back, random weights")
    _say(f"{'':20}{'layers':>8}{'weights':>14}{'nodes':>7}{'modules':>9}{'sections':>10}{'opened in':>11}  outputs")
    for name in networks() if every else smallest():
        subprocess.run([sys.executable, "-m", "tests.round_trip", name], check=True)  # Keras does not give all memory back


def _application(name: str) -> None:
    found = returned(name)
    same = found.unlike or "the same, bit for bit"
    counts = f"{found.layers:8}{found.weights:14,}{found.nodes:7}{found.modules:9}{found.repeated:10}"
    _say(f"{name:20}{counts}{found.seconds:9.2f} s  {same}")


def _parity() -> None:
    _say("Drawings against keras.applications, 224×224, the same random weights")
    _say(f"{'':14}{'weights':>14}{'Keras':>14}{'difference':>12}")
    for twin in TWINS:
        found = compared(twin)
        _say(f"{twin.drawing:14}{found.weights:14,}{found.keras_weights:14,}{found.difference:12.1e}")
        keras.backend.clear_session()


def _training() -> None:
    _say(f"\nThree epochs of {IMAGES} digits each, as the sample comes")
    _say(f"{'':18}{'loss':>24}{'seconds an epoch':>18}{'in all':>8}")
    for sample in samples.samples():
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            epochs = trained(sample.name, Path(folder) / sample.name, 3)
        losses = "  ".join(f"{epoch.loss:6.3f}" for epoch in epochs)
        seconds = min(epoch.seconds for epoch in epochs)  # the first makes the training step too
        _say(f"{sample.name:18}{losses:>24}{seconds:18.2f}{time.perf_counter() - begun:7.0f} s")


def _steps() -> None:
    _say(f"\nTraining steps at full size, {BATCH} images each")
    _say(f"{'':32}{'weights':>14}{'seconds':>10}{'loss':>8}")
    for sample in samples.samples():
        for drawing in file.read(sample.folder).graphs:
            if drawing != SMALL:
                step = stepped(sample.name, drawing)
                _say(f"{sample.name:18}{drawing:14}{step.weights:14,}{step.seconds:10.2f}{step.loss:8.2f}")
                keras.backend.clear_session()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


PARTS: dict[str, Callable[[], None]] = {
    "applications": lambda: _applications(every=False),
    "every": lambda: _applications(every=True),
    "parity": _parity,
    "training": _training,
    "steps": _steps,
}


def _chosen() -> list[str]:
    known = [*PARTS, *networks()]
    parser = argparse.ArgumentParser(prog="python -m tests.round_trip", description="Tells what becomes of networks, there and back.")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"one of {', '.join(known)}; all but every and single networks where none is given"
    )
    given = parser.parse_args().parts
    if unknown := [name for name in given if name not in known]:
        parser.error(f"There is no part {unknown[0]}. Expected: one of {', '.join(known)}.")
    return given or [name for name in PARTS if name != "every"]


if __name__ == "__main__":
    for part in _chosen():
        PARTS.get(part, lambda part=part: _application(part))()
