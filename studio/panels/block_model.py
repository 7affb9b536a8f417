"""Blocks and modules as a tree of families, or as a list of those that suit a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from studio.blocks.block import Block
from studio.blocks.catalogue import FAMILIES, by_family
from studio.graph.module import Module
from studio.graph.quick.matching import Match, match
from studio.graph.quick.typed import MODULE
from studio.panels.family_icon import icon_of

MIME_TYPE = "application/x-abyss-block"
"""A dragged block: the name of its kind as UTF-8 text; of a module, `module:` and its name."""

_ROLE = Qt.ItemDataRole.UserRole
KIND, ICON, COLOUR, COUNT, PLACES, LAST, FAMILY, WARE = (_ROLE + place for place in range(1, 9))
"""Of an item: key of what can be placed (none for a family), icon and colour, count, letters found, last of its family, family, ware."""


class Ware(NamedTuple):
    """A block or a module that can be placed.

    Attributes:
        key: Kind of block, or `module:` and the module's name.
        title: What it is called.
        icon: Name of its icon.
        role: Role of the icon's colour.
        summary: What it is, in a sentence.
    """

    key: str
    title: str
    icon: str
    role: str
    summary: str


class Group(NamedTuple):
    """A family of blocks, or modules that come from one place.

    Attributes:
        key: By which it is remembered as unfolded.
        title: For people.
        icon: Name of its icon.
        role: Role of the icon's colour.
        wares: What is in it.
        unit: What is counted: block or module.
    """

    key: str
    title: str
    icon: str
    role: str
    wares: tuple[Ware, ...]
    unit: str = "block"


@cache
def of_blocks() -> tuple[Group, ...]:
    """The families that have blocks."""
    groups = (Group(each.key, each.title, each.icon, each.key, tuple(map(_of_block, by_family(each.key)))) for each in FAMILIES)
    return tuple(group for group in groups if group.wares)


def of_modules(key: str, title: str, modules: Iterable[Module]) -> Group:
    """Modules that come from one place."""
    return Group(key, title, "boxes", "module", tuple(map(_of_module, modules)), "module")


class BlockModel(QStandardItemModel):
    """What can be placed; blocks and modules can be dragged.

    Attributes:
        groups: All of it.
    """

    def __init__(self, parent: QObject | None = None, groups: Sequence[Group] | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[Group, ...] = of_blocks() if groups is None else tuple(groups)
        self.show_families()

    def show_families(self) -> None:
        """Fills the tree with families that have something in them."""
        self.clear()
        for group in self.groups:
            if group.wares:
                self.appendRow(_group_item(group))

    def show_all(self) -> None:
        """Lists everything, without families."""
        self.clear()
        for ware in _wares(self.groups):
            self.appendRow(_item(ware, icon=True))

    def show_matches(self, query: str) -> None:
        """Lists what suits the query by its name, or else by its sentence; the best first."""
        self.clear()
        for ware, places in found(query, self.groups):
            self.appendRow(_item(ware, places, icon=True))

    def mimeTypes(self) -> list[str]:
        """A block's kind, or a module's key."""
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The key of what is dragged."""
        data = QMimeData()
        keys = [str(index.data(KIND)) for index in indexes if index.data(KIND)]
        data.setData(MIME_TYPE, keys[0].encode() if keys else b"")
        data.setText(keys[0] if keys else "")
        return data


def found(query: str, groups: Sequence[Group]) -> list[tuple[Ware, tuple[int, ...]]]:
    """What a query finds, the best first, with the letters of the names that were meant."""
    ranked = [(hit, ware) for ware in _wares(groups) if (hit := _hit(query, ware))]
    ranked.sort(key=lambda each: -each[0].score)
    return [(ware, hit.places) for hit, ware in ranked]


def _hit(query: str, ware: Ware) -> Match | None:
    """By name; else, far behind all names, by a word of its sentence."""
    by_name = match(query, ware.title)
    if by_name:
        return by_name
    word = query.strip().lower()
    return Match(-1000.0, ()) if len(word) > 2 and word in ware.summary.lower() else None


def _wares(groups: Sequence[Group]) -> Iterator[Ware]:
    return (ware for group in groups for ware in group.wares)


def _of_block(block: type[Block]) -> Ware:
    return Ware(block.__name__, block.__name__, *icon_of(block), block.summary())


def _of_module(module: Module) -> Ware:
    return Ware(MODULE + module.name, module.title or module.name, module.icon, "module", module.help)


def _group_item(group: Group) -> QStandardItem:
    item = QStandardItem(group.title)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setData(group.icon, ICON)
    item.setData(group.role, COLOUR)
    item.setData(group.key, FAMILY)
    for ware in group.wares:
        item.appendRow(_item(ware))
    item.child(item.rowCount() - 1).setData(True, LAST)
    item.setData(item.rowCount(), COUNT)
    words = f"{group.title}, {item.rowCount()} {group.unit}{'s' if item.rowCount() > 1 else ''}"
    item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    return item


def _item(ware: Ware, places: tuple[int, ...] = (), *, icon: bool = False) -> QStandardItem:
    item = QStandardItem(ware.title)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
    item.setData(ware.key, KIND)
    item.setData(places, PLACES)
    item.setToolTip(ware.summary)
    item.setData(ware.summary, Qt.ItemDataRole.AccessibleDescriptionRole)
    item.setData(ware, WARE)
    if icon:
        item.setData(ware.icon, ICON)
        item.setData(ware.role, COLOUR)
    return item
