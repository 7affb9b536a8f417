from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.look import Look
from studio.panels import sample_data
from studio.panels.filters import FiltersPanel, FiltersShown


def kernels(count: int = 16, channels: int = 6) -> FiltersShown:
    values = sample_data.filters(count, channels)
    return FiltersShown("conv2", "grid-3x3", "convolution", values, 0.6)


@pytest.fixture
def panel(look: Look, shown: Callable[..., FiltersPanel]) -> FiltersPanel:
    return shown(FiltersPanel(look))


def test_a_node_without_filters_is_named(panel: FiltersPanel) -> None:
    panel.clear("flatten1")
    assert panel._empty._title.text() == "flatten1 has no filters"
    assert panel._empty._sentence.text() == "Filters belong to convolutions. Select one on the board."


def test_the_head_counts_filters_and_names_the_scale(panel: FiltersPanel) -> None:
    panel.show_filters(kernels())
    assert panel.title() == "conv2 16 filters · 5 × 5 × 6 channels"
    assert panel._scale.words() == ("−0.60", "+0.60")


def test_one_filter_and_one_channel_are_counted_as_such(panel: FiltersPanel) -> None:
    panel.show_filters(kernels(1, 1))
    assert panel.title() == "conv2 1 filter · 5 × 5 × 1 channel"
    assert not panel._channel.isVisible()


def test_the_cursor_reads_the_weight_of_the_channel_under_it(panel: FiltersPanel) -> None:
    shown = kernels()
    panel.show_filters(shown)
    view = panel._grid._cells[4].picture
    value = float(view.array()[6 + 3, 12 + 2])
    panel._grid.hovered.emit(4, 6 + 3, 12 + 2, value)
    assert value == shown.kernels[3, 2, 5, 4]
    assert panel.reading() == f"filter 5, channel 6, row 4, column 3: {'+' if value > 0 else '−'}{abs(value):.3f}"


def test_between_two_tiles_there_is_nothing_to_read(panel: FiltersPanel) -> None:
    panel.show_filters(kernels())
    panel._grid.hovered.emit(4, 5, 0, 0.0)
    assert panel.reading() == ""


def test_one_channel_can_be_looked_at_alone(panel: FiltersPanel) -> None:
    panel.show_filters(kernels())
    panel._channel.setCurrentIndex(3)
    np.testing.assert_array_equal(panel._grid._cells[0].picture.array(), kernels().kernels[:, :, 2, 0])
    panel._grid.hovered.emit(0, 1, 1, 0.5)
    assert panel.reading() == "filter 1, channel 3, row 2, column 2: +0.500"


def test_newer_filters_keep_the_channel(panel: FiltersPanel) -> None:
    panel.show_filters(kernels())
    panel._channel.setCurrentIndex(3)
    panel.show_filters(kernels())
    assert panel._channel.currentIndex() == 3


def test_a_click_chooses_a_filter_and_another_lets_it_go(panel: FiltersPanel, qtbot: QtBot) -> None:
    panel.show_filters(kernels())
    told: list[int] = []
    panel.filter_chosen.connect(told.append)
    for _ in range(2):
        qtbot.mouseClick(panel._grid._cells[2].picture, Qt.MouseButton.LeftButton)
    assert told == [2, -1]
