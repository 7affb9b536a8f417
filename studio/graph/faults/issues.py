"""What the user must mend before a drawing can be trained: each fault at its cause, nothing behind it."""

from __future__ import annotations

from collections.abc import Sequence

from studio.blocks.block import Block, Shape, pictured, spelled
from studio.blocks.ends import Input, Output
from studio.blocks.unknown import UnknownBlock
from studio.graph import paths
from studio.graph.faults import fixes, module_issues
from studio.graph.faults.sight import Sight
from studio.graph.figures import Fix, Issue, Measured
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.graph.names import kind
from studio.graph.rules import inputs_of, takes_many
from studio.graph.states import passes

__all__ = ["Fix", "Issue", "data_issues", "found_issues", "of_node"]

_ALWAYS = (Instance, UnknownBlock, *module_issues.ENDS, *module_issues.PORTS)
"""What may be at fault however it is wired."""


def found_issues(sight: Sight) -> tuple[Issue, ...]:
    """All issues of a graph, in the order of the data's way; those of the graph as a whole come first, a missing Output last."""
    of_nodes = [issue for node in _suspects(sight) if (issue := of_node(sight, node))]
    return (*_no_input(sight), *_too_many(sight), *_circles(sight), *of_nodes, *_no_output(sight))


def _no_input(sight: Sight) -> list[Issue]:
    if sight.inputs:
        return []
    if sight.inside:
        return [Issue(None, "The module has no input, so no data can enter. Add a ModuleInput.", True)]
    if muted := sight.muted(Input):
        return [Issue(muted.id, f"{muted.name} is muted, so no image can enter. Unmute it.", True, fixes.unmute(muted))]
    return [
        Issue(None, "The network has no Input, so no image can enter. Put an Input before its first node.", True, fixes.new_input(sight))
    ]


def _no_output(sight: Sight) -> list[Issue]:
    if sight.outputs:
        return []
    if sight.inside:
        return [Issue(None, "The module has no output, so it gives no answer. Add a ModuleOutput.", True)]
    if muted := sight.muted(Output):
        return [Issue(muted.id, f"{muted.name} is muted, so the network gives no answer. Unmute it.", True, fixes.unmute(muted))]
    return [
        Issue(None, "The network has no Output, so it gives no answer. Put an Output after its last node.", True, fixes.new_output(sight))
    ]


def _too_many(sight: Sight) -> list[Issue]:
    if sight.inside:
        return []
    return [_one_of(sight, what, ends) for what, ends in (("Input", sight.inputs), ("Output", sight.outputs)) if len(ends) > 1]


def _one_of(sight: Sight, what: str, ends: Sequence[str]) -> Issue:
    graph = sight.graph
    names = ", ".join(sorted(graph.nodes[node_id].name for node_id in ends))
    unwired = [node_id for node_id in ends if node_id not in graph.feeds and node_id not in graph.follows]
    spare = graph.nodes[(unwired or ends)[-1]]
    return Issue(spare.id, f"A network has one {what}. Received: {names}. Take one of them out.", True, fixes.take_out(spare))


def _circles(sight: Sight) -> list[Issue]:
    return [_circle(sight, circle) for circle in paths.circles(sight.graph, sight.tangled)]


def _circle(sight: Sight, circle: Sequence[str]) -> Issue:
    names = [sight.graph.nodes[node_id].name for node_id in circle]
    who = f"{', '.join(names[:-1])} and {names[-1]} feed each other" if len(names) > 1 else f"{names[0]} feeds itself"
    back = next(wire for wire in sight.graph.feeds[circle[0]] if wire.source == circle[-1])
    return Issue(circle[0], f"{who} in a circle, but data flows one way. Remove one of their wires.", True, fixes.cut(sight.graph, back))


def _suspects(sight: Sight) -> list[Node]:
    """The nodes that may have a fault, in the data's way: by sets, for nearly all of a large drawing is sound."""
    nodes, feeds, follows = sight.graph.nodes, sight.graph.feeds, sight.graph.follows
    found = {node_id for node_id, figures in sight.figures.items() if figures.refusal}
    found |= (nodes.keys() - feeds.keys()) | (nodes.keys() - follows.keys())
    for kind_of_block, ids in paths.by_kind(sight.graph).items():
        if issubclass(kind_of_block, _ALWAYS):
            found.update(ids)
        elif issubclass(kind_of_block, Block) and kind_of_block.many_inputs:
            found.update(node_id for node_id in ids if len(feeds.get(node_id, ())) == 1)
        elif issubclass(kind_of_block, Block) and kind_of_block.wired:
            found.update(node_id for node_id in ids if len(feeds.get(node_id, ())) != inputs_of(nodes[node_id].block))
    return [nodes[node_id] for node_id in sight.order if node_id in found and node_id in nodes]


def of_node(sight: Sight, node: Node) -> Issue | None:
    """The one fault of a node itself; what other nodes cause is said there."""
    if isinstance(node.block, module_issues.ENDS if sight.inside else module_issues.PORTS):
        return module_issues.stray(sight, node)
    if isinstance(node.block, UnknownBlock) and not passes(node):
        return _unknown(sight, node, node.block)
    if sight.waits(node):
        return _silenced(sight, node) or _unwired(sight, node)
    if takes_many(node.block) and len(sight.graph.feeds.get(node.id, ())) == 1 and not passes(node):
        return _silenced(sight, node) or _lonely(sight, node)
    if missing := module_issues.unwired_ports(sight, node):
        return _silenced(sight, node) or missing
    if refusal := sight.figures[node.id].refusal:
        return Issue(node.id, refusal, node.id in sight.needed, fixes.mending(sight, node))
    if sight.loose_end(node) and sight.used and node.id not in sight.inputs:
        return Issue(node.id, "Its output goes nowhere, so training leaves it out.", False, fixes.take_out(node, heal=False))
    return None


def _unknown(sight: Sight, node: Node, block: UnknownBlock) -> Issue:
    install = f"Install the package {block.package} if it offers layers to the studio and open the model again"
    text = (
        f"{block.kind} is not known to this version of the studio, so what follows has no shape. "
        f"{install if block.package else 'Update the studio'}, or take {node.name} out."
    )
    return Issue(node.id, text, node.id in sight.needed, fixes.take_out(node))


def _silenced(sight: Sight, node: Node) -> Issue | None:
    """A node that lacks an input because what is wired to it is muted."""
    muted = sight.silencing(node)
    if muted is None or (isinstance(muted.block, Input) and not sight.inputs):  # that of the Input is said of the network
        return None
    text = f"{node.name} lacks an input, because {muted.name} is muted. Unmute {muted.name}, or lead another wire to {node.name}."
    return Issue(node.id, text, node.id in sight.needed, fixes.unmute(muted))


def _unwired(sight: Sight, node: Node) -> Issue | None:
    """A node without an input; where an Input or the one Output is at fault, that is said instead."""
    if not sight.inputs or (len(sight.outputs) > 1 and node.id in sight.outputs and not sight.inside):
        return None
    if sight.outputs and node.id in sight.needed:
        ends = paths.ends(sight.graph, sight.inside)
        name = next(sight.graph.nodes[end].name for end in ends if paths.leads(sight.graph, node.id, end))
        end = "it" if node.id in ends else name
        return Issue(node.id, f"No wire arrives, so no image reaches {end}. Lead a wire to it.", True, fixes.wire_to(sight, node))
    fix = None if node.id in sight.graph.follows else fixes.put_after(sight, node)
    return Issue(node.id, "No wire arrives, so training leaves it out.", False, fix)


def _lonely(sight: Sight, node: Node) -> Issue:
    source = sight.graph.nodes[sight.graph.feeds[node.id][0].source].name
    text = f"{kind(node.block)} merges two or more inputs. Received: one, from {source}. Lead another wire to {node.name}, or take it out."
    return Issue(node.id, text, node.id in sight.needed, fixes.take_out(node))


def data_issues(graph: Graph, measured: Measured, shape: Shape, classes: int) -> tuple[Issue, ...]:
    """Where the drawing does not suit the data.

    Args:
        graph: The drawing.
        measured: Its figures.
        shape: Height, width and channels of one image.
        classes: How many classes the data has.
    """
    wanted = measured.used.intersection((*paths.starts(graph), *paths.ends(graph)))
    ends = [graph.nodes[node_id] for node_id in measured.order if node_id in wanted]
    found = [_of_images(node, shape) for node in ends if isinstance(node.block, Input)]
    found += [_of_classes(graph, measured, node, node.block, classes) for node in ends if isinstance(node.block, Output)]
    return tuple(issue for issue in found if issue)


def _of_images(node: Node, shape: Shape) -> Issue | None:
    wanted = node.block.output_shape() if isinstance(node.block, Input) else shape
    if isinstance(node.block, Input) and node.block.dtype == "string":
        text = f"{node.name} takes text, and there is no data of text to train on yet. Give it the dtype of images, float32."
        return Issue(node.id, text, True, fixes.changed(node, "Set the dtype to float32", dtype="float32"))
    if wanted == shape:
        return None
    text = (
        f"{node.name} takes images of {spelled(wanted)}. Received: data of {spelled(shape)}. "
        "Give it the shape of the data, or choose other data."
    )
    return Issue(node.id, text, True, fixes.changed(node, f"Set the shape to {pictured(shape)}", shape=shape))


def _of_classes(graph: Graph, measured: Measured, node: Node, output: Output, classes: int) -> Issue | None:
    """Values learn from classes as well, 1 for the right one, so there must be as many."""
    shape = measured.figures[node.id].shape
    if shape is None or shape == (classes,):
        return None
    answer = f"{shape[0]} classes" if output.meaning == "classes" else f"values of {spelled(shape)}"
    text = f"{node.name} answers with {answer}. Received: data of {classes} classes. Give the last Dense {classes} units."
    return Issue(node.id, text, True, fixes.units(graph, measured, node, classes))
