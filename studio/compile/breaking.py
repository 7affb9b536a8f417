"""Breaks an argument that is too long for a line, as a formatter would: what is in its last brackets goes below."""

from __future__ import annotations

WIDTH = 120
_OPENING, _CLOSING = "([{", ")]}"


def broken(text: str, pad: str) -> list[str]:
    """The lines of an argument with the comma behind it.

    Args:
        text: `cells=(layers.LSTMCell(4), layers.LSTMCell(3))`.
        pad: The spaces that it begins after.
    """
    place = _opening(text)
    if len(f"{pad}{text},") <= WIDTH or place is None:
        return [f"{pad}{text},"]
    head, inner, end, deeper = text[: place + 1], text[place + 1 : -1], text[-1], f"{pad}    "
    is_call = place > 0 and text[place - 1] not in "= "
    if is_call and len(deeper + inner) <= WIDTH:
        return [pad + head, deeper + inner, f"{pad}{end},"]
    return [pad + head, *(line for part in parted(inner) for line in broken(part, deeper)), f"{pad}{end},"]


def parted(text: str) -> list[str]:
    """The arguments or items of a text, those within brackets and quotes together."""
    found, depth, quoted, start = list[str](), 0, False, 0
    for place, letter in enumerate(text):
        quoted ^= letter == '"' and text[place - 1 : place] != "\\"
        depth += 0 if quoted else (letter in _OPENING) - (letter in _CLOSING)
        if letter == "," and not depth and not quoted:
            found.append(text[start:place].strip())
            start = place + 1
    return [*found, last] if (last := text[start:].strip()) else found


def _opening(text: str) -> int | None:
    """Where the brackets open that close at the end of a text; None where none do."""
    if not text or text[-1] not in _CLOSING:
        return None
    depth, quoted = 0, False
    for place in range(len(text) - 1, -1, -1):
        quoted ^= text[place] == '"' and text[place - 1 : place] != "\\"
        depth += 0 if quoted else (text[place] in _CLOSING) - (text[place] in _OPENING)
        if not depth and not quoted:
            return place
    return None
