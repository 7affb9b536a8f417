"""Every sentence of the doctor, good and bad."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

import studio
from studio.cli import doctor
from studio.cli.doctor import Finding
from studio.messages.events import Device, Ready
from tests.cli.spoken import abyss, ended, process

PIP = f"{sys.executable} -m pip install"
HERE = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, Abyss Studio {studio.__version__}."


@pytest.mark.parametrize(
    ("version", "state", "remedy"),
    [
        ((3, 10), "bad", " Expected: Python 3.11 to 3.13. Install one of these and set the studio up with it."),
        ((3, 11), "good", ""),
        ((3, 13), "good", ""),
        ((3, 14), "bad", " Expected: Python 3.11 to 3.13. Install one of these and set the studio up with it."),
    ],
)
def test_python(version: tuple[int, int], state: str, remedy: str) -> None:
    assert list(doctor.python(version)) == [Finding("Python", state, HERE + remedy)]


def test_libraries() -> None:
    there = dict.fromkeys((*doctor.NEEDED, "opencv-python"), "1.0")
    named = "numpy 1.0, msgspec 1.0, pyzmq 1.0, keras 1.0, pyqtgraph 1.0, platformdirs 1.0, opencv-python 1.0."
    assert list(doctor.libraries(there.get)) == [Finding("Libraries", "good", named)]
    del there["msgspec"], there["opencv-python"]
    missing = f"Missing: msgspec, opencv-python-headless. Install them: {PIP} msgspec opencv-python-headless"
    assert list(doctor.libraries(there.get)) == [Finding("Libraries", "bad", missing)]


def worker_saying(ready: Ready) -> tuple[str, ...]:
    return (sys.executable, "-c", f"print('chatter'); print({msgspec.json.encode(ready).decode()!r})")


@pytest.mark.parametrize(
    ("devices", "advice", "finding"),
    [
        ((Device(name="CPU:0", title="x"),), "No GPU is used: none.", Finding("GPU", "limited", "No GPU is used: none.")),
        (
            (Device(name="GPU:0", title="NVIDIA H200"), Device(name="GPU:1", title="NVIDIA T4"), Device(name="CPU:0", title="x")),
            "",
            Finding("GPU", "good", "GPU:0, NVIDIA H200; GPU:1, NVIDIA T4."),
        ),
    ],
)
def test_tensorflow_tells_of_gpus_or_why_there_is_none(devices: tuple[Device, ...], advice: str, finding: Finding) -> None:
    ready = Ready(devices=devices, versions={"tensorflow": "2.21.0", "keras": "3.15.1"}, seconds=1.0, advice=advice)
    assert list(doctor.tensorflow(worker_saying(ready))) == [Finding("TensorFlow", "good", "TensorFlow 2.21.0, Keras 3.15.1."), finding]


@pytest.mark.parametrize(
    ("program", "text"),
    [
        (
            "raise ModuleNotFoundError(\"No module named 'tensorflow'\")",
            f"TensorFlow is not installed, so nothing can be trained. Install it: {PIP} tensorflow",
        ),
        (
            "import nothing.here",
            "TensorFlow cannot be loaded, so nothing can be trained. It says: ModuleNotFoundError: No module named 'nothing'. "
            f"Install it again: {PIP} --force-reinstall tensorflow",
        ),
        (
            "import os; os._exit(9)",
            "TensorFlow cannot be loaded, so nothing can be trained. It says: nothing, but ended with status 9. "
            f"Install it again: {PIP} --force-reinstall tensorflow",
        ),
    ],
)
def test_tensorflow_that_does_not_load(program: str, text: str) -> None:
    assert list(doctor.tensorflow((sys.executable, "-c", program))) == [Finding("TensorFlow", "bad", text)]


def test_tensorflow_that_takes_for_ever() -> None:
    text = "TensorFlow did not load within 0 s. The disk may be very slow; try again."
    assert list(doctor.tensorflow((sys.executable, "-c", "input()"), patience=0.0)) == [Finding("TensorFlow", "bad", text)]


def test_qt_and_display() -> None:
    assert list(doctor.qt(lambda: "No Qt.")) == [Finding("Qt", "bad", "No Qt.")]
    assert [finding.state for finding in doctor.qt()] == ["good"]
    assert list(doctor.display(lambda: "No display.")) == [Finding("Display", "limited", "No display.")]
    assert list(doctor.display(lambda: None)) == [Finding("Display", "good", "A window can be shown.")]


def test_disk(home: Path) -> None:
    (good,) = doctor.disk(least=0)
    (low,) = doctor.disk(least=2**80)
    folder = home / "data" / "projects"
    assert good.state == "good"
    assert good.text.endswith(f" GiB free for projects in {folder}.")
    assert low.state == "limited"
    assert low.text.endswith(
        f" GiB free for projects in {folder}. Expected: at least {2**50} GiB. Delete old runs. "
        "Or set ABYSS_HOME to a folder of your own, on a disk with room."
    )


def test_a_disk_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ABYSS_HOME", str(tmp_path / "file"))
    text = (
        f"{tmp_path / 'file' / 'data'} cannot be used for projects: Not a directory. Mend that. "
        "Or set ABYSS_HOME to a folder of your own, on a disk with room."
    )
    assert list(doctor.disk()) == [Finding("Disk", "bad", text)]


def test_what_is_bad_makes_the_doctor_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(state: str) -> Any:
        return lambda: iter([Finding("Disk", state, "A sentence.")])

    monkeypatch.setattr(doctor, "LOOKS", (named(look("good")), named(look("limited"))))
    assert abyss("doctor") == (0, "✓ Disk        A sentence.\n! Disk        A sentence.\n", "")
    monkeypatch.setattr(doctor, "LOOKS", (named(look("bad")), named(look("good"))))
    assert abyss("doctor") == (1, "✗ Disk        A sentence.\n✓ Disk        A sentence.\n", "")


def named(look: Any) -> Any:
    look.__name__ = "disk"
    return look


@pytest.mark.worker
def test_the_doctor_looks_at_this_machine() -> None:
    said = ended(process("doctor", "--json"))
    assert (said.status, said.err) == (0, "")
    assert [record["topic"] for record in said.records] == ["Python", "Libraries", "TensorFlow", "GPU", "Qt", "Display", "Disk"]
