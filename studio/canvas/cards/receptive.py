"""What one unit of the selected node sees, outlined on the picture of the Input's card, and the unit on its own."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.blocks.ends import Input
from studio.canvas.cards.closeups import tiles
from studio.canvas.shown.proportions import rooms
from studio.canvas.shown.stage import Stage, Unit
from studio.canvas.shown.thumbs import Thumb, places
from studio.graph.figures import Figures
from studio.graph.seen import Seen, centred


def unit_under_cursor(stage: Stage) -> Unit | None:
    """The value of the selected node's maps that the cursor is on."""
    row, cursor = _selected(stage), stage.cursor
    thumb = stage.thumb(stage.scene.ids[row]) if row >= 0 else None
    maps = _maps(stage, row) if thumb is not None and thumb.kind == "maps" else None
    if thumb is None or maps is None or cursor is None or not stage.tall(row):
        return None
    card = stage.screen_rect(row)
    room = rooms(card.width(), card.height(), stage.view.zoom, True).picture.translated(card.topLeft())
    tile = next((each for each in _tiles(stage, thumb, room) if each.contains(cursor)), None)
    if tile is None:
        return None
    down, across = (cursor.y() - tile.top()) / tile.height(), (cursor.x() - tile.left()) / tile.width()
    return Unit(min(int(down * maps[0]), maps[0] - 1), min(int(across * maps[1]), maps[1] - 1), maps)


def paint_receptive_field(painter: QPainter, stage: Stage, row: int, thumb: Thumb, room: QRectF) -> None:
    """On the selected card the unit, on the Input's what it sees; nothing on other cards.

    Args:
        painter: Of the board.
        stage: What is shown.
        row: Of the card.
        thumb: Its picture.
        room: Where that lies, in the widget's pixels.
    """
    selected = _selected(stage)
    maps = _maps(stage, selected)
    if maps is None or thumb.kind not in ("maps", "image"):
        return
    unit = stage.unit or Unit(maps[0] // 2, maps[1] // 2, maps)
    if row == selected:
        for tile in _tiles(stage, thumb, room)[: None if stage.unit else 1]:
            _outline_unit(painter, tile, unit)
    elif isinstance(stage.scene.graph.nodes[stage.scene.ids[row]].block, Input):
        _outline_seen(painter, stage, _tiles(stage, thumb, room)[0], stage.scene.figures(selected), unit, row)


def _selected(stage: Stage) -> int:
    """Row of the one selected node, where it is no Input; else -1."""
    rows = stage.selected()
    if len(rows) != 1 or isinstance(stage.scene.graph.nodes[stage.scene.ids[rows[0]]].block, Input):
        return -1
    return int(rows[0])


def _maps(stage: Stage, row: int) -> tuple[int, int] | None:
    """Height and width of what a node answers with, or takes in; None where it is no image or not known."""
    figures = stage.scene.figures(row) if row >= 0 else None
    shape = figures.shape if figures is not None else None
    if shape is None or len(shape) != 3 or not shape[0] or not shape[1]:
        return None
    return shape[0], shape[1]


def _tiles(stage: Stage, thumb: Thumb, room: QRectF) -> list[QRectF]:
    shown = tiles(room, thumb, stage.parts.full)
    return shown if stage.parts.full else shown[: len(places(room, thumb))]


def _outline_unit(painter: QPainter, tile: QRectF, unit: Unit) -> None:
    across, down = tile.width() / unit.maps[1], tile.height() / unit.maps[0]
    place = QRectF(tile.left() + unit.column * across, tile.top() + unit.row * down, across, down)
    _outline(painter, place, QColor(Qt.GlobalColor.white), 1.25)


def _outline_seen(painter: QPainter, stage: Stage, tile: QRectF, figures: Figures | None, unit: Unit, row: int) -> None:
    image = _maps(stage, row)
    if image is None or figures is None:
        return
    place = _box(tile, centred(figures.reach, unit.maps, image)(unit.row, unit.column), image)
    painter.fillRect(place, stage.colour("halo"))
    _outline(painter, place, stage.colour("accent"), 1.5)


def _box(tile: QRectF, seen: Seen, image: tuple[int, int]) -> QRectF:
    across, down = tile.width() / image[1], tile.height() / image[0]
    corner = QPointF(tile.left() + seen.left * across, tile.top() + seen.top * down)
    return QRectF(corner.x(), corner.y(), (seen.right - seen.left + 1) * across, (seen.bottom - seen.top + 1) * down)


def _outline(painter: QPainter, place: QRectF, colour: QColor, width: float) -> None:
    """Bright on dark, so that it is seen on any picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(0, 0, 0, 160), width + 1.5), QPen(colour, width)):
        painter.setPen(pen)
        painter.drawRect(place)
