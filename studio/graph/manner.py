"""How a node is trained when all modules around it are counted in: frozen or not, how fast, and from which weights on."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from studio.graph.figures import Figures
from studio.graph.model import Graph, Node
from studio.graph.module import Instance


class Manner(NamedTuple):
    """How what stands at a place is trained.

    Attributes:
        trainable: Whether training changes it.
        multiplier: Of the learning rate.
        pretrained: Where the weights are kept that it begins with; empty for fresh ones.
    """

    trainable: bool = True
    multiplier: float = 1.0
    pretrained: str = ""

    def inside(self, node: Node) -> Manner:
        """That of a node which stands there."""
        inner = _below(self.pretrained, node.id) if self.pretrained else ""
        own = node.block.module.pretrained if isinstance(node.block, Instance) else ""
        pretrained = node.pretrained or inner or own
        return Manner(self.trainable and node.trainable, self.multiplier * node.multiplier, pretrained)

    def repeated(self, number: int) -> Manner:
        """That of one repetition of it, counted from 1."""
        return self._replace(pretrained=_repeated(self.pretrained, number)) if self.pretrained else self

    def given(self, node: Node) -> Node:
        """A node that is taken out of here, trained outside as it was inside."""
        if self == Manner():
            return node
        return replace(node, **self.inside(node)._asdict())

    def keeping(self, graph: Graph) -> Graph:
        """What is copied here: its nodes name where their weights are kept, which those of other ids would not be found by."""
        if not self.pretrained:
            return graph
        nodes = {each: replace(node, pretrained=self.inside(node).pretrained) for each, node in graph.nodes.items()}
        return graph.replace(nodes=nodes)

    def brought(self, graph: Graph, there: Manner) -> Graph:
        """What was copied there and is put here, trained as it was there."""
        manner = there._replace(pretrained="")
        if manner == self._replace(pretrained=""):
            return graph
        return graph.replace(nodes={each: manner.given(node) for each, node in graph.nodes.items()})


def kept_at(pretrained: str) -> tuple[str, str]:
    """The network whose weights they are, and the path in it."""
    network, _, path = pretrained.partition("#")
    return network, path


def _below(pretrained: str, inner: str) -> str:
    network, path = kept_at(pretrained)
    return f"{network}#{path}/{inner}" if path else f"{network}#{inner}"


def _repeated(pretrained: str, number: int) -> str:
    network, path = kept_at(pretrained)
    return f"{network}#{path}.{number}"


def held_still(node: Node, figures: Figures) -> Figures:
    """The figures of a node, whose weights are all fixed where it is frozen."""
    return figures if node.trainable or figures.fixed == figures.weights else replace(figures, fixed=figures.weights)
