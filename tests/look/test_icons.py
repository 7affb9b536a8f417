"""Icons: every shipped file draws, in the colour asked for, with as many pixels as the screen has."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio import paths
from studio.look import DARK, LIGHT, Look

NAMES = sorted(file.stem for file in (paths.resources() / "icons").glob("*.svg"))


def strongest_colour(pixmap: QPixmap) -> str:
    """The colour of the most opaque pixel."""
    picture = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    colours = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return max(colours, key=lambda colour: colour.alpha()).name()


@pytest.mark.parametrize("name", [*NAMES, "logo"])
def test_every_shipped_icon_draws_in_the_colour_asked_for(name: str, look: Look) -> None:
    assert strongest_colour(look.icons.pixmap(name, "#ff0000", 24)) == "#ff0000"


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_the_pixels_of_its_screen(ratio: float, look: Look) -> None:
    pixmap = look.icons.icon("play", "#ff0000", 16).pixmap(QSize(16, 16), ratio)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (16 * ratio, ratio)


def test_an_icon_is_drawn_once(look: Look) -> None:
    first = look.icons.pixmap("play", "#ff0000", 16, 2.0)
    assert look.icons.pixmap("play", "#ff0000", 16, 2.0) is first
    assert look.icons.pixmap("play", "#00ff00", 16, 2.0) is not first


def test_a_disabled_icon_takes_its_own_colour(look: Look) -> None:
    icon = look.icons.icon("square", "#ff0000", 24, disabled="#00ff00")
    assert strongest_colour(icon.pixmap(QSize(24, 24), 1.0, QIcon.Mode.Disabled)) == "#00ff00"
    assert strongest_colour(icon.pixmap(QSize(24, 24), 1.0, QIcon.Mode.Selected)) == "#ff0000"


def test_an_unknown_icon_is_refused_in_words(look: Look) -> None:
    with pytest.raises(LookupError) as caught:
        look.icons.icon("unicorn", "#ff0000")
    assert str(caught.value) == "No icon is named 'unicorn'. Expected: the name of an SVG file in resources/icons, without its ending."


def test_a_tinted_button_follows_the_theme(look: Look, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    look.tint(button, "square", "accent", 24)
    assert strongest_colour(button.icon().pixmap(24, 24)) == DARK.accent
    look.use(LIGHT)
    assert strongest_colour(button.icon().pixmap(24, 24)) == LIGHT.accent


def test_the_last_tint_wins_through_a_change_of_theme(look: Look) -> None:
    action = QAction()
    look.tint(action, "square", "accent", 24)
    look.tint(action, "square", "bad", 24)
    look.use(LIGHT)
    assert strongest_colour(action.icon().pixmap(24, 24)) == LIGHT.bad


def test_the_theme_may_change_after_a_tinted_button_is_gone(look: Look, qtbot: QtBot) -> None:
    button = QPushButton()
    look.tint(button, "play")
    with qtbot.waitSignal(button.destroyed):
        button.deleteLater()
    look.use(LIGHT)
    assert look.theme is LIGHT


def test_a_change_is_told_once_and_only_where_it_is_one(look: Look) -> None:
    told: list[object] = []
    look.changed.connect(told.append)
    look.use(DARK)
    look.use(LIGHT)
    look.use(LIGHT)
    assert told == [LIGHT]
