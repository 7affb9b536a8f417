"""A graph as the search for issues sees it: figures, the data's way, and which nodes count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from studio.blocks.block import Block, Shape
from studio.blocks.ends import Output
from studio.graph import paths
from studio.graph.faults.fitting import fits_between, takes
from studio.graph.faults.near import Near
from studio.graph.figures import Figures
from studio.graph.model import Graph, Node
from studio.graph.rules import gives_output, takes_input


@dataclass(frozen=True)
class Sight:
    """What issues and fixes are judged by.

    Attributes:
        graph: The drawing without its muted nodes.
        figures: Of each node.
        order: All nodes in the data's way, muted ones among them.
        reached: The nodes that data of an Input reaches.
        leading: The nodes that lead to an Output or AuxiliaryOutput.
        tangled: The nodes on a circle or behind one.
        drawn: The drawing with its muted nodes.
        inside: Whether it is the inside of a module, whose ports stand for Inputs and Outputs.
    """

    graph: Graph
    figures: Mapping[str, Figures]
    order: Sequence[str]
    reached: frozenset[str]
    leading: frozenset[str]
    tangled: frozenset[str]
    drawn: Graph
    inside: bool = False

    @cached_property
    def inputs(self) -> list[str]:
        """The Inputs, in order; inside a module its ModuleInputs."""
        found = set(paths.starts(self.graph, self.inside))
        return [node_id for node_id in self.order if node_id in found]

    @cached_property
    def outputs(self) -> list[str]:
        """The Outputs, in order; inside a module its ModuleOutputs."""
        found = set(paths.outputs(self.graph, self.inside))
        return [node_id for node_id in self.order if node_id in found]

    @cached_property
    def used(self) -> frozenset[str]:
        """The nodes on a path from an Input to an Output."""
        return self.reached & self.leading

    @cached_property
    def loose_ends(self) -> Near[Shape]:
        """The loose ends by the shape that leaves them, for what could be wired to them."""
        ends = ((node, self.shape(node.id)) for node in self.in_order() if self.loose_end(node))
        return Near(((node, shape) for node, shape in ends if shape is not None), takes)

    @cached_property
    def gaps(self) -> Near[tuple[Shape, Block | None]]:
        """The nodes of the network from which one wire leaves, other than to the Output, for what could stand on that wire."""
        return Near(self._gaps(), lambda block, gap: fits_between(block, *gap))

    def _gaps(self) -> Iterator[tuple[Node, tuple[Shape, Block | None]]]:
        for node in (node for node in self.in_order() if node.id in self.used):
            wires, shape = self.graph.follows.get(node.id, ()), self.shape(node.id)
            after = self.graph.nodes[wires[0].target].block if len(wires) == 1 else None
            if after is not None and shape is not None and not isinstance(after, Output):
                yield node, (shape, after if isinstance(after, Block) else None)

    @property
    def needed(self) -> Collection[str]:
        """The nodes whose faults stop training: those that lead to an Output; all where there is none."""
        return self.leading if self.outputs else self.graph.nodes.keys()

    def in_order(self) -> list[Node]:
        """The nodes in the data's way, but for muted ones."""
        return [self.graph.nodes[node_id] for node_id in self.order if node_id in self.graph.nodes]

    def silencing(self, node: Node) -> Node | None:
        """The first muted node that is wired to a node."""
        feeds = self.drawn.feeds.get(node.id, ()) if self.drawn is not self.graph else ()
        return next((self.drawn.nodes[wire.source] for wire in feeds if wire.source not in self.graph.nodes), None)

    def muted(self, kind: type[Block]) -> Node | None:
        """The first muted node with such a block."""
        gone = (self.drawn.nodes[node_id] for node_id in self.order if node_id not in self.graph.nodes)
        return next((node for node in gone if isinstance(node.block, kind)), None)

    def shape(self, node_id: str) -> Shape | None:
        """The shape that leaves a node."""
        return self.figures[node_id].shape

    def arriving(self, node_id: str) -> list[Shape]:
        """The known shapes that arrive at a node, by port."""
        shapes = [self.figures[wire.source].leaving(wire.outlet).shape for wire in self.graph.feeds.get(node_id, ())]
        return [shape for shape in shapes if shape is not None]

    def waits(self, node: Node) -> bool:
        """Whether a wire could arrive and none does."""
        return node.id not in self.graph.feeds and takes_input(node.block)

    def loose_end(self, node: Node) -> bool:
        """Whether data reaches the node and its output goes nowhere."""
        return node.id not in self.graph.follows and gives_output(node.block) and (node.id in self.reached or not self.inputs)
