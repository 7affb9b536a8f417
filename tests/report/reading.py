"""Reads a page as a browser would: every element closed, and what it would load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = {"meta", "rect", "circle", "line", "path", "polyline", "br", "img", "link"}
_LOADING = {"src", "href", "xlink:href", "srcset", "action", "data", "poster"}


class Page(HTMLParser):
    """A page that was read.

    Attributes:
        open: Elements that are not closed, outermost first.
        faults: What is not well made.
        loads: Addresses that a browser would fetch or follow.
        elements: How often each one stands there.
        words: All that is to be read.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.loads: list[str] = re.findall(r"url\(|@import", text)
        self.elements: dict[str, int] = {}
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] = self.elements.get(tag, 0) + 1
        self.loads += [value or "" for name, value in attrs if name in _LOADING and not (value or "").startswith("#")]
        self.faults += [f"{tag} has {name}" for name, _ in attrs if name.startswith("on")]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data

    def rows(self) -> Iterator[str]:
        """Its words in lines."""
        return (line for line in self.words.splitlines() if line.strip())
