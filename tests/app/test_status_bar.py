import pytest
from pytestqt.qtbot import QtBot

from studio.app.status_bar import HEIGHT, StatusBar
from studio.canvas.sample import lenet
from studio.graph.measure import measure
from studio.look import LIGHT, Look
from tests.app.conftest import told


@pytest.fixture
def bar(qtbot: QtBot, look: Look) -> StatusBar:
    made = StatusBar(look)
    qtbot.addWidget(made)
    made.resize(1200, HEIGHT)
    made.show()
    return made


def test_it_begins_without_a_worker_and_without_issues(bar: StatusBar) -> None:
    assert bar.words() == "TensorFlow is not started yet"
    assert not bar._issues.isVisible()


def test_the_size_of_the_network(bar: StatusBar) -> None:
    measured = measure(lenet())
    bar.set_network(measured)
    assert bar._weights.text() == "61,706 weights"
    assert bar._nodes.text() == f"{len(measured.used)} nodes in the network"
    assert bar._adds.text() == f"{measured.multiply_adds:,} multiply-adds"


@pytest.mark.parametrize(("number", "words"), [(1, "1 issue"), (3, "3 issues")])
def test_issues_are_counted_and_lead_to_the_panel(bar: StatusBar, number: int, words: str) -> None:
    asked = told(bar.issues_asked)
    bar.set_issues(number, True)
    assert bar._issues.text().strip() == words
    bar._issues.click()
    assert len(asked) == 1


def test_advice_alone_is_told_quietly(bar: StatusBar, look: Look) -> None:
    bar.set_issues(0, False, advice=2)
    assert bar._issues.isVisible()
    assert bar._issues.text().strip() == "Advice"
    assert look.theme.colour("quiet") in bar._issues.styleSheet()
    bar.set_issues(1, False, advice=2)
    assert bar._issues.text().strip() == "1 issue"


def test_inside_a_module_its_own_size_is_told(bar: StatusBar) -> None:
    measured = measure(lenet())
    bar.set_network(measured, "module")
    assert bar._nodes.text() == f"{len(measured.used)} nodes in the module"


def test_the_colour_of_issues_follows_the_theme(bar: StatusBar, look: Look) -> None:
    bar.set_issues(1, True)
    look.use(LIGHT)
    assert LIGHT.colour("bad") in bar._issues.styleSheet()


def test_the_dot_takes_the_colour_of_what_the_worker_does(bar: StatusBar, look: Look) -> None:
    bar.set_worker("Training on CPU", "good")
    assert look.theme.colour("good") in bar._dot.styleSheet()
    look.use(LIGHT)
    assert LIGHT.colour("good") in bar._dot.styleSheet()


def test_zoom_and_note(bar: StatusBar) -> None:
    bar.set_zoom(0.784)
    bar.set_note("Saved")
    assert bar._zoom.text() == "78 %"
    assert bar._note.text() == "Saved"
