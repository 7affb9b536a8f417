"""The lesson beside the board: its steps, and what its links ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument, QTextTable
from PySide6.QtWidgets import QTextBrowser, QToolButton
from pytestqt.qtbot import QtBot

from studio.look import LIGHT, Look
from studio.panels.lesson import LessonPanel
from studio.project import samples

LESSON = """# A lesson

Some words about [a place](node:early).

## What was new

1. **One.** [`conv1`](node:conv1) and [more](node:conv2).
2. **Two.** In [another drawing](node:other%20one/conv1).
3. **Three.** Nothing to see.

## What to try

1. Look at [conv1](node:conv1) again, and [read](https://example.org/paper).
"""


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> LessonPanel:
    made = LessonPanel(look)
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show_lesson(LESSON)
    made.show()
    return made


def asked(panel: LessonPanel) -> list[str]:
    found: list[str] = []
    panel.node_asked.connect(found.append)
    return found


def text(panel: LessonPanel) -> QTextBrowser:
    return panel.findChildren(QTextBrowser)[0]


@pytest.mark.parametrize("link", ["file:///tmp/evil.desktop", "FILE:///tmp/a", "smb://host/a", "evil.py", "javascript:a()", "ms-msdt:/id"])
def test_only_pages_of_the_web_are_opened(panel: LessonPanel, monkeypatch: pytest.MonkeyPatch, link: str) -> None:
    opened: list[str] = []
    refused: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    panel.link_refused.connect(refused.append)
    text(panel).anchorClicked.emit(QUrl(link))
    expected = "Expected: a page of the web, or a node."
    assert refused == [
        f"A link of the lesson is not opened. {expected} Received: {QUrl(link).toDisplayString()}. Open it yourself if you trust it."
    ]
    text(panel).anchorClicked.emit(QUrl("https://example.org/paper"))
    assert opened == ["https://example.org/paper"]


def test_nothing_is_fetched_for_a_lesson(panel: LessonPanel, tmp_path: Path) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    assert image.save(str(tmp_path / "seen.png"))
    address = QUrl.fromLocalFile(str(tmp_path / "seen.png"))
    panel.show_lesson(f'# One\n\n![]({address.toString()})\n\n<img src="{address.toString()}">\n')
    panel.grab()
    assert text(panel).document().resource(QTextDocument.ResourceType.ImageResource, address) == QByteArray(b"")


def grounds(panel: LessonPanel) -> list[str]:
    """The first words of the paragraphs that are set off."""
    block, found = text(panel).document().begin(), []
    while block.isValid():
        if block.blockFormat().background().style() != Qt.BrushStyle.NoBrush:
            found.append(block.text()[:4])
        block = block.next()
    return found


def test_steps_are_the_points_of_the_first_list_that_lead_to_nodes(panel: LessonPanel) -> None:
    found = asked(panel)
    assert panel.progress() == "2 steps on the board"
    panel.step(1)
    assert (panel.progress(), grounds(panel)) == ("Step 1 of 2", ["One."])
    panel.step(1)
    assert (panel.progress(), grounds(panel)) == ("Step 2 of 2", ["Two."])
    panel.step(1)  # there is no third
    panel.step(-1)
    assert panel.progress() == "Step 1 of 2"
    panel.step(-1)
    assert found == ["node:conv1", "node:other%20one/conv1", "node:conv1"]


def test_the_arrows_are_reached_by_the_keyboard(panel: LessonPanel, qtbot: QtBot) -> None:
    found = asked(panel)
    panel.set_keys("Alt+PgUp", "Alt+PgDown")
    back, on = panel.findChildren(QToolButton)
    assert (back.toolTip(), on.toolTip()) == ("Previous step (Alt+PgUp)", "Next step (Alt+PgDown)")
    assert (back.isEnabled(), on.isEnabled()) == (False, True)
    on.setFocus()
    qtbot.keyClick(on, Qt.Key.Key_Space)
    qtbot.keyClick(on, Qt.Key.Key_Space)
    assert (back.isEnabled(), on.isEnabled()) == (True, False)
    assert len(found) == 2


def test_a_link_to_a_node_is_asked_for_and_makes_its_step_the_current_one(panel: LessonPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    found, opened = asked(panel), list[Any]()
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    text(panel).anchorClicked.emit(QUrl("node:other%20one/conv1"))
    assert (found, panel.progress()) == (["node:other%20one/conv1"], "Step 2 of 2")
    text(panel).anchorClicked.emit(QUrl("node:conv2"))  # no step begins with it
    assert panel.progress() == "Step 2 of 2"
    assert opened == []
    text(panel).anchorClicked.emit(QUrl("https://example.org/paper"))
    assert [url.toString() for url in opened] == ["https://example.org/paper"]
    assert found[1:] == ["node:conv2"]


def test_what_is_pointed_at_is_told(panel: LessonPanel) -> None:
    found: list[str] = []
    panel.node_pointed.connect(found.append)
    for url in ("node:conv1", "", "https://example.org"):
        text(panel).highlighted.emit(QUrl(url))
    assert found == ["node:conv1", "", ""]


def test_a_step_is_brought_into_view_and_survives_another_theme(panel: LessonPanel, look: Look) -> None:
    panel.resize(300, 110)
    panel.step(1)
    panel.step(1)
    read = text(panel).verticalScrollBar().value()
    assert read > 0
    look.use(LIGHT)
    assert text(panel).verticalScrollBar().value() == read
    assert (panel.progress(), grounds(panel)) == ("Step 2 of 2", ["Two."])


def test_without_steps_there_is_no_bar(panel: LessonPanel) -> None:
    panel.show_lesson("# Short\n\nNothing new.\n")
    assert panel.progress() == ""
    assert not any(button.isVisible() for button in panel.findChildren(QToolButton))
    panel.step(1)
    panel.show_lesson("")
    assert panel.words() == ""


@pytest.mark.parametrize("sample", samples.samples(), ids=lambda sample: sample.name)
def test_every_sample_s_lesson_leads_through_the_steps_that_are_numbered(panel: LessonPanel, sample: samples.Sample) -> None:
    panel.show_lesson(sample.lesson)
    found = asked(panel)
    count = int(panel.progress().partition(" ")[0])
    assert 4 <= count <= 7
    for number in range(1, count + 1):
        panel.step(1)
        assert panel.progress() == f"Step {number} of {count}"
    assert len(found) == count


def test_no_line_is_cut_above_a_step(panel: LessonPanel) -> None:
    panel.resize(300, 110)
    panel.show_lesson("1. [`conv1`](node:conv1) " + "takes a few lines " * 9 + "\n2. [`conv2`](node:conv2) " + "so does this " * 6)
    panel.step(1)
    panel.step(1)
    box = text(panel)
    assert box.verticalScrollBar().value() > 0
    assert box.cursorRect(box.cursorForPosition(QPoint())).top() >= 0


def test_a_table_has_hairlines_between_its_rows_and_no_box(panel: LessonPanel, look: Look) -> None:
    panel.show_lesson("Sizes:\n\n| drawing | weights |\n|---|---:|\n| one | 1,234 |\n| two | 5 |\n")
    table = text(panel).document().rootFrame().childFrames()[0]
    assert isinstance(table, QTextTable)
    assert table.format().border() == 0
    lines = [table.cellAt(row, 1).format().toTableCellFormat() for row in range(3)]
    assert [line.bottomBorder() for line in lines] == [1, 1, 0]
    assert lines[0].bottomBorderBrush().color() == look.colour("line")
    assert table.cellAt(1, 1).firstCursorPosition().blockFormat().alignment() & Qt.AlignmentFlag.AlignRight


def test_a_number_and_its_unit_stay_in_one_line(panel: LessonPanel) -> None:
    panel.show_lesson("It fell from 22.9 % to 21.4 %, for 3 GB and 28 px. Not so 3 cats.")
    assert text(panel).document().begin().text() == "It fell from 22.9\u00a0% to 21.4\u00a0%, for 3\u00a0GB and 28\u00a0px. Not so 3 cats."
