"""Which verb is meant, and what is said where none is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import studio
from studio.cli.main import VERBS, is_window
from tests.cli.spoken import ROOT, abyss

ALL = "samples, check, train, runs, export, import, predict, attack, report, doctor"


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ([], True),
        (["lenet5"], True),
        (["/home/me/project"], True),
        (["tarin"], True),
        (["--version"], False),
        (["--verison"], False),
        (["-h"], False),
        (["lenet5", "--epochs", "2"], False),
        *(([verb], False) for verb in VERBS),
    ],
)
def test_a_single_word_that_is_no_verb_asks_for_the_window(words: list[str], window: bool) -> None:
    assert is_window(words) is window


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["tarin", "lenet5"], f"tarin is no verb. Expected: {ALL}. Did you mean: abyss train lenet5\n"),
        (["lenet5", "--epochs", "2"], f"lenet5 is no verb. Expected: {ALL}. Did you mean: abyss train lenet5 --epochs 2\n"),
        (["xyz", "lenet5"], f"xyz is no verb. Expected: {ALL}. All of them with their options: abyss --help\n"),
    ],
)
def test_a_wrong_verb_is_wrong_use_with_a_proposal(words: list[str], sentence: str) -> None:
    assert abyss(*words) == (2, "", sentence)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["train"], "The following arguments are required: PROJECT. More: abyss train --help"),
        (["train", "lenet5", "--epoch", "2"], "Unrecognized arguments: --epoch 2. More: abyss --help"),
        (
            ["train", "lenet5", "--epochs", "two"],
            "Argument --epochs: invalid int value: 'two'. More: abyss train --help",
        ),
        (
            ["attack", "lenet5", "--epsilon", "8"],
            "Argument --epsilon: epsilon must be a number from 0 to 1, a share of the range 0 to 255. Received: 8. "
            "More: abyss attack --help",
        ),
        (
            ["attack", "lenet5", "--count", "0"],
            "Argument --count: count must be a whole number of at least 1. Received: 0. More: abyss attack --help",
        ),
    ],
)
def test_wrong_options_are_wrong_use_after_the_usage(words: list[str], sentence: str) -> None:
    status, out, err = abyss(*words)
    assert (status, out) == (2, "")
    assert err.startswith("usage: abyss")
    assert err.splitlines()[-1] == sentence


def test_help_and_version_are_answers() -> None:
    status, out, err = abyss("--help")
    assert (status, err) == (0, "")
    assert [verb for verb in VERBS if f"\n    {verb} " not in out] == []
    assert abyss("--version") == (0, f"Abyss Studio {studio.__version__}\n", "")


def test_a_reader_that_goes_away_early_is_no_accident() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "studio", "samples"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_ctrl_c_ends_a_verb_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("studio.project.samples.samples", interrupted)
    assert abyss("samples") == (1, "", "Interrupted. What a run had learned up to its last checkpoint is kept.\n")


def test_the_samples_are_listed(home: Path) -> None:
    status, out, err = abyss("samples")
    assert (status, err) == (0, "")
    assert out.splitlines()[0].split() == ["name", "title"]
    assert out.splitlines()[1].split()[0] == "lenet5"
    (lenet,) = [record for record in abyss("samples", "--json").records if record["name"] == "lenet5"]
    assert set(lenet) == {"kind", "name", "title", "summary"}
    assert list(home.iterdir()) == []
