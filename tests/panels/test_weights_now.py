from collections.abc import Callable

import numpy as np
import pytest

from studio.look import Look
from studio.panels.weights_now import WeightsNow


@pytest.fixture
def panel(look: Look, shown: Callable[..., WeightsNow]) -> WeightsNow:
    return shown(WeightsNow(look), 300, 280)


def test_mean_and_spread_are_said(panel: WeightsNow) -> None:
    panel.show_weights(np.array([[-0.1, 0.3], [0.1, 0.3]]))
    assert panel.words() == "mean 0.150 · spread 0.166"


def test_every_weight_is_in_a_bar(panel: WeightsNow) -> None:
    values = np.random.default_rng(0).normal(0, 0.1, (5, 5, 1, 6))
    panel.show_weights(values, "convolution")
    assert sum(panel.histogram().counts()) == values.size
    assert panel.histogram().limit() in (0.2, 0.5)


def test_a_bar_is_read(panel: WeightsNow) -> None:
    panel.show_weights(np.array([0.47, 0.46, -0.5]))
    histogram = panel.histogram()
    assert histogram.reading(histogram.width() - 1) == "2 weights from 0.450 to 0.500"
    assert histogram.reading(0) == "1 weight from −0.500 to −0.450"


def test_weights_that_are_no_numbers_are_counted(panel: WeightsNow) -> None:
    panel.show_weights(np.array([1.0, np.nan, 1.0]))
    assert panel.words() == "mean 1.000 · spread 0.000 · 1 weight not a number"


def test_a_diverged_node_is_told_with_the_remedy(panel: WeightsNow) -> None:
    panel.show_weights(np.array([np.nan, np.inf]))
    assert panel._empty._title.text() == "No weight is a number"
    assert panel._empty._sentence.text() == "Training has diverged. Use a smaller learning rate."


@pytest.mark.parametrize(
    ("inside", "words"),
    [(False, "They appear here when TensorFlow has started."), (True, "Enter the module and select a node to see them.")],
)
def test_weights_that_are_not_known_yet_are_announced(panel: WeightsNow, inside: bool, words: str) -> None:
    panel.expect("stage1", inside=inside)
    assert panel._empty._title.text() == "Weights of stage1"
    assert panel._empty._sentence.text() == words


def test_a_node_without_weights_is_named(panel: WeightsNow) -> None:
    panel.clear("flatten1")
    assert panel._empty._title.text() == "flatten1 has no weights"
    panel.show_weights(np.zeros(3))
    assert panel.histogram().isVisible()
