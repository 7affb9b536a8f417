"""The order that takes the weights of an opened model is made of the drawing as it was opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from studio.compile.planner import PlanError, plan
from studio.graph.states import set_state
from studio.messages.taking import taking
from studio.project import file, samples
from studio.project.opened_model import open_model
from studio.project.origin import read_origin
from studio.project.record import record
from studio.runs import RunFacts, RunWriter
from tests.project.keras_models import odd, saved, small


def test_it_is_about_the_drawing_as_it_was_opened(tmp_path: Path) -> None:
    folder, _ = open_model(saved(tmp_path / "mine.keras"))
    project, origin = file.read(folder), read_origin(folder)
    file.write(folder, replace(project, graphs=file.read(samples.open_sample("lenet5")).graphs))  # it was redrawn since
    order = taking(folder)
    assert order is not None
    assert origin is not None
    assert (order.project, order.run, order.model) == (str(folder), "run-0001", str(tmp_path / "mine.keras"))
    assert (order.plan, order.data, order.layers) == (plan(project.graph, project.title), project.data, origin.layers)


def test_a_project_that_waits_for_none_asks_for_none(home: Path) -> None:
    assert taking(samples.open_sample("lenet5")) is None


def test_a_project_that_has_them_asks_no_more(tmp_path: Path) -> None:
    folder, _ = open_model(saved(tmp_path / "mine.keras"))
    order = taking(folder)
    assert order is not None
    facts = RunFacts(title="Weights of mine.keras", started=0.0, epochs=0, batches=0)
    RunWriter.create(folder / "runs" / "run-0001", facts, order.plan).close()
    assert taking(folder) is None


def test_a_drawing_that_is_no_network_is_told_with_its_faults(tmp_path: Path) -> None:
    folder, _ = open_model(saved(tmp_path / "odd.keras", small("odd", (28, 28, 1), odd())))
    with pytest.raises(PlanError) as refused:
        taking(folder)
    assert refused.value.faults == (
        "The weights of odd.keras are not taken, because its drawing is no network yet. Mend it, bypassing what is unknown, then choose "
        "Take the weights of the opened model (menu Train).",
        "mine>Odd is not known to this version of the studio, so what follows has no shape. Update the studio, or take odd out.",
    )


def test_once_it_is_mended_it_is_about_the_drawing_as_it_is_now(tmp_path: Path) -> None:
    folder, _ = open_model(saved(tmp_path / "odd.keras", small("odd", (28, 28, 1), odd())))
    project = file.read(folder)
    stranger = project.graph.named("odd")
    assert stranger is not None
    now = project.with_graph(set_state(project.graph, [stranger.id], "bypassed"))
    order = taking(folder, now)
    assert order is not None
    assert (order.mended, order.plan, order.record) == (True, plan(now.graph, now.title), record(now))
    assert set(order.layers.values()) == {"first", "last"}
