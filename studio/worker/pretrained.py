"""The weights that nodes begin with: read from where they are kept, put into the layers that name them, and written there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.compile.plan import Step
from studio.graph.manner import kept_at
from studio.project.pretrained import weights_of
from studio.runs.weights import Weights, read_weights, write_weights
from studio.worker.build import Network

Arrays = Mapping[str, NDArray[Any]]
_KEPT = 2  # a drawing that is edited is built again and again


class Beginning(NamedTuple):
    """What layers began with.

    Attributes:
        taken: Names of the layers that have kept weights now, by network.
        left: Names of those for which none fit.
        missing: Networks whose weights are not there at all.
    """

    taken: Mapping[str, tuple[str, ...]] = {}
    left: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What a person is told; empty where the drawing names no kept weights."""
        parts = [f"{_layers(len(names))} with the pretrained weights of {network}." for network, names in self.taken.items()]
        if self.left:
            parts.append(f"{listed(self.left)} {'begins' if len(self.left) == 1 else 'begin'} fresh, because no pretrained weights fit.")
        for network in self.missing:
            parts.append(
                f"The pretrained weights of {network} are not here, so it begins with random ones. "
                "Choose Fetch the pretrained weights (menu Train) where there is a connection."
            )
        return " ".join(parts)


def furnish(network: Network, project: str) -> Beginning:
    """Gives layers the kept weights that their nodes name; all others stay as they are.

    Args:
        network: Just built.
        project: The project's folder.

    Raises:
        RunError: A file of weights is damaged.
    """
    taken: dict[str, list[str]] = {}
    left, missing = list[str](), dict[str, None]()
    for step in _naming(network):
        origin, path = kept_at(step.pretrained)
        place = weights_of(Path(project), origin)
        if place is None:
            missing[origin] = None
        elif _given(network.layers[step.name], _arrays(place, place.stat().st_mtime_ns), path):
            taken.setdefault(origin, []).append(step.name)
        else:
            left.append(step.name)
    return Beginning({origin: tuple(names) for origin, names in taken.items()}, tuple(left), tuple(missing))


def write(path: Path, model: Any, layers: Mapping[str, str], changed: Mapping[str, NDArray[Any]] | None = None) -> None:
    """Keeps the weights of a Keras model by the paths of the nodes that stand for its layers.

    Args:
        path: Of the file.
        model: With its weights.
        layers: Of each node, by id or path: the name of its layer; inside another model with a slash between the names.
        changed: First weights of layers that the drawing has otherwise, by the names of the layers.

    Raises:
        RunError: The disk refuses.
    """
    arrays: dict[str, NDArray[Any]] = {}
    for node, name in layers.items():
        values = [np.asarray(weight) for weight in found_layer(model, name).weights]
        if changed and name in changed:
            values[0] = changed[name]
        arrays |= {_name(node, number): value for number, value in enumerate(values)}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_weights(path, Weights(arrays, 0, 0))


def found_layer(model: Any, name: str) -> Any:
    """The layer of that name, in the models inside the model too."""
    for part in name.split("/"):
        model = model.get_layer(part)
    return model


def listed(names: Iterable[str], shown: int = 3) -> str:
    """`conv1`, `conv1 and conv2`, `conv1, conv2, conv3 and 12 more`."""
    found = list(names)
    ends = found if len(found) <= shown + 1 else [*found[:shown], f"{len(found) - shown} more"]
    return " and ".join([", ".join(ends[:-1]), ends[-1]] if len(ends) > 1 else ends)


def _naming(network: Network) -> list[Step]:
    """The steps with weights that name kept ones."""
    return [step for step in network.plan.steps if step.pretrained and step.name in network.layers and network.layers[step.name].weights]


def _given(layer: Any, arrays: Arrays, path: str) -> bool:
    """Whether all of a layer's weights were there and fit."""
    values = [arrays.get(_name(path, number)) for number in range(len(layer.weights))]
    if any(value is None or value.shape != tuple(weight.shape) for value, weight in zip(values, layer.weights, strict=True)):
        return False
    for value, weight in zip(values, layer.weights, strict=True):
        weight.assign(np.asarray(value, np.float32))
    return True


def _name(path: str, number: int) -> str:
    return f"{path}:{number}"


@lru_cache(_KEPT)
def _arrays(path: Path, _written: int) -> Arrays:
    """What a file holds, for as long as it is not written anew."""
    return read_weights(path).arrays


def _layers(count: int) -> str:
    return "1 layer begins" if count == 1 else f"{count} layers begin"
