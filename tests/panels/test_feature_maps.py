import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.look import LIGHT, Look
from studio.panels import sample_data, wording
from studio.panels.feature_maps import FeatureMapsPanel, in_rows
from studio.panels.image_chooser import Pick


def test_before_a_node_is_selected_it_says_what_will_be_here(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    assert panel._empty.isVisible()
    assert panel.corner.words() == ""


def test_maps_that_are_not_there_yet_are_announced_and_those_that_are_stay(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.expect("conv1")
    assert panel._empty._title.text() == "Maps of conv1"
    panel.show_maps(sample_data.maps())
    panel.expect("conv2")
    assert panel.title() == "conv1 28 × 28 × 6"


def test_the_head_names_node_shape_and_scale(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.show_maps(replace(sample_data.maps(), limit=0.89))
    assert panel.title() == "conv1 28 × 28 × 6"
    assert panel._head.scale.words() == ("−0.89", "+0.89")


def test_the_cursor_reads_a_value_and_what_it_sees(look: Look, shown: Callable[..., FeatureMapsPanel], qtbot: QtBot) -> None:
    panel = shown(FeatureMapsPanel(look))
    maps = sample_data.maps()
    maps.maps[8, 13, 2] = 0.17
    panel.show_maps(maps)
    panel._grid.hovered.emit(2, 8, 13, float(maps.maps[8, 13, 2]))
    assert panel.reading() == "map 3, row 9, column 14: +0.17 sees rows 7–11 and columns 12–16 of the input"
    assert panel._input._box == QRect(11, 6, 5, 5)
    panel._grid.left.emit()
    assert panel.reading() == ""
    assert panel._input._box.isEmpty()


def test_the_mouse_over_a_map_reads_its_pixels(
    look: Look, shown: Callable[..., FeatureMapsPanel], hover: Callable[[QWidget, QPoint], None], qtbot: QtBot
) -> None:
    panel = shown(FeatureMapsPanel(look))
    maps = sample_data.maps()
    panel.show_maps(maps)
    view = panel._grid._cells[1].picture
    hover(view, QPoint(view.width() // 2, view.height() // 3))
    qtbot.waitUntil(lambda: panel.reading().startswith("map 2, row "))
    row, column, value = re.match(r"map 2, row (\d+), column (\d+): (\S+)", panel.reading()).groups()
    assert value == wording.signed(float(maps.maps[int(row) - 1, int(column) - 1, 1]))


def test_the_filters_stand_under_their_maps(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.show_maps(sample_data.maps())
    assert panel._filter_words.text().startswith("filters, 5 × 5\n±0.")
    np.testing.assert_array_equal(panel._grid._cells[4].below.array(), sample_data.filters()[:, :, 0, 4])
    panel._grid.below_hovered.emit(4, 0, 1, -0.25)
    assert panel.reading() == "filter 5, row 1, column 2: −0.25"


def test_filters_of_many_channels_are_left_to_their_own_panel(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.show_maps(replace(sample_data.maps(), filters=sample_data.filters(6, 3)))
    assert not panel._filter_words.isVisible()
    assert not panel._grid._cells[0].below.isVisible()


def test_a_vector_is_a_grid_of_values(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    values = np.linspace(-1, 1, 120, dtype=np.float32)
    panel.show_maps(replace(sample_data.maps(), name="dense", maps=values, filters=None))
    assert panel.title() == "dense 120"
    assert panel._vector.isVisible()
    columns = in_rows(values).shape[1]
    panel._vector.hovered.emit(2, 3, values[2 * columns + 3])
    assert panel.reading() == "value 34: −0.45"


def test_probabilities_are_bars(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.show_maps(replace(sample_data.maps(), name="output", maps=np.eye(10)[9], filters=None, classes=tuple("0123456789")))
    assert panel._bars.isVisible()
    assert not panel._head.scale.isVisible()
    assert panel._bars.number(9) == "100.0 %"


def test_the_image_is_named_and_another_asked_for(look: Look, shown: Callable[..., FeatureMapsPanel], qtbot: QtBot) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.show_image(Pick("test", 394), "9")
    panel.show_maps(sample_data.maps())
    with qtbot.waitSignal(panel.image_chosen) as told:
        panel.chooser._on.click()
    assert told.args == [Pick("test", 395)]


def test_a_newer_picture_keeps_the_selected_map_another_node_does_not(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.show_maps(sample_data.maps())
    panel._grid.pressed.emit(2)
    panel.show_maps(sample_data.maps())
    assert panel._grid.selected() == 2
    panel.show_maps(replace(sample_data.maps(), name="conv2"))
    assert panel._grid.selected() == -1


def test_many_maps_take_pages(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.show_maps(replace(sample_data.maps(), maps=np.zeros((7, 7, 512), np.float32), filters=None))
    first = panel._pages.words()
    assert first.startswith("maps 1–")
    assert first.endswith(" of 512")
    panel._pages.turned.emit(1)
    assert panel._pages.words() != first


def test_why_there_are_none_is_said(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.clear("No wire arrives at dropout1.")
    assert panel._empty._sentence.text() == "No wire arrives at dropout1."
    panel.clear()
    assert panel._empty._title.text() == "What a layer makes of an image"


def test_the_age_of_the_maps_is_told(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look), 384, 192)
    panel.show_maps(sample_data.maps())
    panel.set_age("live", live=True)
    look.use(LIGHT)
    assert panel.corner.words() == "live"


@given(st.integers(1, 5000))
def test_a_vector_fills_a_grid_row_by_row(count: int) -> None:
    grid = in_rows(np.arange(1.0, count + 1))
    assert grid.ravel()[:count].tolist() == list(range(1, count + 1))
    assert not grid.ravel()[count:].any()
    assert grid.size - count < grid.shape[1]


def test_usual_vectors_leave_no_cell_empty() -> None:
    assert [in_rows(np.zeros(count)).shape for count in (10, 84, 120, 400, 4096)] == [(2, 5), (7, 12), (8, 15), (16, 25), (64, 64)]


def test_beyond_the_last_value_there_is_nothing_to_read(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    panel.show_maps(replace(sample_data.maps(), maps=np.ones(97, np.float32), filters=None))
    rows, columns = in_rows(np.ones(97)).shape
    panel._vector.hovered.emit(rows - 1, columns - 1, 0.0)
    assert panel.reading() == ""


def test_maps_that_are_no_numbers_keep_the_scale_of_the_rest(look: Look, shown: Callable[..., FeatureMapsPanel]) -> None:
    panel = shown(FeatureMapsPanel(look))
    maps = np.full((4, 4, 2), 0.25, np.float32)
    maps[0, 0, 0] = np.nan
    panel.show_maps(replace(sample_data.maps(), maps=maps, limit=float("nan"), filters=None))
    assert panel._head.scale.words() == ("−0.25", "+0.25")
    panel._grid.hovered.emit(0, 0, 0, float("nan"))
    assert panel.reading().startswith("map 1, row 1, column 1: not a number")
