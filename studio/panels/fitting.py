"""How many pictures fit into a room, and how large: as few pages as possible, then as large as possible."""

from typing import NamedTuple

SMALLEST = 56
LARGEST = 160


class Fit(NamedTuple):
    """A grid of equal pictures.

    Attributes:
        columns: In a row.
        rows: On a page.
        side: Width and height of a picture.
    """

    columns: int
    rows: int
    side: int

    @property
    def page(self) -> int:
        """How many pictures a page holds."""
        return self.columns * self.rows


def fitted(count: int, width: int, height: int, gap: int = 8, words: int = 18, below: float = 0.0) -> Fit:
    """The grid for so many pictures in a room.

    Args:
        count: How many pictures there are.
        width: Of the room.
        height: Of the room.
        gap: Between two pictures.
        words: Height of what is written under each.
        below: Height of what is drawn under the words, as a share of the picture's side.

    Returns:
        All of them on one page if they stay large enough to be read, else as many as fit at the smallest side; never none.
    """
    whole = max((_in_rows(rows, count, width, height, gap, words, below) for rows in range(1, count + 1)), key=_side)
    if whole.side >= SMALLEST or count == 1:
        return whole._replace(side=max(whole.side, 16))
    row = _row_height(SMALLEST, gap, words, below)
    return Fit(max(1, (width + gap) // (SMALLEST + gap)), max(1, int((height + gap) // (row + gap))), SMALLEST)


def _in_rows(rows: int, count: int, width: int, height: int, gap: int, words: int, below: float) -> Fit:
    columns = -(-count // rows)
    across = (width + gap) // columns - gap
    down = ((height + gap) / rows - 2 * gap - words - (gap if below else 0)) / (1 + below) + gap
    return Fit(columns, rows, min(across, int(down), LARGEST))


def _row_height(side: int, gap: int, words: int, below: float) -> float:
    return side * (1 + below) + words + (gap if below else 0)


def _side(fit: Fit) -> int:
    return fit.side
