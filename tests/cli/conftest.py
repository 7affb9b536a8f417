"""One small training that many tests look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.projects import small_project
from tests.cli.spoken import Spoken, abyss


@pytest.fixture(scope="session")
def training(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Spoken]:
    """A project with one run, and what was said while it was trained."""
    folder = small_project(tmp_path_factory.mktemp("trained") / "digits")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ABYSS_HOME", str(tmp_path_factory.mktemp("trainer")))
        return folder, abyss("train", folder)


@pytest.fixture(scope="session")
def trained(training: tuple[Path, Spoken]) -> Path:
    """The project alone; its run is not to be changed."""
    assert training[1].status == 0, training[1].err
    return training[0]
