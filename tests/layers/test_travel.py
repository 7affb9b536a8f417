"""Every layer that Keras lacks is saved, loaded, trained and exported with its model."""

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from studio.layers.equalization import Equalization
from studio.layers.gaussian_sampling import GaussianSampling
from studio.layers.gram_matrix import GramMatrix
from studio.layers.layer_scale import LayerScale
from studio.layers.local_response_normalization import LocalResponseNormalization
from studio.layers.max_unpooling_2d import MaxPoolingWithIndices2D, MaxUnpooling2D
from studio.layers.maxout import Maxout
from studio.layers.random_crop import RandomCrop
from studio.layers.scaled_add import ScaledAdd
from studio.layers.spatial_transformer import SpatialTransformer
from studio.layers.sum_pooling_2d import SumPooling2D

# Keras reads weights back from h5py through an old way of NumPy's
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")


def unpooled(maps: keras.KerasTensor) -> keras.KerasTensor:
    """Pooled and unpooled."""
    return MaxUnpooling2D((2, 2))([keras.layers.MaxPooling2D((2, 2))(maps), maps])


def returned(maps: keras.KerasTensor, *sides: tuple[int, int]) -> keras.KerasTensor:
    """Pooled, filtered and brought back by the indices; sides are windows and strides."""
    pooled, indices = MaxPoolingWithIndices2D(*sides, padding="same")(maps)
    return MaxUnpooling2D(*sides, padding="same")([keras.layers.Conv2D(4, 1)(pooled), indices, maps])


def transformed(maps: keras.KerasTensor) -> keras.KerasTensor:
    """Seen through what a Dense says."""
    start = keras.initializers.Constant([0.9, 0.2, 0.1, -0.1, 0.8, 0.0])
    numbers = keras.layers.Dense(6, bias_initializer=start)(keras.layers.Flatten()(maps))
    return SpatialTransformer()([maps, numbers])


LAYERS = {
    "maxout": lambda maps: Maxout(2)(maps),
    "sum": lambda maps: SumPooling2D((3, 3), (2, 2))(maps),
    "sum same": lambda maps: SumPooling2D((3, 2), (2, 2), "same")(maps),
    "normalisation": lambda maps: LocalResponseNormalization(1, alpha=0.1)(maps),
    "gram": lambda maps: GramMatrix()(maps),
    "gram, sums": lambda maps: GramMatrix(normalize=False)(maps),
    "sampling": lambda maps: GaussianSampling(seed=3)([maps, keras.layers.Conv2D(4, 1)(maps)]),
    "unpooling": unpooled,
    "indices": lambda maps: keras.layers.Concatenate()(MaxPoolingWithIndices2D()(maps)),
    "unpooling by indices": lambda maps: returned(maps, (2, 2)),
    "unpooling of windows that overlap": lambda maps: returned(maps, (3, 3), (2, 2)),
    "transformer": transformed,
    "layer scale": lambda maps: LayerScale(0.5)(maps),
    "scaled add": lambda maps: ScaledAdd(0.3)([maps, keras.layers.Conv2D(4, 1)(maps)]),
    "crop": lambda maps: RandomCrop(4, 3, seed=3)(maps),
    "equalization": lambda maps: ScaledAdd()([maps, Equalization((-1, 1), 16)(maps)]),  # which lets no gradient through by itself
}


@pytest.fixture(params=LAYERS)
def model(request: pytest.FixtureRequest) -> keras.Model:
    make: Callable[[keras.KerasTensor], keras.KerasTensor] = LAYERS[request.param]
    keras.utils.set_random_seed(1)
    image = keras.Input((8, 7, 1))
    maps = make(keras.layers.Conv2D(4, 3)(image))
    return keras.Model(image, keras.layers.Dense(3)(keras.layers.Flatten()(maps)))


@pytest.fixture
def images() -> np.ndarray:
    return np.random.default_rng(1).normal(size=(5, 8, 7, 1)).astype("float32")


def test_is_saved_and_loaded_with_its_values(model: keras.Model, images: np.ndarray, tmp_path: Path) -> None:
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert [layer.get_config() for layer in again.layers] == [layer.get_config() for layer in model.layers]
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
