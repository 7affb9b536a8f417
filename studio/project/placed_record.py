"""What a node holds, as plain dicts, lists, numbers and words: a block, an unknown one, or a module with values of its own."""

from __future__ import annotations

from typing import Any

import msgspec

from studio.blocks.catalogue import record as block_record
from studio.graph.module import Instance, Placed

MODULE = "module"
"""The kind of an instance; classes of blocks begin with a capital."""


def placed_record(block: Placed) -> dict[str, Any]:
    """What a node holds; a module by its name, for its drawing is kept once for all."""
    if not isinstance(block, Instance):
        return block_record(block)
    record: dict[str, Any] = {"kind": MODULE, "module": block.module.name}
    if block.values:
        record["values"] = plain(block.values)
    if block.repeat != 1:
        record["repeat"] = block.repeat
    if block.first:
        record["first"] = plain(block.first)
    return record


def plain(value: Any) -> Any:
    """A value of a parameter as lists, numbers and words."""
    return msgspec.json.decode(msgspec.json.encode(value))
