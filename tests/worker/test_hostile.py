"""Damaged and hostile files give no weights, or theirs, and nothing in them is run; `python -m tests.fuzz` opens thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.worker.foreign import ModelError, loaded
from tests.fuzz.cases import KINDS, case
from tests.fuzz.hostile import CANARY

SEEDS = [seed for seed in range(100) if KINDS[seed % len(KINDS)] in (".keras", ".h5", ".pb")]

pytestmark = pytest.mark.filterwarnings("ignore")  # of Keras and NumPy, about what is odd in the files


def test_loading_them_runs_nothing(tmp_path: Path) -> None:
    canary, came = tmp_path / CANARY, set[str]()
    for seed in SEEDS:
        try:
            loaded(case(seed, tmp_path / str(seed), canary))
            came.add("loaded")
        except ModelError as error:
            came.add("refused" if "so its weights are not taken. Received: " in str(error) else str(error))
        assert not canary.exists(), seed
    assert came == {"loaded", "refused"}
