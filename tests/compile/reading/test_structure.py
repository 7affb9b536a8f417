"""Sections whose names say nothing become modules by how they are wired; what they differ in are their parameters."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D, Conv2DTranspose
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add, Average, Concatenate
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import GlobalAveragePooling2D, MaxPooling2D
from studio.compile.planner import plan
from studio.compile.reading.folding import Folded, folded
from studio.graph.flat import flat
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance
from tests.compile.drawings import drawing
from tests.compile.reading.configs import wires
from tests.compile.reading.test_folding import instances


class Draft:
    """A drawing made node by node, with the names that Keras makes up."""

    def __init__(self) -> None:
        self.blocks: dict[str, Any] = {"image": Input(shape=(32, 32, 3))}
        self.wires: list[tuple[str, str, int]] = []
        self.last = "image"

    def then(self, block: Any, *sources: str) -> str:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(block).__name__).lower()
        name = f"{words}_{len(self.blocks)}"
        self.blocks[name] = block
        self.wires += [(source, name, port) for port, source in enumerate(sources or (self.last,))]
        self.last = name
        return name

    def pooled(self, size: int, source: str) -> str:
        return self.then(MaxPooling2D(pool_size=(size, size), strides=(1, 1), padding="same"), source)

    def rename(self, old: str, new: str) -> None:
        self.blocks = {new if name == old else name: block for name, block in self.blocks.items()}
        self.wires = [(*(new if name == old else name for name in wire[:2]), wire[2]) for wire in self.wires]
        self.last = new if self.last == old else self.last

    def unit(self, filters: int, *sources: str, size: int = 3) -> str:
        self.then(Conv2D(filters=filters, kernel_size=(size, size), padding="same", use_bias=False), *sources)
        self.then(BatchNormalization())
        return self.then(ReLU())

    def mixed(self, filters: int) -> str:
        before = self.last
        one = self.unit(filters, before, size=1)
        other = self.unit(filters, self.unit(filters // 2, before, size=1))
        return self.then(Concatenate(), one, other, self.then(MaxPooling2D(pool_size=(3, 3), strides=(1, 1), padding="same"), before))

    def residual(self, filters: int) -> str:
        before = self.last
        return self.then(Add(), self.unit(filters), before)

    def cell(self, filters: int, before: str) -> str:
        """Takes the answers of the last two, as the cells of NASNet do."""
        last = self.last
        one, other = self.unit(filters, last, size=1), self.unit(filters, before, size=1)
        return self.then(Concatenate(), other, self.then(Add(), one, self.unit(filters, other)), self.then(Add(), other, one))

    def done(self) -> Graph:
        self.then(GlobalAveragePooling2D())
        self.then(Dense(units=10, activation="softmax"))
        self.then(Output())
        return drawing(self.blocks, self.wires)


def same_network(graph: Graph, found: Folded) -> None:
    """The folded drawing, laid out again, has the same layers with the same values, wired the same."""
    before, after = ({step.node: (step.symbol, step.arguments) for step in plan(each, "Net").steps} for each in (graph, found.graph))
    assert {found.paths.get(node, node): step for node, step in before.items()} == after
    laid, where = flat(found.graph).graph, found.paths
    moved = {(where.get(wire.source, wire.source), where.get(wire.target, wire.target), wire.port) for wire in graph.wires}
    assert moved == {(wire.source, wire.target, wire.port) for wire in laid.wires}
    assert not [issue for issue in measure(found.graph).issues if issue.stops]


def inception() -> Graph:
    draft = Draft()
    draft.unit(8)
    for filters in (4, 8, 8, 8):
        draft.mixed(filters)
    return draft.done()


def test_branches_that_come_again_are_one_module_of_smaller_ones() -> None:
    graph = inception()
    found = folded(graph)
    same_network(graph, found)
    (mixed,) = [node for node in found.graph.nodes.values() if "branches" in repr(instances(found.graph).get(node.name))]
    assert (mixed.block.repeat, dict(mixed.block.first)) == (4, {"filters": 2})
    module = mixed.block.module
    assert [(each.name, each.value, each.like) for each in module.parameters] == [("filters", 4, "Conv2D.filters")]
    assert {binding.expression for binding in module.bindings} == {"filters", "filters * 2"}
    assert {each.block.module.name for each in module.graph.nodes.values() if hasattr(each.block, "module")} == {"conv_norm_relu"}


def test_rows_that_come_again_are_a_module() -> None:
    draft = Draft()
    for filters in (8, 16, 16, 32):
        draft.unit(filters)
        draft.then(MaxPooling2D())
    graph = draft.done()
    found = folded(graph)
    same_network(graph, found)
    assert {module for module, _ in instances(found.graph).values()} == {"conv_block"}
    assert sum(repeat for _, repeat in instances(found.graph).values()) == 4


def test_shortcuts_make_residual_modules_with_a_repeat_count() -> None:
    draft = Draft()
    draft.unit(8)
    for _ in range(5):
        draft.residual(8)
    graph = draft.done()
    found = folded(graph)
    same_network(graph, found)
    assert ("residual", 5) in instances(found.graph).values()


def of_two_inputs(graph: Graph) -> list[Instance]:
    return [node.block for node in graph.nodes.values() if isinstance(node.block, Instance) and len(node.block.module.inputs) == 2]


def test_cells_that_take_the_last_two_are_one_module_with_two_inputs() -> None:
    draft = Draft()
    before, last = draft.unit(8), draft.unit(8)
    for filters in (8, 8, 16, 16):
        before, last = last, draft.cell(filters, before)
    graph = draft.done()
    found = folded(graph)
    same_network(graph, found)
    used = of_two_inputs(found.graph)
    assert len(used) == 4
    assert len({each.module.name for each in used}) == 1
    assert [port.name for port in used[0].module.inputs] == ["input1", "input2"]
    assert sorted(each.chosen()["filters"] for each in used) == [8, 8, 16, 16]
    assert len(found.graph.nodes) == len(used) + 6  # the image, two units, three at the end


def test_a_cell_is_called_after_what_it_ends_in() -> None:
    draft = Draft()
    before, last = draft.unit(8), draft.unit(8)
    for number in range(3):
        before, last = last, draft.cell(8, before)
        draft.rename(last, f"normal_concat_{number}")
        last = draft.last
    found = folded(draft.done()).graph
    assert {name for name, (module, _) in instances(found).items() if module == "normal"} == {"normal_0", "normal_1", "normal_2"}


def test_large_cells_of_one_name_are_modules_though_they_differ() -> None:
    draft = Draft()
    before, last = draft.unit(8), draft.unit(8)
    for number, sizes in enumerate([(2, 3, 4, 5), (2, 3, 4, 5), (2, 3, 4, 5, 6), (2, 3, 4, 5, 6, 7)]):
        pairs = [[draft.pooled(size, each) for each in (last, before)] for size in sizes]
        draft.then(Average(), *[draft.then(Add(), *pair) for pair in pairs])
        draft.rename(draft.last, f"normal_average_{number}")
        before, last = last, draft.last
    graph = draft.done()
    found = folded(graph)
    same_network(graph, found)
    names = {name: module for name, (module, _) in instances(found.graph).items() if "normal" in name}
    assert names.keys() == {"normal_0", "normal_1", "normal_2", "normal_3"}
    assert names["normal_0"] == names["normal_1"]
    assert len(set(names.values())) == 3
    assert {module.rstrip("_23") for module in names.values()} == {"normal"}


def test_levels_of_a_decoder_are_one_module_that_takes_the_skip_too() -> None:
    draft, skips = Draft(), list[str]()
    for filters in (4, 8, 16):
        skips.append(draft.unit(filters))
        draft.then(MaxPooling2D())
    draft.unit(32)
    for filters, skip in zip((16, 8, 4), reversed(skips), strict=True):
        up = draft.then(Conv2DTranspose(filters=filters, kernel_size=(2, 2), strides=(2, 2)))
        draft.then(Concatenate(), skip, up)
        draft.unit(filters)
    graph = draft.done()
    found = folded(graph)
    same_network(graph, found)
    levels = of_two_inputs(found.graph)
    assert len(levels) == 3
    assert len({each.module.name for each in levels}) == 1
    inside = {type(node.block).__name__ for node in levels[0].module.graph.nodes.values()}
    assert inside == {"ModuleInput", "ModuleOutput", "Conv2DTranspose", "Concatenate", "Instance"}


def test_two_rows_alike_in_a_small_network_stay_as_they_are() -> None:
    draft = Draft()
    draft.unit(8)
    draft.unit(8)
    graph = draft.done()
    assert folded(graph) == (graph, {})


def test_values_that_no_parameter_holds_tell_sections_apart() -> None:
    draft = Draft()
    draft.unit(8)
    for strength in (None, 0.1, None, 0.1):
        before = draft.last
        draft.unit(8)
        norm = draft.then(BatchNormalization() if strength is None else BatchNormalization(momentum=strength))
        draft.then(Add(), norm, before)
    graph = draft.done()
    same_network(graph, folded(graph))


@st.composite
def drafts(draw: st.DrawFn) -> Graph:
    """Networks of parts that may come again."""
    draft = Draft()
    draft.unit(4)
    for part in draw(st.lists(st.sampled_from(["unit", "mixed", "same", "wide", "cell"]), min_size=1, max_size=7)):
        match part:
            case "unit":
                draft.unit(4)
            case "wide":
                draft.unit(8, size=1)
            case "mixed":
                draft.mixed(draw(st.sampled_from([2, 4, 8])))
            case "cell":
                before = draft.last
                draft.unit(4)
                draft.cell(4, before)
            case "same":
                draft.unit(4)
                draft.residual(4)
    return draft.done()


@given(drafts())
def test_the_network_stays_what_it_was(graph: Graph) -> None:
    same_network(graph, folded(graph))


def test_the_same_drawing_is_folded_the_same_way_again() -> None:
    assert wires(folded(inception()).graph) == wires(folded(inception()).graph)
