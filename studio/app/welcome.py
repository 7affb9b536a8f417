"""The welcome page: samples as cards with pictures, recent projects, and new ones from data."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

import studio
from studio.app.actions import ACTIONS
from studio.app.card_grid import CardGrid
from studio.app.drawing_picture import DrawingPicture
from studio.app.project_glance import Glance, glance
from studio.app.shortcuts import Shortcuts
from studio.graph.model import Graph
from studio.labs import LABS
from studio.look import Look
from studio.look.buttons import Button
from studio.look.icon_label import IconLabel
from studio.look.labels import Hairline, Heading, Quiet, label, set_dress
from studio.look.lettering import product_font, text_font
from studio.look.map_view import MapView
from studio.look.plain import plain
from studio.panels.search_field import SearchField
from studio.project.samples import Sample

SIDE_WIDTH = 400
CARD = QSize(352, 296)
RECENT = 6
NAME_WIDTH = 188


class Welcome(QWidget):
    """What `abyss` alone shows.

    Args:
        look: Theme, icons and fonts.
        samples: Shown as cards.
        recent: Folders of projects opened last, newest first.
        parent: The window.

    Attributes:
        sample_chosen: Carries the sample's name.
        recent_chosen: Carries the project's folder.
        lab_chosen: Carries the lab's name.
        open_asked: A project folder shall be chosen.
        model_asked: A Keras model shall be opened as a drawing.
        folder_asked: A new project on a folder of images.
        numpy_asked: A new project on a NumPy file.
        mnist_asked: A new project on the included digits.
        empty_asked: A new project without data.
    """

    sample_chosen = Signal(str)
    recent_chosen = Signal(object)
    lab_chosen = Signal(str)
    open_asked = Signal()
    model_asked = Signal()
    folder_asked = Signal()
    numpy_asked = Signal()
    mnist_asked = Signal()
    empty_asked = Signal()

    def __init__(self, look: Look, samples: Sequence[Sample], recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side(recent))
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self._samples(samples), 1)

    def _side(self, recent: Sequence[Path]) -> QWidget:
        side = _surface("panel")
        side.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(48, 56, 48, 24)
        column.setSpacing(8)
        column.addLayout(_title(self._look))
        column.addSpacing(32)
        column.addWidget(Heading("New project"))
        column.addSpacing(4)
        for icon, title, words, asked in (
            ("image-plus", "Folder of images", "one folder a class", self.folder_asked),
            ("file-input", "NumPy file", "images and labels", self.numpy_asked),
            ("database", "MNIST", "70,000 digits, included", self.mnist_asked),
            ("layers", "Keras model", "a file, or a script", self.model_asked),
            ("waypoints", "Empty drawing", "choose the data later", self.empty_asked),
        ):
            choice = WideButton(self._look, icon, title, words, filled=icon == "image-plus")
            choice.clicked.connect(lambda _checked=False, asked=asked: asked.emit())
            column.addWidget(choice)
        column.addSpacing(24)
        self._recent(column, recent)
        column.addStretch(1)
        self._note = Quiet(f"Abyss Studio {studio.__version__}")
        column.addWidget(self._note)
        return side

    def set_note(self, words: str) -> None:
        """Says what goes on; the version again where there is nothing to say."""
        self._note.setText(words or f"Abyss Studio {studio.__version__}")

    def _recent(self, column: QVBoxLayout, recent: Sequence[Path]) -> None:
        head = QHBoxLayout()
        head.addWidget(Heading("Recent"))
        head.addStretch(1)
        opener = Button(self._look, "Open a project", "folder-open")
        set_dress(opener, "quiet", True)
        self._look.tint(opener, "folder-open", "quiet", 14)
        opener.clicked.connect(lambda _checked=False: self.open_asked.emit())
        head.addWidget(opener)
        column.addLayout(head)
        for folder in recent[:RECENT]:
            entry = RecentEntry(self._look, glance(folder))
            entry.clicked.connect(lambda _checked=False, folder=folder: self.recent_chosen.emit(folder))
            column.addWidget(entry)
        if not recent:
            column.addWidget(Quiet("Projects that you open are listed here, newest first.", wrap=True))

    def _samples(self, samples: Sequence[Sample]) -> QWidget:
        page = _surface("board")
        column = QVBoxLayout(page)
        column.setContentsMargins(48, 56, 48, 32)
        column.setSpacing(8)
        column.addLayout(self._samples_head())
        column.addSpacing(16)
        cards = [SampleCard(self._look, sample) for sample in samples]
        for card in cards:
            card.chosen.connect(self.sample_chosen)
        self._grid = CardGrid(cards, CARD.height())
        column.addWidget(self._grid)
        column.addSpacing(24)
        self._labs(column)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        return scroll

    def _samples_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Heading("Samples"))
        words.addWidget(label("Each opens as a copy of its own, with a lesson beside the board.", "label"))
        head.addLayout(words)
        head.addStretch(1)
        search = SearchField(self._look, "Find a sample")
        shortcuts = Shortcuts(ACTIONS, self)
        search.set_keys(shortcuts.shown("edit.find"))
        search.setFixedWidth(240)
        QShortcut(QKeySequence(shortcuts.keys("edit.find")), self, search.setFocus)
        search.textChanged.connect(self._filter)
        head.addWidget(search, alignment=Qt.AlignmentFlag.AlignTop)
        return head

    def _labs(self, column: QVBoxLayout) -> None:
        column.addWidget(Heading("Labs"))
        column.addWidget(label("One idea at a time, in a small window.", "label"))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(16)
        for lab in LABS:
            choice = WideButton(self._look, lab.icon, lab.title, lab.words, role=lab.family)
            choice.setFixedWidth(CARD.width())
            choice.clicked.connect(lambda _checked=False, name=lab.name: self.lab_chosen.emit(name))
            row.addWidget(choice)
        row.addStretch(1)
        column.addLayout(row)

    def _filter(self, text: str) -> None:
        self._grid.show_only(lambda card: text.casefold() in f"{card.sample.title} {card.sample.summary}".casefold())


class SampleCard(QFrame):
    """A sample: its drawing, name, a sentence, what data it needs.

    Attributes:
        chosen: It shall be opened; carries the sample's name.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, sample: Sample) -> None:
        super().__init__()
        self.sample = sample
        self.setProperty("surface", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Sample {sample.title}. {sample.summary}")
        found = glance(sample.folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 12)
        column.setSpacing(4)
        well = _well(DrawingPicture(look, found.graph or Graph()))
        set_dress(well, "head", True)
        column.addWidget(well, 1)
        words = QVBoxLayout()
        words.setContentsMargins(16, 8, 16, 0)
        words.setSpacing(4)
        words.addWidget(Heading(sample.title))
        sentence = label(sample.summary, "label")
        sentence.setWordWrap(True)
        sentence.setMinimumHeight(2 * sentence.fontMetrics().lineSpacing())  # pictures of cards in a row are of one height
        sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.addWidget(sentence)
        words.addSpacing(8)
        foot = QHBoxLayout()
        foot.addWidget(Quiet(found.data))
        foot.addStretch(1)
        opener = Button(look, "Open")
        opener.set_small()
        opener.clicked.connect(lambda _checked=False: self.chosen.emit(sample.name))
        foot.addWidget(opener)
        words.addLayout(foot)
        column.addLayout(words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere opens it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.sample.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.sample.name)
        else:
            super().keyPressEvent(event)


class WideButton(QPushButton):
    """A button as wide as its column: icon and title left, a few quiet words right."""

    def __init__(self, look: Look, icon: str, title: str, words: str, *, filled: bool = False, role: str = "text") -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{title}, {words}")
        set_dress(self, "wide", True)
        set_dress(self, "filled", filled)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        colour = "on_accent" if filled else role
        row.addWidget(IconLabel(look, icon, colour, 18))
        for part in (Heading(title) if filled else label(title, "text"), Quiet(words)):
            set_dress(part, "on_accent", filled)
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignRight if isinstance(part, Quiet) else Qt.AlignmentFlag.AlignLeft)
        row.setStretch(1, 1)
        _let_through(self)


class RecentEntry(QPushButton):
    """A project opened before: what its network sees or its drawing, its name and when; how well it did right."""

    def __init__(self, look: Look, found: Glance) -> None:
        super().__init__()
        set_dress(self, "entry", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain(str(found.folder)))
        self.setAccessibleName(f"Project {found.title}, {found.when(time.time())}")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(12)
        row.addWidget(_known_by(look, found))
        row.addLayout(_two(_elided(found.title), Quiet(found.when(time.time()))))
        row.addStretch(1)
        row.addLayout(_two(label(found.score, "text"), Quiet(found.runs), Qt.AlignmentFlag.AlignRight))
        _let_through(self)


def _known_by(look: Look, found: Glance) -> QWidget:
    """A map of its newest run, or its drawing before there is one."""
    if found.picture is None:
        return _well(DrawingPicture(look, found.graph or Graph(), margin=4), QSize(40, 40))
    picture = MapView(look, 32)
    picture.show_signed(found.picture)
    return picture


def _let_through(button: QPushButton) -> None:
    """What lies on a button is part of it to the mouse."""
    for part in button.findChildren(QWidget):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _elided(text: str) -> QLabel:
    """A name cut to the width that the list has for it; its tool tip has all of it."""
    return label(QFontMetrics(text_font()).elidedText(text, Qt.TextElideMode.ElideRight, NAME_WIDTH), "text")


def _two(upper: QLabel, lower: QLabel, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addStretch(1)
    column.addWidget(upper, alignment=align)
    column.addWidget(lower, alignment=align)
    column.addStretch(1)
    return column


def _title(look: Look) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    name = label("Abyss Studio", "product")
    name.setFont(product_font())
    row.addWidget(IconLabel(look, "logo", "accent", 40))
    row.addLayout(_two(name, label("Draw a network, train it, look inside.", "label")))
    row.addStretch(1)
    return row


def _well(picture: QWidget, size: QSize | None = None) -> QWidget:
    """A picture on the ground that pictures stand on."""
    well = _surface("well")
    inside = QVBoxLayout(well)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(picture)
    if size is not None:
        well.setFixedSize(size)
    return well


def _surface(name: str) -> QWidget:
    made = QWidget()
    made.setProperty("surface", name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made
