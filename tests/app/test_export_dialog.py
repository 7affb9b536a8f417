from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from studio.app.export_dialog import UNTRAINED, ExportDialog, ExportWish
from studio.look import Look
from studio.messages.checked import Checked
from studio.messages.events import Exported, Exporting
from studio.messages.formats import FORMATS, Format
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
    press(dialog, "Export")


def press(dialog: ExportDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text().strip() == text).click()


def written(dialog: ExportDialog, **values: object) -> Exported:
    """What the worker tells of what the dialog asked for."""
    wish = dialog.wish()
    figures = {"difference": 0.0125, "accuracy": 0.98, "own_accuracy": 0.984, "size": 68_608}
    figures |= {"milliseconds": 0.052, "own_milliseconds": 1.2}
    checked = Checked(format=wish.format, images=256, of="test", **figures | values)
    return Exported(format=wish.format, path=str(wish.path), run="run-0002", weights="best", epoch=3, checked=checked)


def test_the_newest_run_with_weights_is_offered_as_a_saved_model(dialog: ExportDialog, folder: Path) -> None:
    assert dialog.wish() == ExportWish("savedmodel", "run-0002", "best", folder / "exports" / "run-0002-savedmodel")
    assert [dialog._run.itemText(row) for row in range(dialog._run.count())] == ["Run 2 · Adam · batch 32", "Run 1 · Adam · batch 32"]


def test_it_says_which_weights_are_taken(dialog: ExportDialog) -> None:
    dialog.choose_run("run-0001")
    assert dialog._which.text() == "Weights of epoch 3, the best on validation images."
    dialog._weights.choose("last")
    dialog._renew()
    assert dialog._which.text() == "Weights of epoch 3, the last."


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_said_in_words(dialog: ExportDialog, folder: Path, form: Format) -> None:
    dialog.choose_format(form)
    assert dialog._words.text() == FORMATS[form].words
    assert dialog.wish().path == folder / "exports" / f"run-0002-{form}"


def test_the_place_can_be_another(dialog: ExportDialog, tmp_path: Path) -> None:
    asked = told(dialog.asked)
    dialog.findChildren(QLineEdit)[0].setText(str(tmp_path / "mine"))
    press_export(dialog)
    assert asked == [ExportWish("savedmodel", "run-0002", "best", tmp_path / "mine")]


def test_it_says_how_far_what_it_asked_for_is(dialog: ExportDialog, tmp_path: Path) -> None:
    (bar,) = dialog.findChildren(QProgressBar)
    assert bar.isHidden()
    press_export(dialog)
    assert (bar.isHidden(), bar.maximum()) == (False, 0)
    path = dialog.wish().path
    dialog.show_progress(Exporting(run="run-0002", path=str(tmp_path / "of another"), stage="Writing it", share=0.9))
    assert bar.maximum() == 0
    dialog.show_progress(Exporting(run="run-0002", path=str(path), stage="Running it by its own runtime", share=0.5))
    assert (bar.value(), bar.maximum(), dialog._state.text()) == (50, 100, "Running it by its own runtime …")
    dialog.show_done(written(dialog))
    assert bar.isHidden()


def test_before_training_the_untrained_network_is_offered_and_what_that_means(qtbot: QtBot, look: Look, folder: Path) -> None:
    dialog = ExportDialog(look, (), folder)
    qtbot.addWidget(dialog)
    assert dialog._which.text() == UNTRAINED
    assert UNTRAINED == (
        "Nothing is trained yet: the network is written with the fresh weights training would begin with; its predictions mean nothing."
    )
    assert not dialog._weights.isEnabled()
    assert dialog.wish() == ExportWish("savedmodel", None, "best", folder / "exports" / "untrained-savedmodel")


def test_what_was_written_is_shown_beside_the_studio_and_further_formats_below(dialog: ExportDialog) -> None:
    dialog.choose_format("tflite-int8")
    press_export(dialog)
    assert not dialog._export.isEnabled()
    dialog.show_done(written(dialog))
    assert dialog._state.text() == "Written and checked on 256 test images, each by its own runtime on the CPU."
    dialog.choose_format("onnx")
    press_export(dialog)
    dialog.show_done(written(dialog, difference=2e-8, size=2_480_000, milliseconds=11.2))
    assert dialog._table.words() == [
        ("", "difference", "accuracy", "size", "one image"),
        ("studio", "–", "98.4 %", "–", "1.20 ms"),
        ("TFLite int8", "1.3e-02", "98.0 %", "68.6 kB", "0.05 ms"),
        ("ONNX", "2.0e-08", "98.0 %", "2.5 MB", "11 ms"),
    ]
    assert dialog._export.isEnabled()
    press(dialog, "Close")
    assert not dialog.isVisible()


def test_figures_of_another_network_are_not_compared(dialog: ExportDialog) -> None:
    press_export(dialog)
    dialog.show_done(written(dialog))
    dialog.choose_run("run-0001")
    assert dialog._table.words() == [("", "difference", "accuracy", "size", "one image")]


def test_a_refusal_is_read_where_it_was_asked(dialog: ExportDialog) -> None:
    dialog.show_refusal("Of another window.")
    assert dialog._fault.isHidden()
    press_export(dialog)
    dialog.show_refusal("The disk is full.")
    assert (dialog._fault.text(), dialog._fault.isHidden(), dialog._export.isEnabled()) == ("The disk is full.", False, True)
    dialog.choose_format("keras")
    assert dialog._fault.isHidden()


def test_what_takes_long_can_be_given_up(dialog: ExportDialog) -> None:
    given_up: list[bool] = []
    dialog.given_up.connect(lambda: given_up.append(True))
    press_export(dialog)
    press(dialog, "Give up")
    assert given_up == [True]


def test_it_grows_with_what_is_in_it(dialog: ExportDialog, qtbot: QtBot) -> None:
    """Where there is too little room, rows of the table and words would lie on each other."""
    with qtbot.waitExposed(dialog):
        dialog.show()

    def roomy() -> bool:
        layout = dialog.layout()
        assert layout is not None
        return dialog.height() >= layout.totalHeightForWidth(dialog.width())

    for name in FORMATS:
        dialog.choose_format(name)
        press_export(dialog)
        qtbot.waitUntil(roomy)
        dialog.show_done(written(dialog))
        qtbot.waitUntil(roomy)
    press_export(dialog)
    dialog.show_refusal("A sentence that says why there is no export. " * 6)
    qtbot.waitUntil(roomy)
