"""What blocks that stand in few networks refuse, in whole sentences."""

from __future__ import annotations

from typing import Any

import pytest

from studio.blocks.block import Shape, ShapeError
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.initializers import Orthogonal

IMAGE = (8, 8, 3)
FLAT = {"equation": "ab,b->ab", "output_axes": (6,), "bias_axes": None, "kernel_initializer": Orthogonal()}
REFUSED: list[tuple[str, dict[str, Any], tuple[Shape, ...], str]] = [
    (
        "Attention",
        {},
        ((5, 4), (5, 4), (6, 4)),
        "Attention needs a key for each value. Received: (5, 4), (5, 4), (6, 4). Lead sequences of one length to inputs 2 and 3.",
    ),
    (
        "EinsumDense",
        FLAT,
        ((6,),),
        "EinsumDense cannot draw one axis of weights at right angles. Received: Orthogonal. Choose another initializer.",
    ),
    (
        "ReversibleEmbedding",
        {"reverse": True, "output_dim": 8},
        ((5, 4),),
        "ReversibleEmbedding goes back from vectors of 8 numbers. Received: (5, 4). Set output_dim to 4.",
    ),
    ("Dot", {}, ((3, 4),), "Dot needs two inputs. Received: (3, 4). Lead two wires to it."),
    (
        "Dot",
        {},
        ((3, 4), (3, 5)),
        "Dot needs two inputs of one length along its axis. Received: (3, 4), (3, 5). Bring them to one length, or choose other axes.",
    ),
    ("Subtract", {}, ((3,), (3,), (3,)), "Subtract needs two inputs. Received: (3,), (3,), (3,). Lead two wires to it."),
    (
        "MultiHeadAttention",
        {"attention_axes": (1, 1)},
        ((5, 6, 4), (5, 6, 4)),
        "MultiHeadAttention looks along axes 1 to 2, each once; in the others its inputs must be equal. "
        "Received: attention_axes (1, 1) for (5, 6, 4), (5, 6, 4). Set attention_axes to None.",
    ),
    (
        "GroupQueryAttention",
        {},
        ((5, 4), (5, 6)),
        "GroupQueryAttention needs query and value of one number of features. Received: (5, 4), (5, 6). Put a Dense before one of them.",
    ),
    (
        "Normalization",
        {"mean": (0.5,)},
        (IMAGE,),
        "Normalization needs mean and variance, or none of them. Received: no variance. Give it as well.",
    ),
    (
        "Normalization",
        {"mean": (0.5, 0.5), "variance": (1.0, 1.0)},
        (IMAGE,),
        "Normalization needs one number for its mean, or one a channel. Received: 2 for (8, 8, 3). Give as many as there are channels.",
    ),
    (
        "Resizing",
        {"crop_to_aspect_ratio": True, "pad_to_aspect_ratio": True},
        (IMAGE,),
        "Resizing takes either crop_to_aspect_ratio or pad_to_aspect_ratio. Received: both. Set one of them to no.",
    ),
    (
        "Permute",
        {"dims": (2, 1)},
        (IMAGE,),
        "Permute needs every axis of its input once in dims, counted from 1. Received: dims (2, 1) for (8, 8, 3). "
        "Name axes 1 to 3 in the order that you want.",
    ),
    ("RepeatVector", {}, ((8, 8),), "RepeatVector needs a vector (values,). Received: (8, 8). Put a Flatten before it."),
    (
        "GaussianSampling",
        {},
        ((4,), (5,)),
        "GaussianSampling needs two inputs of one shape, mean and log-variance. Received: (4,), (5,). Lead two layers of one size to it.",
    ),
    (
        "SpatialTransformer",
        {},
        (IMAGE, (5,)),
        "SpatialTransformer needs an image of known size at input 1, and six numbers at input 2. Received: (8, 8, 3), (5,). "
        "Lead the image and a Dense of 6 units to it.",
    ),
    (
        "AdaptiveMaxPooling2D",
        {"output_size": (1, 1)},
        (IMAGE,),
        "AdaptiveMaxPooling2D needs at least two places along every axis, before and after it. Received: (8, 8, 3), output_size 1×1. "
        "Use GlobalMaxPooling2D for one place.",
    ),
    ("RandomGaussianBlur", {"kernel_size": 4}, (IMAGE,), "RandomGaussianBlur needs an odd kernel_size. Received: 4. Choose 5."),
    (
        "RandomHue",
        {},
        ((8, 8, 1),),
        "RandomHue needs an image of 3 channels. Received: (8, 8, 1). Put it where colours still are, or take it out.",
    ),
    ("RandomPerspective", {}, ((1, 1, 3),), "RandomPerspective needs 2 pixels each way. Received: (1, 1, 3). Give it a larger image."),
    (
        "Solarization",
        {"value_range": (1.0, 1.0)},
        (IMAGE,),
        "Solarization needs a value_range from less to more. Received: 1 to 1. Say what pixels range between.",
    ),
    ("Softmax", {"axis": 3}, ((8,),), "Softmax works along axis 3, which its input does not have. Received: (8,). Set axis to −1."),
]


@pytest.mark.parametrize(("name", "values", "shapes", "sentence"), REFUSED)
def test_refuses_in_whole_sentences(name: str, values: dict[str, Any], shapes: tuple[Shape, ...], sentence: str) -> None:
    with pytest.raises(ShapeError) as refusal:
        CATALOGUE[name](**values).output_shape(*shapes)
    assert str(refusal.value) == sentence
