"""Drawings in which layers give several outputs."""

from __future__ import annotations

from itertools import pairwise

from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input, Output
from studio.blocks.pooling import MaxPoolingWithIndices2D
from studio.blocks.recurrent import LSTM
from studio.blocks.reshaping import RepeatVector
from studio.blocks.seminal import MaxUnpooling2D
from studio.graph.model import Graph
from studio.graph.module import Placed
from tests.graph.small_modules import graph_of

_VALUES = Output(meaning="values")


def coder(answer: Output = _VALUES, **behind: Placed) -> Graph:
    """A map that is pooled, filtered and unpooled by its indices; more blocks may follow."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(8, 8, 3)),
        "pool": MaxPoolingWithIndices2D(),
        "conv": Conv2D(filters=3, padding="same"),
        "unpool": MaxUnpooling2D(),
        **behind,
        "answer": answer,
    }
    chain = pairwise(("unpool", *behind, "answer"))
    return graph_of(blocks, "image pool", "pool conv", "conv unpool", "pool unpool 1 1", *(" ".join(wire) for wire in chain))


def translator() -> Graph:
    """A sequence that one LSTM reads, and another says again from the state of the first."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(5, 3)),
        "reader": LSTM(units=4, return_state=True),
        "again": RepeatVector(n=6),
        "writer": LSTM(units=4, return_sequences=True, initial_state=True),
        "answer": Output(meaning="values"),
    }
    wires = ("image reader", "reader again", "again writer", "reader writer 1 1", "reader writer 2 2", "writer answer")
    return graph_of(blocks, *wires)
