"""The menu of a comment or frame writes, colours, copies and deletes it."""

import pytest
from PySide6.QtWidgets import QLineEdit, QMenu

from studio.canvas.note_menu import note_menu
from studio.graph.model import Note
from studio.graph.notes import add_note
from tests.canvas.conftest import node_id


@pytest.fixture
def frame(board, owner) -> str:
    standing = owner.graph.nodes[node_id(board, "conv1")]
    graph, note = add_note(owner.graph, Note("", "Stem", (184.0, -56.0), (416.0, 240.0), "convolution", "frame", standing))
    owner.push("", graph)
    owner.labels.clear()
    board.select({note})
    return note


def entry(menu: QMenu, words: str):
    return next(action for action in menu.actions() if action.text() == words)


def test_a_colour_is_chosen_and_the_one_in_use_is_marked(board, owner, frame):
    menu = note_menu(board, frame)
    colours = entry(menu, "Colour").menu()
    assert [action.text() for action in colours.actions() if action.isChecked()] == ["Convolution"]
    entry(colours, "Pooling").trigger()
    assert owner.graph.notes[frame].colour == "pooling"
    entry(colours, "Neutral").trigger()
    assert owner.graph.notes[frame].colour == ""
    assert owner.labels == ["Colour a frame", "Colour a frame"]
    menu.deleteLater()


def test_words_copies_and_the_end(board, owner, frame, qtbot):
    menu = note_menu(board, frame)
    entry(menu, "Rename").trigger()
    assert any(field.isVisible() for field in board.findChildren(QLineEdit))
    board.setFocus()
    with qtbot.waitSignal(board.collapse_asked) as asked:
        entry(menu, "Collapse the module").trigger()
    assert asked.args == [frame]
    entry(menu, "Duplicate").trigger()
    assert len(owner.graph.notes) == 2
    board.select({frame})
    entry(menu, "Delete").trigger()
    assert frame not in owner.graph.notes
    assert owner.labels == ["Duplicate 2 nodes and a frame", "Delete a frame"]
    menu.deleteLater()


def test_a_comment_is_not_renamed_but_written(board, owner):
    graph, note = add_note(owner.graph, Note("", "why", (0.0, 600.0)))
    owner.push("", graph)
    menu = note_menu(board, note)
    assert [action.text() for action in menu.actions()] == ["Edit the text", "Fit to the text", "Colour", "", "Duplicate", "Delete"]
    menu.deleteLater()
