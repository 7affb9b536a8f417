"""Costs on cards, and the drawing as a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.app.conftest import node_id, told


def test_a_chosen_cost_is_shown_on_the_cards_and_checked_in_the_menu(workspace: Any) -> None:
    table, board = workspace.actions_table, workspace.board
    assert table["view.cost_none"].isChecked()
    table["view.cost_weights"].trigger()
    graph = workspace.document.graph
    assert board.stage.cost == "weights"
    assert board.stage.costs[node_id(graph, "dense1")] == pytest.approx(48120 / 61706)
    assert table["view.cost_weights"].isChecked()
    assert not table["view.cost_none"].isChecked()


def test_the_cost_follows_the_drawing(workspace: Any) -> None:
    workspace.figures.choose_cost("weights")
    dense = node_id(workspace.document.graph, "dense1")
    before = workspace.board.stage.costs[dense]
    node = workspace.document.graph.nodes[dense]
    workspace.setting.change(dense, node.block.replace(units=10))
    assert workspace.board.stage.costs[dense] < before


@pytest.mark.parametrize("ending", ["svg", "pdf", "png"])
def test_the_drawing_is_written(workspace: Any, tmp_path: Path, ending: str) -> None:
    said = told(workspace.figures.said)
    path = tmp_path / f"lenet.{ending}"
    workspace.figures.write(path)
    assert path.stat().st_size > 1000
    assert said == [f"The drawing was written to {path}."]


def test_what_cannot_be_written_is_said(workspace: Any, tmp_path: Path) -> None:
    refused = told(workspace.figures.refused)
    workspace.figures.write(tmp_path / "lenet.txt")
    assert len(refused) == 1
    assert not (tmp_path / "lenet.txt").exists()


def test_exporting_nothing_is_refused(workspace: Any) -> None:
    refused = told(workspace.figures.refused)
    workspace.board.select(())
    workspace.actions_table["project.export_selection"].trigger()
    assert refused == ["No node is selected. Expected: the nodes to export. Select some first, or export the whole drawing."]
