"""What is inside an instance of a module: the module's graph with the instance's values in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from studio.blocks.block import Block
from studio.forms import FormError
from studio.graph.figures import Figures
from studio.graph.model import Graph, Node, State
from studio.graph.module import BYPASS, Binding, Instance
from studio.graph.modules.expressions import ExpressionError, evaluate
from studio.graph.rules import inputs_of, outputs_of

LARGEST = 20_000
"""How many nodes a network may be laid out as; no larger one could be built in reasonable time."""
DEEPEST = 50
"""How many modules may lie in each other."""


class ContentError(ValueError):
    """What an instance cannot have inside: values that its module refuses, or too much; the text is a whole sentence.

    Attributes:
        faults: One sentence a fault, each with the name of the inner node in front.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults[0])


def content(instance: Instance, repetition: int = 0) -> Graph:
    """The graph inside one repetition of an instance, with what follows the parameters put in; kept with the instance.

    Args:
        instance: Which one.
        repetition: Counted from 0; all but the first are alike.

    Raises:
        ContentError: A value is refused, or it is too much to be laid out.
    """
    kept: dict[bool, Graph | ContentError] = instance.__dict__.setdefault("_contents", {})
    rest = bool(repetition) or instance.repeat < 2 or not instance.first
    if rest not in kept:
        kept[rest] = _bound(instance, int(rest))
    found = kept[rest]
    if isinstance(found, ContentError):
        raise found
    return found


def arriving(instance: Instance, inputs: Mapping[int, Figures]) -> dict[str, Figures]:
    """The figures of a module's own inputs for what arrives at an instance of it.

    Args:
        instance: Which one.
        inputs: Figures of what is wired to it, by port; ports without a wire are absent.

    Returns:
        Figures by the ids of the ModuleInputs.
    """
    ports = enumerate(instance.module.inputs)
    return {node.id: Figures(inputs[port].shape, reach=inputs[port].reach) if port in inputs else Figures() for port, node in ports}


def too_deep(instance: Instance) -> str:
    """Why an instance cannot be measured, in whole sentences; empty where it can. It can be dissolved all the same."""
    if (depth := instance.module.depth) <= DEEPEST:
        return ""
    return f"{titled(instance)} may hold modules in each other at most {DEEPEST} deep. Received: {depth}. Dissolve some of them."


def too_large(instance: Instance) -> str:
    """Why an instance cannot be laid out, whatever its values, in whole sentences; empty where it can."""
    if instance.size <= LARGEST:
        return ""
    received = f"{instance.size}, {instance.repeat} times {instance.module.size}" if instance.repeat > 1 else f"{instance.size}"
    remedy = "Lower its repeat count, or that of a module inside it."
    return f"{titled(instance)} may stand for at most {LARGEST} nodes. Received: {received}. {remedy}"


def _bound(instance: Instance, repetition: int) -> Graph | ContentError:
    if fault := too_large(instance):
        return ContentError([fault])
    module = instance.module
    nodes, faults = bound(module.graph, module.bindings, instance.chosen(repetition), f" of {titled(instance)}")
    return ContentError(faults) if faults else module.graph.replace(nodes=nodes)


def bound(graph: Graph, bindings: Iterable[Binding], values: Mapping[str, Any], where: str = "") -> tuple[Mapping[str, Node], list[str]]:
    """The nodes of a graph with what their bindings come to, and what is wrong with that, a sentence each.

    Args:
        graph: Whose nodes they are.
        bindings: Of its nodes; those of others say nothing.
        values: Of the parameters, by name.
        where: What follows the name of a node in a sentence, such as ` of Residual`.
    """
    nodes, faults = dict(graph.nodes), list[str]()
    for node_id, own in _by_node(bindings).items():
        if node_id not in nodes:
            continue
        try:
            nodes[node_id] = _with(nodes[node_id], own, values)
            faults += [f"In {nodes[node_id].name}{where}: {fault}" for fault in _cut_off(graph, nodes[node_id])]
        except FormError as error:
            faults += [f"In {nodes[node_id].name}{where}: {fault}" for fault in error.faults]
        except ExpressionError as error:
            faults.append(f"In {nodes[node_id].name}{where}: {error}")
    return nodes, faults


def titled(instance: Instance) -> str:
    """The module as people call it."""
    return instance.module.title or instance.module.name


def _by_node(bindings: Iterable[Binding]) -> dict[str, list[Binding]]:
    found: dict[str, list[Binding]] = {}
    for binding in bindings:
        found.setdefault(binding.node, []).append(binding)
    return found


def _cut_off(graph: Graph, node: Node) -> Iterator[str]:
    """What is wrong where wires use outputs or inputs that a node has no more with the values that follow for it."""
    outputs, inputs = outputs_of(node.block), inputs_of(node.block)
    for wire in graph.follows.get(node.id, ()):
        if wire.outlet >= outputs:
            yield _short(f"{graph.nodes[wire.target].name} takes output {wire.outlet + 1}", outputs, "output")
    for wire in graph.feeds.get(node.id, ()):
        if inputs is not None and wire.port >= inputs:
            yield _short(f"{graph.nodes[wire.source].name} feeds input {wire.port + 1}", inputs, "input")


def _short(wired: str, count: int, word: str) -> str:
    left = f"one {word} alone" if count == 1 else f"{count} {word}s"
    return f"{wired}. Received: values that leave {left}. Choose others, or remove that wire."


def _with(node: Node, bindings: Iterable[Binding], values: Mapping[str, Any]) -> Node:
    """An inner node with what its bindings come to."""
    fields = {binding.field: evaluate(binding.expression, values) for binding in bindings}
    state: State = node.state
    if BYPASS in fields:
        state = node.state if node.state == "muted" else "bypassed" if fields[BYPASS] else "on"
        del fields[BYPASS]
    block: Any = node.block
    if fields and isinstance(block, Block):
        block = block.replace(**fields)
    elif fields and isinstance(block, Instance):
        block = replace(block, values={**block.values, **fields})
    return node if block is node.block and state == node.state else replace(node, block=block, state=state)
