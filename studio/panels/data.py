"""The Data panel: where the images come from, how they are shared out, and what they look like."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from studio.data import Data, ImageFolder, Mnist, NumpyFile, Source
from studio.data.facts import DataError, Facts
from studio.data.split import sizes
from studio.forms import FormError
from studio.look.buttons import Segmented
from studio.look.empty import EmptyState
from studio.look.figures import shape
from studio.look.labels import Hairline, Heading, OneLine, Quiet, label
from studio.look.look import Look
from studio.panels.class_rows import ClassRows
from studio.panels.form_view import FormView
from studio.panels.scroll_column import MARGIN, ScrollColumn
from studio.panels.split_bar import SplitBar
from studio.panels.wording import counted

FOLDER, FILE = "Choose a folder of images", "Choose a NumPy file"
"""What `browse_asked` asks for."""

_SOURCES: dict[str, type[Source]] = {"MNIST": Mnist, "Image folder": ImageFolder, "NumPy file": NumpyFile}
NARROWEST = 140  # of the classes, in a window as small as can be
_BAR = 8  # pixels, the scroll bar of the classes
_ASKS: dict[type[Source], str] = {ImageFolder: FOLDER, NumpyFile: FILE}


class DataPanel(QWidget):
    """The data as a form; beside it counts, classes and real images.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        changed: A value was set; carries the new Data.
        image_chosen: An image was pressed; carries its place in the part it was shown of.
        browse_asked: A folder or file shall be looked for; carries where to start, and FOLDER or FILE. Answer with `take_path`.
        page: How many images are worth showing.
    """

    changed = Signal(object)
    image_chosen = Signal(int)
    browse_asked = Signal(str, str)

    page = 240

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = Data()
        self._facts: Facts | None = None
        self._fault = ""
        self._asked: type[Source] = ImageFolder
        self._segments = Segmented({name: name for name in _SOURCES}, "MNIST")
        self._sentence, self._refusal = Quiet(wrap=True), label("", "bad")
        self._source = FormView(look)
        self._values = FormView(look, without=("source",))
        self._title, self._size = Heading(), OneLine()
        self._bar, self._rows = SplitBar(look), ClassRows(look)
        self._empty = EmptyState(look, "database", "Looking at the data", "Classes, counts and images appear here.")
        self._lay_out()
        self._connect()
        self.show_data(self._data)

    def show_data(self, data: Data) -> None:
        """Shows what is set; fields whose value stays are left alone."""
        self._data = data
        self._segments.choose(next(name for name, kind in _SOURCES.items() if type(data.source) is kind))
        self._sentence.setText(data.source.summary())
        self._source.show_form(data.source)
        self._source.setVisible(bool(data.source.form()))
        self._values.show_form(data)
        self._refuse("")
        self._show_sizes()

    def show_found(self, found: Facts | DataError | None) -> None:
        """Shows what a look at the source found, or what is wrong with it; None while nobody has looked."""
        self._facts = found if isinstance(found, Facts) else None
        self._fault = "\n".join(found.faults) if isinstance(found, DataError) else ""
        if isinstance(found, DataError):
            self._empty.say("This data cannot be used", self._fault)
        elif isinstance(found, Facts):
            self._rows.show_counts(found.classes, _counts(found))
            self._show_sizes()
        else:
            self._empty.say("Looking at the data", "Classes, counts and images appear here.")
        self._stack.setCurrentIndex(1 if self._facts else 0)

    def show_images(self, images: NDArray[Any], labels: Sequence[int], classes: Sequence[str], indices: Sequence[int]) -> None:
        """Shows some images: uint8 (count, height, width, channels), the numbers of their classes, and their places in the data."""
        self._rows.show_images(images, labels, classes, indices)

    def take_path(self, path: str) -> None:
        """Uses a folder or file that was asked for with `browse_asked`; nothing where the path is empty."""
        if not path:
            return
        source = self._data.source
        taken = source.replace(path=path) if type(source) is self._asked else self._asked.read({"path": path})
        self._take(source=taken)

    def words(self) -> tuple[str, ...]:
        """Title, size, and the counts of the parts, as they are read."""
        return (self._title.text(), self._size.text(), *self._bar.words())

    def problem(self) -> str:
        """What is said to be wrong; empty where nothing is."""
        return self._refusal.text() or self._fault

    def rows(self) -> ClassRows:
        """The classes with their images."""
        return self._rows

    def forms(self) -> tuple[FormView, FormView]:
        """The form of the source, and that of the split and the preprocessing."""
        return self._source, self._values

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(780, 296)

    def _lay_out(self) -> None:
        left = ScrollColumn()
        self._refusal.setWordWrap(True)
        left.section(self._segments, self._sentence, self._refusal, self._source, line=False)
        left.section(self._values)
        left.end()
        left.setFixedWidth(264)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._found())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        self._stack.setMinimumWidth(NARROWEST)
        row.addWidget(self._stack, 1)

    def _found(self) -> QWidget:
        """Counts above, classes below."""
        page, head, scroll = QWidget(), QHBoxLayout(), QScrollArea()
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, _BAR, 0)
        above.setSpacing(10)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._size)
        above.addLayout(head)
        above.addWidget(self._bar)
        scroll.setWidget(self._rows)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 12, MARGIN - _BAR, 8)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(scroll, 1)
        return page

    def _connect(self) -> None:
        self._segments.chosen.connect(self._choose)
        self._source.changed.connect(lambda source: self._take(source=source))
        self._values.changed.connect(self._go_on)
        self._source.browse_asked.connect(lambda start, _help: self._browse(type(self._data.source), start))
        self._rows.image_chosen.connect(self.image_chosen)

    def _choose(self, name: str) -> None:
        """MNIST is taken at once; a folder or file is asked for first, and the old source stays until it is chosen."""
        kind = _SOURCES[name]
        self.show_data(self._data)
        if kind in _ASKS and type(self._data.source) is not kind:
            self._browse(kind, "")
        elif type(self._data.source) is not kind:
            self._take(source=kind())

    def _browse(self, kind: type[Source], start: str) -> None:
        self._asked = kind
        self.browse_asked.emit(start, _ASKS[kind])

    def _take(self, **values: Any) -> None:
        try:
            data = self._data.replace(**values)
        except FormError as error:
            self._refuse("\n".join(error.faults))
            return
        self._go_on(data)

    def _go_on(self, data: Data) -> None:
        self.show_data(data)
        self.changed.emit(data)

    def _refuse(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.setVisible(bool(words))

    def _show_sizes(self) -> None:
        found = self._facts
        if found is None:
            return
        self._title.setText(self._data.source.title())
        self._size.setText(f"{counted(found.images, 'image')} · {shape(found.shape)} · {counted(len(found.classes), 'class', 'classes')}")
        self._bar.show_sizes(*sizes(found.counts, found.test_counts, self._data))


def _counts(found: Facts) -> tuple[int, ...]:
    """Images of each class, those of a given test set included."""
    given = found.test_counts or (0,) * len(found.counts)
    return tuple(count + test for count, test in zip(found.counts, given, strict=True))


def main() -> int:
    """Shows the panel alone with the digits that travel with the studio."""
    from studio.data.facts import facts
    from studio.data.mnist import read_mnist
    from studio.panels import alone

    def make(look: Look) -> DataPanel:
        panel, found, digits = DataPanel(look), facts(Mnist()), read_mnist()
        panel.show_found(found)
        first = slice(panel.page)
        panel.show_images(digits.test_images[first], digits.test_labels[first].tolist(), found.classes, range(panel.page))
        return panel

    return alone.show("Data", make)


if __name__ == "__main__":
    sys.exit(main())
