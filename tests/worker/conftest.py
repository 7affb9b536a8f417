"""Networks that several tests look at; building one costs more than looking."""

import numpy as np
import pytest

from studio.worker.build import Network, build
from tests.worker.plans import lenet


@pytest.fixture(scope="session")
def lenet5() -> Network:
    return build(lenet(), seed=1)


@pytest.fixture(scope="session")
def digits() -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, (16, 28, 28, 1), dtype=np.uint8)
