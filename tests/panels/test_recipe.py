from collections.abc import Callable
from typing import Any

import pytest

from studio.look import LIGHT, Look
from studio.panels.recipe import RecipePanel, end_words, epoch_words
from studio.recipe import SGD, Recipe


def test_an_epoch_is_said_in_batches_and_steps() -> None:
    assert epoch_words(Recipe(), 55_000) == (
        "55,000 training images: 860 batches of 64 images, the last one of 24. The weights move once a batch, so 5 epochs make 4,300 steps."
    )
    assert epoch_words(Recipe(epochs=1, batch_size=100), 100) == (
        "100 training images: 1 batch of 100 images. The weights move once a batch, so 1 epoch makes 1 step."
    )


def test_without_data_an_epoch_is_explained() -> None:
    assert epoch_words(Recipe(), None) == (
        "Every training image is seen once. How many batches that takes is said here when there are data."
    )


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        (Recipe(), "After 5 epochs."),
        (Recipe(patience=2), "After 5 epochs or after 2 epochs without a better validation loss, whichever comes first."),
        (
            Recipe(patience=1, target=0.99),
            "After 5 epochs, after 1 epoch without a better validation loss or as soon as validation accuracy reaches 99.0 %, "
            "whichever comes first.",
        ),
    ],
)
def test_the_end_is_said_in_words(recipe: Recipe, words: str) -> None:
    assert end_words(recipe).startswith(words)


def test_a_change_is_told_and_said(look: Look, shown: Callable[..., Any]) -> None:
    panel: RecipePanel = shown(RecipePanel(look))
    panel.show_images(55_000)
    told: list[Recipe] = []
    panel.changed.connect(told.append)
    how, how_long = panel.forms()
    how_long.row("epochs").editor.fields()[0].stepBy(-1)
    assert told == [Recipe(epochs=4)]
    assert panel.words()[0].endswith("so 4 epochs make 3,440 steps.")
    how.row("optimizer").editor._take_kind(1)
    assert told[-1] == Recipe(optimizer=SGD(), epochs=4)
    look.use(LIGHT)


def test_a_batch_size_out_of_range_is_refused_in_words(look: Look, shown: Callable[..., Any]) -> None:
    panel: RecipePanel = shown(RecipePanel(look))
    _, how_long = panel.forms()
    line = how_long.row("batch_size").editor.fields()[0].lineEdit()
    line.setText("0")
    line.textEdited.emit("0")
    assert how_long.faults() == {"batch_size": "Recipe: batch_size must be a whole number from 1 to 65536. Received: 0."}
