"""What arguments without a name mean to Keras's classes, by their place."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from studio import paths
from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE, of_packages
from studio.compile.parsing.faults import Outside


def arguments() -> Mapping[str, Sequence[str]]:
    """The names of the arguments in Keras's order, by the symbol of the class; made from Keras itself by `tests.keras_arguments`."""
    return _arguments_with(of_packages())


@lru_cache(maxsize=1)
def _arguments_with(packages: tuple[type[Block], ...]) -> Mapping[str, Sequence[str]]:
    """See `arguments`; made anew as soon as other packages are known."""
    found: dict[str, Sequence[str]] = json.loads((paths.resources() / "keras" / "arguments.json").read_text(encoding="utf-8"))
    own = {cls.symbol(): tuple(cls.__struct_fields__) for cls in CATALOGUE.values() if cls.symbol().startswith("studio.")}
    found |= {cls.symbol(): tuple(cls.__struct_fields__) for cls in packages}
    return found | {f"abyss>{symbol.rpartition('.')[2]}": names for symbol, names in own.items()}


def named(symbol: str, given: Sequence[Any], said: Mapping[str, Any], call: ast.Call) -> dict[str, Any]:
    """All arguments of a call by their names.

    Raises:
        Outside: There are too many without a name, or one is given twice.
    """
    names = arguments().get(symbol, ())
    if len(given) > len(names):
        raise Outside(call, f"gives {len(given)} values without a name, and {symbol} takes {len(names)}", "Name them.", runs=False)
    found = dict(zip(names, given, strict=False))
    if twice := [name for name in said if name in found]:
        raise Outside(call, f"gives {twice[0]} twice", "Leave one out.", runs=False)
    return found | dict(said)
