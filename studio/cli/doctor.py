"""Says whether everything is there: Python, libraries, TensorFlow, GPU, Qt, display and disk, a sentence each.

What is wrong comes with its remedy.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

import studio
from studio import machine, paths
from studio.cli.speech import Speech
from studio.engine.process import environment
from studio.messages.events import Ready

MARKS = {"good": "✓", "limited": "!", "bad": "✗"}
OLDEST, NEWEST = (3, 11), (3, 13)
LEAST_DISK = 2 * 1024**3
PATIENCE = 120.0  # seconds that TensorFlow may take to load
NEEDED = ("numpy", "msgspec", "pyzmq", "keras", "pyqtgraph", "platformdirs")
_ELSEWHERE = f"Or set {paths.HOME_VARIABLE} to a folder of your own, on a disk with room."
OPENCV = ("opencv-python-headless", "opencv-python", "opencv-contrib-python-headless", "opencv-contrib-python")


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
    bad = False
    for look in LOOKS:
        speech.progress(0.0, f"Looking at {look.__name__} …")
        for finding in look():
            bad = bad or finding.state == "bad"
            speech.tell("finding", **finding._asdict())
            speech.say(f"{MARKS[finding.state]} {finding.topic:<10}  {finding.text}")
    return 1 if bad else 0


def python(version: tuple[int, int] = sys.version_info[:2]) -> Iterator[Finding]:
    """Whether this Python is one that the studio is made for."""
    text = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, Abyss Studio {studio.__version__}."
    if OLDEST <= version <= NEWEST:
        yield Finding("Python", "good", text)
    else:
        yield Finding("Python", "bad", f"{text} Expected: Python 3.11 to 3.13. Install one of these and set the studio up with it.")


def libraries(installed: Callable[[str], str | None] | None = None) -> Iterator[Finding]:
    """The libraries that both halves need, besides Qt and TensorFlow.

    Args:
        installed: Gives the version of a distribution; None where it is not there.
    """
    found = {name: (installed or _version)(name) for name in (*NEEDED, *OPENCV)}
    opencv = next((name for name in OPENCV if found[name]), OPENCV[0])
    wanted = (*NEEDED, opencv)
    missing = [name for name in wanted if found[name] is None]
    if missing:
        yield Finding("Libraries", "bad", f"Missing: {', '.join(missing)}. Install them: {_pip()} {' '.join(missing)}")
    else:
        yield Finding("Libraries", "good", ", ".join(f"{name} {found[name]}" for name in wanted) + ".")


def tensorflow(
    program: tuple[str, ...] = (sys.executable, "-P", "-m", "studio.worker.devices"), patience: float = PATIENCE
) -> Iterator[Finding]:
    """TensorFlow, loaded in a process of its own as the worker does, and whether it sees a GPU, or why not.

    Args:
        program: Tells of the devices as JSON.
        patience: Seconds that it may take.
    """
    chatter = {"TF_CPP_MIN_LOG_LEVEL": os.environ.get("TF_CPP_MIN_LOG_LEVEL", "3")}
    try:
        done = subprocess.run(program, capture_output=True, text=True, timeout=patience, env=environment() | chatter, check=False)
        told = msgspec.json.decode(done.stdout.strip().rpartition("\n")[2], type=Ready)
    except subprocess.TimeoutExpired:
        yield Finding("TensorFlow", "bad", f"TensorFlow did not load within {patience:.0f} s. The disk may be very slow; try again.")
    except msgspec.MsgspecError:
        yield Finding("TensorFlow", "bad", _not_loaded(done.stderr, done.returncode))
    else:
        yield Finding("TensorFlow", "good", f"TensorFlow {told.versions['tensorflow']}, Keras {told.versions['keras']}.")
        yield _gpu(told)


def _not_loaded(said: str, status: int) -> str:
    last = (said.strip().splitlines() or [f"nothing, but ended with status {status}"])[-1]
    if last == "ModuleNotFoundError: No module named 'tensorflow'":
        return f"TensorFlow is not installed, so nothing can be trained. Install it: {_pip()} tensorflow"
    return (
        f"TensorFlow cannot be loaded, so nothing can be trained. It says: {last}. Install it again: {_pip()} --force-reinstall tensorflow"
    )


def _gpu(told: Ready) -> Finding:
    gpus = [f"{device.name}, {device.title}" for device in told.devices if device.name.startswith("GPU")]
    return Finding("GPU", "good", f"{'; '.join(gpus)}.") if gpus else Finding("GPU", "limited", told.advice)


def qt(fault: Callable[[], str | None] = machine.qt_fault) -> Iterator[Finding]:
    """Qt and the system libraries it needs."""
    text = fault()
    yield Finding("Qt", "bad", text) if text else Finding("Qt", "good", f"PySide6 {machine.qt_version() or 'of unknown version'}.")


def display(fault: Callable[[], str | None] = machine.display_fault) -> Iterator[Finding]:
    """Whether a window can be shown."""
    text = fault()
    yield Finding("Display", "limited", text) if text else Finding("Display", "good", "A window can be shown.")


def disk(least: int = LEAST_DISK) -> Iterator[Finding]:
    """Room for projects and runs.

    Args:
        least: Bytes that should be free.
    """
    try:
        folder = paths.projects()
        free = shutil.disk_usage(folder).free
        writable = os.access(folder, os.W_OK)
    except OSError as error:
        yield Finding("Disk", "bad", f"{error.filename} cannot be used for projects: {error.strerror}. Mend that. {_ELSEWHERE}")
        return
    text = f"{free / 1024**3:.1f} GiB free for projects in {folder}."
    if not writable:
        yield Finding("Disk", "bad", f"{folder}, the folder for projects, cannot be written to. Allow writing there. {_ELSEWHERE}")
    elif free < least:
        yield Finding("Disk", "limited", f"{text} Expected: at least {least / 1024**3:.0f} GiB. Delete old runs. {_ELSEWHERE}")
    else:
        yield Finding("Disk", "good", text)


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (python, libraries, tensorflow, qt, display, disk)


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _pip() -> str:
    """This Python's own pip: another one would install elsewhere."""
    return f"{sys.executable} -m pip install"
