"""Layers that look up: for each place of one sequence they find out which places of another one matter."""

from __future__ import annotations

import math
from typing import Literal

from studio.blocks.block import WHOLE, Block, Reach, Shape, ShapeError, spelled
from studio.blocks.windows import joined, last_axis
from studio.forms.kinds import Seed, Share


class Attending(Block):
    """Mixes the values of one sequence for each place of another: input 1 asks (query), input 2 answers (value), input 3 is compared (key).

    dropout: Share of the attention that is dropped in training.
    use_causal_mask: Whether a place sees only places up to its own, as a writer does who cannot see what comes later.

    More:
    return_attention_scores: Whether a second output tells how much each place of the value counted for each place of the query.
    """

    family = "attention"
    many_inputs = True
    input_names = ("query", "value", "key")
    at_call = ("use_causal_mask", "return_attention_scores")

    dropout: Share = 0.0
    use_causal_mask: bool = False
    return_attention_scores: bool = False

    @property
    def output_names(self) -> tuple[str, ...]:
        """What it mixed, and how."""
        return ("output", "scores") if self.return_attention_scores else ("output",)

    def output_shapes(self, *inputs: Shape) -> tuple[Shape, ...]:
        """What it mixed, and how."""
        mixed = self.output_shape(*inputs)
        return (mixed, self.scores(inputs)) if self.return_attention_scores else (mixed,)

    def scores(self, inputs: tuple[Shape, ...]) -> Shape:
        """Shape of how much each place of the value counts for each place of the query."""
        return (*inputs[0][:-1], inputs[1][-2])

    def receptive_field(self) -> Reach:
        """All of the sequence."""
        return WHOLE

    def asked(self, inputs: tuple[Shape, ...], axes: tuple[int, ...]) -> tuple[Shape, Shape, Shape]:
        """Query, value and key; the value is the key where there is none.

        Args:
            inputs: What arrives.
            axes: How many axes each may have.

        Raises:
            ShapeError: These are not two or three sequences, or value and key differ in more than their last axis.
        """
        name = type(self).__name__
        if len(inputs) not in (2, 3) or any(len(shape) not in axes or len(shape) != len(inputs[0]) for shape in inputs):
            raise ShapeError(
                f"{name} needs sequences (steps, features): query, value and perhaps key. Received: {listed(inputs)}. "
                "Lead the same sequence to inputs 1 and 2 for self-attention."
            )
        query, value, key = (*inputs, inputs[1])[:3]
        if value[:-1] != key[:-1]:
            raise ShapeError(
                f"{name} needs a key for each value. Received: {listed(inputs)}. Lead sequences of one length to inputs 2 and 3."
            )
        return query, value, key


class _Single(Attending):
    """Attention without weights of its own, or nearly so."""

    rare = True

    def output_shape(self, *inputs: Shape) -> Shape:
        """The value's features at every place of the query."""
        query, value, key = self.asked(inputs, (2, 3, 4))
        name = type(self).__name__
        if last_axis(name, query) != last_axis(name, key) or query[:-2] != key[:-2]:
            raise ShapeError(
                f"{name} compares query and key, which must be alike but for their steps. Received: {listed(inputs)}. "
                "Bring them to one number of features by a Dense."
            )
        return (*query[:-1], value[-1])

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every place of the query with every place of the key, and again with the value."""
        query, value, key = (*inputs, inputs[1])[:3]
        pairs = math.prod(axis or 1 for axis in query[:-1]) * (key[-2] or 1)
        return pairs * ((key[-1] or 1) + (value[-1] or 1))


class Attention(_Single):
    """For each place of the query, the mean of all values, weighed by how well their keys match it.

    use_scale: Whether one learned number scales how sharply it chooses.
    score_mode: How query and key are compared: dot multiplies them, concat takes the tanh of their sum.

    More:
    seed: Makes what is dropped repeatable; None draws anew each time.

    Formula: y = softmax(q kᵀ) v
        q is the query, k the key, v the value.

    Shape:  (places, features), (steps, values) -> (places, values)
    Source: keras.layers.Attention
    Also:   luong, dot-product attention, self-attention
    """

    use_scale: bool = False
    score_mode: Literal["dot", "concat"] = "dot"
    seed: Seed | None = None

    def weights(self, *inputs: Shape) -> int:
        """One for the scale, and one for the sum of tanh."""
        return self.use_scale + (self.score_mode == "concat")

    def caption(self) -> str:
        """`dot · causal`."""
        return joined(self.score_mode, "causal" if self.use_causal_mask else "")


class AdditiveAttention(_Single):
    """Attention that compares query and key by a learned sum, as the first translating networks did.

    use_scale: Whether every feature counts by a learned number.

    Formula: y = softmax(Σ_{c} w_{c} tanh(q_{c} + k_{c})) v
        q is the query, k the key, v the value; c runs over the features.

    Shape:  (places, features), (steps, values) -> (places, values)
    Source: keras.layers.AdditiveAttention
    Also:   bahdanau, seq2seq
    """

    use_scale: bool = True

    def weights(self, *inputs: Shape) -> int:
        """One a feature."""
        return self.use_scale * last_axis("AdditiveAttention", inputs[0])


def listed(inputs: tuple[Shape, ...]) -> str:
    """What arrived, in a sentence."""
    return ", ".join(map(spelled, inputs)) or "nothing"
