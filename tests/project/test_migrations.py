"""Older records are brought to the present format, a small step a version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studio.graph.model import Wire
from studio.project import file
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


def test_ids_of_format_1_lose_the_sign_that_has_a_meaning_since():
    nodes = {"a:1": {"inputs": []}, "a_1": {"inputs": ["a:1"]}, "b:c": {"inputs": ["a_1", None, "a:1", "gone:2"]}, "": 3}
    assert migrated({"graphs": {"main": {"nodes": nodes}}}, 1, newest=2) == {
        "graphs": {
            "main": {
                "nodes": {
                    "a_1_": {"inputs": []},
                    "a_1": {"inputs": ["a_1_"]},
                    "b_c": {"inputs": ["a_1", None, "a_1_", "gone:2"]},
                    "_": 3,
                }
            }
        }
    }


@pytest.mark.parametrize("plain", [{}, {"graphs": 3}, {"graphs": {"main": 3}}, {"graphs": {"main": {"nodes": {"a": {"inputs": 3}}}}}])
def test_what_is_no_drawing_of_format_1_is_left_for_the_reader_to_tell(plain: dict[str, Any]):
    assert migrated(plain, 1, newest=2) == plain


def test_a_file_of_format_1_opens(tmp_path: Path):
    nodes = {
        "net:a:1": {"block": {"kind": "Input"}, "inputs": [], "name": "input1", "position": [0, 0]},
        "b": {"block": {"kind": "Flatten"}, "inputs": ["net:a:1"], "name": "flatten1", "position": [208, 0]},
    }
    plain = {"data": {}, "format": 1, "graphs": {"main": {"nodes": nodes}}, "recipe": {}, "shown": "main", "title": "Old"}
    (tmp_path / file.FILE).write_text(json.dumps(plain))
    graph = file.read(tmp_path).graph
    assert graph.wires == (Wire("net_a_1", "b"),)
    assert [node.name for node in graph.nodes.values()] == ["input1", "flatten1"]
