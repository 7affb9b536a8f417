"""The weights of a node, for the histogram."""

import numpy as np
import pytest

from studio.compile.planner import plan
from studio.worker.build import Network, build
from studio.worker.maps import InspectionError
from studio.worker.weights import weight_values
from tests.graph.small_modules import chosen, residual
from tests.graph.small_modules import network as network_of


def test_a_node_shows_its_kernel(lenet5: Network) -> None:
    kernel = np.asarray(lenet5.layers["conv2"].kernel)
    np.testing.assert_array_equal(weight_values(lenet5, "n-conv2"), kernel.ravel())


def test_a_node_without_weights_has_none_to_show(lenet5: Network) -> None:
    assert weight_values(lenet5, "n-flatten").shape == (0,)


def test_of_very_many_weights_an_even_choice_is_enough(lenet5: Network) -> None:
    kernel = np.asarray(lenet5.layers["dense1"].kernel).ravel()
    chosen = weight_values(lenet5, "n-dense1", most=1000)
    assert 900 <= len(chosen) <= 1000
    assert np.isin(chosen, kernel).all()


def test_a_node_that_is_gone_is_refused_in_words(lenet5: Network) -> None:
    with pytest.raises(InspectionError):
        weight_values(lenet5, "n-gone")


def test_a_module_shows_the_largest_weight_inside() -> None:
    network = build(plan(network_of(chosen(residual(), repeat=2)), "Modules"))
    kernels = [np.asarray(layer.kernel) for name, layer in network.layers.items() if name.startswith("res1_") and "conv" in name]
    np.testing.assert_array_equal(weight_values(network, "res1"), max(kernels, key=np.size).ravel())
