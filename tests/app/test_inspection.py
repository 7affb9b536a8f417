from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from studio.app.document import Document
from studio.app.inspection import SHOW_DELAY_MS, Inspection
from studio.compile.planner import plan
from studio.graph import edits
from studio.messages.orders import AttackSpec, ImageChoice, Show, Watch
from tests.app.conftest import Told, node_id

PANELS = {"feature_maps", "filters", "adversarial"}


class Looking:
    """An inspection whose orders are kept, and which panels can be seen."""

    def __init__(self, document: Document) -> None:
        self.sent: Told = []
        self.seen = {"feature_maps"}
        self.document = document
        self.inspection = Inspection(document, self.sent.append, lambda name: name in self.seen)

    def watches(self) -> list[Watch]:
        return [order for order in self.sent if isinstance(order, Watch)]

    def shows(self) -> list[Show]:
        return [order for order in self.sent if isinstance(order, Show)]

    def look_at(self, name: str | None) -> str | None:
        self.inspection.node = None if name is None else node_id(self.document.graph, name)
        self.inspection.renew()
        return self.inspection.node


@pytest.fixture
def looking(document: Document) -> Iterator[Looking]:
    made = Looking(document)
    yield made
    made.inspection.close()


def settled(looking: Looking, qtbot: QtBot) -> Looking:
    """After both clocks have run out."""
    qtbot.wait(SHOW_DELAY_MS + 60)
    return looking


def test_the_network_and_all_its_cards_are_shown_once(looking: Looking, qtbot: QtBot, document: Document) -> None:
    for _ in range(3):
        looking.inspection.renew_network()
    settled(looking, qtbot).inspection.renew_network()
    settled(looking, qtbot)
    (show,), (watch,) = looking.shows(), looking.watches()
    assert (show.plan, show.data) == (plan(document.graph, document.project.title), document.project.data)
    assert (show.project, show.run, show.seed) == (str(document.folder), None, document.project.recipe.seed)
    assert set(watch.thumbnails) == set(document.graph.nodes)


def test_only_what_can_be_seen_is_watched(looking: Looking, qtbot: QtBot) -> None:
    conv = looking.look_at("conv1")
    qtbot.waitUntil(lambda: len(looking.watches()) == 1)
    assert looking.watches()[-1] == Watch(maps=conv, filters=conv, weights=conv, thumbnails=looking.watches()[-1].thumbnails)
    looking.seen = {"adversarial"}
    looking.inspection.renew()
    qtbot.waitUntil(lambda: len(looking.watches()) == 2)
    watch = looking.watches()[-1]
    assert (watch.maps, watch.filters, watch.attack) == (None, None, AttackSpec())


def test_filters_are_asked_of_convolutions_alone(looking: Looking, qtbot: QtBot) -> None:
    looking.seen = PANELS
    pool = looking.look_at("pool1")
    qtbot.waitUntil(lambda: bool(looking.watches()))
    assert (looking.watches()[-1].maps, looking.watches()[-1].filters) == (pool, None)


def test_many_changes_in_a_moment_are_one_order_with_the_newest(looking: Looking, qtbot: QtBot) -> None:
    for index in range(20):
        looking.inspection.image = ImageChoice(part="test", index=index)
        looking.inspection.attack = AttackSpec(epsilon=index / 100)
        looking.inspection.renew()
    settled(looking, qtbot)
    assert [watch.image.index for watch in looking.watches()] == [19]


def test_the_same_again_is_not_sent(looking: Looking, qtbot: QtBot) -> None:
    looking.look_at("conv1")
    settled(looking, qtbot)
    looking.look_at("conv1")
    settled(looking, qtbot)
    assert len(looking.watches()) == 1


def test_nothing_is_shown_while_the_drawing_is_no_network(looking: Looking, qtbot: QtBot, document: Document) -> None:
    whole = document.graph
    document.edit_graph("Delete digit", edits.remove(whole, [node_id(whole, "digit")]))
    looking.inspection.renew_network()
    settled(looking, qtbot)
    assert not looking.shows()
    assert looking.watches()[-1].thumbnails == ()
    document.undo()
    looking.inspection.renew_network()
    settled(looking, qtbot)
    assert len(looking.shows()) == 1


def test_the_weights_of_a_run_are_asked_for(looking: Looking, qtbot: QtBot) -> None:
    looking.inspection.choose_run("run-0003", "last")
    settled(looking, qtbot)
    assert [(show.run, show.weights) for show in looking.shows()] == [("run-0003", "last")]


def test_a_new_worker_is_told_everything_again(looking: Looking, qtbot: QtBot) -> None:
    looking.inspection.renew_network()
    before = list(settled(looking, qtbot).sent)
    looking.inspection.forget()
    settled(looking, qtbot)
    assert sorted(map(repr, looking.sent)) == sorted(map(repr, before * 2))


@pytest.mark.parametrize("change", ["renew", "renew_network"])
def test_after_closing_nothing_is_sent(looking: Looking, qtbot: QtBot, change: Any) -> None:
    getattr(looking.inspection, change)()
    looking.inspection.close()
    assert not settled(looking, qtbot).sent
