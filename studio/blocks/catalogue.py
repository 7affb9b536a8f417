"""All blocks, by name and by family; reading and recording them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from studio.blocks import (
    activation,
    adaptive_pooling,
    attention,
    augmentation,
    colour_augmentation,
    convolution,
    dense,
    described,
    einsum_dense,
    embedding,
    ends,
    merging,
    mixing_augmentation,
    multi_head_attention,
    normalisation,
    own_layers,
    pooling,
    preprocessing,
    recurrent,
    recurrent_convolution,
    regularisation,
    reshaping,
    seminal,
    sequence_convolution,
    sequence_pooling,
    sequence_reshaping,
    spectral_normalization,
    tone_augmentation,
    volume_convolution,
    volume_pooling,
    volume_reshaping,
    wrapping,
)
from studio.blocks.block import Block
from studio.blocks.described import Described
from studio.blocks.description import Description
from studio.blocks.ports import PORTS
from studio.blocks.python import Lambda, Python, PythonMerge, TFSMLayer
from studio.blocks.unknown import UnknownBlock
from studio.forms.keras_form import worded


class Family(NamedTuple):
    """A group in the palette.

    Attributes:
        key: Its name in `Block.family` and in the themes.
        title: Its name for people.
        icon: Name of its icon in resources/icons.
    """

    key: str
    title: str
    icon: str


FAMILIES: tuple[Family, ...] = (
    Family("input/output", "Input and output", "log-in"),
    Family("convolution", "Convolution", "grid-3x3"),
    Family("pooling", "Pooling", "shrink"),
    Family("activation", "Activation", "chart-spline"),
    Family("normalisation", "Normalisation", "sliders-horizontal"),
    Family("regularisation", "Regularisation", "shield"),
    Family("dense", "Dense", "waypoints"),
    Family("recurrent", "Recurrent", "rotate-cw"),
    Family("attention", "Attention", "scan-eye"),
    Family("reshaping", "Reshaping", "scaling"),
    Family("merging", "Merging", "merge"),
    Family("preprocessing", "Preprocessing", "crop"),
    Family("own", "Your own", "code"),
)

_ROOMS = (
    *(ends, convolution, sequence_convolution, volume_convolution),
    *(pooling, adaptive_pooling, sequence_pooling, volume_pooling),
    *(activation, normalisation, spectral_normalization, regularisation, dense, embedding, einsum_dense),
    *(recurrent, wrapping, recurrent_convolution, multi_head_attention, attention),
    *(reshaping, sequence_reshaping, volume_reshaping),
    *(merging, seminal, preprocessing, augmentation, colour_augmentation, tone_augmentation, mixing_augmentation),
)


def _blocks() -> dict[str, type[Block]]:
    """Every public block of the family files, family by family, in the order they are written in."""
    values = (value for room in _ROOMS for value in vars(room).values() if isinstance(value, type) and value.__module__ == room.__name__)
    made = {cls.__name__: cls for cls in values if issubclass(cls, Block) and "Source:" in (cls.__doc__ or "")}
    made |= dict(described.of_keras()) | {cls.__name__: cls for cls in (Python, PythonMerge, Lambda, TFSMLayer)}
    places = {family.key: place for place, family in enumerate(FAMILIES)}
    return dict(sorted(made.items(), key=lambda pair: places[pair[1].family]))


_KNOWN: dict[str, type[Block]] = _blocks()
CATALOGUE: Mapping[str, type[Block]] = MappingProxyType(_KNOWN)
"""All blocks by name; those of a person's own packages come last, as soon as they are known."""


@cache
def by_family(key: str) -> tuple[type[Block], ...]:
    """The blocks of a family, in the order of the palette."""
    return tuple(cls for cls in CATALOGUE.values() if cls.family == key)


@cache
def of_packages() -> tuple[type[Described], ...]:
    """The blocks of a person's own packages that are known now: the same tuple until others are."""
    described_ones = (cls for cls in tuple(CATALOGUE.values()) if issubclass(cls, Described))
    return tuple(cls for cls in described_ones if not cls.symbol().startswith("keras."))


def know_own(layers: Iterable[Description]) -> bool:
    """Takes up the layers of a person's own packages in place of those known before; whether that changes anything."""
    before = {cls.__name__: cls for cls in of_packages()}
    found = own_layers.blocks(layers, _KNOWN.keys() - before.keys())
    if [_told(cls) for cls in before.values()] == [_told(cls) for cls in found.values()]:
        return False
    for name in before:
        del _KNOWN[name]
    _KNOWN.update(found)
    by_family.cache_clear()
    of_packages.cache_clear()
    return True


def _told(cls: type[Block]) -> tuple[Any, ...]:
    return cls.__name__, cls.symbol(), cls.form(), cls.summary()


@cache
def _recall_own() -> None:
    """Takes up what was described of a person's packages before."""
    know_own(own_layers.kept(own_layers.packages()))


def read_block(record: Mapping[str, Any]) -> Block | UnknownBlock:
    """The block that a record names; one that this version does not know is kept as it came.

    Raises:
        FormError: The block refuses its values; all faults at once.
    """
    kind = str(record.get("kind"))
    if kind not in CATALOGUE and kind not in PORTS:
        _recall_own()
    cls = CATALOGUE.get(kind) or PORTS.get(kind)
    if cls is None:
        return UnknownBlock(dict(record))
    return cls.read({name: value for name, value in record.items() if name != "kind"})


def record(block: Block | UnknownBlock) -> dict[str, Any]:
    """The block's kind and the values that differ from the defaults, as plain lists, numbers and words."""
    if isinstance(block, UnknownBlock):
        return dict(block.record)
    values = {name: worded(value) for name, value in block.values().items()}
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(values))
    return {"kind": type(block).__name__, **plain}
