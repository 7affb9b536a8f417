"""What a wire to a block would do that does not stand on the board yet."""

from __future__ import annotations

from typing import NamedTuple

from studio.blocks.answers import Unanswered
from studio.blocks.block import Block, Shape, ShapeError
from studio.blocks.ends import Input
from studio.graph.figures import Measured
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance, Placed
from studio.graph.names import kind
from studio.graph.rules import fewest_inputs, refusal, takes_many

_NEW, _SOURCE = "new", "source"


class Start(NamedTuple):
    """Where a wire begins that waits for its other end.

    Attributes:
        node: Id of the node.
        port: An input from 0, or an output: -1 for the first, -2 for the second.
    """

    node: str
    port: int = -1

    @property
    def leaves(self) -> bool:
        """Whether the wire leaves the node, so that the new block is fed by it."""
        return self.port < 0


class Trial(NamedTuple):
    """What became of it.

    Attributes:
        refusal: Why the wire may not be drawn, in a whole sentence; empty where it may.
        shape: What would leave the new block; None where that is not known.
    """

    refusal: str = ""
    shape: Shape | None = None


class _Given(Block):
    """Stands for whatever gives a shape.

    axes: The shape.

    Shape:  as given
    Source: the node that the wire leaves
    """

    has_input = False

    axes: tuple[int | None, ...]

    def output_shape(self, *inputs: Shape) -> Shape:
        """The shape that is given."""
        return self.axes


def tried(graph: Graph, measured: Measured, start: Start, block: Placed) -> Trial:
    """Tries a block at the loose end of a wire, alone with the node where the wire begins, so that it costs little in any drawing."""
    node, new = graph.nodes[start.node], Node(_NEW, block, kind(block))
    alone = Graph({node.id: node, _NEW: new})
    if not start.leaves:
        return _before(alone, node, 0 if takes_many(node.block) else start.port)
    refused = refusal(alone, node.id, _NEW, 0)
    shape = measured.figures[node.id].leaving(-1 - start.port).shape
    if refused or shape is None:
        return Trial(refused or "")
    return _through(block, shape)


def shape_alone(block: Placed) -> Shape | None:
    """The shape that leaves a block to which nothing is wired; None where it depends on that."""
    return block.output_shape() if isinstance(block, Input) else None


def _before(alone: Graph, node: Node, port: int) -> Trial:
    """The new block feeds the node; whether its shape suits is known of one that needs no input."""
    refused = refusal(alone, _NEW, node.id, port)
    shape = shape_alone(alone.nodes[_NEW].block)
    if refused or shape is None:
        return Trial(refused or "")
    return Trial(_through(node.block, shape).refusal, shape)


def _through(block: Placed, shape: Shape) -> Trial:
    if fewest_inputs(block) > 1:
        return Trial()
    if isinstance(block, Block):
        try:
            return Trial("", block.output_shape(shape))
        except Unanswered:
            return Trial()
        except ShapeError as error:
            return Trial(str(error))
    if not isinstance(block, Instance):
        return Trial()
    source, new = Node(_SOURCE, _Given(axes=shape), _SOURCE), Node(_NEW, block, kind(block))
    figures = measure(Graph({_SOURCE: source, _NEW: new}, (Wire(_SOURCE, _NEW),))).figures[_NEW]
    return Trial(figures.refusal, figures.shape)
