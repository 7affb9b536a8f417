"""Which instances of a drawing are calls of their module's function: those of which the plan holds exactly the function's layers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from studio.compile.arguments import said
from studio.compile.body import Key, Placing, body, placings
from studio.compile.plan import Call, Plan, Step
from studio.compile.planner import layer_name
from studio.compile.unrolled import Unrolled, named
from studio.graph.flat import prefixes
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from studio.graph.modules.inside import ContentError
from studio.graph.rules import inputs_of


class Use(NamedTuple):
    """A call of a module's function, where the network is made.

    Attributes:
        node: Id of the node.
        instance: What stands there.
        name: What the names of its layers begin with.
        takes: Names of the values that it is called on.
        gives: Names of the values that its outputs show.
        steps: How many steps of the plan it stands for.
    """

    node: str
    instance: Instance
    name: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    steps: int


@dataclass
class Uses:
    """All calls of a program.

    Attributes:
        calls: By the place in the plan of the first step that they stand for.
        modules: By name; what a module calls comes before it.
        values: What the parameters are, one dict a call in the laid-out network, by the module's name.
    """

    calls: dict[int, Use] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    values: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, place: int, use: Use, values: Collection[tuple[str, dict[str, Any]]]) -> None:
        """Notes a call and the modules that it needs; not where it could not be written.

        It cannot where the name of a module stands for another one already, where it takes what is not in the network, and where an
        initializer is a parameter: made once for several layers, it would let them begin alike.
        """
        claimed = dict(self.modules)
        clashes = any(claimed.setdefault(module.name, module) != module for module in _needed(use.instance.module))
        if clashes or not all(use.takes) or _initializes(values):
            return
        self.modules, self.calls[place] = claimed, use
        for module, chosen in values:
            self.values.setdefault(module, []).append(chosen)


def uses(plan: Plan, graph: Graph) -> Uses:
    """The calls that make exactly the plan's steps, in its order and with its names; all else stays a row of layers.

    Args:
        plan: Of the drawing.
        graph: The drawing.
    """
    found, names, shown = Uses(), _names(plan), dict[Key, Key]()
    for placing in placings(graph):
        node, instance = placing.node.id, placing.node.block
        if not isinstance(instance, Instance) or not _whole(placing, instance):
            continue
        unrolled, name = Unrolled(names), layer_name(prefixes(graph)[node])
        takes = [shown.get(key, key) for key in placing.takes]
        try:
            gives = unrolled.call(instance, node, name, takes)
        except ContentError:  # of an instance that is not on the way to the Output: others stop a plan
            continue
        shown |= {(node, outlet): origin for outlet, origin in enumerate(gives)}
        if (place := _place(plan, unrolled.steps)) is not None:
            taken, given = (tuple(named(names, origin) for origin in origins) for origins in (takes, gives))
            found.add(place, Use(node, instance, name, taken, given, len(unrolled.steps)), unrolled.values)
    return found


def _initializes(values: Iterable[tuple[str, dict[str, Any]]]) -> bool:
    calls = (said(value) for _, chosen in values for value in chosen.values())
    return any(isinstance(value, Call) and value.symbol.startswith("keras.initializers.") for value in calls)


def _names(plan: Plan) -> dict[str, str]:
    """The name of the step whose output each node shows; of the Input, that of its preprocessing."""
    entry = plan.steps[0].node
    return {step.node or entry: step.name for step in plan.steps}


def _whole(placing: Placing, instance: Instance) -> bool:
    """Whether all ports are wired, those inside as well."""
    return len(placing.takes) == inputs_of(instance) and all(body(module).whole for module in _needed(instance.module))


def _needed(module: Module) -> list[Module]:
    """A module, after those that it calls."""
    inner = (placing.node.block for placing in body(module).placings)
    return [*(each for block in inner if isinstance(block, Instance) for each in _needed(block.module)), module]


def _place(plan: Plan, steps: Sequence[Step]) -> int | None:
    """Where steps stand together in a plan; None where they do not."""
    starts = (place for place, step in enumerate(plan.steps) if steps and step.node == steps[0].node)
    return next((place for place in starts if plan.steps[place : place + len(steps)] == tuple(steps)), None)
