"""Made-up figures and pictures with which panels are shown alone; nothing here was ever measured."""

import numpy as np
from numpy.typing import NDArray

from studio.blocks.block import Reach
from studio.panels.attack_values import AttackShown
from studio.panels.console import Kind
from studio.panels.feature_maps import MapsShown
from studio.panels.run_curves import Batches, Epochs, RunCurves
from studio.panels.seen import centred
from studio.runs.listing import RunInfo

_BATCHES = 859


def run() -> RunCurves:
    """A run in its fifth epoch."""
    return _run("Run 4", "Adam", batches=4 * _BATCHES + 532, seed=4)


def older_run() -> RunCurves:
    """A run that ended."""
    return _run("Run 3", "SGD with momentum", batches=5 * _BATCHES, seed=3)


def over_fitted_run() -> RunCurves:
    """A run whose validation loss turned at its third epoch."""
    at = np.arange(1.0, 9.0)
    epochs = Epochs(at, 0.4 / at, 0.12 + 0.03 * np.abs(at - 3), 0.98 - 0.004 * np.abs(at - 3))
    return RunCurves("Run 7", "RMSprop", 8, batches=_batches(8 * _BATCHES, seed=7), epochs=epochs)


def _run(name: str, recipe: str, batches: int, seed: int) -> RunCurves:
    at = np.arange(1.0, batches // _BATCHES + 1)
    wobble = np.random.default_rng(seed).normal(0, 0.05, len(at))
    validation = (0.055 + 0.06 / at**2) * (1 + wobble)
    epochs = Epochs(at, 0.03 + 0.1 / at, validation, 1 - 0.3 * validation)
    return RunCurves(name, recipe, 5, batches=_batches(batches, seed), epochs=epochs)


def _batches(count: int, seed: int) -> Batches:
    """Figures that fall as a power of time, with the noise of batches of 64."""
    random = np.random.default_rng(seed)
    at = np.arange(1, count + 1) / _BATCHES
    trend = 2.3 / (1 + 14 * at) + 0.01
    loss = trend * random.gamma(4, 1 / 4, count)
    wrong = random.binomial(64, np.clip(0.4 * trend, 0, 0.9)) / 64
    return Batches(at, loss, 1 - wrong)


def digit() -> NDArray[np.uint8]:
    """A nine, drawn with a loop and a stroke."""
    rows, columns = np.mgrid[:28, :28].astype(float)
    loop = np.abs(np.hypot((rows - 10) / 1.1, (columns - 13) / 1.0) - 4.5)
    stroke = np.abs((columns - 17.5) + 0.22 * (rows - 10)) + 99.0 * ((rows < 9) | (rows > 23))
    ink = np.exp(-(np.minimum(loop, stroke) ** 2) / 1.1)
    grey: NDArray[np.uint8] = np.rint(255 * ink).astype(np.uint8)
    return grey


def filters(count: int = 6, channels: int = 1) -> NDArray[np.float32]:
    """Filters that answer to edges at different angles."""
    rows, columns = np.mgrid[-2:3, -2:3] / 2.0
    random = np.random.default_rng(1)
    made = np.empty((5, 5, channels, count), np.float32)
    for index in range(count):
        angle = np.pi * index / count
        edge = 0.3 * np.sin(2.4 * (np.cos(angle) * columns + np.sin(angle) * rows))
        made[..., index] = edge[:, :, None] + random.normal(0, 0.08, (5, 5, channels))
    return made


def maps(count: int = 6) -> MapsShown:
    """The digit as those filters see it."""
    image, kernels = digit(), filters(count)
    padded = np.pad(image / 255.0, 2)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (5, 5))
    answers = np.tanh(np.einsum("yxij,ijm->yxm", windows, kernels[:, :, 0, :])).astype(np.float32)
    sees = centred(Reach((5, 5), (1, 1)), (28, 28), (28, 28))
    return MapsShown("conv1", "grid-3x3", "convolution", image, answers, float(np.abs(answers).max()), kernels, sees)


def attack(epsilon: float = 0.1) -> AttackShown:
    """The digit pushed along the signs of a made-up gradient, and a network that falls for it."""
    image = digit()[:, :, None].astype(np.float32)
    gradient = maps().maps[:, :, 1] - 0.5 * maps().maps[:, :, 4]
    step = 255 * epsilon * np.where(np.abs(gradient) < 0.02, 0, np.sign(gradient))
    before, after = np.full(10, 0.001), np.full(10, 0.0001)
    before[[9, 7, 4]], after[[7, 9]] = (0.989, 0.003, 0.002), (0.991, 0.008)
    changed = np.clip(image + step[:, :, None], 0, 255)
    return AttackShown(epsilon, 9, image, changed, before, after, 0.0, 354, 593)


LOG: tuple[tuple[int, Kind, str], ...] = (
    (2, "event", "The worker is ready: TensorFlow on 1 CPU."),
    (9, "event", "Run 4 started: 55,000 images, 5 epochs of 859 batches."),
    (11, "printed", "A line that a layer printed.\nAnd one more."),
    (21, "event", "Epoch 1 ended: validation loss 0.108, accuracy 96.8 %."),
    (34, "warning", "The refresh of pictures slowed down to keep within 2 % of training."),
    (47, "fault", "The worker ended by itself (signal 9). It is started again, and the run goes on from epoch 3."),
)

PROGRAM = '''"""A small network."""

import keras
from keras import layers


def build() -> keras.Model:
    """The network, untrained."""
    image = keras.Input(shape=(28, 28, 1), name="image")
    conv1 = layers.Conv2D(6, (5, 5), padding="same", activation="tanh", name="conv1")(image)
    pool1 = layers.AveragePooling2D(pool_size=(2, 2), name="pool1")(conv1)
    flat = layers.Flatten(name="flat")(pool1)
    logits = layers.Dense(10, name="logits")(flat)
    probabilities = layers.Softmax(name="probabilities")(logits)  # of the ten digits
    return keras.Model(image, probabilities, name="small")


if __name__ == "__main__":
    build().summary()
'''


def runs() -> tuple[RunInfo, ...]:
    """Runs in every state."""
    noon = 1735732800.0
    return (
        RunInfo("run-0001", 1, "Adam · batch 64", noon, 5, 5, 5, 0.9784, 0.9801, "done"),
        RunInfo(
            "run-0002", 2, "SGD · batch 32", noon + 900, 2, 5, 2, 0.9312, None, "failed", "The loss is not a number since batch 1,804."
        ),
        RunInfo("run-0003", 3, "SGD with momentum · batch 64", noon + 1900, 5, 10, 4, 0.9825, 0.9836, "stopped", "Stopped by hand."),
        RunInfo("run-0004", 4, "Adam · batch 64", noon + 4000, 4, 5, 4, 0.9798, None, "unfinished"),
        RunInfo("run-0005", 5, "run-0005", state="broken", reason="Run run-0005 has no run.db."),
    )
