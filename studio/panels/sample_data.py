"""Made-up figures and pictures with which panels are shown alone; nothing here was ever measured."""

import numpy as np
from numpy.typing import NDArray

from studio.panels.run_curves import Batches, Epochs, RunCurves

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
