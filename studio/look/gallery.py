"""A window with every shared widget in it, to judge the look by eye."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSlider,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.colours import DARK, LIGHT
from studio.look.buttons import Button, Chip, IconButton, Segmented
from studio.look.empty import EmptyState
from studio.look.fields import Choice, RealNumber, WholeNumber
from studio.look.figures import number
from studio.look.labels import Hairline, Heading, Quiet, label
from studio.look.lettering import mono_font
from studio.look.look import Look
from studio.look.map_view import MapView
from studio.look.scale import ScaleBar
from studio.look.theme import FAMILY_ICONS


class Gallery(QWidget):
    """Every shared widget once, in the theme of a look, with a switch to the other theme."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._dyed: list[tuple[Callable[[QIcon], None], str, str]] = []
        self.setWindowTitle("Abyss Studio: the look")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(12)
        column.addLayout(self._bar())
        column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._tree(), 3)
        row.addWidget(self._tabs(), 8)
        row.addLayout(self._form(), 4)
        column.addLayout(row)
        look.changed.connect(self._dye)
        self._dye()

    def _dye(self, _theme: object = None) -> None:
        """Icons in lists belong to no widget that could follow the theme by itself."""
        for put, icon, family in self._dyed:
            put(self._look.icons.icon(icon, self._look.theme.colour(family)))

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        mark = Button(self._look, "Abyss Studio")
        mark.setProperty("bare", True)
        self._look.tint(mark, "logo", "accent", 24)
        resting = Button(self._look, "Train", "play")
        resting.setEnabled(False)
        themes = Segmented({"dark": "Dark", "light": "Light"}, self._look.theme.name)
        themes.chosen.connect(lambda name: self._look.use(LIGHT if name == "light" else DARK))
        for each in (
            mark,
            IconButton(self._look, "undo-2", "Undo"),
            IconButton(self._look, "redo-2", "Redo"),
            Chip(self._look, "database", "MNIST", "55,000 train · 5,000 validate · 10,000 test"),
            Chip(self._look, "cpu", "CPU", "2 cores"),
            resting,
            Button(self._look, "Pause", "pause", filled=True),
            Button(self._look, "Stop", "square"),
        ):
            bar.addWidget(each)
        bar.addStretch(1)
        bar.addWidget(themes)
        return bar

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        for family, icon in FAMILY_ICONS.items():
            item = QTreeWidgetItem([family.capitalize()])
            self._dyed.append((partial(item.setIcon, 0), icon, family))
            block = QTreeWidgetItem(["A block of it"])
            item.addChild(block)
            tree.addTopLevelItem(item)
            if family == "convolution":
                item.setExpanded(True)
                tree.setCurrentItem(block)
        return tree

    def _tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        tabs.addTab(self._pictures(), "Feature maps")
        tabs.addTab(
            EmptyState(
                self._look,
                "activity",
                "Curves appear here",
                "Loss and accuracy are drawn while the network trains. Press Train to see the first within a second.",
                "Train",
            ),
            "Curves",
        )
        tabs.addTab(_table(), "Runs")
        tabs.addTab(_source(), "Source")
        return tabs

    def _pictures(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 12, 0, 0)
        words = Quiet("Move over a map to read its values.")
        grid.addWidget(ScaleBar(self._look, -0.89, 0.89), 0, 0, 1, 2)
        grid.addWidget(ScaleBar(self._look, 0, 255, signed=False, decimals=0), 0, 2, 1, 2)
        for place, view in enumerate(self._views()):
            view.hovered.connect(lambda row, column, value: words.setText(f"row {row}, column {column}: {_written(value)}"))
            grid.addWidget(view, 1 + place // 4, place % 4)
        grid.addWidget(words, 3, 0, 1, 4)
        grid.setRowStretch(4, 1)
        return page

    def _views(self) -> list[MapView]:
        rows, columns = np.mgrid[-1:1:28j, -1:1:28j]
        views = [MapView(self._look, 112, subdued=True) for _ in range(8)]
        for turn, view in enumerate(views[:6]):
            view.show_signed(np.sin(4 * rows + turn) * np.cos(3 * columns * rows - turn), 1.0)
        views[1].set_selected(True)
        views[1].set_mark(9, 14)
        views[6].show_image(np.hypot(rows, columns))
        views[6].set_box(QRect(8, 8, 5, 5))
        views[7].show_image(np.stack([rows, columns, rows * columns], axis=-1))
        return views

    def _form(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Heading("Conv2D"))
        column.addWidget(Quiet("Slides learned filters over the image; each filter answers with one feature map.", wrap=True))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        for name, field in self._fields().items():
            form.addRow(label(name, "label"), field)
        column.addLayout(form)
        column.addWidget(Hairline())
        for role in ("good", "warning", "bad"):
            column.addWidget(label(f"This is {role}.", role))
        link = Button(self._look, "Put it after Dense 120")
        link.setProperty("link", True)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return column

    def _fields(self) -> dict[str, QWidget]:
        wrong = QLineEdit("15 × 15")
        wrong.setProperty("bad", True)
        spin, resting, rate = WholeNumber(1, 512), WholeNumber(1, 28), RealNumber(0, 1)
        spin.setValue(6)
        rate.setValue(0.001)
        resting.setEnabled(False)
        box = Choice()
        for activation in ("tanh", "relu", "linear"):
            box.addItem(activation)
            self._dyed.append((partial(box.setItemIcon, box.count() - 1), "chart-spline", "activation"))
        ticked, slider = QCheckBox("one per filter"), QSlider(Qt.Orientation.Horizontal)
        ticked.setChecked(True)
        slider.setValue(30)
        progress = QProgressBar(value=84, textVisible=False)
        return {
            "Name": QLineEdit("conv1"),
            "Filters": spin,
            "Kernel size": wrong,
            "Strides": resting,
            "Rate": rate,
            "Padding": Segmented({"valid": "valid", "same": "same"}, "same"),
            "Activation": box,
            "Bias": ticked,
            "Trainable": QCheckBox("weights change"),
            "Epsilon": slider,
            "Progress": progress,
        }


def _table() -> QTableWidget:
    table = QTableWidget(3, 3)
    table.setHorizontalHeaderLabels(["Run", "Loss", "Accuracy"])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for row in range(3):
        for column, text in enumerate((f"Run {row + 1}", f"0.0{9 - row}1", f"9{7 + row}.1 %")):
            table.setItem(row, column, QTableWidgetItem(text))
    return table


def _source() -> QPlainTextEdit:
    source = QPlainTextEdit("model = keras.Sequential([\n    keras.layers.Conv2D(6, 5, activation='tanh'),\n])", readOnly=True)
    source.setProperty("mono", True)
    source.setFont(mono_font())
    return source


def _written(value: object) -> str:
    return ", ".join(number(float(each)) for each in np.atleast_1d(np.asarray(value)))
