"""A short game of the monkey, and every game that once found a fault."""

from __future__ import annotations

import subprocess
import sys

import pytest

from studio.app.action_table import ACTIONS
from tests.monkey.__main__ import SEEDS, kept
from tests.monkey.key_steps import LEFT_OUT


def games(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Games in a process of their own, whose sets have the same order every time."""
    command = [sys.executable, "-m", "tests.monkey", "--quiet", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_gestures_and_keys_find_no_fault(seed: int) -> None:
    ended = games("--seed", str(seed), "--steps", "120")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_what_once_went_wrong_goes_well() -> None:
    assert list(kept()), f"{SEEDS.name} holds no games."
    ended = games("--kept")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_what_is_left_out_is_there() -> None:
    assert LEFT_OUT.keys() <= {action.id for action in ACTIONS}
