"""Code of a person's own as it stands in a program: told to Keras, and, where it is a function, called by a layer."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import Any

from studio.blocks.python import ROOM, Lambda, TFSMLayer
from studio.blocks.saved_models import saved_model_words
from studio.blocks.typed_code import class_of, read_code
from studio.compile.own_layers import OwnLayer, split
from studio.compile.plan import Plan

PACKAGE = "python"
"""What Keras knows such layers by: `python>Swirl`."""

LAMBDA, SAVED_MODEL = Lambda.symbol(), TFSMLayer.symbol()

_OF_FUNCTION = '''


@keras.saving.register_keras_serializable(package="{package}")
class {layer}(keras.layers.Layer):
    """Gives what `{name}` gives."""

    def call(self, {takes}):
        """What comes of the inputs."""
        return {name}({takes})
'''
_OF_CLASS = '\n\n\nkeras.saving.register_keras_serializable(package="{package}")({name})\n'


def program(code: str) -> str:
    """The code as a file of its own, with what makes a layer of it that Keras can save and load; each line of it stays where it is."""
    imports = "" if _imports_keras(code) else "\n\nimport keras"
    return f"{code.rstrip()}{imports}{_ending(code)}"


def _ending(code: str) -> str:
    found = read_code(code)
    if found.is_class and found.registered:
        return "\n"
    takes = "*inputs" if found.takes is None else ", ".join(found.takes)
    return (_OF_CLASS if found.is_class else _OF_FUNCTION).format(package=PACKAGE, name=found.name, layer=class_of(code), takes=takes)


def _imports_keras(code: str) -> bool:
    names = (name for part in ast.parse(code).body if isinstance(part, ast.Import) for name in part.names)
    return any(name.name == "keras" and name.asname is None for name in names)


def of_plan(plan: Plan) -> tuple[str, ...]:
    """The code of a network's layers, each once."""
    return tuple(dict.fromkeys(code for step in plan.steps if (code := code_of(step.symbol, step.arguments))))


def trusted_of(symbol: str, arguments: Mapping[str, Any]) -> str:
    """What must be agreed to before a layer is made, be it code or a SavedModel; empty where nothing of a stranger's runs."""
    if symbol == LAMBDA:
        return str(arguments.get("function", ""))
    return saved_model_words(str(arguments.get("filepath", ""))) if symbol == SAVED_MODEL else code_of(symbol, arguments)


def code_of(symbol: str, arguments: Mapping[str, Any]) -> str:
    """The code that a layer is made of; empty for one that is installed."""
    return str(arguments.get("code", "")) if symbol.startswith(ROOM) else ""


def parts(found: Iterable[str]) -> list[OwnLayer]:
    """What a program needs of some code."""
    return [split(in_program(code)) for code in found]


def in_program(code: str) -> str:
    """The code as it stands in the program of a network, which imports Keras anyway."""
    return _decorated(code) if read_code(code).is_class else f"{code.rstrip()}{_ending(code)}"


def _decorated(code: str) -> str:
    """The code of a class as a person would tell Keras about it: above its first line, not below its last."""
    found = read_code(code)
    if found.registered:
        return code
    part = next(each for each in ast.parse(code).body if isinstance(each, ast.ClassDef) and each.name == found.name)
    lines = code.splitlines()
    first = min([part.lineno, *(each.lineno for each in part.decorator_list)]) - 1
    return "\n".join([*lines[:first], f'@keras.saving.register_keras_serializable(package="{PACKAGE}")', *lines[first:]])


def files(plan: Plan) -> dict[str, str]:
    """The code of a network's layers as files that stand beside an export: their texts by name."""
    return {f"python_{class_of(code).lower()}.py": f"{_coding(code)}{program(code)}" for code in of_plan(plan)}


def _coding(code: str) -> str:
    """What has Python read a file as it was shown and agreed to, where its first lines would have it read in another coding."""
    return "# coding: utf-8\n" if any("coding" in line for line in code.splitlines()[:2]) else ""


def names(found: Iterable[str]) -> set[str]:
    """All that some code defines."""
    return {name for code in found for name in (*read_code(code).defines, class_of(code))}


def clash(found: Iterable[str]) -> str:
    """Why some code cannot stand in one program, in a sentence; empty where it can."""
    owners: dict[str, str] = {}
    for code in dict.fromkeys(found):
        for name in {*read_code(code).defines, class_of(code)}:
            if name in owners:
                return f"Two Python blocks call different things {name}. In one program a name means one thing: rename it in one of them."
            owners[name] = code
    return ""
