"""Layers of packages that the person has installed, found through an entry point and known by what was described of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from studio import paths
from studio.blocks.described import Described, block_of
from studio.blocks.description import Description

GROUP = "abyss.layers"
"""The group of entry points; each names a module whose registered Keras layers are offered."""


class Package(NamedTuple):
    """What a person has installed.

    Attributes:
        module: Where its layers are.
        title: Its name and version.
    """

    module: str
    title: str


def packages() -> tuple[Package, ...]:
    """The packages that offer layers; none of them is loaded."""
    from importlib.metadata import entry_points  # takes a tenth of a second, and few have such a package

    found = {each.value.partition(":")[0]: each for each in entry_points(group=GROUP)}
    return tuple(Package(module, _title(each)) for module, each in sorted(found.items()))


def _title(entry: Any) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.name


def kept(found: Iterable[Package]) -> tuple[Description, ...]:
    """What was described of some packages before."""
    return tuple(each for package in found for each in _read(_file(package)))


def keep(package: Package, layers: tuple[Description, ...]) -> None:
    """Writes down what was described of a package; a disk that refuses is told the same another time."""
    with suppress(OSError):
        file = _file(package)
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_bytes(msgspec.json.encode(layers))
        part.replace(file)


def blocks(layers: Iterable[Description], taken: Iterable[str]) -> Mapping[str, type[Described]]:
    """The blocks of some layers; one that is called like a block that there is gets its package's name before its own."""
    names, found = set(taken), dict[str, type[Described]]()
    for layer in layers:
        name = layer.name if layer.name not in names else f"{layer.symbol.partition('.')[0]}_{layer.name}"
        found[name] = block_of(msgspec.structs.replace(layer, name=name))
        names.add(name)
    return found


def _file(package: Package) -> Path:
    key = blake2b(f"{package.module} {package.title}".encode(), digest_size=8).hexdigest()
    return paths.cache() / "layers" / f"{key}.json"


def _read(file: Path) -> tuple[Description, ...]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=tuple[Description, ...])
    except (OSError, msgspec.MsgspecError):
        return ()
