"""What can be done to a drawing without the mouse: one slot for each entry of a menu."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QPointF, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from studio.blocks.block import Block
from studio.canvas.tools.editing import Editing
from studio.canvas.viewport import Viewport
from studio.graph.edits import EditRefused
from studio.graph.figures import Issue
from studio.graph.model import Graph
from studio.graph.module import Module, Placed
from studio.look import Look


class Bench(Viewport):
    """A drawing with the tools that work on its selection.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        edited: The person edited; carries a label for the history and the new Graph.
        refused: Something cannot be done; carries the sentence.
        fix_clicked: The fix of an issue is wanted; carries the Issue.
        collapse_asked: The module that a frame shows is to be collapsed; carries the frame's id.
        wanted: A wire was led into empty space; carries what it comes from, as the id of a node and a port, where on the screen,
            and where on the board. Inputs are ports from 0, outputs from -1 down.
    """

    edited = Signal(str, object)
    refused = Signal(str)
    fix_clicked = Signal(object)
    collapse_asked = Signal(str)
    wanted = Signal(object, QPoint, QPointF)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._editing = Editing(self, QGuiApplication.clipboard())

    def edit(self, label: str, change: Callable[[Graph], Graph]) -> bool:
        """Tell of an edit; where it is refused, tell why and return False."""
        try:
            graph = change(self.stage.scene.graph)
        except EditRefused as error:
            self.refuse(str(error))
            return False
        self.edited.emit(label, graph)
        return True

    def refuse(self, sentence: str) -> None:
        """Tell why something was not done."""
        self.refused.emit(sentence)

    def mend(self, issue: Issue) -> None:
        """Tell that the fix of an issue is wanted."""
        self.fix_clicked.emit(issue)

    def want(self, source: tuple[str, int], point: QPointF) -> None:
        """Tell that a wire from a node's port was led into empty space."""
        self.wanted.emit(source, self.mapToGlobal(point).toPoint(), self.stage.view.to_board(point))

    def collapse(self, frame: str) -> None:
        """Tell that the module which a frame shows is to be collapsed."""
        self.collapse_asked.emit(frame)

    def add(self, kind: str, point: QPointF | None = None) -> None:
        """Place a block of the catalogue, at a pixel of this widget or in the middle."""
        self._editing.add(kind, point)

    def add_block(self, block: Placed, point: QPointF | None = None) -> None:
        """Place a block with its values, or a module, at a pixel of this widget or in the middle; on a wire, into it."""
        self._editing.add_block(block, point)

    def set_modules(self, modules: Mapping[str, Module]) -> None:
        """Say which modules a palette may drop here, by name: as a block whose kind is ``module:`` and the name."""
        self._editing.modules = modules

    def set_blocks(self, blocks: Mapping[str, type[Block]]) -> None:
        """Say which blocks a palette may drop here, by kind; at first all of the catalogue."""
        self._editing.blocks = blocks

    @Slot()
    def delete(self) -> None:
        """Take the selected nodes, or the selected wire, off the board."""
        self._editing.delete()

    @Slot()
    def delete_keeping_gap(self) -> None:
        """Take the selected nodes off the board and leave what they stood between unconnected."""
        self._editing.delete(heal=False)

    @Slot()
    def connect_selected(self) -> None:
        """Wire the selected nodes in a row, as they are read."""
        self._editing.connect()

    def nudge(self, right: int, down: int) -> None:
        """Move the selected nodes by so many steps of the grid."""
        self._editing.nudge(right, down)

    @Slot()
    def copy(self) -> None:
        """Put the selected nodes into the clipboard, as text."""
        self._editing.copy()

    @Slot()
    def cut(self) -> None:
        """Copy the selected nodes and take them off the board."""
        self._editing.cut()

    @Slot()
    def duplicate(self) -> None:
        """Add the selected nodes once more."""
        self._editing.duplicate()
