"""Networks whose layers give several tensors are built, looked into, timed, trained and taken away."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Concatenate
from studio.blocks.multi_head_attention import MultiHeadAttention
from studio.blocks.recurrent import LSTM
from studio.blocks.reshaping import Flatten, RepeatVector, Reshape
from studio.compile.plan import Plan
from studio.compile.planner import plan, prepared
from studio.compile.source import source
from studio.graph.measure import measure
from studio.graph.module import Instance
from studio.graph.modules.grouping import group
from studio.graph.states import set_state
from studio.messages.formats import Format
from studio.recipe import Recipe, SquaredError
from studio.worker.build import adopt, build
from studio.worker.export import export
from studio.worker.formats import onnx
from studio.worker.formats.content import Content
from studio.worker.judging import Sample
from studio.worker.losses import LossOfEach, optimizer
from studio.worker.maps import feature_maps
from studio.worker.predict import predict
from studio.worker.stepping import Stepper
from studio.worker.thumbnails import thumbnails
from studio.worker.times import Stopwatch
from tests.graph.several import coder
from tests.graph.small_modules import Graph, Placed, graph_of

pytestmark = [
    # Keras 3.15 saves its variables through NumPy in a way that NumPy 2 warns of; TensorFlow's interpreter warns of a successor to come.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
    pytest.mark.filterwarnings(r"ignore:\s*Warning. tf.lite.Interpreter is deprecated:UserWarning"),
]

FORMATS: tuple[Format, ...] = ("keras", "tflite", "onnx", "savedmodel")
HERE = [name for name in FORMATS if name != "onnx" or all(importlib.util.find_spec(each) for each in onnx.NEEDS)]


def told_apart() -> Graph:
    """An image that is pooled, filtered, unpooled by its indices and told apart."""
    return coder(Output(), flat=Flatten(), scores=Dense(units=3))


def reader() -> Graph:
    """The memory of an LSTM, led straight into the Output."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(8, 8, 3)),
        "rows": Reshape(target_shape=(8, 24)),
        "lstm": LSTM(units=3, return_state=True),
        "answer": Output(meaning="values"),
    }
    return graph_of(blocks, "image rows", "rows lstm", "lstm answer 0 2")


def watcher() -> Graph:
    """What is seen, and where it was looked."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(8, 8, 3)),
        "rows": Reshape(target_shape=(8, 24)),
        "look": MultiHeadAttention(num_heads=2, key_dim=4, return_attention_scores=True),
        "seen": Flatten(),
        "where": Flatten(),
        "both": Concatenate(),
        "scores": Dense(units=3),
        "answer": Output(),
    }
    wires = ("image rows", "rows look 0", "rows look 1", "look seen", "look where 0 1", "seen both 0", "where both 1", "both scores")
    return graph_of(blocks, *wires, "scores answer")


def translator() -> Graph:
    """Rows that one LSTM reads, and another says again from the state of the first."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(8, 8, 3)),
        "rows": Reshape(target_shape=(8, 24)),
        "reader": LSTM(units=4, return_state=True),
        "again": RepeatVector(n=3),
        "writer": LSTM(units=4, initial_state=True),
        "scores": Dense(units=3),
        "answer": Output(),
    }
    wires = ("image rows", "rows reader", "reader again", "again writer", "reader writer 1 1", "reader writer 2 2", "writer scores")
    return graph_of(blocks, *wires, "scores answer")


def scaled(graph: Graph) -> Plan:
    return prepared(plan(graph, "Several"), scale=True, mean=None)


def pixels(count: int) -> np.ndarray:
    return np.random.default_rng(count).integers(0, 256, (count, 8, 8, 3), dtype=np.uint8)


@pytest.mark.parametrize("graph", [told_apart(), reader(), watcher(), translator()], ids=["coder", "reader", "watcher", "translator"])
def test_every_value_is_built_with_the_shape_that_is_told(graph: Graph) -> None:
    network, figures = build(scaled(graph), seed=1), measure(graph).figures
    for step in network.plan.steps:
        if step.node in figures and not step.symbol.endswith("Softmax"):
            told = [figures[step.node].leaving(outlet).shape for outlet in range(len(step.gives))]
            assert [tuple(network.tensors[value].shape[1:]) for value in step.gives] == told


def test_a_node_that_shows_a_second_output_shows_its_maps() -> None:
    graph, instance = group(set_state(told_apart(), ["conv"], "bypassed"), ["pool"])
    network, image, block = build(scaled(graph), seed=1), pixels(1)[0], graph.nodes[instance].block
    assert isinstance(block, Instance)
    second = f"{instance}/{block.module.outputs[1].id}"
    assert network.plan.value_of(second) == "module1_pool:1"
    indices = feature_maps(network, second, image).values
    pooled = feature_maps(network, instance, image).values
    assert set(np.unique(indices)) == {0, 1, 2, 3}
    assert pooled.shape == indices.shape == (4, 4, 3)
    shown = thumbnails(network, [instance, second], image)
    assert not np.array_equal(shown[instance].values, shown[second].values)


def test_layers_of_several_outputs_are_timed_as_the_others() -> None:
    for graph in (told_apart(), watcher(), reader(), translator()):
        watch = Stopwatch(network := build(scaled(graph), seed=1), pixels(2))
        while (found := watch.go_on(9.0)) is None:
            pass
        assert found.keys() == {step.name for step in network.plan.steps[1:]}


@pytest.mark.parametrize("graph", [told_apart(), watcher(), translator()], ids=["coder", "watcher", "translator"])
def test_training_reaches_what_stands_before_and_behind(graph: Graph) -> None:
    network = build(scaled(graph), seed=1)
    before = [np.asarray(weight) for weight in network.model.trainable_variables]
    labels = np.tile([0, 1, 2, 0], (2, 1))
    Stepper(network, LossOfEach(Recipe().loss), optimizer(Recipe())).run(pixels(8).reshape(2, 4, 8, 8, 3), labels)
    assert all(not np.array_equal(old, new) for old, new in zip(before, network.model.trainable_variables, strict=True))


def test_an_output_may_take_a_state() -> None:
    recipe, network = Recipe(loss=SquaredError(), epochs=1), build(scaled(reader()), seed=1)
    steps = Stepper(network, LossOfEach(recipe.loss), optimizer(recipe))
    images, labels = pixels(8).reshape(1, 8, 8, 8, 3), np.array([[0, 1, 2, 0, 1, 2, 0, 1]])
    losses = [steps.run(images, labels).losses[0] for _ in range(30)]
    assert losses[-1] < 0.7 * losses[0]
    assert predict(network, pixels(5)).shape == (5, 3)


def test_weights_are_kept_when_the_state_is_asked_for() -> None:
    plain = reader().replace(nodes={**reader().nodes, "lstm": graph_of({"lstm": LSTM(units=3)}).nodes["lstm"]})
    plain = plain.replace(wires=graph_of(dict.fromkeys(plain.nodes, Flatten()), "image rows", "rows lstm", "lstm answer").wires)
    old, new = build(scaled(plain), seed=1), build(scaled(reader()), seed=2)
    assert adopt(old, new) == ("lstm",)


@pytest.mark.parametrize("name", HERE)
def test_it_is_taken_away_in_every_format(name: Format, tmp_path: Path) -> None:
    network, images = build(scaled(told_apart()), seed=3), pixels(20)
    content = Content(network, ("cat", "car", "frog"), source(network.plan).text, images)
    sample = Sample(images, predict(network, images).argmax(axis=-1), "test")
    found = export(content, name, tmp_path / "taken away", sample)
    assert found.difference <= 1e-4
    assert found.accuracy == 1.0
