"""The convolution lab: change a kernel and see at once what it does to an image."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio.data.mnist import read_mnist
from studio.labs.chart import chart
from studio.labs.correlation import KERNELS, SIZES, correlate, resized
from studio.look import Look
from studio.look.buttons import Button, Segmented
from studio.look.fields import Choice, RealNumber
from studio.look.figures import number
from studio.look.labels import Heading, Quiet, label
from studio.look.map_view import MapView
from studio.look.scale import ScaleBar

SIDE = 288
NINE = 394  # a plain nine among the test images
LARGEST = 256  # pixels of an opened picture's longer side: enough to see, quick enough to follow the fingers


class KernelGrid(QWidget):
    """A field for each value of a square kernel.

    Attributes:
        edited: A value was typed; carries the kernel.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._fields: list[RealNumber] = []

    def show_kernel(self, kernel: NDArray[np.float64]) -> None:
        """Shows other values, in as many fields as it takes."""
        if len(self._fields) != kernel.size:
            self._make(len(kernel))
        for field, value in zip(self._fields, kernel.ravel(), strict=True):
            field.blockSignals(True)
            field.setValue(float(value))
            field.blockSignals(False)

    def kernel(self) -> NDArray[np.float64]:
        """The values as they are typed now."""
        side = round(len(self._fields) ** 0.5)
        return np.array([field.value() for field in self._fields]).reshape(side, side)

    def fields(self) -> tuple[RealNumber, ...]:
        """The fields, row by row."""
        return tuple(self._fields)

    def _make(self, side: int) -> None:
        for field in self._fields:
            field.deleteLater()
        self._fields = []
        for place in range(side * side):
            field = RealNumber(-99, 99, 3)
            field.setFixedWidth(64)
            field.setAccessibleName(f"Row {place // side + 1}, column {place % side + 1}")
            field.valueChanged.connect(lambda _value: self.edited.emit(self.kernel()))
            self._grid.addWidget(field, place // side, place % side)
            self._fields.append(field)


class ConvolutionLab(QWidget):
    """Image, kernel and what comes out, side by side.

    Args:
        look: Theme and icons.
        parent: The window that it belongs to.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Convolution lab")
        self.setProperty("surface", "board")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._image = chart()
        self._kernel = KERNELS["Sobel x"]
        self._input, self._output = MapView(look, SIDE), MapView(look, SIDE)
        self._scale = ScaleBar(look)
        self.kernel_grid = KernelGrid()
        self._presets = Choice()
        self._presets.addItems(list(KERNELS))
        self._presets.setCurrentText("Sobel x")
        self._size = Segmented({str(n): f"{n}×{n}" for n in SIZES}, "3")
        self._stride = Segmented({"1": "1", "2": "2", "3": "3"}, "1")
        self._padding = Segmented({"same": "same", "valid": "valid"}, "same")
        self._words, self._reading = Quiet(wrap=True), Quiet()
        self._lay_out(look)
        self._join()
        self._renew()

    def answer(self) -> NDArray[np.float32]:
        """What the kernel makes of the image, (height, width)."""
        return correlate(self._image, self._kernel, int(self._stride.value()), "same" if self._padding.value() == "same" else "valid")

    def set_image(self, image: NDArray[np.float32]) -> None:
        """Looks at another image, (height, width), 0 to 255."""
        self._image = image
        self._renew()

    def choose_preset(self, name: str) -> None:
        """Takes one of the known kernels."""
        self._kernel = KERNELS[name]
        self._size.choose(str(len(self._kernel)))
        self._renew()

    def _lay_out(self, look: Look) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.setSpacing(24)
        row.addLayout(_column("Image", self._input, self._image_buttons(look)))
        row.addLayout(self._middle(), 1)
        row.addLayout(_column("What comes out", self._output, self._scale))

    def _image_buttons(self, look: Look) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for words, deed in (("Chart", lambda: self.set_image(chart())), ("Digit", self._digit), ("Open a picture", self._open)):
            button = Button(look, words)
            button.set_small()
            button.clicked.connect(lambda _checked=False, deed=deed: deed())
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Heading("Kernel"))
        column.addWidget(self._presets)
        column.addSpacing(8)
        column.addWidget(self.kernel_grid, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        rows = QGridLayout()
        rows.setHorizontalSpacing(16)
        for place, (words, field) in enumerate((("Size", self._size), ("Stride", self._stride), ("Padding", self._padding))):
            rows.addWidget(label(words, "label"), place, 0)
            rows.addWidget(field, place, 1, Qt.AlignmentFlag.AlignLeft)
        rows.setColumnStretch(1, 1)
        column.addLayout(rows)
        column.addSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self._reading)
        column.addStretch(1)
        return column

    def _join(self) -> None:
        self._presets.textActivated.connect(self.choose_preset)
        self.kernel_grid.edited.connect(self._take_kernel)
        self._size.chosen.connect(lambda size: self._take_kernel(resized(self._kernel, int(size))))
        self._stride.chosen.connect(lambda _value: self._renew())
        self._padding.chosen.connect(lambda _value: self._renew())
        self._output.hovered.connect(lambda r, c, v: self._reading.setText(f"row {r + 1}, column {c + 1}: {number(v, 1, signed=True)}"))
        self._output.left.connect(self._reading.clear)

    def _take_kernel(self, kernel: NDArray[np.float64]) -> None:
        self._kernel = kernel
        self._renew()

    def _renew(self) -> None:
        self.kernel_grid.show_kernel(self._kernel)
        self._input.show_image(self._image[:, :, None], 0, 255)
        answer = self.answer()
        signed = bool((answer < -0.5).any() or (answer > 255.5).any())
        limit = float(np.abs(answer).max(initial=0.0)) or 1.0
        if signed:
            self._output.show_signed(answer, limit)
        else:
            self._output.show_image(answer[:, :, None], 0, 255)
        self._scale.set_range(-limit if signed else 0, limit if signed else 255, 0)
        self._words.setText(self._said(answer))

    def _said(self, answer: NDArray[np.float32]) -> str:
        total = float(self._kernel.sum())
        kind = "brightness stays" if abs(total - 1) < 1e-3 else "even areas become zero: only edges are left" if abs(total) < 1e-3 else ""
        said = f"The values sum to {number(total, 2)}{f': {kind}' if kind else ''}."
        sizes = f"{self._image.shape[0]} × {self._image.shape[1]} becomes {answer.shape[0]} × {answer.shape[1]}"
        return f"{said} {sizes}. All positions share these {self._kernel.size} weights."

    def _digit(self) -> None:
        self.set_image(read_mnist().test_images[NINE, :, :, 0].astype(np.float32))

    def _open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Open a picture", "", "Pictures (*.png *.jpg *.jpeg *.bmp *.webp)")
        image = QImage(chosen) if chosen else QImage()
        if chosen and image.isNull():
            self._reading.setText(f"{chosen} cannot be read as a picture. Expected: PNG, JPEG, BMP or WebP.")
        elif chosen:
            self.set_image(grey(image))


def grey(image: QImage) -> NDArray[np.float32]:
    """A picture as grey values, (height, width), 0 to 255, its longer side at most 256 pixels."""
    if max(image.width(), image.height()) > LARGEST:
        image = image.scaled(LARGEST, LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width()].astype(np.float32)


def window(look: Look, parent: QWidget | None = None) -> ConvolutionLab:
    """The lab, as the welcome page opens it."""
    return ConvolutionLab(look, parent)


def _column(title: str, picture: QWidget, below: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(Heading(title))
    column.addWidget(picture)
    column.addWidget(below)
    column.addStretch(1)
    return column


def main() -> int:
    """Opens the lab alone."""
    from studio.look import style

    app = QApplication(sys.argv[:1])
    look = Look()
    style.follow(app, look)
    lab = ConvolutionLab(look)
    lab.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
