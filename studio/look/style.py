"""The whole application in the colours of a theme: palette, font and style sheet."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from studio import paths
from studio.colours import Theme
from studio.look.icons import Icons
from studio.look.lettering import text_font
from studio.look.look import Look

_SHEET_ICONS = {
    "chevron_up": ("chevron-up", "quiet"),
    "chevron_up_dim": ("chevron-up", "dim"),
    "chevron_down": ("chevron-down", "quiet"),
    "chevron_down_dim": ("chevron-down", "dim"),
    "chevron_right": ("chevron-right", "quiet"),
    "check": ("check", "on_accent"),
    "check_dim": ("check", "panel"),
    "check_quiet": ("check", "quiet"),
    "x": ("x", "quiet"),
    "float": ("external-link", "quiet"),
    "alert": ("triangle-alert", "warning"),
    "question": ("circle-help", "accent"),
    "note": ("info", "accent"),
}
"""What the style sheet calls an icon: the icon and the role of its colour."""

_SHEET_ICON_SIZE = 12


def apply(app: QApplication, look: Look) -> None:
    """Dress an application in the theme of a look."""
    if app.styleSheet():
        app.setStyleSheet("")  # another one over it would take Qt four times as long
    else:
        app.setStyle("Fusion")
    app.setFont(text_font())
    app.setPalette(palette(look.theme))
    app.setStyleSheet(style_sheet(look.theme, look.icons))


def follow(app: QApplication, look: Look) -> None:
    """Dress an application now, and again whenever the look changes its theme."""
    apply(app, look)
    look.changed.connect(lambda _theme: apply(app, look))


def palette(theme: Theme) -> QPalette:
    """The palette for what the style sheet does not reach."""
    role = QPalette.ColorRole
    made = QPalette(QColor(theme.panel))
    for each, colour in {
        role.Window: theme.panel,
        role.WindowText: theme.text,
        role.Base: theme.field,
        role.AlternateBase: theme.panel,
        role.ToolTipBase: theme.card,
        role.ToolTipText: theme.text,
        role.Text: theme.text,
        role.PlaceholderText: theme.quiet,
        role.Button: theme.card,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
    }.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.dim))
    return made


def style_sheet(theme: Theme, icons: Icons) -> str:
    """The style sheet in the colours of a theme."""
    template = Template((paths.resources() / "themes" / "studio.qss").read_text(encoding="utf-8"))
    return template.substitute(_colours(theme), **_pictures(theme, icons))


def _colours(theme: Theme) -> Mapping[str, str]:
    """The roles of the theme, and what the sheet derives from them."""
    roles = {each.name: getattr(theme, each.name) for each in fields(theme)}
    return {name: value for name, value in roles.items() if isinstance(value, str)} | {
        "accent_over": mixed(theme.accent, theme.text, 0.12),
        "selection": mixed(theme.field, theme.accent, 0.28),
        "raised_in_card": mixed(theme.raised, theme.quiet, 0.10),
    }


@lru_cache(maxsize=1024)
def mixed(first: str, second: str, share: float) -> str:
    """The colour ``share`` of the way from one colour to another."""
    start, end = QColor(first), QColor(second)
    pairs = ((start.red(), end.red()), (start.green(), end.green()), (start.blue(), end.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs)).name()


def _pictures(theme: Theme, icons: Icons) -> dict[str, str]:
    """Files of the icons that the sheet names; a style sheet takes pictures from files alone."""
    folder = paths.cache() / "look"
    folder.mkdir(exist_ok=True)
    return {key: _written(folder, icons, name, theme.colour(role)) for key, (name, role) in _SHEET_ICONS.items()}


def _written(folder: Path, icons: Icons, name: str, colour: str) -> str:
    svg = icons.svg(name, colour).replace('"24"', f'"{_SHEET_ICON_SIZE}"', 2)  # the first two are its width and height
    file = folder / f"{name}-{colour.removeprefix('#')}.svg"
    if not file.exists() or file.read_text(encoding="utf-8") != svg:
        file.write_text(svg, encoding="utf-8")
    return file.as_posix()
