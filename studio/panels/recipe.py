"""The Recipe panel: how the network is trained, and what that comes to in batches and steps."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.look.figures import count, percent
from studio.look.labels import Hairline, Heading, label
from studio.look.look import Look
from studio.panels.form_view import FormView
from studio.panels.scroll_column import ScrollColumn
from studio.panels.wording import counted
from studio.recipe import Recipe

_HOW, _HOW_LONG = ("optimizer", "loss"), ("epochs", "batch_size", "seed", "patience", "target")


class RecipePanel(QWidget):
    """The recipe as a form, and beside it what it means for the data at hand.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        changed: A value was set; carries the new Recipe.
    """

    changed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipe = Recipe()
        self._images: int | None = None
        self._how = FormView(look, without=_HOW_LONG, label_width=116)
        self._how_long = FormView(look, without=_HOW)
        for form in (self._how, self._how_long):
            form.changed.connect(self._take)
        self._epoch, self._end = label("", "value"), label("", "value")
        self._lay_out()
        self.show_recipe(self._recipe)

    def show_recipe(self, recipe: Recipe) -> None:
        """Shows a recipe; fields whose value stays are left alone."""
        self._recipe = recipe
        self._how.show_form(recipe)
        self._how_long.show_form(recipe)
        self._say()

    def show_images(self, images: int | None) -> None:
        """Takes up how many images there are to train on; None where that is not known."""
        self._images = images
        self._say()

    def words(self) -> tuple[str, str]:
        """What an epoch is, and when training ends, as it is read."""
        return self._epoch.text(), self._end.text()

    def forms(self) -> tuple[FormView, FormView]:
        """The form of optimizer and loss, and that of how long training goes on."""
        return self._how, self._how_long

    def sizeHint(self) -> QSize:
        """Its place in the window of the design."""
        return QSize(780, 296)

    def _lay_out(self) -> None:
        left, right = ScrollColumn(), ScrollColumn()
        left.section(self._how, line=False)
        right.section(self._how_long, line=False)
        for words in (self._epoch, self._end):
            words.setWordWrap(True)
        right.section(Heading("What an epoch is"), self._epoch)
        right.section(Heading("When training ends"), self._end)
        for column in (left, right):
            column.end()
            column.setMinimumWidth(200)
            column.setMaximumWidth(480)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(right, 1)
        row.addStretch(0)

    def _take(self, recipe: Recipe) -> None:
        self.show_recipe(recipe)
        self.changed.emit(recipe)

    def _say(self) -> None:
        self._epoch.setText(epoch_words(self._recipe, self._images))
        self._end.setText(end_words(self._recipe))


def epoch_words(recipe: Recipe, images: int | None) -> str:
    """How many batches an epoch has, and how many steps that makes."""
    if not images:
        return "Every training image is seen once. How many batches that takes is said here when there are data."
    batches = -(-images // recipe.batch_size)
    last = images - (batches - 1) * recipe.batch_size
    batch = f"{counted(batches, 'batch', 'batches')} of {counted(recipe.batch_size, 'image')}"
    rest = f", the last one of {count(last)}" if last != recipe.batch_size else ""
    steps = f"{counted(recipe.epochs, 'epoch')} make{'s' if recipe.epochs == 1 else ''} {counted(recipe.epochs * batches, 'step')}"
    return f"{counted(images, 'training image')}: {batch}{rest}. The weights move once a batch, so {steps}."


def end_words(recipe: Recipe) -> str:
    """The stop rules in words."""
    rules = [f"After {counted(recipe.epochs, 'epoch')}"]
    if recipe.patience is not None:
        rules.append(f"after {counted(recipe.patience, 'epoch')} without a better validation loss")
    if recipe.target is not None:
        rules.append(f"as soon as validation accuracy reaches {percent(recipe.target)}")
    ends = " or ".join(rules) if len(rules) < 3 else f"{', '.join(rules[:-1])} or {rules[-1]}"
    return f"{ends}{', whichever comes first' if len(rules) > 1 else ''}. The weights of the best epoch are kept beside the last ones."


def main() -> int:
    """Shows the panel alone with the recipe of the samples."""
    from studio.panels import alone

    def make(look: Look) -> RecipePanel:
        panel = RecipePanel(look)
        panel.show_images(55_000)
        panel.changed.connect(panel.show_recipe)
        return panel

    return alone.show("Recipe", make)


if __name__ == "__main__":
    sys.exit(main())
