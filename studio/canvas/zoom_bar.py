"""The small bar on the board: smaller, larger, everything in view, lay out, what cards cost."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from studio.canvas.shown.costs import COSTS, Kind
from studio.look import Look
from studio.look.buttons import IconButton

_TIPS = ("Zoom out", "Zoom in", "Fit everything in view", "Lay out the drawing")


class ZoomBar(QFrame):
    """A few buttons that float over the board.

    Args:
        look: Theme and icons.
        parent: The board.

    Attributes:
        smaller: Minus was pressed.
        larger: Plus was pressed.
        fit: The frame was pressed.
        laid_out: The drawing was pressed.
        cost_chosen: Another cost is wanted on the cards; carries a key of COSTS.
    """

    smaller = Signal()
    larger = Signal()
    fit = Signal()
    laid_out = Signal()
    cost_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(4)
        buttons = ("minus", self.smaller), ("plus", self.larger), ("maximize", self.fit), ("waypoints", self.laid_out)
        self._deeds = {tip: self._button(row, icon, tip) for tip, (icon, _) in zip(_TIPS, buttons, strict=True)}
        for button, (_, signal) in zip(self._deeds.values(), buttons, strict=True):
            button.clicked.connect(signal)
        self._lay_out = self._deeds["Lay out the drawing"]
        self._cost, self._menu = self._button(row, "activity", ""), QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._kinds = {kind: self._menu.addAction(cost.title) for kind, cost in COSTS.items()}
        for kind, action in self._kinds.items():
            action.setCheckable(True)
            action.setToolTip(COSTS[kind].help)
            action.triggered.connect(lambda _on=False, kind=kind: self.cost_chosen.emit(kind))
        self._cost.clicked.connect(lambda: self._menu.popup(self._cost.mapToGlobal(QPoint(0, self._cost.height()))))
        self.show_cost("none")
        self.setFixedSize(166, 32)
        look.changed.connect(self.update)

    def only_look(self) -> None:
        """Offer nothing but to look elsewhere, on a board where that is all that can be done."""
        self._lay_out.hide()
        self._cost.hide()
        self.setFixedSize(102, 32)

    def show_keys(self, smaller: str = "", larger: str = "", fit: str = "", laid_out: str = "") -> None:
        """Show in the tips which keys do the same; nothing for what has none."""
        for (tip, button), keys in zip(self._deeds.items(), (smaller, larger, fit, laid_out), strict=True):
            button.setToolTip(f"{tip} ({keys})" if keys else tip)

    def show_cost(self, kind: Kind) -> None:
        """Show which cost the cards show."""
        for each, action in self._kinds.items():
            action.setChecked(each == kind)
        self._look.tint(self._cost, "activity", "text" if kind == "none" else "accent")
        shown = f"Cost on the cards: {COSTS[kind].title.lower()}"
        self._cost.setToolTip(f"{shown}. {COSTS[kind].help}")
        self._cost.setAccessibleName(shown)

    def _button(self, row: QHBoxLayout, icon: str, tip: str) -> IconButton:
        button = IconButton(self._look, icon, tip, self)
        button.setFixedSize(QSize(28, 28))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys on the board and the menus do the same
        row.addWidget(button)
        return button

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card with a hairline."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.colour("line"), 1.0))
            painter.setBrush(self._look.colour("card"))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
