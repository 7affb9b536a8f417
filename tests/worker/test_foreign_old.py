"""Files of Keras before its archives, and SavedModels: their weights are found by the names of the layers, and nothing in them is run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest

from studio.compile.planner import plan
from studio.compile.reading.model_json import read_json
from studio.compile.reading.saved_model import DESCRIPTION, read_saved_model
from studio.worker.build import build
from studio.worker.foreign import ModelError, difference, loaded, take
from studio.worker.formats import savedmodel
from studio.worker.formats.content import Content
from tests.engine.orders import small_plan
from tests.project.old_models import keras_2, layer, saved_h5, weights

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")


def drawn(text: str, model: Any) -> float:
    """How far the drawing of a description is from a model that was loaded, with its weights."""
    opened = read_json(text)
    network = build(plan(opened.graph, opened.title))
    take(model, network, opened.layers)
    return difference(model, network)


def refused(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        loaded(path)
    return str(caught.value)


def test_a_file_of_keras_2_answers_as_it_was(tmp_path: Path) -> None:
    found = loaded(saved_h5(tmp_path / "old.h5", keras_2(), weights()))
    assert found.strangers == ()
    values = weights()
    assert [tuple(weight.shape) for weight in found.model.get_layer("stem_bn").weights] == [(4,)] * 4
    for ours, theirs in zip(found.model.get_layer("stem_bn").get_weights(), values["stem/bn"], strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert drawn(json.dumps(keras_2()), found.model) <= 1e-6


def test_a_file_of_keras_3_too(tmp_path: Path) -> None:
    made = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(2, 3), keras.layers.BatchNormalization(), keras.layers.Flatten()])
    made.save(tmp_path / "mine.h5")
    found = loaded(tmp_path / "mine.h5").model
    images = np.random.default_rng(1).uniform(0, 1, (2, 8, 8, 3)).astype("float32")
    np.testing.assert_array_equal(found(images), made(images))


def test_weights_that_are_missing_are_told(tmp_path: Path) -> None:
    values = {name: value for name, value in weights().items() if name != "depth"}
    assert refused(saved_h5(tmp_path / "old.h5", keras_2(), values)) == (
        "Keras cannot load old.h5, so its weights are not taken. Received: depth needs weights of shapes [(3, 3, 4, 1), (4,)], "
        "and the file has []. Save the model anew."
    )


def test_weights_in_other_files_are_left_alone(tmp_path: Path) -> None:
    path, other = saved_h5(tmp_path / "old.h5", keras_2(), weights()), saved_h5(tmp_path / "other.h5", keras_2(), weights())
    with h5py.File(path, "a") as file:
        del file["model_weights/scores/scores/0:0"]
        file["model_weights/scores/scores/0:0"] = h5py.ExternalLink(str(other), "model_weights/scores/scores/0:0")
    assert "scores needs weights of shapes [(4, 10), (10,)], and the file has [(10,)]" in refused(path)


def test_a_layer_of_somebodys_own_is_stood_in_for(tmp_path: Path) -> None:
    model = keras_2()
    model["config"]["layers"][3] = layer("Odd", "leaky", ["stem/bn"], strength=3)
    assert loaded(saved_h5(tmp_path / "odd.h5", model, weights())).strangers == ("Odd",)


def test_code_in_a_file_is_not_run(tmp_path: Path) -> None:
    model = keras_2()
    model["config"]["layers"][3] = layer("Lambda", "leaky", ["stem/bn"], function=["4wEAAAA=\n", None, None], function_type="lambda")
    assert "so its weights are not taken" in refused(saved_h5(tmp_path / "code.h5", model, weights()))


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = saved_h5(tmp_path / "old.h5", keras_2(), weights())
    path.write_bytes(path.read_bytes()[:3000])
    assert "so its weights are not taken. Received: " in refused(path)


def test_our_saved_model_is_opened_again(tmp_path: Path) -> None:
    network = build(small_plan(), 3)
    savedmodel.write(Content(network), tmp_path, tmp_path)
    assert read_saved_model(tmp_path).remarks == ()
    found = loaded(tmp_path).model
    images = np.random.default_rng(1).uniform(0, 1, (4, 28, 28, 1)).astype("float32")
    np.testing.assert_array_equal(found(images), network.model(images))
    assert drawn((tmp_path / DESCRIPTION).read_text(), found) == 0
