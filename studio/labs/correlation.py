"""What a convolution layer does to one image with one kernel, in NumPy; and kernels worth knowing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]
Padding = Literal["valid", "same"]

_GAUSS_5 = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1])

KERNELS: Mapping[str, NDArray[Any]] = {
    "Leave as it is": np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]], float),
    "Box blur": np.full((3, 3), 1 / 9),
    "Gaussian blur": _GAUSS_5 / _GAUSS_5.sum(),
    "Sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], float),
    "Sobel x": np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], float),
    "Sobel y": np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]], float),
    "Laplacian": np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]], float),
    "Emboss": np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]], float),
}
SIZES = (3, 5, 7)


def correlate(image: NDArray[Any], kernel: NDArray[Any], stride: int = 1, padding: Padding = "same") -> Picture:
    """Slides a kernel over an image and sums the products, as Conv2D does (the kernel is not flipped).

    Args:
        image: (height, width).
        kernel: (rows, columns).
        stride: Step between two positions, in pixels.
        padding: `same` puts zeros around so that stride 1 keeps the size, as Keras shares them out; `valid` puts none.

    Returns:
        float32, (height', width').

    Raises:
        ValueError: The kernel is larger than an image without padding.
    """
    pixels = np.asarray(image, np.float32)
    if padding == "same":
        pixels = np.pad(pixels, [_margins(n, k, stride) for n, k in zip(pixels.shape, kernel.shape, strict=True)])
    if any(n < k for n, k in zip(pixels.shape, kernel.shape, strict=True)):
        sizes = f"A {kernel.shape[0]} × {kernel.shape[1]} kernel is larger than the {pixels.shape[0]} × {pixels.shape[1]} image."
        raise ValueError(f"{sizes} Choose padding same.")
    windows = np.lib.stride_tricks.sliding_window_view(pixels, kernel.shape)[::stride, ::stride]
    answer: Picture = np.einsum("hwij,ij->hw", windows, np.asarray(kernel, np.float32)).astype(np.float32)
    return answer


def resized(kernel: NDArray[Any], size: int) -> NDArray[Any]:
    """The middle of a kernel in a larger or smaller square: what is cut off is gone, what is new is zero."""
    grown = np.zeros((size, size))
    n = kernel.shape[0]
    keep = min(n, size)
    here, there = (size - keep) // 2, (n - keep) // 2
    grown[here : here + keep, here : here + keep] = kernel[there : there + keep, there : there + keep]
    return grown


def _margins(length: int, size: int, stride: int) -> tuple[int, int]:
    """Zeros before and after an axis: an odd one goes after it."""
    total = max((-(-length // stride) - 1) * stride + size - length, 0)
    return total // 2, total - total // 2
