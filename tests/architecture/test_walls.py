"""The walls between the zones, held by import contracts and by clean interpreters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HEAVY = ("tensorflow", "keras", "cv2", "h5py")
WINDOW = ("PySide6", "pyqtgraph")


def test_nothing_imports_what_stands_to_its_right() -> None:
    """In a process of its own: the linter writes to the terminal as it likes."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", program, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "room", ["forms", "blocks", "graph", "data", "recipe", "compile", "project", "runs", "messages", "report", "engine", "cli"]
)
def test_core_and_line_load_neither_qt_nor_tensorflow(room: str) -> None:
    assert loaded_by(f"studio.{room}") & {*HEAVY, *WINDOW} == set()


@pytest.mark.parametrize("room", ["look", "canvas", "panels", "labs", "app"])
def test_the_window_loads_no_tensorflow(room: str) -> None:
    assert loaded_by(f"studio.{room}") & set(HEAVY) == set()


def loaded_by(package: str) -> set[str]:
    """Top-level modules in memory after every module of a package is imported in a clean interpreter."""
    folder = ROOT / "studio" / package.removeprefix("studio.")
    modules = [package, *(f"{package}.{file.stem}" for file in sorted(folder.glob("*.py")) if not file.stem.startswith("__"))]
    imports = f"import sys, importlib\nfor name in {modules!r}: importlib.import_module(name)\n"
    program = imports + "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())
