"""How a node is trained, as plain values, and back: whether it is frozen, how fast it learns, and the weights it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from studio.forms.words import shown
from studio.graph.model import Node
from studio.graph.training import FASTEST


class HowTrained(TypedDict):
    """The part of a Node that says it."""

    trainable: bool
    multiplier: float
    pretrained: str


def training_record(node: Node) -> dict[str, Any]:
    """Only what is not as usual."""
    record: dict[str, Any] = {}
    if not node.trainable:
        record["trainable"] = False
    if node.multiplier != 1:
        record["multiplier"] = node.multiplier
    if node.pretrained:
        record["pretrained"] = node.pretrained
    return record


def read_training(plain: Mapping[str, Any], faults: list[str]) -> HowTrained:
    """What a record says of it; what is wrong is added to `faults`, a sentence each."""
    return HowTrained(trainable=_trainable(plain, faults), multiplier=_multiplier(plain, faults), pretrained=_pretrained(plain, faults))


def _trainable(plain: Mapping[str, Any], faults: list[str]) -> bool:
    trainable = plain.get("trainable", True)
    if not isinstance(trainable, bool):
        faults.append(f"trainable must be true or false. Received: {shown(trainable)}.")
    return trainable is not False


def _multiplier(plain: Mapping[str, Any], faults: list[str]) -> float:
    multiplier = plain.get("multiplier", 1)
    if not isinstance(multiplier, bool) and isinstance(multiplier, int | float) and 0 < multiplier <= FASTEST:
        return float(multiplier)
    remedy = "To freeze the node, set trainable to false."
    faults.append(f"multiplier must be a number above 0, at most {FASTEST}. Received: {shown(multiplier)}. {remedy}")
    return 1.0


def _pretrained(plain: Mapping[str, Any], faults: list[str]) -> str:
    pretrained = plain.get("pretrained", "")
    if isinstance(pretrained, str):
        return pretrained
    faults.append(f"pretrained must be text. Received: {shown(pretrained)}.")
    return ""
