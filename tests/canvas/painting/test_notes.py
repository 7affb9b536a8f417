"""Comments and frames: added, written, moved, resized, coloured, deleted, copied; seen from near and far."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from studio.blocks.activation import ReLU
from studio.canvas.painting.notes import TITLE
from studio.canvas.shown.anatomy import TALL, WIDTH
from studio.canvas.shown.hits import touching
from studio.canvas.shown.noted import rect_of_note
from studio.canvas.shown.view import View
from studio.canvas.tools.frame_room import room_around
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Note
from studio.graph.module import Instance, Module
from studio.graph.notes import add_note, held
from studio.look import LIGHT
from tests.canvas.conftest import TEXT, card, node_id, rect, title
from tests.canvas.gestures.test_gestures import ALT, CONTROL, LEFT, PLAIN


def field(board):
    return next((each for kind in (QLineEdit, QPlainTextEdit) for each in board.findChildren(kind) if each.isVisible()), None)


def test_a_comment_is_added_and_written_at_once(board, owner):
    board.add_comment()
    assert isinstance(field(board), QPlainTextEdit)
    QTest.keyClicks(field(board), "Why 5 by 5?")
    QTest.keyClick(field(board), Qt.Key.Key_Return, CONTROL)
    assert owner.labels == ["Add a comment", "Write a comment"]
    (note,) = owner.graph.notes.values()
    assert (note.kind, note.text) == ("comment", "Why 5 by 5?")
    assert board.selected_notes == {note.id}
    assert board.hasFocus()


def test_a_new_comment_covers_no_card(board, owner):
    QTest.mouseMove(board, card(board, "conv1"))
    board.add_comment()
    (note,) = owner.graph.notes.values()
    assert not touching(board.stage.scene.rects, (*note.position, *note.size)).any()


def test_the_selection_is_framed_with_room_for_a_title(board, owner):
    board.select({node_id(board, "conv1"), node_id(board, "pool1")})
    board.frame_selection()
    QTest.keyClicks(field(board), "Stem")
    QTest.keyClick(field(board), Qt.Key.Key_Return)
    assert owner.labels == ["Frame the selection", "Write a frame"]
    (note,) = owner.graph.notes.values()
    assert (note.text, note.kind, note.position) == ("Stem", "frame", (184.0, -56.0))
    assert note.size == (416.0, TALL + 80.0)
    assert set(held(owner.graph, note.id)) == {node_id(board, "conv1"), node_id(board, "pool1")}


@pytest.mark.parametrize(("gap", "side"), [(16, 8), (30, 15), (48, 24), (400, 24), (4, 8)])
def test_the_sides_of_a_frame_keep_clear_of_the_cards_beside_it(gap, side):
    graph = edits.add(Graph(), ReLU(), (0.0, 0.0), "left")[0]
    graph = edits.add(graph, ReLU(), (WIDTH + gap, 0.0), "held")[0]
    graph = edits.add(graph, ReLU(), (2.0 * (WIDTH + gap), 0.0), "right")[0]
    graph = edits.add(graph, ReLU(), (WIDTH + gap, TALL + gap), "below")[0]
    room = room_around(graph, {node.id for node in graph.nodes.values() if node.name == "held"})
    held = QRectF(WIDTH + gap, 0, WIDTH, TALL)
    assert (held.left() - room.left(), room.right() - held.right(), room.bottom() - held.bottom()) == (side, side, side)
    assert held.top() - room.top() == 24.0 + TITLE


def test_a_comment_keeps_clear_of_cards_whose_pictures_are_still_to_come(board, owner):
    board.add_comment()
    (note,) = owner.graph.notes.values()
    rooms = [QRectF(*node.position, WIDTH, TALL) for node in owner.graph.nodes.values()]
    assert not any(rect_of_note(note).intersects(room) for room in rooms)


def test_what_is_added_is_brought_into_view(board, owner):
    board.look_at(View(2.0, board.stage.view.left, board.stage.view.top))  # where cards leave little room
    board.add_comment()
    (note,) = owner.graph.notes.values()
    assert board.goal().seen(board.stage.size).contains(rect_of_note(note))


def test_without_a_selection_a_frame_is_placed_in_the_middle(board, owner):
    board.frame_selection()
    (note,) = owner.graph.notes.values()
    middle = board.stage.view.to_board(QPointF(board.width() / 2, board.height() / 2))
    assert abs(note.position[0] + note.size[0] / 2 - middle.x()) <= 8
    QTest.keyClick(field(board), Qt.Key.Key_Escape)
    assert owner.labels == ["Frame the selection"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_throws_no_title_away(board, owner, frame, key):
    QTest.mouseDClick(board, LEFT, PLAIN, title(board, frame))
    QTest.keyClicks(field(board), "Stage")
    QTest.keyClick(field(board), key)
    assert field(board) is None
    assert owner.graph.notes[frame].text == "Stage"
    assert owner.labels == ["Write a frame"]


def test_escape_keeps_what_was_written_as_a_click_elsewhere_does(board, owner, comment):
    QTest.mouseDClick(board, LEFT, PLAIN, rect(board, comment).center().toPoint())
    QTest.keyClick(field(board), Qt.Key.Key_Escape)
    assert owner.labels == []
    QTest.mouseDClick(board, LEFT, PLAIN, rect(board, comment).center().toPoint())
    QTest.keyClicks(field(board), " more")
    QTest.keyClick(field(board), Qt.Key.Key_Escape)
    assert owner.graph.notes[comment].text == f"{TEXT} more"
    assert owner.labels == ["Write a comment"]
    owner.labels.clear()
    QTest.mouseDClick(board, LEFT, PLAIN, rect(board, comment).center().toPoint())
    QTest.keyClick(field(board), Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(field(board), "kept")
    QTest.mouseClick(board, LEFT, PLAIN, QPoint(4, 300))
    board.setFocus()
    assert field(board) is None
    assert owner.graph.notes[comment].text == "kept"
    assert owner.labels == ["Write a comment"]


def test_f2_writes_the_selected_frame(board, owner, frame):
    QTest.mouseClick(board, LEFT, PLAIN, title(board, frame))
    QTest.keyClick(board, Qt.Key.Key_F2)
    assert isinstance(field(board), QLineEdit)
    QTest.keyClicks(field(board), "First stage")
    QTest.keyClick(field(board), Qt.Key.Key_Return)
    assert owner.graph.notes[frame].text == "First stage"


def test_the_field_stays_over_its_note(board, comment):
    board.write_note(comment)
    before = field(board).geometry()
    board.look_at(board.stage.view.panned(50, 20))
    assert field(board).geometry() == before.translated(50, 20)
    board.show_graph(Graph(), measure(Graph()))
    assert field(board) is None


def test_notes_take_the_colour_of_a_family(board, owner, comment, frame):
    board.select({comment, frame})
    before = board.grab().toImage()
    board.set_colour("pooling")
    board.set_colour("pooling")
    assert {note.colour for note in owner.graph.notes.values()} == {"pooling"}
    assert owner.labels == ["Colour 2 notes"]
    assert board.grab().toImage() != before


def test_notes_are_deleted_and_copied_with_what_they_hold(board, owner, comment, frame):
    board.select({frame})
    board.copy()
    board.paste()
    assert len(owner.graph.notes) == 3
    assert len(owner.graph.nodes) == 13
    assert len(board.selected_notes) == 1
    board.delete()
    assert len(owner.graph.notes) == 2
    board.select({comment})
    board.cut()
    assert set(owner.graph.notes) == {frame}
    board.paste()
    assert [note.text for note in owner.graph.notes.values()] == ["Stem", TEXT]
    assert owner.labels == ["Paste 2 nodes and a frame", "Delete 2 nodes and a frame", "Cut a comment", "Paste a comment"]


def test_a_menu_is_asked_for_the_note_under_the_cursor(board, comment, qtbot):
    at = rect(board, comment).center().toPoint()
    with qtbot.waitSignal(board.note_menu_asked) as asked:
        QApplication.sendEvent(board, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, board.mapToGlobal(at)))
    assert asked.args[0] == comment
    assert board.selected_notes == {comment}


@pytest.mark.parametrize("zoom", [0.05, 0.2, 0.4, 0.7, 1.0, 1.6, 4.0])
@pytest.mark.parametrize("light", [False, True])
def test_notes_are_seen_at_every_zoom_in_both_themes(board, owner, comment, frame, zoom, light):
    if light:
        board.stage.look.use(LIGHT)
    board.look_at(board.stage.view.zoomed(zoom / board.stage.view.zoom, QPointF(200, 200)))
    with_notes = board.grab().toImage()
    graph = owner.graph.replace(notes={})
    board.show_graph(graph, measure(graph))
    board._settling.finish()
    assert board.grab().toImage() != with_notes


def test_long_text_ends_in_dots_and_stays_in_its_sheet(board, owner, comment):
    owner.push("", owner.graph.replace(notes={comment: Note(comment, "word " * 200, (704.0, 448.0), (120.0, 48.0))}))
    room = rect(board, comment).toRect()
    picture = board.grab().toImage()
    below = [picture.pixelColor(x, room.bottom() + 6).name() for x in range(room.left(), room.right(), 3)]
    owner.push("", owner.graph.replace(notes={}))
    empty = board.grab().toImage()
    assert below == [empty.pixelColor(x, room.bottom() + 6).name() for x in range(room.left(), room.right(), 3)]


def test_the_drawing_fits_with_its_notes_and_without_nodes(board, owner):
    graph, note = add_note(Graph(), Note("", "alone", (5000.0, 5000.0)))
    board.show_graph(graph, measure(graph))
    board.fit()
    board._glide.finish()
    assert board.rect().contains(rect(board, note).toRect())
    with_note = board.grab().toImage()
    board.show_graph(Graph(), measure(Graph()))
    assert board.grab().toImage() != with_note


def test_letters_in_the_field_are_words_and_not_shortcuts(board, owner, comment):
    asked = []
    for keys in ("B", "Del", "Ctrl+A"):
        action = QAction(board)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False, keys=keys: asked.append(keys))
        board.addAction(action)
    board.activateWindow()
    board.write_note(comment)
    QTest.keyClicks(field(board), "baB")
    QTest.keyClick(field(board), Qt.Key.Key_Delete)
    QTest.keyClick(field(board), Qt.Key.Key_A, CONTROL)
    assert asked == []
    QTest.keyClicks(field(board), "n")
    assert field(board).toPlainText() == "n"
    QTest.keyClick(field(board), Qt.Key.Key_Escape)


def test_a_frame_is_nudged_with_what_it_holds(board, owner, frame):
    board.select({frame})
    before = owner.graph.nodes[node_id(board, "conv1")].position
    QTest.keyClick(board, Qt.Key.Key_Right, ALT)
    assert owner.graph.notes[frame].position == (192.0, -56.0)
    assert owner.graph.nodes[node_id(board, "conv1")].position == (before[0] + 8, before[1])
    assert owner.labels == ["Move a frame"]


def test_a_comment_grows_until_its_words_have_room_and_does_not_shrink(board, owner, comment):
    for words, height in (("short", 96.0), (TEXT * 4, None), ("short", None)):
        before = owner.graph.notes[comment].size[1]
        board._annotating.say(comment, words)
        found = owner.graph.notes[comment].size[1]
        assert found == (height or found) >= before
    assert owner.graph.notes[comment].size[1] > 96.0
    assert owner.graph.notes[comment].size[1] % 8 == 0


def test_the_frame_of_a_module_without_words_has_the_modules_title(board, owner):
    inside = Module("stem", Graph(), title="Stem block")
    standing = Node("x", Instance(inside), "stem1")
    pictures = []
    for expanded in (None, standing):
        graph, _note = add_note(owner.graph.replace(notes={}), Note("", "", (184.0, -56.0), (416.0, 240.0), "", "frame", expanded))
        owner.push("", graph)
        pictures.append(board.grab().copy(rect(board, _note).toRect().adjusted(0, 0, -60, -200)).toImage())
    assert pictures[0] != pictures[1]


def test_frames_are_seen_on_the_small_map(board, owner, frame):
    board.look_at(View(2.0, 0.0, 0.0))
    place = board._pointer._minimap.place(board.stage).toRect()
    with_frame = board.grab(place).toImage()
    owner.push("", owner.graph.replace(notes={frame: Note(frame, "Stem", (184.0, -56.0), (416.0, 240.0), "pooling", "frame")}))
    assert board.grab(place).toImage() != with_frame


def test_zooming_to_the_selection_shows_a_frame(board, owner, frame):
    owner.push("", owner.graph.replace(notes={frame: Note(frame, "far", (9000.0, 9000.0), (416.0, 240.0), kind="frame")}))
    board.select({frame})
    board.zoom_to_selection()
    board._glide.finish()
    assert board.rect().contains(rect(board, frame).toRect())
    assert board.stage.view.zoom == 1.0


def test_words_that_are_being_written_can_be_kept_before_saving(board, owner, comment):
    board.write_note(comment)
    QTest.keyClick(field(board), Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(field(board), "half a")
    board.finish_writing()
    board.finish_writing()
    assert owner.graph.notes[comment].text == "half a"
    assert owner.labels == ["Write a comment"]
