"""Small pictures of activation functions, for the list they are chosen from."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QComboBox

from studio.look.look import Look

_SIDE = 16
_RATIO = 3.0
_REACH = 3.0  # the input runs from minus to plus this

CURVES: Mapping[str, Callable[[float], float]] = {
    "linear": lambda x: x,
    "relu": lambda x: max(x, 0.0),
    "relu6": lambda x: min(max(2 * x, 0.0), 3.0),
    "leaky_relu": lambda x: x if x > 0 else 0.2 * x,
    "elu": lambda x: x if x > 0 else math.expm1(x),
    "selu": lambda x: 1.05 * (x if x > 0 else 1.67 * math.expm1(x)),
    "gelu": lambda x: x * 0.5 * (1 + math.erf(x / math.sqrt(2))),
    "silu": lambda x: x / (1 + math.exp(-x)),
    "sigmoid": lambda x: 3 / (1 + math.exp(-2 * x)),
    "tanh": lambda x: 2 * math.tanh(1.5 * x),
    "softplus": lambda x: math.log1p(math.exp(x)),
    "softmax": lambda x: math.exp(x - 2.0),
    "celu": lambda x: x if x > 0 else math.expm1(x),
    "exponential": lambda x: math.exp(x - 1.0),
    "hard_shrink": lambda x: x if abs(x) > 1 else 0.0,
    "hard_sigmoid": lambda x: 3 * min(max(x / 3 + 0.5, 0.0), 1.0),
    "hard_silu": lambda x: x * min(max(x / 6 + 0.5, 0.0), 1.0),
    "hard_tanh": lambda x: 2 * min(max(x, -1.0), 1.0),
    "log_sigmoid": lambda x: -math.log1p(math.exp(-x)),
    "log_softmax": lambda x: x - math.log1p(math.exp(x)),
    "mish": lambda x: x * math.tanh(math.log1p(math.exp(x))),
    "soft_shrink": lambda x: math.copysign(max(abs(x) - 1, 0.0), x),
    "softsign": lambda x: 2.5 * x / (1 + abs(x)),
    "sparse_plus": lambda x: 0.0 if x <= -1 else x if x >= 1 else (x + 1) ** 2 / 4,
    "sparse_sigmoid": lambda x: 3 * min(max(0.5 * (x + 1), 0.0), 1.0),
    "sparsemax": lambda x: min(max(x, 0.0), 1.5),
    "squareplus": lambda x: (x + math.sqrt(x * x + 4)) / 2,
    "tanh_shrink": lambda x: x - math.tanh(x),
}
"""What each function draws, scaled so that its form can be told at 16 pixels."""


class ActivationIcons(QObject):
    """Keeps a curve before each activation of a list, in the colour of the family.

    Args:
        look: Theme.
        choice: The list; its entries are named as Keras names them.
    """

    def __init__(self, look: Look, choice: QComboBox) -> None:
        super().__init__(choice)
        self._look, self._choice = look, choice
        choice.setIconSize(QSize(_SIDE, _SIDE))
        look.changed.connect(self.renew)
        self.renew()

    @Slot(object)
    def renew(self, _theme: object = None) -> None:
        """Draws the curves in the colours of the theme."""
        for place in range(self._choice.count()):
            curve = CURVES.get(self._choice.itemText(place))
            if curve:
                self._choice.setItemIcon(place, _icon(curve, self._look.colour("activation")))


def _icon(curve: Callable[[float], float], colour: QColor) -> QIcon:
    pixmap = QPixmap(round(_SIDE * _RATIO), round(_SIDE * _RATIO))
    pixmap.setDevicePixelRatio(_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(1, 1, _SIDE - 2, _SIDE - 2))
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(_points(curve))
    return QIcon(pixmap)


def _points(curve: Callable[[float], float]) -> QPolygonF:
    """The curve from left to right, as high as wide, in the middle of its own range."""
    inputs = [_REACH * (step / 12 - 1) for step in range(25)]
    heights = [max(-_REACH, min(_REACH, curve(x))) for x in inputs]
    middle = (min(heights) + max(heights)) / 2
    scale = (_SIDE - 4) / (2 * _REACH)
    return QPolygonF([QPointF(_SIDE / 2 + x * scale, _SIDE / 2 - (y - middle) * scale) for x, y in zip(inputs, heights, strict=True)])
