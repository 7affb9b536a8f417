"""How a card is headed where the name of its block is longer than its line: in two lines, else in the short words that people use."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from studio.look.lettering import SEMIBOLD, SMALL_SIZE, width_of

_SHORT = {
    "ContrastLimitedAdaptiveHistogramEqualization": "CLAHE",
    "Attention": "Attn",
    "Average": "Avg",
    "Depthwise": "DW",
    "Embedding": "Embed",
    "Normalization": "Norm",
    "Padding": "Pad",
    "Pooling": "Pool",
    "Random": "Rand",
    "Regularization": "Reg",
    "Separable": "Sep",
    "Unpooling": "Unpool",
}
"""What papers and other libraries call these, so that nobody needs to guess."""
_SHORTER = {
    "Adaptive": "Ada",
    "Global": "G",
    "LocalResponseNorm": "LRN",
    "MultiHead": "MH",
    "Transpose": "T",
}
"""What of these in turn is enough for those who know them, where the rest would be cut off."""
_WORDS = re.compile("|".join(_SHORT))
_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\s)")  # between the words of a block's name, or of a module's
_MOST_BELOW = 0.75  # of the second line: values stand beside it


class Heading(NamedTuple):
    """What stands in bold letters.

    Attributes:
        first: On the first line.
        second: At the beginning of the second, before the values; empty where one line is enough.
        size: Of the letters, in pixels at 100 %.
    """

    first: str
    second: str
    size: float


def heading(title: str, room: float, below: float, size: float) -> Heading:
    """The whole name as large as it fits; then in two lines; then its short form.

    Args:
        title: The name of the block or module.
        room: How wide the first line is, for letters as at 100 %.
        below: How wide the second line is; 0 where there is none.
        size: Of the letters where all have room.
    """
    if _width(title) <= room:
        return Heading(title, "", _fitting(size, title, room))
    fitting = [pair for pair in _pairs(title) if _width(pair[0]) <= room and _width(pair[1]) <= _MOST_BELOW * below]
    if fitting:
        first, second = min(fitting, key=lambda pair: max(map(_width, pair)))
        return Heading(first, second, min(_fitting(size, first, room), _fitting(size, second, _MOST_BELOW * below)))
    words = next((each for each in (short(title), _shorter(short(title))) if _width(each) <= room), short(title))
    return Heading(words, "", _fitting(size, words, room))


def short(title: str) -> str:
    """The name with its long words as people shorten them."""
    return _WORDS.sub(lambda word: _SHORT[word[0]], title)


def _shorter(words: str) -> str:
    """The short form in fewer letters still."""
    for long, few in _SHORTER.items():
        words = words.replace(long, few)
    return words


def _pairs(title: str) -> Iterator[tuple[str, str]]:
    """The name in two parts, in every way."""
    for at in (match.start() for match in _BREAK.finditer(title)):
        yield title[:at].rstrip(), title[at:].lstrip()


def _fitting(size: float, words: str, room: float) -> float:
    """How large words can be written, never smaller than can be read."""
    return max(min(size, SMALL_SIZE * room / max(_width(words), 1.0)), SMALL_SIZE)


def _width(words: str) -> float:
    """In the smallest letters that a name is written in."""
    return width_of(words, SMALL_SIZE, SEMIBOLD)
