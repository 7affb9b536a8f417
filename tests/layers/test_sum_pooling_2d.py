"""Sum pooling equals the mean times the window, and counts nothing over the border."""

import keras
import numpy as np
import pytest

from studio.layers.sum_pooling_2d import SumPooling2D


def summed(image: np.ndarray, size: tuple[int, int], stride: tuple[int, int], padding: str) -> np.ndarray:
    """The sums by plain loops, for one map."""
    height, width = image.shape
    rows, columns = (
        (-(-height // stride[0]), -(-width // stride[1]))
        if padding == "same"
        else ((height - size[0]) // stride[0] + 1, (width - size[1]) // stride[1] + 1)
    )
    top = max((rows - 1) * stride[0] + size[0] - height, 0) // 2 if padding == "same" else 0
    left = max((columns - 1) * stride[1] + size[1] - width, 0) // 2 if padding == "same" else 0
    answer = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            y, x = row * stride[0] - top, column * stride[1] - left
            answer[row, column] = image[max(y, 0) : max(y + size[0], 0), max(x, 0) : max(x + size[1], 0)].sum()
    return answer


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("size", "stride"), [((2, 2), (2, 2)), ((3, 3), (2, 2)), ((3, 2), (1, 3)), ((2, 2), (3, 3))])
@pytest.mark.parametrize("shape", [(7, 7), (8, 5)])
def test_sums_each_window(shape: tuple[int, int], size: tuple[int, int], stride: tuple[int, int], padding: str) -> None:
    images = np.random.default_rng(1).normal(size=(2, *shape, 3)).astype("float32")
    answers = keras.ops.convert_to_numpy(SumPooling2D(size, stride, padding)(images))
    for image, answer in zip(images, answers, strict=True):
        for channel in range(3):
            np.testing.assert_allclose(answer[..., channel], summed(image[..., channel], size, stride, padding), atol=1e-4)


def test_is_average_pooling_times_the_window() -> None:
    images = np.random.default_rng(2).normal(size=(1, 9, 9, 2)).astype("float32")
    mean = keras.layers.AveragePooling2D((3, 3), (2, 2))(images)
    np.testing.assert_allclose(SumPooling2D((3, 3), (2, 2))(images), mean * 9, rtol=1e-5)


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_takes_images_of_a_size_known_at_run_time_only(padding: str) -> None:
    image = keras.Input((None, None, 2))
    layer = SumPooling2D((3, 3), (2, 2), padding)
    model = keras.Model(image, layer(image))
    assert model.output_shape == (None, None, None, 2)
    images = np.random.default_rng(3).normal(size=(1, 7, 10, 2)).astype("float32")
    np.testing.assert_allclose(model.predict_on_batch(images), layer(images), rtol=1e-5)


def test_refuses_a_window_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="zero or negative"):
        SumPooling2D((5, 5))(keras.Input((4, 4, 1)))


def test_one_number_stands_for_height_and_width() -> None:
    config = SumPooling2D(3, strides=2).get_config()
    assert (config["pool_size"], config["strides"]) == ((3, 3), (2, 2))
