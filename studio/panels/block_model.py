"""Blocks and modules as a tree of families, or as a list of those that suit a search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE, FAMILIES
from studio.graph.module import Module
from studio.graph.names import kind
from studio.graph.quick.matching import Match, match_any, nearest
from studio.graph.quick.ranking import usual
from studio.graph.quick.typed import MODULE
from studio.look.plain import plain
from studio.panels.family_icon import icon_of

MIME_TYPE = "application/x-abyss-block"
"""A dragged block: the name of its kind as UTF-8 text; of a module, `module:` and its name."""

_ROLE = Qt.ItemDataRole.UserRole
KIND, ICON, COLOUR, COUNT, PLACES, LAST, FAMILY, WARE, CALLED, WITHIN = (_ROLE + place for place in range(1, 11))
"""Of an item: key of what can be placed (none for a family or a fold of it), icon and colour, count, letters found, last of its family,
family or fold, ware, the other name by which it was found, and the letters of that."""

_FOLDS = ("1D, for sequences", "3D, for volumes", "Augmentation", "More")
"""What a long family folds away, so that the blocks that most networks are made of are in sight together."""


_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_DRAGGED = _CHOSEN | Qt.ItemFlag.ItemIsDragEnabled
_NO_HIT = Match(0.0, ())


class Ware(NamedTuple):
    """A block or a module that can be placed.

    Attributes:
        key: Kind of block, or `module:` and the module's name.
        title: What it is called.
        icon: Name of its icon.
        role: Role of the icon's colour.
        summary: What it is, in a sentence.
        also: What else it is called.
        inside: The kinds of block that a module is made of.
        fold: The fold of its family that it lies in; nothing for those in sight.
    """

    key: str
    title: str
    icon: str
    role: str
    summary: str
    also: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    fold: str = ""


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

    def folds(self) -> dict[str, tuple[Ware, ...]]:
        """What it folds away, by the title of the fold; one block alone takes no more room than its fold would and stays in sight."""
        folds = {title: tuple(ware for ware in self.wares if ware.fold == title) for title in _FOLDS}
        return {title: wares for title, wares in folds.items() if len(wares) > 1}

    def in_sight(self) -> tuple[Ware, ...]:
        """What it does not fold away."""
        folds = self.folds()
        return tuple(ware for ware in self.wares if ware.fold not in folds)


def of_blocks(blocks: Mapping[str, type[Block]] = CATALOGUE) -> tuple[Group, ...]:
    """The families that have blocks among these."""
    return _of_blocks(tuple(blocks.values()))


@cache
def _of_blocks(blocks: tuple[type[Block], ...]) -> tuple[Group, ...]:
    wares = {family.key: tuple(_of_block(block) for block in blocks if block.family == family.key) for family in FAMILIES}
    return tuple(Group(each.key, each.title, each.icon, each.key, wares[each.key]) for each in FAMILIES if wares[each.key])


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

    def show_folded(self) -> None:
        """Lists what is in sight of each group, then what it folds away."""
        self.clear()
        for group in self.groups:
            for ware in group.in_sight():
                self.appendRow(_item(ware, icon=True))
            for title, wares in group.folds().items():
                self.appendRow(_fold_item(group, title, wares))

    def show_matches(self, query: str) -> None:
        """Lists what suits the query by its name or another one, or else by its sentence or what is in it; the best first."""
        self.clear()
        for ware, hit in found(query, self.groups):
            self.appendRow(_item(ware, hit, icon=True))

    def nearest(self, query: str) -> list[str]:
        """The titles that are spelled most like a query that finds nothing."""
        titles = {ware.key: ware.title for ware in _wares(self.groups)}
        return [titles[key] for key in nearest(query, {ware.key: (ware.title, *ware.also) for ware in _wares(self.groups)}, most=3)]

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


def found(query: str, groups: Sequence[Group]) -> list[tuple[Ware, Match]]:
    """What a query finds, the best first, with the letters of the names that were meant."""
    ranked = [(hit, ware) for ware in _wares(groups) if (hit := _hit(query, ware))]
    ranked.sort(key=lambda each: -each[0].score - usual(each[1].key, not each[0].called))
    return [(ware, hit) for hit, ware in ranked]


def _hit(query: str, ware: Ware) -> Match | None:
    """By one of its names; else, far behind all names, by a word of its sentence or by what it is made of."""
    by_name = match_any(query, ware.title, ware.also)
    if by_name:
        return by_name
    word = query.strip().lower()
    told = word in ware.summary.lower() or any(part.lower().startswith(word) for part in ware.inside)
    return Match(-1000.0, ()) if len(word) > 2 and told else None


def _wares(groups: Sequence[Group]) -> Iterator[Ware]:
    return (ware for group in groups for ware in group.wares)


def _of_block(block: type[Block]) -> Ware:
    return Ware(block.__name__, block.__name__, *icon_of(block), block.summary(), block.also(), fold=_fold_of(block))


def _fold_of(block: type[Block]) -> str:
    """By the axes that its name tells, then by how seldom it is wanted, then by whether it changes images in training alone."""
    sequences, volumes, augmentation, more = _FOLDS
    if axes := re.search("[13]D", block.__name__):
        return sequences if axes[0] == "1D" else volumes
    if block.rare:
        return more
    return augmentation if block.family == "preprocessing" and block.in_training_only else ""


def _of_module(module: Module) -> Ware:
    inside = tuple(sorted({kind(node.block) for node in module.graph.nodes.values()}))
    return Ware(MODULE + module.name, module.title or module.name, module.icon, "module", module.help, module.also, inside)


def _group_item(group: Group) -> QStandardItem:
    """A family: its blocks, then what it folds away."""
    item = _head(group.title, group.key, f"{group.title}, {_counted(group, group.wares)}", len(group.wares))
    item.setData(group.icon, ICON)
    item.setData(group.role, COLOUR)
    for ware in group.in_sight():
        item.appendRow(_item(ware))
    for title, wares in group.folds().items():
        item.appendRow(_fold_item(group, title, wares))
    item.child(item.rowCount() - 1).setData(True, LAST)
    return item


def _fold_item(group: Group, title: str, wares: Sequence[Ware]) -> QStandardItem:
    item = _head(title, f"{group.key}/{title}", f"{title}, {_counted(group, wares)} of {group.title}", len(wares))
    for ware in wares:
        item.appendRow(_item(ware))
    return item


def _head(title: str, key: str, said: str, count: int) -> QStandardItem:
    item = QStandardItem(title)
    item.setFlags(_CHOSEN)
    item.setData(key, FAMILY)
    item.setData(count, COUNT)
    item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
    return item


def _counted(group: Group, wares: Sequence[Ware]) -> str:
    return f"{len(wares)} {group.unit}{'s' if len(wares) > 1 else ''}"


def _item(ware: Ware, hit: Match = _NO_HIT, *, icon: bool = False) -> QStandardItem:
    item = QStandardItem(ware.title)
    item.setFlags(_DRAGGED)
    item.setData(ware.key, KIND)
    item.setData(hit.places, PLACES)
    item.setData(hit.called, CALLED)
    item.setData(hit.within, WITHIN)
    item.setToolTip(plain(f"{ware.title}\n{ware.summary}"))  # the row may be too narrow for a long name
    item.setData(ware.summary, Qt.ItemDataRole.AccessibleDescriptionRole)
    item.setData(ware, WARE)
    if icon:
        item.setData(ware.icon, ICON)
        item.setData(ware.role, COLOUR)
    return item
