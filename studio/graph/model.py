"""The drawing as data: nodes, wires, notes and the graph that holds them; all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from studio.blocks.block import Block
from studio.blocks.unknown import UnknownBlock

if TYPE_CHECKING:
    from studio.graph.module import Instance

Position = tuple[float, float]  # of a card's upper left corner, in pixels at 100 %
State = Literal["on", "bypassed", "muted"]


class Node(Struct, frozen=True):
    """A block placed in a graph.

    Attributes:
        id: Unique in its graph, never shown, kept for life: weights, pictures and diffs follow it.
        block: The kind of layer with its values, or a module with its own.
        name: Unique in its graph; the Keras layer's name. A Python identifier.
        position: Of the card's upper left corner on the board.
        state: Bypassed passes its first input on as if it were a wire; muted is left out together with its wires.
        locked: Whether it stays where and as it is until it is unlocked.
        trainable: Whether training changes its weights; a frozen module holds all that is inside still.
        multiplier: Of the recipe's learning rate, for its weights; above 0. Those of modules around it multiply it.
        pretrained: Where weights are kept that it begins with: `network`, or `network#path` of a node that was inside it; empty for fresh
            ones. What is inside a module begins with those of its own path: see `studio.graph.manner`.
    """

    id: str
    block: Block | UnknownBlock | Instance
    name: str
    position: Position = (0.0, 0.0)
    state: State = "on"
    locked: bool = False
    trainable: bool = True
    multiplier: float = 1.0
    pretrained: str = ""


class Wire(Struct, frozen=True, order=True, gc=False):
    """From an output of a node to an input port of another node; a port takes one wire.

    Attributes:
        source: Id of the node whose output it takes.
        target: Id of the node that it feeds.
        port: Which input, from 0; blocks with many inputs keep theirs in order without gaps.
        outlet: Which output, from 0; most blocks have one.
    """

    source: str
    target: str
    port: int = 0
    outlet: int = 0


class Note(Struct, frozen=True):
    """What a person writes or draws on the board beside the network: it explains and computes nothing.

    Attributes:
        id: Unique in its graph, never shown.
        text: Of a comment, or the title of a frame.
        position: Of the upper left corner.
        size: Width and height, in pixels at 100 %.
        colour: Key of a family, whose colour it has; empty for a neutral one.
        kind: A comment is a sheet of text; a frame lies behind the cards that it holds and takes them along.
        expanded: Of a frame that shows a module in place: what stood there and stands there again when it is collapsed.
    """

    id: str
    text: str = ""
    position: Position = (0.0, 0.0)
    size: tuple[float, float] = (240.0, 120.0)
    colour: str = ""
    kind: Literal["comment", "frame"] = "comment"
    expanded: Node | None = None


class Parameter(Struct, frozen=True):
    """A named value that others follow: of a drawing, or of a module, where each instance may choose another.

    Attributes:
        name: A Python identifier, as expressions and the exported program say it.
        value: Of the drawing; of a module, the default.
        like: The field whose limits, unit and editor it has, such as `Conv2D.filters`; empty for one that only expressions use.
        help: A sentence for the properties.
    """

    name: str
    value: Any
    like: str = ""
    help: str = ""


class Binding(Struct, frozen=True):
    """A value of a node that follows the parameters of what the node stands in.

    Attributes:
        node: Id of the node.
        field: Of its block, or the parameter of its module, or `bypass`.
        expression: Of parameters, such as `filters * 4`; see `studio.graph.modules.expressions`.
    """

    node: str
    field: str
    expression: str


class Graph(Struct, frozen=True, dict=True):
    """A drawing. Equal when nodes and wires are equal, whatever their order.

    Attributes:
        nodes: By id.
        wires: Sorted, without duplicates.
        notes: Comments and frames by id.
        parameters: Of the drawing, in the order of the properties; the inside of a module has those of its module instead.
        bindings: Which values of nodes follow them. The nodes hold what they come to: see `studio.graph.named_values`.
    """

    nodes: Mapping[str, Node] = {}
    wires: tuple[Wire, ...] = ()
    notes: Mapping[str, Note] = {}
    parameters: tuple[Parameter, ...] = ()
    bindings: tuple[Binding, ...] = ()

    @cached_property
    def feeds(self) -> Mapping[str, tuple[Wire, ...]]:
        """The wires that arrive at each node, by port; nodes without one are absent."""
        found: dict[str, list[Wire]] = {}
        for wire in self.wires:
            found.setdefault(wire.target, []).append(wire)
        return {node: tuple(sorted(wires, key=_port)) for node, wires in found.items()}

    @cached_property
    def follows(self) -> Mapping[str, tuple[Wire, ...]]:
        """The wires that leave each node; nodes without one are absent."""
        found: dict[str, list[Wire]] = {}
        for wire in self.wires:
            found.setdefault(wire.source, []).append(wire)
        return {node: tuple(wires) for node, wires in found.items()}

    def named(self, name: str) -> Node | None:
        """The node with that name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Node]:
        return {node.name: node for node in self.nodes.values()}

    def replace(
        self, nodes: Mapping[str, Node] | None = None, wires: tuple[Wire, ...] | None = None, notes: Mapping[str, Note] | None = None
    ) -> Graph:
        """The same graph with other nodes, wires or notes; where the wires stay, so do their indexes."""
        new = Graph(
            nodes=self.nodes if nodes is None else nodes,
            wires=self.wires if wires is None else wires,
            notes=self.notes if notes is None else notes,
            parameters=self.parameters,
            bindings=self.bindings,
        )
        if wires is None:
            new.__dict__.update({name: self.__dict__[name] for name in ("feeds", "follows") if name in self.__dict__})
        return new


def _port(wire: Wire) -> int:
    return wire.port
