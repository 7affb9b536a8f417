from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from studio.app.finder import MOST, Find, Finder, best
from studio.blocks.catalogue import CATALOGUE
from studio.graph.quick.matching import match
from studio.look import Look

LETTERS = st.text("abcXYZ 12", max_size=12)


def finds(*titles: str, done: list[str] | None = None) -> list[Find]:
    kept = [] if done is None else done
    return [Find(title, "action", "", "circle", "quiet", lambda title=title: kept.append(title)) for title in titles]


@given(LETTERS, LETTERS)
def test_letters_match_where_they_come_in_order(wish: str, text: str) -> None:
    left = iter(text.lower())
    in_order = all(letter in left for letter in "".join(wish.split()).lower())
    assert (match(wish, text) is not None) == in_order


@given(LETTERS, st.lists(LETTERS, max_size=60))
def test_only_what_matches_is_found_and_the_best_comes_first(wish: str, titles: list[str]) -> None:
    found = best(wish, finds(*titles))
    expected = [title for title in titles if match(wish, title) is not None]
    assert len(found) == min(len(expected), MOST)
    if wish.strip():
        scores = [match(wish, find.title).score for find in found]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        ("gap", "GlobalAveragePooling2D"),
        ("conv", "Conv2D"),
        ("bn", "BatchNormalization"),
        ("maxpool", "MaxPooling2D"),
        ("zp", "ZeroPadding2D"),
        ("dense", "Dense"),
        ("lrn", "LocalResponseNormalization"),
    ],
)
def test_few_letters_find_the_block_that_is_meant(wish: str, first: str) -> None:
    assert best(wish, finds(*CATALOGUE, "Edit graph", "Go on with a run"))[0].title == first


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def finder(qtbot: QtBot, look: Look, done: list[str]) -> Iterator[Finder]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    made = Finder(look, finds("Save", "Train", "Conv2D", done=done), window)
    made.open_over(window)
    yield made
    if isValid(made):
        made.close()


def field(finder: Finder) -> QLineEdit:
    return finder.findChildren(QLineEdit)[0]


def test_it_lists_all_until_something_is_typed(finder: Finder) -> None:
    assert finder.titles() == ["Save", "Train", "Conv2D"]
    QTest.keyClicks(field(finder), "cv")
    assert finder.titles() == ["Conv2D"]


def test_enter_closes_and_then_runs_the_deed(finder: Finder, done: list[str], qtbot: QtBot) -> None:
    QTest.keyClicks(field(finder), "tr")
    QTest.keyClick(field(finder), Qt.Key.Key_Return)
    assert not finder.isVisible()
    qtbot.waitUntil(lambda: done == ["Train"])


def test_a_deed_that_asks_something_does_not_end_the_list_under_its_own_press(finder: Finder, look: Look, qtbot: QtBot) -> None:
    def ask() -> None:
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()
        asked.append(pressing)

    asked: list[bool] = []
    window = finder.window().parentWidget()
    other = Finder(look, [Find("Export", "action", "", "circle", "quiet", ask)], window)
    other.open_over(window)
    entries = other.findChildren(QTreeWidget)[0]
    pressing = True
    QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=entries.visualItemRect(entries.topLevelItem(0)).center())
    pressing = False
    qtbot.waitUntil(lambda: asked == [False])


def test_arrows_choose_and_stay_within_the_list(finder: Finder, done: list[str], qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(field(finder), key)
    qtbot.waitUntil(lambda: done == ["Train"])


def test_enter_with_nothing_found_does_nothing(finder: Finder, done: list[str]) -> None:
    QTest.keyClicks(field(finder), "qqq")
    QTest.keyClick(field(finder), Qt.Key.Key_Return)
    assert done == []
    assert finder.isVisible()


def test_escape_closes(finder: Finder, done: list[str], qtbot: QtBot) -> None:
    with qtbot.waitSignal(finder.destroyed):
        QTest.keyClick(field(finder), Qt.Key.Key_Escape)
    assert done == []


def test_what_has_no_icon_shows_none_and_begins_in_line(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    finder = Finder(look, [Find("Save as", "action", "", "", "quiet", list), Find("Save", "action", "", "save", "quiet", list)], window)
    bare, drawn = (finder._list.topLevelItem(row).icon(0).pixmap(16, 16) for row in range(2))
    assert bare.size() == drawn.size()
    assert bare.toImage().pixelColor(8, 1).alpha() == 0
    assert all(bare.toImage().pixelColor(x, y).alpha() == 0 for x in range(16) for y in range(16))
    finder.close()
