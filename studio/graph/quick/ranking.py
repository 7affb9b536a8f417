"""What a person is likely to place next: a small table of what usually follows what, and what they placed lately."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.graph.module import Instance, Placed

_AT_FIRST = ("Input",)
_FOLLOWS: dict[str, tuple[str, ...]] = {
    "Input": ("Conv2D", "ZeroPadding2D", "Flatten", "BatchNormalization", "SeparableConv2D"),
    "convolution": ("BatchNormalization", "ReLU", "MaxPooling2D", "Conv2D", "GlobalAveragePooling2D", "Dropout", "Add", "Flatten"),
    "pooling": ("Conv2D", "Flatten", "Dropout", "BatchNormalization", "SeparableConv2D"),
    "GlobalAveragePooling2D": ("Dense", "Dropout", "Output"),
    "GlobalMaxPooling2D": ("Dense", "Dropout", "Output"),
    "activation": ("Conv2D", "MaxPooling2D", "Dense", "Dropout", "GlobalAveragePooling2D", "Flatten", "Add"),
    "Softmax": ("Output",),
    "normalisation": ("ReLU", "Conv2D", "MaxPooling2D", "Add", "Dense"),
    "regularisation": ("Dense", "Conv2D", "Flatten", "Output"),
    "dense": ("ReLU", "Dropout", "Dense", "Output", "BatchNormalization", "Softmax"),
    "Flatten": ("Dense", "Dropout"),
    "Reshape": ("Conv2D", "Conv2DTranspose", "Dense"),
    "reshaping": ("Conv2D", "MaxPooling2D", "Concatenate"),
    "recurrent": ("Dense", "LSTM", "GRU", "Dropout", "Bidirectional", "Output"),
    "attention": ("Add", "LayerNormalization", "Dropout", "Dense"),
    "Embedding": ("LSTM", "GRU", "Bidirectional", "MultiHeadAttention", "GlobalAveragePooling1D"),
    "preprocessing": ("Conv2D", "RandomFlip", "RandomRotation", "RandomTranslation", "ZeroPadding2D"),
    "merging": ("ReLU", "Conv2D", "BatchNormalization", "GlobalAveragePooling2D", "MaxPooling2D", "Dense"),
    "own": ("Conv2D", "Dense", "ReLU", "Flatten"),
    "module": ("Conv2D", "MaxPooling2D", "GlobalAveragePooling2D", "Dropout", "Flatten"),
}
"""By kind of block, else by its family: what usually follows, the likeliest first."""
_OFTEN = (
    *("Conv2D", "Dense", "MaxPooling2D", "ReLU", "Flatten", "BatchNormalization", "Dropout", "Add", "Input", "Output"),
    *("GlobalAveragePooling2D", "AveragePooling2D", "Softmax", "Concatenate"),
)
"""What is placed often, wherever it stands."""
_SELDOM = re.compile("[13]D")  # sequences and volumes are seldom what is drawn
_LATELY, _COMMON = 0.4, 0.2
_USUAL = 3.0  # against letters: less than a letter in a row with another
_KEPT = 12


def likely(key: str, beside: Placed | None, leaves: bool = True, lately: Sequence[str] = ()) -> float:
    """How likely a block or module is the next one, from 0 to 1.6.

    Args:
        key: Kind of block, or key of a module.
        beside: What it will be wired to; None where it will stand alone.
        leaves: Whether it will follow that; else it comes before it.
        lately: Keys that were placed lately, the last one first.
    """
    here = _place(key, _AT_FIRST) if beside is None else _wired(key, beside, leaves)
    return here + _COMMON * _place(key, _OFTEN) + _LATELY * _place(key, lately[:_KEPT])


def usual(key: str, by_name: bool = True) -> float:
    """How far a block goes up among those that suit as well because it is placed often, or down because it is placed seldom.

    Args:
        key: Kind of block, or key of a module.
        by_name: Whether its own name was meant; another one tells less.
    """
    gain = _USUAL if by_name else _USUAL / 3
    if key in _OFTEN:
        return gain
    return -gain if key in CATALOGUE and (CATALOGUE[key].rare or _SELDOM.search(key)) else 0.0


def remembered(lately: Sequence[str], key: str) -> tuple[str, ...]:
    """What was placed lately, with one more."""
    return (key, *(other for other in lately if other != key))[:_KEPT]


def _wired(key: str, beside: Placed, leaves: bool) -> float:
    if leaves:
        return _place(key, _after(beside))
    return _place(_key(beside), _after(CATALOGUE[key]())) if key in CATALOGUE else 0.0


def _after(block: Placed) -> tuple[str, ...]:
    if isinstance(block, Instance):
        return _FOLLOWS["module"]
    family = block.family if isinstance(block, Block) else ""
    return _FOLLOWS.get(type(block).__name__) or _FOLLOWS.get(family) or ()


def _key(block: Placed) -> str:
    return type(block).__name__


def _place(key: str, order: Sequence[str]) -> float:
    """1 for the first of an order, less for each further one, 0 for what is not in it."""
    return 1 - order.index(key) / len(order) if key in order else 0.0
