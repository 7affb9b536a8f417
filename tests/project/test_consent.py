"""Code is agreed to by folder and text, outside of the project."""

from pathlib import Path

import pytest

from studio import paths
from studio.project.consent import agree, agreed, carry, ever_agreed

CODE = "def square(x):\n    return x * x\n"


def test_nothing_is_agreed_to_before_somebody_agrees(tmp_path: Path) -> None:
    assert not agreed(tmp_path, CODE)
    assert not ever_agreed(CODE)


def test_what_was_agreed_to_holds_for_this_text_in_this_folder(tmp_path: Path) -> None:
    agree(tmp_path / "mine", CODE)
    assert agreed(tmp_path / "mine", CODE)
    assert agreed(tmp_path / "theirs" / ".." / "mine", CODE)
    assert not agreed(tmp_path / "mine", CODE + " ")
    assert not agreed(tmp_path / "theirs", CODE)
    assert ever_agreed(CODE)
    assert not ever_agreed(CODE + " ")


def test_nothing_is_written_into_the_project(tmp_path: Path) -> None:
    agree(tmp_path, CODE)
    assert list(tmp_path.iterdir()) == []


def test_agreeing_twice_is_remembered_once(tmp_path: Path) -> None:
    agree(tmp_path, CODE, CODE)
    agree(tmp_path, CODE)
    (file,) = paths.settings().iterdir()
    assert len(file.read_text().splitlines()) == 1


def test_a_project_saved_elsewhere_takes_along_what_was_agreed_to(tmp_path: Path) -> None:
    agree(tmp_path / "old", CODE)
    carry(tmp_path / "old", tmp_path / "new", CODE, "import os")
    assert agreed(tmp_path / "new", CODE)
    assert not agreed(tmp_path / "new", "import os")


@pytest.mark.parametrize("line", ["", "{", "[1]", "null", '["a", "b", "c"]', "3"])
def test_a_damaged_line_agrees_to_nothing_and_the_others_hold(tmp_path: Path, line: str) -> None:
    agree(tmp_path, CODE)
    (file,) = paths.settings().iterdir()
    file.write_text(f"{line}\n{file.read_text()}")
    assert agreed(tmp_path, CODE)
    assert not agreed(tmp_path, line)
