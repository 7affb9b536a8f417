"""Every layer that Keras lacks is saved, loaded, trained and exported with its model."""

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from studio.layers.local_response_normalization import LocalResponseNormalization
from studio.layers.maxout import Maxout
from studio.layers.sum_pooling_2d import SumPooling2D

# Keras reads weights back from h5py through an old way of NumPy's
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")

LAYERS = {
    "maxout": lambda: Maxout(2),
    "sum": lambda: SumPooling2D((3, 3), (2, 2)),
    "sum same": lambda: SumPooling2D((3, 2), (2, 2), "same"),
    "normalisation": lambda: LocalResponseNormalization(1, alpha=0.1),
}


@pytest.fixture(params=LAYERS)
def model(request: pytest.FixtureRequest) -> keras.Model:
    make: Callable[[], keras.layers.Layer] = LAYERS[request.param]
    keras.utils.set_random_seed(1)
    image = keras.Input((8, 7, 1))
    maps = make()(keras.layers.Conv2D(4, 3)(image))
    return keras.Model(image, keras.layers.Dense(3)(keras.layers.Flatten()(maps)))


@pytest.fixture
def images() -> np.ndarray:
    return np.random.default_rng(1).normal(size=(5, 8, 7, 1)).astype("float32")


def test_is_saved_and_loaded_with_its_values(model: keras.Model, images: np.ndarray, tmp_path: Path) -> None:
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert again.layers[2].get_config() == model.layers[2].get_config()
    np.testing.assert_allclose(again.predict_on_batch(images), model.predict_on_batch(images), rtol=1e-6)


def test_is_exported_to_a_saved_model(model: keras.Model, images: np.ndarray, tmp_path: Path) -> None:
    model.export(tmp_path / "saved", verbose=False)
    loaded = tf.saved_model.load(str(tmp_path / "saved"))  # kept: its functions live no longer than it
    np.testing.assert_allclose(loaded.serve(images), model.predict_on_batch(images), rtol=1e-5, atol=1e-6)


def test_is_trained_through(model: keras.Model, images: np.ndarray) -> None:
    model.compile("sgd", "mse")
    before = model.layers[1].get_weights()[0]
    model.train_on_batch(images, np.ones((5, 3), "float32"))
    assert np.abs(model.layers[1].get_weights()[0] - before).max() > 0


@pytest.mark.filterwarnings(r"ignore:\s*Warning. tf.lite.Interpreter is deprecated:UserWarning")  # its successor is another package
def test_is_converted_to_tflite_with_its_own_operations(model: keras.Model, images: np.ndarray, tmp_path: Path) -> None:
    model.export(tmp_path / "saved", verbose=False)
    flat = tf.lite.TFLiteConverter.from_saved_model(str(tmp_path / "saved")).convert()
    interpreter = tf.lite.Interpreter(model_content=flat)
    asked, answered = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]
    interpreter.allocate_tensors()
    interpreter.set_tensor(asked, images[:1])
    interpreter.invoke()
    np.testing.assert_allclose(interpreter.get_tensor(answered), model.predict_on_batch(images[:1]), rtol=1e-4, atol=1e-5)
