"""Code in a project does not run from the command line before somebody says that it may; then Keras is asked what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.blocks.answers import ANSWERS
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.python import Python
from studio.blocks.reshaping import Flatten
from studio.data import Data, Mnist
from studio.project import file
from studio.project.project import Project
from tests.cli.spoken import abyss
from tests.graph.drawings import chain

HELD = "Its code does not run, for nobody here has agreed to it. Read it in the project's file, then say so with --trust-code."


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    ANSWERS.forget()
    yield
    ANSWERS.forget()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Its code leaves a mark where it runs."""
    code = f"open({str(tmp_path / 'it_ran')!r}, 'w').close()\n\n\ndef halves(x):\n    return x[:, ::2]\n"
    blocks = (Input(shape=(28, 28, 1)), Python(code=code), CATALOGUE["Discretization"](), Flatten(), Dense(units=10), Output())
    folder = tmp_path / "strange"
    folder.mkdir()
    file.write(folder, Project(title="Strange", data=Data(source=Mnist())).with_graph(chain(*blocks)))
    return folder


@pytest.mark.parametrize("verb", [("train",), ("export", "--untrained")])
def test_what_needs_the_code_is_refused_in_a_sentence(project: Path, verb: tuple[str, ...]) -> None:
    assert abyss(verb[0], project, *verb[1:]) == (1, "", f"python1: {HELD}\n")
    assert not (project.parent / "it_ran").exists()


@pytest.mark.worker
def test_who_trusts_it_learns_what_it_gives_and_need_not_say_so_again(project: Path) -> None:
    checked = abyss("check", project, "--trust-code", "--json")
    assert {row["name"]: row["shape"] for row in checked.records[:-1]} == {
        "input1": [28, 28, 1],
        "python1": [14, 28, 1],
        "discretization1": [14, 28, 1],
        "flatten1": [392],
        "dense1": [10],
        "output1": [10],
    }
    assert checked.records[-1] == {"kind": "checked", "weights": 3930, "multiply_adds": 3920, "stops": [], "hints": []}
    assert (project.parent / "it_ran").exists()
    ANSWERS.forget()
    assert abyss("check", project, "--json") == checked
