"""Which node of the drawing each name in its program stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.python import CodeBlock
from studio.blocks.typed_code import class_of
from studio.compile import code_parts
from studio.compile.parsing.own_code import parts_of
from studio.compile.parsing.program import Parsed
from studio.compile.parsing.values import Coded
from studio.compile.plan import Plan
from studio.compile.planner import layer_name
from studio.graph.flat import prefixes
from studio.graph.model import Graph, Node
from studio.graph.module import Instance, Module
from studio.graph.modules.used import modules_of


class Inner(NamedTuple):
    """What the names in a function stand for.

    Attributes:
        module: Name of the module.
        nodes: Ids of its nodes, by the names in the program.
        parameters: Names of its parameters, likewise.
    """

    module: str
    nodes: Mapping[str, str]
    parameters: Mapping[str, str]


class Links(NamedTuple):
    """What the names in a program stand for.

    Attributes:
        board: Ids of the nodes of the drawing, by the names in the program; of what the data puts before the network, that of the Input;
            of what stands inside a module that the program does not call as a function, its path.
        modules: Functions, by their names.
        own_answer: Whether the Softmax at the end is the Output's own, and not that of a node before it.
        parameters: Names of the parameters of the drawing, by the constants of the program.
    """

    board: Mapping[str, str]
    modules: Mapping[str, Inner]
    own_answer: bool
    parameters: Mapping[str, str] = {}


def links(plan: Plan, graph: Graph, program: Parsed) -> Links:
    """What the names stand for in a program that the studio wrote.

    Args:
        plan: Of the drawing, from which the program was written.
        graph: The drawing.
        program: What is read of the program.
    """
    plan = plan.answering()
    entry = plan.steps[0].node
    found = {layer_name(prefixes(graph)[node.id]): node.id for node in graph.nodes.values() if isinstance(node.block, Instance)}
    found |= {step.name: step.node or entry for step in plan.steps}
    ends = [node.id for node in program.graph.nodes.values() if isinstance(node.block, Output)]
    own = plan.meaning == "values" or any(step.name == plan.output and step.node == plan.outlet for step in plan.steps)
    board = {name: found[name] for name in program.graph.nodes if name in found} | dict.fromkeys(ends, plan.outlet)
    named = {constant: name for name, constant in constant_names(graph).items() if constant in program.parameters}
    return Links(board, _modules(graph, program), own, named)


def code_of(graph: Graph) -> dict[str, Coded]:
    """The layers of a person's own in a drawing, by the names of their classes."""
    graphs = [graph, *(module.graph for module in modules_of(graph).values())]
    blocks = (node.block for each in graphs for node in each.nodes.values())
    return {class_of(block.code): _coded(block) for block in blocks if isinstance(block, CodeBlock) and class_of(block.code)}


def _coded(block: CodeBlock) -> Coded:
    return Coded(block, parts_of(code_parts.in_program(block.code), class_of(block.code)))


def constant_names(graph: Graph) -> dict[str, str]:
    """The constants of a drawing's program, by the parameter that each is; `_` behind them keeps them apart from other names."""
    return {each.name: each.name.upper() for each in graph.parameters}


def _modules(graph: Graph, program: Parsed) -> dict[str, Inner]:
    named = modules_of(graph)
    found = {}
    for name, module in program.modules.items():
        own = named.get(name) or named.get(name.rstrip("_"))
        if own is not None:
            found[name] = Inner(own.name, _inside(own, module), _parameters(own, module))
    return found


def _inside(own: Module, module: Module) -> dict[str, str]:
    begins = prefixes(own.graph)
    own_ones = [node for node in own.graph.nodes.values() if not _port(node)]
    written = {re.sub("[^A-Za-z0-9_]", "_", begins.get(node.id, node.name)): node.id for node in own_ones}
    found = {name: written[name] for name, node in module.graph.nodes.items() if name in written and not _port(node)}
    return found | _ports(module.inputs, own.inputs) | _ports(module.outputs, own.outputs)


def _ports(program: Iterable[Node], own: Iterable[Node]) -> dict[str, str]:
    return {one.id: other.id for one, other in zip(program, own, strict=False)}


def _port(node: Node) -> bool:
    return isinstance(node.block, ModuleInput | ModuleOutput)


def _parameters(own: Module, module: Module) -> dict[str, str]:
    return {one.name: other.name for one, other in zip(module.parameters, own.parameters, strict=False)}


def is_front(node: Node, owner: Node) -> bool:
    """Whether a node of a program is what the data puts before the network, so that the Input stands for it."""
    return isinstance(owner.block, Input) and not isinstance(node.block, Input)
