"""The words of issues beside their cards, with the fix as a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from studio.canvas.shown.hits import touching
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.view import Level
from studio.graph.figures import Issue
from studio.look.lettering import SEMIBOLD, small_font

_WIDEST = 248.0
_PAD = QSizeF(13, 10)
_GAP = 16.0
_ASIDE = 48.0
_MOST = 40


@dataclass(frozen=True)
class Callout:
    """Words in a box.

    Attributes:
        issue: Whose words.
        box: Where it lies, in pixels of the widget.
        link: Where the fix stands; empty without one.
    """

    issue: Issue
    box: QRectF
    link: QRectF


def callouts(stage: Stage, taken: Sequence[QRectF] = ()) -> list[Callout]:
    """Boxes for the issues in view: free of cards, or on top of them for the card under the cursor or selected; advice waits for these.

    Args:
        stage: What is shown.
        taken: Where nothing may lie.
    """
    if stage.level is Level.FAR:
        return _of_graph(stage)
    found = _of_graph(stage)
    for node_id, issue in [*list(stage.scene.issues.items())[: 10 * _MOST], *_asked(stage)]:
        row = stage.scene.rows.get(node_id, -1)
        if row < 0 or node_id in stage.scene.worded or len(found) >= _MOST:
            continue
        card = stage.screen_rect(row)
        if card.intersects(QRectF(QPointF(0, 0), stage.size)):
            found += _beside(stage, row, card, issue, [*taken, *(each.box for each in found)])
    return found


def _of_graph(stage: Stage) -> list[Callout]:
    """What concerns the whole drawing stands at the lower left."""
    place = place_of_graph(stage)
    return [_callout(stage.whole_issue, place)] if stage.whole_issue and place else []


def place_of_graph(stage: Stage) -> QRectF | None:
    """Where the words stand that concern the whole drawing; None where there are none."""
    issue = stage.whole_issue
    if issue is None:
        return None
    size, bottom = box_size(issue.text, issue.fix.label if issue.fix else ""), stage.size.height() - 16
    return QRectF(QPointF(16, bottom - size.height()), size)


def _asked(stage: Stage) -> list[tuple[str, Issue]]:
    """The advice for what is selected alone, and for what the cursor rests on."""
    ids, advice = stage.scene.ids, stage.scene.advice
    wanted = list(stage.selection) if len(stage.selection) == 1 else []
    hovered = [ids[stage.hovered]] if stage.hovered >= 0 else []
    return [(node_id, advice[node_id]) for node_id in dict.fromkeys([*hovered, *wanted]) if node_id in advice]


def _beside(stage: Stage, row: int, card: QRectF, issue: Issue, taken: list[QRectF]) -> list[Callout]:
    size = box_size(issue.text, issue.fix.label if issue.fix else "")
    places = _places(card, size)
    free = [place for place in places if _free(stage, place) and not any(place.intersects(other) for other in taken)]
    if free:
        return [_callout(issue, free[0])]
    wanted = row == stage.hovered or stage.scene.ids[row] in stage.selection
    return [_callout(issue, places[1])] if wanted else []


def _places(card: QRectF, size: QSizeF) -> list[QRectF]:
    """Right of the card, below, above, left of it, and to the right a little higher or lower."""
    middle = card.center().y() - size.height() / 2
    corners = [
        QPointF(card.right() + _GAP, middle),
        QPointF(card.left(), card.bottom() + _GAP / 2),
        QPointF(card.left(), card.top() - _GAP / 2 - size.height()),
        QPointF(card.left() - _GAP - size.width(), middle),
        QPointF(card.right() + _GAP, middle - _ASIDE),
        QPointF(card.right() + _GAP, middle + _ASIDE),
    ]
    return [QRectF(corner, size) for corner in corners]


def _free(stage: Stage, place: QRectF) -> bool:
    corner = stage.view.to_board(place.topLeft())
    zoom = stage.view.zoom
    box = (corner.x(), corner.y(), place.width() / zoom, place.height() / zoom)
    inside = QRectF(QPointF(0, 0), stage.size).contains(place)
    return inside and not touching(stage.scene.rects, box).any()


def box_size(words: str, link: str = "") -> QSizeF:
    """How large a box is for its words."""
    return QSizeF(*_size(words, link))


@lru_cache(maxsize=256)
def _size(words: str, link: str) -> tuple[float, float]:
    metrics, strong = QFontMetricsF(small_font()), QFontMetricsF(small_font(SEMIBOLD))
    lines = wrapped(words, metrics, _WIDEST)
    width = max(strong.horizontalAdvance(link), *(metrics.horizontalAdvance(line) for line in lines))
    return round(width + 2 * _PAD.width()), (len(lines) + bool(link)) * 16 + 2 * _PAD.height() - 4


def _callout(issue: Issue, box: QRectF) -> Callout:
    inner = box.adjusted(_PAD.width(), _PAD.height() - 2, -_PAD.width(), -_PAD.height() + 2)
    link = QRectF(inner.left(), inner.bottom() - 16, inner.width(), 16) if issue.fix else QRectF()
    return Callout(issue, box.toRect().toRectF(), link)


def paint_callouts(painter: QPainter, stage: Stage, shown: list[Callout]) -> None:
    """All boxes."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for each in shown:
        paint_box(painter, stage, each.box, "strong_line")
        inner = each.box.adjusted(_PAD.width(), _PAD.height() - 2, -_PAD.width(), -_PAD.height() + 2)
        write_lines(painter, stage, inner, each.issue.text)
        if each.issue.fix:
            painter.setFont(small_font(SEMIBOLD))
            painter.setPen(stage.colour("accent"))
            painter.drawText(each.link, Qt.AlignmentFlag.AlignVCenter, each.issue.fix.label)


def paint_box(painter: QPainter, stage: Stage, box: QRectF, edge: str) -> None:
    """A box with a hairline, or with an edge that warns."""
    painter.setPen(QPen(stage.colour(edge), 1.0))
    painter.setBrush(stage.colour("card"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def write_lines(painter: QPainter, stage: Stage, room: QRectF, words: str) -> None:
    """Several lines, 16 pixels each."""
    painter.setFont(small_font())
    painter.setPen(stage.colour("text"))
    metrics = QFontMetricsF(painter.font())
    for number, line in enumerate(wrapped(words, metrics, room.width() + 2)):
        painter.drawText(QRectF(room.left(), room.top() + 16 * number, room.width() + 4, 16), Qt.AlignmentFlag.AlignVCenter, line)


def wrapped(words: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Words in lines that are no wider than that, where a single word is not."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
