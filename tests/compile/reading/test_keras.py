"""What Keras itself writes is read back to the same layers, whatever their values."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from studio.blocks.answers import Unanswered
from studio.blocks.block import Block, Shape, ShapeError
from studio.blocks.unknown import UnknownBlock
from studio.compile.plan import Plan
from studio.compile.planner import plan, prepared
from studio.compile.reading.keras_file import read_keras
from studio.compile.reading.model_json import read_json
from studio.compile.reading.opened import Opened
from studio.graph.measure import measure
from studio.graph.module import Instance
from studio.worker.build import build
from tests import networks
from tests.blocks.strategies import LAYERS, UNLIKE, forms, inputs
from tests.blocks.test_keras import REFUSALS, called, layer_of, settings_of
from tests.compile.drawings import branched, lenet

pytestmark = [
    pytest.mark.filterwarnings(r"ignore:[\s\S]*softmax over axis -?\d of a tensor of shape:UserWarning"),  # of one value: meant here
    # Keras 3.15 saves its variables through NumPy in a way that NumPy 2 warns of.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
]


def model_of(layer: keras.layers.Layer, block: Block, shapes: Any) -> keras.Model:
    ports = [keras.Input(shape) for shape in shapes]
    return keras.Model(ports if block.many_inputs else ports[0], called(layer, block, ports))


def refuses(block: Block, shapes: Any) -> bool:
    """Whether the studio is stricter than Keras, which then may write what no block of its own holds."""
    try:
        block.output_shapes(*shapes)
    except Unanswered:
        return False
    except ShapeError:
        return True
    return False


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
@settings(max_examples=3, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_layer_of_the_catalogue_is_its_block_again(cls: type[Block], data: st.DataObject) -> None:
    alike = cls.__name__ not in UNLIKE
    block, shapes = (data.draw(forms(cls)), data.draw(inputs(cls))) if alike else (cls(), UNLIKE[cls.__name__])
    assume(not refuses(block, shapes))
    try:
        layer = layer_of(block)
        model = model_of(layer, block, shapes)
    except REFUSALS:
        assume(False)
    found = read_json(model.to_json())
    if cls.__name__ in ("Softmax", "Activation") or found.scale:  # the Output, a block for what it does, or the project's data
        assert_same_answers(found, model)
        return
    drawn = next(node.block for node in found.graph.nodes.values() if layer.name.startswith(node.name))  # a long name is cut
    assert isinstance(drawn, Block), found.remarks
    # As it was before it met an input, or as that made it: of all the channels, for one, Keras writes how many they are.
    assert settings_of(layer_of(drawn)) in (settings_of(layer_of(block)), settings_of(layer))


def assert_same_answers(found: Opened, model: keras.Model) -> None:
    """The drawing of a model without weights computes what the model computes."""
    network = build(prepared(plan(found.graph, found.title), found.scale, found.mean))
    values = np.random.default_rng(1).uniform(0, 255, (2, *model.input_shape[1:])).astype("float32")
    np.testing.assert_allclose(network.model(values), model(values), rtol=1e-5)


CALM = {"activity_regularizer": keras.regularizers.L1L2(0.1, 0.2)}
CALMED: dict[str, tuple[Shape, dict[str, Any]]] = {
    "Conv2D": ((6, 6, 2), {"filters": 3, "kernel_size": 3, "activation": "relu"}),
    "GRU": ((6, 2), {"units": 3, "return_sequences": True}),
    "EinsumDense": ((4, 5), {"equation": "abc,cd->abd", "output_shape": (None, 3)}),
    "BatchNormalization": ((5,), {}),
    "ReLU": ((5,), {}),
}


@pytest.mark.parametrize("name", CALMED)
def test_a_regulariser_of_answers_adds_as_much_to_the_loss(name: str) -> None:
    shape, said = CALMED[name]
    inputs = keras.Input(shape)
    model = keras.Model(inputs, keras.layers.Flatten()(getattr(keras.layers, name)(**said, **CALM)(inputs)))
    found = read_json(model.to_json())
    network = build(plan(found.graph, found.title))
    network.model.set_weights(model.get_weights())
    values = np.random.default_rng(1).normal(size=(4, *shape)).astype("float32")
    np.testing.assert_array_equal(network.model(values), model(values))
    assert float(sum(network.model.losses)) == pytest.approx(float(sum(model.losses)))
    assert len(model.losses) == 1


SHAPES: tuple[Shape, ...] = ((8, 8, 3), (8, 8, 32), (8, 4), (8,), (8, 8, 8, 4), (3, 6, 5, 4, 2))


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_nothing_is_remarked_of_a_layer_as_it_is_made(cls: type[Block]) -> None:
    block = cls()
    for shapes in [UNLIKE[cls.__name__]] if cls.__name__ in UNLIKE else [[shape] * (1 + cls.many_inputs) for shape in SHAPES]:
        with suppress(*REFUSALS):
            model = model_of(layer_of(block), block, shapes)
            remarks = read_json(model.to_json()).remarks
            assert [remark for remark in remarks if not remark.startswith("input_layer")] == []
            return
    pytest.fail(f"{cls.__name__} takes none of these shapes.")


def bare(plan: Plan) -> list[Any]:
    """A plan without names: each step by its place."""
    places = {step.name: place for place, step in enumerate(plan.steps)}
    steps = [(step.symbol, step.arguments, [places[name] for name in step.inputs]) for step in plan.steps]
    return [*steps, places[plan.logits], places[plan.output], plan.meaning]


def by_name(plan: Plan) -> dict[str, Any]:
    """A plan without its order, which follows from what stands where on the board."""
    steps: dict[str, Any] = {step.name: (step.symbol, step.arguments, step.inputs) for step in plan.steps}
    return {**steps, "logits": plan.logits, "output": plan.output, "meaning": plan.meaning}


DRAWINGS = {
    "lenet": lenet,
    "branched": branched,
    "densenet121": networks.densenet121,
    "unet": lambda: networks.unet(32, 4),
}
MEANS = {
    "none": lambda shape: None,
    "mean image": lambda shape: np.random.default_rng(1).uniform(0, 1, shape).astype("float32"),
    "per channel": lambda shape: np.random.default_rng(1).uniform(0, 1, shape[-1:]).astype("float32"),
}


@pytest.mark.parametrize("scale", [True, False], ids=["scaled", "raw"])
@pytest.mark.parametrize("centre", MEANS)
def test_what_the_studio_exports_is_the_drawings_network_again(tmp_path: Path, scale: bool, centre: str) -> None:
    made = plan(branched(), "Two Ways")
    mean = MEANS[centre](made.input_shape)
    build(prepared(made, scale, mean)).model.save(tmp_path / "model.keras")
    found = read_keras(tmp_path / "model.keras")
    assert (found.title, found.scale, found.centre, found.remarks) == ("Two ways", scale, centre, ())
    assert np.array_equal(found.mean, mean) if mean is not None else found.mean is None
    assert plan(found.graph, found.title).model_name == made.model_name
    assert bare(plan(found.graph, found.title)) == bare(made)


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawings_come_back_with_their_weights_in_place(name: str) -> None:
    made = plan(DRAWINGS[name](), name)
    model = build(made).model
    found = read_json(model.to_json(), fold=False)
    again = plan(found.graph, found.title)
    assert by_name(again) == by_name(made)
    assert measure(found.graph).weights == model.count_params()
    assert_weights_fit(found, model)


def assert_weights_fit(found: Opened, model: keras.Model) -> None:
    """Every layer with weights is named by the node that takes them, and the rebuilt layer has weights of the same shapes."""
    rebuilt = build(plan(found.graph, found.title))
    assert sorted(found.layers.values()) == sorted(layer.name for layer in model.layers if layer.weights)
    for node, name in found.layers.items():
        (step,) = [step for step in rebuilt.steps_of(node) if rebuilt.layers[step.name].weights]
        ours, theirs = rebuilt.layers[step.name], model.get_layer(name)
        assert [weight.shape for weight in ours.weights] == [weight.shape for weight in theirs.weights]


def test_a_published_network_is_drawn_whole() -> None:
    model = keras.applications.ResNet50(weights=None)
    found = read_json(model.to_json(), fold=False)
    assert found.remarks == ()
    assert not any(isinstance(node.block, UnknownBlock) for node in found.graph.nodes.values())
    assert measure(found.graph).issues == ()
    assert measure(found.graph).weights == model.count_params()
    assert_weights_fit(found, model)
    rebuilt = build(plan(found.graph, found.title))
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Activation, keras.layers.InputLayer)) and layer.name != "predictions":
            assert settings_of(rebuilt.layers[layer.name]) | {"axis": -1} == settings_of(layer) | {"axis": -1}  # or 3, which is the same


def test_repeating_sections_are_modules_that_answer_the_same_bit_for_bit() -> None:
    shape = (32, 32, 3)
    model = keras.applications.ResNet50(weights=None, input_shape=shape, classes=5)
    found = read_json(model.to_json())
    instances = [(node.name, node.block.repeat) for node in found.graph.nodes.values() if isinstance(node.block, Instance)]
    assert sorted(instances) == [
        ("conv2_block1", 1),
        ("conv2_block2", 2),
        ("conv3_block1", 1),
        ("conv3_block2", 3),
        ("conv4_block1", 1),
        ("conv4_block2", 5),
        ("conv5_block1", 1),
        ("conv5_block2", 2),
    ]
    assert len(found.graph.nodes) == 18
    assert_weights_fit(found, model)
    rebuilt = build(plan(found.graph, found.title))
    for node, name in found.layers.items():
        (step,) = [step for step in rebuilt.steps_of(node) if rebuilt.layers[step.name].weights]
        rebuilt.layers[step.name].set_weights(model.get_layer(name).get_weights())
    images = np.random.default_rng(1).uniform(0, 255, (2, *shape)).astype("float32")
    assert np.array_equal(rebuilt.model(images, training=False), model(images, training=False))
