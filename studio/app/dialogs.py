"""Small dialogs: about, what the doctor found, preferences."""

from __future__ import annotations

import contextlib
import importlib.metadata
from collections.abc import Sequence

from PySide6.QtCore import QProcess, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

import studio
from studio.app.preferences import Preferences
from studio.look import Look
from studio.look.icon_label import IconLabel
from studio.look.labels import Quiet, label
from studio.look.lettering import mono_font, product_font
from studio.panels.form_view import FormView

LIBRARIES = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("pyqtgraph", "MIT"),
    ("tensorflow", "Apache-2.0"),
    ("keras", "Apache-2.0"),
    ("numpy", "BSD-3-Clause"),
    ("opencv-python-headless", "Apache-2.0"),
    ("h5py", "BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"),
    ("pyzmq", "BSD-3-Clause"),
    ("platformdirs", "MIT"),
)


class About(QDialog):
    """Version, licence, libraries, and where fonts, icons and digits come from."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Abyss Studio")
        column = _column(self)
        name = label(f"Abyss Studio {studio.__version__}", "product")
        name.setFont(product_font())
        column.addWidget(IconLabel(look, "logo", "accent", 48))
        column.addWidget(name)
        column.addWidget(label("Draw a network, train it, look inside. Apache-2.0.", "label"))
        column.addWidget(Quiet("Pre abyssi, post abyssi: before and after the deep.", wrap=True))
        column.addWidget(_table(("Library", "Version", "Licence"), [(name, _version(name), licence) for name, licence in LIBRARIES]))
        column.addWidget(Quiet("Inter and JetBrains Mono: OFL. Lucide icons: ISC. MNIST: LeCun, Cortes; CC BY-SA 3.0.", wrap=True))
        column.addWidget(_close(self))
        self.resize(480, 560)


class Doctor(QDialog):
    """What `abyss doctor` says, run beside the window so that nothing waits."""

    def __init__(self, program: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("What is missing here?")
        self._text = QPlainTextEdit("Looking at Python, TensorFlow, GPU, Qt, display and disk …")
        self._text.setReadOnly(True)
        self._text.setFont(mono_font(12))
        column = _column(self)
        column.addWidget(self._text)
        column.addWidget(_close(self))
        self.resize(760, 360)
        self._process = QProcess(self)
        self._process.finished.connect(self._show)
        self._process.start(program[0], list(program[1:]))

    def done(self, result: int) -> None:
        """Ends the doctor with the dialog."""
        self._process.kill()
        self._process.waitForFinished(2000)
        super().done(result)

    def _show(self) -> None:
        self._text.setPlainText(bytes(self._process.readAllStandardOutput().data()).decode(errors="replace"))


class PreferencesDialog(QDialog):
    """Preferences as a form; every change holds at once.

    Attributes:
        changed: Carries the new Preferences.
    """

    changed = Signal(object)

    def __init__(self, look: Look, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        form = FormView(look)
        form.show_form(preferences)
        form.changed.connect(self.changed)
        column = _column(self)
        column.addWidget(form)
        column.addStretch(1)
        column.addWidget(_close(self))
        self.resize(440, 320)


def _column(dialog: QDialog) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(8)
    return column


def _close(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    return buttons


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], wide: int = 0) -> QTableWidget:
    """Words in columns, the one that is wide taking the room that is left."""
    table = QTableWidget(len(rows), len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().setDefaultSectionSize(28)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.setItem(i, j, QTableWidgetItem(text))
    return table


def _version(name: str) -> str:
    """Of a library; TensorFlow also comes as a package for the CPU alone."""
    for wanted in (name, f"{name}-cpu"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            return importlib.metadata.version(wanted)
    return "not installed"
