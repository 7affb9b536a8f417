"""The drawing board: shows a graph and tells what the person wants done to it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.canvas.drafting import Drafting
from studio.canvas.gestures.cutting import HINT
from studio.canvas.gestures.fingers import Fingers
from studio.canvas.gestures.pointer import Pointer
from studio.canvas.gestures.pointing import Spot
from studio.canvas.keyboard.accessible import Voice
from studio.canvas.keyboard.keyboard import Keyboard
from studio.canvas.painting.focus import paint_focus
from studio.canvas.painting.minimap import Minimap
from studio.canvas.shown.scene import NOTHING
from studio.canvas.tools.editing import BLOCK_MIME
from studio.graph.figures import Issue, Measured
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.spoken import node_words, note_words
from studio.look import Look


class Board(Drafting):
    """A drawing that can be edited; the owner keeps the edits and shows the graph that results.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        opened: A node was double-clicked; carries its id. Its card lies at `card_rect`.
        entered: A module was double-clicked; carries the id of its node.
        quick_add_asked: A block is wanted by name; carries where on the screen.
        values_asked: The values of a node are to be edited; carries its id.
        rename_asked: A node is to get another name; carries its id.
        menu_asked: A menu is wanted; carries the node's id or None, and where on the screen.
        keyboard: What keys do that is in no menu.
        voice: What speaks of the drawing.
    """

    opened = Signal(str)
    entered = Signal(str)
    quick_add_asked = Signal(QPoint)
    values_asked = Signal(str)
    rename_asked = Signal(str)
    menu_asked = Signal(object, QPoint)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._pointer = Pointer(self, Minimap())
        self._fingers = Fingers(self, self, self._pointer, self.event)
        self.keyboard = Keyboard(self, self._pointer)
        self.voice = Voice(self)
        self.refused.connect(self.voice.say)
        self.edited.connect(self.voice.tell_edit)
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
        self.voice.forget(graph.nodes.keys() | graph.notes.keys())

    def select(self, ids: Iterable[str]) -> None:
        """Select these nodes, comments and frames and no others; the keyboard goes on at the first of them."""
        super().select(ids)
        stage, chosen = self.stage, self.selection | self.selected_notes
        if chosen and stage.current not in chosen:
            stage.current = next(each for each in (*stage.scene.ids, *stage.scene.graph.notes) if each in chosen)

    @Slot()
    def paste(self) -> None:
        """Add what was copied, under the cursor or in the middle."""
        self._editing.paste(self._here())

    @Slot()
    def paste_linked(self) -> None:
        """Add what was copied together with the wires that came from elsewhere, where those nodes are still there."""
        self._editing.paste(self._here(), linked=True)

    @Slot()
    def take_knife(self) -> None:
        """Let the next drag cut the wires that it crosses, wherever it begins."""
        self._pointer.knife = True
        self._point()
        self.speak(HINT)
        self.update()

    def open(self, node: str) -> None:
        """Tell that the values of a node are wanted, or that a module is to be entered."""
        block = self.stage.scene.graph.nodes[node].block
        (self.entered if isinstance(block, Instance) else self.opened).emit(node)

    def paint_over(self, painter: QPainter) -> None:
        """Words beside cards, the small map, the gesture, and what takes long."""
        self._pointer.paint(painter)
        self.paint_tools(painter)
        paint_focus(painter, self.stage)

    def speak_of(self, node: str) -> None:
        """Say which node, comment or frame the keyboard is at."""
        scene = self.stage.scene
        issues = len(scene.issues_of(node))
        noted = node in scene.graph.notes
        self.setAccessibleDescription(note_words(scene.graph, node) if noted else node_words(scene.graph, scene.measured, node, issues))
        self.voice.focus(node)

    def speak(self, words: str) -> None:
        """Say something to who cannot see it."""
        self.setAccessibleDescription(words)
        self.voice.say(words)

    # Events.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a gesture."""
        self._settling.finish()
        self.keyboard.seen(False)
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
        """Opens a node, enters a module, writes on a comment or frame; on nothing, asks for a block."""
        found = self._pointer.under(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if found.node >= 0:
            self.open(self.stage.scene.ids[found.node])
        elif (grip := self._pointer.grip(event.position(), found)) is not None:
            self.write_note(grip.note)
        elif found == Spot() and not self._pointer.covered(event.position()):
            self.quick_add_asked.emit(event.globalPosition().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms about the cursor, or pans."""
        self._pointer.wheel(event)

    def event(self, event: QEvent) -> bool:
        """Two fingers on a pad that spread or pinch zoom, fingers on a screen do more; the rest has methods of its own."""
        if isinstance(event, QNativeGestureEvent) and self._pointer.pinch(event):
            return True
        if isinstance(event, QTouchEvent) and self._fingers.touched(event):
            return True
        return super().event(event)

    def leaveEvent(self, _event: object) -> None:
        """Nothing is under the cursor any more."""
        if self._pointer.gesture is None:
            self.stage.leave()
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows where the keyboard is, unless the mouse led here."""
        super().focusInEvent(event)
        self.keyboard.came(event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A held space bar is let go."""
        self.keyboard.went()
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Selects what the menu is for, and asks for the menu."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.keyboard.ask_menu():
            return
        found = self._pointer.under(QPointF(event.pos()))
        if (grip := self._pointer.grip(QPointF(event.pos()), found)) is not None:
            if grip.note not in self.selected_notes:
                self.select({grip.note})
            self.note_menu_asked.emit(grip.note, event.globalPos())
            return
        node = self.stage.scene.ids[found.node] if found.node >= 0 else None
        if node is not None and node not in self.selection:
            self.select({node})
        self.menu_asked.emit(node, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Does what the key asks for; see keyboard.py."""
        if not self.keyboard.pressed(event):
            super().keyPressEvent(event)
        self._point()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The space bar was let go."""
        self.keyboard.released(event)
        self._point()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab asks for a block; Shift+Tab leads out of the board, and Ctrl+Tab on to what is next."""
        return False if forward else super().focusNextPrevChild(forward)

    def leave_forward(self) -> None:
        """Lead on to the next thing in the window."""
        super().focusNextPrevChild(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes blocks from a palette."""
        if event.mimeData().hasFormat(BLOCK_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Lights the wire that the block would be put into."""
        self._pointer.carried(event.position())
        event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """The block went elsewhere."""
        self.stage.point_at_nothing()
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Places the block."""
        self._pointer.carried(event.position())
        kind = bytes(event.mimeData().data(BLOCK_MIME).data()).decode(errors="replace")
        self._editing.add(kind, event.position())
        event.acceptProposedAction()
        self.setFocus()

    def _here(self) -> QPointF:
        """Under the cursor where it is on the board, else in the middle."""
        place = self._pointer.place
        return place if self.underMouse() and not place.isNull() else super()._here()

    def _point(self) -> None:
        shape = self._pointer.cursor()
        if self.cursor().shape() != shape:
            self.setCursor(shape)
