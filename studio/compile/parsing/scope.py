"""Where statements are read: the names that are known there, and the sheet on which layers are drawn."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from studio.compile.page import Lines
from studio.compile.parsing.faults import Fault, Outside, Unclear
from studio.compile.parsing.sheet import Sheet
from studio.compile.parsing.signals import Exhausted
from studio.compile.parsing.values import LOST, Coded, Foreign, Formula, Network, Torn, is_list
from studio.compile.reading.remarks import Remarks
from studio.graph.module import Module

MOST_STEPS = 100_000
"""Statements and expressions; a program of ten thousand layers takes some 80,000."""
MOST_PARTS = 100_000
"""Of a list or table, with those of the lists in it: one that holds another many times is as long as all of them."""
DEEPEST = 40
"""How many functions may be called in each other."""


@dataclass
class Shared:
    """What all scopes of one reading have together.

    Attributes:
        evaluate: Works an expression out.
        execute: Reads statements.
        lines: Of the text.
        body: Its statements.
        code: Layers of a person's own that blocks hold, by the names of their classes.
        globals: What the names of the whole file stand for.
        faults: What could not be read.
        remarks: What is left out, which matters in training alone.
        modules: What functions became, by name, inner ones first.
        places: The lines of the nodes inside each module.
        drawn: Functions that were read, by what decides on what they draw.
        networks: Models in the order in which they were made.
        steps: How much was read.
        parameters: Constants that are parameters of the drawing, with their values once they are read.
    """

    evaluate: Callable[[Scope, ast.expr], Any]
    execute: Callable[[Scope, Sequence[ast.stmt]], None]
    lines: Sequence[str]
    body: Sequence[ast.stmt] = ()
    code: Mapping[str, Coded] = field(default_factory=dict)
    globals: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)
    modules: dict[str, Module] = field(default_factory=dict)
    places: dict[str, Mapping[str, Lines]] = field(default_factory=dict)
    drawn: dict[Any, Any] = field(default_factory=dict)
    networks: list[Network] = field(default_factory=list)
    steps: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)

    def note(self, error: Outside) -> None:
        """Keeps a fault, once; one that comes again and again uses up the reading."""
        self.steps += 250
        if (fault := error.fault()) and fault not in self.faults:
            self.faults.append(fault)


@dataclass
class Scope:
    """Names and a sheet.

    Attributes:
        shared: What all scopes have.
        sheet: Where layers are drawn.
        names: Of this function; None at the top of the file, whose names are everybody's.
        depth: How many functions it lies in.
        statement: The one that is being read.
    """

    shared: Shared
    sheet: Sheet
    names: dict[str, Any] | None = None
    depth: int = 0
    statement: ast.AST | None = None

    def value(self, node: ast.expr) -> Any:
        """What an expression comes to.

        Raises:
            Outside: It cannot be read.
            Unclear: It depends on parameters.
            Exhausted: Too much was read already.
        """
        self.shared.steps += 1
        if self.shared.steps > MOST_STEPS:
            self.shared.note(Outside(node, "comes after more steps than are read", "Shorten loops, or have the program run instead."))
            raise Exhausted
        value = self.shared.evaluate(self, node)
        if isinstance(node, _MAKES):
            self.weigh(value, node)
        return value

    def weigh(self, value: Any, node: ast.AST) -> None:
        """Counts the parts of a list that is made, changed or handed on.

        Raises:
            Outside: They are too many.
        """
        count = sum(1 for _ in islice(_lists(value), MOST_PARTS + 1))
        self.shared.steps += count // 10
        if count > MOST_PARTS:
            raise Outside(node, f"comes to more than {MOST_PARTS} values", "Shorten it.")

    def needed(self, node: ast.expr) -> Any:
        """What an expression comes to, where the network cannot do without it.

        Raises:
            Outside: It cannot be read, or only a run would tell.
        """
        return certain(self.value(node), node)

    def run(self, statements: Sequence[ast.stmt]) -> None:
        """Reads statements."""
        self.shared.execute(self, statements)

    def named(self, name: str) -> Any:
        """What a name stands for; something foreign where it is not known.

        Raises:
            Unclear: It is another value for other parameters.
        """
        if self.names is not None and name in self.names:
            value = self.names[name]
            if isinstance(value, Torn):
                raise Unclear(value.names)
            return value
        value = self.shared.globals.get(name, UNKNOWN)
        if isinstance(value, Formula) and not self.sheet.whole:
            raise Unclear(value.names)  # a module follows parameters of its own alone
        return value

    def name(self, name: str, value: Any) -> None:
        """Gives a value a name."""
        (self.shared.globals if self.names is None else self.names)[name] = value

    @property
    def where(self) -> ast.AST:
        """What the nodes that are drawn now belong to."""
        return self.statement or ast.Pass(lineno=1)


_MAKES = (ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.GeneratorExp, ast.BinOp, ast.Call)
"""What may make a list."""


def _lists(value: Any) -> Iterator[Any]:
    """The parts of lists and tables, one after the other, and all of theirs."""
    todo = [value]
    while todo:
        whole = todo.pop()
        if isinstance(whole, dict) or is_list(whole):
            parts = list(whole.values()) if isinstance(whole, dict) else whole
            yield from parts
            todo += [part for part in parts if isinstance(part, dict) or is_list(part)]


UNKNOWN = Foreign("is not known here")
"""In place of a name that nothing has."""


def certain(value: Any, node: ast.AST) -> Any:
    """A value that the network cannot do without.

    Raises:
        Outside: Only a run would tell it.
    """
    if isinstance(value, Foreign):
        if value == LOST:
            raise Outside(None)
        if value.reason == UNKNOWN.reason:
            raise Outside(value.node or node, value.reason, "Give it a value first.", runs=False)
        raise Outside(value.node or node, value.reason, value.remedy)
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        for part in value:
            certain(part, node)
    return value
