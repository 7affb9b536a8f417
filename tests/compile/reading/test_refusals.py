"""What is no model is refused in whole sentences: what, where, expected, received, remedy."""

from __future__ import annotations

import json
from typing import Any

import pytest

from studio.compile.reading.model_json import read_json
from studio.compile.reading.opened import ReadingError
from tests.compile.reading.configs import Record, functional, image, layer, opened, sequential, tensor

RELU = layer("ReLU", "act", tensor("image"))


def refused(text: str) -> str:
    with pytest.raises(ReadingError) as caught:
        read_json(text)
    return str(caught.value)


def refused_model(model: Any) -> str:
    with pytest.raises(ReadingError) as caught:
        opened(model)
    return str(caught.value)


def without(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}


def in_config(**values: Any) -> Record:
    model = functional(image(), RELU)
    return {**model, "config": {**model["config"], **values}}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "no model",
            "The description of a model must be JSON, as model.to_json() gives it. Received: Expecting value: line 1 column 1 (char 0). "
            "Save the model again.",
        ),
        (
            "[" * 5000 + "]" * 5000,
            "The description of a model may be nested at most 100 deep. Received: a deeper one. Choose another file.",
        ),
        (
            "[" * 200 + "]" * 200,
            "The description of a model may be nested at most 100 deep. Received: a deeper one. Choose another file.",
        ),
        ("[1e999]", "The description of a model must hold numbers of usual size. Received: inf. Save the model again."),
        (
            "[1e300, 36893488147419103232]",
            "The description of a model must hold numbers of usual size. Received: 3.69e+19. Save the model again.",
        ),
        (
            '["\\ud800"]',
            "The description of a model must hold whole letters. Received: '\\ud800'. Save the model again.",
        ),
        (
            "[1, 2]",
            "The text describes no Keras model. Expected: a record with class_name and config, as model.to_json() gives it. "
            "Choose another file.",
        ),
        (
            '{"class_name": 3, "config": {}}',
            "The model is not as Keras describes one at class_name. Expected: str. Received: int. Save it again with Keras.",
        ),
    ],
)
def test_texts(text: str, sentence: str) -> None:
    assert refused(text) == sentence


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (
            layer("Dense", "scores", units=3),
            "The model scores is a keras.layers.Dense, which does not tell its layers. Expected: a functional or sequential model. "
            "Build it with keras.Model(inputs, outputs) and save it again.",
        ),
        (sequential(), "The model model must have 1 to 10000 layers. Received: 0. Choose another model."),
        (
            in_config(layers=[{"class_name": "ReLU"}]),
            "The model model is not as Keras describes one at layers[0]: Object missing required field config. Save it again with Keras.",
        ),
        (
            functional(image(), image(), RELU),
            "The model model must have one layer of each name. Received: image more than once. Rename one of them.",
        ),
        (
            functional(image(), {**RELU, "name": "", "config": {"name": ""}}),
            "The model model must have a name for each layer, without a slash. Received: ''. Save it again with Keras.",
        ),
        (in_config(output_layers=[]), "The model model must have an output. Received: none. Save it again with Keras."),
        (
            in_config(output_layers=7),
            "The model model must name its inputs and outputs as layer, call and output. Received: 7. Save it again with Keras.",
        ),
        (
            in_config(output_layers=["act", 0, 1]),
            "The model model uses output 1 of call 0 of act, which is not there. Save it again with Keras.",
        ),
        (
            functional(image(), layer("ReLU", "act", tensor("nowhere"))),
            "The model model uses output 0 of call 0 of nowhere, which is not there. Save it again with Keras.",
        ),
        (
            functional(image(), {**RELU, "inbound_nodes": [3]}),
            "The layer act must be called on args and kwargs. Received: int in its inbound_nodes. Save it again with Keras.",
        ),
        (
            functional(image(), layer("ReLU", "act", {"class_name": "__keras_tensor__", "config": {"keras_history": ["image"]}})),
            "The layer act is not as Keras describes one at keras_history. Expected: array of length 3. Received: 1. "
            "Save it again with Keras.",
        ),
        (
            functional(image(), layer("ReLU", "a", tensor("b")), layer("ReLU", "b", tensor("a"))),
            "The model model must lead data one way. Received: a circle at a. Save it again with Keras.",
        ),
        (
            sequential(image(), functional(image("x"), image("y"), RELU, inputs=["x", 0, 0])),
            "The model model has an InputLayer y that is none of its inputs. Save it again with Keras.",
        ),
    ],
)
def test_models(model: Record, sentence: str) -> None:
    assert refused_model(model) == sentence


def test_a_nested_model_that_is_called_on_too_little() -> None:
    inner = functional(
        image("x"), image("y"), layer("Add", "sum", [tensor("x"), tensor("y")]), inputs=[["x", 0, 0], ["y", 0, 0]], name="two"
    )
    model = functional(image(), {**inner, "name": "two", "inbound_nodes": [{"args": [tensor("image")], "kwargs": {}}]})
    assert refused_model(model) == "The nested model two must be called on 2 tensors. Received: 1. Save it again with Keras."


def test_a_nested_model_with_more_inputs_than_a_module_has_ports() -> None:
    names = [f"x{number}" for number in range(65)]
    inner = functional(*map(image, names), layer("Add", "sum", [tensor(name) for name in names]), inputs=[[name, 0, 0] for name in names])
    model = sequential(image(), {**inner, "name": "wide"})
    assert refused_model(model) == (
        "The nested model model has too many inputs or outputs. ModuleInput: port must be a whole number from 1 to 64. Received: 65."
    )


def test_a_text_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.compile.reading.records.LONGEST", 10)
    assert refused(json.dumps(sequential(image()))[:11]) == (
        "The description of a model may have at most 10 characters. Received: 11. Choose another file."
    )
