"""One worker for all tests of a module that do not harm it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.messages.events import Ready
from tests.engine.talk import Talk


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ABYSS_HOME", str(tmp_path_factory.mktemp("worker")))
        with Talk(tmp_path_factory.mktemp("project")) as there:
            there.wait(Ready)
            yield there
