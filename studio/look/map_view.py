"""One map or image with sharp pixels, its value under the cursor, and its outline when it is selected."""

from typing import Literal

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.look.look import Look
from studio.look.pictures import Array, image, signed_image

Kind = Literal["signed", "image"]


class MapView(QWidget):
    """A 2-D array in diverging colours, or an image in its own; each value is a sharp rectangle.

    Args:
        look: Theme.
        side: Width and height that it would like, in pixels.
        subdued: Whether it stays in the background until it is selected or under the cursor.
        parent: The widget it lies in.

    Attributes:
        hovered: The cursor is over a value; carries row, column and the value (an array for a colour image).
        left: The cursor has left the picture.
        pressed: The person clicked it, or pressed space or return.
    """

    hovered = Signal(int, int, object)
    left = Signal()
    pressed = Signal()

    ROUND = 3
    RING = 2

    def __init__(self, look: Look, side: int = 96, *, subdued: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._side, self._subdued = look, side, subdued
        self._array: Array | None = None
        self._kind: Kind = "signed"
        self._limits: tuple[float | None, float | None] = (None, None)
        self._image: QImage | None = None
        self._selected, self._under = False, False
        self._box, self._mark = QRect(), QRect()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._repaint_all)

    def show_signed(self, array: Array, limit: float | None = None) -> None:
        """Show values around zero; ``limit`` is the magnitude of the strongest colour, the array's own where not given."""
        self._show(array, "signed", (None, limit))

    def show_image(self, array: Array, low: float | None = None, high: float | None = None) -> None:
        """Show an image of one or three channels; limits as for ``pictures.image``."""
        self._show(array, "image", (low, high))

    def clear(self) -> None:
        """Show nothing."""
        self._array, self._image = None, None
        self.update()

    def array(self) -> Array | None:
        """What is shown."""
        return self._array

    def set_side(self, side: int) -> None:
        """Ask for another width and height."""
        self._side = side
        self.updateGeometry()

    def is_selected(self) -> bool:
        """Whether it carries the outline of the selection."""
        return self._selected

    def set_selected(self, selected: bool) -> None:
        """Show or take away the outline of the selection."""
        self._selected = selected
        self.update()

    def set_box(self, box: QRect) -> None:
        """Mark a part of the picture, given in its own rows and columns (such as what a value sees); an empty one marks none."""
        self._box = box
        self.update()

    def set_mark(self, row: int, column: int) -> None:
        """Outline one value; a negative row outlines none."""
        self._mark = QRect(column, row, 1, 1) if row >= 0 else QRect()
        self.update()

    def sizeHint(self) -> QSize:
        """The wanted side, and room for the outline."""
        return QSize(self._side + 4 * self.RING, self._side + 4 * self.RING)

    def minimumSizeHint(self) -> QSize:
        """As wanted."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture with round corners, what is marked on it, and the outline."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = self._area()
            shape = QPainterPath()
            shape.addRoundedRect(area, self.ROUND, self.ROUND)
            painter.fillPath(shape, self._look.colour("well"))
            painter.setClipPath(shape)
            self._paint_picture(painter, area)
            painter.setClipping(False)
            if self._selected or self.hasFocus():
                self._paint_outline(painter, area)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the value under the cursor."""
        place = self._place(event.position())
        if place is not None and self._array is not None:
            self.hovered.emit(*place, self._array[place])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that it was clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and return click it."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Come to the front under the cursor."""
        self._under = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Step back, and tell that no value is under the cursor."""
        self._under = False
        self.update()
        self.left.emit()
        super().leaveEvent(event)

    def _show(self, array: Array, kind: Kind, limits: tuple[float | None, float | None]) -> None:
        values = np.asarray(array)
        squeezed = values[..., 0] if values.ndim == 3 and values.shape[2] == 1 else values
        picture = self._picture(squeezed, kind, limits)
        self._array, self._kind, self._limits, self._image = squeezed, kind, limits, picture
        self.update()

    def _picture(self, array: Array, kind: Kind, limits: tuple[float | None, float | None]) -> QImage:
        return signed_image(array, self._look.theme, limits[1]) if kind == "signed" else image(array, *limits)

    def _repaint_all(self, _theme: object) -> None:
        if self._array is not None:
            self._image = self._picture(self._array, self._kind, self._limits)
        self.update()

    def _area(self) -> QRectF:
        """Where the picture lies: as large as fits, in its own proportions, in the middle."""
        room = QRectF(self.rect()).adjusted(2 * self.RING, 2 * self.RING, -2 * self.RING, -2 * self.RING)
        if self._image is None:
            return room
        scale = min(room.width() / self._image.width(), room.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        # Whole pixels, else the outermost row of the picture is drawn half transparent.
        return QRectF(round(room.center().x() - width / 2), round(room.center().y() - height / 2), round(width), round(height))

    def _place(self, point: QPointF) -> tuple[int, int] | None:
        """Row and column under a point, or None beside the picture."""
        area = self._area()
        if self._image is None or not area.contains(point):
            return None
        row = int((point.y() - area.top()) * self._image.height() / area.height())
        column = int((point.x() - area.left()) * self._image.width() / area.width())
        return min(row, self._image.height() - 1), min(column, self._image.width() - 1)

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        if self._image is None:
            return
        front = self._selected or self._under or not self._subdued
        painter.setOpacity(1.0 if front else self._look.theme.picture_opacity)
        painter.drawImage(area, self._image)
        painter.setOpacity(1.0)
        across, down = area.width() / self._image.width(), area.height() / self._image.height()
        if not self._box.isEmpty():
            box = _on_screen(self._box, area, across, down)
            painter.fillRect(box, self._look.colour("halo"))
            painter.setPen(QPen(self._look.colour("accent"), 1))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if not self._mark.isEmpty():
            mark = _on_screen(self._mark, area, across, down)
            for colour, width in ((Qt.GlobalColor.black, 3.0), (Qt.GlobalColor.white, 1.5)):  # seen on any colour
                painter.setPen(QPen(QColor(colour), width))
                painter.drawRect(mark)

    def _paint_outline(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(self._look.colour("accent" if self._selected else "strong_line"), self.RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(-self.RING, -self.RING, self.RING, self.RING), self.ROUND + 2, self.ROUND + 2)


def _on_screen(part: QRect, area: QRectF, across: float, down: float) -> QRectF:
    """Rows and columns of a picture as the rectangle that they take, ``across`` and ``down`` pixels each."""
    return QRectF(area.left() + part.left() * across, area.top() + part.top() * down, part.width() * across, part.height() * down)
