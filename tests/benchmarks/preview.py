"""From a value that is changed in the window to the new pictures on the cards, while nothing trains."""

import itertools
import time
from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication

from studio.app.preferences import Preferences
from studio.app.workspace import Workspace
from studio.blocks.block import Block
from studio.graph import edits
from studio.look import Look
from studio.messages import answers
from studio.project import file
from tests.benchmarks.lenet import sample
from tests.benchmarks.table import Row, median

_PATIENCE = 120.0
_METHOD = "LeNet-5 untrained in the whole window; kernel size of conv1, then thumbnails of the changed network"


def rows(quick: bool) -> Iterator[Row]:
    _app = QApplication.instance() or QApplication([])
    with sample() as folder:
        window = Workspace(Look(), folder, file.read(folder), Preferences())
        window.resize(1600, 1000)
        window.show()
        try:
            taken = _taken(window, 4 if quick else 20)
        finally:
            window.shut()
            window.deleteLater()
    yield Row("a value changed to new pictures on the cards", f"{1000 * median(taken):.0f} ms", "500 ms", _METHOD)


def _taken(window: Workspace, turns: int) -> list[float]:
    """Seconds of each turn; the first two trace and are left out."""
    came: list[float] = []
    window.line.told.connect(lambda event: came.append(time.monotonic()) if isinstance(event, answers.Thumbnails) else None)
    _wait(lambda: bool(came))
    node = next(node for node in window.document.graph.nodes.values() if node.name == "conv1")
    taken = []
    for turn, side in zip(range(turns + 2), itertools.cycle((3, 5)), strict=False):
        _wait(_still(came))
        block = window.document.graph.nodes[node.id].block
        if not isinstance(block, Block):
            break
        came.clear()
        begun = time.monotonic()
        window.document.edit_graph("Change", edits.change(window.document.graph, node.id, block.replace(kernel_size=(side, side))))
        _wait(lambda: bool(came))
        if turn > 1:
            taken.append(came[0] - begun)
    return taken


def _still(came: list[float]) -> Callable[[], bool]:
    """Whether nothing came for a moment: the last turn is over."""
    begun = time.monotonic()
    return lambda: time.monotonic() - max([begun, *came[-1:]]) > 0.6


def _wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not done() and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.002)
