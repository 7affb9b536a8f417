"""Networks drawn of the shipped modules have the weights and the cost that were published."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from studio import paths
from studio.compile.planner import plan
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.modules.parameters import change_parameter
from studio.graph.named_values import as_module, of_module
from studio.project import file
from tests import networks


class Published(NamedTuple):
    """What is known of a network.

    Attributes:
        weights: All that it has.
        trained: Those that training changes: without the moving averages of batch normalisation.
        multiply_adds: For one image, as we count them: those of convolutions and dense layers.
        published: The same as it was published, in millions.
        source: Where; `paper` is the one that the sample's lesson cites.
        within: How far the two may lie apart, as a share: published figures are rounded, and some count smaller things too.
    """

    weights: int
    trained: int
    multiply_adds: int
    published: float
    source: str
    within: float = 0.005


SAMPLES = {
    ("lenet5", "main"): Published(61_706, 61_706, 416_520, 0.4165, "by hand", 0.001),
    ("alexnet", "AlexNet"): Published(60_965_224, 60_965_224, 724_406_816, 727, "Albanie, convnet-burden, with pooling and normalisation"),
    ("alexnet", "one tower"): Published(62_378_344, 62_378_344, 1_135_256_096, 1132.33, "Sémery, imgclsmob, at 224×224"),
    ("vgg16", "VGG-16"): Published(138_357_544, 138_357_544, 15_470_264_320, 15_470, "torchvision's documentation"),
    ("googlenet", "GoogLeNet"): Published(6_998_552, 6_998_552, 1_582_671_872, 1_500, "paper, section 1: 1.5 billion", 0.06),
    ("googlenet", "with heads"): Published(13_378_280, 13_378_280, 1_591_044_096, 1_500, "paper, section 1, without the heads", 0.07),
    ("resnet18", "ResNet-18"): Published(11_699_112, 11_689_512, 1_814_073_344, 1_810, "torchvision's documentation"),
    ("resnet50", "ResNet-50"): Published(25_636_712, 25_583_592, 3_857_973_248, 3_877.95, "Sémery, imgclsmob; paper: 3.8 billion", 0.01),
    ("resnet50", "without biases"): Published(25_610_152, 25_557_032, 4_089_184_256, 4_090, "torchvision's documentation"),
    ("resnet152", "ResNet-152"): Published(60_419_944, 60_268_520, 11_282_415_616, 11_300, "paper, table 1"),
    ("resnet152", "without biases"): Published(60_344_232, 60_192_808, 11_513_626_624, 11_510, "torchvision's documentation"),
    ("mobilenet", "MobileNet"): Published(4_253_864, 4_231_976, 568_740_352, 569, "paper, table 6"),
    ("mobilenet_v2", "MobileNetV2"): Published(3_538_984, 3_504_872, 300_774_272, 300, "the authors' repository, tensorflow/models"),
}
"""By sample and drawing. Weights: torchvision counts those that are trained, Keras all."""


def sample(name: str, drawing: str) -> Graph:
    return file.read(paths.samples() / name).graphs[drawing]


def scaled(graph: Graph, width: float, resolution: int) -> Graph:
    """The drawing with other values of its two parameters."""
    for name, value in (("width_multiplier", width), ("resolution", resolution)):
        graph = of_module(change_parameter(as_module(graph), name, value))
    return graph


@pytest.mark.parametrize(("name", "drawing"), SAMPLES, ids=" ".join)
def test_a_sample_has_the_published_weights_and_cost(name: str, drawing: str):
    measured, published = measure(sample(name, drawing)), SAMPLES[name, drawing]
    assert (measured.weights, measured.weights - measured.fixed) == (published.weights, published.trained)
    assert measured.multiply_adds == published.multiply_adds
    assert measured.multiply_adds / 1e6 == pytest.approx(published.published, rel=published.within)
    assert measured.issues == ()


def test_the_inception_modules_cost_what_the_paper_s_table_says():
    graph = sample("googlenet", "GoogLeNet")
    figures = measure(graph).figures
    found = {node.name[-2:]: figures[node.id].multiply_adds / 1e6 for node in graph.nodes.values() if node.name.startswith("inception")}
    told = {"3a": 128, "3b": 304, "4a": 73, "4b": 88, "4c": 100, "4d": 119, "4e": 170, "5b": 71}
    assert {key: found[key] for key in told} == pytest.approx(told, abs=1)


MOBILE = {
    ("mobilenet", "MobileNet"): (
        (1.0, 224, 4_253_864, 569),
        (0.75, 224, 2_601_976, 325),
        (0.5, 224, 1_342_536, 149),
        (0.25, 224, 475_544, 41),
        (1.0, 192, 4_253_864, 418),
        (1.0, 160, 4_253_864, 290),
        (1.0, 128, 4_253_864, 186),
    ),
    ("mobilenet_v2", "MobileNetV2"): (
        (1.4, 224, 6_156_712, 582),
        (1.3, 224, 5_431_048, 509),
        (1.0, 192, 3_538_984, 221),
        (1.0, 160, 3_538_984, 154),
        (1.0, 128, 3_538_984, 99),
        (0.75, 224, 2_663_064, 209),
        (0.5, 224, 1_987_224, 97),
        (0.35, 224, 1_691_208, 59),
    ),
}
"""Width, resolution, weights as Keras has them, and millions of multiply-adds: of tables 6 and 7 of MobileNet's paper, and as the authors'
repository has them of MobileNetV2."""


@pytest.mark.parametrize(
    ("drawing", "width", "resolution", "weights", "millions"),
    [(drawing, *published) for drawing, each in MOBILE.items() for published in each],
)
def test_it_has_the_published_cost_in_every_width_and_resolution(
    drawing: tuple[str, str], width: float, resolution: int, weights: int, millions: float
):
    measured = measure(scaled(sample(*drawing), width, resolution))
    assert measured.weights == weights
    assert measured.multiply_adds / 1e6 == pytest.approx(millions, abs=1)
    assert measured.issues == ()


def test_densenet_has_the_published_number_of_weights():
    """DenseNet-121: torchvision's documentation counts those that are trained, Keras's all."""
    measured = measure(networks.densenet121())
    assert (measured.weights, measured.weights - measured.fixed) == (8_062_504, 7_978_856)
    assert measured.issues == ()


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
    ("graph", "layers"),
    [
        (sample("resnet50", "ResNet-50"), 7 + 16 * 10 + 4 * 2 + 3),
        (sample("resnet152", "ResNet-152"), 7 + 50 * 10 + 4 * 2 + 3),
        (sample("googlenet", "GoogLeNet"), 8 + 9 * 8 + 2 + 4),
    ],
    ids=["ResNet-50", "ResNet-152", "GoogLeNet"],
)
def test_its_plan_has_every_layer(graph: Graph, layers: int):
    assert len(plan(graph, "Network").steps) == layers
