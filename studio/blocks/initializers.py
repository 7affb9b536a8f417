"""What weights are before training: Keras's initializers as forms."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from studio.forms import KerasForm
from studio.forms.kinds import Seed

Level = Annotated[float, Meta(ge=-1000, le=1000, extra={"step": 0.05})]
Spread = Annotated[float, Meta(ge=0, le=1000, extra={"step": 0.01})]
Factor = Annotated[float, Meta(gt=0, le=1000, extra={"step": 0.1})]


class Zeros(KerasForm):
    """All zero: for biases and shifts; weights that are all alike learn all the same.

    Source: keras.initializers.Zeros
    """

    known_as = "zeros"


class Ones(KerasForm):
    """All one: for factors that should change nothing at first.

    Source: keras.initializers.Ones
    """

    known_as = "ones"


class Constant(KerasForm):
    """All the same value.

    value: The value of every weight.

    Source: keras.initializers.Constant
    """

    value: Level = 0.0


class RandomNormal(KerasForm):
    """Drawn from a normal distribution, however many inputs there are.

    mean: Middle of the distribution.
    stddev: Its standard deviation.
    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.RandomNormal
    """

    known_as = "random_normal"

    mean: Level = 0.0
    stddev: Spread = 0.05
    seed: Seed | None = None


class RandomUniform(KerasForm):
    """Drawn evenly between two values, however many inputs there are.

    minval: The least value.
    maxval: The largest value.
    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.RandomUniform
    """

    known_as = "random_uniform"

    minval: Level = -0.05
    maxval: Level = 0.05
    seed: Seed | None = None


class TruncatedNormal(KerasForm):
    """Drawn from a normal distribution without its tails: what is farther than two deviations is drawn again.

    mean: Middle of the distribution.
    stddev: Its standard deviation before the tails are cut.
    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.TruncatedNormal
    """

    known_as = "truncated_normal"

    mean: Level = 0.0
    stddev: Spread = 0.05
    seed: Seed | None = None


class VarianceScaling(KerasForm):
    """Drawn with a variance that follows the number of inputs or outputs; the rule behind Glorot, He and LeCun.

    scale: The variance times the number that mode names.
    mode: What is counted: inputs, outputs, or their mean.
    distribution: What the values are drawn from.
    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.VarianceScaling
    """

    known_as = "variance_scaling"

    scale: Factor = 1.0
    mode: Literal["fan_in", "fan_out", "fan_avg"] = "fan_in"
    distribution: Literal["truncated_normal", "untruncated_normal", "uniform"] = "truncated_normal"
    seed: Seed | None = None


class GlorotUniform(KerasForm):
    """Even, with variance 2 / (inputs + outputs): Keras's own choice; suits tanh and linear layers.

    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.GlorotUniform
    """

    known_as = "glorot_uniform"

    seed: Seed | None = None


class GlorotNormal(KerasForm):
    """Normal, with variance 2 / (inputs + outputs); suits tanh and linear layers.

    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.GlorotNormal
    """

    known_as = "glorot_normal"

    seed: Seed | None = None


class HeUniform(KerasForm):
    """Even, with variance 2 / inputs; suits ReLU, which cuts half of what it gets.

    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.HeUniform
    """

    known_as = "he_uniform"

    seed: Seed | None = None


class HeNormal(KerasForm):
    """Normal, with variance 2 / inputs; suits ReLU, which cuts half of what it gets.

    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.HeNormal
    """

    known_as = "he_normal"

    seed: Seed | None = None


class LecunUniform(KerasForm):
    """Even, with variance 1 / inputs; suits SELU.

    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.LecunUniform
    """

    known_as = "lecun_uniform"

    seed: Seed | None = None


class LecunNormal(KerasForm):
    """Normal, with variance 1 / inputs; suits SELU.

    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.LecunNormal
    """

    known_as = "lecun_normal"

    seed: Seed | None = None


class Orthogonal(KerasForm):
    """Weights whose rows or columns stand at right angles, so that signals keep their length through many layers.

    gain: What the weights are multiplied by.
    seed: Makes the draw repeatable; None draws anew each time.

    Source: keras.initializers.Orthogonal
    """

    known_as = "orthogonal"

    gain: Factor = 1.0
    seed: Seed | None = None


class Identity(KerasForm):
    """Every unit copies one input at first.

    gain: What the copy is multiplied by.

    Source: keras.initializers.Identity
    """

    known_as = "identity"

    gain: Factor = 1.0


Initializer = (
    GlorotUniform
    | GlorotNormal
    | HeUniform
    | HeNormal
    | LecunUniform
    | LecunNormal
    | VarianceScaling
    | TruncatedNormal
    | RandomNormal
    | RandomUniform
    | Orthogonal
    | Constant
    | Zeros
    | Ones
)
"""Of filters."""

MatrixInitializer = Initializer | Identity
"""Of a Dense: of its matrix there is an identity."""

BiasInitializer = Zeros | Ones | Constant | TruncatedNormal | RandomNormal | RandomUniform
"""Of one number a unit: there are no inputs to count."""
