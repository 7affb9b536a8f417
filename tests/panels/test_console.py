from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtGui import QGuiApplication

from studio.look import LIGHT, Look
from studio.panels.console import MOST, ConsolePanel

NOON = datetime(2025, 1, 1, 12, 0, 5)


@pytest.fixture
def panel(look: Look, shown: Callable[..., ConsolePanel]) -> ConsolePanel:
    return shown(ConsolePanel(look), 520, 200)


def test_an_empty_log_says_what_will_be_here(panel: ConsolePanel) -> None:
    assert panel._empty.isVisible()
    panel.say("Run 4 started.", time=NOON)
    assert not panel._empty.isVisible()


def test_a_line_carries_its_time_and_where_it_came_from(panel: ConsolePanel) -> None:
    panel.say("Run 4 started.", time=NOON)
    panel.say("one\ntwo\n", "printed", NOON)
    assert panel._text.toPlainText().split("\n") == [
        "12:00:05  studio   Run 4 started.",
        "12:00:05  worker   one",
        "12:00:05  worker   two",
    ]
    assert panel._count.text() == "3 lines"


def test_the_filter_hides_lines_and_gives_them_back(panel: ConsolePanel) -> None:
    for word in ("alpha", "beta", "alphabet"):
        panel.say(word, time=NOON)
    panel.set_filter("ALPHA")
    assert [line[-5:] for line in panel.shown()] == ["alpha", "habet"]
    assert panel._count.text() == "2 of 3 lines"
    panel.say("gamma", time=NOON)
    assert "gamma" not in panel._text.toPlainText()
    panel.set_filter("")
    assert panel._text.document().blockCount() == 4


def test_it_stays_at_its_end_unless_one_has_scrolled_up(panel: ConsolePanel) -> None:
    bar = panel._text.verticalScrollBar()
    for number in range(100):
        panel.say(f"line {number}", time=NOON)
    assert bar.value() == bar.maximum() > 0
    bar.setValue(3)
    panel.say("one more", time=NOON)
    assert bar.value() == 3


def test_copy_takes_what_is_shown_and_clear_forgets(panel: ConsolePanel) -> None:
    panel.say("alpha\nbeta", time=NOON)
    panel.set_filter("beta")
    panel.copy()
    assert QGuiApplication.clipboard().text() == "12:00:05  studio   beta"
    panel.clear()
    assert (panel.shown(), panel._count.isVisible()) == ([], False)


def test_only_the_last_lines_are_kept(panel: ConsolePanel) -> None:
    panel.say("\n".join(map(str, range(MOST + 5))), "printed", NOON)
    assert len(panel.shown()) == MOST
    assert panel.shown()[0].endswith(" 5")
    assert panel._text.document().blockCount() == MOST


def test_another_theme_keeps_the_lines(panel: ConsolePanel, look: Look) -> None:
    panel.say("a fault", "fault", NOON)
    look.use(LIGHT)
    assert panel._text.toPlainText() == "12:00:05  fault    a fault"
