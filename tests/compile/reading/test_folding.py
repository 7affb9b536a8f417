"""Sections that repeat become modules, and the network stays what it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.compile.planner import plan
from studio.compile.reading.folding import folded
from studio.graph import edits
from studio.graph.flat import flat
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance
from tests.compile.drawings import drawing, id_of
from tests.compile.reading.configs import named, wires

Wires = list[tuple[str, str, int]]


def residual(name: str, before: str, filters: int = 4, shortcut: bool = False) -> tuple[dict[str, Any], Wires]:
    """A residual section after a node."""
    conv, norm, act, add = (f"{name}_{part}" for part in ("1_conv", "norm", "act", "add"))
    blocks: dict[str, Any] = {conv: Conv2D(filters=filters, padding="same"), norm: BatchNormalization(), act: ReLU(), add: Add()}
    found: Wires = [(before, conv, 0), (conv, norm, 0), (norm, act, 0), (act, add, 1)]
    if not shortcut:
        return blocks, [*found, (before, add, 0)]
    side = f"{name}_0_conv"
    return {side: Conv2D(filters=filters, kernel_size=(1, 1)), **blocks}, [*found, (before, side, 0), (side, add, 0)]


def network(*sections: tuple[dict[str, Any], Wires], last: str) -> Graph:
    blocks: dict[str, Any] = {"image": Input(shape=(8, 8, 3)), "stem": Conv2D(filters=4, padding="same")}
    found: Wires = [("image", "stem", 0)]
    for more, between in sections:
        blocks |= more
        found += between
    blocks |= {"pool": GlobalAveragePooling2D(), "scores": Dense(units=3), "output": Output()}
    return drawing(blocks, [*found, (last, "pool", 0), ("pool", "scores", 0), ("scores", "output", 0)])


def instances(graph: Graph) -> Mapping[str, tuple[str, int]]:
    """Module and repeat count of each instance, by its name."""
    return {node.name: (node.block.module.name, node.block.repeat) for node in graph.nodes.values() if isinstance(node.block, Instance)}


THREE = network(
    residual("block1", "stem", shortcut=True), residual("block2", "block1_add"), residual("block3", "block2_add"), last="block3_add"
)


def test_what_is_alike_in_a_chain_is_one_module_with_a_repeat_count() -> None:
    found = folded(THREE).graph
    assert instances(found) == {"block1": ("block1", 1), "block2": ("block", 2)}
    assert wires(found) == {
        "image -> stem",
        "stem -> block1",
        "block1 -> block2",
        "block2 -> pool",
        "pool -> scores",
        "scores -> output",
    }
    assert measure(found).issues == ()


def test_what_is_inside_has_names_without_that_of_the_section() -> None:
    module = named(folded(THREE).graph, "block2").block.module
    assert wires(module.graph) == {"input -> conv1", "conv1 -> norm", "norm -> act", "act -> add.1", "input -> add", "add -> output"}
    assert (module.name, module.title) == ("block", "Block")


def test_the_network_stays_what_it_was() -> None:
    before, after = (
        {step.node: (step.symbol, step.arguments) for step in plan(graph, "Net").steps} for graph in (THREE, folded(THREE).graph)
    )
    paths = folded(THREE).paths
    assert {paths.get(node, node): step for node, step in before.items()} == after
    laid = flat(folded(THREE).graph).graph
    assert {(paths.get(wire.source, wire.source), paths.get(wire.target, wire.target), wire.port) for wire in THREE.wires} == {
        (wire.source, wire.target, wire.port) for wire in laid.wires
    }


def test_what_is_alike_in_other_places_shares_its_module() -> None:
    one, between, other = residual("a_block1", "stem"), ({"rest": ReLU()}, [("a_block1_add", "rest", 0)]), residual("a_block2", "rest")
    found = folded(network(one, between, other, last="a_block2_add")).graph
    assert instances(found) == {"a_block1": ("a_block", 1), "a_block2": ("a_block", 1)}


def test_a_drawing_without_repetition_stays_as_it_is() -> None:
    graph = network(residual("block1", "stem", shortcut=True), residual("block2", "block1_add"), last="block2_add")
    assert folded(graph) == (graph, {})


def test_a_section_of_which_something_inside_is_taken_elsewhere_stays_as_it_is() -> None:
    graph = edits.change(THREE, id_of(THREE, "pool"), Add())
    graph = edits.connect(graph, id_of(graph, "block2_act"), id_of(graph, "pool"), 1)
    found = folded(graph).graph
    assert {"block1_add", "block2_add", "block3_add"} <= {node.name for node in found.nodes.values()}  # only the rows between repeat
    assert {(module, repeat) for module, repeat in instances(found).values()} == {("block", 1)}


def test_a_section_whose_answer_something_else_takes_as_well_ends_its_chain() -> None:
    graph = edits.change(THREE, id_of(THREE, "pool"), Add())
    graph = edits.connect(graph, id_of(graph, "block2_add"), id_of(graph, "pool"), 1)
    found = folded(graph).graph
    assert instances(found) == {"block1": ("block1", 1), "block2": ("block", 1), "block3": ("block", 1)}
    assert {"block2 -> block3", "block2 -> pool.1", "block3 -> pool"} <= wires(found)


def test_the_end_of_the_network_stays_outside() -> None:
    graph = edits.rename(THREE, id_of(THREE, "output"), "block3_output")
    assert instances(folded(graph).graph) == {"block1": ("block1", 1), "block2": ("block", 2)}


def test_a_module_that_the_studio_laid_out_is_one_again() -> None:
    before = folded(THREE).graph
    again = folded(flat(edits.rename(before, id_of(before, "block2"), "stage")).graph).graph
    assert instances(again) == {"stage_1": ("stage", 2)}


def test_the_first_section_may_go_without_a_number() -> None:
    graph = THREE
    for name in [node.name for node in graph.nodes.values() if node.name.startswith("block")]:
        new = name.replace("block1", "block").replace("1_conv", "conv").replace("0_conv", "side")
        graph = edits.rename(graph, id_of(graph, name), new)
    graph = edits.rename(graph, id_of(graph, "block_side"), "block4_side")  # which no other has, so that it is not known in the first
    found = folded(graph).graph
    assert instances(found) == {"block2": ("block", 2)}
    graph = edits.remove(graph, [id_of(graph, "block4_side")], heal=True)
    assert instances(folded(graph).graph) == {"block": ("block", 3)}


def test_an_activation_without_a_name_of_its_own_belongs_to_the_section_around_it() -> None:
    graph = THREE
    for number, name in enumerate(("block1_act", "block2_act", "block3_act")):
        graph = edits.rename(graph, id_of(graph, name), f"re_lu_{number}")
    found = folded(graph)
    assert instances(found.graph) == {"block1": ("block1", 1), "block2": ("block", 2)}
    module = named(found.graph, "block2").block.module
    assert wires(module.graph) == {"input -> conv1", "conv1 -> norm", "norm -> relu", "relu -> add.1", "input -> add", "add -> output"}
