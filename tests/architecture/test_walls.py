"""The walls between the zones, held by import contracts and by clean interpreters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[2]

HEAVY = ("tensorflow", "keras", "cv2")
WINDOW = ("PySide6", "pyqtgraph")


def test_nothing_imports_what_stands_to_its_right(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("room", ["forms", "blocks", "graph", "data", "recipe", "compile", "project", "runs", "messages", "engine", "cli"])
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
