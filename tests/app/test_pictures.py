"""Answers of the worker on cards and in panels; values here are made up, the worker's own come in the scenarios."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from studio.messages import answers, events
from studio.messages.orders import AttackSpec, ImageChoice
from tests.app.conftest import node_id, with_dense

CLASSES = tuple("0123456789")
SHOWN = events.Shown(run=None, title="LeNet-5 on handwritten digits", classes=CLASSES, images=(55000, 5000, 10000))
IMAGE = ImageChoice(part="test", index=3)


def pixels() -> np.ndarray:
    return np.arange(28 * 28, dtype=np.uint8).reshape(28, 28, 1)


def maps(node: str, values: np.ndarray, step: int = 0) -> answers.Maps:
    return answers.Maps(run=None, step=step, node=node, image=IMAGE, pixels=pixels(), maps=values, limit=1.0, label=7)


def conv_maps(node: str, step: int = 0) -> answers.Maps:
    return maps(node, np.random.default_rng(1).normal(size=(28, 28, 6)).astype(np.float32), step)


def thumbnail(kind: Any, *shape: int) -> answers.Thumbnail:
    return answers.Thumbnail(kind=kind, values=np.full(shape, 0.5, np.float32), limit=1.0)


@pytest.fixture
def take(workspace: Any) -> Any:
    def take(event: Any) -> None:
        workspace.line.told.emit(event)

    return take


def pick(workspace: Any, name: str) -> str:
    node = node_id(workspace.document.graph, name)
    workspace.board.select([node])
    return node


def test_maps_of_the_selected_node_are_shown_with_their_age(workspace: Any, take: Any) -> None:
    node = pick(workspace, "conv1")
    take(SHOWN)
    take(conv_maps(node))
    panel = workspace.panels.feature_maps
    assert panel.title() == "conv1 28 × 28 × 6"
    assert panel.corner.words() == "untrained"
    take(conv_maps(node, step=3436))
    assert panel.corner.words() == "after 3,436 batches"


def test_answers_about_a_node_that_is_gone_or_not_selected_are_dropped(workspace: Any, take: Any) -> None:
    gone = pick(workspace, "conv2")
    workspace.board.delete()
    workspace.board.select([])
    panel = workspace.panels.feature_maps
    shown = panel.title()
    take(maps(gone, np.zeros((10, 10, 16), np.float32)))
    take(answers.Filters(run=None, step=0, node=gone, filters=np.zeros((5, 5, 6, 16), np.float32), limit=1.0))
    take(answers.WeightValues(run=None, step=0, node=gone, values=np.ones(4, np.float32)))
    take(conv_maps(node_id(workspace.document.graph, "conv1")))
    assert panel.title() == shown
    assert panel._stack.currentWidget() is panel._empty
    take(answers.Thumbnails(run=None, step=0, image=IMAGE, pictures={gone: thumbnail("maps", 10, 10, 3)}))
    assert workspace.board.stage.thumbs == {}


def test_the_output_shows_its_classes(workspace: Any, take: Any) -> None:
    node = pick(workspace, "digit")
    take(SHOWN)
    take(maps(node, np.full(10, 0.1, np.float32)))
    panel = workspace.panels.feature_maps
    assert panel._body.currentWidget() is panel._bars


def test_filters_of_a_convolution_and_the_words_for_other_nodes(workspace: Any, take: Any) -> None:
    node = pick(workspace, "conv1")
    take(answers.Filters(run=None, step=0, node=node, filters=np.ones((5, 5, 1, 6), np.float32), limit=1.0))
    panel = workspace.panels.filters
    assert panel.title() == "conv1 6 filters · 5 × 5 × 1 channel"
    pick(workspace, "pool1")
    assert panel._stack.currentWidget() is panel._empty
    assert panel._empty._title.text() == "pool1 has no filters"


def test_weights_of_the_selected_node_and_of_one_without(workspace: Any, take: Any) -> None:
    node = pick(workspace, "conv1")
    values = np.linspace(-1, 1, 156, dtype=np.float32)
    take(answers.WeightValues(run=None, step=0, node=node, values=values))
    panel = workspace.panels.weights
    assert sum(panel.histogram().counts()) == 156
    node = pick(workspace, "pool1")
    take(answers.WeightValues(run=None, step=0, node=node, values=np.empty(0, np.float32)))
    assert panel._stack.currentWidget() is panel._empty


def test_thumbnails_reach_the_cards(workspace: Any, take: Any) -> None:
    graph = workspace.document.graph
    pictures = {
        node_id(graph, "image"): thumbnail("image", 28, 28, 1),
        node_id(graph, "conv1"): thumbnail("maps", 28, 28, 3),
        node_id(graph, "dense1"): thumbnail("vector", 10, 12),
        node_id(graph, "dense3"): thumbnail("vector", 1, 10),
        node_id(graph, "digit"): thumbnail("bars", 10),
    }
    take(SHOWN)
    take(answers.Thumbnails(run=None, step=0, image=IMAGE, pictures=pictures))
    kinds = {graph.nodes[node].name: (thumb.kind, len(thumb.arrays)) for node, thumb in workspace.board.stage.thumbs.items()}
    assert kinds == {"image": ("image", 1), "conv1": ("maps", 3), "dense1": ("vector", 1), "dense3": ("bars", 1), "digit": ("bars", 1)}
    assert workspace.board.stage.thumbs[node_id(graph, "digit")].labels == CLASSES


def test_inside_a_module_pictures_of_outer_nodes_with_the_same_ids_are_dropped(workspace: Any, take: Any) -> None:
    workspace.board.select([node_id(workspace.document.graph, name) for name in ("conv1", "pool1")])
    workspace.actions_table["module.group"].trigger()
    workspace.actions_table["module.enter"].trigger()
    conv, pool = (node_id(workspace.document.graph, name) for name in ("conv1", "pool1"))
    pictures = {pool: thumbnail("maps", 28, 28, 3), workspace.document.path(conv): thumbnail("maps", 28, 28, 3)}
    take(answers.Thumbnails(run=None, step=0, image=IMAGE, pictures=pictures))
    assert list(workspace.board.stage.thumbs) == [conv]
    workspace.board.select([conv])
    take(conv_maps(conv))
    assert workspace.panels.feature_maps._shown is None


def test_pictures_of_one_drawing_never_stand_on_another_whose_nodes_have_the_same_ids(workspace: Any, take: Any) -> None:
    document, conv = workspace.document, node_id(workspace.document.graph, "conv1")
    document.edit("Copy", replace(document.project, graphs={**document.project.graphs, "copy": with_dense(document.graph)}))
    shown, other = (replace(SHOWN, title=f"{document.project.title}, {name}") for name in ("main", "copy"))
    pictures = answers.Thumbnails(run=None, step=0, image=IMAGE, pictures={conv: thumbnail("maps", 28, 28, 3)})
    take(shown)
    document.show_graph("copy")
    take(pictures)
    assert workspace.board.stage.thumbs == {}, "of the drawing that was left"
    take(other)
    take(pictures)
    assert list(workspace.board.stage.thumbs) == [conv]
    document.edit("Rename", document.project.with_title("Twins"))
    workspace.board.set_thumbnails({})
    take(pictures)
    assert list(workspace.board.stage.thumbs) == [conv], "it has another name, and is the same"


def test_values_that_are_no_numbers_leave_a_card_without_a_picture(workspace: Any, take: Any) -> None:
    node = node_id(workspace.document.graph, "dense1")
    nothing = answers.Thumbnail(kind="vector", values=np.full((10, 12), np.nan, np.float32), limit=1.0)
    take(answers.Thumbnails(run=None, step=0, image=IMAGE, pictures={node: nothing}))
    assert workspace.board.stage.thumbs == {}


def test_an_attack_names_the_classes(workspace: Any, take: Any) -> None:
    before, after = np.full(10, 0.02, np.float32), np.full(10, 0.02, np.float32)
    before[7], after[9] = 0.82, 0.82
    take(SHOWN)
    take(
        answers.Attacked(
            run=None,
            step=0,
            spec=AttackSpec(epsilon=0.1),
            image=IMAGE,
            label=7,
            original=pixels().astype(np.float32),
            changed=pixels().astype(np.float32) + 3,
            before=before,
            after=after,
            zero_gradient=0.0,
            fooled=4,
            tried=12,
        )
    )
    panel = workspace.panels.adversarial
    assert panel._aim.itemText(0) == "away from 7"
    assert [panel._aim.itemText(row) for row in (1, 10)] == ["towards 0", "towards 9"]
    assert "82" in panel.words()[0]


def test_a_file_is_named_and_has_no_class(workspace: Any, take: Any) -> None:
    node = pick(workspace, "conv1")
    take(SHOWN)
    image = ImageChoice(part="test", index=3, file="/home/ann/seven.png")
    take(replace(conv_maps(node), image=image, label=-1))
    chooser = workspace.panels.feature_maps.chooser
    assert chooser.words() == "seven.png"
    workspace.inspection.look_at(Path("/home/ann/seven.png"))
    chooser._home.click()
    assert workspace.inspection.image == IMAGE


def test_the_attack_on_a_file_leads_away_from_what_the_network_answers(workspace: Any, take: Any) -> None:
    before = np.full(10, 0.02, np.float32)
    before[4] = 0.82
    take(SHOWN)
    pixels_ = pixels().astype(np.float32)
    take(
        answers.Attacked(
            run=None,
            step=0,
            spec=AttackSpec(epsilon=0.1),
            image=ImageChoice(file="seven.png"),
            label=-1,
            original=pixels_,
            changed=pixels_,
            before=before,
            after=before,
            zero_gradient=0.0,
            fooled=4,
            tried=12,
        )
    )
    assert workspace.panels.adversarial._aim.itemText(0) == "away from its answer, 4"


def test_a_file_that_cannot_be_used_is_said_and_the_data_is_looked_at_again(workspace: Any, take: Any) -> None:
    node = pick(workspace, "conv1")
    take(SHOWN)
    take(conv_maps(node))
    workspace.inspection.image = replace(IMAGE, file="notes.png")
    refused = events.Refused(order="Watch", part="image", text="notes.png is no picture.")
    take(refused)
    assert workspace.inspection.image == IMAGE
    assert workspace.status._note.text() == "notes.png is no picture."
    assert workspace.panels.feature_maps.title() == "conv1 28 × 28 × 6"
    assert not workspace.panels.feature_maps._empty.isVisible()
    said = len(workspace.panels.console.shown())
    take(refused)
    assert len(workspace.panels.console.shown()) == said


@pytest.mark.parametrize(("part", "panel"), [("maps", "feature_maps"), ("attack", "adversarial")])
def test_what_cannot_be_shown_says_why_where_it_would_be(workspace: Any, take: Any, part: str, panel: str) -> None:
    before = workspace.panels.console.shown()
    take(events.Refused(order="Watch", part=part, text="drop1 is not part of the network."))
    empty = getattr(workspace.panels, panel)._empty
    assert empty._sentence.text() == "drop1 is not part of the network."
    assert workspace.panels.console.shown() == before


def test_pictures_are_live_while_it_trains(workspace: Any, take: Any) -> None:
    node = pick(workspace, "conv1")
    take(events.Started(run="run-0001", epochs=2, batches=3, step=0, images=(6, 2, 2), classes=CLASSES, device="CPU:0"))
    take(conv_maps(node, step=2))
    assert workspace.panels.feature_maps.corner.words() == "live"
