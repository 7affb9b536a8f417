"""The program of the drawing: written where it can be seen, beside the window's own work, and saved to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app.beside import Beside
from studio.app.document import Document
from studio.app.drawing import Drawing
from studio.app.place import way_to
from studio.app.source_editing import Program as Edited
from studio.app.source_editing import SourceEditing
from studio.app.source_file import SourceFile
from studio.canvas.board import Board
from studio.compile.plan import Plan
from studio.compile.planner import PlanError, plan, prepared
from studio.data.data import Data
from studio.graph.figures import Measured
from studio.graph.model import Graph
from studio.panels.python_colours import Colours, stretches
from studio.panels.source import SourcePanel
from studio.recipe.recipe import Recipe

if TYPE_CHECKING:
    from studio.compile.source import Source


SCRIPT = "source.py"
"""What is typed in the panel and run lies in the project under this name, so that the person's consent is about that very file."""


class _Wanted(NamedTuple):
    """What a program is made from; the recipe where it shall also train."""

    graph: Graph
    measured: Measured
    title: str
    data: Data
    recipe: Recipe | None


class _Written(NamedTuple):
    """A program, what it was written from, and where its words have colours."""

    plan: Plan
    graph: Graph
    program: Source
    colours: Colours


class Program(QObject):
    """Keeps the Source panel in step with the drawing as long as it can be seen.

    Args:
        document: What is drawn.
        drawing: Its figures.
        board: Where its nodes are selected.
        panel: Where the program stands.
        seen: Whether the panel can be seen now.
        parent: The window.

    Attributes:
        refused: It cannot be saved; carries the sentence.
        said: It was saved; carries the sentence.
        run_asked: What is typed shall be run instead of read, which opens what it builds; carries the file that holds it.
    """

    refused = Signal(str)
    said = Signal(str)
    run_asked = Signal(object)

    def __init__(
        self, document: Document, drawing: Drawing, board: Board, panel: SourcePanel, seen: Callable[[], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._board, self._panel = document, drawing, board, panel
        self._seen, self._window = seen, parent
        self._asked: _Wanted | None = None
        self._reverts = self._trains = False
        self._beside = Beside(self)
        self._beside.found.connect(self._take)
        self.editing = SourceEditing(document, panel)
        self.file = SourceFile(document, panel, self.editing, parent)
        self.file.began.connect(self.renew)
        self.file.said.connect(self.said)
        self.file.refused.connect(self.refused)
        self.editing.applied.connect(self._applied)
        self.editing.added.connect(self._show)
        panel.revert_asked.connect(self.revert)
        drawing.rested.connect(self.renew)
        board.selected.connect(self._select)
        panel.node_chosen.connect(self._go_to)
        panel.save_asked.connect(self._ask_where)
        panel.run_asked.connect(self._run)
        panel.training_asked.connect(self._take_training)

    def renew(self) -> None:
        """Writes the program anew, where it can be seen and the drawing is another one."""
        if self._seen() or self.file.path is not None:
            self.write()

    def write(self, wanted: bool = True) -> None:
        """Writes the program of the drawing as it is now; the one that is shown stays until then."""
        now = self._wanted()
        if not wanted or now == self._asked:
            return
        if self._asked is not None and self.editing.is_own(now.graph) and now[2:] == self._asked[2:]:
            return  # the program is the one that the person wrote
        if self._asked is None:
            self._panel.clear("The program is being written.")
        self._ask(now)

    def revert(self) -> None:
        """Writes the program of the drawing over what was typed."""
        self._reverts = True
        self._ask(self._wanted())

    def save(self, path: Path) -> None:
        """Writes the program that is shown to a file."""
        try:
            path.write_text(self._panel.text(), encoding="utf-8")
        except OSError as error:
            self.refused.emit(f"The program cannot be written to {path}. Received: {error.strerror}. Choose another folder.")
        else:
            self.said.emit(f"The program was written to {path}.")

    def close(self) -> None:
        """Writes nothing any more."""
        self.file.close()
        self.editing.close()
        self._beside.close()

    def _wanted(self) -> _Wanted:
        project = self._document.project
        return _Wanted(project.graph, self._drawing.whole, project.title, project.data, project.recipe if self._trains else None)

    def _ask(self, wanted: _Wanted) -> None:
        self._asked = wanted
        self._beside.ask(lambda: _written(wanted))

    def _applied(self) -> None:
        """The drawing is what the program says: that is the one that was written last."""
        self._asked = self._wanted()

    def _take(self, found: _Written | str) -> None:
        if isinstance(found, str):
            self._panel.clear(found)
            return
        edited = Edited(found.plan, found.graph, found.program.text)
        if self.editing.waits and not self._reverts:
            self.editing.overtake(edited)
            return
        self._reverts = False
        self._panel.show_source(found.program.text, found.program.lines, found.colours)
        self.editing.begin(edited)
        self.file.write(found.program.text)
        self._select(self._board.selection)

    def _select(self, nodes: Any) -> None:
        self._panel.select([self._document.path(node) for node in nodes])

    def _go_to(self, path: str) -> None:
        """Goes to a node by the id that the program has for it, into modules where it stands in one."""
        trail, node = way_to(self._document.project.graph, path)
        self._document.go(trail)
        self._drawing.go_to(node)

    def _take_training(self, trains: bool) -> None:
        """Writes the program with what reads the images and trains, or without."""
        self._trains = trains
        self.write()

    def _run(self, text: str) -> None:
        """Has a program run that cannot be read; a person agrees to it first, where its model is opened."""
        path = self.file.path or self._document.folder / SCRIPT
        try:
            if self.file.path is None and path.is_symlink():
                path.unlink()  # a project from elsewhere could lead it to any file of the person's
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            self.refused.emit(f"The program cannot be written to {path}. Received: {error.strerror}. Choose another folder.")
        else:
            self.run_asked.emit(path)

    def _show(self, nodes: Sequence[str]) -> None:
        """Brings into sight what came by the program, where that is a node or a few."""
        self._document.go(())
        if len(nodes) < len(self._document.graph.nodes) / 2:
            self._drawing.go_to(nodes[0])

    def _ask_where(self) -> None:
        start = str(self._document.folder / f"{self._document.project.title}.py")
        chosen = QFileDialog.getSaveFileName(self._window, "Save the program", start, "Python (*.py)")[0]
        if chosen:
            self.save(Path(chosen))


def _written(wanted: _Wanted) -> _Written | str:
    """The program, or why there is none."""
    from studio.compile.source import source  # takes a moment, and nobody looks at a program while the window opens
    from studio.compile.training_part import Lesson

    try:
        planned = prepared(plan(wanted.graph, wanted.title, wanted.measured), wanted.data.scale, None)
    except PlanError as error:
        return str(error)
    lesson = Lesson(wanted.data, wanted.recipe) if wanted.recipe else None
    program = source(planned, wanted.data.centre, wanted.graph, lesson)
    return _Written(planned, wanted.graph, program, stretches(program.text))
