"""What is known of a Keras model that was opened as a drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from numpy import float32
from numpy.typing import NDArray

from studio.data.data import Centre
from studio.graph.model import Graph


class ReadingError(ValueError):
    """A file or text that cannot be read as a Keras model, in whole sentences: what, where, expected, received, remedy."""


class Opened(NamedTuple):
    """A Keras model as a drawing.

    Attributes:
        graph: Laid out, ready for the board.
        title: The model's name, readable.
        scale: Whether the model itself divides pixels by 255 first; that is the project's data now, and no node.
        centre: Which mean the model itself subtracts from its images after that, likewise.
        mean: That mean, in units after scaling: of each channel, or an image; None where nothing is subtracted.
        layers: Of each node with weights, by id or path (see `studio.graph.flat`): the name of the Keras layer whose weights it takes;
            inside nested models a path of names, `resnet50/conv1_conv`.
        remarks: Whole sentences: what stands as an unknown block, was left out or split, and why.
    """

    graph: Graph
    title: str
    scale: bool
    centre: Centre
    mean: NDArray[float32] | None
    layers: Mapping[str, str]
    remarks: tuple[str, ...]
