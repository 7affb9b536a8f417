"""How a network is trained."""

from __future__ import annotations

from studio.forms import Form
from studio.forms.kinds import BatchSize, Epochs, Patience, Seed, Target
from studio.recipe.losses import MultiClassHinge, SoftmaxCrossentropy, SquaredError
from studio.recipe.optimizers import SGD, Adam, RMSprop


class Recipe(Form):
    """How to train: which optimizer, against which loss, how long.

    optimizer: How the weights follow the gradient.
    loss: What training makes small.
    epochs: How often every training image is seen.
    batch_size: Images a step; larger is faster and smoother but needs more memory.
    seed: Makes first weights, order of images and dropout come out the same again.

    More:
    patience: Stop after so many epochs without a better validation loss; None to go on to the end.
    target: Stop as soon as validation accuracy reaches this share; None to go on to the end.
    """

    optimizer: Adam | SGD | RMSprop = Adam()
    loss: SoftmaxCrossentropy | MultiClassHinge | SquaredError = SoftmaxCrossentropy()
    epochs: Epochs = 5
    batch_size: BatchSize = 64
    seed: Seed = 0
    patience: Patience | None = None
    target: Target | None = None

    def title(self) -> str:
        """The recipe in a run's row: `Adam · batch 64`, and what tells it most from others: `SGD 0.1 with momentum · batch 64`."""
        kind = type(self.optimizer)
        rate = f" {self.optimizer.learning_rate:g}" if self.optimizer.learning_rate != kind().learning_rate else ""
        momentum = " with momentum" if isinstance(self.optimizer, SGD) and self.optimizer.momentum else ""
        return f"{kind.__name__}{rate}{momentum} · batch {self.batch_size}"
