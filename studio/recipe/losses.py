"""What training makes small: losses as forms that can also be computed by hand, in NumPy."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from studio.forms import KerasForm

Scores = NDArray[np.floating[Any]]
Labels = NDArray[Any]


class Loss(KerasForm):
    """Base of the losses: each reads the scores before softmax.

    Attributes:
        one_hot: Whether the Keras loss wants a class as a row of zeros with a single 1, not as its number.
    """

    one_hot: ClassVar[bool] = False

    def per_example(self, scores: Scores, labels: Labels) -> NDArray[np.float64]:
        """The loss of each row of scores; `labels` holds the number of the right class (or, for values, the right row)."""
        raise TypeError(f"{type(self).__name__} is no loss by itself.")


class SoftmaxCrossentropy(Loss):
    """Turns scores into probabilities and takes minus the logarithm of the right class's; the usual choice for classes.

    Source: keras.losses.SparseCategoricalCrossentropy
    """

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """Scores come before softmax."""
        return {"from_logits": True}

    def per_example(self, scores: Scores, labels: Labels) -> NDArray[np.float64]:
        """Logarithm of the sum of exponentials, less the right score."""
        shifted = np.asarray(scores, np.float64) - np.max(scores, axis=1, keepdims=True)
        return np.asarray(np.log(np.exp(shifted).sum(axis=1)) - _right(shifted, labels))


class MultiClassHinge(Loss):
    """Wants the right class's score to beat every other by 1, and sums by how much each one fails that.

    Source: studio.layers.multi_class_hinge.MultiClassHinge
    """

    def per_example(self, scores: Scores, labels: Labels) -> NDArray[np.float64]:
        """Sum over the wrong classes of max(0, 1 + wrong - right)."""
        right = _right(scores, labels)
        failed = np.maximum(0.0, 1.0 + np.asarray(scores, np.float64) - right[:, None])
        return np.asarray(failed.sum(axis=1) - 1.0)  # the right class itself always adds 1


class SquaredError(Loss):
    """The mean squared distance to the wanted values; for classes, 1 for the right one and 0 for the others.

    Source: keras.losses.MeanSquaredError
    """

    one_hot: ClassVar[bool] = True

    def per_example(self, scores: Scores, labels: Labels) -> NDArray[np.float64]:
        """Mean over the outputs; labels of the same shape as the scores are taken as values."""
        wanted = labels if labels.ndim == 2 else np.eye(scores.shape[1])[labels]
        return np.asarray(((np.asarray(scores, np.float64) - wanted) ** 2).mean(axis=1))


LOSSES: tuple[type[Loss], ...] = (SoftmaxCrossentropy, MultiClassHinge, SquaredError)


def _right(scores: Scores, labels: Labels) -> NDArray[np.float64]:
    return np.asarray(scores[np.arange(len(scores)), labels], np.float64)
