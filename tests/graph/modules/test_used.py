"""The modules of a drawing are found once each, those inside others first."""

from __future__ import annotations

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.module import Instance, Module
from studio.graph.modules.used import modules_of
from tests.graph.small_modules import chosen, graph_of, network, residual, unit


def test_modules_inside_others_come_before_them() -> None:
    assert list(modules_of(network(chosen(residual()), chosen(unit())))) == ["conv_relu", "residual"]


def test_modules_that_stand_in_each_other_in_many_ways_are_looked_into_once() -> None:
    made = [unit(), residual()]
    for place in range(2, 80):  # each holds the two before it: there are more ways through them than anyone could walk
        blocks = {"in": ModuleInput(), "before": Instance(made[-2]), "last": Instance(made[-1]), "out": ModuleOutput()}
        made.append(Module(f"module{place}", graph_of(blocks, "in before", "before last", "last out")))
    found = modules_of(network(Instance(made[-1])))
    assert list(found.values()) == made
    assert made[-1].depth == 80
    assert made[-1].size > 10**16
