"""The image that is looked at: one of the data, or a picture file that somebody brought."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from studio.messages.orders import ImageChoice
from studio.worker.feed import Feed, Images
from studio.worker.maps import InspectionError
from studio.worker.pictures import picture

UNKNOWN = -1  # the label of an image whose class nobody said


class PictureError(InspectionError):
    """A picture file that cannot be looked at, in whole sentences."""


class Watched(NamedTuple):
    """The image that is really looked at.

    Attributes:
        choice: Which one it is, within what there is.
        pixels: Raw, (height, width, channels).
        label: The number of its class, or UNKNOWN.
    """

    choice: ImageChoice
    pixels: Images
    label: int


class Album:
    """Finds the image of a choice; a file is read once, and again when it changes.

    Args:
        feed: The images of the data.
        shape: Height, width and channels that the network takes; a file gets them as the pictures of a folder do.
    """

    def __init__(self, feed: Feed, shape: tuple[int, ...]) -> None:
        self._feed, self._shape = feed, shape
        self._read: tuple[tuple[str, int, int], Images] | None = None

    def find(self, choice: ImageChoice) -> Watched:
        """The image itself.

        Raises:
            PictureError: The file is gone, is no picture, or cannot get the network's channels.
            InspectionError: There are no images at all.
        """
        if not any(self._feed.sizes):
            return self._alone(choice)
        known, pixels, label = self._feed.example(choice)
        if choice.file is None:
            return Watched(known, pixels, label)
        return Watched(replace(known, file=choice.file), self._of_file(choice.file), UNKNOWN)

    def _alone(self, choice: ImageChoice) -> Watched:
        """A file can be looked at without data."""
        if choice.file is None:
            raise InspectionError("There is no image to look at yet. Drop a picture on the window, or choose images under Data.")
        return Watched(ImageChoice(file=choice.file), self._of_file(choice.file), UNKNOWN)

    def _of_file(self, file: str) -> Images:
        mark = _mark(file)
        if self._read is None or self._read[0] != mark:
            self._read = mark, _pixels(file, self._shape, size=mark[1])
        return self._read[1]


def _mark(file: str) -> tuple[str, int, int]:
    """Another one when the file changes: its path, size and time."""
    try:
        with Path(file).open("rb") as opened:
            seen = os.fstat(opened.fileno())
    except (OSError, ValueError) as error:  # ValueError: no path can be so
        words = str(getattr(error, "strerror", "") or error)
        received = f"Expected: a picture file. Received: {words}."
        raise PictureError(f"{file} cannot be opened. {received} Drop it again once it can be read.") from None
    return file, seen.st_size, seen.st_mtime_ns


def _pixels(file: str, shape: tuple[int, ...], size: int) -> Images:
    name = Path(file).name
    if shape[2] not in (1, 3):
        received = f"Expected: an Input of 1 channel, for grey, or of 3, for colour. Received: {shape[2]} channels."
        raise PictureError(f"{name} cannot be shown to this network. {received} Choose an image of the data.")
    found = picture(Path(file), shape)
    if found is None:
        received = f"Expected: a whole PNG, JPEG or other picture file. Received: {size:,} bytes of something else."
        raise PictureError(f"{name} is no picture. {received} Save it anew and drop it again.")
    return found
