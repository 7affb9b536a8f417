"""What a person prefers, kept between sessions."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from PySide6.QtGui import QGuiApplication

from studio import paths
from studio.forms import Form, FormError
from studio.look import DARK, LIGHT, Theme, system_theme

log = logging.getLogger(__name__)

Share = Annotated[float, Meta(ge=0.0, le=50.0, extra={"step": 0.5, "label": "Live pictures may take", "unit": "% of training time"})]


class Preferences(Form):
    """How the studio looks and how much it does by itself.

    theme: Colours of the window; system follows the desktop.
    early_worker: Starts TensorFlow when the window is up, so that training begins at once. It holds about 600 MB.
    live_share: Maps, filters and thumbnails follow a training as closely as this allows; 0 shows none while it trains.
    motion: Short animations where they explain what moved.
    """

    theme: Literal["system", "dark", "light"] = "system"
    early_worker: bool = True
    live_share: Share = 2.0
    motion: bool = True

    @property
    def live_budget(self) -> float:
        """How much of the training time live pictures may take, from 0 to 0.5."""
        return self.live_share / 100


def read() -> Preferences:
    """The kept preferences; the ordinary ones where there are none or they cannot be read."""
    try:
        kept = msgspec.json.decode(_file().read_bytes(), type=dict)
        return Preferences.read({name: value for name, value in kept.items() if name in Preferences.__struct_fields__})
    except FileNotFoundError:
        return Preferences()
    except (OSError, msgspec.DecodeError, FormError) as error:
        log.warning("The preferences in %s cannot be read and are the ordinary ones now. %s", _file(), error)
        return Preferences()


def write(preferences: Preferences) -> None:
    """Keeps the preferences."""
    _file().write_bytes(msgspec.json.format(msgspec.json.encode(preferences.values()), indent=2))


def theme(wish: str) -> Theme:
    """The theme for a preference; `system` follows the desktop."""
    if wish == "system":
        return system_theme(QGuiApplication.styleHints())
    return {"dark": DARK, "light": LIGHT}[wish]


def other_theme(preferences: Preferences, shown: Theme) -> Preferences:
    """The preferences that go from dark to light, or back."""
    return preferences.replace(theme="light" if shown is DARK else "dark")


def _file() -> Path:
    return paths.settings() / "preferences.json"
