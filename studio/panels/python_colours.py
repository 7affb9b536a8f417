"""Python source in the colours of the theme: which stretch of each line is a keyword, a name, a string, a number or a comment."""

import io
import keyword
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from studio.look.look import Look

ROLES: Mapping[str, str] = {
    "keyword": "normalisation",
    "string": "good",
    "number": "warning",
    "comment": "quiet",
    "definition": "accent",
    "call": "convolution",
    "argument": "second_run",
}
"""Role of the colour of each kind of word."""


class Stretch(NamedTuple):
    """Part of a line of one kind; columns counted from 0."""

    start: int
    length: int
    kind: str


Colours = Mapping[int, Sequence[Stretch]]
"""What is to be coloured, by line counted from 0."""


def stretches(text: str) -> dict[int, list[Stretch]]:
    """What is to be coloured, by line counted from 0. Text that breaks off in the middle is coloured as far as it goes."""
    found: dict[int, list[Stretch]] = {}
    for token, kind in _kinds(_tokens(text)):
        (first, start), (last, end) = token.start, token.end
        for number, line in enumerate(token.string.split("\n"), first):
            left = start if number == first else 0
            length = end - left if number == last else len(line)
            found.setdefault(number - 1, []).append(Stretch(left, length, kind))
    return found


def _tokens(text: str) -> list[tokenize.TokenInfo]:
    """The tokens of a text, up to a fault where there is one."""
    tokens: list[tokenize.TokenInfo] = []
    with suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            tokens.append(token)  # a list made at once would be lost with the fault
    return tokens


def _kinds(tokens: list[tokenize.TokenInfo]) -> Iterator[tuple[tokenize.TokenInfo, str]]:
    """Each token that has a colour, with its kind."""
    depth = 0
    for index, token in enumerate(tokens):
        after = tokens[index + 1].string if index + 1 < len(tokens) else ""
        before = tokens[index - 1].string if index else ""
        depth += (token.string in "([{") - (token.string in ")]}") if token.type == tokenize.OP else 0
        kind = _kind(token, before, after, depth)
        if kind:
            yield token, kind


def _kind(token: tokenize.TokenInfo, before: str, after: str, depth: int) -> str:
    plain = {tokenize.STRING: "string", tokenize.NUMBER: "number", tokenize.COMMENT: "comment"}
    if token.type != tokenize.NAME:
        return plain.get(token.type, "")
    if keyword.iskeyword(token.string):
        return "keyword"
    if before in ("def", "class"):
        return "definition"
    if depth and after == "=":
        return "argument"
    return "call" if after == "(" else ""


class PythonColours(QSyntaxHighlighter):
    """Colours a document by what `stretches` found; the whole text is read at once, since a string may span lines.

    Args:
        look: Theme.
        document: What is coloured.

    Attributes:
        found: What `stretches` found in the text that the document shows, or is about to.
    """

    def __init__(self, look: Look, document: QTextDocument) -> None:
        super().__init__(document)
        self._look = look
        self.found: Colours = {}
        self._formats = self._made()
        look.changed.connect(self._dress)

    def highlightBlock(self, _text: str) -> None:
        """Colour one line."""
        for start, length, kind in self.found.get(self.currentBlock().blockNumber(), ()):
            self.setFormat(start, length, self._formats[kind])

    def _dress(self) -> None:
        self._formats = self._made()
        self.rehighlight()

    def _made(self) -> dict[str, QTextCharFormat]:
        """How each kind of word is written; a program has thousands of words."""
        formats = {kind: QTextCharFormat() for kind in ROLES}
        for kind, role in ROLES.items():
            formats[kind].setForeground(self._look.colour(role))
        formats["definition"].setFontWeight(QFont.Weight.DemiBold)
        return formats
