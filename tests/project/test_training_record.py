"""How a node is trained survives the file, and is told where it cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from studio.project import file
from studio.project.errors import ProjectError
from studio.project.project import Project
from tests.graph.drawings import lenet, node


def saved(folder: Path, **values: object) -> Project:
    graph = lenet()
    conv = node(graph, "conv1")
    project = Project().with_graph(graph.replace(nodes={**graph.nodes, conv: replace(graph.nodes[conv], **values)}))
    file.write(folder, project)
    return project


def test_frozen_nodes_multipliers_and_where_weights_begin_survive(tmp_path: Path) -> None:
    project = saved(tmp_path, trainable=False, multiplier=0.1, pretrained="net#conv")
    assert file.read(tmp_path) == project


def test_what_is_as_usual_is_not_written(tmp_path: Path) -> None:
    saved(tmp_path)
    assert not {"trainable", "multiplier", "pretrained"} & {key for each in _nodes(tmp_path).values() for key in each}


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    saved(tmp_path)
    plain = json.loads((tmp_path / file.FILE).read_text())
    conv = next(each for each in plain["graphs"]["main"]["nodes"].values() if each["name"] == "conv1")
    conv |= {"trainable": "no", "multiplier": 0, "pretrained": 3}
    (tmp_path / file.FILE).write_text(json.dumps(plain))
    with pytest.raises(ProjectError) as caught:
        file.read(tmp_path)
    path = tmp_path / file.FILE
    assert caught.value.sentences == (
        f"{path}: graph main: node conv1: trainable must be true or false. Received: 'no'.",
        f"{path}: graph main: node conv1: multiplier must be a number above 0, at most 1000. Received: 0. "
        "To freeze the node, set trainable to false.",
        f"{path}: graph main: node conv1: pretrained must be text. Received: 3.",
    )


def _nodes(folder: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((folder / file.FILE).read_text())["graphs"]["main"]["nodes"]
    return found
