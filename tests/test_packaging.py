"""What is installed is what was written: the wheel, its data, its licences, its command and its dependencies."""

from __future__ import annotations

import ast
import importlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import studio

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHIPPED = ("resources", "sample_projects")
IMPORTED_AS = {
    "opencv-python-headless": "cv2",
    "pyside6-essentials": "PySide6",
    "pyzmq": "zmq",
    "pytest-qt": "pytestqt",
    "import-linter": "importlinter",
    "nodegraphqt": "NodeGraphQt",
}
BROUGHT_ALONG = {"shiboken6": "PySide6", "packaging": "hatchling"}  # what a dependency needs itself, in the same release


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `pip install` builds it."""
    folder = tmp_path_factory.mktemp("dist")
    return Path(*WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked, as it lies in site-packages."""
    folder = tmp_path_factory.mktemp("site-packages")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def files(folder: Path) -> set[str]:
    """Every file that travels, named from the folder above."""
    return {path.relative_to(folder.parent).as_posix() for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


def information(installed: Path) -> Path:
    return installed / f"abyss_studio-{studio.__version__}.dist-info"


def metadata(installed: Path) -> Message:
    return Parser().parsestr((information(installed) / "METADATA").read_text(encoding="utf-8"))


def test_resources_and_samples_lie_inside_the_package(installed: Path) -> None:
    inside = {name.removeprefix("studio/") for name in files(installed / "studio")}
    for folder in SHIPPED:
        assert {name for name in inside if name.startswith(f"{folder}/")} == files(ROOT / folder)


def test_the_wheel_holds_every_module_and_nothing_of_the_tests(installed: Path) -> None:
    assert {path.name for path in installed.iterdir()} == {"studio", information(installed).name}
    assert {name for name in files(installed / "studio") if not name.startswith(tuple(f"studio/{folder}/" for folder in SHIPPED))} == files(
        ROOT / "studio"
    )


def test_its_version_is_the_packages_own(installed: Path) -> None:
    assert metadata(installed)["Version"] == studio.__version__


def test_every_licence_travels(installed: Path) -> None:
    named = set(metadata(installed).get_all("License-File") or ())
    texts = {*ROOT.glob("resources/*/LICENSE"), *ROOT.glob("resources/fonts/*OFL.txt"), ROOT / "LICENSE"}
    assert named >= {path.relative_to(ROOT).as_posix() for path in texts}
    assert [name for name in named if not (information(installed) / "licenses" / name).is_file()] == []


def test_every_shipped_resource_has_its_origin_written_down() -> None:
    told = (ROOT / "resources" / "README.md").read_text(encoding="utf-8")
    shipped = {path for path in (ROOT / "resources").iterdir() if path.name != "README.md"}
    assert [path.name for path in shipped if path.name not in told] == []


def test_the_command_is_there(installed: Path) -> None:
    assert (information(installed) / "entry_points.txt").read_text(encoding="utf-8").split() == [
        "[console_scripts]",
        "abyss",
        "=",
        "studio.__main__:main",
    ]
    module, _, name = PROJECT["scripts"]["abyss"].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("words", [["samples"], ["check", "lenet5"]], ids=" ".join)
def test_the_installed_studio_works_outside_the_checkout(words: list[str], installed: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "studio", *words, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    expected = {"samples": {"name": "lenet5"}, "check": {"weights": 61_706, "stops": []}}[words[0]]
    assert any(record.items() >= expected.items() for record in told)


def imported(folder: str) -> Iterator[str]:
    """Top-level names of what the files of a folder import."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def declared(*groups: list[str]) -> set[str]:
    """What the requirements are imported as."""
    names = {canonicalize_name(Requirement(line).name) for group in groups for line in group}
    return {IMPORTED_AS.get(name, name.replace("-", "_")) for name in names}


def foreign(folder: str) -> set[str]:
    """What the files of a folder import of others, each under the name of the one that brings it along."""
    ours = {"studio", "tests", "resources", *sys.stdlib_module_names}
    return {BROUGHT_ALONG.get(name, name) for name in imported(folder)} - ours


def test_the_studio_imports_what_it_declares_and_declares_what_it_imports() -> None:
    assert foreign("studio") == declared(PROJECT["dependencies"], PROJECT["optional-dependencies"]["onnx"])  # one export alone needs it


def test_the_tests_import_what_is_declared() -> None:
    extras = PROJECT["optional-dependencies"]
    assert foreign("tests") <= declared(PROJECT["dependencies"], extras["test"], extras["benchmarks"])
    assert foreign("tests") - {"NodeGraphQt"} <= declared(PROJECT["dependencies"], extras["test"])  # a benchmark alone does without


@pytest.mark.parametrize(("python", "qt", "taken"), [("3.11", "6.11.3", True), ("3.11", "6.12.0", False), ("3.12", "6.12.0", True)])
def test_the_qt_that_aborts_on_python_3_11_is_never_installed_there(python: str, qt: str, taken: bool) -> None:
    qts = [wish for wish in map(Requirement, PROJECT["dependencies"]) if wish.name == "PySide6-Essentials"]
    wished = [wish for wish in qts if wish.marker is None or wish.marker.evaluate({"python_version": python})]
    assert [wish.specifier.contains(qt) for wish in wished] == [taken]
