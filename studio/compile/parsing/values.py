"""What the names of a program stand for while it is read: values known without running it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from studio.blocks.block import Block
from studio.compile.parsing.faults import INSTEAD


class Tensor(NamedTuple):
    """What a node of the drawing gives."""

    node: str
    outlet: int = 0


class Symbol(NamedTuple):
    """Something of Keras by its whole name, `keras.layers.Conv2D`; a layer of a package; or one of the studio's own, `abyss>Maxout`."""

    path: str

    @property
    def name(self) -> str:
        """Its last part."""
        return self.path.replace(">", ".").rpartition(".")[2]


class Foreign(NamedTuple):
    """Something that only running the program would tell; no fault as long as the network does not need it.

    Attributes:
        reason: How a sentence goes on about it; empty where a fault told it already.
        node: Where it came about; None for the place where it is used.
        remedy: The last sentence.
    """

    reason: str
    node: ast.AST | None = None
    remedy: str = INSTEAD


class Torn(NamedTuple):
    """One of two values, whichever a condition of parameters chooses; no drawing has both.

    Attributes:
        names: The parameters.
    """

    names: frozenset[str]


LOST = Foreign("")
"""In place of what a fault kept from being known."""


@dataclass(frozen=True, eq=False)
class Formula:
    """A value that follows the parameters of the function in which it stands.

    Attributes:
        tree: The expression.
        value: What it comes to with the values that the function is first read for.
    """

    tree: ast.expr
    value: Any

    @cached_property
    def names(self) -> set[str]:
        """The parameters that it speaks of."""
        return {part.id for part in ast.walk(self.tree) if isinstance(part, ast.Name)}


@dataclass(eq=False)
class Made:
    """A layer, initializer or the like before it is called.

    Attributes:
        symbol: Its class.
        given: Its arguments by Keras's names; `name` among them.
        node: The call that makes it.
        calls: How often it was called itself.
        block: What stands for it, where that is known already.
    """

    symbol: str
    given: Mapping[str, Any]
    node: ast.AST
    calls: int = 0
    block: Block | None = None


@dataclass(frozen=True, eq=False)
class Coded:
    """A layer whose code is the value of a block.

    Attributes:
        block: The block.
        parts: What its code is in a program, with all that it needs, as trees written out.
    """

    block: Block
    parts: frozenset[str]


@dataclass(eq=False)
class Stack:
    """A sequential model while layers are added.

    Attributes:
        layers: What it holds: Made, other Stacks, and a Tensor of an Input first.
        name: As it was given; empty for none.
        node: The call that makes it.
        network: What it gives where it stands for the whole model.
    """

    layers: list[Any]
    name: str
    node: ast.AST
    network: Network | None = None


@dataclass(eq=False)
class Network:
    """A model from its inputs to its outputs.

    Attributes:
        inputs: Where data enters.
        outputs: What it answers with.
        name: As it was given; empty for none.
        node: The call that makes it.
    """

    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    name: str
    node: ast.AST


@dataclass(eq=False)
class Routine:
    """A function of the program.

    Attributes:
        definition: Its text.
        fixed: Parameters that decide on what is drawn, so that it is read anew for each of their values.
        samples: Values of those without a default, from the first call.
    """

    definition: ast.FunctionDef
    fixed: set[str] = field(default_factory=set)
    samples: dict[str, Any] = field(default_factory=dict)


class Written(NamedTuple):
    """A function in a line, `lambda x: 2 * x`.

    Attributes:
        node: Its text as a tree.
    """

    node: ast.Lambda


class Method(NamedTuple):
    """A method of a value, before it is called."""

    owner: Any
    name: str


def is_list(value: Any) -> bool:
    """Whether a value is a list or tuple of the program."""
    return isinstance(value, list | tuple) and not hasattr(value, "_fields")


def tensors(value: Any) -> list[Tensor]:
    """The tensors within a value."""
    if isinstance(value, Tensor):
        return [value]
    return [each for part in value for each in tensors(part)] if isinstance(value, list | tuple) else []


def plain(value: Any) -> Any:
    """A value with what formulas come to in their place."""
    match value:
        case Formula():
            return value.value
        case Tensor() | Symbol() | Foreign() | Method() | Written():
            return value
        case list():
            return [plain(part) for part in value]
        case tuple():
            return tuple(plain(part) for part in value)
        case dict():
            return {name: plain(part) for name, part in value.items()}
    return value


def formulas(value: Any) -> list[Formula]:
    """The formulas within a value."""
    match value:
        case Formula():
            return [value]
        case Tensor() | Symbol() | Foreign() | Method() | Written():
            return []
        case list() | tuple():
            return [each for part in value for each in formulas(part)]
        case dict():
            return [each for part in value.values() for each in formulas(part)]
        case Made():
            return formulas(dict(value.given))
    return []
