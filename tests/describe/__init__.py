"""Describes layers of Keras that the studio has no block of its own for: `python -m tests.describe` writes their file anew."""

from __future__ import annotations

import keras
import msgspec

from studio.blocks.description import Description
from studio.worker.describing import Hints, described

LAYERS: dict[str, Hints] = {
    "Discretization": Hints({"bin_boundaries": [0.0, 0.5, 1.0]}),
    "CategoryEncoding": Hints({"num_tokens": 16}),
    "Hashing": Hints(kinds={"mask_value": "text"}),
    "HashedCrossing": Hints(many=True),
    "IntegerLookup": Hints({"vocabulary": [1, 2, 3]}, {"salt": "whole", "idf_weights": "numbers"}),
    "StringLookup": Hints({"vocabulary": ["cat", "dog"]}, {"mask_token": "text", "idf_weights": "numbers"}),
    "TextVectorization": Hints({"vocabulary": ["cat", "dog"], "output_sequence_length": 8}, {"ngrams": "whole", "idf_weights": "numbers"}),
    "MelSpectrogram": Hints(),
    "STFTSpectrogram": Hints(),
}
"""By name."""


def descriptions() -> tuple[Description, ...]:
    """What the installed Keras says of them."""
    return tuple(described(getattr(keras.layers, name), f"keras.layers.{name}", hints=hints) for name, hints in LAYERS.items())


def written() -> bytes:
    """The file."""
    return msgspec.json.format(msgspec.json.encode(descriptions()), indent=1) + b"\n"
