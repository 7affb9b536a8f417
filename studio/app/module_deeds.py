"""What a person does with modules: makes them of nodes, goes into them, shows them in place, takes them apart, keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from studio.app.document import Document
from studio.canvas.board import Board
from studio.graph.edits import EditRefused
from studio.graph.model import Graph, Node
from studio.graph.module import Instance, Module
from studio.graph.modules.dissolving import dissolve
from studio.graph.modules.grouping import group
from studio.graph.modules.in_place import collapse, expand
from studio.project import library
from studio.project.errors import ProjectError
from studio.project.in_step import all_modules

_CHOOSE = "Select a module first: a node that holds other nodes. Menu Module makes one of the selected nodes."


class ModuleDeeds(QObject):
    """Works on the selection of the board.

    Args:
        document: What is drawn.
        board: Where it is drawn.
        parent: The window.

    Attributes:
        refused: Something cannot be done; carries the sentence.
        said: Something was done that the drawing does not show; carries the sentence.
        kept: The person's own modules are others now.
    """

    refused = Signal(str)
    said = Signal(str)
    kept = Signal()

    def __init__(self, document: Document, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._board = document, board

    def group(self) -> None:
        """Makes a module of what is selected."""
        chosen = [*self._board.selection, *self._board.selected_notes]
        self._edit("Make a module", lambda graph: group(graph, chosen, elsewhere=self._document.project.modules))

    def dissolve(self, node_id: str = "") -> None:
        """Takes modules apart: the given one, or those selected."""
        chosen = [node_id] if node_id else [node.id for node in self._instances()]
        if not chosen:
            self.refused.emit(_CHOOSE)
            return
        before = set(self._document.graph.nodes)

        def dissolved(graph: Graph) -> tuple[Graph, str]:
            for each in chosen:
                graph = dissolve(graph, each)
            return graph, ""

        if self._edit("Dissolve a module" if len(chosen) == 1 else f"Dissolve {len(chosen)} modules", dissolved):
            self._board.select([node for node in self._document.graph.nodes if node not in before])

    def expand(self, node_id: str = "") -> None:
        """Shows a module in its place, in a frame."""
        if found := self._one(node_id):
            self._edit(f"Expand {found.name}", lambda graph: expand(graph, found.id))

    def collapse(self, note_id: str = "") -> None:
        """Puts a module back that a frame shows: the given one, the selected one, or that around the selected node."""
        notes = self._document.graph.notes
        shown = [note for note in ([note_id] if note_id else self._frames()) if note in notes and notes[note].expanded]
        if not shown:
            self.refused.emit("Select a frame that shows a module, or a node in it, to put the module back.")
            return
        self._edit("Collapse a module", lambda graph: collapse(graph, shown[0], not self._document.place.only, self._elsewhere()))

    def enter(self, node_id: str = "") -> None:
        """Looks into a module."""
        if found := self._one(node_id):
            self._document.go((*self._document.place.trail, found.id))
            self._board.select(())
            self._board.fit()

    def leave(self) -> None:
        """Looks at what is around the module, with the module selected."""
        self.go_to_depth(len(self._document.place.trail) - 1)

    def go_to_depth(self, depth: int) -> None:
        """Leaves modules, until so many are left on the way in."""
        trail = self._document.place.trail
        if not 0 <= depth < len(trail):
            return
        self._document.go(trail[:depth])
        self._board.select([trail[depth]])
        self._board.fit()

    def keep(self, node_id: str = "") -> None:
        """Puts a module into the person's own library."""
        found = self._one(node_id)
        if found is None:
            return
        module = _module(found)
        try:
            library.keep(module)
        except ProjectError as error:
            self.refused.emit(str(error))
            return
        self.kept.emit()
        self.said.emit(f"{module.title or module.name} is among your own modules now.")

    def _elsewhere(self) -> Mapping[str, Module]:
        """The modules that are used outside of what is looked at."""
        project = self._document.project
        if self._document.place.trail:
            return project.modules
        return all_modules(graph for name, graph in project.graphs.items() if name != project.shown)

    def _instances(self) -> list[Node]:
        nodes = self._document.graph.nodes
        return [nodes[node] for node in self._board.selection if node in nodes and isinstance(nodes[node].block, Instance)]

    def _one(self, node_id: str) -> Node | None:
        """The given module, or the one selected; says what is missing where there is none."""
        node = self._document.graph.nodes.get(node_id)
        found = [node] if node is not None else self._instances()
        if not found:
            self.refused.emit(_CHOOSE)
        return found[0] if found else None

    def _frames(self) -> list[str]:
        """Selected frames, and those that show a module of whose nodes one is selected."""
        graph = self._document.graph
        around = (
            note.id
            for note in graph.notes.values()
            if note.expanded and any(node.startswith(f"{note.expanded.id}/") for node in self._board.selection)
        )
        return [*self._board.selected_notes, *around]

    def _edit(self, label: str, change: Callable[[Graph], tuple[Graph, str]]) -> bool:
        """Edits, and selects what came of it."""
        try:
            graph, made = change(self._document.graph)
        except EditRefused as error:
            self.refused.emit(str(error))
            return False
        self._document.edit_graph(label, graph)
        if made:
            self._board.select([made])
        return True


def _module(node: Node) -> Module:
    if not isinstance(node.block, Instance):
        raise TypeError(f"{node.name} holds no module.")
    return node.block.module
