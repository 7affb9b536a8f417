"""From mouse events to gestures: what a press begins, what the cursor rests on."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPainter, QWheelEvent

from studio.canvas.gestures.connecting import Connecting
from studio.canvas.gestures.copying import Copying
from studio.canvas.gestures.cutting import Cutting, paint_hint
from studio.canvas.gestures.framing import cursor_of, grasped
from studio.canvas.gestures.gesture import Gesture, Keys, Panning, RubberBand, Surface, Visiting
from studio.canvas.gestures.moving import Moving
from studio.canvas.gestures.pointing import Spot, end_at, spot, wire_below
from studio.canvas.gestures.scrolling import pinched, turn_of, turned
from studio.canvas.painting.callouts import Callout, callouts, paint_callouts
from studio.canvas.painting.labels import paint_port_names
from studio.canvas.painting.minimap import Minimap
from studio.canvas.painting.notes import Grip, comment_rects, grip_at
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import Level
from studio.graph.model import Wire

_BAR = QSizeF(192, 48)  # the corner of the zoom bar


class Pointer:
    """The mouse over a board.

    Args:
        surface: The board.
        minimap: The small map on it.

    Attributes:
        gesture: What the mouse is in the middle of.
        space: Whether the space bar is held, so that a drag pans.
        panned: Whether it was held for a drag.
        knife: Whether the next drag cuts wires, wherever it begins.
        place: Where the cursor was seen last, in pixels of the board's widget.
    """

    def __init__(self, surface: Surface, minimap: Minimap) -> None:
        self._surface, self._minimap = surface, minimap
        self.gesture: Gesture | None = None
        self.space = self.panned = self.knife = False
        self.place = QPointF()
        self._callouts: list[Callout] = []
        self._grip: Grip | None = None

    @property
    def _stage(self) -> Stage:
        return self._surface.stage

    def pressed(self, event: QMouseEvent) -> None:
        """Begins what the press begins."""
        if self.gesture is not None:
            return
        self.place = event.position()
        if event.button() == Qt.MouseButton.MiddleButton or (event.button() == Qt.MouseButton.LeftButton and self.space):
            self.gesture, self.panned = Panning(self._surface, event.position()), True
        elif event.button() == Qt.MouseButton.LeftButton:
            self.gesture = self._begun(event.position(), event.modifiers())

    def moved(self, event: QMouseEvent) -> None:
        """Leads the gesture on, or shows what the cursor rests on."""
        self.place = event.position()
        if self.gesture is not None:
            self.gesture.moved(event.position(), event.modifiers())
        else:
            self.hover(event.position())

    def released(self, event: QMouseEvent) -> None:
        """Ends the gesture, when the last button is up: another one pressed on the way is not meant."""
        if event.buttons() != Qt.MouseButton.NoButton:
            return
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.ended()
            self._surface.update()  # what it painted while it went on is to go
        self.hover(self.place)

    def cancel(self) -> bool:
        """Gives the gesture up, and puts the knife away; False where there was neither."""
        armed, self.knife = self.knife, False
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.cancelled()
        if gesture is not None or armed:
            self._surface.update()
        return gesture is not None or armed

    def wheel(self, event: QWheelEvent) -> None:
        """A wheel zooms about the cursor, tilted or with Shift it pans; two fingers pan, with Control they zoom."""
        turn, surface = turn_of(event), self._surface
        self.place = event.position()
        if turn.stepped and self.gesture is None:
            surface.glide_to(turned(surface.goal(), turn))
            return
        surface.look_at(turned(self._stage.view, turn))
        self._follow(event.modifiers())

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Fingers that spread or pinch zoom; False where they did something else."""
        view = pinched(self._stage.view, event)
        if view is not None:
            self._surface.look_at(view)
            self._follow(event.modifiers())
        return view is not None

    def _follow(self, keys: Keys) -> None:
        """What is under a cursor that stands still is another place of the board now."""
        if self.gesture is not None:
            self.gesture.moved(self.place, keys)
        else:
            self.hover(self.place)

    def hover(self, point: QPointF) -> None:
        """Shows what the cursor rests on."""
        stage, found = self._stage, self.under(point)
        resting = (found.node, found.wire, found.port)
        self._grip = self.grip(point, found)
        note = self._grip.note if self._grip is not None else None
        if (*resting, note) != (stage.hovered, stage.hot_wire, stage.hot_port, stage.noted.hovered):
            stage.hovered, stage.hot_wire, stage.hot_port = resting
            stage.noted.hovered = note
            self._surface.update()

    def carried(self, point: QPointF) -> None:
        """Lights the wire into which a block would be put that is let go there."""
        stage = self._stage
        stage.leave()
        stage.hot_wire = -1 if self.covered(point) else wire_below(stage, stage.view.to_board(point))
        self._surface.update()

    def forget(self) -> None:
        """Drops the boxes of issues that may be gone."""
        self._callouts = []

    def covered(self, point: QPointF) -> bool:
        """Whether a box or the small map lies there."""
        return self.callout_at(point) is not None or self._minimap.place(self._stage).contains(point)

    def under(self, point: QPointF) -> Spot:
        """What lies there, boxes and the small map hiding what is below them."""
        if self.covered(point):
            return Spot()
        return spot(self._stage, point)

    def grip(self, point: QPointF, found: Spot) -> Grip | None:
        """What of a comment or frame lies there, where nothing else does."""
        return grip_at(self._stage, point) if found == Spot() and not self.covered(point) else None

    def callout_at(self, point: QPointF) -> Callout | None:
        """The words of an issue under a point."""
        return next((each for each in reversed(self._callouts) if each.box.contains(point)), None)

    def cursor(self) -> Qt.CursorShape:
        """The shape of the cursor where it is."""
        if self.gesture is not None:
            return self.gesture.cursor
        if self.space:
            return Qt.CursorShape.OpenHandCursor
        if self.knife:
            return Qt.CursorShape.CrossCursor
        callout = self.callout_at(self.place)
        if callout is not None:
            return Qt.CursorShape.PointingHandCursor if callout.link.contains(self.place) else Qt.CursorShape.ArrowCursor
        if self._grip is not None:
            return cursor_of(self._grip)
        return Qt.CursorShape.CrossCursor if self._stage.hot_port else Qt.CursorShape.ArrowCursor

    def paint(self, painter: QPainter) -> None:
        """Words beside cards, the small map, and the gesture over all."""
        corner = QRectF(self._stage.size.width() - _BAR.width(), 0, _BAR.width(), _BAR.height())
        quiet = self.gesture is not None and self.gesture.quiet
        taken = [corner, self._minimap.place(self._stage), *comment_rects(self._stage)]
        self._callouts = [] if quiet else callouts(self._stage, taken)
        paint_callouts(painter, self._stage, self._callouts)
        self._minimap.paint(painter, self._stage)
        if self._stage.level > Level.FAR:
            paint_port_names(painter, self._stage)
        if self.gesture is not None:
            self.gesture.paint(painter)
        elif self.knife:
            paint_hint(painter, self._stage)

    def _begun(self, point: QPointF, keys: Keys) -> Gesture | None:
        stage, surface = self._stage, self._surface
        if self.knife:
            self.knife = False
            return Cutting(surface, point)
        if self._minimap.place(stage).contains(point):
            return Visiting(surface, point, lambda place: self._minimap.to_board(stage, place))
        callout = self.callout_at(point)
        if callout is not None:
            if callout.link.contains(point):
                surface.mend(callout.issue)
            return None
        found = self.under(point)
        stage.chosen_wire = -1
        if found.port is not None:
            return self._on_port(point, *found.port)
        if found.node >= 0:
            return self._on_node(point, keys, found.node)
        grip = self.grip(point, found)
        if grip is not None:
            return grasped(surface, point, keys, grip)
        if keys & Keys.AltModifier:
            return Cutting(surface, point)
        keep = stage.selection | stage.noted.chosen if keys & (Keys.ControlModifier | Keys.ShiftModifier) else frozenset[str]()
        return RubberBand(surface, point, keep) if found.wire < 0 else self._on_wire(point, found.wire)

    def _on_port(self, point: QPointF, row: int, port: int) -> Gesture:
        """A wired input lets its wire be led elsewhere; every other port begins a new one."""
        scene = self._stage.scene
        wire = next((wire for wire in scene.graph.feeds.get(scene.ids[row], ()) if wire.port == port), None)
        return Connecting(self._surface, point, row, port) if wire is None else self._lifted(point, wire, 1)

    def _lifted(self, point: QPointF, wire: Wire, end: int) -> Gesture:
        """The wire loose at one end: 0 its source, 1 its target."""
        rows = self._stage.scene.rows
        fast = (rows[wire.source], -1 - wire.outlet) if end else (rows[wire.target], wire.port)
        return Connecting(self._surface, point, *fast, wire)

    def _on_node(self, point: QPointF, keys: Keys, row: int) -> Gesture | None:
        stage, node_id = self._stage, self._stage.scene.ids[row]
        if keys & Keys.ControlModifier:
            return Copying(self._surface, point, node_id)
        if keys & Keys.ShiftModifier:
            self._surface.select((stage.selection | stage.noted.chosen) ^ {node_id})
            return None
        if node_id not in stage.selection:
            self._surface.select({node_id})
        return Moving(self._surface, point, row)

    def _on_wire(self, point: QPointF, wire: int) -> Gesture | None:
        """Near an end the wire comes loose there; elsewhere it is selected."""
        end = end_at(self._stage, wire, point)
        if end >= 0:
            return self._lifted(point, self._stage.scene.wires[wire], end)
        self._surface.select(())
        self._stage.chosen_wire = wire
        self._surface.update()
        return None
