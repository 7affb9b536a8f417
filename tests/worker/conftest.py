"""Networks that several tests look at (building one costs more than looking), and sums of one precision on every device."""

import contextlib
import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")  # before TensorFlow: a GPU may be in use by others

import numpy as np
import pytest
import tensorflow as tf

from studio.messages.checked import Checked
from studio.messages.formats import Format
from studio.worker import export as exporting
from studio.worker.build import Network, build
from tests.worker.plans import lenet

tf.config.experimental.enable_tensor_float_32_execution(False)  # its three digits are too few for what tests compare


@pytest.fixture(scope="session")
def lenet5() -> Network:
    return build(lenet(), seed=1)


@pytest.fixture(scope="session")
def digits() -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, (16, 28, 28, 1), dtype=np.uint8)


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Exports are written and put in place without being run, for tests of what is written: `test_formats` runs each."""

    @contextlib.contextmanager
    def nobody(*_: Any) -> Iterator[Any]:
        yield SimpleNamespace(material=tmp_path_factory.mktemp("material"))

    monkeypatch.setattr(exporting, "alone", nobody)
    monkeypatch.setattr(exporting, "judged", lambda network, form, *_: checked(form))


def checked(format: Format = "python", **values: Any) -> Checked:
    """What a check says that finds nothing wrong."""
    found = {"images": 16, "of": "noise", "difference": 0.0, "accuracy": None, "own_accuracy": None, "size": 1}
    return Checked(format=format, **found | {"milliseconds": 1.0, "own_milliseconds": 1.0} | values)
