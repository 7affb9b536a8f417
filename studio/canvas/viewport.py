"""A widget that shows a drawing, and which part of it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.canvas import costs
from studio.canvas.hits import node_at
from studio.canvas.motion import Glide, Settling
from studio.canvas.painter import BoardPainter
from studio.canvas.receptive import unit_under_cursor
from studio.canvas.scene import NOTHING, Scene
from studio.canvas.stage import Stage
from studio.canvas.thumbs import Thumb
from studio.canvas.view import LARGEST, Insets, Level, View
from studio.canvas.zoom_bar import ZoomBar
from studio.graph.figures import Issue, Measured
from studio.graph.model import Graph
from studio.look import Look

_STEP = 1.25
_BAR_FROM = 480  # boards lower than this have no room for the bar
_CLOSE_UP = 1.0
_REVEAL_GAP = 32  # pixels between a node brought into view and the border


class Viewport(QWidget):
    """Shows a graph, its figures, issues, pictures and selection; knows how to look elsewhere.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        selected: The selection is another one; carries the ids as a frozenset.
        zoom_changed: Carries the new zoom, 1.0 being 100 %.
        close_up_asked: A card fills much of the screen and has room for more than its thumbnail; carries the node's id, None for no node.
        cost_asked: Another cost is wanted on the cards; carries a key of `studio.canvas.costs.COSTS`.
        stage: What is shown.
    """

    selected = Signal(object)
    zoom_changed = Signal(float)
    cost_asked = Signal(str)
    close_up_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = Stage(look, Scene())
        self.bar = ZoomBar(look, self)
        self._painter = BoardPainter(look)
        self._glide = Glide(self, self._show_view)
        self._settling = Settling(self, self.stage.scene)
        self._close: str | None = None
        self._fitted = True  # until the person looks elsewhere
        self.bar.smaller.connect(self.zoom_out)
        self.bar.larger.connect(self.zoom_in)
        self.bar.fit.connect(self.fit)
        self.bar.cost_chosen.connect(self.cost_asked)
        look.changed.connect(self.update)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 160)

    @property
    def selection(self) -> frozenset[str]:
        """Ids of the selected nodes."""
        return self.stage.selection

    def show_graph(self, graph: Graph, measured: Measured = NOTHING, issues: Iterable[Issue] | None = None) -> None:
        """Show a drawing with its figures and issues; only what differs from before is made anew.

        Args:
            graph: The drawing.
            measured: Its figures.
            issues: What to mend; those of the figures where not given.
        """
        stage, found = self.stage, tuple(measured.issues if issues is None else issues)
        self._settling.finish()
        before = self._settling.places()
        another = stage.scene.rows.keys().isdisjoint(graph.nodes)
        if graph is not stage.scene.graph:
            stage.point_at_nothing()
            self._fitted = another  # after an edit the person looks where it was made
        stage.scene.show(graph, measured, found, stage.thumbs)
        stage.whole_issue = next((issue for issue in found if issue.node is None), None)
        self._settling.go(before)
        self.select(stage.selection)
        stage.light()
        if another and not self._first_block():
            self._refit()
        self.update()

    def set_thumbnails(self, thumbs: Mapping[str, Thumb]) -> None:
        """Show these pictures on their nodes' cards, and none on the others."""
        self._settling.finish()
        scene, before = self.stage.scene, self.stage.thumbs
        self.stage.thumbs = dict(thumbs)
        if before.keys() != thumbs.keys():
            scene.show(scene.graph, scene.measured, scene.all_issues, thumbs)
            self._refit()
        self.update()

    def set_close_up(self, node: str, thumb: Thumb) -> None:
        """Show this picture on a node's card while it is seen from very near, in place of its thumbnail."""
        self.stage.close_ups = {node: thumb}
        self.update()

    def set_cost(self, kind: costs.Kind, shares: Mapping[str, float]) -> None:
        """Show on each card which part of the whole network it costs.

        Args:
            kind: Of what; `none` shows the weights as figures and no bars.
            shares: From 0 to 1 by node id; see `studio.canvas.costs.cost_shares`.
        """
        self.stage.cost, self.stage.costs = kind, dict(shares) if kind != "none" else {}
        self.bar.show_cost(kind)
        self.update()

    def set_title(self, title: str, subtitle: str = "main graph") -> None:
        """Show what the drawing is called, and which graph of the project it is."""
        self._painter.title, self._painter.subtitle = title, subtitle
        self.update()

    def set_motion(self, wanted: bool) -> None:
        """Lead the eye where something moves, or be there at once."""
        self._glide.set_wanted(wanted)
        self._settling.set_wanted(wanted)

    def select(self, ids: Iterable[str]) -> None:
        """Select these nodes and no others; ids that are not in the drawing are left out."""
        kept = frozenset(node_id for node_id in ids if node_id in self.stage.scene.rows)
        self.stage.chosen_wire = -1
        if kept == self.stage.selection:
            return
        self.stage.selection = kept
        self.stage.light()
        self._announce()
        self.update()
        self.selected.emit(kept)

    @Slot()
    def select_all(self) -> None:
        """Select every node."""
        self.select(self.stage.scene.ids)

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
        """The selected nodes in view, at 100 % at most; asked once more, as large as they fit; all where none is selected."""
        rows = self.stage.selected()
        if not len(rows):
            self.fit()
            return
        bounds, size, insets = self.stage.scene.bounds(rows), self.stage.size, Insets(48, 64, 48, 48)
        near = self.stage.view.fitted(bounds, size, insets, _CLOSE_UP)
        self.glide_to(self.stage.view.fitted(bounds, size, insets, LARGEST) if near == self.goal() else near)

    @Slot()
    def fit(self) -> None:
        """Everything in view, at 100 % at most."""
        self.glide_to(self._fitting())
        self._fitted = True

    def reveal(self, node: str) -> None:
        """Bring a node into view, at the zoom there is and no further than needed, where it is not."""
        row = self.stage.scene.rows.get(node)
        if row is None:
            return
        view, rect = self.goal(), self.stage.scene.bounds(self.stage.scene.rows_of([node]))
        bar = (self.bar.geometry().bottom() + 8) / view.zoom if self.bar.isVisible() else 0.0
        seen = view.seen(self.stage.size).adjusted(0, bar, 0, 0)  # what lies beside the bar is not seen well
        if not seen.contains(rect):
            gap = _REVEAL_GAP / view.zoom
            rect = rect.adjusted(-gap, -gap, gap, gap)
            right = min(0.0, rect.left() - seen.left()) or max(0.0, rect.right() - seen.right())
            down = min(0.0, rect.top() - seen.top()) or max(0.0, rect.bottom() - seen.bottom())
            self.glide_to(View(view.zoom, view.left + right, view.top + down))

    def event(self, event: QEvent) -> bool:
        """Notes where the cursor is: what a value sees follows it."""
        if isinstance(event, QMouseEvent) or event.type() == QEvent.Type.Leave:
            self._note(event.position() if isinstance(event, QMouseEvent) else None)
        return super().event(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keeps everything in view as long as the person has not looked elsewhere."""
        self.stage.size = QSizeF(self.size())
        self.bar.move(self.width() - self.bar.width() - 16, 8)
        self.bar.setVisible(self.height() >= _BAR_FROM)
        self._refit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One frame."""
        self.stage.ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        try:
            self._painter.paint(painter, self.stage)
            self.paint_over(painter)
        finally:
            painter.end()  # a painter left active would end the process

    def paint_over(self, painter: QPainter) -> None:
        """What lies over the drawing."""

    def _note(self, cursor: QPointF | None) -> None:
        before, self.stage.cursor = self.stage.unit, cursor
        if unit_under_cursor(self.stage) != before:
            self.update()

    def _show_view(self, view: View) -> None:
        before, self.stage.view = self.stage.view, view
        if view.zoom != before.zoom:
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

    def _first_block(self) -> bool:
        """Whether there is one card alone, in view: dropped on an empty board, it stays under the cursor."""
        return len(self.stage.scene.ids) == 1 and self.stage.view.seen(self.stage.size).contains(self.stage.scene.bounds())

    def _fitting(self) -> View:
        insets = Insets() if self.height() >= _BAR_FROM else Insets(16, 40, 16, 12)
        return View().fitted(self._settling.bounds(), self.stage.size, insets, _CLOSE_UP)

    def _middle(self) -> QPointF:
        return QRectF(QPointF(0, 0), self.stage.size).center()

    def _announce(self) -> None:
        """Says the selection to who cannot see it."""
        nodes = self.stage.scene.graph.nodes
        names = ", ".join(nodes[node_id].name for node_id in list(self.stage.selection)[:10])
        self.setAccessibleDescription(f"Selected: {names}." if names else "Nothing is selected.")
