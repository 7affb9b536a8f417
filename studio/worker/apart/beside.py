"""Modules beside a script are imported as the person has seen them; no other file of that folder, none compiled, none in another coding."""

from __future__ import annotations

import importlib.abc
import linecache
import sys
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType

_UNSEEN = "{} is not imported, for nobody was shown it before the script ran. Import by name what lies beside the script, or install it"


class Beside(importlib.abc.MetaPathFinder):
    """Finds what was seen, before the modules that are installed, as Python does with what lies beside a script.

    Args:
        seen: Folder with the texts as they were seen.
        home: Folder that they are from.
    """

    def __init__(self, seen: Path, home: Path) -> None:
        self._seen, self._home = seen, home
        self._known = [Path(place).resolve() for place in (str(seen), *sys.path, sys.prefix, sys.base_prefix)]

    def begin(self) -> None:
        """From now on modules are imported so; Python's own, which it always has at hand, before them."""
        sys.meta_path.insert(sys.meta_path.index(PathFinder), self)
        for file in filter(Path.is_file, self._seen.rglob("*")):
            text, name = file.read_text(encoding="utf-8"), str(self._from(file))
            linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)  # so that tracebacks quote what was run

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Where a module is; None where there is none that may be run.

        Raises:
            ModuleNotFoundError: It lies where the script led Python to, and nobody has seen it.
        """
        for place in [self._seen] if path is None else map(Path, path):
            if place.is_relative_to(self._seen) and (spec := self._shown(fullname, place / fullname.rpartition(".")[2])):
                return spec
        found = PathFinder.find_spec(fullname, path, target)
        if found is not None and not self._may_run(found):
            raise ModuleNotFoundError(_UNSEEN.format(fullname), name=fullname)
        return found or (self._bare(fullname) if path is None else None)

    def _shown(self, fullname: str, place: Path) -> ModuleSpec | None:
        for file in (place / "__init__.py", place.with_name(f"{place.name}.py")):
            if file.is_file():
                spec = spec_from_loader(fullname, _Text(file, self._from(file)))
                if spec is not None and spec.submodule_search_locations is not None:
                    spec.submodule_search_locations = [str(place)]
                return spec
        return None

    def _bare(self, fullname: str) -> ModuleSpec | None:
        """A package that is a folder and no more, which comes after all others of its name."""
        if not (self._seen / fullname).is_dir():
            return None
        spec = ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = [str(self._seen / fullname)]
        return spec

    def _may_run(self, spec: ModuleSpec) -> bool:
        places = [Path(place).resolve() for place in _places(spec)]
        return all(any(place.is_relative_to(known) for known in self._known) for place in places)

    def _from(self, file: Path) -> Path:
        return self._home / file.relative_to(self._seen)


def _places(spec: ModuleSpec) -> Iterable[str]:
    return [spec.origin] if spec.has_location and spec.origin else spec.submodule_search_locations or ()


class _Text(importlib.abc.SourceLoader):
    """Loads a module from its text; without a time of that, Python neither reads nor writes a compiled one."""

    def __init__(self, seen: Path, file: Path) -> None:
        self._seen, self._file = seen, file

    def get_filename(self, fullname: str) -> str:
        """The file that it says it is from."""
        return str(self._file)

    def get_data(self, path: str | bytes) -> bytes:
        """Its text, or what lies beside it."""
        return (self._seen if path == str(self._file) else Path(str(path))).read_bytes()

    def source_to_code(self, data: object, path: object = "<string>") -> CodeType:  # type: ignore[override]  # narrower than any buffer or tree
        """Compiles the text as it was shown: a line `coding: ...` in it would make another program of the same bytes."""
        code: CodeType = compile(self._seen.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True)
        return code
