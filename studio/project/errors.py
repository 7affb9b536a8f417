"""What goes wrong with project files, in words."""

from __future__ import annotations

from collections.abc import Iterable


class ProjectError(Exception):
    """A project that cannot be read, found or written.

    Attributes:
        sentences: One or more whole sentences a fault: where and what; expected; received; remedy.
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))
