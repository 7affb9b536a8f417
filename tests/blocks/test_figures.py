"""Weights, multiply-adds and receptive fields, counted by hand and from the papers."""

from __future__ import annotations

import math

import pytest

from studio.blocks.activation import Maxout, PReLU, ReLU
from studio.blocks.block import POINT, WHOLE, Block, Reach, Shape
from studio.blocks.convolution import Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D
from studio.blocks.dense import Dense
from studio.blocks.einsum_dense import EinsumDense
from studio.blocks.embedding import Embedding
from studio.blocks.ends import AuxiliaryOutput, Input, Output
from studio.blocks.merging import Add, Concatenate
from studio.blocks.multi_head_attention import MultiHeadAttention
from studio.blocks.normalisation import BatchNormalization, LayerNormalization, LocalResponseNormalization
from studio.blocks.pooling import AveragePooling2D, GlobalAveragePooling2D, MaxPooling2D
from studio.blocks.recurrent import GRU, LSTM, SimpleRNN
from studio.blocks.recurrent_convolution import ConvLSTM2D
from studio.blocks.regularisation import Dropout, GaussianNoise
from studio.blocks.reshaping import Cropping2D, Flatten, Reshape, UpSampling2D, ZeroPadding2D
from studio.blocks.spectral_normalization import SpectralNormalization
from studio.blocks.wrapping import Bidirectional, TimeDistributed

BY_HAND: list[tuple[Block, Shape, Shape, int, int]] = [  # block, input, output, weights, multiply-adds
    (Conv2D(filters=6, kernel_size=(5, 5)), (32, 32, 1), (28, 28, 6), 5 * 5 * 1 * 6 + 6, 25 * 6 * 28 * 28),
    (Conv2D(filters=6, kernel_size=(5, 5), padding="same", use_bias=False), (28, 28, 1), (28, 28, 6), 150, 117_600),
    (Conv2D(filters=256, kernel_size=(5, 5), padding="same", groups=2), (27, 27, 96), (27, 27, 256), 25 * 48 * 256 + 256, 307_200 * 729),
    (Conv2D(filters=96, kernel_size=(11, 11), strides=(4, 4)), (227, 227, 3), (55, 55, 96), 34_944, 105_415_200),
    (Conv2D(filters=2, dilation_rate=(2, 2)), (9, 8, 3), (5, 4, 2), 56, 54 * 20),
    (Conv2D(filters=2, strides=(2, 3), padding="same"), (9, 8, 3), (5, 3, 2), 56, 54 * 15),
    (DepthwiseConv2D(depth_multiplier=2), (6, 6, 3), (4, 4, 6), 9 * 6 + 6, 9 * 6 * 16),
    (SeparableConv2D(filters=8), (6, 6, 3), (4, 4, 8), 9 * 3 + 3 * 8 + 8, (27 + 24) * 16),
    (Conv2DTranspose(filters=2, strides=(2, 2)), (4, 5, 3), (9, 11, 2), 9 * 3 * 2 + 2, 54 * 20),
    (Conv2DTranspose(filters=2, strides=(2, 2), padding="same"), (4, 5, 3), (8, 10, 2), 56, 54 * 20),
    (Conv2DTranspose(filters=1, strides=(2, 2), padding="same", output_padding=(0, 1)), (4, 5, 1), (7, 10, 1), 10, 9 * 20),
    (Dense(units=10), (84,), (10,), 850, 840),
    (Dense(units=10), (7, 7, 3), (7, 7, 10), 40, 7 * 7 * 3 * 10),
    (BatchNormalization(), (4, 4, 8), (4, 4, 8), 32, 0),
    (BatchNormalization(scale=False), (8,), (8,), 24, 0),
    (LayerNormalization(), (4, 4, 8), (4, 4, 8), 16, 0),
    (LocalResponseNormalization(), (4, 4, 8), (4, 4, 8), 0, 0),
    (PReLU(), (4, 4, 8), (4, 4, 8), 128, 0),
    (PReLU(shared_axes=(1, 2)), (4, 4, 8), (4, 4, 8), 8, 0),
    (ReLU(), (4, 4, 8), (4, 4, 8), 0, 0),
    (Maxout(pieces=4), (4, 4, 8), (4, 4, 2), 0, 0),
    (MaxPooling2D(pool_size=(3, 3), strides=(2, 2)), (55, 55, 96), (27, 27, 96), 0, 0),
    (AveragePooling2D(padding="same"), (5, 4, 1), (3, 2, 1), 0, 0),
    (GlobalAveragePooling2D(keepdims=True), (5, 4, 7), (1, 1, 7), 0, 0),
    (Flatten(), (5, 5, 16), (400,), 0, 0),
    (Reshape(target_shape=(-1, 4)), (5, 4, 7), (35, 4), 0, 0),
    (ZeroPadding2D(padding=(2, 1)), (28, 28, 1), (32, 30, 1), 0, 0),
    (Cropping2D(cropping=(2, 1)), (28, 28, 1), (24, 26, 1), 0, 0),
    (UpSampling2D(size=(2, 3)), (4, 4, 1), (8, 12, 1), 0, 0),
    (LSTM(units=8), (10, 3), (8,), 4 * (8 * (3 + 8) + 8), 10 * 4 * 8 * (3 + 8)),
    (GRU(units=8, return_sequences=True), (10, 3), (10, 8), 3 * (8 * (3 + 8) + 2 * 8), 10 * 3 * 8 * (3 + 8)),
    (SimpleRNN(units=8), (10, 3), (8,), 8 * (3 + 8) + 8, 10 * 8 * (3 + 8)),
    (ConvLSTM2D(filters=2), (5, 8, 8, 3), (6, 6, 2), 4 * 2 * (9 * (3 + 2) + 1), 5 * 36 * 4 * 2 * 9 * (3 + 2)),
    (Embedding(input_dim=100, output_dim=7), (10,), (10, 7), 700, 0),
    (Bidirectional(layer=LSTM(units=8)), (10, 3), (16,), 2 * 384, 2 * 10 * 352),
    (TimeDistributed(layer=Dense(units=5)), (10, 3), (10, 5), 20, 150),
    (SpectralNormalization(layer=Dense(units=5)), (3,), (5,), 25, 15),
    (EinsumDense(equation="abc,cd->abd", output_axes=(10, 5), bias_axes="d"), (10, 3), (10, 5), 20, 150),
]


@pytest.mark.parametrize(("block", "shape", "answer", "weights", "multiply_adds"), BY_HAND)
def test_figures_are_those_counted_by_hand(block: Block, shape: Shape, answer: Shape, weights: int, multiply_adds: int) -> None:
    assert block.output_shape(shape) == answer
    assert block.weights(shape) == weights
    assert block.multiply_adds(shape) == multiply_adds


def test_the_base_vision_transformer_has_the_published_figures() -> None:
    """ViT-B/16: 86,567,656 weights and 17.56 thousand million multiply-adds, as torchvision's documentation has them."""
    places = (197, 768)
    patches = (Conv2D(filters=768, kernel_size=(16, 16), strides=(16, 16)), (224, 224, 3))
    layer = [
        (LayerNormalization(), places),
        (MultiHeadAttention(num_heads=12, key_dim=64), places, places),
        (LayerNormalization(), places),
        (Dense(units=3072), places),
        (Dense(units=768), (197, 3072)),
    ]
    parts = [patches, *layer * 12, (LayerNormalization(), places), (Dense(units=1000), (768,))]
    learned_places = 768 + 197 * 768  # the place that answers, and where each is
    assert sum(block.weights(*shapes) for block, *shapes in parts) + learned_places == 86_567_656
    assert sum(block.multiply_adds(*shapes) for block, *shapes in parts) / 1e9 == pytest.approx(17.56, abs=0.01)


def test_lenet_5_has_the_figures_of_the_lecture() -> None:
    chain = [
        ZeroPadding2D(padding=(2, 2)),
        Conv2D(filters=6, kernel_size=(5, 5), activation="relu"),
        MaxPooling2D(),
        Conv2D(filters=16, kernel_size=(5, 5), activation="relu"),
        MaxPooling2D(),
        Flatten(),
        Dense(units=120),
        Dense(units=84),
        Dense(units=10),
    ]
    shape: Shape = (28, 28, 1)
    weights, multiply_adds = [], []
    for block in chain:
        weights.append(block.weights(shape))
        multiply_adds.append(block.multiply_adds(shape))
        shape = block.output_shape(shape)
    assert shape == (10,)
    assert (weights[1], multiply_adds[1]) == (156, 117_600)
    assert (sum(weights), sum(multiply_adds)) == (61_706, 416_520)


def test_moving_averages_are_weights_that_no_gradient_changes() -> None:
    assert BatchNormalization().fixed_weights((4, 4, 8)) == 16
    assert Conv2D().fixed_weights((4, 4, 8)) == 0


def test_inputs_meet_in_one_shape() -> None:
    assert Add().output_shape((8, 8, 4), (8, 8, 4), (1, 1, 4)) == (8, 8, 4)
    assert Concatenate().output_shape((8, 8, 4), (8, 8, 2)) == (8, 8, 6)
    assert Concatenate(axis=1).output_shape((8, 8, 4), (3, 8, 4)) == (11, 8, 4)
    assert Concatenate().output_shape((None, 8, 4), (3, 8, None)) == (None, 8, None)


def test_axes_known_at_run_time_only_stay_so() -> None:
    assert Conv2D(filters=6).output_shape((None, 28, 3)) == (None, 26, 6)
    assert Flatten().output_shape((None, 28, 3)) == (None,)
    assert Conv2D(filters=6).multiply_adds((None, 28, 3)) == 27 * 6 * 26, "one row, where their number is not known"


@pytest.mark.parametrize(
    ("block", "reach"),
    [
        (Conv2D(kernel_size=(5, 3), strides=(2, 1)), Reach((5, 3), (2, 1))),
        (Conv2D(dilation_rate=(2, 4)), Reach((5, 9), (1, 1))),
        (MaxPooling2D(pool_size=(3, 3), strides=(2, 2)), Reach((3, 3), (2, 2))),
        (MaxPooling2D(), Reach((2, 2), (2, 2))),
        (Conv2DTranspose(kernel_size=(3, 4), strides=(2, 2)), Reach((2, 2), (0.5, 0.5))),
        (UpSampling2D(size=(2, 4)), Reach((1, 1), (0.5, 0.25))),
        (UpSampling2D(interpolation="bilinear"), Reach((2, 2), (0.5, 0.5))),
        (ReLU(), POINT),
        (Add(), POINT),
        (Flatten(), WHOLE),
        (Dense(), WHOLE),
        (GlobalAveragePooling2D(), WHOLE),
    ],
)
def test_sees_as_far_as_its_window(block: Block, reach: Reach) -> None:
    assert block.receptive_field() == reach
    assert all(math.isinf(side) for side in WHOLE.size)


@pytest.mark.parametrize(
    ("block", "caption"),
    [
        (Conv2D(filters=6, kernel_size=(5, 5), activation="tanh"), "6 · 5×5 · valid · tanh"),
        (Conv2D(filters=64, strides=(2, 2), padding="same"), "64 · 3×3 · /2 · same"),
        (Conv2D(filters=64, strides=(2, 1)), "64 · 3×3 · /2×1 · valid"),
        (MaxPooling2D(), "2×2 · stride 2"),
        (MaxPooling2D(pool_size=(3, 3), strides=(2, 1), padding="same"), "3×3 · stride 2×1 · same"),
        (Dense(units=120, activation="relu"), "120 · relu"),
        (Dense(units=10), "10 · linear"),
        (Dropout(rate=0.25), "rate 0.25"),
        (GaussianNoise(), "deviation 0.1"),
        (ReLU(), ""),
        (Input(), "image · 0–255"),
        (Output(), "classes · softmax"),
        (Output(meaning="values"), "values"),
        (AuxiliaryOutput(), "classes · loss × 0.3"),
        (Flatten(), "row by row"),
        (Reshape(target_shape=(7, 7, -1)), "7 × 7 × ?"),
        (Concatenate(), "axis −1"),
    ],
)
def test_the_card_shows_the_values_that_matter(block: Block, caption: str) -> None:
    assert block.caption() == caption
