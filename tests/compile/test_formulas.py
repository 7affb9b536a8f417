"""Expressions of parameters are Python in the program, and come to the same."""

from __future__ import annotations

import pytest

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.module import BYPASS, Binding, Module, Parameter
from tests.compile.drawings import block
from tests.compile.modules import bound
from tests.compile.programs import checked
from tests.graph.small_modules import chosen, graph_of, network


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("units*4", "units * 4"),
        ("units / 2", "units // 2"),
        ("units / 4 if units > 4 else 1", "units // 4 if units > 4 else 1"),
        ("max(units - 2, 1)", "max(units - 2, 1)"),
        ("units if kind == 'wide' else 3", 'units if kind == "wide" else 3'),
        ("-units + (units+1) * 2", "-units + (units + 1) * 2"),
    ],
)
def test_expressions_are_written_as_python(expression: str, written: str) -> None:
    module = bound(expression, units=4, kind="wide")
    text = checked(network(chosen(module), chosen(module, units=16), shape=(2, 2, 1)))
    assert f'layers.Dense({written}, name=f"{{name}}_dense")' in text


def test_a_division_that_leaves_a_rest_somewhere_stays_one() -> None:
    module = Module(
        "dropped",
        graph_of({"in": ModuleInput(), "drop": block("Dropout", rate=0.5), "out": ModuleOutput()}, "in drop", "drop out"),
        (Parameter("tenths", 5),),
        (Binding("drop", "rate", "tenths / 10"),),
    )
    assert "layers.Dropout(tenths / 10, " in checked(network(chosen(module), chosen(module, tenths=0)))


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("not wanted", "wanted"),
        ("wanted", "not wanted"),
        ("units == 4", "units != 4"),
        ("units >= 9", "units < 9"),
        ("units < 3 or wanted", "not (units < 3 or wanted)"),
        ("kind == 'plain'", 'kind != "plain"'),
    ],
)
def test_a_bypass_is_an_if(expression: str, condition: str) -> None:
    graph = graph_of(
        {"in": ModuleInput(), "relu": block("ReLU"), "drop": block("Dropout", rate=0.5), "out": ModuleOutput()},
        "in relu",
        "relu drop",
        "drop out",
    )
    parameters = (Parameter("wanted", False), Parameter("units", 4), Parameter("kind", "plain"))
    module = Module("perhaps", graph, parameters, (Binding("drop", BYPASS, expression),))
    text = checked(network(chosen(module), chosen(module, wanted=True), chosen(module, units=9, kind="other")))
    assert f'    if {condition}:\n        x = layers.Dropout(0.5, name=f"{{name}}_drop")(x)\n    return x\n' in text
