"""What of a program cannot be read as a drawing: where, and why, in words."""

from __future__ import annotations

import ast
from collections.abc import Collection
from typing import NamedTuple

INSTEAD = "Write it as layers that are called, or have the program run instead."
_LONGEST = 60


class Fault(NamedTuple):
    """A place in a program that cannot be read.

    Attributes:
        line: Where it begins, counted from 1.
        column: Likewise, counted from 0.
        end_line: Where it ends.
        end_column: Likewise; the letter there is not part of it any more.
        text: Whole sentences: what, why, and the remedy.
        runs: Whether the program may be a good one all the same, so that running it could give the drawing.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    runs: bool = True


class ParsingError(ValueError):
    """A program that cannot be read as a drawing.

    Attributes:
        faults: All of them, in the order of the text.
    """

    def __init__(self, faults: Collection[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(f"Line {fault.line}: {fault.text}" for fault in self.faults))


class Outside(Exception):
    """An expression or statement that is outside of what can be read.

    Attributes:
        node: Where; None where it was told already.
        reason: How the sentence goes on after the words of the place.
        remedy: The last sentence.
        runs: See `Fault`.
    """

    def __init__(self, node: ast.AST | None, reason: str = "", remedy: str = INSTEAD, runs: bool = True) -> None:
        self.node, self.reason, self.remedy, self.runs = node, reason, remedy, runs
        super().__init__(reason)

    def fault(self) -> Fault | None:
        """As a fault; None where it was told already."""
        node = self.node
        if node is None:
            return None
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        end, end_column = getattr(node, "end_lineno", None) or line, getattr(node, "end_col_offset", None) or column
        return Fault(line, column, end, end_column, f"{said(node)} {self.reason}. {self.remedy}", self.runs)


class Unclear(Exception):
    """What is drawn depends on values of parameters: a function must be read anew for each of them.

    Attributes:
        names: Of the parameters.
    """

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)
        super().__init__(", ".join(sorted(names)))


def said(node: ast.AST) -> str:
    """A piece of program in a sentence."""
    match node:
        case ast.FunctionDef(name=name):
            return f"The function {name}"
        case ast.ClassDef(name=name):
            return f"The class {name}"
        case ast.Module():
            return "The program"
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
