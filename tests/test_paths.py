"""Folders of the product: found where they are shipped, made where they are the user's."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from studio import paths

WRITTEN: list[Callable[[], Path]] = [paths.user_data, paths.projects, paths.modules, paths.settings, paths.cache, paths.logs, paths.runtime]


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "h"))
    monkeypatch.setattr(paths, "_LONGEST_RUNTIME", 1000)  # folders of tests lie deep
    return tmp_path / "h"


@pytest.mark.parametrize("folder", WRITTEN, ids=lambda folder: folder.__name__)
def test_one_variable_moves_every_written_folder(folder: Callable[[], Path], own_home: Path) -> None:
    assert folder().is_dir()
    assert folder().is_relative_to(own_home)


def test_written_folders_differ(own_home: Path) -> None:
    assert len({folder() for folder in WRITTEN}) == len(WRITTEN)


def test_projects_lie_among_the_users_data(own_home: Path) -> None:
    assert paths.projects() == paths.user_data() / "projects"


def test_a_checkout_finds_resources_and_samples_beside_the_package() -> None:
    root = Path(paths.__file__).parent.parent
    assert paths.resources() == root / "resources"
    assert paths.samples() == root / "sample_projects"


def test_an_installed_package_finds_them_inside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "studio"
    (package / "resources").mkdir(parents=True)
    (package / "sample_projects").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert (paths.resources(), paths.samples()) == (package / "resources", package / "sample_projects")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no owner bits")
def test_nobody_else_enters_the_runtime_folder(own_home: Path) -> None:
    (own_home / "runtime").mkdir(parents=True, mode=0o755)
    assert stat.S_IMODE(paths.runtime().stat().st_mode) == 0o700


def test_the_length_of_a_home_is_counted_in_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv(paths.HOME_VARIABLE, f"/tmp/{'ü' * 50}")
    assert paths.runtime().parent == tmp_path


@pytest.mark.parametrize("variable", [paths.HOME_VARIABLE, "XDG_RUNTIME_DIR"])
def test_a_long_home_still_gives_a_short_runtime_folder(variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv(paths.HOME_VARIABLE, raising=False)
    monkeypatch.setenv(variable, str(tmp_path / ("long" * 30)))
    first = paths.runtime()
    assert first.parent == tmp_path
    assert first == paths.runtime()
    monkeypatch.setenv(variable, str(tmp_path / ("wide" * 30)))
    assert paths.runtime() != first


def test_a_runtime_folder_of_somebody_else_is_refused(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = paths.runtime().stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    with pytest.raises(PermissionError) as caught:
        paths.runtime()
    assert str(caught.value) == (
        f"{own_home / 'runtime'}, the folder for local connections, is not yours. Expected: owner {owner + 1}. "
        f"Received: owner {owner}. Set ABYSS_HOME to a folder of your own."
    )


def test_reading_paths_loads_neither_qt_nor_numpy() -> None:
    program = "import sys, studio.paths; print(sorted({'PySide6', 'numpy'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
