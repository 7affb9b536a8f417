"""Attacks counted on the test images of a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from studio.cli.attack import _row
from studio.messages.events import Counted
from studio.messages.orders import AttackSpec
from tests.cli.spoken import abyss


@pytest.mark.worker
def test_larger_changes_fool_more_and_noise_fools_fewer(trained: Path) -> None:
    said = abyss("attack", trained, "--epsilon", "0", "0.1", "0.3", "--count", "150", "--json")
    assert (said.status, said.err) == (0, "")
    assert [(record["method"], record["epsilon"], record["total"]) for record in said.records] == [
        ("fgsm", epsilon, 150) for epsilon in (0, 0.1, 0.3)
    ]
    none, some, many = (record["fooled"] for record in said.records)
    assert none == 0 < some < many
    assert len({record["right"] for record in said.records}) == 1


def test_people_get_a_row_for_each() -> None:
    spec = AttackSpec(method="noise", epsilon=0.1)
    report = Counted(run="run-0001", spec=spec, done=2000, total=2000, right=1800, fooled=45, zero_gradient=0.25)
    assert _row(report) == ("0.1", "25.5", "1,800 of 2,000", "45", "2.5 %", "25.0 %")
    assert _row(structs.replace(report, right=0, fooled=0))[2:5] == ("0 of 2,000", "0", "–")
