"""Networks that several tests look at (building one costs more than looking), and sums of one precision on every device."""

import os

os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")  # before TensorFlow: a GPU may be in use by others

import numpy as np
import pytest
import tensorflow as tf

from studio.worker.build import Network, build
from tests.worker.plans import lenet

tf.config.experimental.enable_tensor_float_32_execution(False)  # its three digits are too few for what tests compare


@pytest.fixture(scope="session")
def lenet5() -> Network:
    return build(lenet(), seed=1)


@pytest.fixture(scope="session")
def digits() -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, (16, 28, 28, 1), dtype=np.uint8)
