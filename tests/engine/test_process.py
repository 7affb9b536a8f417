"""The processes of the studio find the studio, and no module in the folder that they stand in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.engine.process import environment

LOOK = "import importlib.util, studio; print(importlib.util.find_spec('planted'), importlib.util.find_spec('mine') is not None)"


@pytest.mark.parametrize("places", ["", "{}", "{}:", ":{}", "::{}::"])
def test_an_empty_place_in_the_path_is_not_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: str) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "project" / "planted.py").touch()
    (tmp_path / "own" / "mine.py").touch()
    monkeypatch.setenv("PYTHONPATH", places.format(tmp_path / "own").replace(":", os.pathsep))
    monkeypatch.chdir(tmp_path / "project")
    done = subprocess.run([sys.executable, "-P", "-c", LOOK], env=environment(), capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == f"None {bool(places)}\n"
