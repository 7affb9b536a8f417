"""The drawing board: shows a graph and tells what the person wants done to it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.canvas.bench import Bench
from studio.canvas.editing import BLOCK_MIME, neighbour
from studio.canvas.keys import ARROWS, method_for
from studio.canvas.minimap import Minimap
from studio.canvas.pointer import Pointer
from studio.canvas.pointing import Spot
from studio.canvas.scene import NOTHING
from studio.graph.figures import Issue, Measured
from studio.graph.model import Graph
from studio.look import Look

_SCROLL = 64.0


class Board(Bench):
    """A drawing that can be edited; the owner keeps the edits and shows the graph that results.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        opened: A node was double-clicked; carries its id.
        quick_add_asked: A block is wanted by name; carries where on the screen.
        menu_asked: A menu is wanted; carries the node's id or None, and where on the screen.
    """

    opened = Signal(str)
    quick_add_asked = Signal(QPoint)
    menu_asked = Signal(object, QPoint)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._pointer = Pointer(self, Minimap())
        self.setAccessibleName("Drawing board")
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_graph(self, graph: Graph, measured: Measured = NOTHING, issues: Iterable[Issue] | None = None) -> None:
        """Show a drawing; a gesture that was begun on another one is given up. See ``Viewport.show_graph``."""
        if graph is not self.stage.scene.graph:
            self._pointer.cancel()
        super().show_graph(graph, measured, issues)
        self._pointer.forget()

    @Slot()
    def paste(self) -> None:
        """Add what was copied, under the cursor or in the middle."""
        self._editing.paste(self._pointer.place if self.underMouse() else self._middle())

    def paint_over(self, painter: QPainter) -> None:
        """Words beside cards, the small map, the gesture."""
        self._pointer.paint(painter)

    # Events.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a gesture."""
        self._settling.finish()
        self._pointer.pressed(event)
        self._point()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Leads the gesture on."""
        self._pointer.moved(event)
        self._point()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends the gesture."""
        self._pointer.released(event)
        self._point()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a node; on nothing, asks for a block."""
        found = self._pointer.under(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if found.node >= 0:
            self.opened.emit(self.stage.scene.ids[found.node])
        elif found == Spot() and not self._pointer.covered(event.position()):
            self.quick_add_asked.emit(event.globalPosition().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms about the cursor, or pans."""
        self._pointer.wheel(event)

    def event(self, event: QEvent) -> bool:
        """Two fingers that spread or pinch zoom; the rest has methods of its own."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.look_at(self.stage.view.zoomed(1 + event.value(), event.position()))
            return True
        return super().event(event)

    def leaveEvent(self, _event: object) -> None:
        """Nothing is under the cursor any more."""
        if self._pointer.gesture is None:
            self.stage.point_at_nothing()
            self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A held space bar is let go."""
        self._pointer.space = False
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Selects what the menu is for, and asks for the menu."""
        found = self._pointer.under(QPointF(event.pos()))
        node = self.stage.scene.ids[found.node] if found.node >= 0 else None
        if node is not None and node not in self.selection:
            self.select({node})
        self.menu_asked.emit(node, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up, the space bar pans, arrows move; the rest is in keys.py."""
        key, method = Qt.Key(event.key()), method_for(event)
        if method is not None:
            getattr(self, method)()
        elif key == Qt.Key.Key_Escape:
            if not self._pointer.cancel():
                self.select(())
        elif key == Qt.Key.Key_Space:
            self._pointer.space = True
        elif key == Qt.Key.Key_Tab:
            self.quick_add_asked.emit(QCursor.pos())
        elif key in ARROWS:
            self._arrow(*ARROWS[key], event.modifiers())
        else:
            super().keyPressEvent(event)
        self._point()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The space bar was let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pointer.space = False
            self._point()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab asks for a block; Shift+Tab leads out of the board."""
        return False if forward else super().focusNextPrevChild(forward)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes blocks from a palette."""
        if event.mimeData().hasFormat(BLOCK_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Lights the wire that the block would be put into."""
        self._pointer.hover(event.position())
        event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """The block went elsewhere."""
        self.stage.point_at_nothing()
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Places the block."""
        self._pointer.hover(event.position())
        kind = bytes(event.mimeData().data(BLOCK_MIME).data()).decode(errors="replace")
        self._editing.add(kind, event.position())
        event.acceptProposedAction()
        self.setFocus()

    def _arrow(self, right: int, down: int, held: Qt.KeyboardModifier) -> None:
        if held & Qt.KeyboardModifier.AltModifier:
            self._go_along(right or down)
        elif self.selection:
            self._editing.nudge(right, down)
        else:
            self.look_at(self.stage.view.panned(-right * _SCROLL, -down * _SCROLL))

    def _go_along(self, step: int) -> None:
        """Selects the node before or after the selected one; the first where none is."""
        ids = self.stage.scene.ids
        start = next((node_id for node_id in ids if node_id in self.selection), None)
        found = neighbour(self.stage.scene.graph, start, step) if start is not None else next(iter(ids), None)
        if found is not None:
            self.select({found})
            self.reveal(found)

    def _point(self) -> None:
        shape = self._pointer.cursor()
        if self.cursor().shape() != shape:
            self.setCursor(shape)
