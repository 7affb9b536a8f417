"""The runs of a project as a table that Qt can show: a row a run, what each cell says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from studio.look.figures import percent
from studio.look.lettering import SEMIBOLD, text_font
from studio.look.look import Look
from studio.look.plain import plain
from studio.runs.listing import RunInfo

Index = QModelIndex | QPersistentModelIndex

_STATES: Mapping[str, tuple[str, str]] = {
    "done": ("done", "quiet"),
    "stopped": ("stopped", "quiet"),
    "failed": ("failed", "bad"),
    "broken": ("cannot be read", "bad"),
    "unfinished": ("unfinished", "warning"),
    "training": ("training", "good"),
}
"""What each state is called, and the role of its colour."""


class Column(NamedTuple):
    """A column of the table.

    Attributes:
        title: At its head.
        says: The words of a run's cell.
        number: Whether it stands on the right.
        tip: What the figure means; empty where the title says it.
    """

    title: str
    says: Callable[[RunInfo], str]
    number: bool = False
    tip: str = ""


def _started(run: RunInfo) -> str:
    return f"{datetime.fromtimestamp(run.started):%d %b, %H:%M}".lstrip("0") if run.started else "–"


def _epochs(run: RunInfo) -> str:
    return f"{run.epochs} of {run.planned}" if run.epochs < run.planned else str(run.epochs)


def _accuracy(value: float | None) -> str:
    return "–" if value is None else percent(value, 2)


COLUMNS: tuple[Column, ...] = (
    Column("", lambda run: "", tip="Lay the run's curves over those of the run that is shown"),
    Column("Run", lambda run: str(run.number), number=True),
    Column("Recipe", lambda run: run.title),
    Column("Validation", lambda run: _accuracy(run.best_val_accuracy), number=True, tip="Validation accuracy at the best epoch"),
    Column("Test", lambda run: _accuracy(run.test_accuracy), number=True, tip="Accuracy when the test images were last looked at"),
    Column("State", lambda run: _STATES[run.state][0]),
    Column("Epochs", _epochs, number=True, tip="How many ended, of how many that were asked for"),
    Column(
        "Exports",
        lambda run: "–" if run.best_epoch is None else f"epoch {run.best_epoch}" if run.best_epoch else "as opened",
        tip="The epoch whose weights an export takes: that of the lowest validation loss, unless the last is chosen",
    ),
    Column("Started", _started),
)
EYE, NUMBER, STATE, STARTED = 0, 1, 5, len(COLUMNS) - 1


class RunsTable(QAbstractTableModel):
    """Runs, the newest first.

    Args:
        look: Theme and icons.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._runs: tuple[RunInfo, ...] = ()
        self._shown, self._over, self._training = "", "", ""
        look.changed.connect(self._renew)

    def set_runs(self, runs: Sequence[RunInfo]) -> None:
        """Show other runs, or the same with newer figures."""
        newest = tuple(sorted(runs, key=lambda run: -run.number))
        if [run.id for run in newest] == [run.id for run in self._runs]:
            self._runs = newest
            self._renew()
            return
        self.beginResetModel()
        self._runs = newest
        self.endResetModel()

    def mark(self, shown: str, over: str, training: str) -> None:
        """Say which run the curves show, which is laid over it, and which is training, by id; empty for none."""
        self._shown, self._over, self._training = shown, over, training
        self._renew()

    def run(self, row: int) -> RunInfo:
        """The run of a row."""
        return self._runs[row]

    def row_of(self, run: str) -> int:
        """The row of a run; -1 where it is not in the table."""
        return next((row for row, info in enumerate(self._runs) if info.id == run), -1)

    def words(self, row: int) -> tuple[str, ...]:
        """All that a row says."""
        run = self._runs[row]
        return tuple(self._state(run) if place == STATE else column.says(run) for place, column in enumerate(COLUMNS) if place != EYE)

    def sentence(self, row: int) -> str:
        """What became of a run, with the reason."""
        run = self._runs[row]
        state = self._state(run)
        reason = run.reason if run.id != self._training else ""
        return f"Run {run.number} {'is ' if state == 'training' else ''}{state}{f': {reason}' if reason else '.'}"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """A row a run."""
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """As many as there are figures."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles and what they mean."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        return {
            Qt.ItemDataRole.DisplayRole: column.title,
            Qt.ItemDataRole.ToolTipRole: column.tip or None,
            Qt.ItemDataRole.TextAlignmentRole: _alignment(column),
        }.get(Qt.ItemDataRole(role))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        run, column = self._runs[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._state(run) if index.column() == STATE else column.says(run)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(run, index.column())
            case Qt.ItemDataRole.FontRole:
                return text_font(SEMIBOLD) if run.id == self._shown and index.column() == NUMBER else None
            case Qt.ItemDataRole.DecorationRole:
                return self._eye(run) if index.column() == EYE else None
            case Qt.ItemDataRole.ToolTipRole:
                return plain(self._tip(run, index.column()) or "") or None
        return None

    def _state(self, run: RunInfo) -> str:
        return _STATES["training" if run.id == self._training else run.state][0]

    def _tip(self, run: RunInfo, column: int) -> str | None:
        if column == STATE:
            return self.sentence(self.row_of(run.id))
        if column == EYE:
            return "Take the run's curves away" if run.id == self._over else "Lay the run's curves over"
        return None

    def _colour(self, run: RunInfo, column: int) -> QColor:
        if column == STATE:
            return self._look.colour(_STATES["training" if run.id == self._training else run.state][1])
        if column == NUMBER and run.id == self._shown:
            return self._look.colour("accent")
        return self._look.colour("quiet" if column == STARTED else "text")

    def _eye(self, run: RunInfo) -> QIcon | None:
        if run.id == self._shown or run.state == "broken":
            return None
        name, role = ("eye", "second_run") if run.id == self._over else ("eye-off", "dim")
        return self._look.icons.icon(name, self._look.theme.colour(role))

    def _renew(self, _theme: object = None) -> None:
        if self._runs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._runs) - 1, len(COLUMNS) - 1))


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
