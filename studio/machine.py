"""What the window needs of the machine before Qt is imported, and the sentence for what is missing."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.metadata
import importlib.util
import os
import re
import socket
import sys
from collections.abc import Mapping

# shared library: Debian package; what Qt itself is linked to, without what these bring along
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# what Qt's plugin for X displays is linked to besides
DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
}
WITHOUT = "The same work goes on without a window: abyss train lenet5, abyss export lenet5, and more in abyss --help."
_QT = ("PySide6-Essentials", "PySide6")
_PATIENCE = 2.0  # seconds for a display on another machine


def qt_fault() -> str | None:
    """Why Qt cannot be imported here, with the remedy; None where it can."""
    if importlib.util.find_spec("PySide6") is None:
        return "PySide6 is not installed, so there can be no window. Install it: pip install PySide6-Essentials"
    version = qt_version()
    return (version_fault(version, sys.version_info[:2]) if version else None) or library_fault(LIBRARIES)


def qt_version() -> str | None:
    """Which PySide6 is installed; None where none tells of itself."""
    for name in _QT:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            return importlib.metadata.version(name)
    return None


def version_fault(qt: str, python: tuple[int, int]) -> str | None:
    """Why this PySide6 must not run on this Python: 6.12 drops references to None on 3.10 and 3.11 and ends the process."""
    version = tuple(int(part) for part in re.findall(r"\d+", qt)[:2])
    if version < (6, 12) or python >= (3, 12):
        return None
    return (
        f"PySide6 {qt} aborts on Python {python[0]}.{python[1]} after a few thousand calls. "
        'Expected: PySide6 below 6.12, or Python 3.12 or newer. Mend it: pip install "PySide6-Essentials<6.12"'
    )


def library_fault(wanted: Mapping[str, str], system: str = sys.platform) -> str | None:
    """Which shared libraries the system lacks, with the line that installs them; None where all are there.

    Args:
        wanted: The Debian package of each library.
        system: As Python names it.
    """
    missing = [name for name in wanted if not _loads(name)] if system.startswith("linux") else []
    if not missing:
        return None
    packages = " ".join(wanted[name] for name in missing)
    return f"Qt needs system libraries that are missing: {', '.join(missing)}. Install them, as on Debian: sudo apt-get install {packages}"


def display_fault(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> str | None:
    """Why no window can be shown here; None where there is a display or Qt was told to do without.

    Args:
        environment: The variables that tell of displays.
        system: As Python names it.
    """
    if not system.startswith("linux") or environment.get("QT_QPA_PLATFORM") or environment.get("WAYLAND_DISPLAY"):
        return None
    display = environment.get("DISPLAY")
    if not display:
        return f"There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can open. {WITHOUT}"
    if not _answers(display):
        return f"There is no display: DISPLAY is {display}, but nothing answers there, so no window can open. {WITHOUT}"
    return library_fault(DISPLAY_LIBRARIES, system)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _answers(display: str) -> bool:
    """Whether an X server listens: Qt would end the process where none does."""
    told = re.fullmatch(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?", display)
    if told is None:
        return False
    host, number = told["host"], int(told["number"])
    if host not in ("", "unix"):
        return _connects(socket.AF_INET, (host, 6000 + number))
    path = f"/tmp/.X11-unix/X{number}"
    return _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as end:
        end.settimeout(_PATIENCE)
        try:
            end.connect(address)
        except OSError:
            return False
    return True
