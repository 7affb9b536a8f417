"""Letters: the shipped fonts are the ones drawn, and columns of figures stand straight."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio.look import Look, lettering, style

MADE: dict[str, tuple[Callable[[], QFont], str, int, int]] = {
    "text": (lettering.text_font, "Inter", 13, 400),
    "semibold text": (lambda: lettering.text_font(lettering.SEMIBOLD), "Inter", 13, 600),
    "small": (lettering.small_font, "Inter", 11, 400),
    "product": (lettering.product_font, "Inter", 20, 600),
    "mono": (lettering.mono_font, "JetBrains Mono", 13, 400),
}


@pytest.mark.parametrize("name", MADE)
def test_the_font_drawn_is_the_shipped_one(name: str, look: Look) -> None:
    make, family, pixels, weight = MADE[name]
    info = QFontInfo(make())
    assert (info.family(), info.pixelSize(), info.weight()) == (family, pixels, weight)


@pytest.mark.parametrize("weight", [lettering.REGULAR, lettering.SEMIBOLD])
def test_every_figure_is_equally_wide(weight: QFont.Weight, look: Look) -> None:
    metrics = QFontMetricsF(lettering.text_font(weight))
    assert len({round(metrics.horizontalAdvance(figure * 8), 3) for figure in "0123456789"}) == 1


def test_figures_stay_equally_wide_where_the_style_sheet_sets_the_size(look: Look, qapp: QApplication, qtbot: QtBot) -> None:
    style.apply(qapp, look)
    shown = QLabel("1")
    shown.setProperty("role", "quiet")
    qtbot.addWidget(shown)
    shown.ensurePolished()
    metrics = QFontMetricsF(shown.font())
    assert shown.font().pixelSize() == 11
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0000"))


@pytest.mark.parametrize("sign", "×−·–→±")
def test_the_signs_of_the_studio_are_in_the_font(sign: str, look: Look) -> None:
    assert QRawFont.fromFont(lettering.text_font()).glyphIndexesForString(sign) != [0]


def test_a_missing_font_is_named(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        lettering.load_fonts(tmp_path)
    assert str(caught.value) == (
        f"The font {tmp_path / 'Inter-Regular.ttf'} cannot be read. Expected: a font that came with the studio. Install the studio again."
    )
