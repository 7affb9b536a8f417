"""The Runs panel: every training of the project, what became of it, and what can be done with it."""

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QMessageBox, QStackedLayout, QTableView, QVBoxLayout, QWidget

from studio.look.empty import EmptyState
from studio.look.labels import Quiet
from studio.look.look import Look
from studio.look.plain import plain
from studio.panels.runs_table import COLUMNS, EYE, RunsTable
from studio.runs.listing import RunInfo

Deed = Callable[[], None]
Confirm = Callable[[QWidget, str, Deed], None]


def ask(parent: QWidget, question: str, then: Deed) -> None:
    """Ask a question that is answered with Delete, after which something is done, or with Cancel."""
    box = QMessageBox(QMessageBox.Icon.Question, "Delete a run", plain(question), QMessageBox.StandardButton.Cancel, parent)
    delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    delete.clicked.connect(then)
    box.open()


class RunsPanel(QWidget):
    """A table of runs. A double click shows a run's curves, the eye lays them over, the menu has the rest.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.
        confirm: Asks before a run is deleted.

    Attributes:
        show_asked: The curves of a run shall be shown; like all signals here, carries the run's id.
        lay_over_asked: A run shall be laid over the one shown; empty to take it away.
        continue_asked: A run that did not end shall go on.
        train_on_asked: Another run shall begin with the weights of this one.
        export_asked: The network of a run shall be exported.
        delete_asked: A run shall be deleted; the person has confirmed it.
        folder_asked: The run's folder shall be opened.
    """

    show_asked = Signal(str)
    lay_over_asked = Signal(str)
    continue_asked = Signal(str)
    train_on_asked = Signal(str)
    export_asked = Signal(str)
    delete_asked = Signal(str)
    folder_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None, *, confirm: Confirm = ask) -> None:
        super().__init__(parent)
        self._look, self._confirm = look, confirm
        self._shown, self._over, self._training = "", "", ""
        self.table = RunsTable(look)
        self._view = _View(self)
        self._view.setModel(self.table)
        self._view.set_widths()
        self._empty = EmptyState(
            look, "history", "Every training, side by side", "Press Train. Each run is kept here with its figures and weights."
        )
        self._sentence = Quiet(wrap=True)
        self._sentence.setContentsMargins(16, 6, 16, 8)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._view, 1)
        column.addWidget(self._sentence)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)
        self._view.selectionModel().currentRowChanged.connect(self._tell)
        self._view.clicked.connect(self._click)
        self._view.doubleClicked.connect(self._open)
        self._view.customContextMenuRequested.connect(self._open_menu)
        self._view.returned.connect(self._open)
        self.setMinimumSize(240, 120)
        self.set_runs(())

    def set_runs(self, runs: Sequence[RunInfo]) -> None:
        """Show the runs of a project."""
        self.table.set_runs(runs)
        self._stack.setCurrentIndex(0 if runs else 1)
        self._tell()

    def mark(self, shown: str = "", over: str = "", training: str = "") -> None:
        """Say which run the curves show, which is laid over, and which is training, by id."""
        self._shown, self._over, self._training = shown, over, training
        self.table.mark(shown, over, training)
        self._tell()

    def sentence(self) -> str:
        """What became of the run of the current row, or of the newest."""
        return self._sentence.text()

    def menu(self, run: RunInfo) -> QMenu:
        """What can be done with a run."""
        menu = QMenu(self)
        trained, whole = run.best_epoch is not None, run.state != "broken"
        training = run.id == self._training
        over = "Take away from the curves" if run.id == self._over else "Lay over the curves"
        self._offer(menu, "Show its curves", "activity", whole and run.id != self._shown, lambda: self.show_asked.emit(run.id))
        self._offer(menu, over, "eye", whole and run.id != self._shown, lambda: self._toggle(run))
        menu.addSeparator()
        goes_on = whole and not training and run.epochs < run.planned and run.state != "done"
        self._offer(menu, "Continue training", "play", goes_on, lambda: self.continue_asked.emit(run.id))
        self._offer(
            menu, "Train on from its weights", "chevrons-right", trained and not self._training, lambda: self.train_on_asked.emit(run.id)
        )
        self._offer(menu, "Export …", "download", trained, lambda: self.export_asked.emit(run.id))
        self._offer(menu, "Open its folder", "folder-open", True, lambda: self.folder_asked.emit(run.id))
        menu.addSeparator()
        self._offer(menu, "Delete …", "trash-2", not training, lambda: self._delete(run))
        return menu

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(520, 296)

    def _offer(self, menu: QMenu, text: str, icon: str, able: bool, act: Callable[[], None]) -> None:
        action = menu.addAction(text, act)
        action.setEnabled(able)
        self._look.tint(action, icon, "quiet")

    @Slot()
    def _tell(self) -> None:
        row = max(0, self._view.currentIndex().row())
        self._sentence.setText(self.table.sentence(row) if row < self.table.rowCount() else "")

    def _toggle(self, run: RunInfo) -> None:
        self.lay_over_asked.emit("" if run.id == self._over else run.id)

    def _delete(self, run: RunInfo) -> None:
        question = f"Delete run {run.number} with its figures and weights? This cannot be undone."
        self._confirm(self, question, lambda: self.delete_asked.emit(run.id))

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        run = self.table.run(index.row())
        if index.column() == EYE and run.id != self._shown and run.state != "broken":
            self._toggle(run)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        run = self.table.run(index.row())
        if index.column() != EYE and run.state != "broken":
            self.show_asked.emit(run.id)

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        index = self._view.indexAt(place)
        if index.isValid():
            menu = self.menu(self.table.run(index.row()))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._view.viewport().mapToGlobal(place))


class _View(QTableView):
    """The table as the panel wants it: whole rows, no grid, no focus frame around a cell."""

    returned = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setAccessibleName("Runs")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setHighlightSections(False)

    def set_widths(self) -> None:
        """Each column as wide as its words."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(28)
        for column in range(len(COLUMNS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(EYE, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(EYE, 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return shows the run of the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.returned.emit(self.currentIndex().siblingAtColumn(1))
        else:
            super().keyPressEvent(event)


def main() -> int:
    """Show the panel alone, with runs that are made up."""
    from studio.panels import alone, sample_data

    def make(look: Look) -> RunsPanel:
        panel = RunsPanel(look)
        panel.set_runs(sample_data.runs())
        panel.mark(shown="run-0004", over="run-0003", training="run-0004")
        return panel

    return alone.show("Runs", make)


if __name__ == "__main__":
    sys.exit(main())
