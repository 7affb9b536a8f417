"""Puts a mean image into a program as text, exactly."""

from __future__ import annotations

import base64
import textwrap
import zlib
from typing import Any

from numpy import asarray

CHUNK = 112


def mean_image_lines(mean: list[Any]) -> list[str]:
    """A constant that holds the image and the function that unpacks it.

    Args:
        mean: The mean image as nested lists (height, width, channels), as a plan holds it.
    """
    packed = base64.b64encode(zlib.compress(asarray(mean, "<f4").tobytes(), 9)).decode()
    return [
        *_constant(packed),
        "",
        "",
        "def mean_image() -> np.ndarray:",
        '    """The mean of the training images, in the values that enter its layer."""',
        '    return np.frombuffer(zlib.decompress(base64.b64decode(MEAN_IMAGE)), "<f4").reshape(INPUT_SHAPE)',
    ]


def _constant(packed: str) -> list[str]:
    if len(packed) <= 100:
        return [f'MEAN_IMAGE = "{packed}"']
    return ["MEAN_IMAGE = (", *(f'    "{chunk}"' for chunk in textwrap.wrap(packed, CHUNK)), ")"]
