"""Classes of a program: those that are the studio's own layers word for word are known."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import cache

from studio.blocks.catalogue import CATALOGUE
from studio.compile.own_layers import own_layers
from studio.compile.parsing.values import Foreign, Symbol

_OURS = "studio.layers."


def defined(statement: ast.ClassDef, lines: Sequence[str]) -> Symbol | Foreign | None:
    """What a class stands for that is called as a layer of the studio's own; None for others.

    Args:
        statement: Its text as a tree.
        lines: Of the program.
    """
    own = _own().get(statement.name)
    if own is None:
        return None
    text = "\n".join(lines[statement.lineno - 1 : statement.end_lineno])
    if text in own or ast.dump(statement) in _dumped(statement.name):
        return Symbol(f"abyss>{statement.name}")
    return Foreign("differs from the studio's own layer of that name, for which the block stands", statement)


@cache
def _own() -> Mapping[str, str]:
    """The texts of the files of the studio's own layers, by the names of the classes."""
    symbols = {cls.symbol() for cls in CATALOGUE.values() if cls.symbol().startswith(_OURS)}
    return {symbol.rpartition(".")[2]: own_layers([symbol])[0].text for symbol in symbols}


@cache
def _dumped(name: str) -> tuple[str, ...]:
    return tuple(ast.dump(each) for each in ast.parse(_own()[name]).body)
