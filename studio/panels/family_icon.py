"""The icon of a block's family, in the family's colour."""

from __future__ import annotations

from studio.blocks.block import Block
from studio.blocks.catalogue import FAMILIES
from studio.blocks.unknown import UnknownBlock
from studio.graph.module import Instance, Placed

_ICONS = {family.key: family.icon for family in FAMILIES}


def icon_of(block: Placed | type[Block]) -> tuple[str, str]:
    """The name of a block's icon, and the role of its colour."""
    if isinstance(block, UnknownBlock):
        return "circle-help", "quiet"
    if isinstance(block, Instance):
        return block.module.icon, "module"
    return ("log-out" if not block.has_output else _ICONS[block.family]), block.family
