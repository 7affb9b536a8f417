"""What is agreed to is a SavedModel's very graph, however alike another one looks from outside."""

import os
from pathlib import Path

from studio.blocks.saved_models import saved_model_words


def test_what_cannot_be_a_graph_is_none_and_is_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "saved_model.pb"
    os.mkfifo(file)
    assert saved_model_words(str(tmp_path)) == ""
    file.unlink()
    with file.open("wb") as made:
        made.truncate(2**31 + 1)
    assert saved_model_words(str(tmp_path)) == ""
    file.unlink()
    file.mkdir()
    assert saved_model_words(str(tmp_path)) == ""


def test_another_graph_of_the_same_size_and_time_is_another_one(tmp_path: Path) -> None:
    file = tmp_path / "saved_model.pb"
    file.write_bytes(b"agreed to")
    os.utime(file, ns=(1, 1))
    before = saved_model_words(str(tmp_path))
    assert saved_model_words(str(tmp_path)) == before
    changed = file.stat().st_ctime_ns
    file.write_bytes(b"is hidden")
    while file.stat().st_ctime_ns == changed:  # the system's clock for this ticks slowly
        os.utime(file, ns=(1, 1))
    assert saved_model_words(str(tmp_path)) != before
