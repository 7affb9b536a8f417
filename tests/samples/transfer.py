"""Transfer learning: the pretrained network that travels with the studio, with a head of its own for digits."""

from __future__ import annotations

from studio.blocks.dense import Dense
from studio.blocks.ends import Output
from studio.blocks.merging import Concatenate
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.blocks.preprocessing import Resizing
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.training import set_multiplier, set_trainable
from studio.project.pretrained import shipped
from tests.samples.drawing import DIGIT, DIGITS, by_names, in_a_row, tidy

_SIDE = 64  # pixels; at the size of the digits the network would see nothing but their edges


def head_alone() -> Graph:
    """Only the head learns."""
    graph = _drawn()
    return set_trainable(graph, ["trunk"], False)


def fine_tuning() -> Graph:
    """All of it learns, the pretrained part at a hundredth of the pace."""
    graph = _drawn()
    return set_multiplier(graph, ["trunk"], 0.01)


def _drawn() -> Graph:
    (module,) = shipped()
    graph = in_a_row(
        ("image", DIGIT),
        ("enlarge", Resizing(height=_SIDE, width=_SIDE)),
        ("colour", Concatenate()),
        ("trunk", Instance(module)),
        ("average", GlobalAveragePooling2D()),
        ("scores", Dense(units=DIGITS)),
        ("output", Output()),
    )
    graph = by_names(graph)
    for _ in range(2):
        graph = edits.connect(graph, "enlarge", "colour")
    return tidy(graph)
