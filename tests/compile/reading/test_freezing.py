"""What is frozen in a file is frozen in the drawing, alone, in whole models within and where sections repeat."""

from __future__ import annotations

from studio.compile.planner import plan
from studio.compile.reading.opened import Opened
from tests.compile.reading.configs import functional, image, layer, opened, tensor

BLOCKS = 4


def tower(*frozen: str) -> Opened:
    """Four sections of convolution and activation, which are one module, before a Dense layer."""
    layers = [image(shape=(8, 8, 4))]
    for number in range(BLOCKS):
        before = layers[-1]["name"]
        name = f"block{number}_conv"
        config = {"filters": 4, "kernel_size": [3, 3], "padding": "same", "trainable": name not in frozen}
        layers.append(layer("Conv2D", name, tensor(before, (8, 8, 4)), **config))
        layers.append(
            layer("BatchNormalization", f"block{number}_norm", tensor(name, (8, 8, 4)), trainable=f"block{number}_norm" not in frozen)
        )
        layers.append(layer("ReLU", f"block{number}_act", tensor(f"block{number}_norm", (8, 8, 4))))
    layers.append(layer("GlobalAveragePooling2D", "pool", tensor(layers[-1]["name"], (8, 8, 4))))
    layers.append(layer("Dense", "scores", tensor("pool", (4,)), units=3, activation="softmax", trainable="scores" not in frozen))
    return opened(functional(*layers))


def frozen(found: Opened) -> list[str]:
    """Names of the layers that the drawing's network keeps still."""
    return sorted(found.layers[step.node] for step in plan(found.graph, "t").steps if step.node in found.layers and not step.trainable)


def test_a_layer_alone() -> None:
    found = tower("scores")
    assert frozen(found) == ["scores"]
    assert found.remarks == ()


def test_all_of_a_section_that_repeats() -> None:
    names = [f"block{number}_{part}" for number in range(BLOCKS) for part in ("conv", "norm")]
    found = tower(*names)
    assert any(node.block.repeat > 1 for node in found.graph.nodes.values() if hasattr(node.block, "repeat"))
    assert frozen(found) == sorted(names)
    assert found.remarks == ()


def test_some_repetitions_are_told() -> None:
    found = tower("block0_conv", "scores")
    assert frozen(found) == ["scores"]
    assert found.remarks == (
        "block0_conv is frozen in the file; in the drawing it trains, because a module of the drawing stands for layers that do as well.",
    )


def test_a_model_within_in_part() -> None:
    conv = layer("Conv2D", "conv", tensor("inside"), filters=4, kernel_size=[3, 3], trainable=False)
    dense = layer("Dense", "dense", tensor("conv", (6, 6, 4)), units=2)
    inner = {**functional(image("inside"), conv, dense, inputs=["inside", 0, 0], name="inner"), "name": "inner"}
    inner["inbound_nodes"] = layer("Add", "inner", tensor("image"))["inbound_nodes"]
    end = layer("GlobalAveragePooling2D", "pool", tensor("inner", (6, 6, 2)))
    found = opened(functional(image(), inner, end))
    assert frozen(found) == ["inner/conv"]
