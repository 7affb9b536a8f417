"""A kernel does to an image in the lab what it does in OpenCV and in a Conv2D."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.labs.chart import chart
from studio.labs.correlation import KERNELS, correlate, resized


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_answers_as_opencv_filter2d(name: str) -> None:
    from studio.worker.pictures import cv2  # the one file that imports it

    image = chart(48)
    expected = cv2.filter2D(image, cv2.CV_32F, KERNELS[name].astype(np.float32), borderType=cv2.BORDER_CONSTANT)
    np.testing.assert_allclose(correlate(image, KERNELS[name]), expected, rtol=1e-5, atol=1e-3)


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([1, 3, 5]), st.integers(1, 3), st.sampled_from(["same", "valid"]))
def test_stride_and_padding_are_those_of_conv2d(height: int, width: int, size: int, stride: int, padding: str) -> None:
    import keras

    image = np.arange(height * width, dtype=np.float32).reshape(height, width)
    kernel = np.arange(size * size, dtype=np.float32).reshape(size, size)
    if padding == "valid" and size > min(height, width):
        with pytest.raises(ValueError, match=r"^A \d × \d kernel is larger than the \d × \d image\. Choose padding same\.$"):
            correlate(image, kernel, stride, "valid")
        return
    expected = keras.ops.conv(image[None, :, :, None], kernel[:, :, None, None], stride, padding)
    np.testing.assert_allclose(correlate(image, kernel, stride, padding), np.asarray(expected)[0, :, :, 0], rtol=1e-5)


@pytest.mark.parametrize("name", ["Box blur", "Gaussian blur", "Leave as it is", "Sharpen"])
def test_kernels_that_sum_to_one_keep_an_even_area(name: str) -> None:
    even = np.full((9, 9), 100.0)
    assert correlate(even, KERNELS[name], padding="valid") == pytest.approx(100.0)


@pytest.mark.parametrize("name", ["Sobel x", "Sobel y", "Laplacian"])
def test_kernels_for_edges_see_nothing_in_an_even_area(name: str) -> None:
    assert correlate(np.full((9, 9), 100.0), KERNELS[name], padding="valid") == pytest.approx(0.0, abs=1e-3)


def test_a_kernel_grows_with_zeros_around_it_and_shrinks_to_its_middle() -> None:
    kernel = KERNELS["Sobel x"]
    grown = resized(kernel, 7)
    assert grown.shape == (7, 7)
    assert grown.sum() == kernel.sum()
    np.testing.assert_array_equal(resized(grown, 3), kernel)
