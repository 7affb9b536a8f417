"""What a class or function of a program needs of it, as code that stands alone."""

from __future__ import annotations

import ast
import builtins
import textwrap
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

Defining = ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign | ast.FunctionDef | ast.ClassDef
"""Statements that give names, and that code of a block may have at its top."""
_EVERYWHERE = frozenset(dir(builtins)) | {"__name__"}


class Gathered(NamedTuple):
    """A definition and all at the top of a program that it needs.

    Attributes:
        parts: Imports first, else in the order of the program; the definition is the last of them.
        missing: A name that nothing at the top gives; empty where there is none.
    """

    parts: tuple[ast.stmt, ...]
    missing: str

    def same(self) -> frozenset[str]:
        """What two programs share that hold the same code."""
        return frozenset(ast.dump(part) for part in self.parts)

    def text(self, lines: Sequence[str], definition: str = "") -> str:
        """The code as a file of its own.

        Args:
            lines: Of the program.
            definition: What stands in place of the lines of the definition.
        """
        *others, own = self.parts
        pieces = [(part, _written(part, lines)) for part in others] + [(own, definition or _written(own, lines))]
        text = ""
        for number, (part, piece) in enumerate(pieces):
            text += ("\n" * _gap(pieces[number - 1][0], part) if number else "") + piece
        return f"{text}\n"


def gathered(body: Sequence[ast.stmt], definition: ast.stmt) -> Gathered:
    """A definition with all that it needs.

    Args:
        body: The program.
        definition: A class or function, of the program or made up.
    """
    given = _given(body)
    found, todo, missing = [definition], [definition], ""
    while todo:
        for name in sorted(free(todo.pop())):
            part = given.get(name)
            missing = missing or ("" if part else name)
            if part and part not in found:
                found.append(part)
                todo.append(part)
    parts = sorted(found[1:], key=lambda part: (not _imports(part), part.lineno))
    return Gathered((*parts, definition), missing)


def _given(body: Sequence[ast.stmt]) -> dict[str, ast.stmt]:
    """The statements of a program by the names that they give; names that are given anew elsewhere are left out."""
    found: dict[str, list[ast.stmt]] = {}
    for part in body:
        for name in set(gives(part)) if isinstance(part, Defining) else _stored(part):
            found.setdefault(name, []).append(part)
    return {name: parts[0] for name, parts in found.items() if len(parts) == 1 and isinstance(parts[0], Defining)}


def _stored(part: ast.stmt) -> set[str]:
    return {each.id for each in ast.walk(part) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def free(tree: ast.AST) -> set[str]:
    """The names that a piece of program takes from outside of it, those of Python itself left out."""
    nodes = list(ast.walk(tree))
    taken = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    own = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {name for node in nodes if isinstance(node, ast.stmt) and not isinstance(node, ast.Assign) for name in gives(node)}
    return taken - own - _EVERYWHERE


def gives(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement gives."""
    match statement:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from (each.asname or each.name.partition(".")[0] for each in names)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            yield from (part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def _imports(part: ast.stmt) -> bool:
    return isinstance(part, ast.Import | ast.ImportFrom)


def _written(part: ast.stmt, lines: Sequence[str]) -> str:
    above: Collection[ast.expr] = getattr(part, "decorator_list", ())
    first = min([part.lineno, *(each.lineno for each in above)])
    return textwrap.dedent("\n".join(lines[first - 1 : part.end_lineno])).rstrip()


def _gap(before: ast.stmt, part: ast.stmt) -> int:
    """How many lines further a piece begins."""
    if any(isinstance(each, ast.FunctionDef | ast.ClassDef) for each in (before, part)):
        return 3
    return 2 if _imports(before) and not _imports(part) else 1
