"""The reference network and what each attack does to it, as independent libraries agree (see tests/references)."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from studio.compile.plan import Plan, Step
from studio.worker.build import Network, build

FOLDER = Path(__file__).parents[1] / "references"
UNIT = (0.0, 1.0)  # the bounds of its pixels

_CONV: dict[str, Any] = {"kernel_size": (3, 3), "padding": "same", "activation": "relu"}
_LAYERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Conv2D", {"filters": 16, **_CONV}),
    ("Conv2D", {"filters": 32, **_CONV}),
    ("MaxPooling2D", {"pool_size": (2, 2)}),
    ("Conv2D", {"filters": 32, **_CONV}),
    ("Flatten", {}),
    ("Dense", {"units": 64, "activation": "relu"}),
    ("Dense", {"units": 10}),
    ("Softmax", {}),
)


class Reference(NamedTuple):
    """The network, its 438 images with their classes and logits, and the agreed figures."""

    network: Network
    images: np.ndarray
    labels: np.ndarray
    logits: np.ndarray
    expected: dict[str, Any]


def reference() -> Reference:
    with np.load(FOLDER / "ref_adv_pack.npz") as pack:
        network = build(_plan())
        network.model.set_weights([pack[f"w{index}"] for index in range(10)])
        images, labels, logits = pack["X"], pack["Y"], pack["logits"]
    return Reference(network, images, labels, logits, json.loads((FOLDER / "ref_adv_expected.json").read_text()))


def _plan() -> Plan:
    steps = [Step("layer0", "keras.Input", {"shape": (8, 8, 1)}, (), "n0")]
    for number, (kind, arguments) in enumerate(_LAYERS, 1):
        steps.append(Step(f"layer{number}", f"keras.layers.{kind}", arguments, (f"layer{number - 1}",), f"n{number}"))
    return Plan("Reference", tuple(steps), logits="layer7", output="layer8")
