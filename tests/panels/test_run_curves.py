import numpy as np

from studio.panels.run_curves import Epochs, best_epoch, joined, over_fitting, turning_epoch


def epochs(val_loss: list[float], loss: list[float] | None = None, accuracy: list[float] | None = None) -> Epochs:
    count = len(val_loss)
    columns = (loss or [1 / n for n in range(1, count + 1)], val_loss, accuracy or [np.nan] * count)
    return Epochs(np.arange(1.0, count + 1), *(np.array(column, float) for column in columns))


def test_the_turn_is_said_in_words() -> None:
    words = over_fitting(epochs([0.3, 0.2, 0.1, 0.12, 0.14]))
    assert words == "Over-fitting: validation loss turned at epoch 3."


def test_one_worse_epoch_is_no_turn() -> None:
    assert over_fitting(epochs([0.3, 0.2, 0.1, 0.12])) == ""


def test_a_rise_within_the_margin_is_no_turn() -> None:
    assert turning_epoch(epochs([0.3, 0.2, 0.1, 0.101, 0.101])) is None


def test_training_loss_that_rises_too_is_not_over_fitting() -> None:
    assert turning_epoch(epochs([0.3, 0.1, 0.2, 0.3], loss=[0.3, 0.1, 0.2, 0.3])) is None


def test_the_best_epoch_has_the_lowest_validation_loss() -> None:
    assert best_epoch(epochs([0.3, np.nan, 0.2, 0.4, np.inf], accuracy=[0.9, 0.9, 0.9, 0.99, 0.9])) == 2


def test_there_is_no_best_epoch_before_the_first() -> None:
    assert best_epoch(Epochs()) is None


def test_epochs_join_in_order() -> None:
    assert joined(epochs([0.3]), epochs([0.2, 0.1])).val_loss.tolist() == [0.3, 0.2, 0.1]
