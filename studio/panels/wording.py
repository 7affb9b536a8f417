"""Numbers in sentences where their size is not known beforehand: few digits, and words for what is not a number."""

import math
from collections.abc import Sequence

from studio.look.figures import MINUS, number, percent


def brief(value: float, digits: int = 3) -> str:
    """A number to so many significant digits: `0.039`, `1.25`, `−0.89`, `1.20e−07`."""
    if not math.isfinite(value):
        return "not a number" if math.isnan(value) else "infinite"
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if not -5 < size < 6:
        return f"{value:.{digits - 1}e}".replace("-", MINUS)
    return f"{value:,.{max(0, digits - 1 - size)}f}".replace("-", MINUS)


def signed(value: float, decimals: int = 2) -> str:
    """A number with its sign: `+0.17`, `−0.89`; what rounds to nothing has none, and what has no number is said in words."""
    if not math.isfinite(value):
        return brief(value)
    return number(0.0, decimals) if round(value, decimals) == 0 else number(value, decimals, signed=True)


def loss(value: float) -> str:
    """A loss: three decimals below one, fewer above."""
    return brief(value) if not math.isfinite(value) or value < 0.001 or value >= 10 else f"{value:.3f}"


def share(value: float, decimals: int = 1) -> str:
    """A share of one as per cent; none at all is `0 %`, and what has no number is said in words."""
    if not math.isfinite(value):
        return brief(value)
    return "0 %" if abs(value) < 0.5 * 10 ** (-2 - decimals) else percent(value, decimals)


def counted(number: int, one: str, many: str = "") -> str:
    """How many of a thing: `1 image`, `3,000 images`, `2 classes`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def span(first: int, last: int) -> str:
    """From one to another: `7–11`, or `7` where they are the same."""
    return str(first) if first == last else f"{first}–{last}"


def any_of(names: Sequence[str]) -> str:
    """Names of which one is meant: `Conv2D`, `Conv2D or Dense`, `Conv2D, Dense or Add`."""
    *some, last = names
    return f"{', '.join(some)} or {last}" if some else last
