"""The report from the command line."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.projects import changed
from tests.cli.spoken import abyss
from tests.report.reading import Page

pytestmark = pytest.mark.worker


def test_what_was_counted_while_training_needs_no_worker(trained: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "my report.html"
    said = abyss("report", trained, "--to", path, "--json")
    assert (said.status, said.err) == (0, "")
    assert said.records == [{"kind": "report", "path": str(path)}]
    page = Page(path.read_text(encoding="utf-8"))
    assert (page.faults, page.open, page.loads) == ([], [], [])
    assert "of 200 test images right" in page.words


def test_an_untrained_project_is_reported_too_beside_its_file(tmp_path: Path, trained: Path) -> None:
    folder = tmp_path / "fresh"
    shutil.copytree(trained, folder, ignore=shutil.ignore_patterns("runs"))
    said = abyss("report", folder)
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"{folder / 'report.html'} is written, ")
    assert "Nothing was trained yet." in (folder / "report.html").read_text(encoding="utf-8")


def test_without_its_images_a_run_is_reported_without_counts(trained: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(trained, tmp_path / "moved")
    with sqlite3.connect(folder / "runs" / "run-0001" / "run.db") as database:
        database.execute("DELETE FROM snapshot")
        gone = str(tmp_path / "gone.npz")
        (facts,) = database.execute("SELECT record FROM about WHERE name = 'facts'").fetchone()
        database.execute(
            "UPDATE about SET record = ? WHERE name = 'facts'", (facts.replace(json.loads(facts)["data"]["source"]["path"], gone),)
        )
    database.close()
    changed(folder, lambda record: record["data"]["source"].update(path=gone))
    said = abyss("report", folder)
    assert said.status == 0
    assert said.err.startswith("! ")
    assert said.err.endswith("The report goes without a table of what is taken for what.\n")
    quick = abyss("report", folder, "--quick")
    assert (quick.status, quick.err) == (0, "")


def test_an_unknown_run_is_refused(trained: Path) -> None:
    assert abyss("report", trained, "--run", "run-0007") == (2, "", f"{trained} has no run run-0007. Expected: run-0001.\n")
