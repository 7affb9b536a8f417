"""Training, probes, attacks and exports on a GPU, where TensorFlow sees one: `pytest -m gpu`."""

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from studio.compile.source import source
from studio.messages.formats import Format
from studio.recipe.losses import SoftmaxCrossentropy
from studio.worker.attack import attacked
from studio.worker.attacks import Fgsm, Pgd
from studio.worker.build import Network, build
from studio.worker.export import export
from studio.worker.filters import filters
from studio.worker.formats.content import Content
from studio.worker.judging import Sample
from studio.worker.losses import LossOfEach
from studio.worker.maps import feature_maps
from studio.worker.predict import evaluate
from studio.worker.stepping import Stepper
from studio.worker.thumbnails import thumbnails
from tests.worker.plans import LENET, lenet

pytestmark = [
    pytest.mark.gpu,
    # Keras 3.15 saves its variables through NumPy in a way that NumPy 2 warns of.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def gpu() -> Iterator[str]:
    if not tf.config.list_physical_devices("GPU"):
        pytest.skip("TensorFlow sees no GPU here; `abyss doctor` says why.")
    with tf.device("GPU:0"):
        yield "GPU:0"


@pytest.fixture(scope="module")
def bars() -> tuple[np.ndarray, np.ndarray]:
    """Images of ten kinds: a bright bar in one of ten places, under noise."""
    rng = np.random.default_rng(0)
    labels = np.arange(640) % 10
    images = rng.integers(0, 100, (640, 28, 28, 1), dtype=np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[2 + 2 * label : 5 + 2 * label] += 120
    return images, labels.astype(np.int32)


@pytest.fixture(scope="module")
def trained(gpu: str, bars: tuple[np.ndarray, np.ndarray]) -> Network:
    images, labels = bars
    network = build(lenet(), seed=1)
    stepper = Stepper(network, LossOfEach(SoftmaxCrossentropy()), keras.optimizers.Adam(0.003))
    for _ in range(4):
        stepper.run(images.reshape(10, 64, 28, 28, 1), labels.reshape(10, 64))
    return network


def test_the_weights_live_on_the_gpu(trained: Network, gpu: str) -> None:
    assert all(gpu in weight.value.device for weight in trained.model.weights)


def test_training_learns(trained: Network, bars: tuple[np.ndarray, np.ndarray]) -> None:
    assert (evaluate(trained, *bars).accuracy or 0) > 0.9


def test_probes_answer_as_the_cpu_does(trained: Network, bars: tuple[np.ndarray, np.ndarray]) -> None:
    image = bars[0][0]
    maps = feature_maps(trained, "n-conv2", image).values
    with tf.device("CPU:0"):
        assert np.allclose(maps, feature_maps(trained, "n-conv2", image).values, atol=1e-3)
    assert filters(trained, "n-conv2").shape == (5, 5, 6, 16)
    nodes = [f"n-{name}" for name, _, _ in LENET]
    assert list(thumbnails(trained, nodes, image)) == nodes


@pytest.mark.parametrize("attack", [Fgsm(epsilon=32.0), Pgd(epsilon=32.0)])
def test_attacks_raise_the_loss_within_epsilon(attack: Fgsm | Pgd, trained: Network, bars: tuple[np.ndarray, np.ndarray]) -> None:
    images, labels = bars[0][:64], bars[1][:64]
    result = attacked(trained, images, labels, attack)
    assert result.largest.max() <= 32.0
    assert evaluate(trained, result.adversarial, labels).loss > evaluate(trained, images, labels).loss


@pytest.mark.parametrize("name", ["savedmodel", "keras", "python", "tflite", "tflite-float16", "tflite-int8"])
def test_exports_run_without_a_gpu(name: Format, trained: Network, bars: tuple[np.ndarray, np.ndarray], tmp_path: Path) -> None:
    content = Content(trained, tuple(map(str, range(10))), source(trained.plan).text, bars[0][:64])
    assert export(content, name, tmp_path / "taken", Sample(bars[0][:64], bars[1][:64], "test")).images == 64
