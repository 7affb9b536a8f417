"""Opens a file as the window does, and looks at what came of it: a project that can be saved, or sentences, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from studio.compile.parsing.opening import judged
from studio.compile.planner import PlanError, plan
from studio.engine.foreign_models import opened
from studio.graph.measure import measure
from studio.project import file
from studio.project.errors import ProjectError
from studio.project.opened_model import model_file, open_program
from tests.fuzz.cases import case
from tests.fuzz.hostile import CANARY

Came = Literal["opened", "refused"]


def tried(seed: int) -> Came:
    """What came of the case of a seed.

    Raises:
        AssertionError: It ran code, left something behind, or is a project that cannot be read again.
        Exception: Whatever was raised that is no sentence.
    """
    with tempfile.TemporaryDirectory() as place:
        folder, canary = Path(place) / "given", Path(place) / CANARY
        path = case(seed, folder, canary)
        before = sorted(folder.rglob("*"))
        came = (_read if path.suffix == ".py" else _opened)(path, Path(place) / "project")
        assert not canary.exists(), "it ran code"
        assert sorted(folder.rglob("*")) == before, "it wrote beside the file"
        assert {each.name for each in Path(place).iterdir()} <= {"given", "project"}, "it wrote elsewhere"
    return came


def _opened(path: Path, to: Path) -> Came:
    model = model_file(path)
    assert model is not None
    return _made(lambda: opened(model, to), to)


def _made(make: Callable[[], tuple[Path, tuple[str, ...]]], to: Path) -> Came:
    """What came of making a project."""
    try:
        folder, remarks = make()
    except ProjectError as error:
        _check_words(error.sentences)
        assert not to.exists(), "a refused model is a project"
        return "refused"
    _check_words(remarks)
    project = file.read(folder)
    with suppress(PlanError):
        plan(project.graph, project.title, measure(project.graph))
    return "opened"


def _read(path: Path, to: Path) -> Came:
    """A program, as it is looked at before it is opened, and opened as far as it can be read: without running it."""
    text = path.read_bytes().decode(errors="replace")
    found = judged(text)
    _check_words([found.why or "Nothing."])
    came = _made(lambda: open_program(path, text, to), to)
    assert (came == "opened") is found.readable
    return came


def _check_words(sentences: tuple[str, ...] | list[str]) -> None:
    for words in sentences:
        assert words.rstrip().endswith((".", ".`")), f"no sentence: {words!r}"
