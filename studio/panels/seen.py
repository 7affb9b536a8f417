"""What one value of a map sees of the input, in a sentence."""

from studio.graph.seen import Seen, Sees, centred
from studio.panels.wording import span

__all__ = ["Seen", "Sees", "centred", "sentence"]


def sentence(seen: Seen, image: tuple[int, int]) -> str:
    """`sees rows 7–11 and columns 12–16 of the input`, counted from 1 as all rows, columns and maps on screen are."""
    if seen == Seen(0, image[0] - 1, 0, image[1] - 1):
        return "sees the whole image"
    return f"sees {_lines('row', seen.top + 1, seen.bottom + 1)} and {_lines('column', seen.left + 1, seen.right + 1)} of the input"


def _lines(word: str, first: int, last: int) -> str:
    return f"{word if first == last else word + 's'} {span(first, last)}"
