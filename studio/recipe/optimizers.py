"""How weights follow the gradient: Keras's optimizers as forms."""

from __future__ import annotations

from studio.forms import KerasForm
from studio.forms.kinds import Decay, LearningRate, Momentum, Norm, Small, Strength


class Optimizer(KerasForm):
    """Base of the optimizers."""


class Adam(Optimizer):
    """Gives every weight its own step, from running means of its gradient and of its square; a good first choice.

    learning_rate: Size of a step; ten times too large makes the loss jump, ten times too small makes training slow.
    beta_1: How long the running mean of the gradient remembers.
    beta_2: How long the running mean of the squared gradient remembers.

    More:
    epsilon: Added to the divisor, so that a tiny gradient does not make a huge step.
    amsgrad: Divide by the largest squared gradient so far instead of its running mean.
    weight_decay: Shrinks every weight by this share at each step; None for none.
    clipnorm: A weight tensor's gradient is shortened to this length; None for no limit.

    Source: keras.optimizers.Adam
    """

    learning_rate: LearningRate = 0.001
    beta_1: Decay = 0.9
    beta_2: Decay = 0.999
    epsilon: Small = 1e-7
    amsgrad: bool = False
    weight_decay: Strength | None = None
    clipnorm: Norm | None = None


class SGD(Optimizer):
    """Goes straight down the gradient of each batch, with momentum where wanted.

    learning_rate: Size of a step; ten times too large makes the loss jump, ten times too small makes training slow.
    momentum: Share of the last step that is taken again; 0.9 is usual.
    nesterov: Look at the gradient where the momentum leads, not where it starts.

    More:
    weight_decay: Shrinks every weight by this share at each step; None for none.
    clipnorm: A weight tensor's gradient is shortened to this length; None for no limit.

    Source: keras.optimizers.SGD
    """

    learning_rate: LearningRate = 0.01
    momentum: Momentum = 0.0
    nesterov: bool = False
    weight_decay: Strength | None = None
    clipnorm: Norm | None = None


class RMSprop(Optimizer):
    """Divides each weight's gradient by its recent size, so that all weights move at a like pace.

    learning_rate: Size of a step; ten times too large makes the loss jump, ten times too small makes training slow.
    rho: How long the running mean of the squared gradient remembers.
    momentum: Share of the last step that is taken again.

    More:
    epsilon: Added to the divisor, so that a tiny gradient does not make a huge step.
    centered: Divide by the variance of the gradient instead of its mean square.
    weight_decay: Shrinks every weight by this share at each step; None for none.
    clipnorm: A weight tensor's gradient is shortened to this length; None for no limit.

    Source: keras.optimizers.RMSprop
    """

    learning_rate: LearningRate = 0.001
    rho: Decay = 0.9
    momentum: Momentum = 0.0
    epsilon: Small = 1e-7
    centered: bool = False
    weight_decay: Strength | None = None
    clipnorm: Norm | None = None


OPTIMIZERS: tuple[type[Optimizer], ...] = (Adam, SGD, RMSprop)
