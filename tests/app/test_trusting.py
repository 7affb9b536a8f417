"""Opening a project runs none of its code before the person has seen it and agreed; what is typed here is agreed to by typing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from studio.app.consent_dialog import ConsentDialog
from studio.app.held_code import HELD, READ
from studio.app.preferences import Preferences
from studio.app.workspace import Workspace
from studio.blocks.answers import ANSWERS, Answer
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.python import OURS, Python
from studio.engine.kept_answers import KeptAnswers
from studio.graph.edits import connect
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance, Module
from studio.look import Look
from studio.messages.asking import Answered
from studio.panels.form_view.code_editor import CodeEditor
from studio.project import file
from studio.project.consent import agree, agreed
from studio.project.draft import Draft
from studio.project.project import Project

STRANGE = "def strange(x):\n    return x\n"
TYPED = "def typed(x):\n    return x\n"
EDGES = (8, 8, 3)


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """Keras has answered before, so that no test needs to start it."""
    ANSWERS.forget()
    for code in (STRANGE, TYPED, Python().code):
        KeptAnswers().keep(Python(code=code).question(EDGES), Answer(EDGES, 5))
    yield
    ANSWERS.forget()


def drawing(block: Any) -> Graph:
    blocks = {"input1": Input(shape=EDGES), "python1": block, "output1": Output(meaning="values")}
    wires = (Wire("input1", "python1"), Wire("python1", "output1"))
    return Graph({name: Node(name, each, name) for name, each in blocks.items()}, wires)


def in_a_module(code: str) -> Instance:
    blocks = {"in": ModuleInput(), "python1": Python(code=code), "out": ModuleOutput()}
    nodes = {name: Node(name, each, name) for name, each in blocks.items()}
    return Instance(Module("stage", Graph(nodes, (Wire("in", "python1"), Wire("python1", "out")))))


@pytest.fixture
def opened(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Callable[[Any], Workspace]]:
    made: list[Workspace] = []

    def open_project(block: Any) -> Workspace:
        project = Project(title="With code", graphs={"main": drawing(block)})
        file.write(tmp_path, project)
        made.append(Workspace(look, tmp_path, project, Preferences(early_worker=False)))
        qtbot.addWidget(made[-1])
        return made[-1]

    yield open_project
    for workspace in made:
        workspace.shut()


def issue(workspace: Workspace) -> str:
    return next((issue.text for issue in workspace.drawing.measured.issues if issue.node == "python1"), "")


def answering(words: str) -> list[str]:
    """Presses a button of the dialog that is about to open; the code that it shows."""
    seen: list[str] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConsentDialog)
        seen.extend(piece.code for piece in dialog._pieces)
        next(button for button in dialog.findChildren(QPushButton) if button.text().strip() == words).click()

    QTimer.singleShot(50, press)
    return seen


def test_code_that_came_with_a_project_waits(qtbot: QtBot, opened: Callable[[Any], Workspace]) -> None:
    workspace = opened(Python(code=STRANGE))
    qtbot.waitUntil(lambda: issue(workspace) == HELD)
    seen = answering("Do not run it")
    workspace.offer_draft()
    qtbot.waitUntil(lambda: seen == [STRANGE])
    assert issue(workspace) == HELD
    answering("Run this code")
    workspace.panels.properties.consent_asked.emit()
    qtbot.waitUntil(lambda: workspace.drawing.measured.figures["python1"].shape == EDGES)
    assert issue(workspace) == ""
    assert workspace.drawing.measured.figures["python1"].weights == 5


@pytest.mark.parametrize("block", [Python(code=STRANGE), in_a_module(STRANGE)], ids=["a node", "a module"])
def test_the_issue_shows_the_code_by_one_click(qtbot: QtBot, opened: Callable[[Any], Workspace], block: Any) -> None:
    workspace = opened(block)
    qtbot.waitUntil(lambda: HELD in issue(workspace))
    (row,) = [row for row in workspace.panels.issues.rows() if HELD in row.words()[1]]
    assert row.words()[2] == "Read the code …"
    before = workspace.document.project
    seen = answering("Do not run it")
    row.press_fix()
    qtbot.waitUntil(lambda: seen == [STRANGE])
    (drawn,) = [each for each in workspace.board.stage.scene.issues.values() if HELD in each.text]
    assert drawn.fix is READ
    answering("Run this code")
    workspace.board.fix_clicked.emit(drawn)
    qtbot.waitUntil(lambda: not issue(workspace))
    assert workspace.document.project is before


def test_code_inside_modules_waits_as_well(qtbot: QtBot, opened: Callable[[Any], Workspace]) -> None:
    workspace = opened(in_a_module(STRANGE))
    seen = answering("Do not run it")
    workspace.offer_draft()
    qtbot.waitUntil(lambda: seen == [STRANGE])
    assert not agreed(workspace.document.folder, STRANGE)


def test_where_all_is_agreed_to_nothing_is_asked(qtbot: QtBot, opened: Callable[[Any], Workspace], tmp_path: Path) -> None:
    agree(tmp_path, STRANGE)
    workspace = opened(Python(code=STRANGE))
    workspace.offer_draft()
    assert QApplication.activeModalWidget() is None
    qtbot.waitUntil(lambda: workspace.drawing.measured.figures["python1"].shape == EDGES)


def typing(workspace: Workspace, code: str) -> None:
    workspace.board.select(["python1"])
    editor = workspace.panels.properties._node._form.row("code").editor
    assert isinstance(editor, CodeEditor)
    editor._code.selectAll()
    QTest.keyClicks(editor._code, "#")
    editor._code.selectAll()
    editor._code.insertPlainText(code)
    editor._code.tell()


def test_what_the_person_types_is_agreed_to(qtbot: QtBot, opened: Callable[[Any], Workspace], tmp_path: Path) -> None:
    workspace = opened(Python())
    assert Python().code in OURS
    typing(workspace, TYPED)
    assert agreed(tmp_path, TYPED)
    qtbot.waitUntil(lambda: workspace.drawing.measured.figures["python1"].shape == EDGES)


def test_typing_into_a_strangers_code_agrees_to_nothing(qtbot: QtBot, opened: Callable[[Any], Workspace], tmp_path: Path) -> None:
    workspace = opened(Python(code=STRANGE))
    typing(workspace, TYPED)
    assert not agreed(tmp_path, TYPED)
    qtbot.waitUntil(lambda: issue(workspace) == HELD)


def test_a_draft_that_came_with_the_project_waits_too(qtbot: QtBot, opened: Callable[[Any], Workspace], tmp_path: Path) -> None:
    agree(tmp_path, STRANGE)
    workspace = opened(Python(code=STRANGE))
    Draft(tmp_path).write(Project(title="With code", graphs={"main": drawing(Python(code=TYPED))}))
    workspace.offer_draft()
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    seen = answering("Do not run it")
    box.button(QMessageBox.StandardButton.Yes).click()
    qtbot.waitUntil(lambda: seen == [TYPED])
    qtbot.waitUntil(lambda: HELD in issue(workspace))
    assert not agreed(tmp_path, TYPED)


def test_code_that_is_pasted_as_text_waits_too(qtbot: QtBot, opened: Callable[[Any], Workspace], tmp_path: Path) -> None:
    agree(tmp_path, TYPED)
    workspace = opened(Python(code=TYPED))
    workspace.board.select(["python1"])
    workspace.actions_table["edit.copy"].trigger()
    clipboard = QApplication.clipboard()
    clipboard.setText(clipboard.text().replace(json.dumps(TYPED), json.dumps(STRANGE)))
    workspace.actions_table["edit.paste"].trigger()
    (pasted,) = [node for node in workspace.document.graph.nodes.values() if isinstance(node.block, Python) and node.name != "python1"]
    assert pasted.block == Python(code=STRANGE)
    workspace.document.edit_graph("Wire it", connect(workspace.document.graph, "input1", pasted.id))
    qtbot.waitUntil(lambda: HELD in [issue.text for issue in workspace.drawing.measured.issues])
    assert [piece.code for piece in workspace.trusting.unseen()] == [STRANGE]
    assert not agreed(tmp_path, STRANGE)


def test_a_module_from_a_library_waits_too(qtbot: QtBot, opened: Callable[[Any], Workspace], tmp_path: Path) -> None:
    workspace = opened(Python())
    workspace.document.edit_graph("Add Stage", drawing(in_a_module(STRANGE)))
    qtbot.waitUntil(lambda: HELD in issue(workspace))
    assert not agreed(tmp_path, STRANGE)


def test_saved_elsewhere_it_is_still_agreed_to(opened: Callable[[Any], Workspace], tmp_path: Path) -> None:
    agree(tmp_path, STRANGE)
    workspace = opened(Python(code=STRANGE))
    assert workspace.document.save_as(tmp_path / "elsewhere")
    workspace.follow_folder()
    assert agreed(tmp_path / "elsewhere", STRANGE)


def test_what_is_inside_a_module_behind_it_is_known_with_the_answer(
    qtbot: QtBot, opened: Callable[[Any], Workspace], tmp_path: Path
) -> None:
    inside = {"in": ModuleInput(), "conv1": Conv2D(filters=4), "out": ModuleOutput()}
    nodes = {name: Node(name, each, name) for name, each in inside.items()}
    module = Module("stage", Graph(nodes, (Wire("conv1", "out"), Wire("in", "conv1"))))
    workspace = opened(Python(code=STRANGE))
    graph = drawing(Python(code=STRANGE))
    behind = graph.replace(
        nodes={**graph.nodes, "stage1": Node("stage1", Instance(module), "stage1")},
        wires=(Wire("input1", "python1"), Wire("python1", "stage1"), Wire("stage1", "output1")),
    )
    workspace.document.edit_graph("Put a module behind", behind)
    workspace.document.go(("stage1",))
    assert workspace.drawing.measured.figures["conv1"].shape is None
    agree(tmp_path, STRANGE)
    workspace.asking.renew()
    qtbot.waitUntil(lambda: workspace.drawing.measured.figures["conv1"].shape == (6, 6, 4))


def test_what_takes_longer_than_a_moment_is_said_until_it_is_over(
    qtbot: QtBot, opened: Callable[[Any], Workspace], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    agree(tmp_path, Python().code + "\n")
    workspace = opened(Python())
    qtbot.waitUntil(lambda: workspace.drawing.measured.figures["python1"].shape == EDGES)
    said: list[str] = []
    workspace.asking.said.connect(said.append)
    monkeypatch.setattr(workspace.asking._asker, "ask", lambda _question: None)  # Keras takes its time
    workspace.document.edit_graph("Change", drawing(Python(code=Python().code + "\n")))
    qtbot.waitUntil(lambda: said == ["Asking Keras for 1 shape …"])
    (question,) = workspace.drawing.whole.questions
    workspace.asking._take(Answered(question=question, answer=Answer(EDGES)))
    assert said == ["Asking Keras for 1 shape …", ""]
