"""What is edited inside an instance becomes the module's, without the instance's own values."""

from __future__ import annotations

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.module import Binding, Instance, Module, Parameter
from studio.graph.modules.definition import defined
from studio.graph.modules.inside import content
from tests.graph.drawings import chain, node


def conv_module() -> Module:
    """Input, a convolution whose filters follow a parameter, and a ReLU that is bypassed where `plain` is true."""
    graph = chain(ModuleInput(), Conv2D(filters=8, padding="same"), ReLU(), ModuleOutput())
    bindings = (Binding(node(graph, "conv1"), "filters", "filters * 2"), Binding(node(graph, "relu1"), "bypass", "plain"))
    return Module("unit", graph, (Parameter("filters", 4, "Conv2D.filters"), Parameter("plain", False)), bindings)


def inside(instance: Instance) -> tuple[Graph, str]:
    graph = content(instance)
    return graph, node(graph, "conv1")


def test_nothing_edited_is_the_module_itself():
    instance = Instance(conv_module(), {"filters": 32, "plain": True})
    graph, conv = inside(instance)
    assert graph.nodes[conv].block == Conv2D(filters=64, padding="same")
    assert defined(instance, graph) == instance.module.graph


def test_another_value_changes_and_what_follows_a_parameter_is_the_modules_again():
    instance = Instance(conv_module(), {"filters": 32, "plain": True})
    graph, conv = inside(instance)
    own = defined(instance, edits.change(graph, conv, Conv2D(filters=64, kernel_size=(5, 5), padding="same")))
    assert own.nodes[conv].block == Conv2D(filters=8, kernel_size=(5, 5), padding="same")
    assert own.nodes[node(own, "relu1")].state == "on"


def test_a_name_and_a_place_are_kept_with_what_follows_a_parameter():
    instance = Instance(conv_module(), {"plain": True})
    graph, _ = inside(instance)
    relu = node(graph, "relu1")
    assert graph.nodes[relu].state == "bypassed"
    own = defined(instance, edits.move(edits.rename(graph, relu, "gate"), {relu: (5.0, 6.0)}))
    assert (own.nodes[relu].name, own.nodes[relu].position, own.nodes[relu].state) == ("gate", (5.0, 6.0), "on")


def test_a_value_that_follows_a_parameter_and_is_edited_all_the_same_becomes_the_modules():
    instance = Instance(conv_module(), {"filters": 32})
    graph, conv = inside(instance)
    own = defined(instance, edits.change(graph, conv, Conv2D(filters=3, padding="same")))
    assert own.nodes[conv].block == Conv2D(filters=3, padding="same")


def test_another_block_is_taken_as_it_is():
    instance = Instance(conv_module(), {"filters": 32})
    graph, conv = inside(instance)
    assert defined(instance, edits.change(graph, conv, ReLU())).nodes[conv].block == ReLU()


def test_new_and_removed_nodes_are_the_modules():
    instance = Instance(conv_module(), {"filters": 32})
    graph, conv = inside(instance)
    graph, new = edits.add(edits.remove(graph, [node(graph, "relu1")], heal=True), ReLU(), (0.0, 0.0))
    own = defined(instance, graph)
    assert new in own.nodes
    assert own.named("relu1") is own.nodes[new]
    assert own.nodes[conv].block == Conv2D(filters=8, padding="same")
