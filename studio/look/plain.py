"""Words from elsewhere where Qt would take some for markup: in tool tips and boxes, which cannot be told that all is plain."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt


def plain(words: str) -> str:
    """The words so that they are shown as they are: markup in a project's name would fetch pictures, and look as if the studio spoke."""
    if "<" not in words or not Qt.mightBeRichText(words):
        return words
    return f'<span style="white-space:pre-wrap">{html.escape(words)}</span>'
