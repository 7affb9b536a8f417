"""Checkpoints: everything comes back, and nothing of another network is taken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.runs import RunError
from studio.worker.build import build
from studio.worker.checkpoint import CheckpointError, Place, restore, save
from tests.worker.plans import small


def test_variables_and_place_come_back(tmp_path: Path) -> None:
    first, second = build(small(), seed=1), build(small(), seed=2)
    place = Place(step=7, epoch=1, batch=3, losses=0.1, hits=5.0, seconds=2.5, best=0.25, best_epoch=1, val_accuracy=0.5)
    save(tmp_path / "last.npz", place, first.variables)
    assert restore(tmp_path / "last.npz", second.variables) == place
    assert all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in zip(first.variables, second.variables, strict=True))


def test_the_seeds_of_dropout_are_among_what_is_kept() -> None:
    assert any("seed_generator" in variable.path for variable in build(small(), seed=1).variables)


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path) -> None:
    save(tmp_path / "last.npz", Place(), build(small(4), seed=1).variables)
    with pytest.raises(CheckpointError) as refused:
        restore(tmp_path / "last.npz", build(small(5), seed=1).variables)
    assert str(refused.value).startswith(f"The checkpoint {tmp_path / 'last.npz'} is of another network. Expected: [(3, 3, 3, 5), ")
    assert str(refused.value).endswith(" Train again.")


def test_a_refusal_leaves_the_network_as_it_was(tmp_path: Path) -> None:
    save(tmp_path / "last.npz", Place(), build(small(4), seed=1).variables)
    network = build(small(5), seed=1)
    before = [np.asarray(variable).copy() for variable in network.variables]
    with pytest.raises(CheckpointError):
        restore(tmp_path / "last.npz", network.variables)
    assert all(np.array_equal(a, np.asarray(b)) for a, b in zip(before, network.variables, strict=True))


def test_a_checkpoint_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "last.npz"
    network = build(small(), seed=1)
    save(path, Place(), network.variables)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(RunError):
        restore(path, network.variables)
