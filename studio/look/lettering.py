"""The shipped fonts in the few sizes and weights that the studio uses."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

TEXT_FAMILY = "Inter"
MONO_FAMILY = "JetBrains Mono"

TEXT_SIZE = 13
SMALL_SIZE = 11
PRODUCT_SIZE = 20

REGULAR = QFont.Weight.Normal
SEMIBOLD = QFont.Weight.DemiBold


def load_fonts(folder: Path) -> None:
    """Make the shipped fonts known to Qt; needs an application object.

    Raises:
        FileNotFoundError: A font is missing or cannot be read.
    """
    width_of.cache_clear()
    for name in ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "JetBrainsMono-Regular.ttf"):
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            raise FileNotFoundError(
                f"The font {folder / name} cannot be read. Expected: a font that came with the studio. Install the studio again."
            )


def text_font(weight: QFont.Weight = REGULAR) -> QFont:
    """13 pixels on lines of 16: names, values and labels."""
    return _font(TEXT_FAMILY, TEXT_SIZE, weight)


def small_font(weight: QFont.Weight = REGULAR) -> QFont:
    """11 pixels on lines of 16: help, ticks and captions. Nothing is written smaller."""
    return _font(TEXT_FAMILY, SMALL_SIZE, weight)


def product_font() -> QFont:
    """20 pixels on lines of 24: the product's name on the welcome page, and nothing else."""
    return _font(TEXT_FAMILY, PRODUCT_SIZE, SEMIBOLD)


def mono_font(pixels: int = TEXT_SIZE) -> QFont:
    """Source code and console output."""
    font = _font(MONO_FAMILY, pixels, REGULAR)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


@lru_cache(maxsize=8192)
def width_of(words: str, pixels: int, weight: QFont.Weight = REGULAR) -> float:
    """How wide words are in letters of that size; kept, for to measure them takes as long as to write them."""
    return QFontMetricsF(_made(TEXT_FAMILY, pixels, weight)).horizontalAdvance(words)


def _font(family: str, pixels: int, weight: QFont.Weight) -> QFont:
    return QFont(_made(family, pixels, weight))  # one's own, which may be changed


@lru_cache(maxsize=32)
def _made(family: str, pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    # Hinting rounds the advance of every letter; without it words keep the designer's spacing at any scale.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if family == TEXT_FAMILY:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
