from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.look import Look
from studio.panels.map_grid import MapGrid, Picture, tiles


def pictures(count: int) -> list[Picture]:
    return [Picture(np.full((4, 4), index, np.float32), f"map {index + 1}") for index in range(count)]


def test_all_pictures_are_shown_where_there_is_room(look: Look, shown: Callable[..., MapGrid]) -> None:
    grid = shown(MapGrid(look), 620, 200)
    grid.show_pictures(pictures(6), 5)
    assert (grid.shown(), len(grid)) == (range(6), 6)


def test_pages_turn_and_stop_at_both_ends(look: Look, shown: Callable[..., MapGrid], qtbot: QtBot) -> None:
    grid = shown(MapGrid(look), 300, 90)
    grid.show_pictures(pictures(10), 9)
    page = grid.fit().page
    grid.turn(1)
    assert grid.shown() == range(page, min(2 * page, 10))
    grid.turn(99)
    assert grid.shown().stop == 10
    grid.turn(-99)
    assert grid.shown().start == 0


def test_newer_pictures_keep_the_page(look: Look, shown: Callable[..., MapGrid]) -> None:
    grid = shown(MapGrid(look), 300, 90)
    grid.show_pictures(pictures(10), 9)
    grid.turn(1)
    before = grid.shown()
    grid.show_pictures(pictures(10), 9)
    assert grid.shown() == before
    grid.show_pictures(pictures(1), 9)
    assert grid.shown() == range(1)


def test_the_cursor_reads_the_value_of_the_picture_under_it(
    look: Look, shown: Callable[..., MapGrid], hover: Callable[[QWidget, QPoint], None]
) -> None:
    grid = shown(MapGrid(look), 620, 200)
    grid.show_pictures(pictures(6), 5)
    told: list[tuple[int, int, int, float]] = []
    grid.hovered.connect(lambda *values: told.append(values))
    hover(grid._cells[2].picture, QPoint(6, 6))
    assert told[-1] == (2, 0, 0, 2.0)


def test_a_resting_cursor_reads_the_values_that_change_under_it(
    look: Look, shown: Callable[..., MapGrid], hover: Callable[[QWidget, QPoint], None], qtbot: QtBot
) -> None:
    grid = shown(MapGrid(look), 620, 200)
    grid.show_pictures(pictures(6), 5)
    hover(grid._cells[2].picture, QPoint(6, 6))
    with qtbot.waitSignal(grid.hovered) as told:
        grid.show_pictures(list(reversed(pictures(6))), 5)
    assert told.args == [2, 0, 0, 3.0]
    grid._cells[2].picture.left.emit()
    with qtbot.assertNotEmitted(grid.hovered):
        grid.show_pictures(pictures(6), 5)


def test_a_click_tells_the_picture(look: Look, shown: Callable[..., MapGrid], qtbot: QtBot) -> None:
    grid = shown(MapGrid(look), 300, 90)
    grid.show_pictures(pictures(10), 9)
    grid.turn(1)
    with qtbot.waitSignal(grid.pressed) as told:
        qtbot.mouseClick(grid._cells[0].picture, Qt.MouseButton.LeftButton)
    assert told.args == [grid.fit().page]


def test_tiles_lay_slices_out_in_a_square() -> None:
    values = np.arange(1, 2 * 2 * 3 + 1).reshape(3, 2, 2).transpose(1, 2, 0)
    assert tiles(values).tolist() == [[1, 2, 0, 5, 6], [3, 4, 0, 7, 8], [0, 0, 0, 0, 0], [9, 10, 0, 0, 0], [11, 12, 0, 0, 0]]
    assert tiles(values[:, :, :1]).tolist() == [[1, 2], [3, 4]]
