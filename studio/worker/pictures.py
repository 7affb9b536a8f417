"""Reads picture files; the one file that imports OpenCV."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import cv2
import numpy as np

for _variable in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(_variable, None)  # opencv-python sets them to the Qt 5 that it brings, which would break our own Qt in child processes

cv2.setNumThreads(1)  # TensorFlow has the cores

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


def picture(path: Path, shape: tuple[int, ...]) -> Pixels | None:
    """One picture as (height, width, channels), grey for one channel, red, green, blue for three; None where it cannot be read.

    A picture of another size is resized, its sides not kept in proportion: every pixel stays in sight.
    """
    try:
        raw = np.fromfile(path, np.uint8)  # OpenCV itself cannot open every file name
        found = cv2.imdecode(raw, cv2.IMREAD_GRAYSCALE if shape[2] == 1 else cv2.IMREAD_COLOR_RGB) if raw.size else None
    except (OSError, cv2.error):
        return None
    return None if found is None else _resized(np.asarray(found, np.uint8), shape)


def _resized(pixels: Pixels, shape: tuple[int, ...]) -> Pixels:
    height, width = shape[:2]
    if pixels.shape[:2] != (height, width):
        smaller = height * width < pixels.shape[0] * pixels.shape[1]
        pixels = np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR), np.uint8)
    return pixels.reshape(shape)
