"""Milliseconds from one edit of a large drawing to the repainted board with new shapes and issues; undo, layout and opening."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.app.document import Document
from studio.app.drawing import Drawing
from studio.blocks.convolution import Conv2D
from studio.canvas.board import Board
from studio.graph import edits
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph
from studio.look import Look
from studio.panels.issues import IssuesPanel
from studio.panels.properties import PropertiesPanel
from studio.project import file
from studio.project.project import Project
from tests.benchmarks.board import SIZE
from tests.benchmarks.drawings import chain, scattered
from tests.benchmarks.graph import finished
from tests.benchmarks.table import Row, busy_milliseconds, median, milliseconds

NODES = 2000
RESNET = 517
METHOD = f"{NODES:,} nodes, chain with skips; document, issues, properties, a frame of {SIZE[0]} × {SIZE[1]}; CPU time"


class Desk:
    """A drawing with its board and panels, as the window joins them; no worker."""

    def __init__(self, folder: Path, project: Project) -> None:
        look = Look()
        self.document = Document(folder, project)
        self.board = Board(look)
        self.board.resize(*SIZE)
        self._panels = PropertiesPanel(look), IssuesPanel(look)
        self.drawing = Drawing(self.document, self.board, *self._panels)
        self._image = QImage(*SIZE, QImage.Format.Format_RGB32)

    def show(self) -> None:
        self.drawing.show()
        self.board.fit()
        self.paint()

    def paint(self) -> None:
        self.board.render(self._image)

    def close(self) -> None:
        self.drawing.close()
        self.document.close()
        for part in (self.board, *self._panels):
            part.deleteLater()


def rows(quick: bool) -> Iterator[Row]:
    _app = QApplication.instance() or QApplication([])
    turns = 3 if quick else 9
    with tempfile.TemporaryDirectory() as folder:
        graph = finished(chain(NODES - 2))
        file.write(Path(folder), Project(graphs={"main": graph}))
        yield _opened(Path(folder), turns)
        desk = Desk(Path(folder), file.read(Path(folder)))
        desk.show()
        for what, change in _changes(graph).items():
            yield from _edited(desk, what, change, turns)
        yield _rested(desk, graph, turns)
        desk.close()
        desk = Desk(Path(folder), Project(graphs={"main": scattered(graph)}))
        desk.show()
        yield from _edited(desk, f"a value beside {NODES // 2:,} loose nodes", _changes(graph)["a value"], turns)
        desk.close()
    for nodes, goal in ((RESNET, "300 ms"), (NODES, "1,000 ms")):
        drawn = finished(chain(nodes - 2))
        taken = median([milliseconds(lambda drawn=drawn: laid_out(drawn)) for _ in range(turns)])
        yield Row(f"layered layout of {nodes:,} nodes", f"{taken:.0f} ms", goal, "off the window's thread")


def _changes(graph: Graph) -> dict[str, Callable[[Graph], Graph]]:
    middle = f"n{NODES // 2 - 1}"
    wire = graph.feeds[middle][0]
    return {
        "a value": lambda now: edits.change(now, middle, Conv2D(filters=16, kernel_size=(5, 5), padding="same")),
        "a wire": lambda now: edits.disconnect(now, wire),
        "a node deleted": lambda now: edits.remove(now, [middle], heal=True),
    }


def _edited(desk: Desk, what: str, change: Callable[[Graph], Graph], turns: int) -> Iterator[Row]:
    done, undone = [], []
    for _ in range(turns):
        done.append(busy_milliseconds(lambda: (desk.document.edit_graph(what, change(desk.document.graph)), desk.paint())))
        undone.append(busy_milliseconds(lambda: (desk.document.undo(), desk.paint())))
    yield Row(f"one edit to a repainted board: {what}", f"{median(done):.1f} ms, undo {median(undone):.1f} ms", "16 ms", METHOD)


def _rested(desk: Desk, graph: Graph, turns: int) -> Row:
    """What comes when nothing was edited for a moment."""
    taken = []
    for _ in range(turns):
        desk.document.edit_graph("a value", _changes(graph)["a value"](desk.document.graph))
        desk.paint()
        taken.append(busy_milliseconds(lambda: (desk.drawing._rested(), desk.paint())))
        desk.document.undo()
    kept = median([milliseconds(lambda: file.text(desk.document.project)) for _ in range(turns)])
    return Row(
        "a moment after it: advice on the board",
        f"{median(taken):.1f} ms, the draft's text {kept:.0f} ms",
        "16 ms",
        "the draft beside the window's thread",
    )


def _opened(folder: Path, turns: int) -> Row:
    taken = []
    for _ in range(turns):
        desks: list[Desk] = []

        def opened(desks: list[Desk] = desks) -> None:
            desks.append(Desk(folder, file.read(folder)))
            desks[0].show()

        taken.append(milliseconds(opened))
        desks[0].close()
    return Row(f"a saved project of {NODES:,} nodes to painted", f"{median(taken):.0f} ms", "200 ms", "file, board, panels and one frame")
