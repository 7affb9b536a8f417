"""A picture made for looking at kernels: edges in every direction, fine and coarse stripes, a soft ball."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def chart(side: int = 96) -> NDArray[np.float32]:
    """The chart, (side, side), 0 to 255."""
    rows, columns = np.mgrid[:side, :side] / side
    star = 128 + 100 * np.sign(np.sin(16 * np.arctan2(rows - 0.27, columns - 0.27)))
    stripes = 128 + 100 * np.sign(np.sin(2 * np.pi * (4 + 20 * columns) * columns))
    ball = 235 * np.exp(-(((rows - 0.75) ** 2 + (columns - 0.27) ** 2) / 0.015))
    square = np.where((np.abs(rows - 0.75) < 0.15) & (np.abs(columns - 0.75) < 0.15), 220.0, 30.0)
    upper, left = rows < 0.5, columns < 0.5
    picture: NDArray[np.float32] = np.select([upper & left, upper, left], [star, stripes, ball], square).astype(np.float32)
    return picture
