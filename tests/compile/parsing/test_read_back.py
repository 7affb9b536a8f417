"""What the writer writes the reader reads: the drawing of a drawing's program computes the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from studio import paths
from studio.blocks.block import Block
from studio.compile.planner import PlanError, plan
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.project import file
from tests.blocks.strategies import LAYERS, UNLIKE, forms, usual
from tests.compile.modules import nested_chain, stages, u_net
from tests.compile.parsing.same import read_back
from tests.compile.test_any_modules import networks
from tests.compile.test_known_modules import boxed
from tests.compile.test_source import LIKE_THESE, SHAPES, around


@settings(max_examples=25)
@given(graph=networks())
def test_the_program_of_any_drawing(graph: Graph) -> None:
    try:
        plan(graph, "t")
    except PlanError:
        assume(False)
    read_back(graph)


@pytest.mark.parametrize("cls", [cls for cls in LAYERS if cls.__name__ not in UNLIKE], ids=lambda cls: cls.__name__)
@settings(max_examples=2, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_block_with_any_values(cls: type[Block], data: st.DataObject) -> None:
    shapes = SHAPES if usual(cls) in LIKE_THESE else (usual(cls),)[: len(usual(cls)) < 5]
    made = data.draw(forms(cls))
    graphs = [around(made, shape) for shape in shapes] + [boxed(made, shape) for shape in shapes]
    fitting = [graph for graph in graphs if not any(issue.stops for issue in measure(graph).issues)]
    if shapes:
        assume(fitting)
    for graph in fitting[:: max(1, len(fitting) - 1)]:
        read_back(graph)


@pytest.mark.parametrize("sample", sorted(path.name for path in paths.samples().iterdir() if path.is_dir()))
def test_every_sample(sample: str) -> None:
    for graph in file.read(paths.samples() / sample).graphs.values():
        read_back(graph)


@pytest.mark.parametrize("drawing", [stages, u_net, nested_chain])
def test_modules_in_modules(drawing: object) -> None:
    assert callable(drawing)
    read_back(drawing())
