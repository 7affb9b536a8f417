"""Layers that give words, or whatever is counted, places in space."""

from __future__ import annotations

import math
from typing import Annotated

from msgspec import Meta

from studio.blocks.block import Block, Shape, ShapeError, spelled
from studio.blocks.constraints import Constraint, check_axes
from studio.blocks.initializers import MatrixInitializer, RandomUniform
from studio.blocks.regularizers import MatrixRegularizer
from studio.blocks.windows import last_axis
from studio.forms.kinds import Count

Vocabulary = Annotated[int, Meta(ge=1, le=10_000_000, extra={"scale": "log"})]
Cap = Annotated[float, Meta(gt=0, le=1000, extra={"step": 1})]


class Embedding(Block):
    """Gives each of many things, such as words by their number, a learned vector: what is used alike comes to lie close together.

    input_dim: How many things there are; numbers from 0 up to one less may come in.
    output_dim: How many numbers stand for each of them.
    mask_zero: Whether 0 is no thing but fills up the end of short sequences, and is passed over by the layers after it.

    More:
    embeddings_initializer: How the vectors are drawn before training.
    embeddings_regularizer: Keeps the vectors short during training.
    embeddings_constraint: Holds the vectors within bounds after every step.

    Formula: y_{t} = E_{x_{t}}
        E holds a vector for each thing, x are the numbers that come in.

    Shape:  (steps,) -> (steps, output_dim)
    Source: keras.layers.Embedding
    Also:   word vectors, lookup table, tokens, word2vec
    """

    family = "dense"
    given = ("input_dim", "output_dim")

    input_dim: Vocabulary = 1000
    output_dim: Count = 64
    mask_zero: bool = False
    embeddings_initializer: MatrixInitializer = RandomUniform()
    embeddings_regularizer: MatrixRegularizer = None
    embeddings_constraint: Constraint = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """A vector in the place of each number."""
        check_axes(self, embeddings_constraint=2)
        return (*inputs[0], self.output_dim)

    def weights(self, *inputs: Shape) -> int:
        """A vector for each thing."""
        return self.input_dim * self.output_dim

    def caption(self) -> str:
        """`1000 → 64`."""
        return f"{self.input_dim} → {self.output_dim}"


class ReversibleEmbedding(Embedding):
    """An embedding that also goes back: from vectors to a score for each thing, with the same weights.

    reverse: Which way it goes here: from vectors back to scores.
    tie_weights: Whether the way back uses the same weights.

    More:
    logit_soft_cap: What the scores of the way back are kept below, softly; None lets them grow.

    Formula: y_{t} = E_{x_{t}}, back y_{t} = E x_{t}
        E holds a vector for each thing.

    Shape:  (steps,) -> (steps, output_dim), or back (steps, output_dim) -> (steps, input_dim)
    Source: keras.layers.ReversibleEmbedding
    Also:   tied embedding, unembedding, language model head
    """

    rare = True
    at_call = ("reverse",)
    leading = ("input_dim", "output_dim", "reverse", "tie_weights")

    reverse: bool = False
    tie_weights: bool = True
    logit_soft_cap: Cap | None = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """A vector in the place of each number, or a score for each thing in the place of a vector."""
        name = type(self).__name__
        vectors = super().output_shape(*inputs)
        if not self.reverse:
            return vectors
        if last_axis(name, inputs[0]) != self.output_dim:
            raise ShapeError(
                f"{name} goes back from vectors of {self.output_dim} numbers. Received: {spelled(inputs[0])}. "
                f"Set output_dim to {inputs[0][-1]}."
            )
        return (*inputs[0][:-1], self.input_dim)

    def weights(self, *inputs: Shape) -> int:
        """A vector for each thing, and for each a second one where the way back has its own."""
        return (2 - self.tie_weights) * self.input_dim * self.output_dim

    def multiply_adds(self, *inputs: Shape) -> int:
        """Looking up costs nothing; on the way back every weight is used once a vector."""
        if not self.reverse:
            return 0
        return math.prod(axis or 1 for axis in inputs[0][:-1]) * self.input_dim * self.output_dim
