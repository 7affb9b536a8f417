"""What must hold after whatever was done: canvas, drawing, figures, file and history agree."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from PySide6.QtGui import QAccessible

from studio.app.workspace import Workspace
from studio.canvas.shown.rows import _FAR
from studio.canvas.shown.scene import Scene
from studio.graph.figures import Issue
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.project import file
from studio.project.history import LONGEST
from studio.project.project import Project


class Checks:
    """Compares what should be the same.

    Args:
        workspace: What is looked at.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._of, self._first = workspace, workspace.document.project
        self._read: Project | None = None

    def after_step(self) -> Iterator[str]:
        """Every fault there is now, in a sentence each."""
        yield from self.board()
        yield from self._figures()
        yield from self._file()
        yield from self._spoken()

    def board(self) -> Iterator[str]:
        """Whether the board shows the drawing."""
        document, stage = self._of.document, self._of.board.stage
        scene, graph = stage.scene, document.graph
        if scene.graph is not graph:
            yield "The board shows another drawing than the document has."
            return
        if scene.ids != tuple(graph.nodes) or scene.wires != graph.wires:
            yield f"Rows differ from the drawing: {scene.ids} {scene.wires} for {tuple(graph.nodes)} {graph.wires}."
            return
        yield from self._pointers(graph)
        if self._at_rest():
            yield from _arrays(scene, graph)
        yield from _sound(graph)

    def history(self) -> Iterator[str]:
        """Back to the beginning and forth to the end again: every version is the same both ways, and the first is the first."""
        document = self._of.document
        while document.history.can_redo:
            document.redo()
        last, trail = document.project, []
        while document.history.can_undo:
            trail.append(_text(document.project))
            document.undo()
            yield from self.board()
        if len(document.history.labels) < LONGEST and not _same(document.project, self._first):
            yield "Undo to the beginning does not lead to the first project."
        while document.history.can_redo:
            document.redo()
            yield from self.board()
            if _text(document.project) != trail.pop():
                yield f"{document.history.undo_label!r} done again differs from what was undone."
        if not _same(document.project, last):
            yield "Redo to the end does not lead to the last project."

    def _pointers(self, graph: Graph) -> Iterator[str]:
        stage = self._of.board.stage
        nodes, wires = len(graph.nodes), len(graph.wires)
        gone = {*(stage.selection - graph.nodes.keys()), *(stage.noted.chosen - graph.notes.keys())}
        if gone:
            yield f"What is selected is not there: {gone}."
        rows = {"hovered": (stage.hovered, nodes), "hot_wire": (stage.hot_wire, wires), "chosen_wire": (stage.chosen_wire, wires)}
        rows |= {"hidden_wire": (stage.hidden_wire, wires), "hot_port": (stage.hot_port[0] if stage.hot_port else -1, nodes)}
        rows["cut_wires"] = (max(stage.cut_wires, default=-1), wires)
        yield from (f"{name} is {row} of {count}." for name, (row, count) in rows.items() if not -1 <= row < count)
        for name in ("feeding", "fed", "direct"):
            if len(getattr(stage, name)) != wires:
                yield f"{name} has {len(getattr(stage, name))} flags for {wires} wires."

    def _at_rest(self) -> bool:
        board = self._of.board
        return board._pointer.gesture is None and not board._settling._motion.running

    def _figures(self) -> Iterator[str]:
        """Whether what was measured step by step is what is measured anew."""
        drawing, anew = self._of.drawing, measure(self._of.document.project.graph)
        for name in ("figures", "order", "used", "tangled"):
            if getattr(anew, name) != getattr(drawing.whole, name):
                yield f"{name} measured step by step differs: {getattr(drawing.whole, name)} is {getattr(anew, name)} anew."
        if _worded(anew.issues) != _worded(drawing.whole.issues):
            yield f"Issues found step by step differ: {_worded(drawing.whole.issues)} are {_worded(anew.issues)} anew."
        if self._of.board.stage.scene.measured is not drawing.measured:
            yield "The board shows other figures than the drawing has."

    def _spoken(self) -> Iterator[str]:
        """Whether a screen reader finds every node, by its name."""
        stage, board = self._of.board.stage, QAccessible.queryAccessibleInterface(self._of.board)
        for row, node in enumerate(self._of.document.graph.nodes.values()):
            child = board.child(row)
            words = child.text(QAccessible.Text.Name)
            if (
                not child.isValid()
                or not words.startswith(node.name)
                or child.childCount() != stage.scene.inputs(row) + stage.scene.outputs(row)
            ):
                yield f"{node.name} is spoken of as {words!r} with {child.childCount()} ports."

    def _file(self) -> Iterator[str]:
        """Whether the project comes back from its file as it is."""
        project = self._of.document.project
        if project is self._read:
            return
        self._read = project
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "project.json"
            file.write_file(path, project)
            read = file.read_file(path)
        if read != project:
            yield f"The project read back from its file differs: {_difference(project, read)}"


def _arrays(scene: Scene, graph: Graph) -> Iterator[str]:
    """Whether what was taken over from edit to edit is what is made anew."""
    fresh = Scene()
    fresh.show(graph, scene.measured, scene.all_issues, scene._tall - scene.worded)
    places = np.clip(np.array([node.position for node in graph.nodes.values()]).reshape(-1, 2), -_FAR, _FAR)
    if not np.array_equal(scene.rects[:, :2], places):
        yield f"Cards do not lie where the drawing has them: {scene.rects[:, :2].tolist()} for {places.tolist()}."
    if not np.array_equal(scene.routes.points, fresh.routes.points):
        yield "Ways of wires taken over from edit to edit differ from those made anew."
    for name in ("rects", "families", "ends", "widths", "marks", "muted", "states", "locked", "_inputs", "_outputs", "boxes"):
        kept, made = getattr(scene, name), getattr(fresh, name)
        if not np.array_equal(kept, made):
            yield f"{name} taken over from edit to edit differ: {kept.tolist()} are {made.tolist()} anew."


def _sound(graph: Graph) -> Iterator[str]:
    """Whether a drawing is one at all."""
    names = [node.name for node in graph.nodes.values()]
    if len(set(names)) < len(names):
        yield f"Two nodes have one name: {sorted(names)}."
    if any(key != node.id for key, node in graph.nodes.items()) or any(key != note.id for key, note in graph.notes.items()):
        yield "A node or note is kept under another id than its own."
    if any(wire.source not in graph.nodes or wire.target not in graph.nodes for wire in graph.wires):
        yield f"A wire leads nowhere: {graph.wires}."
    if list(graph.wires) != sorted(set(graph.wires)) or len({(wire.target, wire.port) for wire in graph.wires}) < len(graph.wires):
        yield f"Wires are not in order, or two share a port: {graph.wires}."


def _difference(one: Project, other: Project) -> str:
    """The lines of their files that differ, or what no file tells."""
    lines = list(difflib.unified_diff(_text(one).splitlines(), _text(other).splitlines(), lineterm="", n=2))[:40]
    return "\n".join(lines) or f"{one} is {other}"


def _worded(issues: Iterable[Issue]) -> list[tuple[str | None, str, bool, str]]:
    return [(issue.node, issue.text, issue.stops, issue.fix.label if issue.fix else "") for issue in issues]


def _text(project: Project) -> str:
    return file.text(replace(project, shown=next(iter(project.graphs))))


def _same(one: Project, other: Project) -> bool:
    """Whether two projects are the same to the letter, whichever drawing is looked at."""
    return _text(one) == _text(other)
