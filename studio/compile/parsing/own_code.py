"""Code of a person's own in a program, as the blocks that hold it: read as text, never run."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from studio.blocks.python import Lambda, Python, PythonMerge
from studio.blocks.typed_code import lambda_fault, read_code
from studio.compile.code_parts import PACKAGE
from studio.compile.parsing.drawing import put
from studio.compile.parsing.faults import Outside
from studio.compile.parsing.gathering import Gathered, free, gathered
from studio.compile.parsing.scope import Scope, certain
from studio.compile.parsing.trees import known
from studio.compile.parsing.values import Coded, Foreign, Made, Routine, Symbol, Tensor, Written, is_list
from studio.compile.reading.naming import identifier

_KNOWN = {"keras": "keras", "ops": "keras.ops"}
"""What a Lambda knows, by the names that it has there."""
_REGISTERED = f"keras.saving.register_keras_serializable(package='{PACKAGE}')"
_NOT_HELD = "is a class of the program's own, whose layers the drawing cannot hold"
_NO_PLACE = "gives values to a layer that is code, which has no place for them on the board"
_INTO_CODE = "Write them into the code, or have the program run instead."


def of_class(scope: Scope, statement: ast.ClassDef) -> Coded | Foreign:
    """What holds a class of the program: the block from which it was written, or a new one."""
    found, written = _of_class(scope.shared.body, statement), scope.shared.code.get(statement.name)
    if written and found.same() == written.parts:
        return written
    bases = [scope.value(base) for base in statement.bases if isinstance(base, ast.Name | ast.Attribute)]
    if not written and not any(isinstance(base, Symbol | Coded) for base in bases):
        return Foreign(_NOT_HELD, statement)
    block = _python(found, scope.shared.lines, statement)
    return block if isinstance(block, Foreign) else Coded(block, found.same())


def parts_of(program: str, name: str) -> frozenset[str]:
    """What a class of a program consists of, with all that it needs, to be compared."""
    body = ast.parse(program).body
    found = next((part for part in body if isinstance(part, ast.ClassDef) and part.name == name), None)
    return _of_class(body, found).same() if found else frozenset()


def of_lambda(scope: Scope, node: ast.Call, said: Mapping[str, Any]) -> Made:
    """A Lambda of Keras: an expression is one on the board too, any other function a Python block.

    Raises:
        Outside: It needs what no block holds.
    """
    if other := next((name for name in ("mask", "arguments") if said.get(name) is not None), ""):
        raise Outside(node, f"gives a Lambda its {other}, which has no place on the board", _INTO_CODE)
    block = certain(_of_function(scope, node, said), node)
    return Made("", {name: value for name, value in said.items() if name == "name"}, node, block=block)


def of_code(node: ast.Call, coded: Coded, given: Sequence[Any], said: Mapping[str, Any]) -> Made:
    """A layer whose code a block holds.

    Raises:
        Outside: It is given values.
    """
    if given or said.keys() - {"name"}:
        raise Outside(node, _NO_PLACE, _INTO_CODE)
    return Made("", said, node, block=coded.block)


def called(scope: Scope, node: ast.AST, made: Made, given: Sequence[Any], said: Mapping[str, Any]) -> Tensor:
    """Adds the node of a layer that is code.

    Raises:
        Outside: It is called otherwise than such nodes are.
    """
    block: Any = made.block
    if said or any(is_list(value) for value in given):
        raise Outside(node, "is called on a list or by names, and what is code takes its inputs one after the other")
    if isinstance(block, Lambda) and len(given) > 1:
        raise Outside(node, f"is called on {len(given)} values, and a Lambda takes one")
    if isinstance(block, Python) and len(given) > 1:
        block = PythonMerge(code=block.code)
    return put(scope, node, block, [value for value in given if isinstance(value, Tensor)], made.given.get("name"))


def _of_function(scope: Scope, node: ast.Call, said: Mapping[str, Any]) -> Lambda | Python | Foreign:
    """What holds the function that a Lambda is given."""
    given = said.get("function")
    if isinstance(given, Routine):
        return _python(_needing(scope, given.definition), scope.shared.lines, given.definition)
    if not isinstance(given, Written):
        return given if isinstance(given, Foreign) else Foreign("is given no function that can be read", node)
    line = ast.unparse(given.node)
    if not lambda_fault(line) and all(_is_known(scope, name) for name in free(given.node)):
        return Lambda(code=_as_written(given.node, scope.shared.lines) or line)
    name = identifier(str(known(said["name"]))) if "name" in said else "expression"
    text = f"def {name}({ast.unparse(given.node.args)}):\n    return {ast.unparse(given.node.body)}"
    return _python(_needing(scope, ast.parse(text).body[0]), scope.shared.lines, given.node, text)


def _needing(scope: Scope, definition: ast.stmt) -> Gathered:
    """A function with what it needs; names of the function in which it stands are not to be had."""
    found = gathered(scope.shared.body, definition)
    return found._replace(missing=found.missing or next(iter(sorted(free(definition) & (scope.names or {}).keys())), ""))


def _is_known(scope: Scope, name: str) -> bool:
    value = scope.named(name)
    return isinstance(value, Symbol) and _KNOWN.get(name) == value.path


def _as_written(node: ast.Lambda, lines: Sequence[str]) -> str:
    """A line as it stands in the program; empty where it is longer than one."""
    if node.lineno != node.end_lineno:
        return ""
    return lines[node.lineno - 1].encode()[node.col_offset : node.end_col_offset].decode()


def _of_class(body: Sequence[ast.stmt], statement: ast.ClassDef) -> Gathered:
    """A class with what it needs; of a class that the studio wrote around a function, the function."""
    about = [each.value.value for each in statement.body[:1] if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)]
    functions = [part for part in body if isinstance(part, ast.FunctionDef) and about == [f"Gives what `{part.name}` gives."]]
    return gathered(body, functions[-1] if functions and _is_registered(statement) else statement)


def _is_registered(statement: ast.ClassDef) -> bool:
    return [ast.unparse(each) for each in statement.decorator_list] == [_REGISTERED]


def _python(found: Gathered, lines: Sequence[str], node: ast.AST, definition: str = "") -> Python | Foreign:
    """The block of some code; something foreign where it cannot stand alone."""
    if found.missing:
        return Foreign(f"needs {found.missing}, which is not given once at the top of the program", node)
    last = copy(found.parts[-1])
    if isinstance(last, ast.ClassDef) and _is_registered(last):
        last.decorator_list = []  # the studio puts that there again
        found = found._replace(parts=(*found.parts[:-1], last))
    code = found.text(lines, definition)
    if fault := read_code(code).fault:
        return Foreign(f"cannot stand in a block: {fault.removesuffix('.')}", node)
    return Python(code=code)
