"""The examples at hand: read once, reported while they are read, and shown to pick from."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from studio.data import Data
from studio.messages import Event
from studio.messages.events import Browsed, Read
from studio.messages.orders import Browse
from studio.worker.feed import Feed, read_feed

_REPORT = 0.05  # seconds between two reports


class Feeds:
    """Keeps the examples that were read last."""

    def __init__(self, tell: Callable[[Event], None], glance: Callable[[], None]) -> None:
        """Made once.

        Args:
            tell: Takes the reports of reading.
            glance: Called while reading; may raise to give up.
        """
        self._tell = tell
        self._glance = glance
        self._kept: tuple[tuple[Data, int], Feed] | None = None
        self._told = float("-inf")

    def of(self, data: Data) -> Feed:
        """The examples of data.

        Raises:
            DataError: It cannot be used.
        """
        mark = stamp(data)
        if self._kept is None or self._kept[0] != mark:
            self._kept = None  # two of them may be too much for the memory
            self._kept = mark, read_feed(data, self._report)
        return self._kept[1]

    def _report(self, done: int, total: int) -> None:
        self._glance()
        if time.monotonic() - self._told > _REPORT or done == total:
            self._told = time.monotonic()
            self._tell(Read(done=done, total=total))


def stamp(data: Data) -> tuple[Data, int]:
    """Equal for two reads that would give the same images, as far as a look at the outside tells: of folders, those of the classes too."""
    path = Path(getattr(data.source, "path", "")).expanduser()
    places = [path, *path.glob("*/")] if path.exists() else []
    return data, max((place.stat().st_mtime_ns for place in places), default=0)


def browsed(feed: Feed, order: Browse) -> Browsed:
    """Some images of a part, of one class where that is wanted."""
    portion = feed.parts[order.part]
    labels = portion.labels[portion.indices]
    places = np.arange(len(portion)) if order.label is None else np.flatnonzero(labels == order.label)
    chosen = places[order.start : order.start + order.count]
    images, found = portion.at(chosen)
    return Browsed(part=order.part, start=order.start, total=len(places), indices=chosen, images=images, labels=found, classes=feed.classes)
