"""Networks drawn of the shipped modules have the weights and the cost that were published."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studio.compile.planner import plan
from studio.graph.measure import measure
from studio.graph.model import Graph
from tests import networks


@pytest.mark.parametrize(
    ("network", "weights", "trained"),
    [
        (networks.lenet5, 61_706, 61_706),
        (networks.resnet18, 11_699_112, 11_689_512),  # torchvision counts what is trained
        (networks.resnet50, 25_610_152, 25_557_032),
        (lambda: networks.resnet50(use_bias=True), 25_636_712, 25_583_592),  # keras.applications counts all, with biases
        (networks.resnet152, 60_344_232, 60_192_808),
        (lambda: networks.resnet152(use_bias=True), 60_419_944, 60_268_520),
        (networks.googlenet, 6_998_552, 6_998_552),
        (networks.mobilenet, 4_253_864, 4_231_976),
        (networks.mobilenet_v2, 3_538_984, 3_504_872),
        (networks.densenet121, 8_062_504, 7_978_856),
    ],
)
def test_it_has_the_published_number_of_weights(network: Callable[[], Graph], weights: int, trained: int):
    measured = measure(network())
    assert (measured.weights, measured.weights - measured.fixed) == (weights, trained)
    assert measured.issues == ()


@pytest.mark.parametrize(
    ("network", "multiply_adds"),
    [(networks.resnet50, 4_089_184_256), (networks.resnet152, 11_513_626_624), (networks.resnet18, 1_814_073_344)],
)
def test_it_costs_what_was_published(network: Callable[[], Graph], multiply_adds: int):
    assert measure(network()).multiply_adds == multiply_adds


def test_a_u_net_by_hand():
    def pair(arriving: int, filters: int) -> int:
        return 9 * arriving * filters + filters + 9 * filters * filters + filters

    widths = (4, 8, 16, 32, 64)
    down = sum(pair(arriving, filters) for arriving, filters in zip((1, *widths), widths, strict=False))
    up = sum(4 * 2 * filters * filters + filters + pair(2 * filters, filters) for filters in widths[:-1])
    measured = measure(networks.unet(size=32, width=4))
    assert measured.weights == down + up + 4 + 1
    assert measured.issues == ()


@pytest.mark.parametrize(
    ("network", "layers"), [(networks.resnet50, 1 + 3 + 1 + 16 * 10 + 4 * 2 + 3), (networks.googlenet, 8 + 9 * 8 + 2 + 4)]
)
def test_its_plan_has_every_layer(network: Callable[[], Graph], layers: int):
    assert len(plan(network(), "Network").steps) == layers
