"""The drawing as SVG: cards, wires and notes as they lie on the board, in colours of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from studio.blocks.block import Block, pictured
from studio.blocks.unknown import UnknownBlock
from studio.colours import LIGHT
from studio.graph.cards import CARD_WIDTH, LANE, MERGING_LANE, low_height, port_offsets
from studio.graph.figures import Figures, Measured
from studio.graph.model import Graph, Node, Note
from studio.graph.module import Instance, Placed
from studio.graph.names import kind
from studio.graph.rules import inputs_of, outputs_of
from studio.graph.ways.arrays import Flags, Floats, Indices
from studio.graph.ways.lanes import Occupied
from studio.graph.ways.ports import leans, rooms
from studio.graph.ways.routes import routes
from studio.report.markup import Markup, element
from studio.report.style import role

_MARGIN = 24.0
_TEXT, _SMALL = 13, 11
_WIDE, _NARROW = 0.63, 0.33  # of the letters' size: how wide most are, and the narrow ones
_LEFT, _RIGHT = 13.0, 9.0
_DECK = 4.0
_FAINT = 0.45
_CLOSER, _APART = 0.62, 28.0  # rows on paper against those of the board, and what cards must keep from each other then
_MOST_CLOSER = 2000  # cards


class _Cards(NamedTuple):
    """Where cards lie.

    Attributes:
        rows: Of each node, by its id.
        rects: (nodes, 4).
        inputs: How many ports each has on its left.
        outputs: Likewise on its right.
    """

    rows: dict[str, int]
    rects: Floats
    inputs: Floats
    outputs: Floats


def picture(graph: Graph, measured: Measured, title: str) -> Markup:
    """A graph as one SVG element, as large as on the board.

    Args:
        graph: The drawing.
        measured: Its figures.
        title: What it is called for those who cannot see it.
    """
    cards = _cards(graph)
    ways, points = _wires(graph, cards)
    frames = [element("g", *_note(note)) for note in graph.notes.values()]
    nodes = [_card(node, cards.rects[cards.rows[key]], measured.figures.get(key)) for key, node in graph.nodes.items()]
    left, top, width, height = _bounds(graph, cards.rects, points)
    return element(
        "svg",
        element("title", title),
        *frames,
        element("g", *ways, fill="none", stroke=role("wire"), stroke_width=1.6),
        *nodes,
        viewBox=f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}",
        width=round(width),
        height=round(height),
        role="img",
    )


def family_of(block: Placed) -> str:
    """The role that colours a block."""
    if isinstance(block, Instance):
        return "module"
    family = block.family if isinstance(block, Block) else ""
    return family if family in LIGHT.families else "quiet"


def caption_of(block: Placed) -> str:
    """The values that matter."""
    if isinstance(block, Instance):
        values = block.chosen(block.repeat - 1)
        return " · ".join(_value(name, values[name]) for name in values if name in block.values)
    return "unknown to this version" if isinstance(block, UnknownBlock) else block.caption()


def clipped(text: str, room: float, size: float) -> str:
    """As much of a text as fits, by what letters of its size take in most typefaces."""
    for at, letter in enumerate(text):
        room -= size * (_NARROW if letter in " .,·:;ijlI1()[]|'" else _WIDE)
        if room < 0:
            return f"{text[: max(1, at - 1)].rstrip()}…"
    return text


def _cards(graph: Graph) -> _Cards:
    inputs = [_inputs(graph, node) for node in graph.nodes.values()]
    outputs = [outputs_of(node.block) for node in graph.nodes.values()]
    rects = [
        (*node.position, float(CARD_WIDTH), low_height(max(ports)))
        for node, ports in zip(graph.nodes.values(), zip(inputs, outputs, strict=True), strict=True)
    ]
    rows = {key: row for row, key in enumerate(graph.nodes)}
    places = np.array(rects, np.float64).reshape(-1, 4)
    return _Cards(rows, places if graph.notes else _closer(places), np.array(inputs, np.float64), np.array(outputs, np.float64))


def _closer(rects: Floats) -> Floats:
    """Rows nearer to each other, for no card here has a picture; as they were where that would lay one card over another."""
    if len(rects) > _MOST_CLOSER:
        return rects
    closer = rects * (1, _CLOSER, 1, 1)
    low, high = closer[:, :2] - _APART / 2, closer[:, :2] + closer[:, 2:] + _APART / 2
    touching = ((low[:, None] < high) & (high[:, None] > low)).all(axis=2)
    return closer if touching.sum() == len(rects) else rects


def _inputs(graph: Graph, node: Node) -> int:
    count = inputs_of(node.block)
    return max(2, len(graph.feeds.get(node.id, ()))) if count is None else count


def _wires(graph: Graph, cards: _Cards) -> tuple[list[Markup], Floats]:
    """The wires, and all points that they run through."""
    ends = np.array([(cards.rows[wire.source], cards.rows[wire.target]) for wire in graph.wires], np.intp).reshape(-1, 2)
    ports = np.array([(wire.outlet, wire.port) for wire in graph.wires], np.float64).reshape(-1, 2)
    sources, targets = cards.rects[ends[:, 0]], cards.rects[ends[:, 1]]
    leaving = port_offsets(ports[:, 0], cards.outputs[ends[:, 0]], sources[:, 3])
    arriving = port_offsets(ports[:, 1], cards.inputs[ends[:, 1]], targets[:, 3])
    starts = np.stack([sources[:, 0] + sources[:, 2], sources[:, 1] + leaving], axis=1)
    stops = np.stack([targets[:, 0], targets[:, 1] + arriving], axis=1)
    stops[:, 1] += leans(starts, stops, ends[:, 1], rooms(cards.inputs, cards.rects[:, 3]))[ends[:, 1]]
    before = np.where(cards.inputs[ends[:, 1]] > 1, MERGING_LANE, float(LANE))
    occupied = Occupied(cards.rects)
    found = routes(starts, stops, sources, targets, occupied, before)
    if (curved := _beside_bent(ends[:, 0], ports[:, 0], found.turned)).any():
        before = np.where(curved, np.maximum(before, LANE + 0.01), before)
        found = routes(starts, stops, sources, targets, occupied, before)
    moved, heights = found.crowded()
    if len(moved):
        found.bend(moved, heights, sources[moved], targets[moved], before[moved])
    drawn = [element("path", d=_way(found.strokes(wire))) for wire in range(len(graph.wires))]
    return drawn, found.points.reshape(-1, 2)


def _beside_bent(sources: Indices, outlets: Floats, turned: Flags) -> Flags:
    """Which wires are curved though others from the same port are bent: rows are closer here than on the board, where all are bent."""
    _, ports = np.unique(np.stack([sources, outlets], axis=1), axis=0, return_inverse=True)
    found: Flags = ~turned & (np.bincount(ports, turned) > 0)[ports]
    return found


def _way(strokes: list[list[list[float]]]) -> str:
    letters = ("M", *(("L", "Q", "C")[len(stroke) - 1] for stroke in strokes[1:]))
    parts = zip(letters, strokes, strict=True)
    return "".join(letter + " ".join(f"{x:.1f},{y:.1f}" for x, y in stroke) for letter, stroke in parts)


def _card(node: Node, rect: Floats, figures: Figures | None) -> Markup:
    x, y, width, height = rect.tolist()
    block, dashed = node.block, "4 3" if node.state != "on" else None
    edge = element("path", d=f"M{x + 4},{y}h-1a3,3 0 0 0 -3,3v{height - 6}a3,3 0 0 0 3,3h1z", fill=role(family_of(block)))
    face = element(
        "rect", x=x, y=y, width=width, height=height, rx=6, fill=role("card"), stroke=role("strong_line"), stroke_dasharray=dashed
    )
    tip = element("title", f"{node.name}: {kind(block)} {caption_of(block)}".strip())
    opacity = _FAINT if node.state != "on" else None
    return element("g", tip, *_deck(block, rect), face, edge, *_words(node, rect, figures), opacity=opacity)


def _deck(block: Placed, rect: Floats) -> Iterator[Markup]:
    """A module that stands several times lies on others of its kind."""
    x, y, width, height = rect.tolist()
    for each in (2, 1) if isinstance(block, Instance) and block.repeat > 1 else ():
        lifted = {"x": x + each * _DECK, "y": y - each * _DECK, "width": width, "height": height}
        yield element("rect", **lifted, rx=6, fill=role("card"), stroke=role("strong_line"))


def _words(node: Node, rect: Floats, figures: Figures | None) -> Iterator[Markup]:
    x, y, width, height = rect.tolist()
    room, middle = width - _LEFT - _RIGHT, y + height / 2
    repeat = f"×{node.block.repeat}" if isinstance(node.block, Instance) and node.block.repeat > 1 else ""
    title, caption = kind(node.block), caption_of(node.block)
    yield _text(x + _LEFT, middle - 16, clipped(title, room - 9 * len(repeat), _TEXT), _TEXT, font_weight=600)
    if repeat:
        yield _text(x + width - _RIGHT, middle - 16, repeat, _TEXT, font_weight=600, text_anchor="end")
    yield _text(x + _LEFT, middle + 4, clipped(caption or node.name, room, _SMALL), _SMALL, class_="quiet")
    if figures is not None and figures.shape is not None:
        shape, weights = pictured(figures.shape), short(figures.weights) if figures.weights else ""
        yield _text(x + _LEFT, middle + 23, clipped(shape, room - 7.5 * len(weights), _SMALL), _SMALL)
        yield _text(x + width - _RIGHT, middle + 23, weights, _SMALL, class_="quiet", text_anchor="end")


def short(number: int) -> str:
    """A whole number in round thousands or millions: `25.6 M`."""
    size, signs = float(number), ["", " k", " M", " G"]
    while size >= 999.5 and len(signs) > 1:
        size, signs = size / 1000, signs[1:]
    return f"{size:.3g}{signs[0]}"


def _text(x: float, y: float, text: str, size: int, **attributes: str | float) -> Markup:
    return element("text", text, x=x, y=y, font_size=size, **attributes)


def _note(note: Note) -> Iterator[Markup]:
    (x, y), (width, height) = note.position, note.size
    colour = role(note.colour if note.colour in LIGHT.families else "strong_line")
    place = {"x": x, "y": y, "width": width, "height": height}
    if note.kind == "frame":
        yield element("rect", **place, rx=10, fill=colour, fill_opacity=0.07, stroke=colour, stroke_opacity=0.5)
        yield _text(x + 14, y + 22, clipped(note.text, width - 28, _TEXT), _TEXT, font_weight=600)
        return
    yield element("rect", **place, rx=6, fill=role("panel"), stroke=colour)
    for row, line in enumerate(_lines(note.text, width - 24)[: max(1, int((height - 16) // 17))]):
        yield _text(x + 12, y + 22 + 17 * row, line, _TEXT - 1)


def _lines(text: str, room: float) -> list[str]:
    """A text in lines that fit."""
    found = list[str]()
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and clipped(longer, room, _TEXT - 1) != longer:
                found.append(line)
                line = word
            else:
                line = longer
        found.append(line)
    return found


def _bounds(graph: Graph, rects: Floats, points: Floats) -> tuple[float, float, float, float]:
    """Left, top, width and height of all that is drawn, with a margin."""
    notes = np.array([(*note.position, *note.size) for note in graph.notes.values()], np.float64).reshape(-1, 4)
    boxes = np.concatenate([rects, notes, np.hstack([points, np.zeros_like(points)])])
    if not len(boxes):
        return 0.0, 0.0, 1.0, 1.0
    low, high = boxes[:, :2].min(axis=0) - _MARGIN, (boxes[:, :2] + boxes[:, 2:]).max(axis=0) + _MARGIN
    return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])


def _value(name: str, value: object) -> str:
    """A value with its name; of a yes or no the name alone."""
    words = name.replace("_", " ")
    if isinstance(value, bool):
        return words.removeprefix("use ") if value else f"no {words.removeprefix('use ')}"
    return f"{words} {'×'.join(map(str, value)) if isinstance(value, (tuple, list)) else value}"
