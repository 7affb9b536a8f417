"""How long nodes take on the cards; the worker's answers here are made up, the worker's own come in tests/worker and tests/engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from studio.graph import edits
from studio.graph.model import Graph
from studio.messages import answers, events
from studio.messages.orders import Watch
from tests import networks
from tests.app.conftest import Told, node_id, told

READY = events.Ready(devices=(events.Device(name="CPU:0", title="Xeon"),), versions={}, seconds=4.0)
NOT_READY = (
    "How long nodes take is measured by the worker, which is not ready. The cards show it as soon as the worker is. "
    "If none is starting, restart the worker."
)


@pytest.fixture
def sent(workspace: Any, monkeypatch: pytest.MonkeyPatch) -> Told:
    """What goes to the worker, which is ready; there is none here."""
    kept: Told = []
    monkeypatch.setattr(workspace.inspection, "_send", kept.append)
    workspace.line.told.emit(READY)
    return kept


@pytest.fixture
def refused(workspace: Any) -> Iterator[Told]:
    return told(workspace.figures.refused)


def times(**seconds: float) -> answers.Times:
    return answers.Times(run=None, step=0, seconds=seconds, images=32)


def measured(graph: Graph, **seconds: float) -> answers.Times:
    """Of nodes by their names."""
    return times(**{node_id(graph, name): each for name, each in seconds.items()})


def shares(workspace: Any) -> dict[str, float]:
    """What the cards show, by the names of nodes; those that take no time left out."""
    graph = workspace.document.graph
    return {graph.nodes[node].name: share for node, share in workspace.board.stage.costs.items() if share}


def test_time_is_measured_while_the_cards_show_it(workspace: Any, sent: Told, qtbot: QtBot) -> None:
    def watches() -> list[bool]:
        return [order.times for order in sent if isinstance(order, Watch)]

    qtbot.waitUntil(lambda: bool(watches()))
    assert watches()[-1] is False
    workspace.actions_table["view.cost_time"].trigger()
    qtbot.waitUntil(lambda: watches()[-1])
    workspace.actions_table["view.cost_weights"].trigger()
    qtbot.waitUntil(lambda: not watches()[-1])


def test_the_cards_show_times_as_soon_as_they_come(workspace: Any, sent: Told, refused: Told) -> None:
    workspace.board.cost_asked.emit("time")
    assert workspace.board.stage.cost == "time"
    assert workspace.board.stage.costs == {}
    assert workspace.actions_table["view.cost_time"].isChecked()
    workspace.line.told.emit(measured(workspace.document.graph, conv1=0.003, dense1=0.001))
    assert shares(workspace) == {"conv1": pytest.approx(0.75), "dense1": pytest.approx(0.25)}
    assert workspace.board.stage.costs.keys() == workspace.drawing.measured.used
    assert refused == []


def test_newer_times_take_the_place_of_older_ones(workspace: Any, sent: Told) -> None:
    workspace.figures.choose_cost("time")
    graph = workspace.document.graph
    workspace.line.told.emit(measured(graph, conv1=0.003, dense1=0.001))
    workspace.document.edit_graph("Delete conv1", edits.remove(graph, [node_id(graph, "pool1")], heal=True))
    workspace.line.told.emit(measured(workspace.document.graph, conv1=0.001, conv2=0.001))
    assert shares(workspace) == {"conv1": pytest.approx(0.5), "conv2": pytest.approx(0.5)}


def test_other_costs_are_not_disturbed(workspace: Any, sent: Told) -> None:
    workspace.figures.choose_cost("weights")
    before = shares(workspace)
    workspace.line.told.emit(measured(workspace.document.graph, conv1=0.003))
    assert shares(workspace) == before


def test_while_the_drawing_is_no_network_there_are_no_times_and_then_again(workspace: Any, sent: Told) -> None:
    workspace.figures.choose_cost("time")
    graph = workspace.document.graph
    workspace.line.told.emit(measured(graph, conv1=0.003))
    workspace.document.edit_graph("Delete digit", edits.remove(graph, [node_id(graph, "digit")]))
    assert workspace.board.stage.costs == {}
    workspace.document.undo()  # the worker knows this network and need not be asked again
    assert shares(workspace) == {"conv1": 1.0}


def test_times_are_those_of_the_drawing_that_was_measured(workspace: Any, sent: Told) -> None:
    workspace.figures.choose_cost("time")
    first = workspace.document.project.shown
    workspace.line.told.emit(measured(workspace.document.graph, conv1=0.003))
    workspace.graphs.add()
    workspace.document.edit_graph("Draw", networks.in_use("residual"))
    assert workspace.board.stage.costs == {}
    workspace.document.show_graph(first)
    assert shares(workspace) == {"conv1": 1.0}


def test_inside_a_module_its_nodes_have_their_share_of_it(workspace: Any, sent: Told) -> None:
    workspace.document.edit_graph("Draw ResNet-18", networks.resnet18())
    workspace.figures.choose_cost("time")
    graph = workspace.document.graph
    repeated = next(node for node in graph.nodes.values() if getattr(node.block, "repeat", 1) > 1)
    inner = repeated.block.module.graph
    conv1, conv2 = (f"{repeated.id}.1/{node_id(inner, name)}" for name in ("conv1", "conv2"))
    found = {repeated.id: 0.006, conv1: 0.001, conv2: 0.003, f"{repeated.id}.2/{node_id(inner, 'conv1')}": 0.002}
    workspace.line.told.emit(times(**found))
    assert shares(workspace) == {repeated.name: 1.0}
    workspace.modules.enter(repeated.id)
    assert shares(workspace) == {"conv1": pytest.approx(0.25), "conv2": pytest.approx(0.75)}


def test_a_worker_that_is_not_ready_is_told(workspace: Any, refused: Told) -> None:
    workspace.board.cost_asked.emit("time")
    assert refused == [NOT_READY]
    assert workspace.board.stage.cost == "time"


def test_a_drawing_that_is_no_network_is_told(workspace: Any, sent: Told, refused: Told) -> None:
    graph = workspace.document.graph
    workspace.document.edit_graph("Delete digit", edits.remove(graph, [node_id(graph, "digit")]))
    workspace.board.cost_asked.emit("time")
    stops = sum(issue.stops for issue in workspace.drawing.whole.issues)
    assert stops == 1
    assert refused == [
        "How long nodes take is measured of a whole network. The drawing has an issue that stops it. Mend that, and the cards show it."
    ]


def test_what_the_worker_cannot_measure_is_told(workspace: Any, sent: Told, refused: Told) -> None:
    workspace.figures.choose_cost("time")
    workspace.line.told.emit(events.Refused(order="Watch", part="times", text="No times can be shown."))
    workspace.line.told.emit(events.Refused(order="Show", text="There are no images."))
    assert refused == ["No times can be shown.", "How long nodes take cannot be measured. There are no images."]


def test_without_times_on_the_cards_a_refusal_is_not_about_them(workspace: Any, sent: Told, refused: Told) -> None:
    workspace.line.told.emit(events.Refused(order="Show", text="There are no images."))
    assert refused == []


def test_what_is_measured_is_told_where_it_is_chosen(workspace: Any) -> None:
    assert "each layer by itself" in workspace.board.bar._kinds["time"].toolTip()
    workspace.figures.choose_cost("time")
    assert workspace.board.bar._cost.toolTip().startswith("Cost on the cards: time. Each card shows its part of the time ")
