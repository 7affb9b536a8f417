"""A person who draws and needs no worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from studio.app import preferences
from studio.app.preferences import Preferences
from tests.scenarios.drafter import LENET, Drafter


@pytest.fixture
def drafter(qtbot: QtBot) -> Iterator[Drafter]:
    """At the welcome page; nothing moves by itself."""
    preferences.write(Preferences(early_worker=False, motion=False))
    made = Drafter(qtbot)
    yield made
    made.ends()


@pytest.fixture
def person(drafter: Drafter) -> Drafter:
    """Before LeNet-5."""
    drafter.opens_sample(LENET)
    return drafter
