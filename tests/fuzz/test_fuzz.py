"""A share of the damaged and hostile files, and those that once found a fault; `python -m tests.fuzz` opens thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.cases import KINDS, case
from tests.fuzz.hostile import CANARY, song
from tests.fuzz.opening import tried

KEPT = [int(line.partition("#")[0]) for line in Path(__file__).with_name("seeds.txt").read_text().splitlines() if line[:1].isdigit()]
IN_A_PROCESS = [seed for seed in range(40) if KINDS[seed % len(KINDS)] == ".h5"][:4]
HERE = [seed for seed in range(150) if KINDS[seed % len(KINDS)] != ".h5"]


@pytest.mark.parametrize("seed", [*IN_A_PROCESS, *KEPT])
def test_files_that_take_a_process_each_or_found_a_fault(seed: int) -> None:
    assert tried(seed) in ("opened", "refused")


def test_others_are_opened_or_refused_in_words() -> None:
    assert {tried(seed) for seed in HERE} == {"opened", "refused"}


def test_a_seed_makes_the_same_file_again(tmp_path: Path) -> None:
    canary = tmp_path / CANARY
    one, other = (case(7, tmp_path / name, canary).read_bytes() for name in ("one", "other"))
    assert one == other


def test_the_canary_sings_where_its_song_is_run(tmp_path: Path) -> None:
    exec(song(tmp_path / CANARY))
    assert (tmp_path / CANARY).exists()
