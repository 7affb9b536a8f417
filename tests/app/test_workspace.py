from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from studio.app.docks import FRONT, PLACES
from studio.app.export_dialog import ExportDialog
from studio.app.finder import Finder, best
from studio.app.finds import finds
from studio.app.preferences import Preferences
from studio.app.workspace import SAID_FOR_MS, Workspace
from studio.look import Look
from studio.messages import events
from studio.messages.checked import Checked
from studio.messages.orders import Export, Resume
from studio.project import file
from tests.app import runs
from tests.app.conftest import node_id, told

READY = events.Ready(devices=(events.Device(name="CPU:0", title="Xeon"),), versions={"keras": "3.15"}, seconds=4.25, advice="No GPU.")


@pytest.fixture
def sent(workspace: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What goes to the worker; there is none here."""
    kept: list[Any] = []
    monkeypatch.setattr(workspace.line, "send", kept.append)
    monkeypatch.setattr(workspace.training, "_send", kept.append)
    return kept


def test_every_panel_has_its_place_and_no_worker_runs(workspace: Any) -> None:
    assert set(workspace.docks.items()) == set(PLACES)
    assert not workspace.line._started
    assert workspace.status.words() == "TensorFlow is not started yet"
    assert all(workspace.docks.visible(name) for name in FRONT)


def test_the_lesson_stands_beside_the_board(workspace: Any) -> None:
    workspace.docks.show("lesson")
    assert workspace.docks.visible("lesson")


def test_the_worker_is_ready(workspace: Any) -> None:
    workspace.line.told.emit(READY)
    assert workspace.status.words() == "Ready to train on CPU"
    assert workspace.top.device.figures() == "Xeon"
    assert workspace.panels.console.shown()[-1].endswith("TensorFlow is ready after 4.2 s: keras 3.15. No GPU.")


def test_what_the_worker_prints_is_in_the_console(workspace: Any) -> None:
    workspace.line.told.emit(events.Printed(text="one\ntwo"))
    assert [line[10:] for line in workspace.panels.console.shown()] == ["worker   one", "worker   two"]


def test_a_sentence_is_said_for_a_while_and_kept_in_the_console(workspace: Any, qtbot: QtBot) -> None:
    assert SAID_FOR_MS >= 5000
    workspace.say("Input 1 of conv2 is taken by pool1. Remove that wire first.")
    assert workspace.status._note.text() == "Input 1 of conv2 is taken by pool1. Remove that wire first."
    workspace._hush.setInterval(1)
    workspace._hush.start()
    qtbot.waitUntil(lambda: workspace.status._note.text() == "")
    assert len(workspace.panels.console.shown()) == 1


def test_find_goes_to_a_node(workspace: Any, qtbot: QtBot) -> None:
    workspace.actions_table["edit.find"].trigger()
    (finder,) = workspace.findChildren(Finder)
    QTest.keyClicks(finder.findChildren(QLineEdit)[0], "dense2")
    assert finder.titles()[0] == "dense2"
    QTest.keyClick(finder.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.board.selection == {node_id(workspace.document.graph, "dense2")})


def test_find_knows_actions_blocks_modules_nodes_and_samples(workspace: Any) -> None:
    kinds = {find.kind for find in finds(workspace)}
    titles = {find.title for find in finds(workspace)}
    assert kinds == {"action", "block", "module", "node", "sample"}
    assert {"Save", "Conv2D", "Residual", "conv1", "LeNet-5 on handwritten digits"} <= titles
    assert "Pause" not in titles  # nothing trains


def test_find_knows_what_else_blocks_and_modules_are_called(workspace: Any) -> None:
    titles = {wish: [find.title for find in best(wish, finds(workspace))[:2]] for wish in ("fully connected", "mobilenet")}
    assert titles["fully connected"][0] == "Dense"
    assert titles["mobilenet"] == ["Depthwise separable", "Inverted residual"]


def test_the_search_of_the_palette_is_reached_by_a_key(workspace: Any) -> None:
    workspace.docks["palette"].close()
    workspace.activateWindow()
    workspace.actions_table["edit.add"].trigger()
    assert workspace.docks.visible("palette")
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_the_menu_of_a_node_and_of_the_board(workspace: Any) -> None:
    conv = node_id(workspace.document.graph, "conv1")
    for node, words in ((conv, "Duplicate"), (None, "Select all")):
        workspace.menus.open_menu(node, QPoint(10, 10))
        menu = next(menu for menu in workspace.findChildren(QMenu) if menu.isVisible())
        assert words in [action.text() for action in menu.actions()]
        menu.close()


def test_actions_of_the_edit_menu(workspace: Any) -> None:
    workspace.board.select([node_id(workspace.document.graph, "dense2")])
    for name in ("edit.copy", "edit.paste", "edit.duplicate", "edit.cut", "edit.select_all", "edit.delete"):
        workspace.actions_table[name].trigger()
    assert not workspace.document.graph.nodes
    assert len(workspace.document.history.labels) == 4
    for _ in range(4):
        workspace.actions_table["edit.undo"].trigger()
    assert workspace.drawing.measured.weights == 61706


def test_recipe_and_data_are_edited_and_undone(workspace: Any) -> None:
    recipe = workspace.document.project.recipe
    form = workspace.panels.recipe.forms()[1]
    form._take(form.row("epochs"), 9)
    assert workspace.document.project.recipe.epochs == 9
    workspace.actions_table["edit.undo"].trigger()
    assert workspace.document.project.recipe == recipe
    assert form.form() == recipe


def test_an_epoch_is_told_in_batches_of_the_data_at_hand(workspace: Any) -> None:
    batches = -(-55_000 // workspace.document.project.recipe.batch_size)
    assert workspace.panels.recipe.words()[0].startswith(f"55,000 training images: {batches:,} batches of ")


def test_an_untrained_export_carries_the_drawing(workspace: Any, sent: list[Any]) -> None:
    workspace.actions_table["project.export"].trigger()
    (dialog,) = workspace.findChildren(ExportDialog)
    dialog._ask()
    (order,) = sent
    assert isinstance(order, Export)
    assert (order.run, order.data, order.plan.title) == ("", workspace.document.project.data, "LeNet-5 on handwritten digits")
    figures = {"difference": 0.0, "accuracy": None, "own_accuracy": None, "size": 1000, "milliseconds": 1.0, "own_milliseconds": 1.0}
    checked = Checked(format="savedmodel", images=256, of="test", **figures)
    told = events.Exported(format="savedmodel", path=order.path, run="", weights="best", epoch=0, checked=checked)
    workspace.line.told.emit(told)
    assert workspace.status._note.text() == f"savedmodel of the untrained network written to {order.path}."
    assert dialog._table.words()[-1] == ("SavedModel", "0", "–", "1.0 kB", "1.00 ms")
    assert any(line.endswith("SavedModel           0         –  1.0 kB    1.00 ms") for line in workspace.panels.console.shown())


def test_a_drawing_that_is_no_network_is_not_exported(workspace: Any, sent: list[Any]) -> None:
    workspace.board.select([node_id(workspace.document.graph, "digit")])
    workspace.board.delete()
    workspace.actions_table["project.export"].trigger()
    workspace.findChildren(ExportDialog)[0]._ask()
    assert not sent
    assert workspace.findChildren(ExportDialog)[0]._export.isEnabled()
    assert workspace.status._note.text() == "The network has no Output, so it gives no answer. Put an Output after its last node."


def test_a_run_is_exported_continued_and_shown_from_the_table(workspace: Any, sent: list[Any]) -> None:
    runs.written(workspace.document.folder, "run-0001")
    runs.written(workspace.document.folder, "run-0002")
    workspace.results.refresh()
    table = workspace.panels.runs
    table.export_asked.emit("run-0001")
    (dialog,) = workspace.findChildren(ExportDialog)
    assert dialog.wish().run == "run-0001"
    dialog.reject()
    table.show_asked.emit("run-0001")
    assert (workspace.results.shown, workspace.inspection.run) == ("run-0001", "run-0001")
    table.continue_asked.emit("run-0001")
    assert (sent[-1].run, sent[-1].resume) == ("run-0001", True)


def test_the_run_in_training_is_marked_in_the_table(workspace: Any) -> None:
    with runs.begun(workspace.document.folder, "run-0001"):
        workspace.line.told.emit(READY)
        workspace.line.told.emit(
            events.Started(run="run-0001", epochs=5, batches=3, step=0, images=(6, 2, 2), classes=("a",), device="CPU:0")
        )
        assert workspace.panels.runs.sentence() == "Run 1 is training."
        workspace.line.told.emit(events.Ended(run="run-0001", state="failed", reason="The loss is not a number."))
        assert workspace.panels.runs.sentence() != "Run 1 is training."
        assert workspace.inspection.run is None  # a run without weights cannot be looked at


def test_pause_while_paused_goes_on(workspace: Any, sent: list[Any]) -> None:
    workspace.line.told.emit(events.Started(run="run-0001", epochs=5, batches=3, step=0, images=(6, 2, 2), classes=(), device="CPU:0"))
    workspace.line.told.emit(events.Paused(run="run-0001"))
    assert workspace.top.pause.text() == " Resume"
    workspace.actions_table["train.pause"].trigger()
    assert sent == [Resume()]


def test_the_image_that_is_looked_at(workspace: Any) -> None:
    workspace.panels.data.image_chosen.emit(17)
    assert (workspace.inspection.image.part, workspace.inspection.image.index) == ("test", 17)


def test_the_attack_that_is_looked_at(workspace: Any) -> None:
    workspace.panels.adversarial._epsilon.set_value(0.2)
    workspace.panels.adversarial.asked.emit(workspace.panels.adversarial.wish())
    assert workspace.inspection.attack.epsilon == pytest.approx(0.2)
    assert workspace.inspection.attack.method == "fgsm"


def test_closing_asks_nothing_where_all_is_saved(workspace: Any) -> None:
    assert workspace.may_close()


def test_the_arrangement_is_that_of_last_time(workspace: Any, qtbot: QtBot, look: Look) -> None:
    workspace.docks["palette"].close()
    workspace.docks.show("runs")
    workspace._house.resizeDocks([workspace.docks["properties"]], [380], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    workspace.docks.remember()
    folder = workspace.document.folder
    other = Workspace(look, folder, file.read(folder), Preferences(early_worker=False))
    qtbot.addWidget(other)
    other.resize(1600, 1000)
    other.set_room(other.size())
    with qtbot.waitExposed(other):
        other.show()
    QTest.qWait(20)
    assert not other.docks.visible("palette")
    assert other.docks.visible("runs")
    assert other.docks["properties"].width() == 380
    other.shut()


def test_the_selection_is_told_to_the_worker_once(workspace: Any) -> None:
    heard = told(workspace.drawing.selected)
    node = node_id(workspace.document.graph, "pool1")
    workspace.board.select([node])
    assert heard == [node]
    assert workspace.inspection.node == node


@pytest.mark.parametrize("name", ["help.about", "help.keys", "project.preferences", "project.export"])
def test_a_dialog_lives_no_longer_than_it_is_open(workspace: Any, name: str) -> None:
    for _ in range(2):
        workspace.actions_table[name].trigger()
        (dialog,) = workspace.findChildren(QDialog)
        dialog.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert workspace.findChildren(QDialog) == []


def test_what_moves_is_led_or_not_as_the_person_prefers(workspace: Any) -> None:
    board, glide = workspace.board, workspace.board._glide._motion
    board.zoom_in()
    assert glide.running
    workspace.deeds._prefer(workspace.preferences.replace(motion=False))
    board.zoom_out()
    assert not glide.running
    assert board.stage.view.zoom == pytest.approx(board.goal().zoom)


def test_words_of_any_length_leave_the_window_its_width(workspace: Any) -> None:
    workspace.say("Input 1 of conv2 is taken by pool1. Remove that wire first. " * 20)
    workspace.top.data.set_words("Photographs of everything " * 20, "1 train")
    workspace.top.set_project("Cats & dogs " * 20, unsaved=True)
    QApplication.processEvents()
    assert workspace.status.minimumSizeHint().width() < 960
    assert workspace.top.minimumSizeHint().width() < 1366
    assert workspace.top._project.text().startswith("Cats && dogs Cats && dogs")
    assert workspace.top._project.toolTip().startswith("Cats & dogs " * 20)
    assert workspace.top.data.toolTip() == "Photographs of everything " * 20
    workspace.set_room(QSize(960, 600))
    assert workspace.top.minimumSizeHint().width() < 960


def test_a_saved_project_is_looked_at_again_as_it_was_left(workspace: Any, qtbot: QtBot) -> None:
    workspace.board.return_to(0.7, (300.0, 100.0))
    workspace.docks.show("source")
    workspace.document.edit_graph("Lay out", workspace.document.graph.replace(nodes=dict(workspace.document.graph.nodes)))
    assert workspace.document.save()
    view = file.read(workspace.document.folder).view
    assert (view.zoom, view.centre, view.panel) == (0.7, (300, 100), "source")
    assert not workspace.document.unsaved
