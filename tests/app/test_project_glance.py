from datetime import datetime
from pathlib import Path

from studio.app.project_glance import Glance, glance
from studio.graph.model import Graph
from studio.project import file
from studio.project.draft import Draft
from tests.app.runs import written


def test_a_project_that_was_never_trained(folder: Path) -> None:
    found = glance(folder)
    assert (found.title, found.data, found.score, found.runs) == ("LeNet-5 on handwritten digits", "MNIST", "not trained", "")
    assert found.graph == file.read(folder).graph


def test_its_best_run_and_how_many(folder: Path) -> None:
    written(folder, "run-0001", accuracy=0.97)
    assert (glance(folder).score, glance(folder).runs) == ("97.0 %", "1 run")
    written(folder, "run-0002", accuracy=0.91)
    assert (glance(folder).score, glance(folder).runs) == ("97.0 %", "2 runs")


def test_a_draft_is_said(folder: Path) -> None:
    Draft(folder).write(file.read(folder).with_title("Other"))
    assert glance(folder).runs == "draft found"


def test_a_project_that_cannot_be_read(folder: Path) -> None:
    (folder / "project.json").write_text("{")
    found = glance(folder)
    assert (found.title, found.graph, found.runs) == (folder.name, None, "cannot be read")


def test_when_it_was_changed() -> None:
    now = datetime(2026, 3, 2, 10, 0).timestamp()

    def when(*moment: int) -> str:
        return Glance(Path(), "", "", Graph(), "", "", datetime(*moment).timestamp()).when(now)

    assert when(2026, 3, 2, 9, 5) == "today, 09:05"
    assert when(2026, 3, 1, 23, 59) == "yesterday"
    assert when(2025, 11, 12) == "12 November"
