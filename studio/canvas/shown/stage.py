"""All that the painters need to know for one frame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import floor
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor

from studio.canvas.shown import anatomy, costs
from studio.canvas.shown.hits import touching
from studio.canvas.shown.judging import Judge
from studio.canvas.shown.noted import Noted, bounds_of_notes
from studio.canvas.shown.primitives import Flags, Floats, Indices
from studio.canvas.shown.proportions import Proportions, proportions
from studio.canvas.shown.scene import Scene
from studio.canvas.shown.thumbs import Thumb
from studio.canvas.shown.view import Level, View
from studio.graph.figures import Issue
from studio.graph.manner import Manner
from studio.graph.model import Graph
from studio.look import Look


class Unit(NamedTuple):
    """One value of a map.

    Attributes:
        row: From 0.
        column: From 0.
        maps: Height and width of the maps.
    """

    row: int
    column: int
    maps: tuple[int, int]


NO_ROWS: Indices = np.zeros(0, np.intp)
REACH = 24.0
"""Pixels that a card's ring, ports, signs and the cards behind it reach beyond it, and the words on a wire above and below that."""
LABEL_REACH = 72.0
"""Pixels that the words on a wire reach to the left and right of it, at 100 %."""
_ROUND = 0.5 + 1e-6  # so that a board moved by whole pixels rounds as before


@dataclass
class Stage:
    """What is shown, and what the person points at.

    Attributes:
        look: Theme and icons.
        scene: The drawing as arrays.
        view: The part of it that is seen.
        size: Of the widget, in its pixels.
        ratio: Screen pixels for one of the widget's.
        selection: Ids of the selected nodes.
        hovered: Row of the node under the cursor; -1 for none.
        hot_wire: Row of the wire under the cursor; -1 for none.
        chosen_wire: Row of the selected wire; -1 for none.
        hidden_wire: Row of a wire that is being drawn anew; -1 for none.
        cut_wires: Rows of wires that a knife is about to cut.
        current: Id of the node where the keyboard is; None where it has not been.
        focused: Whether that node is to be seen: the board has the keyboard, and it was used last.
        hot_port: Row and port under the cursor.
        cursor: Where the cursor was seen last, in the widget's pixels; None away from it.
        thumbs: Pictures by node id.
        close_ups: Pictures that take the place of others from very near, by node id.
        unit: The value of the selected node's maps under the cursor: row, column, and height and width of the maps.
        cost: Which cost cards show.
        costs: The share of it by node id.
        whole_issue: What concerns the whole drawing, where there is such a thing.
        feeding: Which wires lead to the selection.
        fed: Which wires the selection leads to.
        around: How nodes of the drawing are trained, by the modules in which it lies.
        noted: Comments and frames as the person has them.
        snaps: Whether what is moved comes to rest on the grid and in line with others.
        mapped: Whether a small picture of the whole drawing may lie in a corner.
        direct: Which wires arrive at the selection or leave it.
        judge: Of the wire that is being drawn, where there is one.
        zooming: Whether the zoom is changing: pictures may be as they were for another size, until it rests.
        part: The rectangle of the widget that is being painted, where not all of it is.
    """

    look: Look
    scene: Scene
    view: View = field(default_factory=View)
    size: QSizeF = field(default_factory=QSizeF)
    ratio: float = 1.0
    selection: frozenset[str] = frozenset()
    hovered: int = -1
    hot_wire: int = -1
    chosen_wire: int = -1
    hidden_wire: int = -1
    cut_wires: frozenset[int] = frozenset()
    current: str | None = None
    focused: bool = False
    hot_port: tuple[int, int] | None = None
    cursor: QPointF | None = None
    thumbs: Mapping[str, Thumb] = field(default_factory=dict)
    close_ups: Mapping[str, Thumb] = field(default_factory=dict)
    unit: Unit | None = None
    cost: costs.Kind = "none"
    costs: Mapping[str, float] = field(default_factory=dict)
    whole_issue: Issue | None = None
    feeding: Flags = field(default_factory=lambda: np.zeros(0, bool))
    fed: Flags = field(default_factory=lambda: np.zeros(0, bool))
    around: Manner = field(default_factory=Manner)
    noted: Noted = field(default_factory=Noted)
    snaps: bool = True
    mapped: bool = True
    direct: Flags = field(default_factory=lambda: np.zeros(0, bool))
    judge: Judge | None = None
    zooming: bool = False
    part: QRectF | None = None

    @property
    def level(self) -> Level:
        """How much of a card is drawn."""
        return self.view.level

    @property
    def parts(self) -> Proportions:
        """What the zoom makes of every card."""
        return proportions(self.view.zoom)

    @property
    def area(self) -> QRectF:
        """The rectangle of the widget that is being painted: all of it, or a part."""
        return self.part if self.part is not None else QRectF(QPointF(0, 0), self.size)

    def colour(self, role: str) -> QColor:
        """The colour of a role in the theme in use."""
        return self.look.colour(role)

    def selected(self) -> Indices:
        """Rows of the selected nodes."""
        return self.scene.rows_of(self.selection)

    def selected_bounds(self) -> QRectF:
        """The rectangle around the selected cards, comments and frames."""
        rows, notes = self.selected(), self.scene.graph.notes
        cards = self.scene.bounds(rows) if len(rows) else QRectF()
        return cards.united(bounds_of_notes(notes[note] for note in self.noted.chosen))

    def seen_nodes(self) -> Indices:
        """Rows of the nodes of which something is in view."""
        return np.flatnonzero(touching(self.scene.rects, self._window(REACH, REACH)))

    def near_nodes(self, places: Floats) -> Indices:
        """Rows of the nodes in the rectangle around some rectangles of the widget."""
        if not len(places):
            return NO_ROWS
        low, high = places[:, :2].min(axis=0), (places[:, :2] + places[:, 2:]).max(axis=0)
        corner, size = self.view.to_board(QPointF(*low.tolist())), (high - low) / self.view.zoom
        return np.flatnonzero(touching(self.scene.rects, (corner.x(), corner.y(), *size.tolist())))

    def seen_wires(self) -> Indices:
        """Rows of the wires of which something is in view."""
        return np.flatnonzero(touching(self.scene.boxes, self._window(LABEL_REACH * self.parts.letters, REACH)))

    def screen_rect(self, row: int) -> QRectF:
        """A card in the widget's pixels, its corners on whole screen pixels, so that hairlines stay sharp."""
        return self.sharp(QRectF(*self.view.rects_to_screen(self.scene.rects[row]).tolist()))

    def sharp(self, rect: QRectF) -> QRectF:
        """A rectangle of the widget with its corners on whole pixels of the screen."""
        ratio = self.ratio
        left, top = floor(rect.x() * ratio + _ROUND) / ratio, floor(rect.y() * ratio + _ROUND) / ratio
        return QRectF(left, top, floor(rect.width() * ratio + _ROUND) / ratio, floor(rect.height() * ratio + _ROUND) / ratio)

    def sharp_rects(self, rows: Indices) -> list[QRectF]:
        """Cards in the widget's pixels, as ``screen_rect`` has them, all at once."""
        return [QRectF(*each) for each in self.whole(self.screen_rects(rows)).tolist()]

    def whole(self, places: Floats) -> Floats:
        """Places in the widget on whole pixels of the screen."""
        found: Floats = np.floor(places * self.ratio + _ROUND) / self.ratio
        return found

    def screen_rects(self, rows: Indices) -> Floats:
        """Cards in the widget's pixels."""
        return self.view.rects_to_screen(self.scene.rects[rows])

    def thumb(self, node_id: str) -> Thumb | None:
        """The picture on a node's card."""
        shown = self.thumbs.get(node_id)
        return self.close_ups.get(node_id, shown) if shown is not None and self.parts.full else shown

    def tall(self, row: int) -> bool:
        """Whether a card shows a picture, or words in its place."""
        node_id = self.scene.ids[row]
        return float(self.scene.rects[row, 3]) >= anatomy.TALL and (node_id in self.thumbs or node_id in self.scene.worded)

    def point_at_nothing(self) -> None:
        """Forgets what the cursor rests on; rows of another drawing mean nothing here."""
        self.hovered = self.hot_wire = self.chosen_wire = self.hidden_wire = -1
        self.hot_port = None
        self.cut_wires = frozenset()

    def leave(self) -> None:
        """Forgets what the cursor rests on, for it went elsewhere; what is selected stays."""
        self.hovered = self.hot_wire = -1
        self.hot_port = None

    def light(self) -> None:
        """Finds the path of the selection anew: all that leads to it and all that it leads to."""
        graph, wires = self.scene.graph, self.scene.wires
        if not self.selection:
            self.feeding = self.fed = self.direct = np.zeros(len(wires), bool)
            return
        before, after = _reached(graph, self.selection, back=True), _reached(graph, self.selection, back=False)
        self.feeding = np.array([wire.target in before for wire in wires], bool)
        self.fed = np.array([wire.source in after for wire in wires], bool) & ~self.feeding
        self.direct = np.array([wire.target in self.selection or wire.source in self.selection for wire in wires], bool)

    def _window(self, across: float, down: float) -> tuple[float, float, float, float]:
        """What is seen, and so many pixels of the widget around it."""
        room, view = self.area.adjusted(-across, -down, across, down), self.view
        corner = view.to_board(room.topLeft())
        return corner.x(), corner.y(), room.width() / view.zoom, room.height() / view.zoom


def _reached(graph: Graph, start: Iterable[str], back: bool) -> set[str]:
    """Every node on the way up or down from some nodes, themselves included."""
    found, waiting = set(start), list(start)
    ways = graph.feeds if back else graph.follows
    while waiting:
        for wire in ways.get(waiting.pop(), ()):
            node = wire.source if back else wire.target
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found
