"""Opens a file as the window does, and looks at what came of it: a project that can be saved, or sentences, and nothing else."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

from studio.compile.parsing.faults import ParsingError
from studio.compile.parsing.program import parsed
from studio.compile.planner import PlanError, plan
from studio.engine.foreign_models import opened
from studio.graph.measure import measure
from studio.project import file
from studio.project.errors import ProjectError
from studio.project.opened_model import model_file
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
        came = _read(path) if path.suffix == ".py" else _opened(path, Path(place) / "project")
        assert not canary.exists(), "it ran code"
        assert sorted(folder.rglob("*")) == before, "it wrote beside the file"
        assert {each.name for each in Path(place).iterdir()} <= {"given", "project"}, "it wrote elsewhere"
    return came


def _opened(path: Path, to: Path) -> Came:
    model = model_file(path)
    assert model is not None
    try:
        folder, remarks = opened(model, to)
    except ProjectError as error:
        _check_words(error.sentences)
        assert not to.exists(), "a refused model is a project"
        return "refused"
    _check_words(remarks)
    project = file.read(folder)
    with suppress(PlanError):
        plan(project.graph, project.title, measure(project.graph))
    return "opened"


def _read(path: Path) -> Came:
    """A program, as the Source panel reads it: without running it."""
    try:
        parsed(path.read_bytes().decode(errors="replace"))
    except ParsingError as error:
        _check_words([fault.text for fault in error.faults])
        return "refused"
    return "opened"


def _check_words(sentences: tuple[str, ...] | list[str]) -> None:
    for words in sentences:
        assert words.rstrip().endswith((".", ".`")), f"no sentence: {words!r}"
