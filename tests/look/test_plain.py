"""A name of a stranger's is shown as it is written, in tool tips and boxes too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt, QTextDocument
from pytestqt.qtbot import QtBot

from studio.look.labels import OneLine
from studio.look.plain import plain


@pytest.mark.parametrize("words", ["LeNet-5", "a < b", "a & b", "1 <2> 3\n4"])
def test_usual_words_stay_as_they_are(words: str) -> None:
    assert plain(words) == words


@pytest.mark.parametrize("words", ["<b>bold</b>", "<img src='file:///a.png'>", '<a href="x">y</a>  z\n a', "<qt>x &lt;"])
def test_markup_is_shown_and_not_followed(qtbot: QtBot, words: str) -> None:
    shown = QTextDocument()
    shown.setHtml(plain(words))
    assert plain(words) != words
    assert shown.toPlainText() == words
    assert "<img" not in plain(words)
    label = OneLine()
    qtbot.addWidget(label)
    label.setText(words)
    assert label.toolTip() == plain(words)


@given(st.text(alphabet="<>/!-b i&;\na="))
def test_whatever_is_written_is_taken_for_plain_text_or_escaped(words: str) -> None:
    assert plain(words) == words if not Qt.mightBeRichText(words) else "<" not in plain(words)[36:-7]
