"""What is not saved survives a crash, and is offered only where it is newer than the file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from studio.project import file
from studio.project.draft import Draft
from studio.project.file import ProjectError
from studio.project.project import Project


def test_a_draft_is_found_after_a_crash(tmp_path: Path):
    file.write(tmp_path, Project(title="Saved"))
    Draft(tmp_path).write(Project(title="Not saved"))
    left = Draft(tmp_path)
    assert left.found()
    assert left.read().title == "Not saved"
    assert file.read(tmp_path).title == "Saved"


def test_no_draft(tmp_path: Path):
    file.write(tmp_path, Project())
    draft = Draft(tmp_path)
    assert not draft.found()
    draft.discard()
    draft.write(Project(title="New"))
    draft.discard()
    assert not draft.found()


def test_a_draft_older_than_the_file_is_not_offered(tmp_path: Path):
    draft = Draft(tmp_path)
    draft.write(Project(title="Old"))
    file.write(tmp_path, Project(title="Saved since"))
    os.utime(draft.path, (1, 1))
    assert not draft.found()


def test_a_draft_without_a_file_is_offered(tmp_path: Path):
    Draft(tmp_path).write(Project(title="Never saved"))
    assert Draft(tmp_path).found()


def test_a_damaged_draft_is_told(tmp_path: Path):
    draft = Draft(tmp_path)
    draft.path.write_text("{")
    with pytest.raises(ProjectError, match=r"\.draft\.json is cut short\."):
        draft.read()
