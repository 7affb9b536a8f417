"""The losses, with the figures of the lecture and against Keras."""

import numpy as np
import pytest

from studio.recipe import LOSSES, Loss, MultiClassHinge, SoftmaxCrossentropy, SquaredError

SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
LABELS = np.array([0, 1, 2])


def test_hinge_sums_over_all_wrong_classes() -> None:
    losses = MultiClassHinge().per_example(SCORES, LABELS)
    np.testing.assert_allclose(losses, [2.9, 0, 12.9], atol=1e-12)
    assert losses.mean() == pytest.approx(5.27, abs=0.005)


def test_crossentropy_of_the_first_row_of_the_lecture() -> None:
    assert SoftmaxCrossentropy().per_example(SCORES[:1], LABELS[:1])[0] == pytest.approx(2.04, abs=0.005)


def test_crossentropy_survives_huge_scores() -> None:
    losses = SoftmaxCrossentropy().per_example(np.array([[1e4, 0.0], [0.0, 1e4]]), np.array([0, 0]))
    np.testing.assert_allclose(losses, [0, 1e4])


def test_squared_error_of_classes_wants_one_and_zeros() -> None:
    assert SquaredError().per_example(np.array([[1.0, 2.0]]), np.array([0]))[0] == 2.0


def test_squared_error_of_values_is_their_distance() -> None:
    assert SquaredError().per_example(np.array([[1.0, 2.0]]), np.array([[3.0, 2.0]]))[0] == 2.0


@pytest.mark.parametrize("kind", LOSSES)
def test_keras_counts_the_same(kind: type[Loss]) -> None:
    keras = pytest.importorskip("keras")
    from tests.keras_objects import made

    loss = kind()
    labels = np.eye(3)[LABELS] if kind.one_hot else LABELS
    assert float(made(loss.symbol(), loss.arguments())(labels, keras.ops.convert_to_tensor(SCORES))) == pytest.approx(
        loss.per_example(SCORES, LABELS).mean(), rel=1e-6
    )


@pytest.mark.parametrize("kind", LOSSES)
def test_training_lowers_every_loss(kind: type[Loss]) -> None:
    """A step against the numerical gradient makes the loss smaller."""
    loss, step = kind(), 1e-6
    base = loss.per_example(SCORES, LABELS).sum()
    slope = np.zeros_like(SCORES)
    for place in np.ndindex(SCORES.shape):
        moved = SCORES.copy()
        moved[place] += step
        slope[place] = (loss.per_example(moved, LABELS).sum() - base) / step
    assert loss.per_example(SCORES - 1e-3 * slope, LABELS).sum() < base
