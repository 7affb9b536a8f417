"""What is typed into the program becomes edits of the drawing, and the other way round."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from studio.graph import edits
from tests.app.conftest import node_id
from tests.app.test_program import set_filters, shown


def typed(workspace: Any, qtbot: QtBot, *replaced: tuple[str, str]) -> None:
    """Types, and waits until it was read."""
    panel = workspace.panels.source
    text = panel.text()
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    with qtbot.waitSignal(workspace.program.editing._beside.found):
        panel.type_text(text)


def filters(workspace: Any) -> int:
    graph = workspace.document.graph
    found: int = graph.nodes[node_id(graph, "conv1")].block.filters
    return found


def test_a_typed_value_is_an_edit_that_is_undone_in_one_step(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    before, text = workspace.document.project, panel.text()
    typed(workspace, qtbot, ("Conv2D(6, 5", "Conv2D(6, 3"))
    typed(workspace, qtbot, ("Conv2D(6, 3", "Conv2D(12, 3"))
    assert filters(workspace) == 12
    assert workspace.document.history.undo_label == "Edit the source"
    assert "Conv2D(12, 3" in panel.text()
    workspace.document.undo()
    assert workspace.document.project == before
    qtbot.waitUntil(lambda: panel.text() == text)


def test_what_was_typed_stays_as_it_was_typed(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    typed(workspace, qtbot, ("Conv2D(6, 5", "Conv2D(  # first\n        9, 5"))
    with qtbot.waitSignal(workspace.drawing.rested, raising=False, timeout=300):
        pass
    assert "Conv2D(  # first\n        9, 5" in panel.text()
    workspace.board.select([node_id(workspace.document.graph, "conv1")])
    assert len(panel.lit()) == 2


def test_what_cannot_be_read_leaves_the_drawing_alone(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    before = workspace.document.project
    typed(workspace, qtbot, ("Conv2D(6, 5", "Conv2D(numpy.six, 5"))
    assert workspace.document.project == before
    assert "numpy is not known here" in panel.notice()
    typed(workspace, qtbot, ("numpy.six", "7"))
    assert panel.notice() == ""
    assert filters(workspace) == 7


def test_cut_and_pasted_lines_are_the_nodes_that_they_were(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    ids = set(workspace.document.graph.nodes)
    line = next(line for line in panel.text().split("\n") if 'name="pool1"' in line) + "\n"
    typed(workspace, qtbot, (line, ""))
    assert len(workspace.document.graph.nodes) == len(ids) - 1
    other = next(line for line in panel.text().split("\n") if 'name="conv2"' in line) + "\n"
    typed(workspace, qtbot, (other, other + line))
    assert set(workspace.document.graph.nodes) == ids


def test_where_both_were_edited_the_person_chooses(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    typed(workspace, qtbot, ("Conv2D(6, 5", "Conv2D(numpy.six, 5"))
    set_filters(workspace, 8)
    qtbot.waitUntil(lambda: "The drawing has changed since" in panel.notice())
    with qtbot.waitSignal(panel.edited):
        panel.type_text(panel.text().replace("numpy.six", "20"))
    assert filters(workspace) == 8
    with qtbot.waitSignal(workspace.program.editing.applied):
        panel.apply_asked.emit()
    assert filters(workspace) == 20


def test_a_node_that_came_is_brought_into_sight(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    line = next(line for line in panel.text().split("\n") if 'name="pool1"' in line) + "\n"
    typed(workspace, qtbot, (line, line + "    x = layers.Dropout(0.5)(x)\n"))
    graph = workspace.document.graph
    assert workspace.board.selection == {node_id(graph, "dropout")} or list(workspace.board.selection) == [node_id(graph, "dropout")]
    assert len(panel.lit()) == 1


def test_reverting_writes_the_program_of_the_drawing(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    text = panel.text()
    typed(workspace, qtbot, ("Conv2D(6, 5", "Conv2D(numpy.six, 5"))
    panel.revert_asked.emit()
    qtbot.waitUntil(lambda: panel.text() == text)
    assert panel.notice() == ""


def test_scaling_that_is_taken_out_is_an_edit_of_the_data(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    line = next(line for line in panel.text().split("\n") if "Rescaling" in line) + "\n"
    typed(workspace, qtbot, (line, "    x = inputs\n"))
    assert workspace.document.project.data.scale is False
    workspace.document.undo()
    assert workspace.document.project.data.scale is True


def test_a_board_edit_after_a_typed_one_writes_the_program_anew(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    typed(workspace, qtbot, ("Conv2D(6, 5", "Conv2D(  # mine\n        9, 5"))
    graph = workspace.document.graph
    workspace.document.edit_graph("Rename", edits.rename(graph, node_id(graph, "conv2"), "second"))
    qtbot.waitUntil(lambda: 'name="second"' in panel.text())
    assert "Conv2D(9, 5" in panel.text()


def test_what_only_a_run_can_tell_is_written_to_be_run(workspace: Any, qtbot: QtBot) -> None:
    panel = shown(workspace, qtbot)
    typed(workspace, qtbot, ("import keras\n", "import keras\nimport numpy as np\n"), ("Conv2D(6, 5", "Conv2D(np.int64(6), 5"))
    assert "np comes from numpy, which only a run can tell" in panel.notice()
    with qtbot.waitSignal(workspace.program.run_asked) as asked:
        panel._notice.run_asked.emit()
    assert asked.args[0].read_text(encoding="utf-8") == panel.text()


def test_it_is_not_written_through_a_link_that_the_project_brought(workspace: Any, qtbot: QtBot, tmp_path: Path) -> None:
    panel = shown(workspace, qtbot)
    theirs, link = tmp_path / "theirs", workspace.document.folder / "source.py"
    theirs.write_text("precious", encoding="utf-8")
    link.symlink_to(theirs)
    workspace.program._run(panel.text())
    assert theirs.read_text(encoding="utf-8") == "precious"
    assert not link.is_symlink()
    assert link.read_text(encoding="utf-8") == panel.text()
