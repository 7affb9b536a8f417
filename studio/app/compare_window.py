"""Two drawings beside each other, what differs marked on both, and their figures under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from studio.app.compare_sources import Side
from studio.canvas.compared import ComparedBoard, Mark
from studio.graph.balance import Balance, Sides, balance
from studio.graph.compare import Change, Comparison, compare
from studio.graph.figures import Measured
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.names import kind
from studio.look import Look
from studio.look.buttons import IconButton
from studio.look.fields import Choice
from studio.look.figures import count, memory
from studio.look.labels import Heading, Quiet
from studio.project.errors import ProjectError
from studio.runs.store import RunError

SIZE = (1280, 800)
REST_MS = 120  # after the last edit, until drawings are compared anew
Where = tuple[str, str]
"""Id of a node in the left and in the right drawing; empty where it is not in one."""
_NOWHERE: Where = ("", "")
_Resize = QHeaderView.ResizeMode
_SIDES = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MANY = 120  # letters of a value that a table can hold


class CompareWindow(QWidget):
    """The left drawing is the old one: what it alone has was removed, what the right one alone has was added.

    Args:
        look: Theme and icons.
        sides: The drawings on offer; at least one.
        parent: The window that it belongs to.
    """

    def __init__(self, look: Look, sides: Sequence[Side], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._sides = sides
        self.setWindowTitle("Compare drawings")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("compare")
        self.boards = ComparedBoard(look), ComparedBoard(look)
        self._pickers = Choice(), Choice()
        self._swap = IconButton(look, "refresh-cw", "Swap sides")
        self._says, self._figures, self._changes = Heading(), _table(4, 0), _table(4, 3)
        self._places: list[Where] = []
        self.graphs: tuple[Graph, Graph] = (Graph(), Graph())
        self._measured: list[tuple[Graph, Measured]] = []
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.renew)
        self._lay_out()
        self._join()
        self.choose(min(len(sides) - 1, 1), 0)
        self.resize(*SIZE)

    def choose(self, left: int, right: int) -> None:
        """Compares two of the drawings on offer, by their places in the list."""
        for picker, place in zip(self._pickers, (left, right), strict=True):
            picker.setCurrentIndex(place)
        self._read()

    def words(self) -> str:
        """What differs, in a sentence."""
        return self._says.text()

    def renew(self, _project: object = None) -> None:
        """Looks at both drawings again, for one of them may have been edited; what is seen of them stays."""
        self._read(fit=False)

    def renew_soon(self, _project: object = None) -> None:
        """Does so when no edit has come for a moment, for it takes longer than one."""
        self._rest.start()

    def _read(self, fit: bool = True) -> None:
        try:
            left, right = (self._sides[picker.currentIndex()].read() for picker in self._pickers)
        except (ProjectError, RunError) as error:
            self._says.setText(str(error))
            self._measured = []
            return
        if (left, right) != self.graphs or fit or not self._measured:
            self.graphs = left, right
            self._show(left, right)
        if fit:
            for board in self.boards:
                board.fit()

    def _show(self, old: Graph, new: Graph) -> None:
        pasts = self._measured or (None, None)
        before, after = (measure(graph, past) for graph, past in zip((old, new), pasts, strict=True))
        self._measured = [(old, before), (new, after)]
        found = compare(old, new)
        left, right = self.boards
        left.show_graph(old, before, ())
        right.show_graph(new, after, ())
        left.set_marks(_marks_left(found))
        right.set_marks(_marks_right(found))
        self._says.setText(_sentence(found))
        self._show_figures(balance(found, before, after))
        self._show_changes(found)

    def _show_figures(self, sums: Balance) -> None:
        rows = [
            _figure("Weights", sums.weights, count),
            _figure("Learned by gradient", Sides(sums.weights.old - sums.fixed.old, sums.weights.new - sums.fixed.new), count),
            _figure("Multiply-adds", sums.multiply_adds, count),
            _figure("Memory, per image", sums.memory, memory),
        ]
        _fill(self._figures, ("", "Left", "Right", "Difference"), rows)

    def _show_changes(self, found: Comparison) -> None:
        pairs = {pair.new.id: pair for pair in found.pairs}
        lines: list[tuple[Where, Sequence[str]]] = [((node.id, ""), (node.name, "removed", kind(node.block), "")) for node in found.removed]
        lines += [(("", node.id), (node.name, "added", "", kind(node.block))) for node in found.added]
        for node, changes in found.changed.items():
            lines += [((pairs[node].old.id, node), (pairs[node].new.name, *_change(change))) for change in changes]
        lines += [(_NOWHERE, (change.field, "parameter", _value(change.old), _value(change.new))) for change in found.parameters]
        lines += [(_NOWHERE, ("wires", "removed", str(len(found.wires_removed)), ""))] if found.wires_removed else []
        lines += [(_NOWHERE, ("wires", "added", "", str(len(found.wires_added))))] if found.wires_added else []
        self._places = [place for place, _ in lines]
        _fill(self._changes, ("Node", "What", "Left", "Right"), [cells for _, cells in lines])
        self._changes.horizontalHeader().setVisible(bool(lines))  # a head alone would look as if something were missing

    def _go_to(self, row: int) -> None:
        """Selects the node of a row of changes wherever it is."""
        for board, node in zip(self.boards, self._places[row], strict=True):
            board.select([node])
            board.reveal(node)

    def _join(self) -> None:
        left, right = self.boards
        for board, other in ((left, right), (right, left)):
            board.looked.connect(other.follow)
            board.headed.connect(other.accompany)
        for picker in self._pickers:
            picker.addItems([side.title for side in self._sides])
            picker.activated.connect(lambda _place: self._read())
        self._swap.clicked.connect(lambda: self.choose(self._pickers[1].currentIndex(), self._pickers[0].currentIndex()))
        self._changes.cellClicked.connect(lambda row, _column: self._go_to(row))
        for board in self.boards:
            board.refused.connect(self._says.setText)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(12)
        top.addWidget(self._pickers[0], 1)
        top.addWidget(self._swap)
        top.addWidget(self._pickers[1], 1)
        beside = QSplitter(Qt.Orientation.Horizontal)
        for board in self.boards:
            beside.addWidget(board)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self._figures)
        below.addWidget(self._changes)
        below.setSizes([SIZE[0] // 2, SIZE[0] // 2])
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(beside)
        whole.addWidget(_under(self._says, below))
        whole.setSizes([SIZE[1] * 2 // 3, SIZE[1] // 3])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(whole, 1)


def _under(says: Heading, tables: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(16, 12, 16, 16)
    column.setSpacing(8)
    column.addWidget(says)
    column.addWidget(tables, 1)
    column.addWidget(Quiet("Left is the old one. A ring with a plus was added, with a minus removed, with a pencil changed."))
    return both


def _marks_left(found: Comparison) -> dict[str, Mark]:
    removed: dict[str, Mark] = {node.id: "removed" for node in found.removed}
    return removed | {pair.old.id: "changed" for pair in found.pairs if pair.new.id in found.changed}


def _marks_right(found: Comparison) -> dict[str, Mark]:
    added: dict[str, Mark] = {node.id: "added" for node in found.added}
    return added | dict.fromkeys(found.changed, "changed")


def _sentence(found: Comparison) -> str:
    if not found:
        return "Both drawings are the same network."
    counts = {"added": len(found.added), "removed": len(found.removed), "changed": len(found.changed)}
    parts = [f"{number} {what}" for what, number in counts.items() if number]
    number = len(found.parameters)
    parts += [f"{number} parameter{'s' if number > 1 else ''} changed"] if number else []
    return f"{', '.join(parts)}." if parts else "The same nodes, wired differently."


def _figure(name: str, sides: Sides, say: Callable[[int], str]) -> tuple[str, str, str, str]:
    sign = "+" if sides.difference > 0 else "−"
    return name, say(sides.old), say(sides.new), f"{sign}{say(abs(sides.difference))}" if sides.difference else "0"


def _change(change: Change) -> tuple[str, str, str]:
    if change.field == "inside":
        return "inside", "", "another network inside"
    return change.field, _value(change.old), _value(change.new)


def _value(value: object) -> str:
    text = "" if value is None else "×".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= _MANY else f"{text[: _MANY - 2]} …"


def _table(columns: int, widest: int) -> QTableWidget:
    """A table to read, one column of which takes the room that the others leave."""
    table = QTableWidget(0, columns)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    for column in range(columns):
        mode = _Resize.Stretch if column == widest else _Resize.ResizeToContents
        table.horizontalHeader().setSectionResizeMode(column, mode)
    return table


def _fill(table: QTableWidget, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    header = table.horizontalHeader()
    modes = [header.sectionResizeMode(column) for column in range(len(head))]
    header.setSectionResizeMode(_Resize.Fixed)  # else every cell that is filled would have its whole column measured
    table.setHorizontalHeaderLabels(list(head))
    header.setDefaultAlignment(_SIDES[head[0] == ""])
    table.setRowCount(len(rows))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            item = QTableWidgetItem(cell)
            item.setTextAlignment(_SIDES[column > 0 and head[0] == ""])
            table.setItem(row, column, item)
    for column, mode in enumerate(modes):
        header.setSectionResizeMode(column, mode)
