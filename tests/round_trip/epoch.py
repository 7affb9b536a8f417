"""Whether a sample trains as it comes: an epoch of 512 of its digits, from the command line, with a real worker."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec import structs

from studio import paths
from studio.data import NumpyFile
from studio.data.mnist import read_mnist
from studio.project import file

IMAGES = 512
_KEPT_BACK = 128  # to validate, and as many for the test


class Epoch(NamedTuple):
    """What an epoch gave.

    Attributes:
        loss: Mean over its images.
        val_loss: Of the images that it did not see.
        seconds: What it took, with the making of the training step.
    """

    loss: float
    val_loss: float
    seconds: float


def trained(sample: str, folder: Path, epochs: int = 1) -> list[Epoch]:
    """Trains a copy of a sample, as it is on the board when opened, on the first digits of MNIST.

    Args:
        sample: The sample's folder.
        folder: Where the copy goes.
        epochs: How many.
    """
    _copied(sample, folder)
    command = [sys.executable, "-m", "studio", "train", str(folder), "--epochs", str(epochs), "--json"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = [json.loads(line) for line in said.splitlines()]
    return [Epoch(each["loss"], each["val_loss"], each["seconds"]) for each in told if each["kind"] == "epoch"]


def _copied(sample: str, folder: Path) -> None:
    count, project, digits = IMAGES + 2 * _KEPT_BACK, file.read(paths.samples() / sample), read_mnist()
    folder.mkdir()
    np.savez(folder / "digits.npz", images=digits.images[:count], labels=digits.labels[:count])
    share = _KEPT_BACK / count
    data = project.data.replace(source=NumpyFile(path=str(folder / "digits.npz")), validation=share, test=share)
    file.write(folder, structs.replace(project, data=data))
