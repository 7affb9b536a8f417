"""Copies the source of layers that Keras lacks into a program, so that it runs where the studio is not installed."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACKAGE = "studio.layers."
FOLDER = Path(__file__).parents[1] / "layers"


class OwnLayer(NamedTuple):
    """What a program needs of one file.

    Attributes:
        imports: Its import statements, one a line.
        text: The file without its docstring and imports.
    """

    imports: tuple[str, ...]
    text: str


def own_files(symbols: Iterable[str]) -> list[Path]:
    """The files of the layers among the symbols that are ours, in the order of the symbols."""
    modules = dict.fromkeys(symbol.removeprefix(PACKAGE).split(".")[0] for symbol in symbols if symbol.startswith(PACKAGE))
    return [FOLDER / f"{module}.py" for module in modules]


def own_layers(symbols: Iterable[str]) -> list[OwnLayer]:
    """The layers among the symbols that are ours, each file once."""
    return [_read(path) for path in own_files(symbols)]


@cache
def _read(path: Path) -> OwnLayer:
    return split(path.read_text(encoding="utf-8"))


def split(text: str) -> OwnLayer:
    """What a program needs of a file's text."""
    imports, rest = [], []
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            imports.append(ast.unparse(statement))
        elif not _is_docstring(statement):
            rest.append(statement)
    lines = text.splitlines()[_first_line(rest[0]) - 1 :]
    return OwnLayer(tuple(imports), "\n".join(lines).strip())


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _first_line(statement: ast.stmt) -> int:
    """Where a statement begins, its decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])
