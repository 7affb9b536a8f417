"""Every block of the catalogue, drawn and built: the network is the one that the source program makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from studio.blocks.block import Block
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.pooling import MaxPooling2D
from studio.blocks.reshaping import Flatten
from studio.compile.plan import Plan
from studio.compile.planner import PlanError, plan, prepared
from studio.compile.source import source
from studio.graph.model import Graph, Node, Wire
from studio.worker.build import build
from studio.worker.filters import filters
from studio.worker.maps import InspectionError, feature_maps
from studio.worker.thumbnails import thumbnails
from tests.blocks.strategies import LAYERS, SELDOM, forms, usual

# Softmax over the one value that some drawings end in is meant here.
pytestmark = pytest.mark.filterwarnings(r"ignore:[\s\S]*softmax over axis -?\d of a tensor of shape:UserWarning")


@pytest.fixture(autouse=True)
def layers_known_to_keras() -> Iterator[None]:
    """Running a program tells Keras of the layers within it; afterwards it knows those of the studio again."""
    known = dict(keras.saving.get_custom_objects())
    yield
    keras.saving.get_custom_objects().update(known)


LED_BY = {"MaxUnpooling2D": (0, (MaxPooling2D(),)), "SpatialTransformer": (1, (Flatten(), Dense(units=6)))}
"""At which port, and by what, blocks are led to that need inputs of different shapes."""


def drawn(block: Block) -> Graph:
    """Input, the block (on all its ports the same, but for what leads to it) and an Output of values."""
    nodes = [Node("in", Input(shape=usual(type(block))), "image"), Node("it", block, "it"), Node("out", Output(meaning="values"), "answer")]
    ports = (0, 1) if block.many_inputs else (0,)
    wires = (*(Wire("in", "it", port) for port in ports), Wire("it", "out", 0))
    place, leading = LED_BY.get(type(block).__name__, (0, ()))
    for number, each in enumerate(leading):
        nodes.append(Node(f"led{number}", each, f"led{number}"))
        wires = tuple(Wire(f"led{number}", "it", place) if wire.target == "it" and wire.port == place else wire for wire in wires)
        wires += (Wire(f"led{number - 1}" if number else "in", f"led{number}"),)
    return Graph(nodes={node.id: node for node in nodes}, wires=tuple(sorted(wires)))


def planned(block: Block) -> Plan:
    try:
        return prepared(plan(drawn(block), "Drawn"), scale=True, mean=np.linspace(0, 1, usual(type(block))[-1]).astype("float32"))
    except PlanError:
        assume(False)
        raise


def run(program: str, seed: int) -> Any:
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile(program, "exported.py", "exec"), names)
    keras.utils.set_random_seed(seed)
    return names["build"]()


def config(value: Any) -> Any:
    """What Keras says of a model, without the Python module that a layer's class stands in."""
    if isinstance(value, dict):
        return {name: config(part) for name, part in value.items() if name != "module"}
    return [config(part) for part in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("cls", [cls for cls in LAYERS if cls not in SELDOM], ids=lambda cls: cls.__name__)
@settings(max_examples=3, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_network_is_the_one_that_its_program_makes(cls: type[Block], data: st.DataObject) -> None:
    made = planned(data.draw(forms(cls) | st.just(cls())))
    network, written = build(made, seed=7), run(source(made).text, seed=7)
    image = np.random.default_rng(0).integers(0, 256, (2, *made.input_shape)).astype("float32")
    assert config(network.model.get_config()) == config(written.get_config())
    assert all(np.array_equal(a, b) for a, b in zip(network.model.get_weights(), written.get_weights(), strict=True))
    assert np.array_equal(network.model(image, training=False), written(image, training=False), equal_nan=True)


FITTING = {"GroupNormalization": {"groups": 2}}
"""Values that suit the four channels here, where the usual ones do not."""


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_every_block_can_be_looked_at(cls: type[Block]) -> None:
    network = build(plan(drawn(cls(**FITTING.get(cls.__name__, {}))), "Drawn"), seed=1)
    image = np.random.default_rng(0).integers(0, 256, usual(cls), dtype=np.uint8)
    assert feature_maps(network, "it", image).values.shape == network.model.output_shape[1:]
    assert set(thumbnails(network, ["in", "it", "out"], image)) == {"in", "it", "out"}
    if cls.family == "convolution":
        assert filters(network, "it").ndim == 4
    else:
        with pytest.raises(InspectionError):
            filters(network, "it")
