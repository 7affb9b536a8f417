import numpy as np
import pytest

from studio.worker.build import Network, build
from studio.worker.maps import InspectionError, feature_maps
from tests.worker.plans import chain, lenet


def test_maps_of_a_node_are_what_its_layer_answers(lenet5: Network, digits: np.ndarray) -> None:
    maps = feature_maps(lenet5, "n-conv1", digits[0])
    by_hand = lenet5.layers["conv1"](lenet5.layers["pad"](digits[:1] / np.float32(255)))
    assert maps.values.shape == (28, 28, 6)
    assert np.allclose(maps.values, by_hand[0], atol=1e-6)
    assert maps.limit == np.abs(maps.values).max()


def test_a_dense_node_answers_with_a_vector(lenet5: Network, digits: np.ndarray) -> None:
    assert feature_maps(lenet5, "n-dense2", digits[0]).values.shape == (84,)


def test_dropout_and_batch_normalisation_are_as_in_inference() -> None:
    network = build(chain((4, 4, 1), ("drop", "Dropout", {"rate": 0.9}), ("norm", "BatchNormalization", {"epsilon": 0.0})))
    image = np.full((4, 4, 1), 255, np.uint8)
    assert np.allclose(feature_maps(network, "n-norm", image).values, 1.0)


def test_maps_follow_the_weights_while_they_train(digits: np.ndarray) -> None:
    network = build(lenet(), seed=1)
    before = feature_maps(network, "n-scores", digits[0]).values
    network.layers["scores"].bias.assign_add(np.arange(10, dtype="float32"))
    assert np.allclose(feature_maps(network, "n-scores", digits[0]).values, before + np.arange(10), atol=1e-5)


def test_not_a_number_does_not_spoil_the_scale(digits: np.ndarray) -> None:
    network = build(lenet(), seed=1)
    network.layers["scores"].set_weights([np.zeros((84, 10)), np.array([np.nan, np.inf, -2, 1, 0, 0, 0, 0, 0, 0])])
    assert feature_maps(network, "n-scores", digits[0]).limit == 2.0


def test_says_what_cannot_be_looked_at(lenet5: Network, digits: np.ndarray) -> None:
    with pytest.raises(InspectionError) as error:
        feature_maps(lenet5, "n-gone", digits[0])
    assert str(error.value) == "The network has no node n-gone. It may stand on no path from an Input to the Output: connect it."
    with pytest.raises(InspectionError) as error:
        feature_maps(lenet5, "n-conv1", digits[0, :20])
    assert str(error.value) == "The network takes images of shape (28, 28, 1). Received: (20, 28, 1)."
