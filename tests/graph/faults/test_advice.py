"""Advice is given where the lecture gives it, in whole sentences, with a fix; and nowhere else."""

from __future__ import annotations

import pytest

from studio.blocks.activation import ReLU, Sigmoid, Softmax, Tanh
from studio.blocks.block import Block
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Multiply
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import AveragePooling2D, GlobalAveragePooling2D, MaxPooling2D
from studio.blocks.recurrent import LSTM
from studio.blocks.regularisation import Dropout
from studio.blocks.reshaping import Flatten, Reshape
from studio.graph import edits
from studio.graph.faults.advice import advice
from studio.graph.figures import Issue
from studio.graph.measure import measure
from studio.graph.model import Graph
from tests.graph.drawings import chain, lenet, node, wired


def given(graph: Graph) -> tuple[Issue, ...]:
    return advice(graph, measure(graph))


def image(*blocks: Block) -> Graph:
    """A network for small images with these blocks in it."""
    return chain(Input(shape=(16, 16, 3)), *blocks, Flatten(), Dense(units=10), Output())


def vectors(*blocks: Block) -> Graph:
    return chain(Input(shape=(4, 4, 1)), Flatten(), *blocks, Dense(units=10), Output())


def advised(graph: Graph, text: str, label: str) -> Graph:
    """The graph after the fix of its only advice, which must read so; there is no further advice then."""
    (issue,) = given(graph)
    assert issue.text == text
    assert (issue.advice, issue.stops) == (True, False)
    assert issue.fix is not None
    assert issue.fix.label == label
    mended = issue.fix.edit(graph)
    assert given(mended) == ()
    assert measure(mended).issues == ()
    return mended


def test_a_good_network_is_left_in_peace():
    assert given(lenet()) == ()


def test_a_recurrent_layer_may_use_its_tanh():
    assert given(image(Reshape(target_shape=(16, 48)), LSTM(units=8))) == ()


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_a_saturating_function_in_a_hidden_layer(name: str):
    mended = advised(
        image(Conv2D(activation=name)),
        f"conv1 uses {name} in a hidden layer, whose gradient vanishes where it saturates. Use ReLU; try LeakyReLU, Maxout or ELU.",
        "Set the activation of conv1 to relu",
    )
    assert mended.nodes[node(mended, "conv1")].block == Conv2D(activation="relu")


@pytest.mark.parametrize(("block", "name"), [(Sigmoid(), "sigmoid"), (Tanh(), "tanh")])
def test_a_saturating_block_becomes_a_relu(block: Block, name: str):
    mended = advised(
        image(Conv2D(), block),
        f"{name}1 uses {name} in a hidden layer, whose gradient vanishes where it saturates. Use ReLU; try LeakyReLU, Maxout or ELU.",
        f"Make {name}1 a ReLU",
    )
    assert mended.nodes[node(mended, f"{name}1")].block == ReLU()


def test_a_sigmoid_that_answers_is_no_fault():
    assert given(chain(Input(shape=(4, 4, 1)), Flatten(), Dense(units=3, activation="sigmoid"), Output(meaning="values"))) == ()
    assert given(chain(Input(shape=(4, 4, 1)), Conv2D(filters=1), Sigmoid(), Reshape(target_shape=(4,)), Output(meaning="values"))) == ()


def test_a_sigmoid_that_weighs_channels_is_no_fault():
    graph = image(Conv2D(filters=8, activation="relu"), Multiply())
    graph = chain(GlobalAveragePooling2D(), Dense(units=8, activation="sigmoid"), Reshape(target_shape=(1, 1, 8)), graph=graph)
    pool = next(n.name for n in graph.nodes.values() if isinstance(n.block, GlobalAveragePooling2D))
    reshape = next(n.name for n in graph.nodes.values() if isinstance(n.block, Reshape))
    graph = wired(wired(graph, "conv1", pool), reshape, "multiply1")
    assert measure(graph).issues == ()
    assert given(graph) == ()


def test_a_bias_before_batch_normalisation():
    mended = advised(
        image(Conv2D(), BatchNormalization(), ReLU()),
        "The bias of conv1 learns nothing, because norm1 subtracts the mean and adds a number of its own. Leave it out.",
        "Take the bias of conv1 away",
    )
    assert mended.nodes[node(mended, "conv1")].block == Conv2D(use_bias=False)


@pytest.mark.parametrize(
    "blocks",
    [
        (Conv2D(activation="relu"), BatchNormalization()),
        (Conv2D(), BatchNormalization(center=False), ReLU()),
        (Conv2D(use_bias=False), BatchNormalization(), ReLU()),
    ],
)
def test_a_bias_that_is_of_use_is_left(blocks: tuple[Block, ...]):
    assert given(image(*blocks)) == ()


@pytest.mark.parametrize("between", [(), (Dropout(rate=0.5),)])
def test_two_dense_without_a_non_linearity(between: tuple[Block, ...]):
    advised(
        vectors(Dense(units=20), *between),
        "There is no non-linearity between dense1 and dense2, so together they can do no more than one Dense. Give dense1 an activation.",
        "Set the activation of dense1 to relu",
    )


def test_a_relu_between_two_dense_is_enough():
    assert given(vectors(Dense(units=20), ReLU())) == ()


def test_a_maximum_between_two_dense_is_a_non_linearity():
    graph = chain(Input(shape=(4, 4, 3)), Dense(units=8), MaxPooling2D(), Dense(units=4), Flatten(), Dense(units=10), Output())
    assert [issue.node for issue in given(graph)] == [node(graph, "dense2")]


def test_softmax_twice():
    text = "softmax1 takes the softmax of what is one already, from dense1, which blurs the answers. Keep one of them."
    advised(chain(Input(shape=(4, 4, 1)), Flatten(), Dense(units=3, activation="softmax"), Softmax(), Output()), text, "Take softmax1 out")


def test_pooling_of_one_pixel():
    graph = image(AveragePooling2D(pool_size=(16, 16)), MaxPooling2D(padding="same"))
    advised(graph, "pool2 pools maps of one pixel, so there is nothing left to pool. Take it out.", "Take pool2 out")


def test_most_weights_in_one_layer():
    graph = chain(
        Input(shape=(32, 32, 3)), Conv2D(filters=64, activation="relu"), Flatten(), Dense(units=100, activation="relu"), Dense(), Output()
    )
    advised(
        graph,
        "dense1 holds 99 % of the network's 5,762,902 weights. A GlobalAveragePooling2D in place of the Flatten before it needs far fewer.",
        "Make flatten1 a GlobalAveragePooling2D",
    )


def test_most_weights_without_a_flatten_has_no_fix():
    graph = chain(Input(shape=(1, 1, 2000)), Flatten(), Dense(units=1000, activation="relu"), Dense(units=2), Output())
    graph = edits.change(graph, node(graph, "flatten1"), Reshape(target_shape=(2000,)))
    (issue,) = given(graph)
    assert issue.text == "dense1 holds 99 % of the network's 2,003,002 weights. Fewer units need fewer."
    assert issue.fix is None


def test_a_node_with_an_issue_gets_no_advice():
    graph = image(Conv2D(kernel_size=(30, 30), activation="sigmoid"))
    assert [issue.advice for issue in measure(graph).issues] == [False]
    assert given(graph) == ()
