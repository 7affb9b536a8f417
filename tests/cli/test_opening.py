"""Projects and runs that cannot be opened, each with its whole sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.project import samples
from studio.project.file import FILE
from tests.cli.projects import changed, nodes, small_project
from tests.cli.spoken import abyss


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "small")


def test_a_name_that_is_no_project_is_wrong_use() -> None:
    known = ", ".join(sample.name for sample in samples.samples())
    sentence = f"nowhere is no project. Expected: a folder with a project.json, or the name of a sample: {known}.\n"
    assert abyss("check", "nowhere") == (2, "", sentence)


def test_a_file_cut_short(project: Path) -> None:
    path = project / FILE
    path.write_text(path.read_text(encoding="utf-8")[:300], encoding="utf-8")
    lines = path.read_text(encoding="utf-8").count("\n") + 1
    assert abyss("train", project) == (
        1,
        "",
        f"{path} is cut short. Expected: a whole JSON record. Received: 300 characters that end in line {lines}. "
        "Restore it from a copy, or from version control.\n",
    )


def test_a_file_of_a_newer_version(project: Path) -> None:
    changed(project, lambda record: record.update(format=99))
    assert abyss("train", project) == (
        1,
        "",
        f"{project / FILE} was written by a newer Abyss Studio. Expected: format 2 or older. Received: format 99. Update the studio.\n",
    )


def test_a_drawing_with_a_circle_is_no_network_yet(project: Path) -> None:
    def tie(record: dict[str, Any]) -> None:
        ids = {node["name"]: key for key, node in record["graphs"]["main"]["nodes"].items()}
        nodes(record)["conv1"]["inputs"] = [ids["conv1"]]

    changed(project, tie)
    sentence = "conv1 feeds itself in a circle, but data flows one way. Remove one of their wires."
    said = abyss("check", project)
    assert said.status == 1
    assert sentence in said.out
    status, out, err = abyss("train", project)
    assert (status, out) == (1, "")
    assert sentence in err


def test_a_failure_for_machines_is_a_record_too(project: Path) -> None:
    changed(project, lambda record: record.update(format=99))
    said = abyss("check", project, "--json")
    assert (said.status, said.records) == (1, [{"kind": "failed", "text": said.err.rstrip("\n")}])


@pytest.mark.parametrize("verb", ["predict", "attack"])
def test_what_needs_a_run_says_how_to_get_one(project: Path, verb: str) -> None:
    words = (verb, project, *(["one.png"] if verb == "predict" else []))
    assert abyss(*words) == (1, "", f"{project} has no run yet. Train it first: abyss train {project}\n")


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("run-0009", "{project} has no run run-0009. Expected: none, for nothing is trained yet.\n"),
        ("../x", "'../x' is no name of a run. Expected: run- and a number, such as run-0001.\n"),
    ],
)
def test_a_run_that_is_not_there_is_wrong_use(project: Path, wish: str, sentence: str) -> None:
    assert abyss("attack", project, "--run", wish) == (2, "", sentence.format(project=project))
    assert abyss("train", project, "--resume", wish) == (2, "", sentence.format(project=project))


def test_the_runs_that_there_are_are_named(trained: Path) -> None:
    sentence = f"{trained} has no run run-0009. Expected: run-0001.\n"
    assert abyss("export", trained, "--run", "run-0009") == (2, "", sentence)


def test_what_the_disk_refuses_is_a_failure_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ABYSS_HOME", str(tmp_path / "file"))
    sentence = f"The system refuses {tmp_path / 'file' / 'data'}. Received: Not a directory. Mend that, then try again.\n"
    assert abyss("check", "lenet5") == (1, "", sentence)
