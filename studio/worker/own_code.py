"""Layers made of a person's own code: nothing of it runs that nobody here has agreed to."""

from __future__ import annotations

import linecache
import re
import sys
import traceback
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from types import ModuleType
from typing import Any

import keras

from studio.blocks.typed_code import class_of, lambda_fault, read_code
from studio.compile.code_parts import program
from studio.project.consent import ever_agreed

_FILE = "<code {}>"


class CodeError(ValueError):
    """Code that gives no layer, in whole sentences."""


def layer_class(code: str) -> type:
    """The layer that code gives; the code is run for it.

    Raises:
        CodeError: Nobody has agreed to the code, or it fails.
    """
    if fault := read_code(code).fault:
        raise CodeError(fault)
    check_agreed(code, f"code of {read_code(code).name}")
    return _made(code)


def check_agreed(code: str, what: str) -> None:
    """Lets nothing run that nobody here has agreed to.

    Raises:
        CodeError: Nobody has.
    """
    if not ever_agreed(code):
        why = f"The {what} does not run, for nobody here has agreed to it."
        raise CodeError(f"{why} Read it, then choose Run this code in the studio, or say --trust-code.")


def expression(code: str) -> Any:
    """The function that a lambda expression is.

    Raises:
        CodeError: It is none, or nobody has agreed to it.
    """
    if fault := lambda_fault(code):
        raise CodeError(fault)
    check_agreed(code, "code of Lambda")
    return eval(code.strip(), {"keras": keras, "ops": keras.ops})


@lru_cache(64)
def _made(code: str) -> type:
    text, name = program(code), f"python_{blake2b(code.encode(), digest_size=6).hexdigest()}"
    module, file = ModuleType(name), _FILE.format(name)
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)  # so that what goes wrong in it shows its lines
    sys.modules[name] = module
    failed: Exception | None = None
    try:
        exec(compile(text, file, "exec"), module.__dict__)
    except ImportError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a person's code raises
        failed = error
    made: Any = module.__dict__.get(class_of(code))
    if isinstance(made, type) and not issubclass(made, keras.layers.Layer):
        layer_name = class_of(code)
        raise CodeError(f"{layer_name} is no Keras layer. Expected: class {layer_name}(keras.layers.Layer). Name what it is made of.")
    if failed is not None or made is None:
        raise CodeError(f"The code fails{place(failed)}: {said(failed)}. Mend it there.") from failed
    layer: type = made
    return layer


def place(error: BaseException | None) -> str:
    """Where in somebody's code an error comes from: ` in line 3`; empty where it does not."""
    frames = (frame for each in _causes(error) for frame in traceback.extract_tb(each.__traceback__))
    lines = [frame.lineno for frame in frames if frame.filename.startswith(_FILE[:6])]
    return f" in line {lines[-1]}" if lines else ""


def said(error: BaseException | None) -> str:
    """What an error says in a line, without what Keras puts around it."""
    text = str(error).rpartition("Error encountered:")[2]
    inner = re.search(r"\x1b\[1m(.*?)\x1b\[0m", text, re.DOTALL)
    line = re.sub(r"\x1b\[\d+m", "", inner[1] if inner else text).strip().partition("\n")[0].rstrip(".")
    return line or type(error).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
