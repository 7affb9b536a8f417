"""The board beside NodeGraphQt: the same graph, the same raster, one after the other."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.board import FRAMES, frames
from tests.benchmarks.table import Row

WHAT = ("repaint", "pan", "zoom", "drag")
INSTALL = 'not installed: pip install -e ".[benchmarks]"'


def rows(quick: bool) -> Iterator[Row]:
    if importlib.util.find_spec("NodeGraphQt") is None:
        yield Row("board beside NodeGraphQt", INSTALL, "", "")
        return
    for nodes in (500, 2000):
        yield from _beside(nodes, 5 if quick else FRAMES)


def _beside(nodes: int, count: int) -> Iterator[Row]:
    theirs, ours = _theirs(nodes, count), dict(frames(nodes, count))
    yield Row(f"{nodes:,} nodes, build: NodeGraphQt / ours", _pair(theirs["build"], ours["build"]), "", "graph to board, without a frame")
    for seen in ("whole graph in view", "1:1"):
        for what in WHAT:
            key = f"{seen}, {what}"
            goal = "8 ms" if nodes == 2000 else ""
            yield Row(f"{nodes:,} nodes, {key}: NodeGraphQt / ours", _pair(theirs[key], ours[key]), goal, "the same raster")


def _pair(theirs: float, ours: float) -> str:
    return f"{theirs:,.1f} / {ours:.1f} ms = {theirs / ours:.0f} times"


def _theirs(nodes: int, count: int) -> dict[str, float]:
    """In a process of its own: it keeps a global factory and patches what it finds."""
    command = [sys.executable, "-m", "tests.benchmarks.node_graph_qt", str(nodes), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=True)
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
