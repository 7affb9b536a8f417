"""Describes layers of Keras that the studio has no block of its own for: `python -m tests.describe` writes their file anew."""

from __future__ import annotations

import keras
import msgspec

from studio.blocks.description import Description
from studio.worker.describing import Hints, described

_BIN = "With int, the number of the bin; else a number for each bin: ones and zeros, or with count how often it came."
_PLACE = "With int, the place in the vocabulary; else a number for each of its entries: ones and zeros, or how often it came."
_LOOKED_UP = "v is the vocabulary, counted from 0; o is num_oov_indices, the places of what is not in it. A mask token comes first."
_SALT = "Numbers that change the hash function; with none of them it is another function."
LAYERS: dict[str, Hints] = {
    "Discretization": Hints(
        {"bin_boundaries": [0.0, 0.5, 1.0]},
        helps={
            "bin_boundaries": "Where bins meet, rising: 0, 1, 2 make a bin below 0, one from 0 to 1, one from 1 to 2, and one from 2 on.",
            "output_mode": _BIN,
        },
        formula="y = Σ_{k} [b_{k} ≤ x]",
        letters="b are the boundaries; [ ] is 1 where the comparison holds and else 0, so y is the number of the bin that x falls into.",
    ),
    "CategoryEncoding": Hints(
        {"num_tokens": 16},
        helps={"output_mode": "With one_hot, a row for each number; with multi_hot, one row for all; with count, how often each came."},
        formula="y_{k} = max_{i} [x_{i} = k]",
        letters="[ ] is 1 where both are equal and else 0; with count, the ones are added.",
    ),
    "Hashing": Hints(
        kinds={"mask_value": "text"},
        helps={"output_mode": _BIN, "salt": _SALT},
        formula="y = h(x) mod n",
        letters="h is the hash function, n is num_bins; different inputs may meet in one bin.",
    ),
    "HashedCrossing": Hints(
        many=True,
        helps={"output_mode": "With int, the number of the bin; with one_hot, a number for each bin: a one and zeros."},
        formula="y = h(x_{1}, x_{2}, …) mod n",
        letters="h is the hash function of all inputs together, n is num_bins.",
    ),
    "IntegerLookup": Hints(
        {"vocabulary": [1, 2, 3]},
        {"salt": "whole", "idf_weights": "numbers"},
        helps={
            "output_mode": _PLACE,
            "oov_method": "Which of the places what is not in the vocabulary gets: floormod by its remainder, farmhash by a hash function.",
            "salt": f"Of farmhash alone. {_SALT}",
        },
        formula="y = o + k for x = v_{k}, else x mod o",
        letters=_LOOKED_UP,
    ),
    "StringLookup": Hints(
        {"vocabulary": ["cat", "dog"]},
        {"mask_token": "text", "idf_weights": "numbers"},
        helps={"output_mode": _PLACE},
        formula="y = o + k for x = v_{k}, else h(x) mod o",
        letters=f"{_LOOKED_UP} h is a hash function.",
    ),
    "TextVectorization": Hints(
        {"vocabulary": ["cat", "dog"], "output_sequence_length": 8},
        {"ngrams": "whole", "idf_weights": "numbers"},
        helps={
            "standardize": "What is done to the text first: small letters, no punctuation, or both.",
            "split": "Where the text is cut: at spaces, or after every letter.",
            "ngrams": "Up to how many neighbouring words are one entry of the vocabulary as well; None for words alone.",
            "output_mode": _PLACE,
            "output_sequence_length": "How many words the output has: longer texts are cut, shorter ones filled up. With int alone.",
        },
        formula="y_{i} = k + 2 for t_{i} = v_{k}, else 1",
        letters="t are the words of the text, v is the vocabulary, counted from 0; zeros fill up what is shorter than the output.",
    ),
    "MelSpectrogram": Hints(
        formula="y_{m, t} = 10 log_{10} Σ_{f} M_{m, f} · |X_{f, t}|^{p}",
        letters="X is the Fourier transform of each frame t, M are the mel filters, p is mag_exp; power_to_db takes the logarithm.",
    ),
    "STFTSpectrogram": Hints(
        helps={"window": "The function that fades each frame in and out: hann or hamming."},
        formula="X_{t, f} = Σ_{n} w_{n} · x_{ts + n} · e^{−2πifn / N}",
        letters="w is the window, s is frame_step, N is fft_length; mode says what of X is given, such as the logarithm of its size.",
    ),
}
"""By name."""


def descriptions() -> tuple[Description, ...]:
    """What the installed Keras says of them."""
    return tuple(described(getattr(keras.layers, name), f"keras.layers.{name}", hints=hints) for name, hints in LAYERS.items())


def written() -> bytes:
    """The file."""
    return msgspec.json.format(msgspec.json.encode(descriptions()), indent=1) + b"\n"
