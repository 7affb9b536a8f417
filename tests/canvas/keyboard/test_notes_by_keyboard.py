"""Comments and frames without a mouse: reached, seen, spoken, written, moved, coloured, deleted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from studio.canvas.gestures.framing import SMALLEST
from studio.canvas.note_menu import note_menu
from studio.canvas.painting.focus import place_of
from studio.canvas.painting.notes import screen_rect
from studio.canvas.shown.noted import rect_of_note
from studio.graph.model import Note
from studio.graph.notes import add_note
from studio.graph.spoken import note_words
from tests.canvas.conftest import node_id

KEY, ALT, SHIFT, CONTROL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def comment(board, owner, frame) -> str:
    """Below everything."""
    low = max(node.position[1] for node in owner.graph.nodes.values())
    graph, note = add_note(owner.graph, Note("", "Try 5 x 5.", (208.0, low + 300.0), (240.0, 96.0)))
    owner.push("", graph)
    owner.labels.clear()
    return note


def press(board, *keys, held=Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(board, key, held)


def here(board) -> str | None:
    return board.keyboard.current


def field(board) -> QPlainTextEdit | None:
    return next((each for each in board.findChildren(QPlainTextEdit) if each.isVisible()), None)


def test_page_by_page_everything_is_reached_once(board, owner, comment, frame):
    press(board, KEY.Key_Home)
    seen = [here(board)]
    for _ in range(len(owner.graph.nodes) + 1):
        press(board, KEY.Key_PageDown)
        seen.append(here(board))
    assert sorted(seen) == sorted([*owner.graph.nodes, comment, frame])
    assert seen[-1] == comment
    press(board, KEY.Key_End)
    assert (here(board), board.selected_notes, board.selection) == (comment, {comment}, set())


def test_arrows_lead_to_a_comment_and_back(board, comment):
    board.select([node_id(board, "conv1")])
    for _ in range(8):
        if here(board) == comment:
            break
        press(board, KEY.Key_Down)
    assert board.selected_notes == {comment}
    press(board, KEY.Key_Up)
    assert here(board) in board.stage.scene.graph.nodes


def test_right_still_follows_the_wire(board, frame):
    board.select([node_id(board, "conv1")])
    press(board, KEY.Key_Right)
    assert board.selection == {node_id(board, "pool1")}


def test_where_the_keyboard_is_is_seen(board, comment):
    board.activateWindow()
    board.setFocus(Qt.FocusReason.TabFocusReason)
    press(board, KEY.Key_End)
    place = place_of(board.stage, comment)
    assert place == screen_rect(board.stage, board.stage.scene.graph.notes[comment])
    assert board.goal().seen(board.stage.size).contains(rect_of_note(board.stage.scene.graph.notes[comment]))  # or will be, in a moment
    board.look_at(board.goal())
    board.stage.focused = True
    marked = board.grab().toImage()
    board.stage.focused = False
    assert board.grab().toImage() != marked


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_F2])
def test_its_words_are_written(board, owner, comment, key):
    press(board, KEY.Key_End, key)
    QTest.keyClicks(field(board), " Or 3 x 3.")
    QTest.keyClick(field(board), KEY.Key_Escape)
    assert owner.graph.notes[comment].text == "Try 5 x 5. Or 3 x 3."
    assert here(board) == comment


def test_it_is_moved_with_what_lies_in_it(board, owner, frame):
    board.select([frame])
    before = owner.graph.nodes[node_id(board, "conv1")].position
    press(board, KEY.Key_Right, held=ALT)
    assert owner.graph.notes[frame].position > (184.0, -56.0)
    assert owner.graph.nodes[node_id(board, "conv1")].position > before
    assert here(board) == frame


def test_it_is_resized_at_its_lower_right(board, owner, comment):
    press(board, KEY.Key_End)
    before = owner.graph.notes[comment]
    press(board, KEY.Key_Right, KEY.Key_Down, KEY.Key_Down, held=ALT | SHIFT)
    after = owner.graph.notes[comment]
    assert (after.position, after.size) == (before.position, (before.size[0] + 8, before.size[1] + 16))
    assert owner.labels == ["Resize a comment"] * 3
    press(board, *[KEY.Key_Up] * 20, held=ALT | SHIFT)
    assert owner.graph.notes[comment].size == (after.size[0], SMALLEST[1])


def test_without_a_note_the_same_keys_move_nodes(board, owner):
    before = owner.graph.nodes[node_id(board, "conv1")].position
    board.select([node_id(board, "conv1")])
    press(board, KEY.Key_Right, held=ALT | SHIFT)
    assert owner.graph.nodes[node_id(board, "conv1")].position == (before[0] + 8, before[1])


def test_a_long_comment_is_fitted_to_its_words_by_the_menu_beside_it(board, owner, comment):
    press(board, KEY.Key_End)
    board._annotating.say(comment, "word " * 200)
    whole = owner.graph.notes[comment].size
    press(board, *[KEY.Key_Up] * 5, held=ALT | SHIFT)
    menu = note_menu(board, comment)
    next(action for action in menu.actions() if action.text() == "Fit to the text").trigger()
    menu.close()
    assert owner.graph.notes[comment].size == whole
    assert owner.labels[-1] == "Resize a comment"


def test_it_is_coloured_by_the_menu_beside_it(board, owner, comment):
    asked = []
    board.note_menu_asked.connect(lambda note, place: asked.append((note, place)))
    press(board, KEY.Key_End)
    assert board.keyboard.ask_menu()
    ((note, _),) = asked
    assert note == comment
    menu = note_menu(board, note)
    colours = next(action.menu() for action in menu.actions() if action.text() == "Colour")
    next(action for action in colours.actions() if action.text() == "Convolution").trigger()
    assert owner.graph.notes[comment].colour == "convolution"
    menu.close()


def test_it_is_deleted_and_the_keyboard_goes_on_beside_it(board, owner, comment):
    press(board, KEY.Key_End, KEY.Key_Delete)
    assert comment not in owner.graph.notes
    assert here(board) in owner.graph.nodes
    press(board, KEY.Key_PageUp)
    assert here(board) is not None


def test_it_is_selected_together_with_nodes(board, comment):
    board.select([node_id(board, "conv1")])
    press(board, KEY.Key_End)
    press(board, KEY.Key_PageUp)
    board.stage.current = comment
    press(board, KEY.Key_Space, held=CONTROL)
    assert comment in board.selected_notes
    assert len(board.selection) == 1


def test_wires_are_no_matter_of_a_comment(board, owner, comment):
    press(board, KEY.Key_End, KEY.Key_W, KEY.Key_BracketLeft)
    assert board.stage.chosen_wire == -1
    assert owner.labels == []


def test_it_is_spoken(board, owner, comment, frame):
    press(board, KEY.Key_End)
    assert board.accessibleDescription() == "comment, Try 5 x 5."
    assert note_words(owner.graph, frame) == "frame Stem, with conv1 and pool1"
    graph, empty = add_note(owner.graph, Note("", "", (0.0, 2000.0), (240.0, 96.0), kind="frame"))
    assert note_words(graph, empty) == "frame, empty"


def test_a_screen_reader_finds_it_in_the_list(board, owner, comment, frame):
    found, nodes = QAccessible.queryAccessibleInterface(board), len(owner.graph.nodes)
    names = [found.child(nodes + place).text(QAccessible.Text.Name) for place in range(2)]
    assert names == ["frame Stem, with conv1 and pool1", "comment, Try 5 x 5."]
    child = found.child(nodes + 1)
    assert found.indexOfChild(child) == nodes + 1
    assert child.parent().object() is board
    board.select([comment])
    assert (child.state().selected, child.state().focusable, child.childCount()) == (True, True, 0)
    assert child.rect().size() == screen_rect(board.stage, owner.graph.notes[comment]).size().toSize()
    assert isinstance(found.child(nodes + 2).object(), QWidget)
    board.delete()
    assert not child.isValid() or child.text(QAccessible.Text.Name) == ""
