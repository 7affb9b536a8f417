"""What one unit of the selected node sees, outlined on the picture of the Input's card, and the unit on its own."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.blocks.ends import Input
from studio.canvas.closeups import tiles
from studio.canvas.stage import Stage, Unit
from studio.canvas.thumbs import Thumb, places
from studio.graph.figures import Figures
from studio.graph.seen import Seen, centred


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
    figures = stage.scene.figures(selected) if selected >= 0 else None
    if figures is None or figures.shape is None or len(figures.shape) != 3 or thumb.kind not in ("maps", "image"):
        return
    maps = (figures.shape[0] or 0, figures.shape[1] or 0)
    if not all(maps):
        return
    if row == selected:
        stage.unit = _under_cursor(stage, thumb, room, maps)
        for tile in _tiles(stage, thumb, room):
            _outline_unit(painter, stage, tile, stage.unit or Unit(maps[0] // 2, maps[1] // 2, maps))
    elif isinstance(stage.scene.graph.nodes[stage.scene.ids[row]].block, Input):
        _outline_seen(painter, stage, _tiles(stage, thumb, room)[0], figures, maps, row)


def _selected(stage: Stage) -> int:
    """Row of the one selected node, where it is neither the Input nor more than one; else -1."""
    if len(stage.selection) != 1:
        return -1
    row = int(stage.selected()[0])
    return -1 if isinstance(stage.scene.graph.nodes[stage.scene.ids[row]].block, Input) else row


def _tiles(stage: Stage, thumb: Thumb, room: QRectF) -> list[QRectF]:
    if stage.parts.full >= 0.5:
        return tiles(room, thumb)
    return [tile.translated(room.topLeft()) for tile in places(QRectF(0, 0, room.width(), room.height()), thumb)]


def _under_cursor(stage: Stage, thumb: Thumb, room: QRectF, maps: tuple[int, int]) -> Unit | None:
    cursor = stage.cursor
    tile = next((each for each in _tiles(stage, thumb, room) if cursor is not None and each.contains(cursor)), None)
    if cursor is None or tile is None:
        return None
    down, across = (cursor.y() - tile.top()) / tile.height(), (cursor.x() - tile.left()) / tile.width()
    return Unit(min(int(down * maps[0]), maps[0] - 1), min(int(across * maps[1]), maps[1] - 1), maps)


def _outline_unit(painter: QPainter, stage: Stage, tile: QRectF, unit: Unit) -> None:
    across, down = tile.width() / unit.maps[1], tile.height() / unit.maps[0]
    place = QRectF(tile.left() + unit.column * across, tile.top() + unit.row * down, across, down)
    _outline(painter, place, QColor(Qt.GlobalColor.white), 1.25)


def _outline_seen(painter: QPainter, stage: Stage, tile: QRectF, figures: Figures, maps: tuple[int, int], row: int) -> None:
    shape = getattr(stage.scene.figures(row), "shape", None)
    if shape is None or len(shape) != 3 or not (shape[0] and shape[1]):
        return
    unit = stage.unit if stage.unit is not None and stage.unit.maps == maps else Unit(maps[0] // 2, maps[1] // 2, maps)
    seen = centred(figures.reach, maps, (shape[0], shape[1]))(unit.row, unit.column)
    place = _box(tile, seen, (shape[0], shape[1]))
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
