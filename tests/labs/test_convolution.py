"""The convolution lab in a window."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.labs import LABS
from studio.labs.convolution import ConvolutionLab, grey
from studio.labs.correlation import KERNELS, correlate
from studio.look import DARK, LIGHT, Look


@pytest.fixture
def look(qapp: object) -> Look:
    return Look(DARK)


@pytest.fixture
def lab(qtbot: QtBot, look: Look) -> Iterator[ConvolutionLab]:
    made = ConvolutionLab(look)
    qtbot.addWidget(made)
    yield made
    made.close()


def test_every_lab_of_the_table_is_a_module_with_a_window() -> None:
    from importlib import import_module

    assert [lab.name for lab in LABS if not hasattr(import_module(f"studio.labs.{lab.name}"), "window")] == []


def test_a_value_that_is_typed_changes_what_comes_out(lab: ConvolutionLab) -> None:
    lab.choose_preset("Leave as it is")
    before = lab.answer()
    fields = lab.kernel_grid.fields()
    fields[4].setValue(2.0)
    np.testing.assert_allclose(lab.answer(), 2 * before)


def test_a_preset_brings_its_size(lab: ConvolutionLab) -> None:
    lab.choose_preset("Gaussian blur")
    assert len(lab.kernel_grid.fields()) == 25


def test_another_image_goes_through_the_same_kernel(lab: ConvolutionLab) -> None:
    image = np.zeros((5, 5), np.float32)
    image[2, 2] = 255
    lab.choose_preset("Box blur")
    lab.set_image(image)
    np.testing.assert_allclose(lab.answer(), correlate(image, KERNELS["Box blur"]))


def test_the_included_digit_can_be_looked_at(lab: ConvolutionLab) -> None:
    next(button for button in lab.findChildren(QPushButton) if button.text() == "Digit").click()
    assert lab.answer().shape == (28, 28)


def test_it_follows_the_theme(lab: ConvolutionLab, look: Look) -> None:
    lab.show()
    look.use(LIGHT)
    assert lab.grab().toImage().pixelColor(4, 4).isValid()


def test_a_large_picture_is_made_smaller_and_grey() -> None:
    picture = QImage(1000, 500, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    values = grey(picture)
    assert values.shape == (128, 256)
    assert values.min() == 255
