"""Elements of HTML and SVG as values: text is escaped where it comes in, so that no name of a node can be taken for an element."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

_PADDING = 26  # of the board around a picture, and its edges
_EMPTY = frozenset({"meta", "circle", "rect", "line", "path", "polyline"})


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def element(name: str, /, *content: Markup | str | int | None, **attributes: str | float | None) -> Markup:
    """An element.

    Args:
        name: Of the element.
        content: What is in it; words are escaped, None is left out.
        attributes: With `_` for `-`, and `_` at the end of Python's own words; None is left out. Numbers are rounded.
    """
    opened = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return Markup(f"<{name}{opened}/>" if name in _EMPTY else f"<{name}{opened}>{joined(content)}</{name}>")


def joined(content: Iterable[Markup | str | int | None]) -> Markup:
    """One after the other."""
    return Markup("".join(each if isinstance(each, Markup) else html.escape(str(each)) for each in content if each is not None))


def table(heads: Sequence[str], rows: Iterable[Sequence[Markup | str | int]], words: int = 1, class_: str | None = None) -> Markup:
    """A table: the first columns are words, the others figures.

    Args:
        heads: Of the columns.
        rows: Their cells.
        words: How many columns are words.
        class_: Of the table.
    """
    kinds = [None if column < words else "n" for column in range(len(heads))]
    head = element("tr", *(element("th", each, class_=kind, scope="col") for each, kind in zip(heads, kinds, strict=True)))
    body = (element("tr", *(element("td", each, class_=kind) for each, kind in zip(row, kinds, strict=True))) for row in rows)
    whole = element("table", element("thead", head), element("tbody", *body), class_=class_)
    return element("div", whole, class_="wide")


def framed(picture: Markup, words: str = "") -> Markup:
    """A figure of a picture as wide as it is where the page has room, with what it shows below.

    Args:
        picture: An SVG element with a width.
        words: Below it.
    """
    width = re.search(r'width="(\d+)"', picture)
    board = element("div", picture, class_="board", style=f"--width:{int(width[1]) + _PADDING}px" if width else None)
    return element("figure", board, element("figcaption", words) if words else None)


def pairs(rows: Iterable[tuple[str, Markup | str]]) -> Markup:
    """Facts with what they are about before them."""
    return element("dl", *(element("div", element("dt", name), element("dd", value)) for name, value in rows))


def _value(value: str | float) -> str:
    return f"{value:.6g}" if isinstance(value, float) else html.escape(str(value))
