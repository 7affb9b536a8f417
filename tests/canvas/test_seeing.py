"""What cards and wires say beyond names: modules, further figures, what a unit sees, what a wire carries."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.merging import Add
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.canvas.cards.closeups import strongest_first, tiles
from studio.canvas.cards.details import details
from studio.canvas.painting.wires import FED, PATH, wire_colour
from studio.canvas.sample import lenet, thumbnails
from studio.canvas.shown.faces import face
from studio.canvas.shown.scene import Scene
from studio.canvas.shown.thumbs import Thumb, places
from studio.canvas.shown.view import Level, View
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance, Module, Parameter
from studio.look import DARK
from studio.look.style import mixed
from tests.canvas.conftest import node_id


def module(inputs: int = 1, outputs: int = 1) -> Module:
    nodes = [Node(f"in{place}", ModuleInput(port=place), f"data{place}") for place in range(1, inputs + 1)]
    nodes += [Node(f"out{place}", ModuleOutput(port=place), f"answer{place}") for place in range(1, outputs + 1)]
    parameters = (Parameter("filters", 64), Parameter("shortcut", False))
    return Module("bottleneck", Graph({node.id: node for node in nodes}), parameters, title="Bottleneck", icon="boxes")


def pictured(board) -> None:
    board.set_thumbnails(dict(zip(board.stage.scene.ids, thumbnails(lenet()).values(), strict=False)))


def centre_on(board, name: str, zoom: float) -> None:
    scene = board.stage.scene
    centre = scene.bounds(scene.rows_of([node_id(board, name)])).center()
    board.look_at(View(zoom, centre.x() - board.width() / 2 / zoom, centre.y() - board.height() / 2 / zoom))


def test_a_modules_card_is_a_deck_with_its_chosen_values():
    shown = face(Node("n", Instance(module(), {"filters": 128, "shortcut": True}, repeat=4), "stage2"), None, wired=True)
    assert (shown.family, shown.icon, shown.title, shown.caption) == ("module", "boxes", "Bottleneck", "128 · shortcut")
    assert (shown.deck, shown.repeat) == (3, 4)
    once = face(Node("n", Instance(module()), "stage1"), None, wired=True)
    assert (once.caption, once.deck, once.repeat) == ("64", 2, 1)
    assert face(Node("n", Conv2D(), "conv1"), None, wired=True).deck == 0


def test_a_module_has_a_port_for_each_input_and_output():
    instance = Instance(module(2, 3))
    graph = Graph({"m": Node("m", instance, "m"), "a": Node("a", Add(), "a", (208.0, 0.0))}, (Wire("m", "a", 0, 2),))
    scene = Scene()
    scene.show(graph, measure(graph), (), ())
    assert (scene.inputs(0), scene.outputs(0)) == (2, 3)
    pairs, _ = scene.ports(np.array([0]))
    assert sorted(pairs[:, 1].tolist()) == [-3, -2, -1, 0, 1]
    heights = [scene.port(0, -1 - outlet)[1] for outlet in range(3)]
    assert np.diff(heights).tolist() == [20.0, 20.0]
    assert scene.routes.points[0, 0].tolist() == list(scene.port(0, -3))


def test_a_card_from_very_near_says_what_arrives_and_what_it_costs(board):
    scene = board.stage.scene
    assert details(scene, scene.rows[node_id(board, "conv2")]) == [
        ("In", "14 × 14 × 6"),
        ("Multiply-adds", "240,000"),
        ("Memory, per image", "6.2 KiB"),
        ("Receptive field", "14 × 14 px, step 2"),
    ]
    assert ("Receptive field", "whole image") in details(scene, scene.rows[node_id(board, "dense1")])
    assert details(scene, scene.rows[node_id(board, "drop1")]) == []


def test_equal_shapes_that_arrive_are_counted():
    graph = Graph()
    graph, start = edits.add(graph, Input(shape=(8, 8, 4)), (0.0, 0.0))
    graph, add = edits.add(graph, Add(), (208.0, 0.0))
    for port in (0, 1):
        graph, relu = edits.add(graph, Conv2D(filters=4, kernel_size=(1, 1)), (104.0, port * 100.0))
        graph = edits.connect(edits.connect(graph, start, relu), relu, add, port)
    scene = Scene()
    scene.show(graph, measure(graph), (), ())
    assert details(scene, scene.rows[add])[0] == ("In", "2 of 8 × 8 × 4")


def test_more_maps_than_a_small_picture_shows_grow_into_a_grid():
    thumb, room = Thumb("maps", tuple(np.ones((6, 6)) for _ in range(12))), QRectF(0, 0, 400, 300)
    assert tiles(room, thumb, 0.0)[:3] == places(room, thumb)
    assert all(tile.isEmpty() for tile in tiles(room, thumb, 0.0)[3:])
    grid = tiles(room, thumb, 1.0)
    assert len({(tile.width(), tile.height()) for tile in grid}) == 1
    assert all(room.contains(tile) for tile in grid)
    assert not any(first.intersects(second) for place, first in enumerate(grid) for second in grid[place + 1 :])


def test_every_value_of_a_vector_is_a_line_from_very_near(board):
    pictured(board)
    centre_on(board, "dense1", 3.0)
    before = board.grab().toImage()
    thumbs = dict(board.stage.thumbs)
    flat = thumbs[node_id(board, "dense1")]
    thumbs[node_id(board, "dense1")] = Thumb("vector", (np.abs(flat.arrays[0]),), flat.limit)
    board.set_thumbnails(thumbs)
    assert board.grab().toImage() != before


def accents(image: QImage, room: QRectF) -> int:
    wanted = QColor(DARK.accent)
    points = ((x, y) for x in range(int(room.left()), int(room.right())) for y in range(int(room.top()), int(room.bottom())))
    return sum(image.pixelColor(x, y) == wanted for x, y in points)


def test_what_the_selected_nodes_unit_sees_is_outlined_on_the_input(board):
    pictured(board)
    scene = board.stage.scene
    board.look_at(View(1.0, -20.0, -60.0))
    card = board.stage.screen_rect(scene.rows[node_id(board, "input1")]).adjusted(12, 40, -12, -30)
    assert accents(board.grab().toImage(), card) == 0
    counts = []
    for name in ("conv1", "conv2"):
        board.select({node_id(board, name)})
        counts.append(accents(board.grab().toImage(), card))
    assert 0 < counts[0] < counts[1]


def test_the_unit_under_the_cursor_is_the_one_that_sees(board):
    pictured(board)
    board.select({node_id(board, "conv1")})
    board.look_at(View(1.0, -20.0, -60.0))
    card = board.stage.screen_rect(board.stage.scene.rows[node_id(board, "conv1")])
    corner = card.topLeft() + QPointF(12, 50)
    where = QMouseEvent(
        QEvent.Type.MouseMove, corner, corner, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(board, where)
    board.grab()
    assert board.stage.unit == (0, 0, (28, 28))
    QApplication.sendEvent(board, QEvent(QEvent.Type.Leave))
    board.grab()
    assert board.stage.unit is None


def test_the_path_through_the_selection_is_weaker_away_from_it(board):
    board.select({node_id(board, "pool1")})
    stage = board.stage
    names = {(stage.scene.graph.nodes[wire.source].name): row for row, wire in enumerate(stage.scene.wires)}
    colours = {name: wire_colour(stage, names[name]).name() for name in ("input1", "conv1", "pool1", "dense2")}
    weak = mixed(DARK.board, DARK.accent, PATH)
    assert colours == {"input1": weak, "conv1": DARK.accent, "pool1": mixed(DARK.board, DARK.accent, FED), "dense2": weak}


@pytest.mark.parametrize("zoom", [0.3, 1.0])
def test_the_wire_under_the_cursor_says_what_it_carries(board, zoom):
    centre_on(board, "conv1", zoom)
    before = board.grab().toImage()
    scene = board.stage.scene
    wire = next(row for row, wire in enumerate(scene.wires) if wire.source == node_id(board, "conv1"))
    board.stage.hot_wire = wire
    points = board.stage.view.points_to_screen(scene.routes.points[wire])
    after = board.grab().toImage()
    middle = QPointF(*points[6:8].mean(axis=0).tolist()).toPoint()
    plate = {after.pixelColor(middle.x() + x, middle.y() - 7).name() for x in range(-30, 30)}
    assert plate != {before.pixelColor(middle.x() + x, middle.y() - 7).name() for x in range(-30, 30)}
    assert DARK.card in plate


def test_a_card_that_fills_the_screen_asks_for_more_maps_and_shows_them(board, qtbot):
    pictured(board)
    conv = node_id(board, "conv1")
    board.select({conv})
    with qtbot.assertNotEmitted(board.close_up_asked):
        centre_on(board, "conv1", 1.0)
    with qtbot.waitSignal(board.close_up_asked) as asked:
        centre_on(board, "conv1", 3.0)
    assert asked.args == [conv]
    before = board.grab().toImage()
    board.set_close_up(conv, strongest_first(np.random.default_rng(3).normal(size=(28, 28, 6))))
    assert board.grab().toImage() != before
    with qtbot.waitSignal(board.close_up_asked) as left:
        centre_on(board, "conv1", 1.0)
    assert left.args == [None]


def test_the_strongest_maps_come_first():
    maps = np.stack([np.full((2, 2), value) for value in (0.1, -3.0, 2.0, np.nan)], axis=2)
    thumb = strongest_first(maps, 2)
    assert [float(array[0, 0]) for array in thumb.arrays] == [-3.0, 2.0]
    assert thumb.limit == 3.0


def test_zoom_to_the_selection_asked_twice_fills_the_board(board):
    board.set_motion(False)
    board.select({node_id(board, "conv1")})
    board.zoom_to_selection()
    assert board.stage.view.zoom == 1.0
    board.zoom_to_selection()
    card = board.stage.screen_rect(board.stage.scene.rows[node_id(board, "conv1")])
    assert board.stage.level is Level.FULL
    assert QRectF(board.rect()).contains(card)
    assert card.width() > board.width() / 2
