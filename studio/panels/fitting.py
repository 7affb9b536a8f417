"""How many pictures fit into a room, and how large: as few pages as possible, then as large as possible."""

from dataclasses import dataclass
from typing import NamedTuple

SMALLEST = 56
LARGEST = 160


@dataclass(frozen=True)
class Cell:
    """What a picture of a grid takes up.

    Attributes:
        gap: Left free around each picture, both sides together.
        words: Height of what is written under it.
        aspect: Its height as a share of its width.
        below: Side of a second picture under the words, as a share of its width; 0 for none.
    """

    gap: int = 8
    words: int = 18
    aspect: float = 1.0
    below: float = 0.0

    def height(self, side: int) -> int:
        """Height of a cell whose picture is so wide."""
        return round(side * self.aspect) + self.gap + self.words + (round(side * self.below) + self.gap if self.below else 0)

    def side(self, height: float) -> int:
        """Width of a picture whose cell is at most so high."""
        free = height - self.gap - self.words - (self.gap if self.below else 0) - 1
        return int(free / (self.aspect + self.below))


class Fit(NamedTuple):
    """A grid of equal pictures.

    Attributes:
        columns: In a row.
        rows: On a page.
        side: Width of a picture.
    """

    columns: int
    rows: int
    side: int

    @property
    def page(self) -> int:
        """How many pictures a page holds."""
        return self.columns * self.rows


def fitted(count: int, width: int, height: int, cell: Cell) -> Fit:
    """The grid for so many pictures in a room.

    Returns:
        All of them on one page if they stay large enough to be read, else as many as fit at the smallest side; never none.
    """
    whole = max((_in_rows(rows, count, width, height, cell) for rows in range(1, count + 1)), key=_side)
    if whole.side >= SMALLEST or count == 1:
        return whole._replace(side=max(whole.side, 16))
    return Fit(max(1, width // (SMALLEST + cell.gap)), max(1, height // cell.height(SMALLEST)), SMALLEST)


def _in_rows(rows: int, count: int, width: int, height: int, cell: Cell) -> Fit:
    columns = -(-count // rows)
    return Fit(columns, rows, min(width // columns - cell.gap, cell.side(height / rows), LARGEST))


def _side(fit: Fit) -> int:
    return fit.side
