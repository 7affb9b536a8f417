"""The drawing everywhere: board, properties, issues, status bar and data, in step with the document."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.data_look import DataLook, Found
from studio.app.document import Document
from studio.app.held_code import READ, to_be_read
from studio.app.pixel_issues import pixel_issues
from studio.canvas.board import Board
from studio.data.facts import DataError, Facts
from studio.graph.edits import EditRefused
from studio.graph.faults.advice import advice
from studio.graph.faults.issues import data_issues
from studio.graph.figures import Issue, Measured
from studio.graph.head import offered
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.names import kind
from studio.panels.issues import IssuesPanel
from studio.panels.properties import PropertiesPanel

_KNOWN = 4  # drawings whose figures are kept, so that undo finds them
REST_MS = 120  # after the last edit, until what takes a moment is done: advice, and whatever follows `rested`


class Drawing(QObject):
    """Measures every new drawing once and shows it wherever it is seen.

    Args:
        document: What is drawn.
        board: Where it is drawn.
        properties: Where the selected node's values stand.
        issues: Where issues are listed.
        parent: The window.

    Attributes:
        measured_anew: Carries the Measured and the issues, those with the data included.
        selected: The node that is looked at is another one; carries its id or None.
        data_found: The data was looked at; carries Facts or DataError.
        turned: Another drawing or the inside of another module is on the board; nodes there may have the same ids.
        refused: An edit cannot be made; carries the sentence.
        code_asked: Code that waits for consent is to be seen.
        rested: No edit has come for a moment.
    """

    measured_anew = Signal(object, object)
    selected = Signal(object)
    data_found = Signal(object)
    turned = Signal()
    refused = Signal(str)
    code_asked = Signal()
    rested = Signal()

    def __init__(
        self, document: Document, board: Board, properties: PropertiesPanel, issues: IssuesPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._board, self._properties, self._issues = document, board, properties, issues
        self._known: deque[tuple[Graph, Measured]] = deque(maxlen=_KNOWN)
        self._latest: tuple[Graph, Measured] | None = None
        self._inside: tuple[Graph, Measured] | None = None
        self._place = (document.project.shown, document.place.trail)
        self.node: str | None = None
        self.issues: tuple[Issue, ...] = ()
        self._advice: tuple[Issue, ...] = ()
        self._advised: Graph | None = None
        self._data = DataLook(self)
        self._data.found.connect(self._take_data)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._rested)
        self._join()

    @property
    def whole(self) -> Measured:
        """The figures of the drawing as it is now, whatever is looked at in it."""
        graph = self._document.project.graph
        found = next((known for known in self._known if known[0] is graph), None)
        if found is None:
            found = (graph, measure(graph, self._latest))
            self._known.append(found)
        self._latest = found
        return found[1]

    @property
    def measured(self) -> Measured:
        """The figures of what is shown: of the drawing, or of the inside of the module that was entered."""
        document = self._document
        if not document.place.trail:
            return self.whole
        seen = document.place.entered(document.project)
        if self._inside is None or self._inside[0] is not seen.graph:
            self._inside = (seen.graph, measure(seen.graph, self._inside, seen.given))
        return self._inside[1]

    @property
    def facts(self) -> Facts | None:
        """What the data holds; None while nobody knows or where it cannot be used."""
        return self._data.latest if isinstance(self._data.latest, Facts) else None

    def show(self) -> None:
        """Shows the document as it is now; what takes a moment follows when it rests."""
        project, graph, measured = self._document.project, self._document.graph, self.measured
        self._turn(graph)
        advised = self._advice if self._advised is graph else ()
        self.issues = (*to_be_read(measured.issues), *self._data_issues(), *advised)
        self._board.set_title(*self._title())
        self._board.stage.around = self._document.place.manner(project)
        self._board.show_graph(graph, measured, self.issues)
        self._issues.show_issues(self.issues, graph)
        self._select(self._board.selection)
        self._data.look(project.data.source)
        self._rest.start()
        self.measured_anew.emit(measured, self.issues)

    def measure_again(self) -> None:
        """Shows the drawing anew, of which more is known by now."""
        self._known.clear()
        self._inside = None
        self._document.place.forget()
        self.show()

    def select_first(self, family: str) -> None:
        """Selects the first block of a family in the data's way, so that there is something to look at from the start."""
        nodes = self._document.graph.nodes
        first = next((node for node in self.measured.order if getattr(nodes[node].block, "family", "") == family), None)
        if first is not None:
            self._board.select([first])

    def apply_fix(self, issue: Issue) -> None:
        """Does what an issue proposes."""
        if issue.fix is READ:
            self.code_asked.emit()
        if issue.fix is None or issue.fix is READ:
            return
        try:
            self._document.edit_graph(issue.fix.label, issue.fix.edit(self._document.graph))
        except EditRefused as error:
            self.refused.emit(str(error))

    def close(self) -> None:
        """Measures and shows nothing any more."""
        self._rest.stop()
        self._data.close()

    def _join(self) -> None:
        self._document.leaving.connect(self._board.finish_writing)
        self._document.changed.connect(lambda _project: self.show())
        self._board.edited.connect(self._document.edit_graph)
        self._board.selected.connect(self._select)
        self._board.fix_clicked.connect(self.apply_fix)
        self._board.refused.connect(self.refused)
        self._issues.node_chosen.connect(self.go_to)
        self._issues.fix_asked.connect(self.apply_fix)

    def go_to(self, node: str) -> None:
        """Selects a node and brings it into view."""
        self._board.select([node])
        self._board.reveal(node)

    def _select(self, ids: Iterable[str]) -> None:
        chosen = tuple(each for each in ids if each in self._document.graph.nodes)  # the board may not know yet that one is gone
        node = chosen[0] if len(chosen) == 1 else None
        self._properties.show_selection(self._document.graph, chosen, self.measured)
        if node != self.node:
            self.node = node
            self.selected.emit(node)

    def _turn(self, graph: Graph) -> None:
        """Where the graph is that of another place, nothing of what was shown there stays."""
        before, self._place = self._place, (self._document.project.shown, self._document.place.trail)
        if self._place != before and graph is not self._board.stage.scene.graph:
            self._board.clear()
            self.turned.emit()

    def _title(self) -> tuple[str, str]:
        """What is on the board, and what that is."""
        project, place = self._document.project, self._document.place
        if place.trail:
            return place.names(project)[-1], kind(place.instances(project)[-1])
        return project.title, "" if project.shown == project.title else f"{project.shown} graph"

    def _data_issues(self) -> tuple[Issue, ...]:
        """Where the drawing does not suit the data; inside a module there are none, for its ends are not the network's."""
        found: Any = self._data.latest
        if isinstance(found, DataError):
            return tuple(Issue(None, sentence, True) for sentence in found.faults)
        if found is None or self._document.place.trail:
            return ()
        graph, shape, classes = self._document.graph, found.shape, len(found.classes)
        fitting = offered(graph, self.whole, data_issues(graph, self.whole, shape, classes), shape, classes)
        return (*fitting, *pixel_issues(self._document.project))

    def _take_data(self, found: Found) -> None:
        self.data_found.emit(found)
        self.show()

    def _rested(self) -> None:
        """Gives advice, when no edit has come for a moment."""
        self.rested.emit()
        graph = self._document.graph
        if self._advised is graph:
            return
        self._advised, self._advice = graph, advice(graph, self.measured)
        self.issues = (*(issue for issue in self.issues if not issue.advice), *self._advice)
        self._board.show_graph(graph, self.measured, self.issues)
        self._issues.show_issues(self.issues, graph)
        self.measured_anew.emit(self.measured, self.issues)
