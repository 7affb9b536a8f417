"""Layers that `keras.applications` keep to themselves, as the studio's own that compute the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Twin(NamedTuple):
    """A layer of ours in place of one that Keras has no public name for.

    Attributes:
        symbol: Of ours.
        module: Where Keras has its own.
        follows: Arguments of Keras's that ours takes from its input.
    """

    symbol: str
    module: str
    follows: frozenset[str] = frozenset()


TWINS: Mapping[str, Twin] = {
    "LayerScale": Twin("abyss>LayerScale", "keras.src.applications.convnext", frozenset({"projection_dim"})),
    "CustomScaleLayer": Twin("abyss>ScaledAdd", "keras.src.applications.inception_resnet_v2"),
}
"""By the names of their classes."""


def twin(symbol: str, config: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Symbol and config of ours where there is one; those of other layers as they come."""
    module, _, name = symbol.replace(">", ".").rpartition(".")
    found = TWINS.get(name)
    if found is None or not (module in ("Custom", "keras.layers") or ".applications." in module):
        return symbol, config
    return found.symbol, {key: value for key, value in config.items() if key not in found.follows}
