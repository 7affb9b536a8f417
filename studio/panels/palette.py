"""The Palette panel: every block and module, by family or by a few letters of its name."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from studio.blocks.block import Block
from studio.graph.module import Module
from studio.look.labels import Quiet
from studio.look.look import Look
from studio.panels.block_model import MIME_TYPE, Group, of_blocks, of_modules
from studio.panels.block_tree import BlockTree
from studio.panels.family_strip import WIDTH, FamilyStrip
from studio.panels.search_field import SearchField
from studio.panels.wording import any_of

__all__ = ["MIME_TYPE", "PalettePanel"]

_FIRST_OPEN = ("convolution", "pooling", "modules/project")


class PalettePanel(QWidget):
    """Blocks are dragged onto the board, or chosen with a double click or Enter.

    Args:
        look: Theme and icons.
        keys: The shortcut that leads to the search, to be shown in it.
        parent: The widget it lies in.

    Attributes:
        block_chosen: A block was chosen; carries its kind.
        families_changed: The person folded or unfolded a family; carries the keys of those unfolded, to be remembered.
    """

    block_chosen = Signal(str)
    families_changed = Signal(object)

    def __init__(self, look: Look, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = SearchField(look, "Find a block")
        self._search.set_keys(keys)
        self._tree = BlockTree(look, groups=())
        self._strip = FamilyStrip(look)
        self._nothing = Quiet(wrap=True)
        self._families: tuple[str, ...] = _FIRST_OPEN
        self._blocks: tuple[Group, ...] = ()
        self._modules: tuple[Group, ...] = ()
        self._lay_out()
        self._connect()
        self._offer(of_blocks(), ())
        self.set_folded(False)

    @property
    def families(self) -> tuple[str, ...]:
        """The families that are unfolded."""
        return self._families

    @families.setter
    def families(self, keys: Collection[str]) -> None:
        self._families = tuple(keys)
        if not self._search.text():
            self._tree.unfold(keys)

    @property
    def folded(self) -> bool:
        """Whether only the strip of icons is shown."""
        return self._stack.currentWidget() is self._strip

    def set_folded(self, folded: bool) -> None:
        """Shows the strip of icons alone, 48 pixels wide, or the whole palette."""
        self._stack.setCurrentWidget(self._strip if folded else self._whole)
        self.setMinimumWidth(WIDTH if folded else 160)
        self.setMaximumWidth(WIDTH if folded else 480)
        self.updateGeometry()

    def focus_search(self) -> None:
        """Puts the cursor into the search, beside the strip where the palette is folded."""
        if self.folded:
            self._strip.open_search()
        else:
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.selectAll()

    def set_keys(self, keys: str) -> None:
        """Shows the shortcut that leads to the search; nothing for none."""
        self._search.set_keys(keys)

    def set_modules(self, shelves: Iterable[tuple[str, str, Iterable[Module]]]) -> None:
        """Offers modules after the blocks: of each place its key, its title, and what lies there."""
        self._offer(self._blocks, tuple(of_modules(*shelf) for shelf in shelves))

    def set_blocks(self, blocks: Mapping[str, type[Block]]) -> None:
        """Offers these blocks: inside a module its ports stand where a drawing has its ends."""
        self._offer(of_blocks(blocks), self._modules)

    def shown(self) -> list[str]:
        """The kinds of block in sight, from top to bottom."""
        return self._tree.shown()

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(WIDTH if self.folded else 220, 600)

    def _offer(self, blocks: tuple[Group, ...], modules: tuple[Group, ...]) -> None:
        if (blocks, modules) == (self._blocks, self._modules):
            return
        self._blocks, self._modules = blocks, modules
        self._tree.blocks.groups = (*blocks, *modules)
        self._strip.set_groups(blocks, modules)
        self._find(self._search.text())

    def _lay_out(self) -> None:
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        field = QVBoxLayout()
        field.setContentsMargins(8, 0, 8, 0)
        field.addWidget(self._search)
        column.addLayout(field)
        self._nothing.setContentsMargins(16, 0, 16, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._nothing)
        column.addWidget(self._tree, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._whole)
        self._stack.addWidget(self._strip)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._find)
        self._search.stepped.connect(self._tree.step)
        self._search.accepted.connect(self._tree.accept)
        self._tree.typed.connect(self._type)
        self._tree.families_changed.connect(self._remember)
        self._tree.block_chosen.connect(self.block_chosen)
        self._strip.block_chosen.connect(self.block_chosen)

    def _find(self, query: str) -> None:
        """Families while nothing is searched for, else what was found, the best one chosen beforehand."""
        if query.strip():
            self._tree.blocks.show_matches(query)
            self._tree.setCurrentIndex(self._tree.blocks.index(0, 0))
        else:
            self._tree.blocks.show_families()
            self._tree.unfold(self._families)
        nothing = not self._tree.blocks.rowCount()
        self._nothing.setText(self._not_found(query.strip()) if nothing else "")
        self._nothing.setVisible(nothing)

    def _not_found(self, wish: str) -> str:
        near = self._tree.blocks.nearest(wish)
        remedy = f"Is it {any_of(near)}?" if near else "Try fewer letters."
        return f"No block is called {wish}, and none does such a thing. {remedy}"

    def _type(self, letters: str) -> None:
        """Letters typed in the list go to the search."""
        self._search.setFocus()
        self._search.insert(letters)

    def _remember(self) -> None:
        self._families = self._tree.families()
        self.families_changed.emit(self._families)


def main() -> int:
    """Shows the panel alone, with what was chosen under it; folded where the window is narrow."""
    from studio.panels import alone

    def make(look: Look) -> QWidget:
        frame = QWidget()
        chosen = QLabel("Choose a block.")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        panel = PalettePanel(look, "Ctrl+B")
        panel.block_chosen.connect(chosen.setText)
        panel.set_folded(alone.arguments("Palette", sys.argv[1:]).size[0] < panel.minimumWidth())
        column.addWidget(panel)
        column.addWidget(chosen)
        return frame

    return alone.show("Palette", make)


if __name__ == "__main__":
    sys.exit(main())
