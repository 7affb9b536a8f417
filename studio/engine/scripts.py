"""A script as a person sees it before it runs: its text, and that of the modules beside it which it imports."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from studio.project.errors import ProjectError


class Script(NamedTuple):
    """What would run.

    Attributes:
        path: Where it is from.
        code: Its text.
        beside: Texts of the modules in its folder that it imports, or that these import, by their files: `nets/small.py`.
    """

    path: Path
    code: str
    beside: Mapping[str, str]

    @property
    def texts(self) -> dict[str, str]:
        """All that would run, by its file."""
        return {self.path.name: self.code, **self.beside}


def read_script(path: Path) -> Script:
    """Reads a script and what it imports from beside it, to be shown to a person and run as they were shown.

    Raises:
        ProjectError: One of them cannot be read.
    """
    texts, waiting = {path.name: _text(path)}, [path.name]
    while waiting:
        file = waiting.pop(0)
        for found in _wanted(texts[file], file, path.parent):
            if found not in texts:
                texts[found] = _text(path.parent / found)
                waiting.append(found)
    return Script(path, texts.pop(path.name), texts)


def _wanted(text: str, file: str, folder: Path) -> Iterator[str]:
    """Files below a folder that a program may import."""
    for name in dict.fromkeys(_imported(text, PurePosixPath(file).parent.parts)):
        with suppress(OSError):  # no file has a name that is too long for the system
            yield from _on_the_way(name.split("."), folder)


def _on_the_way(parts: list[str], folder: Path) -> Iterator[str]:
    """A module and the packages that it is in, outermost first."""
    for count in range(1, len(parts) + 1):
        place = "/".join(parts[:count])
        yield from [each for each in (f"{place}/__init__.py", f"{place}.py") if (folder / each).is_file()][:1]
        if not (folder / place).is_dir():
            return


def _imported(text: str, package: tuple[str, ...]) -> Iterator[str]:
    """Names of modules that a program in a package imports; what is imported from them may be modules as well."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of strange escapes and the like, which are its author's own matter
            parts = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # it will not run either
    for part in parts:
        if isinstance(part, ast.Import):
            yield from (each.name for each in part.names)
        elif isinstance(part, ast.ImportFrom):
            above = package[: len(package) - part.level + 1] if part.level else ()
            start = [*above, part.module] if part.module else above
            yield from (".".join((*start, *name)) for name in ((), *((each.name,) for each in part.names)) if start or name)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "bytes that are no text in UTF-8"
        raise ProjectError([f"{path} cannot be read. Expected: a Python program. Received: {reason}. Save it anew."]) from error
