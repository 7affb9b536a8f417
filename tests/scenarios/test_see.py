"""Seeing: what cards say, what costs most, which path data takes, what is wrong and how it is mended, and the drawing on paper."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from studio.canvas.shown.faces import face
from studio.canvas.shown.thumbs import Thumb
from tests.scenarios.drafter import Drafter


def lit(person: Drafter) -> set[tuple[str, str]]:
    """Wires on the path of the selection."""
    stage = person.board.stage
    names = {node.id: node.name for node in person.graph.nodes.values()}
    return {
        (names[wire.source], names[wire.target])
        for wire, before, after in zip(stage.scene.wires, stage.feeding, stage.fed, strict=True)
        if before or after
    }


def test_a_card_says_its_name_its_values_its_shape_and_its_weights(person: Drafter) -> None:
    node = person.node("conv2")
    shown = face(node, person.workspace.drawing.measured.figures[node.id], wired=True)
    assert (shown.title, shown.caption, shown.shape, shown.figure) == ("Conv2D", "16 · 5×5 · valid · relu", "10 × 10 × 16", "2,416")


def test_what_one_value_sees_is_outlined_under_the_cursor(person: Drafter) -> None:
    rng = np.random.default_rng(1)
    pictures = {"image": (28, 28, 1), "conv1": (28, 28, 6)}
    thumbs = {person.node(name).id: Thumb("maps", rng.random(shape, np.float32), 1.0) for name, shape in pictures.items()}
    person.board.set_thumbnails(thumbs)
    person.clicks("conv1")
    person.rests()
    card = person.board.stage.screen_rect(person.board.stage.scene.rows[person.node("conv1").id])
    seen = set()
    for step in range(0, int(card.height()), 2):
        QTest.mouseMove(person.board, card.topLeft().toPoint() + QPoint(step, step))
        seen.add(person.board.stage.unit)
    assert len(seen - {None}) > 1
    assert {unit.maps for unit in seen if unit} == {(28, 28)}
    person.board.grab()


def test_a_selected_node_lights_the_path_that_leads_to_it_and_on(person: Drafter) -> None:
    dropout = person.drags_from_palette("Dropout", person.on_board(560, 500))
    person.draws_wire("pool1", dropout)
    person.clicks("conv2")
    assert lit(person) == person.wires() - {("pool1", dropout)}
    person.clicks(dropout)
    assert lit(person) == {("image", "pad1"), ("pad1", "conv1"), ("conv1", "pool1"), ("pool1", dropout)}
    person.clicks_nothing()
    assert lit(person) == set()


def test_cards_show_what_costs_most(person: Drafter) -> None:
    person.does("view.cost_weights")
    share = person.board.stage.costs
    assert share[person.node("dense1").id] == pytest.approx(48120 / 61706)
    person.does("view.cost_multiply_adds")
    assert max(share := person.board.stage.costs, key=lambda node: share[node]) == person.node("conv2").id
    person.does("view.cost_none")
    assert person.board.stage.costs == {}


def test_an_issue_is_told_at_its_cause_alone_and_mended_with_one_press(person: Drafter) -> None:
    person.clicks("conv2")
    person.enters("Kernel size, 1 of 2", "25")
    causes = {node for node, _, _ in person.issues}
    assert causes == {"conv2"}
    person.hits("Ctrl+Z")
    assert person.issues == []

    person.clicks("dense3")
    person.enters("Units", "7")
    (issue,) = person.issues
    assert issue[0] == "digit"
    person.presses_fix(issue[2])
    assert person.issues == []
    assert person.block("dense3").units == 10


def test_advice_comes_with_its_reason_and_a_remedy(person: Drafter) -> None:
    person.clicks("dense1")
    person.does("edit.replace")
    person.writes("dense 120 sigmoid")
    person.hits("Return")
    person.waits_until(lambda: person.issues)
    text = "dense1 uses sigmoid in a hidden layer, whose gradient vanishes where it saturates. Use ReLU; try LeakyReLU, Maxout or ELU."
    assert [(node, words) for node, words, _ in person.issues] == [("dense1", text)]
    person.presses_fix(person.issues[0][2])
    assert person.block("dense1").activation == "relu"
    assert person.issues == []


@pytest.mark.parametrize("ending", ["svg", "pdf", "png"])
def test_the_drawing_is_taken_to_paper_whole_and_in_part(person: Drafter, tmp_path: Path, ending: str) -> None:
    whole, part = tmp_path / f"whole.{ending}", tmp_path / f"part.{ending}"
    person.answers(str(whole))
    person.does("project.export_drawing")
    person.clicks("conv1", "pool1")
    person.answers(str(part))
    person.does("project.export_selection")
    assert whole.stat().st_size > part.stat().st_size > 500
    if ending == "svg":
        assert "conv1" in part.read_text()
        assert "dense1" in whole.read_text()
        assert "dense1" not in part.read_text()
    if ending == "png":
        assert QImage(str(whole)).width() > QImage(str(part)).width() > 100
