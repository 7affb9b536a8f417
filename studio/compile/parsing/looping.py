"""Loops, read round by round; rounds that are one call of one module each become an instance with a repeat count."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from studio.compile.parsing.arithmetic import items
from studio.compile.parsing.scope import Scope
from studio.compile.parsing.signals import Broken, Continued
from studio.compile.parsing.values import Tensor
from studio.graph.module import MOST_REPEATS, Instance

Assign = Callable[[Scope, ast.expr, Any], None]


def looped(scope: Scope, statement: ast.For, assign: Assign) -> bool:
    """Reads a loop; whether it is known over what it goes.

    Raises:
        Unclear: It goes over what parameters decide.
    """
    rounds = items(scope.value(statement.iter))
    if rounds is None:
        return False
    made: list[list[str]] = []
    for each in rounds:
        before = len(scope.sheet.nodes)
        assign(scope, statement.target, each)
        try:
            scope.run(statement.body)
        except Continued:
            pass
        except Broken:
            break
        finally:
            made.append(list(scope.sheet.nodes)[before:])
    _fold(scope, statement, made)
    return True


def _fold(scope: Scope, statement: ast.For, made: Sequence[Sequence[str]]) -> None:
    """One instance in place of those of the rounds, where they stand in a chain and differ in the first alone."""
    sheet, row = scope.sheet, [nodes[0] for nodes in made if len(nodes) == 1]
    if not 1 < len(row) == len(made) <= MOST_REPEATS or not _chained(scope, row):
        return
    first, second, *others = instances = [sheet.nodes[node].block for node in row]
    bound = [_bound(scope, node) for node in row]
    name = _name(row)
    alike = all(each == second for each in others) and all(each == bound[1] for each in bound[2:])
    if not name or not alike or not isinstance(first, Instance) or not isinstance(second, Instance):
        return
    if (differing := _differing(first, second, bound)) is None:
        return
    block = replace(second, repeat=len(instances), first=differing)
    takes = sheet.feeds[row[0]]
    for node in row:
        sheet.drop(node)
    added = sheet.add(block, name, takes, statement, bound[1])
    _renamed(scope, Tensor(row[-1]), Tensor(added))


def _differing(first: Instance, second: Instance, bound: Sequence[Mapping[str, str]]) -> dict[str, Any] | None:
    """The values that the first has instead; None where it follows parameters otherwise."""
    if first.module is not second.module or any(text != bound[1].get(name) for name, text in bound[0].items()):
        return None
    one, other = first.chosen(), second.chosen()
    loose = {name for name in bound[1] if name not in bound[0]}
    return {name: value for name, value in one.items() if name in loose or _unlike(value, other[name])}


def _unlike(one: Any, other: Any) -> bool:
    return type(one) is not type(other) or bool(one != other)


def _bound(scope: Scope, node: str) -> dict[str, str]:
    return {name: text for (owner, name), text in scope.sheet.bindings.items() if owner == node}


def _chained(scope: Scope, row: Sequence[str]) -> bool:
    """Whether each is an instance that takes what the one before gives alone."""
    blocks = [scope.sheet.nodes[node].block for node in row]
    if not all(isinstance(block, Instance) and len(block.module.inputs) == len(block.module.outputs) == 1 for block in blocks):
        return False
    feeds = scope.sheet.feeds
    inside = all(feeds[node] == [Tensor(before)] for before, node in pairwise(row))
    used = {tensor.node for node, takes in feeds.items() if node not in row for tensor in takes}
    seen = {value.node for value in _kept(scope) if isinstance(value, Tensor)}
    return inside and not used & {*row[:-1]} and not seen & {*row[:-1]}


def _kept(scope: Scope) -> list[Any]:
    """What names and lists hold."""
    names = scope.shared.globals if scope.names is None else scope.names
    return [part for value in names.values() for part in (value if isinstance(value, list) else [value])]


def _name(row: Sequence[str]) -> str:
    """What the rounds are called but for their numbers, which must count from 1; of names made by the studio, the first."""
    begins = {node.removesuffix(f"_{number}") for number, node in enumerate(row, start=1) if node.endswith(f"_{number}")}
    if len(begins) == 1 and all(node.endswith(f"_{number}") for number, node in enumerate(row, start=1)):
        return begins.pop()
    own = [row[0], *(f"{row[0]}_{number}" for number in range(2, len(row) + 1))]
    return row[0] if list(row) == own else ""


def _renamed(scope: Scope, old: Tensor, new: Tensor) -> None:
    names = scope.shared.globals if scope.names is None else scope.names
    for name, value in names.items():
        if value == old and isinstance(value, Tensor):
            names[name] = new
        elif isinstance(value, list):
            value[:] = [new if part == old and isinstance(part, Tensor) else part for part in value]
