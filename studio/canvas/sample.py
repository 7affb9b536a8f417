"""LeNet-5 with invented pictures: what the board shows when it runs alone."""

import numpy as np

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.pooling import AveragePooling2D
from studio.blocks.regularisation import Dropout
from studio.blocks.reshaping import Flatten
from studio.canvas.shown.primitives import Floats
from studio.canvas.shown.thumbs import Thumb
from studio.graph import edits
from studio.graph.cards import COLUMN, ROW
from studio.graph.model import Graph

_SIDE = 28


def lenet() -> Graph:
    """LeNet-5 in two rows, and a Dropout that nothing feeds."""
    blocks = [
        Input(),
        Conv2D(filters=6, kernel_size=(5, 5), padding="same", activation="tanh"),
        AveragePooling2D(pool_size=(2, 2)),
        Conv2D(filters=16, kernel_size=(5, 5), activation="tanh"),
        AveragePooling2D(pool_size=(2, 2)),
        Flatten(),
        Dense(units=120, activation="tanh"),
        Dense(units=84, activation="tanh"),
        Dense(units=10),
        Output(),
    ]
    graph, before = Graph(), ""
    for place, block in enumerate(blocks):
        graph, node = edits.add(graph, block, (place % 5 * COLUMN, place // 5 * ROW))
        graph = edits.connect(graph, before, node) if before else graph
        before = node
    return edits.add(graph, Dropout(rate=0.5), (COLUMN, 448.0))[0]


def thumbnails(graph: Graph) -> dict[str, Thumb]:
    """Invented pictures for LeNet-5: a stroke, blurred and differentiated."""
    nodes = [node.id for node in graph.nodes.values()]
    stroke, chance = _stroke(), np.random.default_rng(5)
    soft = _stroke(9.0)
    slopes: list[Floats] = [np.tanh(7 * np.gradient(soft, axis=axis) + bias) for axis, bias in ((1, 0.3), (0, -0.25), (1, -0.4))]
    coarse: list[Floats] = [slope[4:24:2, 4:24:2] for slope in slopes]
    scores = chance.normal(size=10)
    scores[9] = 4.0
    odds = np.exp(scores * 2) / np.exp(scores * 2).sum()
    thumbs = [
        Thumb("image", tuple(np.clip(each * 255, 0, 255)[..., None] for each in (stroke, stroke.T, stroke[::-1]))),
        Thumb("maps", tuple(slopes)),
        Thumb("maps", tuple(_pooled(slope) for slope in slopes)),
        Thumb("maps", tuple(coarse)),
        Thumb("maps", tuple(_pooled(each) for each in coarse)),
        Thumb("vector", (chance.normal(size=400),), 2.0),
        Thumb("vector", (chance.normal(size=120),), 2.0),
        Thumb("vector", (chance.normal(size=84),), 2.0),
        Thumb("bars", (scores,)),
        Thumb("bars", (odds,), 1.0, tuple("0123456789")),
    ]
    return dict(zip(nodes, thumbs, strict=False))


def _stroke(softness: float = 1.6) -> Floats:
    """A hand-drawn nine, more or less."""
    turn = np.linspace(0, 2 * np.pi, 60)
    across = np.concatenate([13 + 5 * np.cos(turn), np.linspace(18, 14, 40)])
    down = np.concatenate([9 + 4 * np.sin(turn), np.linspace(9, 24, 40)])
    rows, columns = np.mgrid[:_SIDE, :_SIDE]
    near = ((rows[..., None] - down) ** 2 + (columns[..., None] - across) ** 2).min(axis=2)
    return np.asarray(np.exp(-near / softness))


def _pooled(values: Floats) -> Floats:
    height, width = (side // 2 for side in values.shape)
    return np.asarray(values[: 2 * height, : 2 * width].reshape(height, 2, width, 2).mean(axis=(1, 3)))
