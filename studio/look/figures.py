"""How numbers, shapes and sizes are written on screen, with the signs of typography and always with their unit."""

from collections.abc import Sequence

MINUS = "−"
TIMES = "×"


def number(value: float, decimals: int = 2, *, signed: bool = False) -> str:
    """A number with a true minus sign: ``−0.89``; with ``signed`` a plus as well: ``+0.17``."""
    written = f"{value:{'+' if signed else ''},.{decimals}f}"
    return written.replace("-", MINUS)


def count(value: int) -> str:
    """A whole number in groups of three: ``61,706``."""
    return f"{value:,}".replace("-", MINUS)


def round_count(value: int, digits: int = 3) -> str:
    """A whole number in round thousands, millions or billions, so many digits long: ``25.6 M``; as it is below a thousand."""
    size = float(value)
    for sign in ("", " k", " M", " G"):
        if size < 999.5 or sign == " G":
            break
        size /= 1000
    return f"{size:.{digits}g}{sign}" if size < 10**digits - 0.5 else f"{size:,.0f}{sign}"


def percent(share: float, decimals: int = 1) -> str:
    """A share of one as per cent: ``98.9 %``."""
    return f"{number(100 * share, decimals)} %"


def shape(axes: Sequence[int | None]) -> str:
    """Axes with spaces, ``?`` where one is known only at run time: ``28 × 28 × 6``."""
    return f" {TIMES} ".join("?" if axis is None else count(axis) for axis in axes)


def window(sides: Sequence[int]) -> str:
    """A kernel or pool without spaces: ``5×5``."""
    return TIMES.join(str(side) for side in sides)


def memory(size: float) -> str:
    """Bytes in the largest unit that leaves a number of at least one: ``18.4 KiB``."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if size < 1024 or unit == "GiB":
            break
        size /= 1024
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"


def duration(seconds: float) -> str:
    """Minutes and seconds, with hours where there are any: ``0:02``, ``1:04:05``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
