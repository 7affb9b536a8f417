"""What was written of a run is read again, also while another process writes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from studio.runs import EpochFigures, RunError, RunReader, RunWriter, Snapshot
from studio.runs.store import FILE
from tests.runs.conftest import NAN, batches, small_facts, small_plan


def test_facts_and_plan_come_back(folder: Path) -> None:
    with RunReader(folder) as run:
        assert run.facts() == small_facts()
        assert run.plan() == small_plan()


def test_batches_are_columns_and_read_on(folder: Path) -> None:
    with RunReader(folder) as run:
        whole, rest = run.batches(), run.batches(after=4)
    np.testing.assert_array_equal(whole.step, [1, 2, 3, 4, 5, 6])
    np.testing.assert_array_equal(whole.epoch, [1, 1, 1, 2, 2, 2])
    np.testing.assert_array_equal(rest.loss, [1 / 5, 1 / 6])
    assert (whole.step.dtype, whole.loss.dtype) == (np.int64, np.float64)


def test_no_new_batches_are_empty_columns(folder: Path) -> None:
    with RunReader(folder) as run:
        assert [column.shape for column in run.batches(after=6)] == [(0,)] * 5


def test_what_was_not_measured_is_not_a_number(tmp_path: Path) -> None:
    with RunWriter.create(tmp_path / "run-0001", small_facts(), small_plan()) as run:
        run.add_epoch(EpochFigures(1, 0.5, NAN, NAN, NAN, 1.0, True))
    with RunReader(tmp_path / "run-0001") as reader:
        epochs = reader.epochs()
    assert epochs.loss[0] == 0.5
    assert np.isnan([epochs.accuracy[0], epochs.val_loss[0], epochs.val_accuracy[0]]).all()


def test_the_best_epoch_is_the_last_that_was_the_best(folder: Path) -> None:
    with RunReader(folder) as run:
        assert run.best_epoch() == 1


def test_every_look_at_the_test_images_is_kept(folder: Path) -> None:
    with RunWriter.resume(folder, 6, 2) as writer:
        writer.add_test("last", 0.6, 0.79)
        writer.add_test("last", 0.6, NAN)
    with RunReader(folder) as run:
        assert [(look.weights, look.accuracy) for look in run.tests()] == [("best", 0.8), ("last", 0.79), ("last", None)]


def test_snapshots_come_back_by_name(folder: Path) -> None:
    with RunWriter.resume(folder, 6, 2) as writer:
        for snapshot in (
            Snapshot(6, "conv1", b"late"),
            Snapshot(3, "conv1", b"old"),
            Snapshot(3, "conv1", b"early"),
            Snapshot(3, "conv2", b"x"),
        ):
            writer.add_snapshot(snapshot)
    with RunReader(folder) as run:
        assert run.snapshots("conv1") == (Snapshot(3, "conv1", b"early"), Snapshot(6, "conv1", b"late"))


def test_the_end_has_a_reason(folder: Path) -> None:
    with RunReader(folder) as run:
        end = run.end()
    assert end is not None
    assert (end.state, end.reason) == ("done", "All 2 epochs are trained.")


def test_resuming_forgets_what_came_after_the_checkpoint(folder: Path) -> None:
    with RunWriter.resume(folder, step=3, epoch=1) as writer:
        with RunReader(folder) as run:
            assert (run.batches().step.tolist(), run.epochs().epoch.tolist(), run.end()) == ([1, 2, 3], [1], None)
        writer.add_batches(batches(4, 5))
        writer.add_epoch(EpochFigures(2, 0.3, 0.9, 0.4, 0.85, 1.0, True))
    with RunReader(folder) as run:
        assert (run.batches().step.tolist(), run.best_epoch()) == ([1, 2, 3, 4, 5], 2)


def test_batches_are_recorded_all_or_none(folder: Path) -> None:
    with RunWriter.resume(folder, 6, 2) as writer, pytest.raises(RunError, match="UNIQUE constraint"):
        writer.add_batches([*batches(7, 8), *batches(6, 6)])
    with RunReader(folder) as run:
        assert run.batches().step.tolist() == [1, 2, 3, 4, 5, 6]


WRITING = """
import sys
from pathlib import Path
from studio.runs import RunWriter
from tests.runs.conftest import batches, small_facts, small_plan
with RunWriter.create(Path(sys.argv[1]), small_facts(), small_plan()) as run:
    for line in sys.stdin:
        run.add_batches(batches(*map(int, line.split())))
        print("written", flush=True)
"""


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{words}\n")
    process.stdin.flush()
    assert process.stdout.readline() == "written\n"


def test_a_run_is_read_while_another_process_writes_and_after_it_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / "run-0001"
    with another_process(folder) as process:
        told(process, "1 2")
        with RunReader(folder) as run:
            assert run.batches().step.tolist() == [1, 2]
            told(process, "3 5")
            assert run.batches(after=2).step.tolist() == [3, 4, 5]
            process.kill()
            process.wait()
            assert run.batches().step.tolist() == [1, 2, 3, 4, 5]
            assert run.end() is None


def test_there_is_no_run() -> None:
    with pytest.raises(RunError) as refused:
        RunReader(Path("/nowhere/run-0007"))
    assert str(refused.value) == (
        "Run run-0007 has no run.db. Expected: /nowhere/run-0007/run.db. It was deleted, or its training never began."
    )


def test_a_run_of_a_newer_studio_is_refused(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("PRAGMA user_version = 7")
    with pytest.raises(RunError) as refused:
        RunReader(folder)
    assert str(refused.value) == (
        "Run run-0001 was written by a newer studio. Expected: version 1 or older of run.db. Received: version 7. "
        "Install the newest studio to read it."
    )


def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        database.execute("CREATE TABLE other (a)")
    with pytest.raises(RunError) as refused:
        RunReader(tmp_path)
    assert str(refused.value) == (
        f"Run {tmp_path.name} cannot be read. Expected: version 1 of run.db. Received: a file that no studio wrote."
    )


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"these are no tables" * 100)
    with pytest.raises(RunError) as refused:
        RunReader(tmp_path)
    assert str(refused.value) == (
        f"Run {tmp_path.name} cannot be read or written. Expected: a sound {tmp_path / FILE}. Received: file is not a database."
    )


def test_a_second_run_of_that_name_is_refused(folder: Path) -> None:
    with pytest.raises(RunError) as refused:
        RunWriter.create(folder, small_facts(), small_plan())
    assert str(refused.value) == "Run run-0001 is there already. Expected: a folder without run.db. Take the next free name."


def test_a_full_disk_is_said_with_a_remedy(folder: Path) -> None:
    with RunWriter.resume(folder, 6, 2) as writer:
        (pages,) = writer._database.execute("PRAGMA page_count").fetchone()
        writer._database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RunError) as refused:
            writer.add_snapshot(Snapshot(6, "big", b"0" * 100_000))
    assert str(refused.value) == (
        f"Run run-0001 cannot be read or written. Expected: a sound {folder / FILE}. Received: database or disk is full. "
        "Make room on the disk and resume the run."
    )
