"""The words on the board that are on no card: shapes on long wires, the title, what an empty board says."""

from collections.abc import Mapping
from math import ceil, prod

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from studio.blocks.block import pictured
from studio.canvas.painting.wires import hot_ports
from studio.canvas.shown import anatomy
from studio.canvas.shown.kept import Kept
from studio.canvas.shown.primitives import Flags, Floats, Indices, draw_pictures
from studio.canvas.shown.scene import Scene
from studio.canvas.shown.stage import Stage
from studio.graph.spoken import port_name
from studio.look.figures import memory
from studio.look.lettering import SEMIBOLD, small_font, text_font, width_of

_PAD = 7.0
_EDGE = 24.0  # pixels; what is nearer to the border is not in view enough to carry words
_BYTES = 4  # of a 32-bit float


def paint_wire_labels(painter: QPainter, stage: Stage, wires: Indices, kept: Kept | None = None) -> None:
    """The shape on every long wire in view, where no card hides it.

    Args:
        painter: Of the board.
        stage: What is shown.
        wires: Rows of those in view.
        kept: Pixmaps of words, which many wires share; without them every letter is drawn, as on paper.
    """
    lengths = np.linalg.norm(np.diff(stage.scene.routes.points[wires], axis=1), axis=2).sum(axis=1)
    said = _said(stage, wires[lengths > anatomy.LABELLED])
    places = _on_wires(stage, said)
    painter.setFont(scaled_font(stage))
    alike: dict[str, list[int]] = {}
    for at, (words, hidden) in enumerate(zip(said.values(), _hidden(stage, places).tolist(), strict=True)):
        if not hidden:
            alike.setdefault(words, []).append(at)
    for words, which in alike.items():
        _write_at(painter, stage, places[which], words, kept)


def _write_at(painter: QPainter, stage: Stage, places: Floats, words: str, kept: Kept | None) -> None:
    """The same words on some wires."""
    if kept is None:
        for place in places.tolist():
            write_on_wire(painter, stage, QRectF(*place), words, "quiet")
        return
    key = (words, painter.font().pixelSize(), stage.ratio, stage.look.theme.name)
    draw_pictures(painter, stage.whole(places[:, :2]), kept.get(key, lambda: _plate(stage, words)))


def _plate(stage: Stage, words: str) -> QPixmap:
    """Words as they stand on a wire."""
    font = scaled_font(stage)
    size = QSizeF(ceil(width_of(words, font.pixelSize()) + 2 * _PAD), ceil(QFontMetricsF(font).height()))
    pixmap = QPixmap((size * stage.ratio).toSize())
    pixmap.setDevicePixelRatio(stage.ratio)
    pixmap.fill(stage.colour("board"))
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        write_on_wire(painter, stage, QRectF(QPointF(0, 0), size), words, "quiet")
    return pixmap


def _said(stage: Stage, wires: Indices) -> dict[int, str]:
    """The shape on each wire of which one is known."""
    carried = {wire: stage.scene.carried(wire) for wire in wires.tolist()}
    return {wire: pictured(figures.shape) for wire, figures in carried.items() if figures is not None and figures.shape is not None}


def paint_hot_wire_label(painter: QPainter, stage: Stage) -> None:
    """The shape and the bytes on the wire under the cursor."""
    wire = stage.hot_wire
    figures = stage.scene.carried(wire) if 0 <= wire < len(stage.scene.wires) else None
    if figures is None or figures.shape is None:
        return
    words, font = pictured(figures.shape), scaled_font(stage)
    if None not in figures.shape:
        words = f"{words} · {memory(_BYTES * prod(axis or 1 for axis in figures.shape))}"
    metrics = QFontMetricsF(font)
    size = QSizeF(metrics.horizontalAdvance(words) + 2 * _PAD + 2, metrics.height() + 6)
    paint_plate(painter, stage, around(_in_view(stage, wire), size).toAlignedRect().toRectF(), words, font)


def paint_port_names(painter: QPainter, stage: Stage) -> None:
    """What is known of the ports under the cursor, beside them."""
    font = scaled_font(stage)
    metrics = QFontMetricsF(font)
    for row, port in hot_ports(stage):
        if words := port_told(stage.scene, row, port):
            size = QSizeF(metrics.horizontalAdvance(words) + 2 * _PAD, metrics.height() + 4)
            place, aside = stage.view.to_screen(QPointF(*stage.scene.port(row, port))), 12 + size.width() / 2
            centre = place + QPointF(aside if port < 0 else -aside, 0)
            paint_plate(painter, stage, around(centre, size).toAlignedRect().toRectF(), words, font)


def port_told(scene: Scene, row: int, port: int) -> str:
    """`indices · 14 × 14 × 6`: what a port is called, and of an output what leaves there; empty where it has no name."""
    node = scene.ids[row]
    name, figures = port_name(scene.graph.nodes[node].block, port), scene.measured.figures.get(node)
    shape = figures.leaving(-1 - port).shape if name and port < 0 and figures is not None else None
    return f"{name} · {pictured(shape)}" if shape else name


def paint_plate(painter: QPainter, stage: Stage, place: QRectF, words: str, font: QFont) -> None:
    """Words on a small plate with a hairline, readable over whatever is below."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(stage.colour("strong_line"), 1.0))
    painter.setBrush(stage.colour("card"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setFont(font)
    painter.setPen(stage.colour("text"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def paint_port_labels(painter: QPainter, stage: Stage, wires: Indices) -> None:
    """How many channels each of several ordered inputs brings, over the end of its wire; nothing where all bring as many."""
    scene, font = stage.scene, scaled_font(stage)
    unlike = {target: _unlike(scene, target) for target in set(scene.ends[wires, 1].tolist())}
    pixels = font.pixelSize()
    painter.setFont(font)
    painter.setPen(stage.colour("quiet"))
    for wire in wires.tolist():
        target, figures = int(scene.ends[wire, 1]), scene.carried(wire)
        if unlike[target] and figures is not None and figures.shape:
            words = pictured(figures.shape[-1:])
            place = stage.view.to_screen(QPointF(*scene.port(target, scene.wires[wire].port)))
            painter.drawText(place - QPointF(width_of(words, pixels) + 8, 4), words)


def _unlike(scene: Scene, target: int) -> bool:
    """Whether the inputs of a node bring different numbers of channels; in a sum they are all alike."""
    figures = scene.measured.figures
    arriving = (
        figures[wire.source].leaving(wire.outlet) for wire in scene.graph.feeds.get(scene.ids[target], ()) if wire.source in figures
    )
    return len({each.shape[-1] for each in arriving if each.shape}) > 1


def paint_on_wire(painter: QPainter, stage: Stage, place: QRectF, words: str, role: str) -> None:
    """Words that interrupt a wire."""
    painter.setFont(scaled_font(stage))
    write_on_wire(painter, stage, place, words, role)


def write_on_wire(painter: QPainter, stage: Stage, place: QRectF, words: str, role: str) -> None:
    """Words that interrupt a wire, in the painter's font."""
    painter.fillRect(place, stage.colour("board"))
    painter.setPen(stage.colour(role))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def scaled_font(stage: Stage) -> QFont:
    """11 pixels, and more from near: words grow with the cards."""
    font = small_font()
    font.setPixelSize(round(font.pixelSize() * stage.parts.letters))
    return font


def _on_wires(stage: Stage, said: Mapping[int, str]) -> Floats:
    """Where the words of each wire stand in the widget: over its middle."""
    routes, wires, font = stage.scene.routes, list(said), scaled_font(stage)
    points, knees = routes.points[wires], routes.knees[wires]
    middles = np.where(routes.turned[wires][:, None], (knees[:, 2] + knees[:, 3]) / 2, (points[:, 6] + points[:, 7]) / 2)
    sizes = np.full((len(wires), 2), QFontMetricsF(font).height())
    sizes[:, 0] = [width_of(words, font.pixelSize()) + 2 * _PAD for words in said.values()]
    return np.concatenate([stage.view.points_to_screen(middles) - sizes / 2, sizes], axis=1)


def _in_view(stage: Stage, wire: int) -> QPointF:
    """The place on a wire that is in view and nearest to its middle; its middle where none is."""
    points = stage.scene.routes.points[wire]
    between = stage.view.points_to_screen((points[:-1] + points[1:]) / 2).tolist()
    room = QRectF(QPointF(0, 0), stage.size).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    order = sorted(range(len(between)), key=lambda place: abs(place - len(between) // 2))
    return next((QPointF(*between[place]) for place in order if room.contains(QPointF(*between[place]))), QPointF(*between[order[0]]))


def _hidden(stage: Stage, places: Floats) -> Flags:
    """Over which of these places in the widget a card lies."""
    cards, others = stage.screen_rects(stage.near_nodes(places)), places[:, None]
    met: Flags = (cards[:, :2] <= others[..., :2] + others[..., 2:]) & (cards[:, :2] + cards[:, 2:] >= others[..., :2])
    hidden: Flags = met.all(axis=2).max(axis=1, initial=False)
    return hidden


def around(centre: QPointF, size: QSizeF) -> QRectF:
    """The rectangle of a size around a point."""
    return QRectF(centre - QPointF(size.width() / 2, size.height() / 2), size)


def paint_title(painter: QPainter, stage: Stage, title: str, subtitle: str) -> None:
    """The name of the graph and which one it is, at the upper left."""
    strong = text_font(SEMIBOLD)
    width = QFontMetricsF(strong).horizontalAdvance(title)
    behind = QColor(stage.colour("board"))
    behind.setAlpha(208)  # cards that lie below stay visible and the words readable
    painter.fillRect(QRectF(8, 12, width + 18 + QFontMetricsF(small_font()).horizontalAdvance(subtitle), 24), behind)
    painter.setFont(strong)
    painter.setPen(stage.colour("text"))
    painter.drawText(QRectF(16, 16, width + 2, 16), Qt.AlignmentFlag.AlignVCenter, title)
    painter.setFont(small_font())
    painter.setPen(stage.colour("quiet"))
    painter.drawText(QRectF(16 + width + 10, 16, 400, 16), Qt.AlignmentFlag.AlignVCenter, subtitle)


def paint_empty(painter: QPainter, stage: Stage) -> None:
    """What will be here, and how to get it."""
    centre = QPointF(stage.size.width() / 2, stage.size.height() / 2)
    pixmap = stage.look.pixmap("waypoints", "dim", 24, stage.ratio)
    painter.drawPixmap(centre - QPointF(12, 56), pixmap)
    painter.setFont(text_font(SEMIBOLD))
    painter.setPen(stage.colour("text"))
    painter.drawText(around(centre - QPointF(0, 12), QSizeF(480, 16)), Qt.AlignmentFlag.AlignCenter, "Nothing drawn yet")
    painter.setFont(small_font())
    painter.setPen(stage.colour("quiet"))
    words = "Drag a block from the palette onto the board, or tap the space bar and type its name.\nBegin with Input, end with Output."
    painter.drawText(around(centre + QPointF(0, 20), QSizeF(480, 40)), Qt.AlignmentFlag.AlignCenter, words)
