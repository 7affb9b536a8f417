"""Older records are brought to the present format, a small step a version."""

from __future__ import annotations

from typing import Any

import pytest

from studio.project.migrations import FORMAT, MIGRATIONS, migrated


def rename_title(plain: dict[str, Any]) -> dict[str, Any]:
    return {"title": plain["name"]}


def add_note(plain: dict[str, Any]) -> dict[str, Any]:
    return {**plain, "note": ""}


STEPS = {1: rename_title, 2: add_note}


@pytest.mark.parametrize(
    ("version", "plain", "expected"),
    [
        (1, {"name": "a"}, {"title": "a", "note": ""}),
        (2, {"title": "a"}, {"title": "a", "note": ""}),
        (3, {"title": "a", "note": "b"}, {"title": "a", "note": "b"}),
    ],
)
def test_every_step_from_the_version_on_is_taken(version: int, plain: dict[str, Any], expected: dict[str, Any]):
    kept = dict(plain)
    assert migrated(plain, version, newest=3, steps=STEPS) == expected
    assert plain == kept


def test_there_is_a_step_from_every_older_format():
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))
