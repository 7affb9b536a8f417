"""Descriptions by Keras 1 and Keras 2 are drawn as what Keras 3 would make of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from studio.blocks.activation import LeakyReLU
from studio.blocks.convolution import Conv2D, DepthwiseConv2D
from studio.compile.reading.legacy import modern
from studio.compile.reading.model_json import read_json
from studio.compile.reading.opened import Opened
from studio.graph.measure import measure
from studio.graph.model import Graph
from tests.project.old_models import keras_2, layer


def blocks(opened: Opened) -> dict[str, Any]:
    return {node.name: node.block for node in opened.graph.nodes.values()}


def functional(*layers: dict[str, Any], end: str) -> str:
    config = {"name": "net", "layers": list(layers), "input_layers": [["image", 0, 0]], "output_layers": [[end, 0, 0]]}
    return json.dumps({"class_name": "Model", "config": config})


def image() -> dict[str, Any]:
    return layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3])


def stops(graph: Graph) -> list[str]:
    return [issue.text for issue in measure(graph).issues if issue.stops]


def test_what_keras_2_called_otherwise() -> None:
    opened = read_json(json.dumps(keras_2()))
    found = blocks(opened)
    assert opened.remarks == ()
    assert stops(opened.graph) == []
    assert found["leaky"] == LeakyReLU(negative_slope=0.1)
    assert found["depth"] == DepthwiseConv2D(kernel_size=(3, 3), padding="same")
    assert set(opened.layers.values()) == {"stem_conv", "stem_bn", "depth", "scores"}


def test_what_keras_1_called_otherwise() -> None:
    first = layer("Convolution2D", "conv", nb_filter=6, nb_row=5, nb_col=3, subsample=[2, 2], border_mode="same", dim_ordering="tf")
    first["config"] |= {"batch_input_shape": [None, 8, 8, 3], "init": "normal", "bias": True, "W_regularizer": None, "activation": "relu"}
    rest = [layer("Dropout", "drop", p=0.25), layer("Flatten", "flat"), layer("Dense", "scores", output_dim=10, activation="softmax")]
    opened = read_json(json.dumps({"class_name": "Sequential", "config": [first, *rest]}))
    found = blocks(opened)
    assert (found["conv"].filters, found["conv"].kernel_size, found["conv"].strides) == (6, (5, 3), (2, 2))
    assert (found["conv"].padding, found["conv"].activation, type(found["conv"])) == ("same", "relu", Conv2D)
    assert found["drop"].rate == 0.25
    assert stops(opened.graph) == []


@pytest.mark.parametrize(("mode", "kind"), [("sum", "Add"), ("mul", "Multiply"), ("ave", "Average"), ("max", "Maximum")])
def test_merge_by_its_mode(mode: str, kind: str) -> None:
    opened = read_json(functional(image(), layer("Merge", "merged", ["image", "image"], mode=mode), end="merged"))
    assert type(blocks(opened)["merged"]).__name__ == kind


def test_a_merge_by_a_function_stands_as_unknown() -> None:
    opened = read_json(functional(image(), layer("Merge", "merged", ["image", "image"], mode="lambda"), end="merged"))
    assert opened.remarks == ("merged stands as an unknown block: the studio has no block for keras.layers.Merge.",)


def test_tensors_that_were_added_and_multiplied_by_tensorflow() -> None:
    added, scaled = (
        layer("TFOpLambda", name, function=function) for name, function in (("plus", "__operators__.add"), ("times", "math.multiply"))
    )
    added["inbound_nodes"] = [["image", 0, 0, {"y": ["image", 0, 0], "name": None}]]
    scaled["inbound_nodes"] = [["plus", 0, 0, {"y": 0.5, "name": None}]]
    found = blocks(read_json(functional(image(), added, scaled, end="times")))
    assert type(found["plus"]).__name__ == "Add"
    assert (found["times"].scale, found["times"].offset) == ((0.5,), (0.0,))


def test_a_nested_model_whose_calls_are_counted_from_how_it_was_made() -> None:
    inner = json.loads(functional(image(), layer("ReLU", "act", ["image"]), end="act"))
    inner |= {"name": "inner", "inbound_nodes": [[["image", 0, 0, {}]]]}
    inner["config"]["name"] = "inner"
    last = layer("Flatten", "flat", ["inner"])
    last["inbound_nodes"] = [[["inner", 1, 0, {}]]]
    opened = read_json(functional(image(), inner, last, end="flat"))
    assert stops(opened.graph) == []
    assert {"inner", "flat"} <= blocks(opened).keys()


def test_todays_descriptions_stay_as_they_are() -> None:
    record = {"module": "keras.layers", "class_name": "ReLU", "config": {"name": "act", "max_value": 6.0}, "registered_name": None}
    assert modern(record) == record
    for value in (None, 3, "text", [], {}, {"class_name": 3, "config": {}}, {"class_name": "A", "config": None}):
        assert modern(value) == value


def test_tuples_were_marked() -> None:
    shaped = layer("InputLayer", "image", batch_input_shape={"class_name": "__tuple__", "items": [None, 8, 8, 3]})
    assert modern(shaped)["config"]["batch_shape"] == [None, 8, 8, 3]
