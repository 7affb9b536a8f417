"""What the mouse is in the middle of: one class a gesture, begun by a press, ended by a release or given up with Escape."""

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.canvas.shown.hits import nodes_in
from studio.canvas.shown.noted import notes_in
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import View
from studio.graph.figures import Issue
from studio.graph.model import Graph

Keys = Qt.KeyboardModifier


class Surface(Protocol):
    """What gestures do to the board."""

    @property
    def stage(self) -> Stage:
        """What is shown."""

    def look_at(self, view: View) -> None:
        """Show another part of the board."""

    def glide_to(self, view: View) -> None:
        """Lead to another part of the board in sight."""

    def goal(self) -> View:
        """What is seen, or will be when the way there ends."""

    def select(self, ids: Iterable[str]) -> None:
        """Select nodes."""

    def edit(self, label: str, change: Callable[[Graph], Graph]) -> bool:
        """Tell of an edit; False, with the reason told, where it is refused."""

    def refuse(self, sentence: str) -> None:
        """Tell why something was not done."""

    def mend(self, issue: Issue) -> None:
        """Tell that the fix of an issue is wanted."""

    def want(self, source: tuple[str, int], point: QPointF) -> None:
        """Tell that a wire from a node's port was led into empty space."""

    def collapse(self, frame: str) -> None:
        """Tell that the module which a frame shows is to be collapsed."""

    def update(self) -> None:
        """Paint again soon."""


class Gesture:
    """Base of all gestures.

    Args:
        surface: The board.
        point: Where it began, in pixels of the widget.
    """

    cursor = Qt.CursorShape.ArrowCursor
    quiet = False  # whether the words beside cards would be in the way

    def __init__(self, surface: Surface, point: QPointF) -> None:
        self.surface, self.start, self.point = surface, point, point

    @property
    def stage(self) -> Stage:
        """What is shown."""
        return self.surface.stage

    def moved(self, point: QPointF, keys: Keys) -> None:
        """The mouse is elsewhere."""

    def ended(self) -> None:
        """The button was released."""

    def cancelled(self) -> None:
        """The person gave up: everything is as it was."""

    def paint(self, painter: QPainter) -> None:
        """Whatever shows how it stands."""


class Panning(Gesture):
    """The board follows the hand."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Moves what is seen."""
        step, self.point = point - self.point, point
        self.surface.look_at(self.stage.view.panned(step.x(), step.y()))


class Visiting(Gesture):
    """What is seen follows the cursor on the small map.

    Args:
        surface: The board.
        point: Where it began.
        to_board: The place on the board that a point of the map shows.
    """

    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, surface: Surface, point: QPointF, to_board: Callable[[QPointF], QPointF]) -> None:
        super().__init__(surface, point)
        self._to_board = to_board
        self.moved(point, Keys.NoModifier)

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Puts the place under the cursor into the middle of the board."""
        place, view, size = self._to_board(point), self.stage.view, self.stage.size
        left, top = place.x() - size.width() / 2 / view.zoom, place.y() - size.height() / 2 / view.zoom
        self.surface.look_at(View(view.zoom, left, top))


class RubberBand(Gesture):
    """Selects what a box touches; a click without a box selects nothing.

    Args:
        surface: The board.
        point: Where it began.
        keep: What stays selected whatever the box touches.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, surface: Surface, point: QPointF, keep: frozenset[str] = frozenset()) -> None:
        super().__init__(surface, point)
        self._keep, self._before = keep, self.stage.selection | self.stage.noted.chosen
        self._origin = self.stage.view.to_board(point)
        self.surface.select(keep)

    def moved(self, point: QPointF, keys: Keys) -> None:
        """Selects what the box touches now."""
        self.point = point
        box = QRectF(self._origin, self.stage.view.to_board(point)).normalized()
        rows = nodes_in(self.stage.scene.rects, (box.x(), box.y(), box.width(), box.height()))
        notes = notes_in(self.stage.scene.graph, box)
        self.surface.select(self._keep.union(notes, (self.stage.scene.ids[row] for row in rows.tolist())))
        self.surface.update()

    def cancelled(self) -> None:
        """Selects what was selected before."""
        self.surface.select(self._before)

    def paint(self, painter: QPainter) -> None:
        """The box."""
        box = QRectF(self.stage.view.to_screen(self._origin), self.point).normalized()
        painter.setPen(QPen(self.stage.colour("accent"), 1.0))
        painter.setBrush(self.stage.colour("halo"))
        painter.drawRect(box.toRect())


def named(graph: Graph, ids: Iterable[str]) -> str:
    """Nodes and notes in a label: `conv1`, `3 nodes`, `a frame`, `2 nodes and a comment`."""
    chosen = tuple(ids)
    nodes = [graph.nodes[each].name for each in chosen if each in graph.nodes]
    notes = [graph.notes[each].kind for each in chosen if each in graph.notes]
    words = [nodes[0] if len(nodes) == 1 else f"{len(nodes)} nodes"] if nodes or not notes else []
    return " and ".join([*words, f"a {notes[0]}" if len(notes) == 1 else f"{len(notes)} notes"][: len(words) + bool(notes)])
