"""The sample projects: which drawings each has, and what it learns from how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from msgspec.structs import replace

from studio.data.data import Centre, Data
from studio.graph.model import Graph
from studio.project.project import Project, View
from studio.recipe import Recipe
from tests.samples import alexnet, googlenet, mobilenet, resnet, transfer, vgg
from tests.samples.drawing import by_names

SMALL = "small"
"""Name of the drawing that learns the shipped digits; it is on the board when the sample is opened."""


def projects() -> Mapping[str, Callable[[], Project]]:
    """What makes each sample, by the name of its folder."""
    return {
        "alexnet": partial(
            _project,
            "AlexNet",
            {"AlexNet": alexnet.alexnet, "one tower": alexnet.one_tower, SMALL: alexnet.small},
        ),
        "googlenet": partial(
            _project,
            "GoogLeNet",
            {"GoogLeNet": googlenet.googlenet, "with heads": googlenet.with_heads, SMALL: googlenet.small},
        ),
        "mobilenet": partial(
            _project,
            "MobileNet",
            {"MobileNet": mobilenet.mobilenet, SMALL: mobilenet.mobilenet_small},
            "per channel",
        ),
        "mobilenet_v2": partial(
            _project,
            "MobileNetV2",
            {"MobileNetV2": mobilenet.mobilenet_v2, SMALL: mobilenet.mobilenet_v2_small},
            "per channel",
        ),
        "resnet18": partial(
            _project,
            "ResNet-18",
            {"ResNet-18": resnet.resnet18, SMALL: resnet.small18},
        ),
        "resnet50": partial(_bottlenecks, 50),
        "resnet152": partial(_bottlenecks, 152),
        "transfer_learning": _transfer,
        "vgg16": partial(
            _project,
            "VGG-16",
            {"VGG-16": vgg.vgg16, SMALL: vgg.small},
            "per channel",
        ),
    }


def _transfer() -> Project:
    drawings = {"head alone": transfer.head_alone, "fine-tuning": transfer.fine_tuning}
    project = _project("Transfer learning", drawings)
    return replace(project, shown="head alone", data=Data(scale=False, centre="none"))


def _bottlenecks(layers: int) -> Project:
    drawings = {
        f"ResNet-{layers}": partial(resnet.as_published, layers),
        "without biases": partial(resnet.without_biases, layers),
        SMALL: partial(resnet.small, layers),
    }
    return _project(f"ResNet-{layers}", drawings)


def _project(title: str, drawings: Mapping[str, Callable[[], Graph]], centre: Centre = "mean image") -> Project:
    """A project whose drawings have no id in common: pictures and weights follow the ids."""
    first = next(iter(drawings))
    return Project(
        title=title,
        graphs={name: draw() if name == first else by_names(draw(), f"{name.replace(' ', '-')}-") for name, draw in drawings.items()},
        shown=SMALL,
        view=View(panel="lesson"),
        data=Data(centre=centre),
        recipe=Recipe(epochs=3, batch_size=32),
    )
