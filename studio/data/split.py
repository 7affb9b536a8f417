"""Shares images out to training, validation and test: every class alike, the same again for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.data.data import Data

Indices = NDArray[np.int64]


class Split(NamedTuple):
    """Which images are for what: sorted indices, none in two parts, all of them in one.

    Attributes:
        train: What the network learns from.
        validation: What training is watched with.
        test: What is looked at once at the end; empty where the source brings a test set of its own.
    """

    train: Indices
    validation: Indices
    test: Indices


def split(labels: NDArray[Any], data: Data, given_test: bool) -> Split:
    """Splits by the data's shares, within each class; each class that has images keeps at least one to train on.

    Args:
        labels: The number of each image's class.
        data: The shares and the seed.
        given_test: Whether the source brings a test set of its own, so that none is split off.
    """
    counts = np.bincount(labels)
    validation, test = _shared(counts, data, given_test)
    draw = np.random.default_rng(data.seed)
    parts: tuple[list[Indices], ...] = ([], [], [])
    for label in range(len(counts)):
        mixed = draw.permutation(np.flatnonzero(labels == label))
        ends = [int(test[label]), int(test[label] + validation[label])]
        for part, indices in zip(parts, np.split(mixed, ends), strict=True):
            part.append(indices)
    tests, validations, trains = (np.sort(np.concatenate([*part, np.empty(0, np.int64)])) for part in parts)
    return Split(trains, validations, tests)


def sizes(counts: Sequence[int], test_counts: Sequence[int] | None, data: Data) -> tuple[int, int, int]:
    """How many images training, validation and test get, without splitting anything.

    Args:
        counts: Images of each class, without those of a given test set.
        test_counts: Images of each class in the source's own test set; None where it has none.
        data: The shares.
    """
    known = np.asarray(counts, np.int64)
    validation, test = _shared(known, data, test_counts is not None)
    held_back = int(validation.sum() + test.sum())
    return int(known.sum()) - held_back, int(validation.sum()), int(sum(test_counts) if test_counts is not None else test.sum())


def _shared(counts: Indices, data: Data, given_test: bool) -> tuple[Indices, Indices]:
    """How many of each class are for validation and for the test."""
    test = _portions(counts, 0.0 if given_test else data.test, counts - 1)
    return _portions(counts, data.validation, counts - 1 - test), test


def _portions(counts: Indices, share: float, most: Indices) -> Indices:
    """How many of each class a share takes: whole numbers that add up to the share of all (largest remainders first)."""
    exact = counts * share
    whole = np.floor(exact + 1e-9).astype(np.int64)  # 6,000 times 1/12 is 500, whatever floats say
    taken: Indices = np.minimum(whole, np.maximum(most, 0))
    missing = round(counts.sum() * share) - int(taken.sum())
    for label in np.argsort(taken - exact, kind="stable"):
        if missing > 0 and taken[label] < most[label]:
            taken[label] += 1
            missing -= 1
    return taken
