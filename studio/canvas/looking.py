"""A widget that looks at a part of the board: pan, zoom, fit, and the way from one view to another."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.canvas.motion import Glide, Settling
from studio.canvas.painting.callouts import place_of_graph
from studio.canvas.shown.hits import node_at, touching
from studio.canvas.shown.noted import rect_of_note
from studio.canvas.shown.scene import Scene
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import LARGEST, Insets, Level, View
from studio.canvas.zoom_bar import ZoomBar
from studio.look import Look

_STEP = 1.25
_BAR_FROM = 480  # boards lower than this have no room for the bar
_CLOSE_UP = 1.0
_REST = 80  # milliseconds without a change after which the zoom is at rest
_OVER_WORDS = 12  # pixels between the drawing and the words below it
_REVEAL_GAP = 32  # pixels between a node brought into view and the border


class Looking(QWidget):
    """Knows which part of the board is seen.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        zoom_changed: Carries the new zoom, 1.0 being 100 %.
        close_up_asked: A card fills much of the screen and has room for more than its thumbnail; carries the node's id, None for no node.
        stage: What is shown.
        bar: The buttons that float over the board.
    """

    zoom_changed = Signal(float)
    close_up_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = Stage(look, Scene())
        self.bar = ZoomBar(look, self)
        self._glide = Glide(self, self._show_view)
        self._settling = Settling(self, self.stage.scene)
        self._zoomed = QTimer(self, singleShot=True, interval=_REST)
        self._zoomed.timeout.connect(self.rest)
        self._close: str | None = None
        self._fitted = True  # until the person looks elsewhere
        self.bar.smaller.connect(self.zoom_out)
        self.bar.larger.connect(self.zoom_in)
        self.bar.fit.connect(self.fit)

    def set_motion(self, wanted: bool) -> None:
        """Lead the eye where something moves, or be there at once."""
        self._glide.set_wanted(wanted)
        self._settling.set_wanted(wanted)

    def look_at(self, view: View) -> None:
        """Show another part of the board at once."""
        self._glide.stop()
        self._fitted = False
        self._show_view(view)

    def glide_to(self, view: View) -> None:
        """Lead to another part of the board in sight."""
        self._fitted = False
        self._glide.go(self.stage.view, view)

    def goal(self) -> View:
        """What is seen, or will be when the way there ends."""
        return self._glide.goal(self.stage.view)

    def place(self) -> tuple[float, tuple[float, float] | None]:
        """The zoom, and what lies in the middle; None for the middle as long as the whole drawing is shown."""
        middle = self.stage.view.to_board(self._middle())
        return self.stage.view.zoom, None if self._fitted else (round(middle.x()), round(middle.y()))

    def return_to(self, zoom: float, centre: tuple[float, float]) -> None:
        """Show again what was left, with that place in the middle."""
        seen = self.stage.size / zoom
        self.look_at(View(zoom, centre[0] - seen.width() / 2, centre[1] - seen.height() / 2))

    @Slot()
    def zoom_in(self) -> None:
        """A step larger, about the middle."""
        self.glide_to(self.goal().zoomed(_STEP, self._middle()))

    @Slot()
    def zoom_out(self) -> None:
        """A step smaller, about the middle."""
        self.glide_to(self.goal().zoomed(1 / _STEP, self._middle()))

    @Slot()
    def zoom_to_full(self) -> None:
        """100 %, about the middle."""
        self.glide_to(self.goal().zoomed(1 / self.goal().zoom, self._middle()))

    @Slot()
    def zoom_to_selection(self) -> None:
        """What is selected in view, at 100 % at most; asked once more, as large as it fits; all where nothing is selected."""
        bounds, size, insets = self.stage.selected_bounds(), self.stage.size, Insets(48, 64, 48, 48)
        if bounds.isEmpty():
            self.fit()
            return
        near = self.stage.view.fitted(bounds, size, insets, _CLOSE_UP)
        self.glide_to(self.stage.view.fitted(bounds, size, insets, LARGEST) if near == self.goal() else near)

    @Slot()
    def fit(self) -> None:
        """Everything in view, at 100 % at most."""
        self.glide_to(self._fitting())
        self._fitted = True

    def reveal(self, node: str, beside: float = _REVEAL_GAP) -> None:
        """Bring a node, comment or frame into view, at the zoom there is and no further than needed, where it is not.

        Args:
            node: Its id.
            beside: Pixels left and right of it that come into view with it, as far as there is room.
        """
        scene = self.stage.scene
        if node not in scene.rows and node not in scene.graph.notes:
            return
        view = self.goal()
        rect = scene.bounds(scene.rows_of([node])) if node in scene.rows else rect_of_note(scene.graph.notes[node])
        bar = (self.bar.geometry().bottom() + 8) / view.zoom if self.bar.isVisible() else 0.0
        seen = view.seen(self.stage.size).adjusted(0, bar, 0, 0)  # what lies beside the bar is not seen well
        if not seen.contains(rect):
            gap = _REVEAL_GAP / view.zoom
            wide = max(gap, min(beside / view.zoom, (seen.width() - rect.width()) / 2))
            rect = rect.adjusted(-wide, -gap, wide, gap)
            right = min(0.0, rect.left() - seen.left()) or max(0.0, rect.right() - seen.right())
            down = min(0.0, rect.top() - seen.top()) or max(0.0, rect.bottom() - seen.bottom())
            self.glide_to(View(view.zoom, view.left + right, view.top + down))

    @Slot()
    def rest(self) -> None:
        """Take the zoom to be at rest: all is drawn as sharply as can be."""
        self._zoomed.stop()
        if self.stage.zooming:
            self.stage.zooming = False
            self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves that is not seen."""
        super().hideEvent(event)
        self.rest()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keeps everything in view as long as the person has not looked elsewhere."""
        self.stage.size = QSizeF(self.size())
        self.bar.move(self.width() - self.bar.width() - 16, 8)
        self.bar.setVisible(self.height() >= _BAR_FROM)
        self._refit()

    def _show_view(self, view: View) -> None:
        before, self.stage.view = self.stage.view, view
        if view.zoom != before.zoom:
            self.stage.zooming = self._zoomed.isActive()  # one change alone is no motion
            self._zoomed.start()
            self.zoom_changed.emit(view.zoom)
        node = self._filling()
        if node != self._close:
            self._close = node
            self.close_up_asked.emit(node)
        self.update()

    def _filling(self) -> str | None:
        """Id of the node whose card is in the middle at the full level of detail."""
        if self.stage.level is not Level.FULL:
            return None
        middle, scene = self.stage.view.to_board(self._middle()), self.stage.scene
        row = node_at(scene.rects, middle.x(), middle.y())
        return scene.ids[row] if row >= 0 else None

    def _refit(self) -> None:
        if self._fitted:
            self._glide.stop()
            self._show_view(self._fitting())

    def _fitting(self) -> View:
        """Everything, above the words that concern the whole drawing where they would lie on a card else."""
        insets = Insets() if self.height() >= _BAR_FROM else Insets(16, 40, 16, 12)
        bounds, size, words = self._settling.bounds(), self.stage.size, place_of_graph(self.stage)
        view = View().fitted(bounds, size, insets, _CLOSE_UP)
        if (
            words is not None
            and touching(view.rects_to_screen(self.stage.scene.rects), (words.x(), words.y(), words.width(), words.height())).any()
        ):
            insets = insets._replace(bottom=size.height() - words.top() + _OVER_WORDS)
            view = View().fitted(bounds, size, insets, _CLOSE_UP)
        return view

    def _middle(self) -> QPointF:
        return QRectF(QPointF(0, 0), self.stage.size).center()
