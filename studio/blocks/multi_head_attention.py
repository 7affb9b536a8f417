"""Attention by several heads at once: what transformers are made of."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Annotated

from msgspec import Meta

from studio.blocks.attention import Attending, listed
from studio.blocks.block import Shape, ShapeError, spelled
from studio.blocks.constraints import Constraint, check_axes
from studio.blocks.initializers import BiasInitializer, GlorotUniform, Initializer, Zeros
from studio.blocks.regularizers import Regularizer
from studio.blocks.windows import joined, last_axis
from studio.forms.kinds import Count, Length, Seed

Heads = Annotated[int, Meta(ge=1, le=256, extra={"unit": "heads"})]
Near = Annotated[int, Meta(ge=1, le=65536, extra={"unit": "steps"})]
Place = Annotated[int, Meta(ge=1, le=3)]
Places = Annotated[tuple[Place, ...], Meta(min_length=1, max_length=3)]
Ends = Annotated[tuple[Length, ...], Meta(min_length=1, max_length=2)]


class Headed(Attending):
    """Attention by several heads at once, each with a learned view of query, key and value.

    More:
    use_bias: Whether the views and what leaves have learned numbers added.
    use_gate: Whether a learned gate, told by the query, weighs what the heads found.
    sliding_window: How many steps around its own a place sees; None for all.
    kernel_initializer: How the weights are drawn before training.
    bias_initializer: What the biases are before training.
    kernel_regularizer: Keeps the weights small during training.
    bias_regularizer: Keeps the biases small during training.
    activity_regularizer: Keeps what the layer computes small during training.
    kernel_constraint: Holds the weights within bounds after every step.
    bias_constraint: Holds the biases within bounds after every step.
    seed: Makes what is dropped repeatable; None draws anew each time.
    """

    calling = "apart"

    use_bias: bool = True
    use_gate: bool = False
    sliding_window: Near | None = None
    kernel_initializer: Initializer = GlorotUniform()
    bias_initializer: BiasInitializer = Zeros()
    kernel_regularizer: Regularizer = None
    bias_regularizer: Regularizer = None
    activity_regularizer: Regularizer = None
    kernel_constraint: Constraint = None
    bias_constraint: Constraint = None
    seed: Seed | None = None

    def check_masks(self, query: Shape) -> None:
        """Refuses to mask what is no sequence.

        Raises:
            ShapeError: It is to be masked, and is none.
        """
        if len(query) > 2 and (self.use_causal_mask or self.sliding_window):
            raise ShapeError(
                f"{type(self).__name__} masks sequences (steps, features) alone. Received: {spelled(query)}. "
                "Set use_causal_mask to False and sliding_window to None, or put a Reshape before it."
            )

    def features(self, inputs: tuple[Shape, ...]) -> tuple[int, ...]:
        """How many features query, value and key have.

        Raises:
            ShapeError: They are not known before run time.
        """
        return tuple(last_axis(type(self).__name__, shape) for shape in (*inputs, inputs[1])[:3])


class MultiHeadAttention(Headed):
    """Attention by several heads, each with learned views of query, key and value: the heart of a transformer.

    num_heads: How many heads look at once.
    key_dim: How many numbers each head compares.

    More:
    value_dim: How many numbers each head takes of a value; None as many as it compares.
    output_axes: How many numbers leave at each place; None as many as the query has.
    attention_axes: Which axes it looks along, 1 the first; None all but the last.

    Formula: y = b + Σ_{h} softmax(q W_{h} (k U_{h})ᵀ / √d) v V_{h} O_{h}
        h runs over the heads; W, U, V and O are their learned views; d is key_dim.

    Shape:  (places, features), (steps, values) -> (places, features)
    Source: keras.layers.MultiHeadAttention
    Also:   mha, transformer, self-attention, cross-attention, vision transformer, vit
    """

    leading = ("num_heads", "key_dim", "dropout", "use_causal_mask", "value_dim")
    renamed = MappingProxyType({"output_axes": "output_shape"})
    given = ("num_heads", "key_dim")

    num_heads: Heads = 4
    key_dim: Count = 32
    value_dim: Count | None = None
    output_axes: Ends | None = None
    attention_axes: Places | None = None

    def output_shape(self, *inputs: Shape) -> Shape:
        """The query's shape, or what output_axes say at each of its places."""
        query, value, _ = self.asked(inputs, (2, 3, 4))
        self.features(inputs)
        axes = self._axes(query)
        beside = [place for place in range(1, len(query)) if place not in axes]
        if max(axes) >= len(query) or len(set(axes)) < len(axes) or any(query[place - 1] != value[place - 1] for place in beside):
            raise ShapeError(
                f"MultiHeadAttention looks along axes 1 to {len(query) - 1}, each once; in the others its inputs must be equal. "
                f"Received: attention_axes {spelled(axes)} for {listed(inputs)}. Set attention_axes to None."
            )
        self.check_masks(query)
        self._check_scores(query, value)
        leaving = self._leaving(query)
        check_axes(self, kernel_constraint=3, bias_constraint=min(2, len(leaving)))
        return (*query[:-1], *leaving)

    def scores(self, inputs: tuple[Shape, ...]) -> Shape:
        """A value for each two places and each head."""
        return (self.num_heads, inputs[0][0], inputs[1][0])

    def weights(self, *inputs: Shape) -> int:
        """Those of the views, of the gate and of what leaves, with their biases."""
        query, value, key = self.features(inputs)
        keys, values = self._widths()
        leaving = math.prod(self._leaving(inputs[0]))
        kernels = query * keys + key * keys + value * values + self.use_gate * query * values + values * leaving
        return kernels + self.use_bias * (2 * keys + values + self.use_gate * values + leaving)

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every weight once a place, and every place with every one it looks at."""
        query, value, key = self.features(inputs)
        keys, values = self._widths()
        places, steps = (math.prod(axis or 1 for axis in shape[:-1]) for shape in inputs[:2])
        beside = math.prod(inputs[0][place - 1] or 1 for place in range(1, len(inputs[0])) if place not in self._axes(inputs[0]))
        leaving = math.prod(self._leaving(inputs[0]))
        views = places * (query * keys + self.use_gate * query * values + values * leaving) + steps * (key * keys + value * values)
        return views + places * steps // beside * (keys + values)

    def caption(self) -> str:
        """`4 heads · 32 · causal`."""
        return joined(f"{self.num_heads} heads", str(self.key_dim), "causal" if self.use_causal_mask else "")

    def _check_scores(self, query: Shape, value: Shape) -> None:
        """Refuses scores of which Keras tells another shape than they have: it takes each query for a sequence as long as the value."""
        if self.return_attention_scores and (len(query) != 2 or query[0] != value[0]):
            raise ShapeError(
                "MultiHeadAttention tells its scores of sequences (steps, features) of one length alone. "
                f"Received: {listed((query, value))}. Set return_attention_scores to False, or bring both to one length."
            )

    def _axes(self, query: Shape) -> tuple[int, ...]:
        return tuple(range(1, len(query))) if self.attention_axes is None else self.attention_axes

    def _widths(self) -> tuple[int, int]:
        """How many numbers all heads compare, and take of a value."""
        return self.num_heads * self.key_dim, self.num_heads * (self.value_dim or self.key_dim)

    def _leaving(self, query: Shape) -> tuple[int, ...]:
        return self.output_axes or (query[-1] or 1,)


class GroupQueryAttention(Headed):
    """Multi-head attention in which several heads that ask share one key and value: nearly as good, with less to keep.

    head_dim: How many numbers each head compares.
    num_query_heads: How many heads ask.
    num_key_value_heads: How many keys and values there are; they must divide the heads that ask.

    Formula: y = b + Σ_{h} softmax(q W_{h} (k U_{g})ᵀ / √d) v V_{g} O_{h}
        h runs over the heads that ask, g is the group of h; d is head_dim.

    Shape:  (places, features), (steps, features) -> (places, features)
    Source: keras.layers.GroupQueryAttention
    Also:   gqa, grouped query attention, multi-query attention, mqa
    """

    rare = True
    given = ("head_dim", "num_query_heads", "num_key_value_heads")
    leading = given

    head_dim: Count = 32
    num_query_heads: Heads = 4
    num_key_value_heads: Heads = 2

    def output_shape(self, *inputs: Shape) -> Shape:
        """The query's shape."""
        query, *_ = self.asked(inputs, (2,))
        features = self.features(inputs)
        if self.num_query_heads % self.num_key_value_heads:
            raise ShapeError(
                f"GroupQueryAttention needs num_query_heads that num_key_value_heads divides. Received: {self.num_query_heads} and "
                f"{self.num_key_value_heads}. Set num_key_value_heads to 1, or to a divisor."
            )
        if features[0] != features[1]:
            raise ShapeError(
                f"GroupQueryAttention needs query and value of one number of features. Received: {listed(inputs)}. "
                "Put a Dense before one of them."
            )
        check_axes(self, kernel_constraint=3, bias_constraint=1)
        return query

    def scores(self, inputs: tuple[Shape, ...]) -> Shape:
        """A value for each two places and each head that asks."""
        return (self.num_query_heads, inputs[0][0], inputs[1][0])

    def weights(self, *inputs: Shape) -> int:
        """Those of the views, of the gate and of what leaves, with their biases."""
        query, value, key = self.features(inputs)
        asking, shared = self.num_query_heads * self.head_dim, self.num_key_value_heads * self.head_dim
        kernels = (2 + self.use_gate) * query * asking + (key + value) * shared
        return kernels + self.use_bias * ((1 + self.use_gate) * asking + 2 * shared + query)

    def multiply_adds(self, *inputs: Shape) -> int:
        """Every weight once a place, and every place with every one it looks at."""
        query, value, key = self.features(inputs)
        asking, shared = self.num_query_heads * self.head_dim, self.num_key_value_heads * self.head_dim
        places, steps = (inputs[0][0] or 1), (inputs[1][0] or 1)
        return places * (2 + self.use_gate) * query * asking + steps * (key + value) * shared + 2 * places * steps * asking

    def caption(self) -> str:
        """`4 of 2 heads · 32`."""
        return joined(f"{self.num_query_heads}/{self.num_key_value_heads} heads", str(self.head_dim))
