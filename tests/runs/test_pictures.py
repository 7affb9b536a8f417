"""The picture of a run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as arrays

from studio.runs import RunError, RunWriter, Snapshot, newest_picture, picture_snapshot, read_picture, run_folder
from tests.runs.conftest import small_facts, small_plan


@given(arrays.arrays(np.float32, arrays.array_shapes(min_dims=2, max_dims=2, max_side=9)))
def test_a_picture_comes_back_from_its_snapshot(picture: np.ndarray) -> None:
    np.testing.assert_array_equal(read_picture(picture_snapshot(7, picture)), picture)


@pytest.mark.parametrize(
    "payload", [b"", b"no picture", picture_snapshot(1, np.zeros(3)).payload, picture_snapshot(1, np.zeros((0, 3))).payload]
)
def test_a_snapshot_without_a_picture_is_refused(payload: bytes) -> None:
    with pytest.raises(RunError, match=r"^The snapshot after batch 3 holds no picture\. "):
        read_picture(Snapshot(3, "picture", payload))


def test_a_project_shows_the_latest_picture_of_its_newest_run_that_has_one(tmp_path: Path) -> None:
    assert newest_picture(tmp_path) is None
    for run, values in (("run-0001", (1.0, 2.0)), ("run-0002", (3.0, 4.0)), ("run-0003", ())):
        with RunWriter.create(run_folder(tmp_path, run), small_facts(), small_plan()) as writer:
            for step, value in enumerate(values, 1):
                writer.add_snapshot(picture_snapshot(step, np.full((2, 2), value)))
    found = newest_picture(tmp_path)
    assert found is not None
    assert found.tolist() == [[4.0, 4.0], [4.0, 4.0]]
