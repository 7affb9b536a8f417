"""Methods of lists, texts, tables and models, as far as a network is built with them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from studio.compile.parsing import models
from studio.compile.parsing.scope import Scope, certain
from studio.compile.parsing.trees import known
from studio.compile.parsing.values import Foreign, Made, Method, Stack, plain

_LONGEST = 10_000


def method(scope: Scope, node: ast.Call, called: Method, given: list[Any], said: dict[str, Any]) -> Any:
    """What a method gives; something foreign where only a run would tell.

    Raises:
        Outside: It adds what is no layer to a model.
    """
    owner, name = called
    if isinstance(owner, Stack) and name == "add":
        layer = given[0] if given else certain(said.get("layer"), node)
        if isinstance(layer, Made):
            layer.node = node
        return models.add(owner, layer, node)
    rules = _RULES.get(type(owner), {})
    if name not in rules:
        return Foreign("is worked out by a run alone", node)
    try:
        found = rules[name](owner, *given)
    except (TypeError, ValueError, IndexError, KeyError):
        return Foreign("cannot be worked out", node)
    scope.weigh(owner, node)
    return found


def _extended(owner: list[Any], others: Any) -> None:
    others = known(others)
    if len(owner) + len(others) <= _LONGEST:
        owner.extend(others)


def _formatted(owner: str, *given: Any) -> str:
    """Holes without a format alone: others could make a text of any length."""
    parts = owner.split("{}")
    values = [str(plain(value)) for value in given]
    if len(values) != len(parts) - 1 or "{" in "".join(parts):
        raise ValueError(owner)
    return "".join(part + value for part, value in zip(parts, [*values, ""], strict=True))[:_LONGEST]


def _joined(owner: str, parts: Any) -> str:
    return owner.join(str(plain(part)) for part in known(parts))[:_LONGEST]


_RULES: Mapping[type[Any], Mapping[str, Callable[..., Any]]] = {
    list: {
        "append": lambda owner, value: owner.append(value),
        "extend": _extended,
        "insert": lambda owner, place, value: owner.insert(known(place), value),
        "pop": lambda owner, place=-1: owner.pop(known(place)),
        "reverse": lambda owner: owner.reverse(),
        "copy": list,
    },
    dict: {
        "get": lambda owner, key, default=None: owner.get(known(key), default),
        "items": lambda owner: list(owner.items()),
        "keys": list,
        "values": lambda owner: list(owner.values()),
    },
    str: {
        "format": _formatted,
        "join": _joined,
        "lower": lambda owner: owner.lower(),
        "upper": lambda owner: owner.upper(),
    },
}
