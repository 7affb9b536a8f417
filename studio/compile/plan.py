"""The network as calls: what a drawing means as a Keras functional model, without Keras."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from msgspec import Struct, structs

Meaning = Literal["classes", "values"]
T = TypeVar("T")


class Call(Struct, frozen=True, tag=True):
    """A Keras object made for an argument, such as a regulariser.

    Attributes:
        symbol: `keras.regularizers.L2`.
        arguments: Its keyword arguments.
    """

    symbol: str
    arguments: dict[str, Argument]


Item = None | bool | int | float | str | Call | list[Any]
Argument = None | bool | int | float | str | list[Item] | Call
"""Said as types so that a Call comes back as a Call from a file or message, also from within another one or a list."""


class Step(Struct, frozen=True):
    """One layer and what it is called on.

    Attributes:
        name: The layer's name, unique in the plan.
        symbol: `keras.layers.Conv2D`, `keras.Input`, or one of ours: `studio.layers.maxout.Maxout`.
        arguments: Keyword arguments: numbers, strings, lists, None, nested `Call`s; never `name`.
        inputs: What it takes, in port order: names of values, see `value_name`; empty for the Input.
        node: Id of the node on the board that it came from, or its path through modules: see `studio.graph.flat`; empty for what the
            plan adds.
        trainable: Whether training changes its weights.
        multiplier: Of the learning rate, for its weights.
        pretrained: Where the weights are kept that it begins with: `network#path`; empty for fresh ones.
        calling: How the layer takes several inputs: empty for a list of them, `apart` for each as an argument of its own, or the name of
            the argument that takes all but the first.
        at_call: Keyword arguments of the call on them.
        outputs: What its outputs are called, where it has several.
    """

    name: str
    symbol: str
    arguments: dict[str, Argument]
    inputs: tuple[str, ...]
    node: str = ""
    trainable: bool = True
    multiplier: float = 1.0
    pretrained: str = ""
    calling: str = ""
    at_call: dict[str, Argument] = {}
    outputs: tuple[str, ...] = ()

    @property
    def gives(self) -> tuple[str, ...]:
        """Names of the values that it gives."""
        return tuple(value_name(self.name, outlet) for outlet in range(len(self.outputs) or 1))


def value_name(step: str, outlet: int) -> str:
    """What an output of a step is called where others take it: `pool1`, or `pool1:1` for its second."""
    return f"{step}:{outlet}" if outlet else step


def origin(value: str) -> tuple[str, int]:
    """The name of the step that gives a value, and which of its outputs that is."""
    step, _, outlet = value.partition(":")  # no name of a layer has one
    return step, int(outlet or 0)


def arranged(calling: str, inputs: Sequence[T]) -> tuple[list[Any], dict[str, Any]]:
    """What a layer is called on: by place, and by name.

    Args:
        calling: Of its step.
        inputs: What it takes, in port order.
    """
    if len(inputs) < 2 or calling == "apart":
        return [*inputs], {}
    return ([inputs[0]], {calling: [*inputs[1:]]}) if calling else ([[*inputs]], {})


class Head(Struct, frozen=True):
    """An auxiliary answer, which only training hears.

    Attributes:
        logits: Name of the value that training reads: before softmax, or the values themselves.
        loss_weight: How much its loss counts beside that of the network's own answer.
    """

    logits: str
    loss_weight: float


class Plan(Struct, frozen=True):
    """A whole network, in an order in which it can be built.

    The model takes raw pixels (0 to 255); scaling and zero-centring are steps of it, put in by `prepared`.

    Attributes:
        title: What the network is called.
        steps: The first is the Input.
        logits: Name of the value that training, attacks and hinge read: before softmax, or the output itself for values.
        output: Name of the value that predictions and exports end in: probabilities, or values.
        meaning: What the output is.
        outlet: Id of the Output node, which shows what `output` gives even where another node's step makes it.
        heads: The auxiliary answers; the layers that they alone need come after the others.
        made: Of nodes without a step of their own, such as modules and bypassed nodes: the node whose output they show, by id or path,
            with `:1` behind it for its second output.
    """

    title: str
    steps: tuple[Step, ...]
    logits: str
    output: str
    meaning: Meaning = "classes"
    outlet: str = ""
    made: dict[str, str] = {}
    heads: tuple[Head, ...] = ()

    @property
    def model_name(self) -> str:
        """The title as Keras takes it for a model: `lenet_5`."""
        return re.sub(r"[^a-z0-9]+", "_", self.title.lower()).strip("_") or "network"

    @property
    def input_shape(self) -> tuple[int, ...]:
        """(height, width, channels) of one image."""
        shape: Any = self.steps[0].arguments["shape"]
        return tuple(shape)

    def answering(self) -> Plan:
        """The plan without what only auxiliary answers need."""
        if not self.heads:
            return self
        needed = {origin(self.output)[0], origin(self.logits)[0]}
        for step in reversed(self.steps):
            needed |= {origin(value)[0] for value in step.inputs} if step.name in needed else set()
        return structs.replace(self, steps=tuple(step for step in self.steps if step.name in needed), heads=())

    def of_node(self, node: str) -> Step | None:
        """The last step that came from a node; its output is the node's. A module's is the one that its first output shows."""
        return self._shown(node)[0]

    def value_of(self, node: str) -> str | None:
        """The name of the value that is a node's first output; None where the network has no such node."""
        step, outlet = self._shown(node)
        return value_name(step.name, outlet) if step else None

    def _shown(self, node: str) -> tuple[Step | None, int]:
        """The last step that came from a node, and which of its outputs the node shows."""
        node, outlet = _parted(self.made[node]) if node in self.made else (node, 0)
        name, outlet = origin(self.output) if node and node == self.outlet else ("", outlet)
        return next((step for step in reversed(self.steps) if step.name == name or (node and step.node == node)), None), outlet


def _parted(shown: str) -> tuple[str, int]:
    """A node and one of its outputs, as `Plan.made` has it."""
    node, colon, outlet = shown.rpartition(":")
    return (node, int(outlet)) if colon and outlet.isdecimal() else (shown, 0)
