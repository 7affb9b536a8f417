"""What lies under the cursor: a port, a card, a wire, or nothing."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF

from studio.canvas.shown.anatomy import GRID
from studio.canvas.shown.hits import node_at, point_at, wire_at
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import Level

PORT_SLOP = 10.0
WIRE_SLOP = 6.0
END_SLOP = 32.0  # from a wire's end; nearer the middle a press selects the wire


class Spot(NamedTuple):
    """What was found, as rows of the scene; -1 for none.

    Attributes:
        node: The card.
        port: (row of the card, port), port -1 being the output; None away from ports.
        wire: The wire.
    """

    node: int = -1
    port: tuple[int, int] | None = None
    wire: int = -1


def spot(stage: Stage, point: QPointF) -> Spot:
    """The topmost thing under a pixel of the widget: ports before cards before wires."""
    place, zoom = stage.view.to_board(point), stage.view.zoom
    node = card_at(stage, point)
    port = port_at(stage, point)
    if port is not None:
        return Spot(node if node >= 0 else port[0], port)
    if node >= 0:
        return Spot(node)
    routes = stage.scene.routes
    return Spot(wire=wire_at(routes.points, stage.scene.boxes, place.x(), place.y(), WIRE_SLOP / zoom))


def end_at(stage: Stage, wire: int, point: QPointF) -> int:
    """By which end a wire is held at a pixel: 0 its source, 1 its target, -1 neither."""
    points, place = stage.scene.routes.points[wire], stage.view.to_board(point)
    length = float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())
    ways = np.hypot(*(points[[0, -1]] - (place.x(), place.y())).T)
    nearest = int(ways.argmin())
    return nearest if ways[nearest] <= min(END_SLOP / stage.view.zoom, length / 2) else -1


def wire_below(stage: Stage, place: QPointF) -> int:
    """The wire into which a card would be put whose middle lies at a place of the drawing, whatever else lies there; -1 for none."""
    return wire_at(stage.scene.routes.points, stage.scene.boxes, place.x(), place.y(), 2 * GRID)


def card_at(stage: Stage, point: QPointF) -> int:
    """The card under a pixel, selected ones lying over the others; -1 where there is none."""
    place, rects, selected = stage.view.to_board(point), stage.scene.rects, stage.selected()
    found = node_at(rects[selected], place.x(), place.y())
    return int(selected[found]) if found >= 0 else node_at(rects, place.x(), place.y())


def port_at(stage: Stage, point: QPointF, slop: float = PORT_SLOP) -> tuple[int, int] | None:
    """The port under a pixel; from far there are none to be hit."""
    if stage.level is Level.FAR:
        return None
    pairs, places = stage.scene.ports(stage.seen_nodes())
    place = stage.view.to_board(point)
    found = point_at(places, place.x(), place.y(), slop / stage.view.zoom)
    return (int(pairs[found, 0]), int(pairs[found, 1])) if found >= 0 else None
