from typing import Any

import numpy as np
import pytest

from studio.worker.build import Network, build
from studio.worker.filters import filters
from studio.worker.maps import Array, InspectionError, feature_maps
from tests.worker.plans import chain


def slid(kernels: Array, image: Array) -> Array:
    """What a convolution without padding answers, written out."""
    height, width = image.shape[0] - kernels.shape[0] + 1, image.shape[1] - kernels.shape[1] + 1
    windows = np.lib.stride_tricks.sliding_window_view(image, kernels.shape[:2], axis=(0, 1))
    return np.einsum("yxihw,hwio->yxo", windows[:height, :width], kernels)


@pytest.mark.parametrize(
    ("kind", "arguments", "shape"),
    [
        ("Conv2D", {"filters": 4, "kernel_size": (3, 2)}, (3, 2, 3, 4)),
        ("SeparableConv2D", {"filters": 4, "kernel_size": (3, 2), "depth_multiplier": 2}, (3, 2, 3, 4)),
    ],
)
def test_sliding_the_filters_gives_the_feature_maps(kind: str, arguments: dict[str, Any], shape: tuple[int, ...]) -> None:
    network = build(chain((6, 7, 3), ("conv", kind, arguments)), seed=1)
    image = np.random.default_rng(0).integers(0, 256, (6, 7, 3), dtype=np.uint8)
    kernels = filters(network, "n-conv")
    assert (kernels.shape, kernels.dtype) == (shape, np.float32)
    assert np.allclose(slid(kernels, image / 255), feature_maps(network, "n-conv", image).values, atol=1e-5)


def test_a_depthwise_filter_sees_one_map() -> None:
    network = build(chain((5, 5, 3), ("conv", "DepthwiseConv2D", {"kernel_size": (3, 3), "depth_multiplier": 2})), seed=1)
    image = np.random.default_rng(0).integers(0, 256, (5, 5, 3), dtype=np.uint8)
    kernels, answered = filters(network, "n-conv"), feature_maps(network, "n-conv", image).values
    assert kernels.shape == (3, 3, 1, 6)
    for out in range(6):
        seen = image[..., out // 2 : out // 2 + 1] / 255
        assert np.allclose(slid(kernels[..., out : out + 1], seen)[..., 0], answered[..., out], atol=1e-5)


def test_a_transposed_convolution_stamps_its_filters() -> None:
    network = build(chain((1, 1, 2), ("conv", "Conv2DTranspose", {"filters": 3, "kernel_size": (3, 3)})), seed=1)
    kernels = filters(network, "n-conv")
    assert kernels.shape == (3, 3, 2, 3)
    stamped = feature_maps(network, "n-conv", np.array([[[255, 0]]], np.uint8)).values
    assert np.allclose(stamped, kernels[:, :, 0], atol=1e-6)


def test_says_which_nodes_have_filters(lenet5: Network) -> None:
    with pytest.raises(InspectionError) as error:
        filters(lenet5, "n-dense1")
    assert str(error.value) == "dense1 has no filters. Only convolutions learn filters: look at one of them."
