"""What a benchmark says: rows of a table, printed as they come."""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

_WIDTHS = (50, 34, 20)


class Row(NamedTuple):
    """One line: what was measured, what came out, what is wanted, and how it was measured."""

    what: str
    figures: str
    goal: str
    method: str


def show(rows: Iterable[Row]) -> None:
    """Prints each row as soon as it is known."""
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, _WIDTHS, strict=False)]
        sys.stdout.write("  ".join([*cells, row.method]).rstrip() + "\n")
        sys.stdout.flush()


def head() -> Row:
    return Row("what", "median", "goal", "method")


def machine() -> Row:
    """Says how busy the machine is: what others do on it spoils times more than ratios, and ratios too where it is crowded."""
    busy = f", {os.getloadavg()[0]:.1f} programs running" if hasattr(os, "getloadavg") else ""
    return Row("the machine", f"{os.cpu_count()} cores{busy}", "", platform.platform())


def alternated(measures: Sequence[Callable[[], float]], turns: int) -> list[list[float]]:
    """What each measure gave, turn by turn: A B A B, so that what else the machine does falls on all alike."""
    taken: list[list[float]] = [[] for _ in measures]
    for _ in range(turns):
        for values, measure in zip(taken, measures, strict=True):
            values.append(measure())
    return taken


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """The median of the ratios of neighbours, and between what bounds the middle half of them lies."""
    low, middle, high = statistics.quantiles([a / b for a, b in zip(ours, theirs, strict=True)], method="inclusive")
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def milliseconds(work: Callable[[], object]) -> float:
    """What one call takes."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def busy_milliseconds(work: Callable[[], object]) -> float:
    """What one call takes of this thread's own time, which others on the machine lengthen less."""
    begun = time.thread_time()
    work()
    return 1000 * (time.thread_time() - begun)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
