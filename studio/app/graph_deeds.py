"""What a person does with the drawings of a project: adds, renames, removes and chooses them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.app.document import Document
from studio.graph.edits import EditRefused
from studio.look import Look
from studio.project.project import Project

if TYPE_CHECKING:
    from studio.app.compare_window import CompareWindow


class GraphDeeds(QObject):
    """Works on the drawing that is shown.

    Args:
        look: Theme and icons.
        document: The project.
        parent: The window, over which questions are asked.

    Attributes:
        refused: Something cannot be done; carries the sentence.
    """

    refused = Signal(str)

    def __init__(self, look: Look, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._document, self._window = look, document, parent

    def add(self) -> None:
        """Starts an empty drawing beside the others."""
        self._do("Add a drawing", lambda project: project.with_new_graph())

    def rename(self, name: str, new: str) -> None:
        """Gives a drawing another name."""
        self._do(f"Rename the drawing to {new}", lambda project: project.renamed(name, new))

    def rename_project(self, _name: str, new: str) -> None:
        """Gives the project another name; its folder stays."""
        self._do(f"Rename the project to {new}", lambda project: project.with_title(new))

    def remove(self) -> None:
        """Takes the drawing out of the project; undo brings it back."""
        shown = self._document.project.shown
        self._do(f"Remove the drawing {shown}", lambda project: project.without_graph(shown))

    def step(self, by: int) -> None:
        """Shows the drawing so many tabs further, round and round."""
        names = list(self._document.project.graphs)
        self._document.show_graph(names[(names.index(self._document.project.shown) + by) % len(names)])

    def compare(self) -> CompareWindow:
        """Opens a window with two drawings side by side; it lives no longer than it is open."""
        from studio.app.compare_sources import sides  # only now, for few open it and all wait for the start
        from studio.app.compare_window import CompareWindow

        window = CompareWindow(self._look, sides(self._document), self._window)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document.changed.connect(window.renew_soon)
        window.show()
        return window

    def _do(self, label: str, change: Callable[[Project], Project]) -> None:
        self._document.leaving.emit()
        try:
            self._document.edit(label, change(self._document.project))
        except EditRefused as error:
            self.refused.emit(str(error))
