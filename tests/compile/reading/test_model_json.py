"""Descriptions of models become drawings of the same network."""

import json

import pytest

from studio.blocks.activation import ReLU, Tanh
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.initializers import HeNormal, VarianceScaling
from studio.blocks.merging import Add, Concatenate
from studio.blocks.normalisation import BatchNormalization, LocalResponseNormalization
from studio.blocks.pooling import GlobalAveragePooling2D, MaxPooling2D
from studio.blocks.regularizers import L2
from studio.blocks.reshaping import Flatten, Reshape
from studio.compile.reading.model_json import read_json
from studio.graph.measure import measure
from studio.graph.module import Instance
from tests.compile.reading.configs import (
    Record,
    blocks,
    called,
    functional,
    image,
    layer,
    named,
    opened,
    operation,
    sequential,
    tensor,
    wires,
)

HE = {"module": "keras.initializers", "class_name": "HeNormal", "config": {"seed": None, "input_axes": None}, "registered_name": None}


def chain(*between: Record, shape: tuple[int | None, ...] = (8, 8, 3)) -> Record:
    return sequential(image(shape=shape), *between)


def test_a_sequential_model_is_a_chain_that_ends_in_an_output() -> None:
    found = opened(
        chain(
            layer(
                "Conv2D",
                "conv",
                filters=6,
                kernel_size=[5, 5],
                strides=[1, 1],
                padding="same",
                data_format="channels_last",
                activation="relu",
            ),
            layer("MaxPooling2D", "pool", pool_size=[2, 2], strides=[2, 2]),
            layer("Flatten", "flatten", data_format="channels_last"),
            layer("Dense", "scores", units=10, activation="linear"),
        )
    )
    assert blocks(found.graph) == {
        "image": Input(shape=(8, 8, 3)),
        "conv": Conv2D(filters=6, kernel_size=(5, 5), padding="same", activation="relu"),
        "pool": MaxPooling2D(),
        "flatten": Flatten(),
        "scores": Dense(units=10),
        "output": Output(meaning="values"),
    }
    assert wires(found.graph) == {"image -> conv", "conv -> pool", "pool -> flatten", "flatten -> scores", "scores -> output"}
    assert found.remarks == ()
    assert found.title == "Model"
    assert measure(found.graph).issues == ()


def test_a_sequential_model_without_an_input_layer_takes_the_shape_that_it_was_built_with() -> None:
    found = opened(sequential(layer("Flatten", "flat"), layer("Dense", "input", units=2), build_input_shape=[None, 4, 4, 1]))
    assert blocks(found.graph)["input_2"] == Input(shape=(4, 4, 1))


def test_a_model_that_never_learned_its_shape_has_no_input() -> None:
    found = opened(sequential(layer("Dense", "scores", units=2)))
    assert blocks(found.graph) == {"scores": Dense(units=2), "output": Output(meaning="values")}
    assert found.remarks == (
        "The model was never told the shape of its input, so the drawing has no Input. Add one of your images' shape.",
    )


def test_ids_follow_from_the_model() -> None:
    model = chain(layer("Flatten", "flat"), layer("Dense", "scores", units=2))
    assert opened(model).graph.nodes.keys() == opened(model).graph.nodes.keys()


def test_no_card_covers_another() -> None:
    positions = [node.position for node in opened(chain(layer("Flatten", "flat"), layer("Dense", "scores", units=2))).graph.nodes.values()]
    assert len(set(positions)) == len(positions)


def test_nested_forms_become_forms() -> None:
    conv = layer(
        "Conv2D",
        "conv",
        filters=2,
        kernel_size=3,
        kernel_initializer=HE,
        kernel_regularizer={"module": "keras.regularizers", "class_name": "L2", "config": {"l2": 0.5}},
        bias_initializer="zeros",
        activation=None,
        kernel_constraint=None,
    )
    block = blocks(opened(chain(conv)).graph)["conv"]
    assert block == Conv2D(filters=2, kernel_initializer=HeNormal(), kernel_regularizer=L2(l2=0.5))


def test_forms_of_keras_2_have_no_module() -> None:
    scaling = {
        "class_name": "VarianceScaling",
        "config": {"scale": 2.0, "mode": "fan_out", "distribution": "truncated_normal", "seed": None},
    }
    block = blocks(opened(chain(layer("Conv2D", "conv", filters=2, kernel_size=[3, 3], kernel_initializer=scaling))).graph)["conv"]
    assert block == Conv2D(filters=2, kernel_initializer=VarianceScaling(scale=2.0, mode="fan_out"))


@pytest.mark.parametrize("axis", [-1, 3, [3], [-1]])
def test_the_last_axis_may_be_said_by_its_number(axis: object) -> None:
    norm = {**layer("BatchNormalization", "norm", axis=axis, momentum=0.9), "build_config": {"input_shape": [None, 8, 8, 3]}}
    assert blocks(opened(chain(norm)).graph)["norm"] == BatchNormalization(momentum=0.9)


def test_layers_of_ours_are_known_by_the_name_that_they_are_registered_under() -> None:
    own = layer(
        "LocalResponseNormalization", "lrn", module="local_response_normalization", own="abyss>LocalResponseNormalization", bias=1.0
    )
    assert blocks(opened(chain(own)).graph)["lrn"] == LocalResponseNormalization(bias=1.0)


def test_branches_meet_in_the_order_of_the_ports() -> None:
    found = opened(
        functional(
            image(),
            layer("Conv2D", "deep", tensor("image"), filters=3, kernel_size=[1, 1]),
            layer("Add", "sum", [tensor("deep"), tensor("image")]),
            layer("Concatenate", "both", [tensor("sum"), tensor("deep"), tensor("image")], axis=3),
        )
    )
    assert blocks(found.graph)["sum"] == Add()
    assert blocks(found.graph)["both"] == Concatenate(axis=3)
    assert wires(found.graph) == {
        "image -> deep",
        "deep -> sum",
        "image -> sum.1",
        "sum -> both",
        "deep -> both.1",
        "image -> both.2",
        "both -> output",
    }


def test_names_are_made_good_and_stay_apart() -> None:
    found = opened(chain(layer("ReLU", "block-1.relu"), layer("ReLU", "block_1_relu"), layer("ReLU", "lambda"), layer("ReLU", "1x1")))
    assert list(blocks(found.graph)) == ["image", "block_1_relu", "block_1_relu1", "lambda_", "layer1x1", "output"]


def test_weights_are_told_by_the_names_of_the_keras_layers() -> None:
    found = opened(chain(layer("Conv2D", "conv.1", filters=2, kernel_size=[3, 3]), layer("ReLU", "act"), layer("PReLU", "slopes")))
    assert {found.graph.nodes[node].name: name for node, name in found.layers.items()} == {"conv_1": "conv.1", "slopes": "slopes"}


class TestTheEnd:
    def test_a_softmax_of_its_own_becomes_the_output(self) -> None:
        found = opened(chain(layer("Flatten", "flat"), layer("Dense", "scores", units=3), layer("Softmax", "answer", axis=-1)))
        assert blocks(found.graph)["answer"] == Output(meaning="classes")
        assert wires(found.graph) == {"image -> flat", "flat -> scores", "scores -> answer"}

    def test_a_softmax_inside_a_dense_stays_there(self) -> None:
        found = opened(chain(layer("Flatten", "flat"), layer("Dense", "scores", units=3, activation="softmax")))
        assert blocks(found.graph)["scores"] == Dense(units=3, activation="softmax")
        assert blocks(found.graph)["output"] == Output(meaning="classes")

    def test_a_softmax_of_every_pixel_gives_values(self) -> None:
        found = opened(chain(layer("Conv2D", "map", filters=3, kernel_size=[1, 1], activation="softmax")))
        assert blocks(found.graph)["output"] == Output(meaning="values")

    def test_a_softmax_that_something_else_takes_as_well_stays(self) -> None:
        found = opened(
            functional(
                image(),
                layer("Flatten", "flat", tensor("image")),
                layer("Softmax", "soft", tensor("flat", (192,))),
                layer("Dense", "other", tensor("soft", (192,)), units=2),
                outputs=[["soft", 0, 0], ["other", 0, 0]],
            )
        )
        assert wires(found.graph) == {"image -> flat", "flat -> soft", "soft -> other", "soft -> output", "other -> output1"}

    def test_several_outputs_come_in_keras_order(self) -> None:
        found = opened(
            functional(
                image(),
                layer("Flatten", "b", tensor("image")),
                layer("ReLU", "a", tensor("image")),
                outputs={"second": ["a", 0, 0], "first": ["b", 0, 0]},
            )
        )
        assert wires(found.graph) == {"image -> a", "image -> b", "b -> output", "a -> output1"}


class TestNestedModels:
    INNER = functional(
        image("x", (4, 4, 2)),
        layer("Conv2D", "conv", tensor("x", (4, 4, 2)), filters=2, kernel_size=[1, 1]),
        layer("ReLU", "act", tensor("conv", (4, 4, 2))),
        inputs=["x", 0, 0],
        outputs=[["act", 0, 0], ["conv", 0, 0]],
        name="two_ways",
    )

    def nested(self, *calls: Record) -> Record:
        record = {**self.INNER, "name": "two_ways", "inbound_nodes": []}
        for each in calls:
            record = called(record, each)
        return record

    def test_one_is_an_instance_of_a_module_with_ports(self) -> None:
        model = functional(
            image(shape=(4, 4, 2)),
            self.nested(tensor("image", (4, 4, 2))),
            layer("Add", "sum", [tensor("two_ways", (4, 4, 2), output=1), tensor("two_ways", (4, 4, 2))]),
        )
        found = opened(model)
        instance = blocks(found.graph)["two_ways"]
        assert isinstance(instance, Instance)
        assert (instance.module.name, instance.module.title) == ("two_ways", "Two ways")
        assert wires(instance.module.graph) == {"x -> conv", "conv -> act", "act -> output1", "conv -> output2"}
        assert wires(found.graph) == {"image -> two_ways", "two_ways.1 -> sum", "two_ways -> sum.1", "sum -> output"}
        outer, inner = named(found.graph, "two_ways").id, named(instance.module.graph, "conv").id
        assert found.layers == {f"{outer}/{inner}": "two_ways/conv"}
        assert measure(found.graph).issues == ()

    def test_one_that_is_used_twice_is_one_module_with_two_instances(self) -> None:
        model = functional(
            image(shape=(4, 4, 2)),
            self.nested(tensor("image", (4, 4, 2)), tensor("two_ways", (4, 4, 2))),
            outputs=["two_ways", 1, 0],
        )
        found = opened(model)
        first, second = (named(found.graph, name).block for name in ("two_ways", "two_ways1"))
        assert first.module is second.module
        assert wires(found.graph) == {"image -> two_ways", "two_ways -> two_ways1", "two_ways1 -> output"}
        assert found.remarks == (
            "two_ways is called 2 times in the file, always with the same weights; in the drawing each call is a node, and training them "
            "lets their weights part.",
        )

    def test_a_sequential_one_needs_no_input_layer(self) -> None:
        inner = {**sequential(layer("Flatten", "flat"), layer("Dense", "scores", units=3), layer("Softmax", "soft"), name="head")}
        found = opened(sequential(image(), inner))
        assert wires(found.graph) == {"image -> head", "head -> output"}
        assert blocks(found.graph)["output"] == Output(meaning="classes")

    def test_two_of_one_name_are_modules_of_two_names(self) -> None:
        deep = sequential(image("x"), {**sequential(image("y"), layer("ReLU", "r"), name="same")}, name="same")
        found = opened(sequential(image(), deep))
        module = blocks(found.graph)["same"].module
        assert (module.name, named(module.graph, "same").block.module.name) == ("same_2", "same")


class TestSharedLayers:
    def test_each_call_is_a_node_that_takes_the_same_weights(self) -> None:
        conv = layer("Conv2D", "conv", tensor("image"), filters=3, kernel_size=[1, 1])
        found = opened(functional(image(), called(conv, tensor("conv")), outputs=["conv", 1, 0]))
        assert wires(found.graph) == {"image -> conv", "conv -> conv1", "conv1 -> output"}
        assert list(found.layers.values()) == ["conv", "conv"]
        assert found.remarks == (
            "conv is called 2 times in the file, always with the same weights; in the drawing each call is a node, and training them lets "
            "their weights part.",
        )


class TestOperations:
    def test_those_that_a_layer_does_as_well_become_its_block(self) -> None:
        found = opened(
            functional(
                image(),
                operation("Relu", "relu", tensor("image"), module="nn"),
                operation("Tanh", "tanh", tensor("image")),
                operation("Add", "add", tensor("relu"), tensor("tanh")),
                operation("Concatenate", "concat", [tensor("add"), tensor("relu")], axis=-1),
                operation("Mean", "mean", tensor("concat", (8, 8, 6)), axis=[1, 2], keepdims=False),
            )
        )
        drawn = blocks(found.graph)
        assert [drawn[name] for name in ("relu", "tanh", "add", "concat")] == [ReLU(), Tanh(), Add(), Concatenate()]
        assert drawn["mean"] == GlobalAveragePooling2D()
        assert found.remarks == ()

    def test_those_that_place_axes_otherwise_stay_as_they_are(self) -> None:
        found = opened(
            functional(image(), layer("Flatten", "flat", tensor("image")), operation("Add", "add", tensor("image"), tensor("flat", (192,))))
        )
        assert blocks(found.graph)["add"] == "keras.ops.Add"

    def test_the_rest_stand_as_unknown_blocks_with_what_they_are_called_with(self) -> None:
        found = opened(functional(image(), operation("Power", "cube", tensor("image"), 3)))
        assert found.remarks == ("cube stands as an unknown block: it is called with 3 as well.",)
        block = named(found.graph, "cube").block
        assert block.record == {"kind": "keras.ops.Power", "config": {"name": "cube"}, "called with": {"args": [3], "kwargs": {}}}


class TestInputs:
    def test_sizes_that_are_open_are_said(self) -> None:
        found = opened(chain(layer("ReLU", "act"), shape=(None, None, 3)))
        assert blocks(found.graph)["image"] == Input(shape=(224, 224, 3))
        assert found.remarks == ("image leaves its size open in the file; the drawing has 224 there.",)

    def test_images_without_channels_get_an_axis(self) -> None:
        found = opened(chain(layer("Flatten", "flat"), shape=(28, 28)))
        assert blocks(found.graph) == {
            "image": Input(shape=(28, 28, 1)),
            "image1": Reshape(target_shape=(28, 28)),
            "flat": Flatten(),
            "output": Output(meaning="values"),
        }
        assert measure(found.graph).issues == ()

    def test_what_no_input_holds_stands_as_an_unknown_block(self) -> None:
        found = opened(chain(layer("Dense", "scores", units=2), shape=(2, 2, 2, 2, 2, 3)))
        assert blocks(found.graph)["image"] == "keras.layers.InputLayer"
        assert found.remarks == ("image stands as an unknown block: the studio has no Input for (2, 2, 2, 2, 2, 3).",)

    def test_several_are_all_drawn(self) -> None:
        model = functional(
            image("left"), image("right"), layer("Add", "sum", [tensor("left"), tensor("right")]), inputs=[["left", 0, 0], ["right", 0, 0]]
        )
        assert wires(opened(model).graph) == {"left -> sum", "right -> sum.1", "sum -> output"}


class TestKeras2:
    def test_calls_are_lists(self) -> None:
        model = functional(
            {
                "class_name": "InputLayer",
                "name": "image",
                "config": {"name": "image", "batch_input_shape": [None, 8, 8, 3], "dtype": "float32"},
            },
            {
                "class_name": "Conv2D",
                "name": "conv",
                "config": {"name": "conv", "trainable": True, "filters": 3, "kernel_size": [1, 1], "activation": "swish"},
                "inbound_nodes": [[["image", 0, 0, {}]]],
            },
            {
                "class_name": "Add",
                "name": "sum",
                "config": {"name": "sum", "trainable": True},
                "inbound_nodes": [[["image", 0, 0, {}], ["conv", 0, 0, {}]]],
            },
            inputs=[["image", 0, 0]],
            outputs=[["sum", 0, 0]],
        )
        found = opened({"class_name": "Functional", "config": model["config"], "keras_version": "2.12.0", "backend": "tensorflow"})
        assert blocks(found.graph)["conv"] == Conv2D(filters=3, kernel_size=(1, 1), activation="silu")
        assert wires(found.graph) == {"image -> conv", "image -> sum", "conv -> sum.1", "sum -> output"}
        assert found.remarks == ()


def test_text_with_a_mark_in_front_is_read() -> None:
    assert read_json("\ufeff" + json.dumps(chain(layer("ReLU", "act")))).title == "Model"
