"""A Keras model that is dropped, chosen or named is opened as a project; its weights are asked for once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QProgressDialog
from pytestqt.qtbot import QtBot

from studio import paths
from studio.app import preferences
from studio.app.consent_dialog import ConsentDialog
from studio.app.line import Line
from studio.app.preferences import Preferences
from studio.app.window import Window
from studio.graph.states import set_state
from studio.look import Look
from studio.messages.events import Refused
from studio.messages.orders import Import
from studio.panels.code_view import CodeView
from tests.app.conftest import answer, node_id, told
from tests.app.test_dropping import drop
from tests.project.keras_models import odd, saved, small


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Orders that would go to the worker."""
    orders: list[Any] = []
    monkeypatch.setattr(Line, "send", lambda _, order: orders.append(order))
    return orders


@pytest.fixture
def window(qtbot: QtBot, sent: list[Any]) -> Iterator[Window]:
    preferences.write(Preferences(early_worker=False))
    made = Window(Look())
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return saved(tmp_path / "mine.keras")


def opened(window: Window, qtbot: QtBot, title: str = "Digit reader") -> Any:
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.document.project.title == title)
    return window.workspace


def test_dropped_on_the_welcome_page_it_is_the_project_on_the_screen(window: Window, qtbot: QtBot, model: Path, sent: list[Any]) -> None:
    drop(window, model)
    workspace = opened(window, qtbot)
    assert window.welcome is None
    assert {node.name for node in workspace.document.graph.nodes.values()} >= {"first", "flat", "last"}
    qtbot.waitUntil(lambda: workspace.docks.front("inspection") == "lesson")  # once the window has its size
    assert workspace.panels.lesson.words().startswith("Digit reader\nOpened from mine.keras.")
    assert not workspace.document.unsaved
    qtbot.waitUntil(lambda: any(isinstance(order, Import) for order in sent))
    words = "The weights of mine.keras are taken as soon as TensorFlow is loaded …"
    assert words in "\n".join(workspace.panels.console.shown())


def test_a_word_says_that_it_is_being_opened(window: Window, qtbot: QtBot, model: Path) -> None:
    said = told(window.models.said)
    window.models.open(model)
    assert window.welcome is not None
    assert window.welcome._note.text() == "Opening mine.keras …"
    opened(window, qtbot)
    assert said == ["Opening mine.keras …", ""]


def test_chosen_in_the_dialog_it_is_opened(window: Window, qtbot: QtBot, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_sample("lenet5")
    assert window.workspace is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(model), ""))
    window.workspace.actions_table["project.open_model"].trigger()
    opened(window, qtbot)


def test_named_on_the_command_line_it_is_opened(qtbot: QtBot, sent: list[Any], model: Path) -> None:
    preferences.write(Preferences(early_worker=False))
    made = Window(Look(), project=str(model))
    with qtbot.waitExposed(made):
        made.show()
    opened(made, qtbot)
    made.close()
    made.deleteLater()


def test_a_broken_one_is_told_and_the_project_stays(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.open_sample("lenet5")
    workspace = window.workspace
    assert workspace is not None
    (tmp_path / "half.keras").write_bytes(b"PK\x03\x04 half a file")
    drop(window, tmp_path / "half.keras")
    qtbot.waitUntil(lambda: bool(workspace.panels.console.shown()))
    assert "half.keras is no .keras archive, or a damaged one" in workspace.panels.console.shown()[-1]
    assert window.workspace is workspace


def test_on_the_welcome_page_that_is_told_in_a_dialog(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    words: list[str] = []
    answer(QMessageBox.StandardButton.Ok, words)
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    drop(window, tmp_path / "other.json")
    qtbot.waitUntil(lambda: bool(words))
    assert words[0].startswith("The text describes no Keras model.")


def test_a_model_with_a_layer_of_its_own_is_drawn_and_its_weights_are_not_taken(
    window: Window, qtbot: QtBot, tmp_path: Path, sent: list[Any]
) -> None:
    drop(window, saved(tmp_path / "odd.keras", small("odd_one", (28, 28, 1), odd())))
    workspace = opened(window, qtbot, "Odd one")
    qtbot.waitUntil(lambda: "The weights of odd.keras are not taken" in "\n".join(workspace.panels.console.shown()))
    assert "odd stands as an unknown block" in workspace.panels.lesson.words()
    assert not any(isinstance(order, Import) for order in sent)


def test_once_it_is_bypassed_the_other_weights_are_taken(window: Window, qtbot: QtBot, tmp_path: Path, sent: list[Any]) -> None:
    drop(window, saved(tmp_path / "odd.keras", small("odd_one", (28, 28, 1), odd())))
    document = opened(window, qtbot, "Odd one").document
    document.edit_graph("Bypass odd", set_state(document.graph, [node_id(document.graph, "odd")], "bypassed"))
    window.workspace.actions_table["train.take"].trigger()
    assert [(order.mended, order.run) for order in sent if isinstance(order, Import)] == [(True, "run-0001")]
    assert document.save()


def test_where_nothing_is_waited_for_that_is_said(window: Window, home: Path) -> None:
    window.open_sample("lenet5")
    workspace = window.workspace
    assert workspace is not None
    workspace.actions_table["train.take"].trigger()
    words = "There is no opened model whose weights this project still waits for. Open a Keras model first."
    assert words in workspace.panels.console.shown()[-1]


def test_a_late_refusal_of_the_network_without_them_is_not_about_them(window: Window, qtbot: QtBot) -> None:
    window.open_sample("lenet5")
    workspace = window.workspace
    assert workspace is not None
    workspace.inspection.choose_run("run-0001")
    workspace.line.told.emit(Refused(order="Show", text="There are no images."))
    assert workspace.inspection.run == "run-0001"
    workspace.line.told.emit(Refused(order="Show", text="It does not fit.", run="run-0001"))
    assert workspace.inspection.run is None


def script(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_script_is_not_run_before_the_person_agreed(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def shown(dialog: ConsentDialog) -> None:
        asked.append((dialog.windowTitle(), dialog.findChild(CodeView).toPlainText()))
        dialog.reject()

    monkeypatch.setattr(ConsentDialog, "open", shown)
    window.models.open(script(tmp_path, "open('ran', 'w')\n"))
    qtbot.waitUntil(lambda: asked != [])
    qtbot.wait(50)  # in which it could run
    assert asked == [("Run this code?", "open('ran', 'w')\n")]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".py" or path.name == "ran"] == ["mine.py"]
    assert window.workspace is None


DRAWN = """
import keras
from keras import layers

open('ran', 'w').close()
inputs = keras.Input((28, 28, 1))
model = keras.Model(inputs, layers.Dense(10)(layers.Flatten()(inputs)), name="from_a_program")
"""


def test_a_script_that_can_be_read_is_opened_and_neither_asked_about_nor_run(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConsentDialog, "open", lambda dialog: pytest.fail("asked"))
    said = told(window.models.said)
    window.models.open(script(tmp_path, DRAWN))
    workspace = opened(window, qtbot, "From a program")
    assert said == ["Opening mine.py …", ""]
    assert len(workspace.document.graph.nodes) == 4
    words = "Opened from mine.py. The program was read and not run, so the weights are fresh ones."
    assert words in workspace.panels.lesson.words()
    assert not (tmp_path / "ran").exists()


def test_one_that_would_give_weights_is_asked_about_and_opened_as_it_is_read_where_it_may_not_run(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuses(dialog: ConsentDialog) -> None:
        asked.extend(each.text() for each in dialog.findChildren(QLabel))
        dialog.reject()

    monkeypatch.setattr(ConsentDialog, "open", refuses)
    window.models.open(script(tmp_path, f"{DRAWN}model.fit([])\n"))
    opened(window, qtbot, "From a program")
    words = "\n".join(asked)
    assert "take its weights. Line 8, model.fit([]), gives the model weights, which only a run has." in words
    assert "Without it the drawing is opened as it is read, with fresh weights." in words
    assert not (tmp_path / "ran").exists()


def test_what_it_imports_from_beside_it_is_shown_and_runs_as_it_was_shown(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def agrees(dialog: ConsentDialog) -> None:
        shown.extend([*(piece.code for piece in dialog._pieces), *(each.text() for each in dialog.findChildren(QLabel))])
        (tmp_path / "helper.py").write_text("raise RuntimeError", encoding="utf-8")
        dialog.accept()

    monkeypatch.setattr(ConsentDialog, "open", agrees)
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "open", lambda box: told.append(box.detailedText()))
    (tmp_path / "helper.py").write_text("a = 'as it was shown'\n", encoding="utf-8")
    (tmp_path / "empty.py").touch()
    window.models.open(script(tmp_path, "import empty, helper\nprint(helper.a)\n"))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == ["as it was shown\n"]
    assert shown[:2] == ["import empty, helper\nprint(helper.a)\n", "a = 'as it was shown'\n"]
    words = "\n".join(shown)
    assert (
        "mine.py builds a Keras model. The studio would run it, in a process of its own, to see the model's layers and take its weights. "
        "It imports helper.py from beside it, which would run too. It cannot be read without running it. "
        "Line 1: The program builds no model that can be read. Expected: keras.Model(inputs, outputs), or keras.Sequential([...]) that "
        "begins with an Input, at the top or in a function without arguments." in words
    )
    assert "see what it does. Without it nothing is opened." in words


def test_where_the_agreement_cannot_be_written_nothing_runs(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConsentDialog, "open", ConsentDialog.accept)
    window.models.failed.disconnect()
    failed = told(window.models.failed)
    (paths.settings() / "agreed_code.jsonl").mkdir(parents=True)
    window.models.open(script(tmp_path, "open('ran', 'w').close()"))
    words = "That you agree cannot be written down: Is a directory. Expected: settings that can be written. The code does not run."
    assert failed == [(words, "")]
    assert not (tmp_path / "ran").exists()


def test_one_that_fails_is_told_with_what_it_said_itself(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConsentDialog, "open", ConsentDialog.accept)
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(QMessageBox, "open", lambda box: told.append((box.text(), box.detailedText())))
    window.models.open(script(tmp_path, "print('so far')\nunknown\n"))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    ((words, details),) = told
    assert words == "mine.py, line 2: NameError: name 'unknown' is not defined. Mend the script, then open it again."
    assert details.startswith("so far\nTraceback (most recent call last):\n")


def test_one_that_takes_too_long_is_given_up(window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConsentDialog, "open", ConsentDialog.accept)
    window.models.open(script(tmp_path, "while True: pass\n"))
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QProgressDialog)), timeout=20_000)
    (progress,) = window.findChildren(QProgressDialog)
    assert progress.labelText() == "Running mine.py …"
    progress.cancel()
    window.models.close()  # waits for the script's end
    assert window.welcome is not None
