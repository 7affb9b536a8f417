"""Shapes, costs, reach and issues of a graph, anew after every edit: what an edit does not touch is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from studio.blocks.block import Block
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import paths
from studio.graph.block_figures import UNKNOWN, block_figures, moved, passed
from studio.graph.faults.issues import found_issues
from studio.graph.faults.sight import Sight
from studio.graph.figures import Figures, Measured
from studio.graph.manner import held_still
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance
from studio.graph.module_figures import module_figures
from studio.graph.rules import outputs_of
from studio.graph.states import effective, passes

__all__ = ["Figures", "Measured", "measure"]


class _Past(NamedTuple):
    graph: Graph
    measured: Measured

    @property
    def waiting(self) -> set[str]:
        """The nodes of which more may be known by now."""
        return {node_id for node_id, figures in self.measured.figures.items() if figures.asked} if self.measured.questions else set()


_NOTHING = _Past(Graph(), Measured({}, (), frozenset(), ()))


def measure(graph: Graph, before: tuple[Graph, Measured] | None = None, given: Mapping[str, Figures] | None = None) -> Measured:
    """All that is known of a graph without building it.

    Args:
        graph: The drawing.
        before: An earlier drawing with its figures. Nodes with the same block and inputs keep theirs, so that an edit costs what it touches
            and what follows from it, up to where shapes stay as they were.
        given: Inside a module: what arrives at its ModuleInputs, by their ids, as `modules.inside.arriving` has it. With it, even
            empty, the graph is taken for the inside of a module.
    """
    drawn, inside = effective(graph), given is not None
    past = _Past(effective(before[0]), before[1]) if before else _NOTHING
    same = before is not None and _alike(graph, before[0])
    order, tangled = (past.measured.order, past.measured.tangled) if same else _order(graph)
    reached, leading = _ways(drawn, past if same else _NOTHING, inside)
    figures = _figures(drawn, order, tangled, leading, past, given or {})
    sight = Sight(drawn, figures, order, reached, leading, tangled, graph, inside)
    return Measured(figures, order, sight.used, found_issues(sight), tangled, reached, leading)


def _order(graph: Graph) -> tuple[tuple[str, ...], frozenset[str]]:
    """All nodes in the data's way, muted ones too, and those that have none."""
    order, tangled = paths.order(graph)
    return (*order, *tangled), frozenset(tangled)


def _ways(graph: Graph, past: _Past, inside: bool) -> tuple[frozenset[str], frozenset[str]]:
    """The nodes that data reaches, and those that lead to an answer; `past` has the same wires, or nothing."""
    starts, ends = paths.starts(graph, inside), paths.ends(graph, inside)
    same_ends = starts == paths.starts(past.graph, inside) and ends == paths.ends(past.graph, inside)
    if same_ends and graph.nodes.keys() == past.graph.nodes.keys():
        return past.measured.reached, past.measured.leading
    return frozenset(paths.after(graph, starts)), frozenset(paths.before(graph, ends))


def _alike(graph: Graph, other: Graph) -> bool:
    """Whether nodes and wires are the same, so that data takes the same ways."""
    return (graph.wires is other.wires or graph.wires == other.wires) and graph.nodes.keys() == other.nodes.keys()


def _figures(
    graph: Graph,
    order: Sequence[str],
    tangled: Collection[str],
    leading: Collection[str],
    past: _Past,
    given: Mapping[str, Figures],
) -> Mapping[str, Figures]:
    """The figures that were, with those anew that an edit touched and those that follow from them, up to where all is as it was."""
    found = _past_figures(order, past)
    found.update(dict.fromkeys(tangled, UNKNOWN))  # on a circle, a node's inputs stay unknown
    touched = _touched(graph, order, past) | _used_otherwise(graph, leading, past)
    reshaped = {*tangled, *past.measured.tangled, *given}
    waiting = touched | reshaped  # others wait where what arrives sees something else, but has its shape
    feeds, follows = graph.feeds, graph.follows
    for node_id in order:
        if node_id not in waiting:
            continue
        old, new, wires = found[node_id], UNKNOWN, feeds.get(node_id, ())
        if node := graph.nodes.get(node_id):  # figures of muted nodes stay unknown
            inputs = [found[wire.source].leaving(wire.outlet) if wire.outlet else found[wire.source] for wire in wires]
            if node_id not in reshaped and (kept := _kept(node, inputs, past) if node_id in touched else _shifted(node, inputs, old)):
                new = kept
            else:
                new = _of_node(node, wires, inputs, given, _unused(graph, node_id, leading))
        if new is not old and new != old:
            found[node_id] = new
            behind = [wire.target for wire in follows.get(node_id, ())]
            waiting.update(behind)
            if new.shape != old.shape or new.others or old.others:
                reshaped.update(behind)
    return found


def _past_figures(order: Sequence[str], past: _Past) -> dict[str, Figures]:
    """The figures that the nodes had."""
    known = past.measured.figures
    if known.keys() == set(order):
        return dict(known)
    return {node_id: known.get(node_id, UNKNOWN) for node_id in order}


def _unused(graph: Graph, node_id: str, leading: Collection[str]) -> frozenset[int]:
    """Which outputs of a module the network does not use; none where it uses no output, so that the card tells what it would cost."""
    block = graph.nodes[node_id].block
    if not isinstance(block, Instance) or (count := outputs_of(block)) < 2:
        return frozenset()
    used = {wire.outlet for wire in graph.follows.get(node_id, ()) if wire.target in leading}
    return frozenset(range(count)) - used if used else frozenset()


def _used_otherwise(graph: Graph, leading: Collection[str], past: _Past) -> set[str]:
    """The modules of which the network uses other outputs than it did."""
    if leading is past.measured.leading and graph.wires is past.graph.wires:
        return set()
    both = (each for each in paths.by_kind(graph).get(Instance, ()) if each in past.graph.nodes)
    return {each for each in both if _unused(graph, each, leading) != _unused(past.graph, each, past.measured.leading)}


def _touched(graph: Graph, order: Sequence[str], past: _Past) -> set[str]:
    """The nodes that an edit changed, or whose wires it changed; all where there was no drawing before."""
    nodes, old_nodes = graph.nodes, past.graph.nodes
    found = {node_id for node_id in order if nodes.get(node_id) is not old_nodes.get(node_id)}
    found |= past.waiting
    if graph.feeds is not past.graph.feeds:
        old_feeds = past.graph.feeds
        found.update(node_id for node_id, wires in graph.feeds.items() if (old := old_feeds.get(node_id)) is not wires and old != wires)
        found.update(old_feeds.keys() - graph.feeds.keys())
    return found


def _kept(node: Node, inputs: Sequence[Figures], past: _Past) -> Figures | None:
    """The figures that the node had, where its block and the shapes of its inputs are the same."""
    old_node = past.graph.nodes.get(node.id)
    if old_node is None or not (old_node.block is node.block or old_node.block == node.block) or _trained(old_node) != _trained(node):
        return None
    if not isinstance(node.block, Block) or isinstance(node.block, ModuleInput):
        return None
    figures = past.measured.figures
    old_inputs = [figures[wire.source].leaving(wire.outlet) for wire in past.graph.feeds.get(node.id, ())]
    old = figures[node.id]
    if old.asked:
        return None  # it may be answered by now
    if inputs == old_inputs:
        return old
    if [figures.shape for figures in inputs] != [figures.shape for figures in old_inputs] or old.shape is None:
        return None
    return None if node.state == "bypassed" else moved(old, inputs)


def _trained(node: Node) -> tuple[str, bool]:
    """What figures depend on beside the block."""
    return node.state, node.trainable


def _shifted(node: Node, inputs: Sequence[Figures], old: Figures) -> Figures | None:
    """The figures of a node for inputs of the same shapes that see something else; None where that is not all that counts."""
    return moved(old, inputs) if isinstance(node.block, Block) and node.state == "on" else None


def _of_node(
    node: Node, wires: Sequence[Wire], inputs: Sequence[Figures], given: Mapping[str, Figures], without: frozenset[int]
) -> Figures:
    if passes(node):
        return passed(inputs, outputs_of(node.block))
    match node.block:
        case ModuleInput():
            return given.get(node.id, UNKNOWN)
        case ModuleOutput():
            return passed(inputs)
        case Instance() as instance:
            arriving = {wire.port: figures for wire, figures in zip(wires, inputs, strict=True)}
            return held_still(node, module_figures(instance, arriving, measure, without))
        case Block() as block:
            return held_still(node, block_figures(block, inputs))
    return UNKNOWN
