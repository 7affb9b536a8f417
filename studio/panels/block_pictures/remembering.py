"""What goes along a sequence and remembers, and what looks things up."""

from __future__ import annotations

from collections.abc import Mapping

from studio.panels.block_pictures.sheet import MIDDLE, Sheet
from studio.panels.block_pictures.windows import Drawing

_STEPS = ((0.3, 0.8), (0.7, 0.2), (0.5, 0.9), (0.2, 0.4))
_SCORES = ((0.9, 0.2, 0.1, 0.1), (0.2, 0.8, 0.3, 0.1), (0.1, 0.2, 0.4, 0.9))
_FRAME = ((0.2, 0.8, 0.3), (0.7, 0.9, 0.4), (0.3, 0.5, 0.2))
_LEFT, _APART, _RADIUS = 30.0, 52.0, 11.0


def _chain(sheet: Sheet, top: float, back: bool = False) -> None:
    """A cell a step; each hands on to the next."""
    for place in range(4):
        middle = _LEFT + place * _APART
        sheet.unit(middle, top, _RADIUS)
        if place < 3:
            before, after = middle + _RADIUS + 2, middle + _APART - _RADIUS - 2
            sheet.line(before, top, after, top, "quiet", 1.4)
            tip, turn = (before, 4) if back else (after, -4)
            sheet.line(tip, top, tip + turn, top - 4, "quiet", 1.4)
            sheet.line(tip, top, tip + turn, top + 4, "quiet", 1.4)


def _entering(sheet: Sheet, bottom: float) -> None:
    for place, step in enumerate(_STEPS):
        middle = _LEFT + place * _APART
        sheet.grid(middle - 5, [(value,) for value in step], 10, "quiet", top=74)
        sheet.line(middle, 72, middle, bottom, "quiet", 1.4)


def recurrent(sheet: Sheet) -> None:
    """The same cell at every step, with what it takes along; the last one answers."""
    _entering(sheet, 57)
    _chain(sheet, 44)
    sheet.line(_LEFT + 3 * _APART, 31, _LEFT + 3 * _APART, 12, "accent", 1.6)


def renewed(sheet: Sheet) -> None:
    """As that, with a gate before each that chooses between the last answer and a new one."""
    recurrent(sheet)
    for place in range(1, 4):
        middle = _LEFT + place * _APART - _APART / 2
        sheet.line(middle, 36, middle, 52, "accent", 2.2)


def stacked(sheet: Sheet) -> None:
    """Cells on cells."""
    _entering(sheet, 68)
    _chain(sheet, 56)
    _chain(sheet, 22)
    for place in range(4):
        sheet.line(_LEFT + place * _APART, 43, _LEFT + place * _APART, 35, "quiet", 1.4)


def memory(sheet: Sheet) -> None:
    """As that, with a memory that runs beside the answers and is gated."""
    _entering(sheet, 63)
    _chain(sheet, 50)
    sheet.line(12, 22, 222, 22, "accent", 2.2)
    for place in range(4):
        middle = _LEFT + place * _APART
        sheet.line(middle, 38, middle, 24, "accent", 1.2)
        sheet.unit(middle, 22, 3.5)
    sheet.words(184, 2, 44, 14, "memory", "quiet")


def both_ways(sheet: Sheet) -> None:
    """One forwards, one backwards."""
    _entering(sheet, 66)
    _chain(sheet, 54)
    _chain(sheet, 24, back=True)


def masking(sheet: Sheet) -> None:
    """A step of nothing is passed over."""
    for place, step in enumerate((_STEPS[0], _STEPS[1], (0.0, 0.0), (0.0, 0.0))):
        left = 34.0 + place * 46
        sheet.grid(left, [(value,) for value in step], 20, top=28)
        if place > 1:
            sheet.cross(left + 10, 48, 9)


def every_step(sheet: Sheet) -> None:
    """The same filter for every picture of a film."""
    for place in range(3):
        left = 18.0 + place * 74
        sheet.grid(left, _FRAME, 11, "quiet", top=10)
        sheet.line(left + 16, 46, left + 16, 58, "quiet", 1.4)
        sheet.grid(left + 5, [(0.3, 0.8)], 11, top=66)
        sheet.outline(left, 10, 22, 22)


def _frames(rows: int, deep: int = 1) -> Drawing:
    """Maps that remember maps: of so many rows, one behind the other."""

    def draw(sheet: Sheet) -> None:
        for place in range(3):
            left = 16.0 + place * 78
            for layer in reversed(range(deep)):
                sheet.grid(left + 5 * layer, _FRAME[:rows], 11, "quiet", top=56 + 5.0 * (deep - 1 - layer))
                sheet.grid(left + 5 * layer, _FRAME[::-1][:rows], 11, top=8 + 5.0 * (deep - 1 - layer))
            sheet.line(left + 16, 54, left + 16, 44, "quiet", 1.4)
            if place < 2:
                sheet.arrow(left + 43, 20 + 4.0 * rows - 8, 20)

    return draw


def embedding(sheet: Sheet) -> None:
    """A number picks its row of a table."""
    table = ((0.2, 0.6, 0.1), (0.9, 0.3, 0.5), (0.4, 0.1, 0.8), (0.3, 0.7, 0.2))
    sheet.grid(14, [(2,)], 22, "quiet", written=True)
    sheet.arrow(44)
    sheet.grid(74, table, 17)
    sheet.outline(74, MIDDLE, 51, 17)
    sheet.arrow(136)
    sheet.grid(166, [table[2]], 17)


def there_and_back(sheet: Sheet) -> None:
    """A number picks its row; a row finds its number."""
    embedding(sheet)
    sheet.line(226, MIDDLE + 14, 226, 88, "quiet", 1.4)
    sheet.line(226, 88, 25, 88, "quiet", 1.4)
    sheet.line(25, 88, 25, MIDDLE + 16, "quiet", 1.4)


def attention(sheet: Sheet) -> None:
    """Scores of each place for each step, and the values mixed by them."""
    sheet.grid(14, [(value,) for value in (0.4, 0.8, 0.3)], 18)
    sheet.sign(44, "·")
    sheet.grid(56, [(0.6, 0.2, 0.9, 0.4)], 18, "quiet", top=8)
    sheet.grid(56, _SCORES, 18, "accent", top=32)
    sheet.arrow(138)
    sheet.grid(168, _SCORES, 14)


def added(sheet: Sheet) -> None:
    """As that, but query and key are added."""
    sheet.grid(14, [(value,) for value in (0.4, 0.8, 0.3)], 18)
    sheet.sign(44, "+")
    sheet.grid(56, [(0.6, 0.2, 0.9, 0.4)], 18, "quiet", top=8)
    sheet.grid(56, _SCORES, 18, "accent", top=32)
    sheet.words(150, MIDDLE - 10, 60, 20, "tanh", "quiet")
    sheet.arrow(138)
    sheet.grid(210, [(value,) for value in (0.5, 0.9, 0.3)], 18)


def heads(sheet: Sheet) -> None:
    """Several views at once, put together."""
    for place, role in enumerate(("quiet", "convolution", "merging")):
        sheet.grid(18.0 + 18 * place, _SCORES, 12, role, top=10.0 + 20 * place)
    sheet.arrow(120)
    sheet.grid(152, _SCORES, 17)


def shared(sheet: Sheet) -> None:
    """Two heads that ask share what answers."""
    for place in range(4):
        sheet.unit(40 + 52.0 * place, 22, 9)
        sheet.line(40 + 52.0 * place, 32, 66 + 104.0 * (place // 2), 64, "quiet", 1.4)
    for place in range(2):
        sheet.grid(54 + 104.0 * place, [(0.8, 0.4)], 12, top=66)


def stretch(sheet: Sheet) -> None:
    """A matrix is made as much smaller as it can stretch a vector."""
    sheet.grid(20, ((0.5, 1.6), (1.2, 0.4)), 24, "quiet", written=True)
    sheet.sign(86, "/ 1.9")
    sheet.arrow(112)
    sheet.grid(146, ((0.3, 0.8), (0.6, 0.2)), 24, written=True)


def contraction(sheet: Sheet) -> None:
    """One axis goes, another comes."""
    sheet.words(20, 8, 60, 16, "a b c", "quiet")
    sheet.grid(20, _SCORES, 14, "quiet", top=32)
    sheet.sign(90, "·")
    sheet.words(100, 8, 40, 16, "c d", "quiet")
    sheet.grid(104, [(value, 1 - value) for value in (0.3, 0.8, 0.5, 0.6)], 14, "accent", top=28)
    sheet.arrow(144, 14)
    sheet.words(164, 8, 60, 16, "a b d", "quiet")
    sheet.grid(172, [(0.5, 0.8), (0.7, 0.2), (0.3, 0.9)], 14, top=32)


PICTURES: Mapping[str, Drawing] = {
    "LSTM": memory,
    "GRU": renewed,
    "SimpleRNN": recurrent,
    "RNN": stacked,
    "Bidirectional": both_ways,
    "TimeDistributed": every_step,
    "Masking": masking,
    "ConvLSTM1D": _frames(1),
    "ConvLSTM2D": _frames(3),
    "ConvLSTM3D": _frames(2, 3),
    "Embedding": embedding,
    "ReversibleEmbedding": there_and_back,
    "EinsumDense": contraction,
    "Attention": attention,
    "AdditiveAttention": added,
    "MultiHeadAttention": heads,
    "GroupQueryAttention": shared,
    "SpectralNormalization": stretch,
}
