"""From the program's start to its painted window, and the memory that it takes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.lenet import sample
from tests.benchmarks.table import Row, median


def rows(quick: bool) -> Iterator[Row]:
    turns = 3 if quick else 9
    with sample() as folder:
        _opened(folder)  # warms the disk's cache and Python's
        seconds, megabytes = zip(*[_opened(folder) for _ in range(turns)], strict=True)
    method = f"LeNet-5 sample, offscreen; median of {turns} processes"
    yield Row("program start to painted window", f"{median(seconds):.2f} s (best {min(seconds):.2f} s)", "1.0 s", method)
    yield Row("memory of the window's process", f"{median(megabytes):.0f} MB", "200 MB", "peak, 3 s after the window was painted")


def _opened(folder: Path) -> tuple[float, float]:
    """Seconds until a window was painted, and megabytes."""
    program = [sys.executable, "-m", "tests.benchmarks.first_paint", str(folder), str(time.monotonic())]
    told = subprocess.run(program, check=True, capture_output=True, text=True, timeout=60, env=_compiled(folder)).stdout
    seconds, megabytes = map(float, told.splitlines()[-1].split())
    return seconds, megabytes


def _compiled(folder: Path) -> dict[str, str]:
    """The environment of a start that is not the first: compiled files are kept, as they are where the studio is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}
