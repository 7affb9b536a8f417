"""What a trained network says of pictures given by name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.data.mnist import read_mnist
from tests.cli.projects import save_picture
from tests.cli.spoken import abyss

pytestmark = pytest.mark.worker


def test_each_picture_gets_a_class_and_its_probability(trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digits = read_mnist()
    for place in range(20):
        save_picture(tmp_path / f"{place}.pgm", digits.images[place])
    monkeypatch.chdir(tmp_path)
    said = abyss("predict", trained, *[f"{place}.pgm" for place in range(20)], "--json")
    assert (said.status, said.err) == (0, "")
    assert [record["file"] for record in said.records] == [f"{place}.pgm" for place in range(20)]
    for record in said.records:
        assert sum(record["probabilities"].values()) == pytest.approx(1, abs=1e-5)
        assert record["seen"] == max(record["probabilities"], key=record["probabilities"].get)
    right = sum(record["seen"] == str(label) for record, label in zip(said.records, digits.labels[:20], strict=True))
    assert right > 10


def test_files_that_are_not_there_are_named(trained: Path, tmp_path: Path) -> None:
    whole = save_picture(tmp_path / "whole.pgm", np.zeros((28, 28), np.uint8))
    sentence = "There are no files gone.png, away.png. Expected: pictures. Leave them out, or name them anew.\n"
    assert abyss("predict", trained, "gone.png", whole, "away.png") == (2, "", sentence)
