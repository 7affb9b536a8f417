"""What the board tells and does besides the mouse: keys, clipboard, drops, what it shows."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.blocks.unknown import UnknownBlock
from studio.canvas.sample import lenet, thumbnails
from studio.canvas.shown.anatomy import TALL
from studio.canvas.shown.scene import Scene
from studio.canvas.shown.thumbs import Thumb
from studio.canvas.tools.editing import BLOCK_MIME
from studio.graph import edits
from studio.graph.figures import Issue
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.look import LIGHT
from tests.canvas.conftest import card, node_id, port

CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def drop(board, kind: str, at: QPoint) -> None:
    data = QMimeData()
    data.setData(BLOCK_MIME, kind.encode())
    where = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, PLAIN
    for event in (QDragEnterEvent(at, *where), QDragMoveEvent(at, *where), QDropEvent(QPointF(at), *where)):
        QApplication.sendEvent(board, event)


def test_a_dropped_block_is_added_where_it_was_dropped_and_selected(board, owner):
    drop(board, "Conv2D", QPoint(900, 560))
    assert owner.labels == ["Add Conv2D"]
    (new,) = board.selection
    rect = board.stage.screen_rect(board.stage.scene.rows[new])
    assert (rect.center() - QPointF(900, 560)).manhattanLength() < 20
    assert {value % 8 for value in owner.graph.nodes[new].position} == {0.0}


def test_a_block_dropped_on_a_wire_is_put_into_it(board, owner):
    drop(board, "ReLU", (port(board, "conv1", -1) + port(board, "pool1", 0)) / 2)
    assert owner.labels == ["Put ReLU onto a wire"]
    (new,) = board.selection
    assert [wire.source for wire in owner.graph.feeds[new]] == [node_id(board, "conv1")]
    assert [wire.target for wire in owner.graph.follows[new]] == [node_id(board, "pool1")]


def test_an_unknown_block_is_refused_in_words(board, owner):
    drop(board, "Capsule", QPoint(900, 560))
    assert owner.refused == ["The palette has no block Capsule. Expected: one of its blocks. Drag one from the palette."]


def test_delete_takes_nodes_and_their_wires_off(board, owner):
    board.select({node_id(board, "conv2"), node_id(board, "pool2")})
    QTest.keyClick(board, Qt.Key.Key_Delete)
    assert owner.labels == ["Delete 2 nodes"]
    assert board.selection == frozenset()
    assert owner.graph.named("conv2") is None


def test_copy_and_paste_keep_the_wires_among_the_nodes(board, owner):
    board.select({node_id(board, "conv2"), node_id(board, "pool2")})
    QTest.keyClick(board, Qt.Key.Key_C, CONTROL)
    QTest.keyClick(board, Qt.Key.Key_V, CONTROL)
    assert owner.labels == ["Paste 2 nodes"]
    assert len(owner.graph.nodes) == 13
    first, second = (node for node in owner.graph.nodes if node in board.selection)
    assert [wire.target for wire in owner.graph.follows[first]] == [second]
    assert owner.graph.nodes[first].name == "conv3"


def test_cut_and_duplicate(board, owner):
    board.select({node_id(board, "drop1")})
    QTest.keyClick(board, Qt.Key.Key_D, CONTROL)
    QTest.keyClick(board, Qt.Key.Key_X, CONTROL)
    assert owner.labels == ["Duplicate drop2", "Cut drop2"]
    assert len(owner.graph.nodes) == 11


def test_pasting_something_else_is_refused_in_words(board, owner):
    QGuiApplication.clipboard().setText("a shopping list")
    board.paste()
    assert owner.refused == ["What was copied is not part of a drawing. Expected: nodes copied from a board. Copy some nodes first."]
    assert owner.labels == []


def test_tab_asks_for_a_block_and_escape_selects_nothing(board, qtbot):
    board.select_all()
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert board.selection == frozenset()
    with qtbot.waitSignal(board.quick_add_asked):
        QTest.keyClick(board, Qt.Key.Key_Tab)


def test_a_menu_is_asked_for_the_node_under_the_cursor(board, qtbot):
    at = card(board, "conv1")
    with qtbot.waitSignal(board.menu_asked) as asked:
        QApplication.sendEvent(board, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, board.mapToGlobal(at)))
    assert asked.args[0] == node_id(board, "conv1")
    assert board.selection == {node_id(board, "conv1")}


def test_lay_out_is_one_edit_and_none_when_all_is_in_place(board, owner):
    board.lay_out()
    board.lay_out()
    assert owner.labels == ["Lay out"]


def test_an_edit_that_is_refused_is_told_in_words(board, owner):
    assert not board.edit("Remove", lambda graph: edits.remove(graph, ["gone"]))
    assert owner.refused == ["The drawing has no node with the id gone. It may have been removed since."]


def test_zoom_steps_and_full_size(board, qtbot):
    board.look_at(board.stage.view.zoomed(0.5, QPointF(0, 0)))
    with qtbot.waitSignal(board.zoom_changed):
        board.zoom_in()
    board.zoom_to_full()
    qtbot.waitUntil(lambda: board.stage.view.zoom == pytest.approx(1.0))
    QTest.keyClick(board, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: all(board.rect().contains(card(board, node.name)) for node in board.stage.scene.graph.nodes.values()))


def test_the_selection_is_told_once_and_only_of_nodes_that_are_there(board):
    told = []
    board.selected.connect(told.append)
    board.select({node_id(board, "conv1"), "gone"})
    board.select({node_id(board, "conv1")})
    assert told == [frozenset({node_id(board, "conv1")})]
    graph = edits.remove(board.stage.scene.graph, board.selection)
    board.show_graph(graph, measure(graph))
    assert told[-1] == frozenset()


def test_the_path_of_the_selection_is_lit(board):
    board.select({node_id(board, "pool1")})
    scene, names = board.stage.scene, {node: board.stage.scene.graph.nodes[node].name for node in board.stage.scene.ids}
    feeding = {names[scene.wires[row].target] for row in np.flatnonzero(board.stage.feeding)}
    fed = {names[scene.wires[row].source] for row in np.flatnonzero(board.stage.fed)}
    assert feeding == {"conv1", "pool1"}
    assert fed == {"pool1", "conv2", "pool2", "flatten1", "dense1", "dense2", "dense3"}


def test_thumbnails_make_cards_high_and_the_board_fits_again(board):
    pictures = dict(zip(board.stage.scene.ids, thumbnails(lenet()).values(), strict=False))
    board.set_thumbnails(pictures)
    assert (board.stage.scene.rects[:10, 3] == TALL).all()
    board.set_thumbnails({})
    assert (board.stage.scene.rects[:, 3] < TALL).all()


ODD = {
    "one map": Thumb("maps", (np.ones((3, 9)),)),
    "two maps of zeros": Thumb("maps", (np.zeros((4, 4)), np.zeros((4, 4)))),
    "not a number": Thumb("maps", (np.full((4, 4), np.nan),)),
    "a prime vector": Thumb("vector", (np.arange(101.0),)),
    "one value": Thumb("vector", (np.array([1.0]),)),
    "many bars": Thumb("bars", (np.linspace(0, 1, 1000),), 1.0, tuple(f"class number {each}" for each in range(1000))),
    "more labels than bars": Thumb("bars", (np.array([0.2, 0.8]),), 1.0, ("cat", "dog", "frog")),
    "a colour image": Thumb("image", (np.full((300, 200, 3), 128.0),)),
}


@pytest.mark.parametrize("zoom", [0.02, 0.3, 0.5, 0.78, 1.0, 1.37, 4.0])
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_every_zoom_paints_every_kind_of_card(board, zoom, ratio):
    graph = edits.add(board.stage.scene.graph, UnknownBlock({"kind": "Capsule"}), (0.0, 700.0))[0]
    issues = [Issue(None, "No Output.", stops=True), Issue(next(iter(graph.nodes)), "Short and final.", stops=True)]
    board.show_graph(graph, measure(graph), issues)
    board.set_thumbnails(dict(zip(graph.nodes, ODD.values(), strict=False)))
    board.select({node_id(board, "conv1")})
    board.look_at(board.stage.view.zoomed(zoom / board.stage.view.zoom, QPointF(300, 200)))
    image = QImage(int(1080 * ratio), int(640 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    board.render(image)
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 4


def test_an_empty_board_says_what_to_do(board):
    before = board.grab().toImage()
    board.show_graph(Graph())
    assert board.grab().toImage() != before
    assert board.stage.scene.bounds().isEmpty()


def test_a_change_of_theme_changes_the_board(board):
    before = board.grab().toImage()
    board.stage.look.use(LIGHT)
    assert board.grab().toImage().pixelColor(1, 1).name() == LIGHT.board
    assert board.grab().toImage() != before


def test_laid_out_cards_go_to_their_places(board, owner, qtbot):
    start = board.stage.scene.rects.copy()
    graph = owner.graph
    moved = edits.move(
        graph, {node: (1200.0 - x, y + 80.0) for node, (x, y) in ((each.id, each.position) for each in graph.nodes.values())}
    )
    board.show_graph(moved, measure(moved))
    assert np.allclose(board.stage.scene.rects, start)
    board.grab()
    goal = [list(node.position) for node in moved.nodes.values()]
    qtbot.waitUntil(lambda: np.allclose(board.stage.scene.rects[:, :2], goal))
    fresh = Scene()
    fresh.show(moved, measure(moved), (), ())
    assert np.allclose(board.stage.scene.routes.points, fresh.routes.points)


def test_a_press_ends_the_way_of_the_cards(board, owner):
    board.lay_out()
    QTest.mouseClick(board, Qt.MouseButton.LeftButton, PLAIN, QPoint(4, 300))
    assert board.stage.scene.rects[:, :2].tolist() == [list(node.position) for node in owner.graph.nodes.values()]


def test_an_edit_leaves_the_view_alone_and_another_drawing_is_fitted(board, owner):
    before = board.stage.view
    drop(board, "Conv2D", QPoint(1000, 600))
    board.set_thumbnails(dict.fromkeys(board.stage.scene.ids, Thumb("maps", (np.ones((3, 3)),))))
    assert board.stage.view == before
    other = lenet()
    board.show_graph(edits.move(other, {next(iter(other.nodes)): (-3000.0, 0.0)}), measure(other))
    assert board.stage.view.left < -3000.0


def test_the_first_block_stays_where_it_was_dropped(board, owner):
    board.show_graph(Graph())
    before = board.stage.view
    drop(board, "Input", QPoint(700, 500))
    assert board.stage.view == before


def test_the_board_returns_to_where_it_was_left(board):
    assert board.place()[1] is None
    board.return_to(0.8, (120.0, 40.0))
    assert board.place() == (0.8, (120, 40))
    board.fit()
    assert board.place()[1] is None
