"""What is typed into the program becomes edits of the drawing: read beside the window's work, each change one step to undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from studio.app.beside import Beside
from studio.app.document import Document
from studio.compile.plan import Plan
from studio.graph.model import Graph
from studio.panels.source import SourcePanel

if TYPE_CHECKING:
    from studio.compile.parsing.editing import Applied, Start
    from studio.compile.parsing.faults import Fault

_BOTH = "The drawing has changed since. Apply makes it what is written here; Revert writes the program of the drawing instead."


class Program(NamedTuple):
    """The program of a drawing, as the studio wrote it.

    Attributes:
        plan: From which it was written.
        graph: The drawing.
        text: The program.
    """

    plan: Plan
    graph: Graph
    text: str


class _Refused:
    """Why a program makes no drawing.

    Args:
        faults: Places that cannot be read, or edits that cannot be made.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = faults


class _Session:
    """The edits since the program was written: all are read from there, so that what was cut and put back is what it was.

    Args:
        program: Where they begin.
        number: Of the session; its edits are one step to undo.
    """

    def __init__(self, program: Program, number: int) -> None:
        self.program, self.number = program, number
        self._start: Start | None = None
        self._fresh: dict[str, dict[str, str]] = {}

    def applied(self, text: str) -> Applied | _Refused:
        """The drawing after the edits, or why there is none."""
        from studio.compile.parsing.editing import applied, start  # takes a moment, and nobody edits while the window opens
        from studio.compile.parsing.faults import ParsingError

        try:
            self._start = self._start or start(*self.program)
            return applied(self._start, text, self._fresh)
        except ParsingError as error:
            return _Refused(error.faults)


class SourceEditing(QObject):
    """Edits the drawing as its program is edited.

    Args:
        document: What is drawn.
        panel: Where its program is edited.

    Attributes:
        applied: A text was applied, and the drawing is what it says; carries the text.
        added: Nodes came by it; carries their ids.
    """

    applied = Signal(str)
    added = Signal(object)

    def __init__(self, document: Document, panel: SourcePanel) -> None:
        super().__init__(panel)
        self._document, self._panel = document, panel
        self._session: _Session | None = None
        self._count = 0
        self._own: Graph | None = None
        self._waits = self._overtaken = False
        self._beside = Beside(self)
        self._beside.found.connect(self._take)
        panel.edited.connect(self._edited)
        panel.apply_asked.connect(self.apply)
        panel.undo_asked.connect(document.undo)

    @property
    def waits(self) -> bool:
        """Whether something is typed that the drawing does not say."""
        return self._waits

    def is_own(self, graph: Graph) -> bool:
        """Whether the drawing is what the program made of it."""
        return self._own is not None and graph is self._own

    def begin(self, program: Program) -> None:
        """Edits begin anew, from the program as it was just written and shown."""
        self._count += 1
        self._session = _Session(program, self._count)
        self._own, self._waits, self._overtaken = program.graph, False, False

    def overtake(self, program: Program) -> None:
        """The drawing was edited elsewhere while something is typed: one of them must be chosen."""
        self.begin(program)
        self._waits = self._overtaken = True
        self._panel.say(_BOTH, apply=True)

    def apply(self) -> None:
        """Makes the drawing what the program says, whatever else was done to it."""
        self._overtaken = False
        self._read(self._panel.text())

    def close(self) -> None:
        """Reads nothing any more."""
        self._beside.close()

    def _edited(self, text: str) -> None:
        self._waits = True
        if not self._overtaken:
            self._read(text)

    def _read(self, text: str) -> None:
        if (session := self._session) is not None:
            self._beside.ask(lambda: (session, text, session.applied(text)))

    def _take(self, answer: tuple[_Session, str, Applied | _Refused]) -> None:
        session, text, found = answer
        if session is not self._session or text != self._panel.text():
            return  # a newer one is on its way
        if isinstance(found, _Refused):
            self._panel.show_faults(found.faults)
            return
        self._put(session, found)
        self._panel.show_applied(found.lines, " ".join(found.remarks))
        self._waits = False
        self.applied.emit(text)

    def _put(self, session: _Session, found: Applied) -> None:
        """Puts the drawing into the project, and what the program says of the data."""
        project = self._document.project
        came = [node for node in found.graph.nodes if node not in project.graph.nodes]
        if found.graph is not project.graph:
            project = project.with_graph(found.graph)
        if found.scale is not None:
            project = replace(project, data=project.data.replace(scale=found.scale))
        self._own = project.graph  # known before the document tells of it
        self._document.edit("Edit the source", project, f"source {session.number}")
        self._own = self._document.project.graph
        if came:
            self.added.emit(came)
