"""Runs somebody's script and keeps the Keras models that it builds: `python -m studio.worker.apart.script CODE SCRIPT FOLDER`.

Only after a person agreed to run that very code. What it imports from beside it comes from beside CODE, as it was seen; nothing else in the
script's folder is imported. What stands under `if __name__ == "__main__"` is not run.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from studio.worker.apart.beside import Beside

FOUND = "models.json"
"""Lists what was kept in the folder: name, file, and how many layers and weights."""

_REMEDY = "Mend the script, then open it again."


def main(code: Path, script: Path, folder: Path) -> int:
    """Runs the code as if it were the script; the exit status, with a sentence on standard error where it is not 0.

    Args:
        code: A file with the text that the person has seen, beside those that it imports.
        script: Where it is from.
        folder: Takes what is found.
    """
    text = code.read_text(encoding="utf-8")
    Beside(code.parent, script.parent).begin()
    sys.argv = [str(script)]
    os.chdir(script.parent)
    known: dict[str, Any] = {"__name__": script.stem, "__file__": str(script), "__builtins__": __builtins__}
    try:
        exec(compile(text, str(script), "exec"), known)
    except SystemExit as end:
        if end.code not in (None, 0):
            return _refused(f"{script.name} ended itself with {end.code!r:.80}. {_REMEDY}")
    except BaseException as error:  # noqa: BLE001 - the border: whatever a script raises
        return _failed(error, script, code.parent)
    return _kept(known, script, folder)


def _failed(error: BaseException, script: Path, seen: Path) -> int:
    """Tells what went wrong, and in which line of what was seen; its whole story before that."""
    tail = error.__traceback__.tb_next if error.__traceback__ else None  # the first frame is this file's
    traceback.print_exception(type(error), error, tail)
    names = {str(script.parent / file.relative_to(seen)): file.relative_to(seen).as_posix() for file in seen.rglob("*")}
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(tail)]
    if isinstance(error, SyntaxError):
        places.append((str(error.filename), error.lineno))
    lines = [f"{names[file]}, line {line}" for file, line in places if file in names]
    where = lines[-1] if lines else script.name
    reason = str(error.msg if isinstance(error, SyntaxError) else error).strip().partition("\n")[0].rstrip(".")
    return _refused(f"{where}: {type(error).__name__}{f': {reason}' if reason else ''}. {_REMEDY}")


def _kept(known: dict[str, Any], script: Path, folder: Path) -> int:
    """Saves each model once, by the first of its names; those within other models after these."""
    kind: Any = getattr(sys.modules.get("keras"), "Model", None)  # not imported here: without it there is no model
    models: dict[int, tuple[str, Any]] = {}
    for name, value in known.items() if isinstance(kind, type) else ():
        if isinstance(value, kind):
            models.setdefault(id(value), (name, value))
    inner = {id(layer) for _, model in models.values() for layer in _inside(model, kind)}
    found = []
    for number, (name, model) in enumerate(sorted(models.values(), key=lambda each: id(each[1]) in inner)):
        if not model.built:
            sys.stderr.write(f"{name} is not built: it does not know the shape of its input.\n")
            continue
        model.save(folder / f"{number}.keras")
        found.append({"name": name, "file": f"{number}.keras", "layers": len(model.layers), "weights": model.count_params()})
    if not found:
        return _refused(
            f"{script.name} builds no Keras model that is there when it has run. Expected: a variable with one, outside of functions and "
            f'of `if __name__ == "__main__"`, that knows its input\'s shape. Received: {_received(models)}. '
            "Add a line such as `model = build_model()` at its end."
        )
    (folder / FOUND).write_text(json.dumps(found), encoding="utf-8")
    return 0


def _inside(model: Any, kind: type) -> list[Any]:
    return [part for layer in model.layers if isinstance(layer, kind) for part in (layer, *_inside(layer, kind))]


def _received(models: dict[int, Any]) -> str:
    return "models that were never built" if models else "no model"


def _refused(words: str) -> int:
    sys.stderr.write(" ".join(words.split()) + "\n")  # a single line, the last
    return 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
