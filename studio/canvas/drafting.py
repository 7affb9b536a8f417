"""What brings order into a drawing: arranging, layout, states of nodes, comments and frames."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, QRect, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from studio.canvas.bench import Bench
from studio.canvas.shown.scene import NOTHING
from studio.canvas.shown.view import View
from studio.canvas.tools.annotating import Annotating
from studio.canvas.tools.arranging import Arranging
from studio.canvas.tools.inplace import InPlace
from studio.canvas.tools.switching import Switching
from studio.graph.figures import Issue, Measured
from studio.graph.layout.arrange import Side, Way
from studio.graph.model import Graph
from studio.look import Look


class Drafting(Bench):
    """A drawing that can be put in order and written on.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        note_menu_asked: A menu for comments and frames is wanted; carries the id of the one under the cursor, and where on the screen.
        snap_changed: Whether cards come to rest on the grid and in line with others.
    """

    note_menu_asked = Signal(str, QPoint)
    snap_changed = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._arranging = Arranging(self, self)
        self._switching = Switching(self)
        self._annotating = Annotating(self, self.write_note)
        self._in_place = InPlace(self, self.stage, self._annotating.say)
        self.bar.laid_out.connect(self.lay_out)

    def show_graph(self, graph: Graph, measured: Measured = NOTHING, issues: Iterable[Issue] | None = None) -> None:
        """Show a drawing; a layout of another one is given up. See ``Viewport.show_graph``."""
        if graph is not self.stage.scene.graph:
            self._arranging.cancel()
            self.stage.noted.let_go()
        notes = self.stage.noted.chosen
        super().show_graph(graph, measured, issues)
        self.select(self.selection | notes)
        self._in_place.follow()

    def select(self, ids: Iterable[str]) -> None:
        """Select these nodes, comments and frames and no others."""
        chosen = frozenset(ids)
        notes = chosen.intersection(self.stage.scene.graph.notes)
        if notes != self.stage.noted.chosen:
            self.stage.noted.chosen = notes
            self.update()
        super().select(chosen)

    def select_all(self) -> None:
        """Select every node, comment and frame."""
        self.select((*self.stage.scene.ids, *self.stage.scene.graph.notes))

    @property
    def selected_notes(self) -> frozenset[str]:
        """Ids of the selected comments and frames."""
        return self.stage.noted.chosen

    # Arranging.

    def align(self, side: Side) -> None:
        """Put the selected cards in line: left, centre, right, top, middle or bottom."""
        self._arranging.align(side)

    def distribute(self, way: Way) -> None:
        """Make the gaps between the selected cards equal, horizontally or vertically."""
        self._arranging.distribute(way)

    @Slot()
    def straighten(self) -> None:
        """Make the wires of unbranched runs straight, of the selected cards or of all."""
        self._arranging.straighten()

    @Slot()
    def lay_out(self) -> None:
        """Put every card into its place by the data's way, and all in view."""
        self._arranging.lay_out(after=self.fit)

    @Slot()
    def lay_out_selection(self) -> None:
        """Put the selected cards into their places by the data's way, where they are."""
        self._arranging.lay_out(self.selection)

    def give_up_layout(self) -> bool:
        """Stop working out a layout; False where none is under way."""
        return self._arranging.cancel()

    @Slot(bool)
    def set_snap(self, wanted: bool) -> None:
        """Let moved cards come to rest on the grid and in line with others, or anywhere."""
        if wanted != self.stage.snaps:
            self.stage.snaps = wanted
            self.snap_changed.emit(wanted)

    # States.

    @Slot()
    def toggle_bypass(self) -> None:
        """Let data pass the selected nodes by, or switch them on again."""
        self._switching.toggle("bypassed")

    @Slot()
    def toggle_mute(self) -> None:
        """Leave the selected nodes out together with their wires, or switch them on again."""
        self._switching.toggle("muted")

    @Slot()
    def toggle_lock(self) -> None:
        """Keep the selected nodes where and as they are, or unlock them."""
        self._switching.toggle_lock()

    @Slot()
    def toggle_frozen(self) -> None:
        """Keep training from changing the selected nodes, or let it again."""
        self._switching.toggle_frozen()

    @Slot()
    def freeze_up_to(self) -> None:
        """Keep training from changing the selected nodes and all that leads to them."""
        self._switching.freeze_up_to()

    # Comments and frames.

    @Slot()
    def add_comment(self) -> None:
        """Add a comment under the cursor or in the middle, to be written at once."""
        self._annotating.add_comment(self._here())
        self._reveal_notes()

    @Slot()
    def frame_selection(self) -> None:
        """Put a frame around what is selected, its title to be written at once."""
        self._annotating.frame_selection(self._here())
        self._reveal_notes()

    def set_colour(self, family: str) -> None:
        """Give the selected comments and frames the colour of a family; an empty one makes them neutral."""
        self._annotating.colour(family)

    def grow_notes(self, right: int, down: int) -> None:
        """Move the right and the lower edge of the selected comments and frames by so many steps of the grid."""
        self._annotating.grow(right, down)

    def fit_notes(self) -> None:
        """Make the selected comments as high as their words need."""
        self._annotating.fit_words()

    def write_note(self, note: str | None = None) -> bool:
        """Open the words of a comment or frame, of the selected one where none is named; False where there is none."""
        wanted = note or next(iter(self.selected_notes), None)
        if wanted in self.stage.scene.graph.notes and wanted is not None:
            self._in_place.begin(wanted)
            return True
        return False

    def finish_writing(self) -> None:
        """Keep the words that are being written, as before the drawing is saved."""
        self._in_place.end(keep=True)

    def card_rect(self, node: str) -> QRect:
        """Where a node's card lies on the screen; empty where the node is not there."""
        row = self.stage.scene.rows.get(node)
        if row is None:
            return QRect()
        rect = self.stage.screen_rect(row).toAlignedRect()
        return QRect(self.mapToGlobal(rect.topLeft()), rect.size())

    def paint_tools(self, painter: QPainter) -> None:
        """What takes long."""
        self._arranging.paint(painter)

    def _reveal_notes(self) -> None:
        """Brings what was added into view: a free place may lie beyond it."""
        for note in self.selected_notes:
            self.reveal(note)

    def _show_view(self, view: View) -> None:
        super()._show_view(view)
        self._in_place.follow()

    def _here(self) -> QPointF:
        """Where new things go, in pixels of this widget."""
        return self._middle()
