"""What the documents promise is there: commands, options, links, the worked example, and the order of the changelog."""

from __future__ import annotations

import re
import shlex
import tomllib
from inspect import getsource
from itertools import pairwise
from pathlib import Path

import pytest

import studio
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.regularisation import GaussianDropout
from studio.cli.main import VERBS, run
from studio.machine import DISPLAY_LIBRARIES, LIBRARIES
from studio.project.lesson_links import SCHEME
from tests.benchmarks.__main__ import NAMES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    path for pattern in ("*.md", "resources/**/*.md", "sample_projects/**/*.md", "tests/**/*.md") for path in ROOT.glob(pattern)
)
LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")


def block_after(comment: str) -> str:
    """The code block that stands after a comment of the README, as `.ci/run` finds it."""
    found = re.findall(rf"^<!-- {comment} -->\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def shell_lines() -> list[str]:
    """Every line of the README's shell blocks."""
    return "".join(re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)).splitlines()


def words_after(program: str) -> list[list[str]]:
    """What follows a program wherever the README calls it, alone or at the end of a longer line."""
    calls = [call.strip() for line in shell_lines() for call in line.split("&&")]
    return [words[1:] for words in map(shlex.split, calls) if Path(words[0]).name == program]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    """Those of lessons to nodes of their drawings are followed in `tests/project/test_lesson_links.py`."""
    found = LINK.findall(document.read_text(encoding="utf-8"))
    targets = [target for target in found if "://" not in target and not target.startswith(SCHEME)]
    assert [target for target in targets if missing(document, target)] == []


def missing(document: Path, target: str) -> bool:
    name, _, heading = target.partition("#")
    path = document.parent / name if name else document
    return not path.exists() or bool(heading and heading not in headings(path.read_text(encoding="utf-8")))


def headings(text: str) -> set[str]:
    """Headings as links name them."""
    return {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("comment", ["test command", "system libraries"])
def test_what_continuous_integration_runs_is_one_line(comment: str) -> None:
    assert len(block_after(comment).splitlines()) == 1


def test_the_first_command_ends_in_the_sample() -> None:
    assert shell_lines()[0].endswith(".venv/bin/pip install . && .venv/bin/abyss lenet5")


def test_the_system_libraries_are_those_that_the_start_names() -> None:
    _, _, packages = block_after("system libraries").partition("install --yes ")
    assert set(packages.split()) == {*LIBRARIES.values(), *DISPLAY_LIBRARIES.values(), "python3-venv"}


@pytest.mark.parametrize("words", words_after("abyss"), ids=" ".join)
def test_every_command_of_the_readme_has_its_options(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    if words == ["lenet5"]:
        assert (ROOT / "sample_projects" / "lenet5").is_dir()
        return
    assert options([words[0]], capsys) >= {word for word in words if word.startswith("--")}


def options(words: list[str], capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The options that a verb's help names."""
    assert run([*words, "--help"]) == 0
    return set(re.findall(r"--[a-z-]+", capsys.readouterr().out))


def test_the_table_of_commands_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    rows = re.findall(r"^\| `abyss (\w+)[^`]*` \|(.*)\|$", README, re.MULTILINE)
    assert [verb for verb, _ in rows] == list(VERBS)
    for verb, row in rows:
        assert set(re.findall(r"--[a-z-]+", row)) == options([verb], capsys) - {"--help", "--json"}


@pytest.mark.parametrize("words", [words for words in words_after("python") if words[:2] == ["-m", "pytest"]], ids=" ".join)
def test_every_pytest_line_finds_its_files_and_markers(words: list[str]) -> None:
    given, chosen = words[2:], dict(pairwise(words[2:]))
    ini = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert [word for word in given if word.startswith("tests") and not (ROOT / word).exists()] == []
    assert [marker for marker in [chosen.get("-m")] if marker and marker not in [line.partition(":")[0] for line in ini["markers"]]] == []


def test_the_blocks_are_counted_rightly() -> None:
    there = {"blocks": len(CATALOGUE), "families": len({block.family for block in CATALOGUE.values()})}
    for text in (README, CHANGELOG):
        told = re.search(r"(\d+) blocks in (\d+) families", text)
        assert told
        assert {"blocks": int(told[1]), "families": int(told[2])} == there


def test_the_benchmarks_run_as_the_readme_says() -> None:
    assert ["-m", "tests.benchmarks"] in words_after("python")
    assert NAMES


def test_the_worked_example_is_the_block_as_it_stands() -> None:
    assert block_after("worked example").strip() == getsource(GaussianDropout).strip()


def test_the_changelog_begins_with_what_is_not_released() -> None:
    releases = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert releases[0] == "[Unreleased]"
    assert [line for line in releases[1:] if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", line)] == []
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)) <= kinds


def test_the_changelog_knows_the_present_version() -> None:
    assert studio.__version__ in CHANGELOG
