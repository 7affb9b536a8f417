"""Rooms stay small, names stay standard, and files keep the habits of the house."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "studio").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def definitions(trees: dict[Path, ast.Module], *kinds: type) -> Iterator[tuple[str, ast.AST]]:
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, kinds):
                yield f"{named(path)}:{node.name}", node


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def test_no_file_is_over_400_lines() -> None:
    assert [named(path) for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_no_class_is_over_250_lines(trees: dict[Path, ast.Module]) -> None:
    assert [name for name, node in definitions(trees, ast.ClassDef) if length(node) > 250] == []


def test_no_function_is_over_50_lines(trees: dict[Path, ast.Module]) -> None:
    assert [name for name, node in definitions(trees, ast.FunctionDef, ast.AsyncFunctionDef) if length(node) > 50] == []


def test_no_function_takes_more_than_8_parameters(trees: dict[Path, ast.Module]) -> None:
    def parameters(node: ast.FunctionDef) -> int:
        names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        return len([name for name in names if name not in ("self", "cls", "mcls")])

    assert [name for name, node in definitions(trees, ast.FunctionDef) if parameters(node) > 8] == []


def test_every_module_opens_with_a_sentence(trees: dict[Path, ast.Module]) -> None:
    silent = [named(path) for path, tree in trees.items() if not (ast.get_docstring(tree) or "").strip(". \n")]
    assert silent == []


def test_no_module_has_a_forbidden_name_or_one_of_the_standard_library() -> None:
    names = {path: path.stem if path.stem != "__init__" else path.parent.name for path in FILES}
    taken = FORBIDDEN_NAMES | (set(sys.stdlib_module_names) - {"__main__"})
    assert [named(path) for path, name in names.items() if name in taken] == []


def test_the_map_names_every_room() -> None:
    text = (ROOT / "studio" / "__init__.py").read_text(encoding="utf-8")
    rooms = [path.parent.name for path in FILES if path.name == "__init__.py" and path.parent.parent == ROOT / "studio"]
    assert [room for room in rooms if f"\n{room} " not in text] == []


def test_the_top_level_holds_what_is_promised_and_nothing_else() -> None:
    allowed = {
        "pyproject.toml",
        "README.md",
        "studio",
        "resources",
        "tests",
        "sample_projects",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
    }
    seen = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.name not in ("build", "dist", "shared")}
    assert {name for name in seen if not name.endswith(".egg-info")} <= allowed
