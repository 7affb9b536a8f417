"""Every block inside a module, and every module that comes along, is written as it is built."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.blocks.block import Block
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance, Module, Placed
from studio.project.library import shipped
from tests.blocks.strategies import LAYERS, SELDOM, UNLIKE, forms, usual
from tests.compile.drawings import block
from tests.compile.programs import check_clean, checked
from tests.graph.small_modules import graph_of

SHAPES = {1: ((12,),), 2: ((5, 4),), 3: ((8, 8, 4), (6, 7, 2), (8, 8, 3)), 4: ((6, 6, 6, 2),)}
"""What arrives at a block, by the number of axes that it takes."""


def boxed(kind: Block, shape: tuple[int, ...]) -> Graph:
    """An image that is brought to a shape and goes through a module with one block in it (twice, where it takes many inputs)."""
    inner = graph_of(
        {"in": ModuleInput(), "subject": kind, "out": ModuleOutput()},
        *("in subject", "in subject 1")[: 1 + kind.many_inputs],
        "subject out",
    )
    blocks: dict[str, Placed] = {
        "image": Input(shape=(1, 1, int(np.prod(shape)))),
        "shaped": block("Reshape", target_shape=shape),
        "box": Instance(Module("box", inner)),
        "end": Output(meaning="values"),
    }
    return graph_of(blocks, "image shaped", "shaped box", "box end")


def is_network(graph: Graph) -> bool:
    return not any(issue.stops for issue in measure(graph).issues)


@pytest.mark.parametrize("cls", [cls for cls in LAYERS if cls.__name__ not in UNLIKE and cls not in SELDOM], ids=lambda cls: cls.__name__)
@settings(max_examples=4)
@given(data=st.data())
def test_every_block_in_a_module_is_written_as_it_is_built(cls: type[Block], data: st.DataObject) -> None:
    drawn = forms(cls).flatmap(lambda form: st.sampled_from([boxed(form, shape) for shape in SHAPES[len(usual(cls))]]))
    assert "def box(" in checked(data.draw(drawn.filter(is_network)))


@pytest.mark.parametrize("module", shipped(), ids=lambda module: module.name)
def test_the_modules_that_come_along_are_functions(module: Module, tmp_path: Path) -> None:
    """Each on an image of as many channels as it wants; where there are two inputs, the first sees half of it."""
    ports = ("image one",) if len(module.inputs) == 1 else ("image half", "half one", "image one 1")
    blocks: dict[str, Placed] = {"one": Instance(module), "half": block("MaxPooling2D"), "end": Output(meaning="values")}
    graphs = (graph_of({"image": Input(shape=(8, 8, wide)), **blocks}, *ports, "one end") for wide in (32, 64, 256))
    text = checked(next(filter(is_network, graphs)))
    assert f" = {module.name}(" in text
    check_clean({module.name: text}, tmp_path)
