from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from studio.app.export_dialog import TITLES, UNTRAINED, WORDS, ExportDialog, ExportWish
from studio.look import Look
from studio.runs import list_runs
from tests.app import runs
from tests.app.conftest import told


@pytest.fixture
def dialog(qtbot: QtBot, look: Look, folder: Path) -> ExportDialog:
    """Two runs have weights, the third has none yet."""
    runs.written(folder, "run-0001", epochs=3)
    runs.written(folder, "run-0002")
    runs.begun(folder, "run-0003").close()
    made = ExportDialog(look, list_runs(folder), folder)
    qtbot.addWidget(made)
    return made


def press_export(dialog: ExportDialog) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text().strip() == "Export").click()


def test_the_newest_run_with_weights_is_offered_as_a_saved_model(dialog: ExportDialog, folder: Path) -> None:
    assert dialog.wish() == ExportWish("savedmodel", "run-0002", "best", folder / "exports" / "run-0002-savedmodel")
    assert [dialog._run.itemText(row) for row in range(dialog._run.count())] == ["Run 2 · Adam · batch 32", "Run 1 · Adam · batch 32"]


def test_it_says_which_weights_are_taken(dialog: ExportDialog) -> None:
    dialog.choose_run("run-0001")
    assert dialog._which.text() == "Weights of epoch 3, the best on validation images."
    dialog._weights.choose("last")
    dialog._renew()
    assert dialog._which.text() == "Weights of epoch 3, the last."


@pytest.mark.parametrize("form", TITLES)
def test_every_format_is_said_in_words(dialog: ExportDialog, folder: Path, form: str) -> None:
    dialog._format.choose(form)
    dialog._renew()
    assert dialog._words.text() == WORDS[form]
    assert dialog.wish().path == folder / "exports" / f"run-0002-{form}"


def test_the_place_can_be_another(dialog: ExportDialog, tmp_path: Path) -> None:
    asked = told(dialog.asked)
    dialog.findChildren(QLineEdit)[0].setText(str(tmp_path / "mine"))
    press_export(dialog)
    assert asked == [ExportWish("savedmodel", "run-0002", "best", tmp_path / "mine")]


def test_before_training_the_untrained_network_is_offered_and_what_that_means(qtbot: QtBot, look: Look, folder: Path) -> None:
    dialog = ExportDialog(look, (), folder)
    qtbot.addWidget(dialog)
    assert dialog._which.text() == UNTRAINED
    assert UNTRAINED == (
        "Nothing is trained yet: the network is written with the fresh weights training would begin with; its predictions mean nothing."
    )
    assert not dialog._weights.isEnabled()
    assert dialog.wish() == ExportWish("savedmodel", None, "best", folder / "exports" / "untrained-savedmodel")
