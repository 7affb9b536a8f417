"""A module in a file of its own, with those that are inside it, in the format of project files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.graph.module import Module
from studio.graph.modules.used import modules_of
from studio.project.errors import ProjectError
from studio.project.module_record import modules_record, read_modules
from studio.project.plain_file import plain_text, read_plain, too_deep
from studio.project.safe_write import write_text


def module_text(module: Module) -> str:
    """What the file of a module holds."""
    inside = modules_of(module.graph)
    return plain_text({"module": module.name, "modules": modules_record({**inside, module.name: module})})


def write_module(path: Path, module: Module) -> None:
    """Writes a module into a file, in one step.

    Raises:
        ProjectError: It cannot be written; what was there before is untouched.
    """
    write_text(path, module_text(module))


def read_module(path: Path) -> Module:
    """The module in a file.

    Raises:
        ProjectError: There is none, or it cannot be read; all faults at once.
    """
    try:
        plain = read_plain(path, "module")
    except FileNotFoundError:
        raise ProjectError([f"There is no file {path}. It may have been removed since."]) from None
    try:
        return module_of(plain)
    except RecursionError:
        raise too_deep(path, "module") from None
    except ProjectError as error:
        raise ProjectError(f"{path}: {fault}" for fault in error.sentences) from None


def module_of(plain: Mapping[str, Any]) -> Module:
    """The module of what such a file holds.

    Raises:
        ProjectError: It holds none; all faults at once.
    """
    faults: list[str] = []
    found, name = read_modules(plain.get("modules"), faults), plain.get("module")
    module = found.get(name) if isinstance(name, str) else None
    if module is None and not faults:
        faults.append(f"module must name one of its modules. Received: {name!r}.")
    if module is None or faults:
        raise ProjectError(faults)
    return module
