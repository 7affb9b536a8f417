"""The line above feature maps: whose they are, of which image, and the scale of their colours."""

from PySide6.QtWidgets import QWidget

from studio.blocks.block import Shape, pictured
from studio.look.icon_label import IconLabel
from studio.look.labels import Heading, Quiet
from studio.look.look import Look
from studio.look.scale import ScaleBar
from studio.panels.image_chooser import ImageChooser
from studio.panels.marks import row

_NARROW = 640
_NARROWER = 460


class MapsHead(QWidget):
    """Icon, name and shape of a node, the chooser of the image, and the scale.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        chooser: Names the image and asks for another.
        scale: What the colours stand for.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._name, self._shape = IconLabel(look, size=16), Heading(), Quiet()
        self.chooser = ImageChooser(look)
        self._scale_words, self.scale = Quiet("one scale for all"), ScaleBar(look)
        self._scaled, self._room = True, _NARROW
        row(self, self._icon, self._name, self._shape, self.chooser, None, self._scale_words, self.scale)

    def show_node(self, icon: str, role: str, name: str, shape: Shape) -> None:
        """Say whose maps are shown."""
        self._icon.set_icon(icon, role)
        self._name.setText(name)
        self._shape.setText(pictured(shape))

    def show_scale(self, limit: float | None) -> None:
        """Say what the strongest colours stand for; None where there are no such colours."""
        self._scaled = limit is not None
        if limit is not None:
            self.scale.set_range(-limit, limit)
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Keep to what matters in so many pixels."""
        self._room = room
        self.chooser.set_narrow(room < _NARROW)
        self._shape.setVisible(room >= _NARROWER)
        self.scale.setVisible(self._scaled and room >= _NARROWER)
        self._scale_words.setVisible(self._scaled and room >= _NARROW)

    def title(self) -> str:
        """Name and shape of the node."""
        return f"{self._name.text()} {self._shape.text()}"
