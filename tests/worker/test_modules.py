"""What is drawn of modules is the Keras model that it seems to be."""

from __future__ import annotations

import numpy as np
import pytest

from studio.compile.planner import plan
from studio.graph.measure import measure
from studio.project.library import shipped
from studio.worker.build import build
from tests import networks

NAMES = [module.name for module in shipped()]


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_module_is_built_with_the_shapes_and_weights_that_were_told(name: str) -> None:
    graph = networks.in_use(name)
    measured, output = measure(graph), graph.named("output")
    assert output
    model = build(plan(graph, name)).model
    assert model.count_params() == measured.weights
    assert model.output_shape[1:] == measured.figures[output.id].shape


def test_a_residual_module_adds_what_came_in() -> None:
    graph = networks.in_use("residual")
    model = build(plan(graph, "Residual")).model
    images = np.random.default_rng(0).normal(size=(2, 16, 16, 64)).astype("float32")
    for layer in model.layers:
        if layer.name.endswith("norm2"):
            layer.set_weights([np.zeros_like(weights) for weights in layer.get_weights()])  # what the convolutions found is gone
    assert np.allclose(model(images), np.maximum(images, 0), atol=1e-6)


def test_a_u_net_is_built_with_its_shortcuts() -> None:
    graph = networks.unet(size=32, width=2)
    model = build(plan(graph, "U-Net")).model
    assert model.count_params() == measure(graph).weights
    assert model.output_shape == (None, 32, 32, 1)


def test_a_repeated_module_with_a_first_of_its_own_is_built() -> None:
    graph = networks.resnet18()
    model = build(plan(graph, "ResNet-18")).model
    assert model.count_params() == measure(graph).weights == 11_699_112
