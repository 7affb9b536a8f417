"""What a drawing cannot have of a model is never lost in silence."""

from __future__ import annotations

from typing import Any

import pytest

from studio.blocks.activation import LeakyReLU, Tanh
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.initializers import GlorotUniform
from studio.blocks.regularisation import ActivityRegularization, Dropout
from studio.blocks.unknown import UnknownBlock
from studio.compile.reading.opened import Opened
from tests.compile.reading.configs import Record, blocks, called, functional, image, layer, named, opened, sequential, tensor, wires

CONV: Record = {"filters": 2, "kernel_size": [3, 3]}


def after_image(*layers: Record) -> Opened:
    return opened(sequential(image(), *layers))


def conv(name: str = "conv", **config: Any) -> Record:
    return layer("Conv2D", name, **CONV, **config)


class TestUnknownBlocks:
    def test_a_layer_that_no_block_stands_for(self) -> None:
        found = after_image(layer("Thing", "one", module="shop", own="shop>Thing", size=3), layer("ReLU", "act"))
        assert wires(found.graph) == {"image -> one", "one -> act", "act -> output"}
        record = {"kind": "shop>Thing", "config": {"name": "one", "trainable": True, "dtype": "float32", "size": 3}}
        assert named(found.graph, "one").block == UnknownBlock(record)
        assert found.remarks == ("one stands as an unknown block: the studio has no block for shop>Thing.",)

    def test_several_of_a_kind_are_told_together(self) -> None:
        found = after_image(*(layer("Thing", name, module="shop") for name in "abcdef"))
        assert found.remarks == ("a, b, c and 3 more stand as unknown blocks: the studio has no block for shop.Thing.",)

    def test_code_in_a_file_is_kept_as_text(self) -> None:
        found = after_image(layer("Lambda", "code", function={"class_name": "__lambda__", "config": {"code": "4wEA"}}))
        assert found.remarks == ("code stands as an unknown block: the studio has no block for keras.layers.Lambda.",)

    def test_a_value_that_the_block_cannot_hold(self) -> None:
        found = after_image(conv(data_format="channels_first"))
        assert found.remarks == ("conv stands as an unknown block: the block Conv2D does not hold data_format 'channels_first'.",)
        assert blocks(found.graph)["conv"] == "keras.layers.Conv2D"

    def test_an_argument_that_the_block_has_not(self) -> None:
        found = after_image(conv(brightness=3))
        assert found.remarks == ("conv stands as an unknown block: the block Conv2D does not hold brightness 3.",)

    def test_a_call_with_more_than_tensors(self) -> None:
        found = opened(functional(image(), called(layer("Dropout", "drop", rate=0.5), tensor("image"), seed=7)))
        assert found.remarks == ("drop stands as an unknown block: it is called with seed=7 as well.",)
        assert named(found.graph, "drop").block.record["called with"] == {"args": [], "kwargs": {"seed": 7}}

    def test_a_call_on_more_tensors_than_the_block_has_inputs(self) -> None:
        found = opened(functional(image(), layer("ReLU", "act", [tensor("image"), tensor("image")])))
        assert found.remarks == ("act stands as an unknown block: it is called on 2 tensors, and the block takes 1.",)
        assert wires(found.graph) == {"image -> act", "image -> act.1", "act -> output"}

    def test_several_outputs_of_one(self) -> None:
        thing = layer("Thing", "thing", tensor("image"), module="shop")
        found = opened(functional(image(), thing, layer("Add", "sum", [tensor("thing"), tensor("thing", output=1)])))
        assert found.remarks[1] == "thing has several outputs in the file; an unknown block has one, from which all its wires start."
        assert wires(found.graph) == {"image -> thing", "thing -> sum", "thing -> sum.1", "sum -> output"}


class TestLeftOut:
    @pytest.mark.parametrize(
        ("argument", "value", "said"),
        [
            ("kernel_initializer", {"module": "shop", "class_name": "Fair", "config": {}, "registered_name": "shop>Fair"}, "Fair"),
            ("kernel_initializer", {"module": "keras.initializers", "class_name": "Constant", "config": {"value": 1e9}}, "Constant"),
            ("kernel_initializer", 7, "7"),
            ("activity_regularizer", {"module": "shop", "class_name": "Calm", "config": {}, "registered_name": "shop>Calm"}, "Calm"),
        ],
    )
    def test_what_matters_in_training_alone(self, argument: str, value: Any, said: str) -> None:
        found = after_image(conv(**{argument: value}))
        assert blocks(found.graph)["conv"] == Conv2D(filters=2, kernel_initializer=GlorotUniform())
        assert found.remarks == (
            f"conv stands without {argument} {said}, which the studio does not have and which matters in training alone.",
        )

    def test_other_precisions(self) -> None:
        policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_float16"}, "registered_name": None}
        found = after_image(conv("a", dtype=policy), conv("b", dtype="float16"), conv("c", dtype="float16"))
        assert found.remarks == (
            "a is computed in mixed_float16 in the file; the studio computes in float32.",
            "b and c are computed in float16 in the file; the studio computes in float32.",
        )

    @pytest.mark.parametrize("training", [True, False])
    def test_what_keras_says_itself_in_fit_and_predict_is_lost_in_silence(self, training: bool) -> None:
        found = opened(functional(image(), called(layer("Dropout", "drop", rate=0.25), tensor("image"), training=training)))
        assert blocks(found.graph)["drop"] == Dropout(rate=0.25)
        assert found.remarks == ()

    def test_what_is_dropped_together(self) -> None:
        found = after_image(layer("Dropout", "drop", rate=0.25, noise_shape=[None, 1, 1, 1]))
        assert blocks(found.graph)["drop"] == Dropout(rate=0.25, noise_shape=(-1, 1, 1, 1))
        assert found.remarks == ()

    def test_a_class_of_somebodys_own_that_tells_its_layers(self) -> None:
        model = {**functional(image(), layer("ReLU", "act", tensor("image"))), "class_name": "Mine", "module": "shop"}
        assert opened(model).remarks == (
            "model is of a class of its own; the drawing shows the layers that it was saved with, and nothing else that the class may do.",
        )


class TestSplit:
    def test_an_activation_that_is_a_layer(self) -> None:
        leaky = {
            "module": "keras.layers",
            "class_name": "LeakyReLU",
            "config": {"name": "l", "negative_slope": 0.1},
            "registered_name": None,
        }
        found = after_image(conv(activation=leaky), layer("Dense", "scores", units=2))
        assert blocks(found.graph)["conv_leakyrelu"] == LeakyReLU(negative_slope=0.1)
        assert wires(found.graph) == {"image -> conv", "conv -> conv_leakyrelu", "conv_leakyrelu -> scores", "scores -> output"}
        assert found.remarks == ("conv is split: the activation stands as a node of its own, LeakyReLU.",)
        assert sorted(found.layers.values()) == ["conv", "scores"]

    def test_a_regulariser_of_answers(self) -> None:
        calm = {"module": "keras.regularizers", "class_name": "L2", "config": {"l2": 0.1}}
        found = after_image(
            conv(activity_regularizer=calm), layer("Dense", "scores", units=2, activation="softmax", activity_regularizer=calm)
        )
        assert blocks(found.graph)["conv_activityregularization"] == ActivityRegularization(l2=0.1)
        assert wires(found.graph) == {
            "image -> conv",
            "conv -> conv_activityregularization",
            "conv_activityregularization -> scores",
            "scores -> output",
        }
        assert found.remarks == (
            "conv is split: the regulariser of its answers stands as a node of its own, ActivityRegularization.",
            "scores stands without activity_regularizer L2, which the studio does not have and which matters in training alone.",
        )

    def test_an_activation_that_nothing_computes(self) -> None:
        found = after_image(layer("Dense", "scores", units=2, activation={"class_name": "function", "module": "shop", "config": "mine"}))
        assert found.remarks == ("scores stands as an unknown block: the studio has no block for shop.function.",)


class TestActivations:
    @pytest.mark.parametrize("word", ["tanh", {"module": "builtins", "class_name": "function", "config": "tanh"}])
    def test_a_layer_of_one_becomes_its_block(self, word: Any) -> None:
        assert blocks(after_image(layer("Activation", "act", activation=word)).graph)["act"] == Tanh()

    def test_words_of_old_files(self) -> None:
        found = after_image(layer("Dense", "scores", units=2, activation="swish"))
        assert blocks(found.graph)["scores"] == Dense(units=2, activation="silu")
