"""Themes: what can be read can be read, and what is told apart by colour is told apart by more."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from studio import paths
from studio.look import DARK, FAMILY_ICONS, LIGHT, Theme, system_theme

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
FAMILIES = [
    "input/output",
    "convolution",
    "pooling",
    "activation",
    "normalisation",
    "regularisation",
    "dense",
    "reshaping",
    "merging",
    "recurrent",
    "attention",
    "preprocessing",
    "own",
    "module",
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    made = QColor(colour)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (made.redF(), made.greenF(), made.blueF())]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@THEMES
@pytest.mark.parametrize("ground", ["board", "panel", "card", "raised"])
@pytest.mark.parametrize("ink", ["text", "quiet", "accent", "good", "warning", "bad"])
def test_words_can_be_read_on_every_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(theme.colour(ink), theme.colour(ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("family", FAMILIES)
def test_family_icons_can_be_seen_on_a_card(theme: Theme, family: str) -> None:
    assert contrast(theme.colour(family), theme.card) >= 4.5


@THEMES
def test_words_on_a_filled_button_can_be_read(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@THEMES
def test_every_family_has_a_colour_and_a_shipped_icon(theme: Theme) -> None:
    assert sorted(theme.families) == sorted(FAMILY_ICONS) == sorted(FAMILIES)
    assert all((paths.resources() / "icons" / f"{icon}.svg").is_file() for icon in FAMILY_ICONS.values())


def test_no_two_families_share_an_icon() -> None:
    assert all(first != second for first, second in itertools.combinations(FAMILY_ICONS.values(), 2))


@THEMES
def test_signed_colours_grow_stronger_away_from_zero(theme: Theme) -> None:
    from_zero = [contrast(colour, theme.signed[3]) for colour in theme.signed]
    assert from_zero[:4] == sorted(from_zero[:4], reverse=True)
    assert from_zero[3:] == sorted(from_zero[3:])


def test_zero_is_the_panel_in_the_dark() -> None:
    assert DARK.signed[3] == DARK.panel


@pytest.mark.parametrize("role", ["ink", "name", "picture_opacity", "signed"])
def test_a_role_that_is_no_colour_is_refused(role: str) -> None:
    with pytest.raises(LookupError) as caught:
        DARK.colour(role)
    assert str(caught.value) == f"No colour has the role {role!r}. Expected: a field of Theme that is a colour, or a family of blocks."


class Hints:
    """What the system says, where no real one can be made to say it."""

    def __init__(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme

    def colorScheme(self) -> Qt.ColorScheme:
        return self._scheme


@pytest.mark.parametrize(
    ("scheme", "theme"), [(Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Unknown, DARK)], ids=lambda x: x.name
)
def test_the_theme_follows_the_system_and_is_dark_where_it_does_not_tell(scheme: Qt.ColorScheme, theme: Theme) -> None:
    assert system_theme(Hints(scheme)) is theme
