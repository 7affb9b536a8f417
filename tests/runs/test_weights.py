"""Checkpoints come back exactly, are whole or not there, and say what is wrong."""

from __future__ import annotations

import resource
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from studio.runs import RunError, Weights, read_weights, write_weights

KINDS = st.sampled_from([np.float32, np.float64, np.int64, np.uint8, np.bool_])
NAMES = st.text("abc/_:0123", min_size=1, max_size=12).filter(lambda name: name.strip("/") == name and "//" not in name)
ARRAYS = arrays.arrays(KINDS, arrays.array_shapes(min_dims=0, max_dims=3, max_side=4))


@given(st.dictionaries(NAMES, ARRAYS, max_size=4), st.integers(0, 10**9), st.dictionaries(st.text(max_size=5), st.integers(0, 2**53)))
def test_any_checkpoint_comes_back_to_the_bit(
    tmp_path: Path, given_arrays: dict[str, np.ndarray], step: int, state: dict[str, int]
) -> None:
    write_weights(tmp_path / "last.npz", Weights(given_arrays, step, 3, state))
    read = read_weights(tmp_path / "last.npz")
    assert (read.step, read.epoch, read.state, list(read.arrays)) == (step, 3, state, list(given_arrays))
    for name, array in given_arrays.items():
        assert (read.arrays[name].dtype, read.arrays[name].shape) == (array.dtype, array.shape)
        assert read.arrays[name].tobytes() == array.tobytes()


def test_names_that_numpy_uses_itself_are_names_like_others(tmp_path: Path) -> None:
    write_weights(tmp_path / "w.npz", Weights({"file": np.ones(2), "args": np.zeros(1)}, 1, 1))
    with np.load(tmp_path / "w.npz") as opened:
        np.testing.assert_array_equal(opened["file"], [1, 1])


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Makes this process's disk refuse larger files."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_write_that_fails_leaves_the_older_checkpoint_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "last.npz"
    write_weights(path, Weights({"a": np.ones(3)}, 1, 1))
    with files_of_at_most(100_000), pytest.raises(RunError) as refused:
        write_weights(path, Weights({"a": np.zeros(100_000)}, 2, 2))
    assert str(refused.value) == (
        f"Checkpoint {path} cannot be written. Received: File too large. Make room on the disk; the last one is kept."
    )
    np.testing.assert_array_equal(read_weights(path).arrays["a"], np.ones(3))
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_checkpoint_is_said(tmp_path: Path) -> None:
    with pytest.raises(RunError) as refused:
        read_weights(tmp_path / "best.npz")
    assert (
        str(refused.value) == f"There is no checkpoint {tmp_path / 'best.npz'}. Expected: one a finished epoch. Train at least one epoch."
    )


def test_a_checkpoint_cut_short_is_said(tmp_path: Path) -> None:
    path = tmp_path / "best.npz"
    write_weights(path, Weights({"a": np.ones(300)}, 1, 1))
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(RunError) as refused:
        read_weights(path)
    assert str(refused.value) == (
        f"Checkpoint {path} is damaged. Received: File is not a zip file. Train again, or choose the run's other weights."
    )


def test_a_checkpoint_with_a_damaged_index_is_said(tmp_path: Path) -> None:
    path = tmp_path / "best.npz"
    write_weights(path, Weights({"a": np.ones(3)}, 1, 1))
    whole = bytearray(path.read_bytes())
    whole[whole.rindex(b"PK\x01\x02") + 10] = 77  # how the last array is packed
    path.write_bytes(whole)
    with pytest.raises(RunError) as refused:
        read_weights(path)
    assert str(refused.value) == (
        f"Checkpoint {path} is damaged. Received: That compression method is not supported. Train again, or choose the run's other weights."
    )


def test_nothing_in_a_checkpoint_is_executed(tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    write_weights(path, Weights({"a": np.ones(1)}, 1, 1))
    with zipfile.ZipFile(path, "a") as archive, archive.open("evil.npy", "w") as member:
        np.save(member, np.array([print], dtype=object), allow_pickle=True)
    with pytest.raises(RunError) as refused:
        read_weights(path)
    assert str(refused.value) == (
        f"Checkpoint {path} is damaged. Received: Object arrays cannot be loaded when allow_pickle=False. "
        "Train again, or choose the run's other weights."
    )
