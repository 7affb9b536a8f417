"""What is missing for a window, each in a sentence with its remedy."""

from __future__ import annotations

import socket

import pytest

from studio import machine

WITHOUT = "The same work goes on without a window: abyss train lenet5, abyss export lenet5, and more in abyss --help."


@pytest.mark.parametrize(
    ("qt", "python", "bad"),
    [
        ("6.11.3", (3, 11), False),
        ("6.12.0", (3, 12), False),
        ("6.12.0", (3, 11), True),
        ("6.13.1", (3, 10), True),
        ("7.0", (3, 11), True),
        ("6.12.0b1", (3, 11), True),
        ("6.9", (3, 11), False),
    ],
)
def test_pyside_6_12_must_not_run_on_python_3_11(qt: str, python: tuple[int, int], bad: bool) -> None:
    sentence = (
        f"PySide6 {qt} aborts on Python {python[0]}.{python[1]} after a few thousand calls. "
        'Expected: PySide6 below 6.12, or Python 3.12 or newer. Mend it: pip install "PySide6-Essentials<6.12"'
    )
    assert machine.version_fault(qt, python) == (sentence if bad else None)


def test_missing_libraries_come_with_their_install_line() -> None:
    wanted = {"libc.so.6": "libc6", "libnowhere.so.1": "libnowhere1", "libgone.so.7": "libgone7"}
    assert machine.library_fault(wanted, "linux") == (
        "Qt needs system libraries that are missing: libnowhere.so.1, libgone.so.7. "
        "Install them, as on Debian: sudo apt-get install libnowhere1 libgone7"
    )
    assert machine.library_fault({"libc.so.6": "libc6"}, "linux") is None
    assert machine.library_fault(wanted, "darwin") is None


def test_qt_can_be_imported_here() -> None:
    assert machine.qt_fault() is None
    assert machine.qt_version()


def test_qt_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert machine.qt_fault() == "PySide6 is not installed, so there can be no window. Install it: pip install PySide6-Essentials"


@pytest.mark.parametrize(
    ("environment", "system"),
    [({"QT_QPA_PLATFORM": "offscreen"}, "linux"), ({"WAYLAND_DISPLAY": "wayland-0"}, "linux"), ({}, "darwin"), ({}, "win32")],
)
def test_a_window_can_be_shown(environment: dict[str, str], system: str) -> None:
    assert machine.display_fault(environment, system) is None


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}])
def test_no_display(environment: dict[str, str]) -> None:
    sentence = f"There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can open. {WITHOUT}"
    assert machine.display_fault(environment, "linux") == sentence


@pytest.mark.parametrize("display", [":4711", "unix:4711.0", "127.0.0.1:59000", "nonsense"])
def test_a_display_where_nothing_answers(display: str) -> None:
    sentence = f"There is no display: DISPLAY is {display}, but nothing answers there, so no window can open. {WITHOUT}"
    assert machine.display_fault({"DISPLAY": display}, "linux") == sentence


def test_a_display_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "DISPLAY_LIBRARIES", {"libnowhere.so.1": "libnowhere1"})
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X4712")
        server.listen()
        assert machine.display_fault({"DISPLAY": ":4712"}, "linux") == (
            "Qt needs system libraries that are missing: libnowhere.so.1. Install them, as on Debian: sudo apt-get install libnowhere1"
        )
        monkeypatch.setattr(machine, "DISPLAY_LIBRARIES", {})
        assert machine.display_fault({"DISPLAY": ":4712"}, "linux") is None
