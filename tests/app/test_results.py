"""Runs are read from files as a worker writes them; nothing here stands in for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.app.results import LOSSES, Results
from studio.look import Look
from studio.panels.curves import CurvesPanel
from studio.panels.runs import RunsPanel
from studio.panels.runs_table import STATE
from studio.recipe.losses import Loss
from tests.app import runs
from tests.app.conftest import told


class Shown:
    """Curves and table of one project."""

    def __init__(self, look: Look, folder: Path) -> None:
        self.curves, self.table = CurvesPanel(look), RunsPanel(look)
        self.results = Results(folder, self.curves, self.table)
        self.failed = told(self.results.failed)

    @property
    def losses(self) -> list[float]:
        return self.curves._loss.run.series.values.tolist()

    def states(self) -> list[str]:
        return [self.table.table.index(row, STATE).data() for row in range(self.table.table.rowCount())]


@pytest.fixture
def shown(qtbot: QtBot, look: Look, folder: Path) -> Iterator[Shown]:
    made = Shown(look, folder)
    qtbot.addWidget(made.curves)
    qtbot.addWidget(made.table)
    yield made
    made.results.close()


def test_without_runs_nothing_is_drawn(shown: Shown) -> None:
    shown.results.refresh()
    assert (shown.results.runs, shown.results.shown, shown.results.trained) == ((), None, None)


def test_the_newest_run_is_drawn(shown: Shown, folder: Path) -> None:
    for run in ("run-0001", "run-0002"):
        runs.written(folder, run)
    listed = told(shown.results.listed)
    shown.results.refresh()
    assert [run.id for run in listed[0]] == ["run-0001", "run-0002"]
    assert (shown.results.shown, shown.results.trained) == ("run-0002", "run-0002")
    assert shown.losses == pytest.approx([1 / step for step in range(1, 7)])
    assert shown.curves.summary().startswith("Run 2 Adam · batch 32")


def test_curves_grow_as_the_file_does(shown: Shown, folder: Path, qtbot: QtBot) -> None:
    with runs.begun(folder, "run-0001") as writer:
        shown.results.set_training("run-0001")
        shown.results.grew("run-0001")
        assert shown.losses == []
        writer.add_batches(runs.batches(1, 2))
        shown.results.grew("run-0001")
        qtbot.waitUntil(lambda: len(shown.losses) == 2)
        writer.add_batches(runs.batches(3, 4))
        writer.add_epoch(runs.epoch(1))
        for _ in range(5):
            shown.results.grew("run-0001")
        qtbot.waitUntil(lambda: len(shown.losses) == 4)
        assert shown.losses == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4])
        assert shown.results.runs[0].epochs == 1
        assert shown.states() == ["training"]
    shown.results.set_training("")
    assert shown.states() == ["unfinished"]


def test_a_run_whose_file_is_not_there_yet_is_drawn_when_it_is(shown: Shown, folder: Path) -> None:
    shown.results.grew("run-0001")
    assert shown.results.shown is None
    runs.written(folder, "run-0001")
    shown.results.grew("run-0001")
    assert shown.results.shown == "run-0001"
    assert shown.failed == []


def test_a_run_is_laid_over_and_taken_away(shown: Shown, folder: Path) -> None:
    runs.written(folder, "run-0001", epochs=3)
    runs.written(folder, "run-0002")
    shown.results.refresh()
    shown.results.lay_over("run-0001")
    assert len(shown.curves._loss.older.series) == 9
    shown.results.lay_over("")
    assert len(shown.curves._loss.older.series) == 0


def test_a_run_that_is_gone_cannot_be_laid_over(shown: Shown, folder: Path) -> None:
    runs.written(folder, "run-0001")
    shown.results.refresh()
    shown.results.lay_over("run-0009")
    path = folder / "runs" / "run-0009" / "run.db"
    assert shown.failed == [f"Run run-0009 has no run.db. Expected: {path}. It was deleted, or its training never began."]


def test_deleting_the_run_that_is_drawn_draws_the_newest_left(shown: Shown, folder: Path) -> None:
    for run in ("run-0001", "run-0002"):
        runs.written(folder, run)
    shown.results.refresh()
    shown.results.lay_over("run-0001")
    shown.results.set_training("run-0002")
    failed = told(shown.results.failed)
    shown.results.delete("run-0002")
    assert failed == ["run-0002 is being trained, so it is not deleted. Stop it first."]
    shown.results.set_training("")
    shown.results.delete("run-0002")
    assert not (folder / "runs" / "run-0002").exists()
    assert shown.results.shown == "run-0001"
    assert len(shown.curves._loss.older.series) == 0
    assert [run.id for run in shown.results.runs] == ["run-0001"]


def test_deleting_what_is_gone_is_said(shown: Shown, folder: Path) -> None:
    shown.results.delete("run-0004")
    assert shown.failed == [f"{folder.name} has no run run-0004. It was deleted already."]


def test_a_broken_run_is_listed_and_not_drawn(shown: Shown, folder: Path) -> None:
    runs.written(folder, "run-0001")
    (folder / "runs" / "run-0002").mkdir()
    (folder / "runs" / "run-0002" / "run.db").write_text("no database")
    shown.results.refresh()
    assert shown.states() == ["cannot be read", "done"]
    assert shown.results.trained == "run-0001"


def test_in_another_folder_there_are_other_runs(shown: Shown, folder: Path, tmp_path: Path) -> None:
    runs.written(folder, "run-0001")
    shown.results.refresh()
    shown.results.move(tmp_path)
    assert (shown.results.runs, shown.results.shown) == ((), None)


def test_every_loss_has_a_name_at_the_axis() -> None:
    assert set(LOSSES) == {kind.__name__ for kind in Loss.__subclasses__()}


def test_closing_lets_go_of_the_file(shown: Shown, folder: Path) -> None:
    runs.written(folder, "run-0001")
    shown.results.refresh()
    shown.results.close()
    shown.results.grew("run-0001")
    shown.results.close()
    assert shown.results.shown is None
