"""How fast training is, how long it will take, and when to speak of it."""

from __future__ import annotations

import time
from collections import deque

_WINDOW = 5.0  # seconds that the speed is taken over
_BETWEEN = 0.05  # seconds between two reports: at most 20 a second


class Pace:
    """Images per second over the last seconds of training, pauses left out."""

    def __init__(self) -> None:
        self._blocks: deque[tuple[float, int]] = deque()
        self._told = float("-inf")

    def trained(self, seconds: float, images: int) -> None:
        """Notes a block that took so many seconds, all that belongs to it counted."""
        self._blocks.append((seconds, images))
        while sum(taken for taken, _ in self._blocks) > _WINDOW and len(self._blocks) > 1:
            self._blocks.popleft()

    @property
    def images_per_second(self) -> float:
        """0 before the first block."""
        seconds = sum(taken for taken, _ in self._blocks)
        return sum(images for _, images in self._blocks) / seconds if seconds else 0.0

    def seconds_left(self, images: int) -> float:
        """For so many images at this pace; 0 before the first block."""
        return images / self.images_per_second if self._blocks else 0.0

    def due(self) -> bool:
        """Whether it is time to report; taken as done where it is."""
        now = time.monotonic()
        if now - self._told < _BETWEEN:
            return False
        self._told = now
        return True
