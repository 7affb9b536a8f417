"""What is bypassed where a condition holds stands under an if."""

from __future__ import annotations

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.module import BYPASS, Binding, Module, Parameter, Placed
from tests.compile.drawings import block
from tests.compile.programs import checked
from tests.graph.small_modules import chosen, graph_of, network


def test_what_one_condition_decides_stands_under_one_if() -> None:
    names = ("conv", "norm", "relu", "drop")
    blocks: dict[str, Placed] = {
        "in": ModuleInput(),
        "conv": block("Conv2D", filters=8, padding="same"),
        "norm": block("BatchNormalization"),
    }
    blocks |= {"relu": block("ReLU"), "drop": block("Dropout", rate=0.5), "sum": block("Add"), "out": ModuleOutput()}
    graph = graph_of(blocks, "in conv", "conv norm", "norm relu", "relu drop", "relu sum 0", "drop sum 1", "in sum 2", "sum out")
    module = Module("perhaps", graph, (Parameter("wide", False),), tuple(Binding(name, BYPASS, "not wide") for name in names))
    assert (
        "    if wide:\n"
        '        x = layers.Conv2D(8, 3, padding="same", name=f"{name}_conv")(inputs)\n'
        '        x = layers.BatchNormalization(name=f"{name}_norm")(x)\n'
        '        relu = layers.ReLU(name=f"{name}_relu")(x)\n'
        "    else:\n"
        "        relu = inputs\n"
        "    if wide:\n"
        '        x = layers.Dropout(0.5, name=f"{name}_drop")(relu)\n'
        "    else:\n"
        "        x = relu\n"
    ) in checked(network(chosen(module), chosen(module, 2, {"wide": True})))


def test_a_bypassed_merge_gives_its_first_input() -> None:
    blocks: dict[str, Placed] = {"in": ModuleInput(), "a": block("ReLU"), "b": block("ReLU"), "sum": block("Add"), "out": ModuleOutput()}
    graph = graph_of(blocks, "in a", "a b", "a sum 1", "b sum 0", "sum out")
    module = Module("merge", graph, (Parameter("alone", False),), (Binding("sum", BYPASS, "alone"),))
    text = checked(network(chosen(module)))
    assert (
        "    if not alone:\n"
        '        x = layers.Add(name=f"{name}_sum")([x, a])\n'
        "    return x\n"
    ) in text  # fmt: skip
