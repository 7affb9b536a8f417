"""What all tests share: no screen needed, a home of their own, and nothing left behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from studio import machine

if fault := machine.qt_fault():
    pytest.exit(fault, returncode=3)

from hypothesis import HealthCheck, settings
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

_CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("studio", deadline=None, suppress_health_check=_CHECKS, derandomize=True)  # a change is judged by itself
settings.register_profile("explore", deadline=None, suppress_health_check=_CHECKS, max_examples=1000)
settings.load_profile("studio")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for settings, projects and caches, so that no test sees the person's."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ABYSS_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread, a child process, a top-level widget or a running timer."""
    threads, children = set(threading.enumerate()), _children()
    yield
    left = [f"thread {thread.name}" for thread in set(threading.enumerate()) - threads if thread.is_alive() and not _ours_to_ignore(thread)]
    left += [f"process {child}" for child in _children() - children]
    left += _left_in_qt() if "qtbot" in request.fixturenames else []
    assert not left, f"The test left behind: {', '.join(left)}."


@pytest.fixture(scope="module", autouse=True)
def what_lasts_is_not_searched() -> None:
    """Sets aside what is in memory before a file's tests, such as libraries: only what comes after can be left behind or collected."""
    gc.collect()
    gc.freeze()


def _ours_to_ignore(thread: threading.Thread) -> bool:
    """Threads that libraries keep for the life of the process."""
    return thread.name.startswith(("ThreadPoolExecutor", "asyncio", "QThread", "Dummy"))


def _children() -> set[int]:
    listing = Path(f"/proc/self/task/{os.getpid()}/children")
    return {int(child) for child in listing.read_text().split()} if listing.exists() else set()


def _left_in_qt() -> list[str]:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [f"widget {type(widget).__name__}" for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    if _running_timers():
        gc.collect()  # what only waits to be collected is not left behind
    return left + [f"timer of {type(timer.parent()).__name__}" for timer in _running_timers()]


def _running_timers() -> list[QTimer]:
    """Timers that were made in Python and still tick, whoever owns them."""
    timers = [each for each in gc.get_objects() if type(each) is QTimer]
    return [timer for timer in timers if isValid(timer) and timer.isActive()]
