"""How to train: optimizers, losses, stop rules."""

from studio.recipe.losses import LOSSES, Loss, MultiClassHinge, SoftmaxCrossentropy, SquaredError
from studio.recipe.optimizers import OPTIMIZERS, SGD, Adam, Optimizer, RMSprop
from studio.recipe.recipe import Recipe

__all__ = [
    "LOSSES",
    "OPTIMIZERS",
    "SGD",
    "Adam",
    "Loss",
    "MultiClassHinge",
    "Optimizer",
    "RMSprop",
    "Recipe",
    "SoftmaxCrossentropy",
    "SquaredError",
]
