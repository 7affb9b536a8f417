"""What a node holds, as plain dicts, lists, numbers and words, and back: a block, an unknown one, or a module with values of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.blocks.catalogue import read_block
from studio.blocks.catalogue import record as block_record
from studio.blocks.unknown import UnknownBlock
from studio.forms import FormError
from studio.forms.words import shown
from studio.graph.module import MOST_REPEATS, Instance, Module, Placed
from studio.project.values import can_be_written, plain_value, read_value

Modules = Mapping[str, Module | None]
"""The modules of a file by name; None where one cannot be read, which is told once and not at each of its instances."""

MODULE = "module"
"""The kind of an instance; classes of blocks begin with a capital."""

NOWHERE = UnknownBlock({})
"""Stands where a block could not be read, so that no more is told of its node."""


def placed_record(block: Placed) -> dict[str, Any]:
    """What a node holds; a module by its name, for its drawing is kept once for all."""
    if not isinstance(block, Instance):
        return block_record(block)
    record: dict[str, Any] = {"kind": MODULE, "module": block.module.name}
    if block.values:
        record["values"] = {name: plain_value(value) for name, value in block.values.items()}
    if block.repeat != 1:
        record["repeat"] = block.repeat
    if block.first:
        record["first"] = {name: plain_value(value) for name, value in block.first.items()}
    return record


def read_placed(plain: Any, modules: Modules, faults: list[str]) -> Placed:
    """What a record holds; what is wrong is added to `faults`."""
    if not isinstance(plain, Mapping) or not isinstance(plain.get("kind"), str):
        faults.append(f"block must be a record with a kind, such as Conv2D. Received: {shown(plain)}.")
        return NOWHERE
    if plain["kind"] == MODULE:
        return _instance(plain, modules, faults)
    try:
        block = read_block(dict(plain))
    except FormError as error:
        faults += error.faults
        return NOWHERE
    if isinstance(block, UnknownBlock) and not can_be_written(block.record):
        faults.append(f"{block.kind} must hold finite numbers. Received: {shown(block.record)}.")
    return block


def _instance(plain: Mapping[str, Any], modules: Modules, faults: list[str]) -> Placed:
    name, repeat = plain.get("module"), plain.get("repeat", 1)
    if not isinstance(name, str) or name not in modules:
        faults.append(f"there is no module {name}. Expected: {_known(modules)}. Add it to modules, or take the node out.")
        return NOWHERE
    if isinstance(repeat, bool) or not isinstance(repeat, int) or not 1 <= repeat <= MOST_REPEATS:
        faults.append(f"repeat must be a whole number from 1 to {MOST_REPEATS}. Received: {shown(repeat)}.")
        repeat = 1
    module = modules[name]
    if module is None:
        return NOWHERE
    values, first = (_values(part, plain, module, faults) for part in ("values", "first"))
    return Instance(module, values, repeat, first)


def _known(modules: Modules) -> str:
    return f"one of {', '.join(modules)}" if modules else "a module of the file, which has none"


def _values(part: str, plain: Mapping[str, Any], module: Module, faults: list[str]) -> dict[str, Any]:
    values = plain.get(part, {})
    if not isinstance(values, Mapping) or not can_be_written(values):
        faults.append(f"{part} must be a record of finite values by the names of parameters. Received: {shown(values)}.")
        return {}
    like = {parameter.name: parameter.like for parameter in module.parameters}
    return {str(name): read_value(value, like.get(name, "")) for name, value in values.items()}
