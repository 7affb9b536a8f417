"""Keras models whose layers give several tensors are drawn with a wire from each output."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
import pytest

from studio.blocks.attention import AdditiveAttention, Attention
from studio.blocks.block import Block
from studio.blocks.multi_head_attention import GroupQueryAttention, MultiHeadAttention
from studio.blocks.pooling import MaxPoolingWithIndices2D
from studio.blocks.recurrent import GRU, LSTM, RNN, SimpleRNN
from studio.blocks.recurrent_cells import LSTMCell
from studio.blocks.recurrent_convolution import ConvLSTM1D
from studio.blocks.unknown import UnknownBlock
from studio.blocks.wrapping import Bidirectional
from studio.compile.planner import plan, prepared
from studio.compile.reading.model_json import read_json
from studio.layers.max_unpooling_2d import MaxPoolingWithIndices2D as Pooling
from studio.layers.max_unpooling_2d import MaxUnpooling2D as Unpooling
from studio.worker.build import build
from tests.blocks.test_keras import called, layer_of

LAYERS: list[tuple[Block, tuple[int, ...]]] = [
    (LSTM(units=4, return_state=True), (5, 3)),
    (GRU(units=4, return_state=True, return_sequences=True), (5, 3)),
    (SimpleRNN(units=4, return_state=True), (5, 3)),
    (RNN(cell=LSTMCell(units=4), return_state=True), (5, 3)),
    (ConvLSTM1D(filters=2, return_state=True), (4, 5, 3)),
    (Bidirectional(layer=LSTM(units=4, return_state=True)), (5, 3)),
    (Attention(return_attention_scores=True), (5, 3)),
    (AdditiveAttention(return_attention_scores=True), (5, 3)),
    (MultiHeadAttention(num_heads=2, key_dim=3, attention_axes=(1,), return_attention_scores=True), (5, 3)),
    (GroupQueryAttention(head_dim=4, return_attention_scores=True), (5, 3)),
    (MaxPoolingWithIndices2D(pool_size=(3, 2)), (7, 6, 2)),
]


@pytest.mark.parametrize(("block", "shape"), LAYERS, ids=lambda each: type(each).__name__)
def test_every_output_is_read_as_it_is_wired(block: Block, shape: tuple[int, ...]) -> None:
    image = keras.Input(shape)
    given = called(layer_of(block), block, [image, image])
    assert len(given) == len(block.output_names)
    flat = [keras.layers.Flatten()(each) for each in reversed(given)]
    model = keras.Model(image, keras.layers.Concatenate()(flat))
    found = read_json(model.to_json())
    assert [node.block for node in found.graph.nodes.values() if type(node.block) is type(block)] == [block]
    network = build(prepared(plan(found.graph, found.title), found.scale, found.mean))
    network.model.set_weights(model.get_weights())
    values = np.random.default_rng(1).uniform(0, 1, (2, *shape)).astype("float32")
    np.testing.assert_allclose(network.model(values), model(values), rtol=1e-5, atol=1e-6)


def tangled(image: keras.KerasTensor) -> keras.KerasTensor:
    """Pooled twice, and brought back by the indices of each."""
    pooled, outer = Pooling(name="outer")(image)
    small, inner = Pooling(name="inner")(pooled)
    back = Unpooling(name="first")([small, inner])
    return Unpooling(name="second")([back, outer])


def test_indices_are_led_around_what_lies_between() -> None:
    image = keras.Input((8, 8, 2), name="image")
    graph = read_json(keras.Model(image, tangled(image)).to_json()).graph
    names = {node.id: node.name for node in graph.nodes.values()}
    led = {(names[wire.source], names[wire.target], wire.port) for wire in graph.wires if wire.outlet}
    assert led == {("outer", "second", 1), ("inner", "first", 1)}


def test_a_nested_model_may_answer_with_a_second_output() -> None:
    inside = keras.Input((5, 3))
    whole, state = keras.layers.GRU(4, return_state=True, return_sequences=True, name="gru")(inside)
    nested = keras.Model(inside, [state, whole], name="nested")
    image = keras.Input((5, 3), name="image")
    answer = keras.layers.Dense(2, name="dense")(nested(image)[0])
    found = read_json(keras.Model(image, answer).to_json()).graph
    laid = plan(found, "t")
    (dense,) = (step for step in laid.steps if step.name.endswith("dense"))
    assert [value.rpartition("_")[2] for value in dense.inputs] == ["gru:1"]


@pytest.mark.parametrize("make", [keras.layers.LSTM, keras.layers.GRU])
def test_an_activation_that_no_block_holds_is_not_put_behind_one_of_several_outputs(make: Callable[..., keras.layers.Layer]) -> None:
    image = keras.Input((5, 3))
    text = keras.Model(image, make(4, return_state=True)(image)[1]).to_json().replace('"activation": "tanh"', '"activation": "threshold"')
    found = read_json(text).graph
    assert len([node for node in found.nodes.values() if isinstance(node.block, UnknownBlock)]) == 1
    assert not [wire for wire in found.wires if wire.outlet]


def test_states_that_are_handed_over_are_wired() -> None:
    image = keras.Input((5, 3))
    first, *state = keras.layers.Bidirectional(keras.layers.LSTM(4, return_state=True), name="first")(image)
    handed = [keras.layers.Concatenate(name=name)(pair) for name, pair in (("h", state[0::2]), ("c", state[1::2]))]
    again = keras.layers.RepeatVector(6)(first)
    model = keras.Model(image, keras.layers.LSTM(8, return_sequences=True, name="second")(again, initial_state=handed))
    found = read_json(model.to_json())
    (second,) = (node for node in found.graph.nodes.values() if node.name == "second")
    assert second.block == LSTM(units=8, return_sequences=True, initial_state=True)
    network = build(prepared(plan(found.graph, found.title), found.scale, found.mean))
    network.model.set_weights(model.get_weights())
    values = np.random.default_rng(1).uniform(0, 1, (2, 5, 3)).astype("float32")
    np.testing.assert_allclose(network.model(values), model(values), rtol=1e-5, atol=1e-6)
