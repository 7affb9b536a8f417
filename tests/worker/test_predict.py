import numpy as np
import pytest

from studio.worker.build import Network, build
from studio.worker.predict import evaluate, predict
from tests.worker.plans import chain


@pytest.fixture(scope="module")
def chooser() -> Network:
    """Its scores are its two pixels."""
    network = build(chain((1, 2, 1), ("flatten", "Flatten", {}), ("scores", "Dense", {"units": 2})))
    network.layers["scores"].set_weights([np.eye(2) * 255, np.zeros(2)])
    return network


def test_predictions_do_not_depend_on_how_many_go_at_once(lenet5: Network, digits: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = predict(lenet5, digits)
    monkeypatch.setattr(Network, "at_once", 5)
    assert whole.shape == (16, 10)
    assert np.allclose(whole.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(predict(lenet5, digits), whole, atol=1e-6)
    assert predict(lenet5, digits[:0]).shape == (0, 10)


def test_loss_and_accuracy_by_hand(chooser: Network) -> None:
    images = np.array([[0, 3], [2, 0], [1, 0]], np.uint8).reshape(3, 1, 2, 1)
    labels = np.array([1, 0, 1])
    scores = evaluate(chooser, images, labels)
    assert scores.accuracy == pytest.approx(2 / 3)
    assert scores.loss == pytest.approx(np.log1p(np.exp([-3.0, -2.0, 1.0])).mean(), rel=1e-5)


def test_another_loss_judges_the_logits(chooser: Network) -> None:
    images = np.array([[0, 3], [2, 0]], np.uint8).reshape(2, 1, 2, 1)
    assert evaluate(chooser, images, np.array([1, 0]), loss=lambda labels, logits: logits[:, 1]).loss == pytest.approx(1.5)
