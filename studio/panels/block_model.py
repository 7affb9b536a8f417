"""The blocks as a tree of families, or as a list of those that suit a search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE, FAMILIES, Family, by_family
from studio.graph.matching import Match, match
from studio.panels.family_icon import icon_of

MIME_TYPE = "application/x-abyss-block"
"""A dragged block: the name of its kind as UTF-8 text."""

_ROLE = Qt.ItemDataRole.UserRole
KIND, ICON, COLOUR, COUNT, PLACES, LAST = (_ROLE + place for place in range(1, 7))
"""Of an item: kind of block (none for a family), icon and its colour, number of blocks, letters that were found, last of its family."""


class BlockModel(QStandardItemModel):
    """Families and blocks of the catalogue; blocks can be dragged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.show_families()

    def show_families(self, families: Sequence[Family] = FAMILIES) -> None:
        """Fills the tree with families that have blocks."""
        self.clear()
        for family in families:
            blocks = by_family(family.key)
            if blocks:
                self.appendRow(_family_item(family, blocks))

    def show_blocks(self, family: str) -> None:
        """Lists the blocks of one family."""
        self.clear()
        for block in by_family(family):
            self.appendRow(_block_item(block, icon=True))

    def show_matches(self, query: str) -> None:
        """Lists the blocks whose name, or else whose sentence, suits the query; the best first."""
        self.clear()
        for block, places in found(query):
            self.appendRow(_block_item(block, places, icon=True))

    def mimeTypes(self) -> list[str]:
        """A block's kind."""
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The kind of the block that is dragged."""
        data = QMimeData()
        kinds = [str(index.data(KIND)) for index in indexes if index.data(KIND)]
        data.setData(MIME_TYPE, kinds[0].encode() if kinds else b"")
        data.setText(kinds[0] if kinds else "")
        return data


def found(query: str) -> list[tuple[type[Block], tuple[int, ...]]]:
    """The blocks that a query finds, the best first, with the letters of their names that were meant."""
    ranked = [(hit, block) for block in CATALOGUE.values() if (hit := _hit(query, block))]
    ranked.sort(key=lambda each: -each[0].score)
    return [(block, hit.places) for hit, block in ranked]


def _hit(query: str, block: type[Block]) -> Match | None:
    """By name; else, far behind all names, by a word of its sentence."""
    by_name = match(query, block.__name__)
    if by_name:
        return by_name
    word = query.strip().lower()
    return Match(-1000.0, ()) if len(word) > 2 and word in block.summary().lower() else None


def _family_item(family: Family, blocks: Iterable[type[Block]]) -> QStandardItem:
    item = QStandardItem(family.title)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setData(family.icon, ICON)
    item.setData(family.key, COLOUR)
    for block in blocks:
        item.appendRow(_block_item(block))
    item.child(item.rowCount() - 1).setData(True, LAST)
    item.setData(item.rowCount(), COUNT)
    words = f"{family.title}, {item.rowCount()} block{'s' if item.rowCount() > 1 else ''}"
    item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    return item


def _block_item(block: type[Block], places: tuple[int, ...] = (), *, icon: bool = False) -> QStandardItem:
    item = QStandardItem(block.__name__)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
    item.setData(block.__name__, KIND)
    item.setData(places, PLACES)
    item.setToolTip(block.summary())
    item.setData(block.summary(), Qt.ItemDataRole.AccessibleDescriptionRole)
    if icon:
        name, role = icon_of(block)
        item.setData(name, ICON)
        item.setData(role, COLOUR)
    return item
