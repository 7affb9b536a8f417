"""The classes of the data, one a row: name, how many images, and some of the images themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.look.figures import count
from studio.look.lettering import small_font, text_font
from studio.look.look import Look
from studio.look.pictures import image
from studio.look.plain import plain

ROW, SIDE, _GAP, _BAR, _COUNT = 32, 28, 4, 56, 56
_WIDEST_NAME = 120
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class Place(NamedTuple):
    """A picture among the rows.

    Attributes:
        row: Number of its class.
        column: Place in its row.
    """

    row: int
    column: int


class ClassRows(QWidget):
    """All rows, painted by one widget, so that a hundred classes cost no more than what is seen of them.

    Args:
        look: Theme.
        parent: The widget it lies in.

    Attributes:
        image_chosen: An image was pressed, or Enter on it; carries its place in the data.
    """

    image_chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._classes: tuple[str, ...] = ()
        self._counts: tuple[int, ...] = ()
        self._images: NDArray[Any] = np.zeros((0, 1, 1, 1), np.uint8)
        self._rows: tuple[NDArray[np.int64], ...] = ()
        self._indices: tuple[int, ...] = ()
        self._at: Place | None = None
        self._under: Place | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Images by class")
        look.changed.connect(self.update)

    def show_counts(self, classes: Sequence[str], counts: Sequence[int]) -> None:
        """Shows which classes there are and how many images each has."""
        if tuple(classes) != self._classes:
            self.show_images(self._images[:0], (), (), ())
        self._classes, self._counts = tuple(classes), tuple(counts)
        self.setFixedHeight(max(1, len(self._classes)) * ROW)
        self.update()

    def show_images(self, images: NDArray[Any], labels: Sequence[int], classes: Sequence[str], indices: Sequence[int]) -> None:
        """Shows images in the rows of their classes.

        Args:
            images: uint8, (count, height, width, channels).
            labels: Number of each one's class.
            classes: Names of the classes.
            indices: Place of each in the data.
        """
        if classes and tuple(classes) != self._classes:
            self.show_counts(classes, ())
        numbers = np.asarray(labels, np.int64)
        self._images, self._indices = images, tuple(int(index) for index in indices)
        self._rows = tuple(np.flatnonzero(numbers == number) for number in range(len(self._classes)))
        self._at = self._under = None
        self.update()

    def place_of(self, index: int) -> Place | None:
        """Where an image is shown, by its place in the data."""
        for row, members in enumerate(self._rows):
            for column, member in enumerate(members):
                if self._indices[member] == index:
                    return Place(row, column)
        return None

    def area_of(self, place: Place) -> QRect:
        """Where a picture is painted."""
        return QRect(self._left() + place.column * (SIDE + _GAP), place.row * ROW + (ROW - SIDE) // 2, SIDE, SIDE)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(360, max(1, len(self._classes)) * ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows that are in sight."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            seen = event.rect()
            for row in range(seen.top() // ROW, min(seen.bottom() // ROW + 1, len(self._classes))):
                self._paint_words(painter, row)
                self._paint_images(painter, row)
            for place, role in ((self._under, "text"), (self._at, "accent")):
                if place is not None:
                    painter.setPen(QPen(self._look.colour(role), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(QRectF(self.area_of(place)).adjusted(-1, -1, 1, 1), 3, 3)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Outlines the picture under the cursor."""
        self._under = self._hit(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._under else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No picture is under the cursor any more."""
        super().leaveEvent(event)
        self._under = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the picture."""
        place = self._hit(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from picture to picture and choose it."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        row, column = self._at or (0, -1 if step == (0, 1) else 0)
        place = Place(row + step[0], column + step[1])
        if self._holds(place):
            self._choose(place)

    def event(self, event: QEvent) -> bool:
        """Says what is under the cursor."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._hit(event.pos())
            words = f"Image {self._index(place)} · {self._classes[place.row]}" if place else ""
            QToolTip.showText(event.globalPos(), plain(words), self)
            return True
        return super().event(event)

    def _choose(self, place: Place) -> None:
        self._at = place
        self.update()
        self.image_chosen.emit(self._index(place))

    def _index(self, place: Place) -> int:
        return self._indices[int(self._rows[place.row][place.column])]

    def _holds(self, place: Place) -> bool:
        return 0 <= place.row < len(self._rows) and 0 <= place.column < len(self._rows[place.row])

    def _hit(self, point: QPoint) -> Place | None:
        place = Place(point.y() // ROW, (point.x() - self._left()) // (SIDE + _GAP))
        return place if self._holds(place) and self.area_of(place).contains(point) else None

    def _name_width(self) -> int:
        metrics = QFontMetrics(text_font())
        return min(max((metrics.horizontalAdvance(name) for name in self._classes), default=0) + 12, _WIDEST_NAME)

    def _left(self) -> int:
        """Where pictures begin."""
        return self._name_width() + _BAR + _COUNT + 16

    def _paint_words(self, painter: QPainter, row: int) -> None:
        name, middle, top = self._name_width(), Qt.AlignmentFlag.AlignVCenter, row * ROW
        painter.setFont(text_font())
        painter.setPen(self._look.colour("text"))
        words = QFontMetrics(text_font()).elidedText(self._classes[row], Qt.TextElideMode.ElideRight, name - 8)
        painter.drawText(QRect(0, top, name - 8, ROW), middle, words)
        if row >= len(self._counts):
            return
        track = QRectF(name, top + ROW / 2 - 2, _BAR, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        for share, role in ((1.0, "strong_line"), (self._counts[row] / max(1, *self._counts), "accent")):
            painter.setBrush(self._look.colour(role))
            painter.drawRoundedRect(QRectF(track.topLeft(), track.size()).adjusted(0, 0, (share - 1) * _BAR, 0), 2, 2)
        painter.setFont(small_font())
        painter.setPen(self._look.colour("quiet"))
        painter.drawText(QRect(name + _BAR, top, _COUNT, ROW), middle | Qt.AlignmentFlag.AlignRight, count(self._counts[row]))

    def _paint_images(self, painter: QPainter, row: int) -> None:
        for column, member in enumerate(self._rows[row] if row < len(self._rows) else ()):
            area = self.area_of(Place(row, column))
            if area.right() >= self.width():
                return
            picture = image(self._images[member])
            # Photographs are smoothed as they shrink; small digits keep their pixels.
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, picture.width() > SIDE)
            painter.drawImage(_fitted(area, picture.size()), picture)


def _fitted(area: QRect, size: QSize) -> QRect:
    """The area in the picture's own proportions."""
    inside = QRect(QPoint(), size.scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio))
    inside.moveCenter(area.center())
    return inside
