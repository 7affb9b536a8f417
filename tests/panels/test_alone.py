"""Every live panel shows its sample by itself, in both themes, at its largest and smallest place."""

import importlib
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.look import LIGHT, Look
from studio.panels import alone

PANELS = ("adversarial", "console", "curves", "feature_maps", "filters", "history", "runs", "source", "weights_now")


def sample(name: str, look: Look, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    made: list[QWidget] = []
    monkeypatch.setattr(alone, "show", lambda _title, make: made.append(make(look)) or 0)
    assert importlib.import_module(f"studio.panels.{name}").main() == 0
    return made[0]


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_fits_into_its_places(
    name: str, look: Look, shown: Callable[..., QWidget], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    panel = shown(sample(name, look, monkeypatch), 780, 296)
    panel.resize(384, 192)
    assert (panel.width(), panel.height()) == (384, 192)
    dark = panel.grab().toImage()
    look.use(LIGHT)
    assert panel.grab().toImage() != dark


def test_size_and_theme_are_read_from_the_command_line() -> None:
    wanted = alone.arguments("Curves", ["--light", "--size", "384x224"])
    assert (wanted.light, wanted.size) == (True, (384, 224))


def test_a_size_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        alone.arguments("Curves", ["--size", "wide"])
    assert "argument --size: Expected: width x height, such as 780x328. Received: wide." in capsys.readouterr().err
