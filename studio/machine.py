"""What the window needs of the machine before Qt is imported, and the sentence for what is missing."""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import os
import sys

# shared library: Debian package; Qt's xcb platform plugin opens those with "xcb" in their name, the others Qt itself
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
}


def qt_fault() -> str | None:
    """Why Qt cannot be imported here, with the remedy; None where it can."""
    if importlib.util.find_spec("PySide6") is None:
        return "PySide6 is not installed, so there can be no window. Install it: pip install abyss-studio"
    return version_fault(importlib.metadata.version("PySide6-Essentials"), sys.version_info[:2]) or library_fault(LIBRARIES)


def version_fault(qt: str, python: tuple[int, int]) -> str | None:
    """Why this PySide6 must not run on this Python: 6.12 drops references to None on 3.10 and 3.11 and ends the process."""
    major, minor = (int(part) for part in qt.split(".")[:2])
    if (major, minor) < (6, 12) or python >= (3, 12):
        return None
    return (
        f"PySide6 {qt} aborts on Python {python[0]}.{python[1]} after a few thousand calls. Expected: PySide6 below 6.12, or Python 3.12 or newer. "
        'Mend it: pip install "PySide6-Essentials<6.12"'
    )


def library_fault(wanted: dict[str, str]) -> str | None:
    """Which shared libraries the system lacks, with the line that installs them; None where all are there."""
    if not sys.platform.startswith("linux"):
        return None
    missing = [name for name in wanted if not _loads(name)]
    if not missing:
        return None
    packages = " ".join(wanted[name] for name in missing)
    return f"Qt needs system libraries that are missing: {', '.join(missing)}. Install them: sudo apt-get install {packages}"


def display_fault() -> str | None:
    """Why no window can be shown here; None where there is a display or Qt was told to do without."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if os.environ.get("WAYLAND_DISPLAY"):
        return None
    if os.environ.get("DISPLAY"):
        return library_fault(DISPLAY_LIBRARIES)
    return (
        "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can open. "
        "The same work goes on without one: abyss train lenet5 --epochs 2, abyss export, abyss attack, abyss doctor."
    )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
