"""What an export was found to do when its own runtime ran it, and the table that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from studio.messages.formats import FORMATS, Format
from studio.messages.message import Message

HEADS = ("", "difference", "accuracy", "size", "one image")
NONE = "–"


class Checked(Message):
    """An export beside the studio, on the same images.

    Attributes:
        format: What was exported.
        images: How many images both were asked about.
        of: Which images of the project's data, or random noise where there are none that fit.
        difference: The largest difference between their predictions.
        accuracy: Share of the images that the export gets right; None where there is nothing to be right about.
        own_accuracy: Likewise, of the studio.
        size: Bytes on the disk.
        milliseconds: For one image, by its own runtime on the CPU: the middle one of several times.
        own_milliseconds: Likewise, in the studio.
    """

    format: Format
    images: int
    of: Literal["test", "validation", "train", "noise"]
    difference: float
    accuracy: float | None
    own_accuracy: float | None
    size: int
    milliseconds: float
    own_milliseconds: float

    def basis(self) -> str:
        """What the figures were taken on: `256 test images`."""
        words = {"test": "test images", "validation": "validation images", "train": "training images", "noise": "images of noise"}
        return f"{self.images} {words[self.of]}"

    def row(self) -> tuple[str, ...]:
        """The export's figures, in words."""
        title = FORMATS[self.format].title
        return (
            title,
            f"{self.difference:.1e}" if self.difference else "0",
            _share(self.accuracy),
            _bytes(self.size),
            _time(self.milliseconds),
        )

    def own_row(self) -> tuple[str, ...]:
        """The studio's, likewise."""
        return ("studio", NONE, _share(self.own_accuracy), NONE, _time(self.own_milliseconds))


def rows(checks: Sequence[Checked]) -> list[tuple[str, ...]]:
    """A table of several exports of the same network below the studio itself."""
    return [checks[0].own_row(), *(each.row() for each in checks)] if checks else []


def lines(checked: Checked) -> list[str]:
    """The table of one export in letters of one width, below a line that says what it was taken on."""
    cells = [HEADS, *rows([checked])]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADS))]
    padded = ([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in cells)
    table = ["  ".join(row) for row in padded]
    return [f"Checked on {checked.basis()}, by its own runtime:", *table]


def _share(value: float | None) -> str:
    return NONE if value is None else f"{100 * value:.1f} %"


def _bytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.1f} kB"


def _time(milliseconds: float) -> str:
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:,.0f} ms"
