"""What can be known of Python code without running it: what it defines, what that takes, and faults in its writing."""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache
from typing import NamedTuple

TAKEN = frozenset({"build", "inputs", "outputs", "mean_image", "INPUT_SHAPE"})
"""What the program of a network calls itself."""
_BESIDE = frozenset({"self", "training", "mask"})


class Code(NamedTuple):
    """What some code is.

    Attributes:
        name: Of the class or function that computes; empty where there is none.
        is_class: Whether that is a layer.
        takes: Names of its inputs; None where it takes any number.
        defines: All names at its top level, imported ones left out.
        fault: Why it cannot stand in a network, in whole sentences; empty where nothing is known against it.
        registered: Whether the code itself tells Keras about its layer.
    """

    name: str = ""
    is_class: bool = False
    takes: tuple[str, ...] | None = ()
    defines: tuple[str, ...] = ()
    fault: str = ""
    registered: bool = False


@lru_cache(256)
def read_code(text: str) -> Code:
    """Reads code, and runs nothing of it; what computes is the last class or function whose name does not begin with a line."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of strange escapes and the like, which are the person's own matter
            return _of_module(ast.parse(text))
    except SyntaxError as error:
        return Code(fault=f"The code has a fault in line {error.lineno or 1}: {error.msg}. Mend it there.")
    except (ValueError, RecursionError, MemoryError) as error:  # a stranger's code may be nested without end
        return Code(fault=f"The code cannot be read: {error}. Write it anew.")


def _of_module(tree: ast.Module) -> Code:
    parts = [part for part in tree.body if isinstance(part, ast.ClassDef | ast.FunctionDef)]
    public = [part for part in parts if not part.name.startswith("_")]
    names = tuple(dict.fromkeys(name for part in tree.body for name in _names(part)))
    if not public:
        return Code(defines=names, fault=_EMPTY)
    found = public[-1]
    if clash := next((name for name in names if name in TAKEN), ""):
        return Code(defines=names, fault=f"The program of a network calls something {clash} itself. Give yours another name.")
    if isinstance(found, ast.FunctionDef):
        return Code(found.name, False, _takes(found.args, found.name), names)
    return _of_class(found, names)


_EMPTY = (
    "The code has neither a layer nor a function. Expected: a class of keras.layers.Layer, or a function of tensors such as def square(x). "
    "Write one."
)


def _of_class(found: ast.ClassDef, names: tuple[str, ...]) -> Code:
    bases = [ast.unparse(base) for base in found.bases]
    call = next((part for part in found.body if isinstance(part, ast.FunctionDef) and part.name == "call"), None)
    if not bases:
        fault = f"{found.name} is no Keras layer. Expected: class {found.name}(keras.layers.Layer). Name what it is made of."
        return Code(defines=names, fault=fault)
    registered = any("register_keras_serializable" in ast.unparse(each) for each in found.decorator_list)
    return Code(found.name, True, _takes(call.args, "call") if call else ("inputs",), names, registered=registered)


def _takes(arguments: ast.arguments, name: str) -> tuple[str, ...] | None:
    """The inputs: arguments without a value of their own."""
    if arguments.vararg:
        return None
    plain = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    needed = plain[: len(plain) - len(arguments.defaults)] if arguments.defaults else plain
    return tuple(each for each in needed if each not in _BESIDE or (each == "mask" and name != "call"))


def _names(part: ast.stmt) -> list[str]:
    if isinstance(part, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return [part.name]
    targets = part.targets if isinstance(part, ast.Assign) else [part.target] if isinstance(part, ast.AnnAssign) else []
    return [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]


def lambda_fault(text: str) -> str:
    """Why a text is no lambda expression of one tensor; empty where it is one. Nothing of it is run."""
    try:
        found = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        return f"The code has a fault in line {error.lineno or 1}: {error.msg}. Mend it there."
    except (ValueError, RecursionError, MemoryError) as error:
        return f"The code cannot be read: {error}. Write it anew."
    if not isinstance(found, ast.Lambda) or len(_takes(found.args, "lambda") or ()) != 1:
        return "A Lambda takes one expression. Expected: lambda x: and what is to come of x. Write it so, or take a Python block."
    return ""


def class_of(text: str) -> str:
    """The name of the layer that code gives: its class, or one that calls its function."""
    code = read_code(text)
    if code.is_class or not code.name:
        return code.name
    wanted = "".join(part[:1].upper() + part[1:] for part in re.split(r"_+", code.name) if part)
    return wanted if wanted.isidentifier() and wanted not in code.defines else f"{wanted}Layer"
