"""How a node is trained can be set in its properties, and how deep a network is frozen in those of the network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.training import freeze_to_depth, set_multiplier, set_trainable
from studio.look import Look
from studio.panels import sample_network
from studio.panels.depth_slider import DepthSlider
from studio.panels.training_section import TrainingSection


@pytest.fixture
def graph() -> Graph:
    return sample_network.lenet5()


def test_a_node_says_how_it_is_trained_and_tells_what_is_set(look: Look, shown: Callable[..., Any], graph: Graph) -> None:
    section = shown(TrainingSection(look), 300, 200)
    conv = graph.named("conv1")
    section.show_node(set_multiplier(graph, [conv.id], 0.1).nodes[conv.id], fresh=True)
    assert section.values() == {"trainable": True, "multiplier": 0.1}
    told: list[object] = []
    section.froze.connect(told.append)
    section.paced.connect(told.append)
    section._rows._take(section._rows._rows["multiplier"], 0.5)
    section._rows._take(section._rows._rows["multiplier"], -1)
    section._rows._take(section._rows._rows["trainable"], False)
    assert told == [0.5, False]
    section.show_node(replace(conv, trainable=False, pretrained="net#conv"), fresh=True)
    assert list(section._rows._rows) == ["trainable"]
    assert section._words.text() == "Begins with the pretrained weights of net, conv."


def test_the_slider_shows_how_deep_a_network_is_frozen_and_what_is_left(look: Look, shown: Callable[..., Any], graph: Graph) -> None:
    slider = shown(DepthSlider(look), 300, 200)
    measured = measure(graph)
    slider.show_network(graph, measured)
    assert slider.words()[1] == "Nothing is frozen."
    told: list[int] = []
    slider.chosen.connect(told.append)
    slider.move_to(2)
    held = freeze_to_depth(graph, measured, 2)
    after = measure(held, (graph, measured))
    slider.show_network(held, after)
    assert told == [2]
    assert slider.words() == (
        f"{after.weights - after.fixed:,} of {after.weights:,} weights train",
        "Frozen up to conv2; training begins with dense1.",
    )
    alone = set_trainable(graph, [graph.named("dense2").id], False)
    slider.show_network(alone, measure(alone))
    assert slider.words()[1] == "Nothing is frozen from the Input on. dense2 is frozen as well."
    whole = freeze_to_depth(graph, measured, 9)
    slider.show_network(whole, measure(whole))
    assert slider.words()[1] == "All of it is frozen, so there is nothing to train."
    assert told == [2]
