"""The library of modules: those that travel with the product, and the person's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from studio import paths
from studio.graph.module import Module
from studio.project.errors import ProjectError
from studio.project.module_file import read_module, write_module

_FILES = "*.json"


@cache
def shipped() -> tuple[Module, ...]:
    """The modules that travel with the product, by title; read when they are first asked for."""
    found = [read_module(path) for path in (paths.resources() / "modules").glob(_FILES)]
    return tuple(sorted(found, key=_title))


def own() -> tuple[tuple[Module, ...], tuple[str, ...]]:
    """The person's own modules by title, and what is wrong with files that cannot be read, a sentence each."""
    found: list[Module] = []
    faults: list[str] = []
    for path in sorted(paths.modules().glob(_FILES)):
        try:
            found.append(_read_as_named(path))
        except ProjectError as error:
            faults += error.sentences
    return tuple(sorted(found, key=_title)), tuple(faults)


def keep(module: Module) -> None:
    """Puts a module into the person's library, in place of one of the same name.

    Raises:
        ProjectError: It cannot be written; what was there before is untouched.
    """
    write_module(_place(module.name), module)


def forget(name: str) -> None:
    """Takes a module out of the person's library; nothing where there is none.

    Raises:
        ProjectError: Its file cannot be removed.
    """
    path = _place(name)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise ProjectError([f"{path} cannot be removed: {error.strerror}. Allow writing there."]) from error


def _place(name: str) -> Path:
    return paths.modules() / f"{name}.json"


def _read_as_named(path: Path) -> Module:
    """The module of a file, which is named after it, so that none hides another and all can be taken out again."""
    module = read_module(path)
    if path.stem != module.name:
        raise ProjectError([f"{path} holds the module {module.name}. Expected: the file {module.name}.json. Rename the file."])
    return module


def _title(module: Module) -> str:
    return (module.title or module.name).lower()
