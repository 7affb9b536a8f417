"""The figures of an instance: those of what is inside, for what arrives at its ports, added up over its repetitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from studio.blocks.answers import Question
from studio.blocks.block import POINT, Reach, Shape
from studio.graph.block_figures import UNKNOWN, reach_through
from studio.graph.figures import Figures, Measured
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.modules.inside import ContentError, arriving, content, titled, too_deep

_MOST = 64  # what arrives differs for a few shapes only, but an instance lives as long as the history

Arrival = tuple[Shape | None, Reach] | None


class Measure(Protocol):
    """How the inside of a module is measured: `studio.graph.measure.measure`, which needs this file itself."""

    def __call__(self, graph: Graph, *, given: Mapping[str, Figures]) -> Measured:
        """The figures of a graph for what is given to its ModuleInputs."""


class _Round(NamedTuple):
    """What one repetition makes of its inputs; `outputs` as they leave it."""

    outputs: tuple[Figures, ...]
    weights: int = 0
    fixed: int = 0
    multiply_adds: int = 0
    memory: int = 0
    refusal: str = ""
    asked: tuple[Question, ...] = ()


def module_figures(instance: Instance, inputs: Mapping[int, Figures], measure: Measure, without: frozenset[int] = frozenset()) -> Figures:
    """Shape, cost and reach of an instance; unknown where an input is, with the first inner fault where there is one.

    What was found is kept with the instance, so that an edit elsewhere costs a look.

    Args:
        instance: Which one.
        inputs: What arrives, by port; ports without a wire are absent.
        measure: How its inside is measured.
        without: Outputs that the network does not use; what leads to them alone costs nothing.
    """
    ports = range(len(instance.module.inputs))
    if any(port not in inputs or inputs[port].shape is None for port in ports):
        return UNKNOWN
    kept: dict[tuple[object, ...], Figures] = instance.__dict__.setdefault("_figures", {})
    key = (without, *((inputs[port].shape, inputs[port].reach) for port in ports))
    if key not in kept:
        found = _lessened(instance, inputs, measure, without) if without else _chained(instance, inputs, measure)
        if found.asked:
            return found
        if len(kept) >= _MOST:
            kept.clear()
        kept[key] = found
    return kept[key]


def _lessened(instance: Instance, inputs: Mapping[int, Figures], measure: Measure, without: frozenset[int]) -> Figures:
    """All shapes, but the cost without what leads to some outputs alone."""
    whole, module = module_figures(instance, inputs, measure), instance.module
    gone = {module.outputs[outlet].id for outlet in without}
    nodes = {node_id: node for node_id, node in module.graph.nodes.items() if node_id not in gone}
    graph = module.graph.replace(nodes=nodes, wires=tuple(wire for wire in module.graph.wires if wire.target not in gone))
    if whole.asked:
        return whole
    part = _chained(replace(instance, module=replace(module, graph=graph)), inputs, measure)
    return replace(whole, weights=part.weights, fixed=part.fixed, multiply_adds=part.multiply_adds, memory=part.memory)


def _chained(instance: Instance, inputs: Mapping[int, Figures], measure: Measure) -> Figures:
    if fault := too_deep(instance):
        return Figures(refusal=fault)
    if instance.repeat > 1 and (len(instance.module.inputs), len(instance.module.outputs)) != (1, 1):
        return Figures(refusal=_no_chain(instance))
    rounds: list[_Round] = []
    for repetition in range(instance.repeat):
        rounds.append(_round(instance, repetition, inputs, measure))
        if rounds[-1].refusal or rounds[-1].asked:
            return Figures(refusal=rounds[-1].refusal, asked=rounds[-1].asked)
        inputs = dict(enumerate(rounds[-1].outputs))
    return _summed(rounds)


def _summed(rounds: list[_Round]) -> Figures:
    first, *others = rounds[-1].outputs or (UNKNOWN,)
    return Figures(
        shape=first.shape,
        weights=sum(each.weights for each in rounds),
        fixed=sum(each.fixed for each in rounds),
        multiply_adds=sum(each.multiply_adds for each in rounds),
        memory=sum(each.memory for each in rounds),
        reach=first.reach,
        others=tuple((figures.shape, figures.reach) for figures in others),
    )


def _round(instance: Instance, repetition: int, inputs: Mapping[int, Figures], measure: Measure) -> _Round:
    """One repetition. Through a single input its reach is laid over what arrives, so that only shapes call for a new look inside."""
    if len(inputs) != 1:
        return _inside(instance, repetition, inputs, measure)
    kept: dict[tuple[bool, Shape | None], _Round] = instance.__dict__.setdefault("_rounds", {})
    key = (bool(repetition) or not instance.first, inputs[0].shape)
    if key not in kept:
        found = _inside(instance, repetition, {0: Figures(inputs[0].shape, reach=POINT)}, measure)
        if found.asked:
            return found
        if len(kept) >= _MOST:
            kept.clear()
        kept[key] = found
    found = kept[key]
    return found._replace(outputs=tuple(Figures(own.shape, reach=reach_through(own.reach, [inputs[0]])) for own in found.outputs))


def _inside(instance: Instance, repetition: int, inputs: Mapping[int, Figures], measure: Measure) -> _Round:
    try:
        graph = content(instance, repetition)
    except ContentError as error:
        return _Round((), refusal=str(error))
    measured = measure(graph, given=arriving(instance, inputs))
    if (refusal := _fault(instance, graph, measured)) or measured.questions:
        return _Round((), refusal=refusal, asked=measured.questions)
    outputs = tuple(Figures(found.shape, reach=found.reach) for node in instance.module.outputs if (found := measured.figures[node.id]))
    return _Round(outputs, measured.weights, measured.fixed, measured.multiply_adds, measured.memory)


def _fault(instance: Instance, graph: Graph, measured: Measured) -> str:
    """The first inner fault, with where it is."""
    issue = next((issue for issue in measured.issues if issue.stops), None)
    if issue is None:
        return ""
    where = f"{graph.nodes[issue.node].name} of {titled(instance)}" if issue.node else titled(instance)
    return f"In {where}: {issue.text}"


def _no_chain(instance: Instance) -> str:
    inputs, outputs = len(instance.module.inputs), len(instance.module.outputs)
    has = f"{inputs} {'input' if inputs == 1 else 'inputs'} and {outputs} {'output' if outputs == 1 else 'outputs'}"
    return f"{titled(instance)} can stand in a chain only with one input and one output. Received: {has}. Set its repeat count to 1."
