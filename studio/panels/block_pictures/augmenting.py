"""What is done to images before they are learned from: an image before and after it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF

from studio.panels.block_pictures.sheet import MIDDLE, Sheet
from studio.panels.block_pictures.windows import Drawing

Place = tuple[float, float]
Image = Sequence[Sequence[float]]
_HOUSE: Image = (
    (0.1, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1),
    (0.1, 0.1, 0.9, 0.9, 0.9, 0.1, 0.1),
    (0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.1),
    (0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.1),
    (0.1, 0.5, 0.9, 0.5, 0.5, 0.5, 0.1),
    (0.1, 0.5, 0.9, 0.5, 0.3, 0.5, 0.1),
    (0.2, 0.2, 0.9, 0.2, 0.2, 0.2, 0.2),
)
_SIDE, _LEFT, _RIGHT = 11.0, 24.0, 140.0
_COLOURS = ("convolution", "merging", "preprocessing", "activation")


def _image(sheet: Sheet, left: float, values: Image, role: str = "", side: float = _SIDE) -> None:
    """Pixels as strong as their values, from 0 to 1."""
    top = MIDDLE - len(values) * side / 2
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            sheet.cell(QRectF(left + column * side, top + row * side, side, side), min(max(value, 0.0), 1.0), role)


def _moved(source: Callable[[Place], Place]) -> Drawing:
    """Every pixel of the new image is looked up in the old one; places are seen from the middle."""

    def draw(sheet: Sheet) -> None:
        half = (len(_HOUSE) - 1) / 2

        def pixel(row: int, column: int) -> float:
            down, right = (round(part + half) for part in source((row - half, column - half)))
            inside = 0 <= down < len(_HOUSE) and 0 <= right < len(_HOUSE)
            return _HOUSE[down][right] if inside else 0.0

        size = range(len(_HOUSE))
        _image(sheet, _LEFT, _HOUSE, "quiet")
        sheet.arrow(108)
        _image(sheet, _RIGHT, [[pixel(row, column) for column in size] for row in size])

    return draw


def _shaded(shade: Callable[[float], float]) -> Drawing:
    """Every pixel gets another shade."""

    def draw(sheet: Sheet) -> None:
        _image(sheet, _LEFT, _HOUSE, "quiet")
        sheet.arrow(108)
        _image(sheet, _RIGHT, [[shade(value) for value in row] for row in _HOUSE])

    return draw


def _filtered(centre: float, around: float) -> Drawing:
    """Every pixel is mixed with those around it."""

    def draw(sheet: Sheet) -> None:
        last = len(_HOUSE) - 1

        def pixel(row: int, column: int) -> float:
            near = [
                _HOUSE[min(max(row + down, 0), last)][min(max(column + right, 0), last)]
                for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0))
            ]
            return centre * _HOUSE[row][column] + around * sum(near) / 4

        size = range(len(_HOUSE))
        _image(sheet, _LEFT, _HOUSE, "quiet")
        sheet.arrow(108)
        _image(sheet, _RIGHT, [[pixel(row, column) for column in size] for row in size])

    return draw


def _coloured(roles: Sequence[str], strengths: Sequence[float] = (0.9,) * 4) -> Drawing:
    """Four colours become others, or paler."""

    def draw(sheet: Sheet) -> None:
        for place, role in enumerate(_COLOURS):
            for left, shown, strength in ((34.0, role, 0.9), (146.0, roles[place], strengths[place])):
                sheet.cell(QRectF(left + 30 * (place % 2), MIDDLE - 30 + 30 * (place // 2), 30, 30), strength, shown)
        sheet.arrow(110)

    return draw


def _erased(sheet: Sheet) -> None:
    """A patch hides a part."""
    _shaded(lambda value: value)(sheet)
    sheet.cell(QRectF(_RIGHT + 2 * _SIDE, MIDDLE - 6, 4 * _SIDE, 3 * _SIDE), 0.0, "quiet")
    sheet.outline(_RIGHT + 2 * _SIDE, MIDDLE - 6, 4 * _SIDE, 3 * _SIDE)
    sheet.cross(_RIGHT + 4 * _SIDE, MIDDLE - 6 + 1.5 * _SIDE, 9)


def _resized(sheet: Sheet) -> None:
    """Another number of pixels."""
    _image(sheet, _LEFT, _HOUSE, "quiet")
    sheet.arrow(112)
    _image(sheet, _RIGHT + 10, [[_HOUSE[row][column] for column in (0, 2, 3, 4, 6)] for row in (0, 2, 4, 6)], side=14)


def _cropped(sheet: Sheet) -> None:
    """The middle remains."""
    _image(sheet, _LEFT, _HOUSE, "quiet")
    sheet.outline(_LEFT + _SIDE, MIDDLE - 2.5 * _SIDE, 5 * _SIDE, 5 * _SIDE)
    sheet.arrow(112)
    _image(sheet, _RIGHT + 10, [row[1:6] for row in _HOUSE[1:6]])


def _rescaled(words: Sequence[tuple[str, str]]) -> Drawing:
    """Numbers become others."""

    def draw(sheet: Sheet) -> None:
        for row, (before, after) in enumerate(words):
            top = 12.0 + 26 * row
            sheet.words(34, top, 60, 20, before, "quiet")
            sheet.arrow(108, middle=top + 10)
            sheet.words(146, top, 60, 20, after)
            sheet.cell(QRectF(14, top + 2, 16, 16), row / 2, "quiet")
            sheet.cell(QRectF(212, top + 2, 16, 16), row / 2)

    return draw


def _several(sheet: Sheet) -> None:
    """One operation after the other."""
    turned = [list(row) for row in zip(*_HOUSE[::-1], strict=True)]
    _image(sheet, 6, _HOUSE, "quiet", 8)
    sheet.arrow(68, 14)
    _image(sheet, 90, turned, "quiet", 8)
    sheet.arrow(152, 14)
    _image(sheet, 176, [[1 - value for value in row] for row in turned], side=8)


def _row_of_changes(sheet: Sheet) -> None:
    """Two changes in one frame."""
    _image(sheet, 8, _HOUSE, "quiet", 8)
    sheet.outline(74, 12, 84, 72, "accent", dashed=True)
    for left, word in ((80, "flip"), (120, "turn")):
        sheet.words(left, MIDDLE - 10, 32, 20, word)
    _image(sheet, 176, [row[::-1] for row in _HOUSE[::-1]], side=8)


def _piece(sheet: Sheet) -> None:
    """A piece from anywhere."""
    _image(sheet, _LEFT, _HOUSE, "quiet")
    for down, right, dashed in ((0, 2, True), (2, 0, True), (1, 1, False)):
        sheet.outline(_LEFT + right * _SIDE, MIDDLE + (down - 3.5) * _SIDE, 5 * _SIDE, 5 * _SIDE, dashed=dashed)
    sheet.arrow(112)
    _image(sheet, _RIGHT + 10, [row[1:6] for row in _HOUSE[1:6]])


def _patched(sheet: Sheet) -> None:
    """A patch is another image's."""
    _shaded(lambda value: value)(sheet)
    for row in range(3):
        for column in range(4):
            sheet.cell(QRectF(_RIGHT + (2 + column) * _SIDE, MIDDLE - 6 + row * _SIDE, _SIDE, _SIDE), 0.3 + 0.2 * row, "merging")
    sheet.outline(_RIGHT + 2 * _SIDE, MIDDLE - 6, 4 * _SIDE, 3 * _SIDE)


def _blended(share: float, role: str) -> Drawing:
    """Two images shine through each other."""

    def draw(sheet: Sheet) -> None:
        turned = [list(row) for row in zip(*_HOUSE[::-1], strict=True)]
        _image(sheet, 6, _HOUSE, "quiet", 9)
        sheet.sign(79, "+")
        _image(sheet, 90, turned, role, 9)
        sheet.arrow(156, 12)
        both = [[(1 - share) * a + share * b for a, b in zip(one, other, strict=True)] for one, other in zip(_HOUSE, turned, strict=True)]
        _image(sheet, 174, both, side=9)

    return draw


def _boxed(sheet: Sheet) -> None:
    """Boxes around things."""
    _image(sheet, 80, _HOUSE, "quiet")
    sheet.outline(80 + _SIDE, MIDDLE - 2.5 * _SIDE, 3 * _SIDE, 4 * _SIDE)
    sheet.outline(80 + 3 * _SIDE, MIDDLE - 0.5 * _SIDE, 3 * _SIDE, 3 * _SIDE, dashed=True)


def _turned(place: Place) -> Place:
    angle = math.radians(40)
    return (math.cos(angle) * place[0] + math.sin(angle) * place[1], -math.sin(angle) * place[0] + math.cos(angle) * place[1])


def _slanted(place: Place) -> Place:
    depth = 1 + 0.13 * place[1]
    return (place[0] / depth, place[1] / depth)


PICTURES: Mapping[str, Drawing] = {
    "Rescaling": _rescaled((("0", "0"), ("128", "0.5"), ("255", "1"))),
    "Normalization": _rescaled((("−σ + μ", "−1"), ("μ", "0"), ("σ + μ", "1"))),
    "Resizing": _resized,
    "CenterCrop": _cropped,
    "RandomFlip": _moved(lambda place: (place[0], -place[1])),
    "RandomRotation": _moved(_turned),
    "RandomZoom": _moved(lambda place: (0.7 * place[0], 0.7 * place[1])),
    "RandomTranslation": _moved(lambda place: (place[0] - 1, place[1] - 2)),
    "RandomShear": _moved(lambda place: (place[0], place[1] + 0.6 * place[0])),
    "RandomPerspective": _moved(_slanted),
    "RandomElasticTransform": _moved(lambda place: (place[0] + 0.8 * math.sin(2 * place[1]), place[1] + 0.8 * math.sin(1.5 * place[0]))),
    "RandomErasing": _erased,
    "RandomBrightness": _shaded(lambda value: value + 0.3),
    "RandomContrast": _shaded(lambda value: 0.5 + 0.45 * (value - 0.5)),
    "RandomSaturation": _coloured(_COLOURS, (0.5, 0.5, 0.5, 0.5)),
    "RandomHue": _coloured((*_COLOURS[1:], _COLOURS[0])),
    "RandomColorJitter": _coloured((*_COLOURS[2:], *_COLOURS[:2]), (0.9, 0.4, 0.7, 0.5)),
    "RandomColorDegeneration": _coloured(_COLOURS, (0.25, 0.25, 0.25, 0.25)),
    "RandomGrayscale": _coloured(("quiet",) * 4, (0.4, 0.6, 0.8, 0.5)),
    "RandomInvert": _shaded(lambda value: 1 - value),
    "RandomPosterization": _shaded(lambda value: float(value > 0.4)),
    "RandomSharpness": _filtered(1.8, -0.8),
    "RandomGaussianBlur": _filtered(0.4, 0.6),
    "Solarization": _shaded(lambda value: 1 - value if value > 0.6 else value),
    "AutoContrast": _shaded(lambda value: (value - 0.1) / 0.8),
    "ContrastLimitedAdaptiveHistogramEqualization": _shaded(lambda value: value**0.5),
    "RandAugment": _several,
    "Pipeline": _row_of_changes,
    "AugMix": _blended(0.3, "quiet"),
    "CutMix": _patched,
    "MixUp": _blended(0.5, "merging"),
    "Equalization": _shaded(lambda value: (value > 0.15) * 0.35 + (value > 0.5) * 0.6),
    "RandomCrop": _piece,
    "MaxNumBoundingBoxes": _boxed,
}
