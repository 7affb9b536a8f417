"""A widget that shows a drawing."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.canvas.cards.receptive import unit_under_cursor
from studio.canvas.looking import Looking
from studio.canvas.painting.painter import BoardPainter
from studio.canvas.shown import costs
from studio.canvas.shown.scene import NOTHING
from studio.canvas.shown.thumbs import Thumb
from studio.graph.figures import Issue, Measured
from studio.graph.model import Graph
from studio.look import Look


class Viewport(Looking):
    """Shows a graph, its figures, issues, pictures and selection.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        selected: The selection is another one; carries the ids as a frozenset.
        cost_asked: Another cost is wanted on the cards; carries a key of `studio.canvas.shown.costs.COSTS`.
    """

    selected = Signal(object)
    cost_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._painter = BoardPainter(look)
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
        said, stage.whole_issue = stage.whole_issue, next((issue for issue in found if issue.node is None), None)
        self._settling.go(before)
        self.select(stage.selection)
        stage.light()
        if (another or said != stage.whole_issue) and not self._first_block():
            self._refit()
        self.update()

    def clear(self) -> None:
        """Show nothing: the nodes of the drawing that comes next may have the ids of these."""
        self.stage.thumbs, self.stage.close_ups, self.stage.current = {}, {}, None
        self.show_graph(Graph())

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
            shares: From 0 to 1 by node id; see `studio.canvas.shown.costs.cost_shares`.
        """
        self.stage.cost, self.stage.costs = kind, dict(shares) if kind != "none" else {}
        self.bar.show_cost(kind)
        self.update()

    def set_title(self, title: str, subtitle: str = "main graph") -> None:
        """Show what the drawing is called, and which graph of the project it is."""
        self._painter.title, self._painter.subtitle = title, subtitle
        self.update()

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

    def event(self, event: QEvent) -> bool:
        """Notes where the cursor is: what a value sees follows it."""
        if isinstance(event, QMouseEvent) or event.type() == QEvent.Type.Leave:
            self._note(event.position() if isinstance(event, QMouseEvent) else None)
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One frame."""
        self.stage.ratio = self.devicePixelRatioF()
        with QPainter(self) as painter:  # one that an error left active would end the process
            self._painter.paint(painter, self.stage)
            self.paint_over(painter)

    def paint_over(self, painter: QPainter) -> None:
        """What lies over the drawing."""

    def _note(self, cursor: QPointF | None) -> None:
        before, self.stage.cursor = self.stage.unit, cursor
        if unit_under_cursor(self.stage) != before:
            self.update()

    def _first_block(self) -> bool:
        """Whether there is one card alone, in view: dropped on an empty board, it stays under the cursor."""
        return len(self.stage.scene.ids) == 1 and self.stage.view.seen(self.stage.size).contains(self.stage.scene.bounds())

    def _announce(self) -> None:
        """Says the selection to who cannot see it."""
        nodes = self.stage.scene.graph.nodes
        names = ", ".join(nodes[node_id].name for node_id in list(self.stage.selection)[:10])
        self.setAccessibleDescription(f"Selected: {names}." if names else "Nothing is selected.")
