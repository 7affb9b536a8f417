"""Says whether everything is there: Python, TensorFlow, GPU, Qt, display and disk, a sentence each.

What is wrong comes with its remedy.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple

import studio
from studio import machine, paths
from studio.cli.speech import Speech

SUPPORTED = ((3, 11), (3, 13))
LEAST_DISK = 2 * 1024**3
PATIENCE_S = 120


class Finding(NamedTuple):
    """What was looked at and what was found.

    Attributes:
        topic: In one word.
        state: `good`, `limited` (works, but less) or `bad`.
        text: A sentence, with the remedy where it is not good.
    """

    topic: str
    state: str
    text: str


def options(_: argparse.ArgumentParser) -> None:
    """No options of its own."""


def deed(_: argparse.Namespace, speech: Speech) -> int:
    """Looks at everything; 1 where something is bad."""
    found = []
    for look in LOOKS:
        for finding in look():
            found.append(finding)
            speech.tell("finding", **finding._asdict())
            speech.say(f"{MARKS[finding.state]} {finding.topic:<11} {finding.text}")
    return 1 if any(finding.state == "bad" for finding in found) else 0


MARKS = {"good": "✓", "limited": "!", "bad": "✗"}


def python() -> list[Finding]:
    """The version of Python."""
    version = sys.version_info[:2]
    text = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, Abyss Studio {studio.__version__}."
    if SUPPORTED[0] <= version <= SUPPORTED[1]:
        return [Finding("Python", "good", text)]
    return [Finding("Python", "bad", f"{text} Expected: Python 3.11 to 3.13. Install one of these and set the studio up with it.")]


def libraries() -> list[Finding]:
    """The libraries that both halves need."""
    needed = ("numpy", "msgspec", "pyzmq", "keras", "pyqtgraph", "platformdirs")
    missing = [name for name in needed if _version(name) is None]
    if missing:
        return [Finding("Libraries", "bad", f"Missing: {', '.join(missing)}. Install them: pip install {' '.join(missing)}")]
    return [Finding("Libraries", "good", ", ".join(f"{name} {_version(name)}" for name in needed) + ".")]


def tensorflow() -> list[Finding]:
    """TensorFlow in a process of its own, and whether it sees a GPU, or why not."""
    if importlib.util.find_spec("tensorflow") is None:
        return [Finding("TensorFlow", "bad", "TensorFlow is not installed, so nothing can be trained. Install it: pip install tensorflow")]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "studio.worker", "--devices"], capture_output=True, text=True, timeout=PATIENCE_S, check=True
        )
        told = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError) as error:
        words = getattr(error, "stderr", "") or str(error)
        return [
            Finding(
                "TensorFlow",
                "bad",
                f"TensorFlow cannot be loaded. It says: {words.strip().splitlines()[-1]} "
                "Install it again: pip install --force-reinstall tensorflow",
            )
        ]
    gpus = [name for name in told["devices"] if name.startswith("GPU")]
    loaded = Finding("TensorFlow", "good", f"TensorFlow {told['versions']['tensorflow']}, Keras {told['versions']['keras']}.")
    if gpus:
        return [loaded, Finding("GPU", "good", f"{', '.join(gpus)}: {told['devices'][gpus[0]]}.")]
    return [loaded, Finding("GPU", "limited", told["advice"])]


def qt() -> list[Finding]:
    """Qt and the system libraries it needs."""
    fault = machine.qt_fault()
    return [Finding("Qt", "bad", fault) if fault else Finding("Qt", "good", f"PySide6 {_version('PySide6-Essentials')}.")]


def display() -> list[Finding]:
    """Whether a window can be shown."""
    fault = machine.display_fault()
    return [Finding("Display", "limited", fault) if fault else Finding("Display", "good", "A window can be shown.")]


def disk() -> list[Finding]:
    """Room for projects and runs."""
    folder = paths.projects()
    free = shutil.disk_usage(folder).free
    text = f"{free / 1024**3:.1f} GiB free for projects in {folder}."
    if free >= LEAST_DISK:
        return [Finding("Disk", "good", text)]
    return [
        Finding(
            "Disk",
            "limited",
            f"{text} Expected: at least 2 GiB. Delete old runs, or set {paths.HOME_VARIABLE} to a folder on another disk.",
        )
    ]


LOOKS: tuple[Callable[[], list[Finding]], ...] = (python, libraries, tensorflow, qt, display, disk)


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
