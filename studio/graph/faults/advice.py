"""What a drawing would do better: advice as the lecture gives it, never an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from studio.blocks.activation import ReLU, Sigmoid, Softmax, Tanh
from studio.blocks.block import Block, Shape
from studio.blocks.dense import Dense
from studio.blocks.ends import Output
from studio.blocks.merging import Multiply
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.blocks.reshaping import Flatten
from studio.graph import edits
from studio.graph.faults import fixes
from studio.graph.figures import Fix, Issue, Measured
from studio.graph.model import Graph, Node

HEAVY = 1_000_000
"""Weights from which it is worth saying that most of them are in one layer."""
MOST = 0.5
_FUNCTIONS = {Sigmoid: "sigmoid", Tanh: "tanh", Softmax: "softmax"}
_SATURATING = ("sigmoid", "tanh")
_STILL = ("regularisation", "reshaping", "pooling")  # families that add no non-linearity between two Dense; a maximum would


def advice(graph: Graph, measured: Measured) -> tuple[Issue, ...]:
    """All advice on a drawing, in the order of the data's way; a node with an issue gets none.

    Args:
        graph: The drawing.
        measured: Its figures.
    """
    at_fault = {issue.node for issue in measured.issues}
    nodes = [graph.nodes[node] for node in measured.order if node in measured.used and node not in at_fault]
    return tuple(found for node in nodes for rule in _RULES if (found := rule(graph, measured, node)))


def _saturating(graph: Graph, measured: Measured, node: Node) -> Issue | None:
    """A sigmoid or tanh that is not the network's answer and does not weigh what it multiplies; a recurrent layer is made for its own."""
    name = _function(node.block)
    if name not in _SATURATING or getattr(node.block, "family", "") == "recurrent" or _answers(graph, node) or _weighs(graph, node):
        return None
    text = f"{node.name} uses {name} in a hidden layer, whose gradient vanishes where it saturates. Use ReLU; try LeakyReLU, Maxout or ELU."
    return _said(node, text, _with_relu(node))


def _needless_bias(graph: Graph, measured: Measured, node: Node) -> Issue | None:
    after = _only_follower(graph, node)
    if not getattr(node.block, "use_bias", False) or _function(node.block) or after is None:
        return None
    if not isinstance(after.block, BatchNormalization) or not after.block.center:
        return None
    text = f"The bias of {node.name} learns nothing, because {after.name} subtracts the mean and adds a number of its own. Leave it out."
    return _said(node, text, fixes.changed(node, f"Take the bias of {node.name} away", use_bias=False))


def _linear_pair(graph: Graph, measured: Measured, node: Node) -> Issue | None:
    """A Dense whose plain sums reach another Dense."""
    if not isinstance(node.block, Dense) or _function(node.block):
        return None
    after = _only_follower(graph, node)
    while after is not None and getattr(after.block, "family", "") in _STILL and not _takes_maximum(after):
        after = _only_follower(graph, after)
    if after is None or not isinstance(after.block, Dense):
        return None
    text = (
        f"There is no non-linearity between {node.name} and {after.name}, so together they can do no more than one Dense. "
        f"Give {node.name} an activation."
    )
    return _said(node, text, fixes.changed(node, f"Set the activation of {node.name} to relu", activation="relu"))


def _softmax_twice(graph: Graph, measured: Measured, node: Node) -> Issue | None:
    before = _only_source(graph, node)
    if before is None or _function(node.block) != "softmax" or _function(before.block) != "softmax":
        return None
    text = f"{node.name} takes the softmax of what is one already, from {before.name}, which blurs the answers. Keep one of them."
    fix = fixes.take_out(node) if isinstance(node.block, Softmax) else fixes.changed(node, "Leave its softmax away", activation="linear")
    return _said(node, text, fix)


def _pools_nothing(graph: Graph, measured: Measured, node: Node) -> Issue | None:
    if getattr(node.block, "family", "") != "pooling" or not hasattr(node.block, "pool_size"):
        return None
    if _arriving(graph, measured, node)[:2] != (1, 1):
        return None
    return _said(node, f"{node.name} pools maps of one pixel, so there is nothing left to pool. Take it out.", fixes.take_out(node))


def _heavy(graph: Graph, measured: Measured, node: Node) -> Issue | None:
    """A layer with most of a large network's weights."""
    own, whole = measured.figures[node.id].weights, measured.weights
    if whole < HEAVY or own <= MOST * whole or not isinstance(node.block, Dense):
        return None
    before = _only_source(graph, node)
    flat = before is not None and isinstance(before.block, Flatten) and len(_arriving(graph, measured, before)) == 3
    remedy = "A GlobalAveragePooling2D in place of the Flatten before it needs far fewer." if flat else "Fewer units need fewer."
    text = f"{node.name} holds {100 * own // whole} % of the network's {whole:,} weights. {remedy}"
    return _said(node, text, _averaged(before) if before is not None and flat else None)


_RULES: tuple[Callable[[Graph, Measured, Node], Issue | None], ...] = (
    _saturating,
    _needless_bias,
    _linear_pair,
    _softmax_twice,
    _pools_nothing,
    _heavy,
)


def _said(node: Node, text: str, fix: Fix | None) -> Issue:
    return Issue(node.id, text, False, fix, advice=True)


def _function(block: object) -> str:
    """The name of the function that a block ends in; empty for none."""
    named = next((name for cls, name in _FUNCTIONS.items() if isinstance(block, cls)), "")
    own = str(getattr(block, "activation", "linear"))
    return named or ("" if own == "linear" else own)


def _takes_maximum(node: Node) -> bool:
    return "Max" in type(node.block).__name__


def _followers(graph: Graph, node: Node) -> Iterator[Node]:
    return (graph.nodes[wire.target] for wire in graph.follows.get(node.id, ()))


def _only_follower(graph: Graph, node: Node) -> Node | None:
    found = list(_followers(graph, node))
    return found[0] if len(found) == 1 else None


def _only_source(graph: Graph, node: Node) -> Node | None:
    wires = graph.feeds.get(node.id, ())
    return graph.nodes[wires[0].source] if len(wires) == 1 else None


def _arriving(graph: Graph, measured: Measured, node: Node) -> Shape:
    wires = graph.feeds.get(node.id, ())
    return (measured.figures[wires[0].source].leaving(wires[0].outlet).shape if wires else None) or ()


def _answers(graph: Graph, node: Node) -> bool:
    """Whether only reshaping stands between a node and the Output."""
    after = _only_follower(graph, node)
    while after is not None and getattr(after.block, "family", "") == "reshaping":
        after = _only_follower(graph, after)
    return after is not None and isinstance(after.block, Output)


def _weighs(graph: Graph, node: Node) -> bool:
    """Whether it ends as the weight of something else, as in squeeze-and-excite: there values from 0 to 1 are wanted."""
    after = _only_follower(graph, node)
    while after is not None and getattr(after.block, "family", "") == "reshaping":
        after = _only_follower(graph, after)
    return after is not None and isinstance(after.block, Multiply)


def _with_relu(node: Node) -> Fix | None:
    if isinstance(node.block, Block) and hasattr(node.block, "activation"):
        return fixes.changed(node, f"Set the activation of {node.name} to relu", activation="relu")
    return Fix(f"Make {node.name} a ReLU", lambda graph: edits.change(graph, node.id, ReLU()))


def _averaged(node: Node) -> Fix:
    return Fix(f"Make {node.name} a GlobalAveragePooling2D", lambda graph: edits.change(graph, node.id, GlobalAveragePooling2D()))
