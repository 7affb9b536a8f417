"""A small run to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.compile.plan import Call, Plan, Step
from studio.runs import BatchFigures, EpochFigures, RunFacts, RunWriter, run_folder

NAN = float("nan")


def small_plan() -> Plan:
    dense = Step(
        "scores", "keras.layers.Dense", {"units": 2, "kernel_regularizer": Call("keras.regularizers.L2", {"l2": 0.1})}, ("image",), "n"
    )
    return Plan("Small", (Step("image", "keras.Input", {"shape": [4, 4, 1]}, ()), dense), "scores", "scores")


def small_facts() -> RunFacts:
    return RunFacts(
        title="Adam · batch 64",
        started=1000.0,
        epochs=5,
        batches=3,
        project={"graphs": {"main": {}}},
        classes=("cat", "dog"),
        images=(6, 2, 2),
        versions={"keras": "3"},
    )


def batches(first: int, last: int) -> list[BatchFigures]:
    return [BatchFigures(step, 1 + (step - 1) // 3, 1 / step, 0.5, step / 10) for step in range(first, last + 1)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with one finished run of two epochs."""
    with RunWriter.create(run_folder(tmp_path, "run-0001"), small_facts(), small_plan()) as run:
        run.add_batches(batches(1, 6))
        run.add_epoch(EpochFigures(1, 0.6, 0.7, 0.5, 0.81, 1.0, True))
        run.add_epoch(EpochFigures(2, 0.4, 0.8, 0.6, 0.79, 1.1, False))
        run.add_test("best", 0.55, 0.8)
        run.end("done", "All 2 epochs are trained.")
    return tmp_path


@pytest.fixture
def folder(project: Path) -> Path:
    """Its run."""
    return run_folder(project, "run-0001")
