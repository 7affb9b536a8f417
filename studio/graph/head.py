"""Fits a network to other data in one edit: a new head for their classes, and an entry for their images."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace as replace_field
from typing import NamedTuple

from msgspec.structs import replace

from studio.blocks.block import Block, Shape
from studio.blocks.dense import Dense
from studio.blocks.ends import AuxiliaryOutput, Output
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.blocks.ports import ModuleOutput
from studio.graph import edits, paths
from studio.graph.cards import COLUMN
from studio.graph.edits import EditRefused
from studio.graph.entry import led_in
from studio.graph.figures import Figures, Fix, Issue, Measured
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance
from studio.graph.modules.inside import arriving, content
from studio.graph.modules.used import instance_apart, modules_of
from studio.graph.rules import gives_output, takes_input
from studio.graph.training import has_weights, set_trainable

FIT = "Fit the head to the data"
"""What the fix says that does it."""


class Fitted(NamedTuple):
    """A drawing that fits the data.

    Attributes:
        graph: The drawing.
        words: What was done, in sentences.
    """

    graph: Graph
    words: str


def fit_head(graph: Graph, shape: Shape, classes: int, freeze: bool = False) -> Fitted:
    """Replaces what comes after the last feature map by a head for the classes, and leads the data's images in.

    Args:
        graph: The drawing of a network with one Input and one Output.
        shape: Of the data's images.
        classes: How many the data has.
        freeze: Whether all the rest is frozen.

    Raises:
        EditRefused: There is no such network, it fits already, or it cannot be made to fit.
    """
    output, entry = _ends(graph)
    graph = _wired(graph, output, entry)
    graph, entered = led_in(graph, entry, shape)
    measured = measure(graph)
    graph, last, dropped = _headless(graph, measured, output)
    measured = measure(graph)
    found = measured.figures[last].shape
    if found is None:
        refusal = measured.figures[last].refusal or "Its shape is not known."
        raise EditRefused(f"The network cannot be fitted: {graph.nodes[last].name} refuses what arrives. {refusal}")
    if freeze:
        rest = [node.id for node in graph.nodes.values() if has_weights(node) and not node.locked]
        graph = set_trainable(graph, rest, False) if rest else graph
    pool = [GlobalAveragePooling2D()] if len(found) == 3 else []
    graph, names = _chained(graph, last, [*pool, Dense(units=classes)], output)
    told = f"{' and '.join(names)} answer{'s' if len(names) == 1 else ''} for {classes} classes{_instead(dropped)}."
    return Fitted(graph, " ".join([*entered, told, *(["All the rest is frozen."] if freeze else [])]))


def offered(graph: Graph, measured: Measured, issues: Iterable[Issue], shape: Shape, classes: int) -> Iterator[Issue]:
    """The same issues; where an Output answers for other classes than the data's, fitting the whole head is offered too, if it has one.

    Args:
        graph: The drawing.
        measured: Its figures.
        issues: Where it does not suit the data.
        shape: Of the data's images.
        classes: How many the data has.
    """
    outputs, fit = paths.outputs(graph), Fix(FIT, lambda now: fit_head(now, shape, classes).graph)
    alone = len(outputs) == len(paths.starts(graph)) == 1
    for issue in issues:
        if not alone or issue.node != outputs[0] or not _learns_maps(graph, measured, outputs[0]):
            yield issue
        else:
            yield replace_field(issue, wider=fit) if issue.fix else replace_field(issue, fix=fit)


def _learns_maps(graph: Graph, measured: Measured, output: str) -> bool:
    """Whether a node with weights before the Output gives a feature map, or may have some inside."""
    weighty = [graph.nodes[each] for each in paths.before(graph, [output]) if has_weights(graph.nodes[each])]
    return any(isinstance(node.block, Instance) or _is_map(measured.figures[node.id]) for node in weighty)


def _ends(graph: Graph) -> tuple[str, str]:
    outputs, inputs = paths.outputs(graph), paths.starts(graph)
    if len(outputs) == 1 and len(inputs) == 1:
        return outputs[0], inputs[0]
    received = f"{len(inputs)} Input{'s' * (len(inputs) != 1)} and {len(outputs)} Output{'s' * (len(outputs) != 1)}"
    raise EditRefused(f"Fitting the head needs a network with one Input and one Output. Received: {received}. Mend the drawing first.")


def _wired(graph: Graph, output: str, entry: str) -> Graph:
    """The drawing with its only loose node wired to the Input, and its only loose end to the Output, where nothing else is."""
    waiting = [each for each, node in graph.nodes.items() if each != output and takes_input(node.block) and not graph.feeds.get(each)]
    if not graph.follows.get(entry) and len(waiting) == 1:
        graph = edits.connect(graph, entry, waiting[0], 0)
    reached = paths.after(graph, [entry]) - {entry, output}
    loose = [each for each in reached if not graph.follows.get(each) and gives_output(graph.nodes[each].block)]
    if not graph.feeds.get(output) and len(loose) == 1:
        graph = graph.replace(wires=tuple(sorted((*graph.wires, Wire(loose[0], output)))))
    return graph


def _headless(graph: Graph, measured: Measured, output: str) -> tuple[Graph, str, list[str]]:
    """The drawing without what comes after its last feature map, the id of the node that gives that, and the names of what is gone."""
    leading = paths.before(graph, [output]) - {output}
    if not leading - set(paths.starts(graph)):
        raise EditRefused("There is no network before the Output yet. Add one, then fit its head.")
    order = [each for each in measured.order if each in leading]
    maps = [each for each in order if _is_map(measured.figures[each]) and _has_learned(graph, each)]
    last = maps[-1] if maps else _before_last_weights(graph, order)
    gone = (paths.after(graph, [last]) & leading) - {last}
    if inner := [each for each in order if each in gone and _holds_maps(graph.nodes[each], graph, measured)]:
        last = inner[-1]
        graph = _without_its_head(graph, measured, last)
        gone = (paths.after(graph, [last]) & leading) - {last}
    only_side = paths.before(graph, paths.by_kind(graph).get(AuxiliaryOutput, ())) - leading - {output}
    names = [graph.nodes[each].name for each in order if each in gone]
    return edits.remove(graph, [*gone, *only_side]), last, names


def _is_map(figures: Figures) -> bool:
    return figures.shape is not None and len(figures.shape) == 3


def _before_last_weights(graph: Graph, order: Sequence[str]) -> str:
    """What feeds the last node with weights, in a network without feature maps."""
    weighty = [each for each in order if has_weights(graph.nodes[each]) and graph.feeds.get(each)]
    if not weighty:
        raise EditRefused("The network has no layer with weights before its Output, so it has no head. Add one, then fit it.")
    return graph.feeds[weighty[-1]][0].source


def _holds_maps(node: Node, graph: Graph, measured: Measured) -> bool:
    """Whether a node that gives no map is a module with maps inside, such as a whole network."""
    if not isinstance(node.block, Instance) or len(node.block.module.outputs) != 1:
        return False
    return bool(_inner_maps(node.block, node.id, graph, measured))


def _inner_maps(instance: Instance, node_id: str, graph: Graph, measured: Measured) -> list[str]:
    """The maps inside a module that lead to its output, in the data's way."""
    inputs = {wire.port: measured.figures[wire.source].leaving(wire.outlet) for wire in graph.feeds.get(node_id, ())}
    inner = measure(content(instance), given=arriving(instance, inputs))
    entries = {port.id for port in instance.module.inputs}
    return [
        each for each in inner.order if each not in entries and _is_map(inner.figures[each]) and _has_learned(instance.module.graph, each)
    ]


def _has_learned(graph: Graph, node_id: str) -> bool:
    """Whether a node is one with weights, or comes after one."""
    return any(has_weights(graph.nodes[each]) for each in paths.before(graph, [node_id]))


def _without_its_head(graph: Graph, measured: Measured, node_id: str) -> Graph:
    """The drawing with a module that gives its last map instead of what it made of it; a module of its own from then on."""
    node = graph.nodes[node_id]
    assert isinstance(node.block, Instance)
    instance, last = node.block, _inner_maps(node.block, node_id, graph, measured)[-1]
    (port,) = instance.module.outputs
    inside = instance.module.graph
    gone = paths.after(inside, [last]) - {last, port.id}
    cut = edits.remove(inside, gone)
    wires = tuple(sorted((*(wire for wire in cut.wires if wire.target != port.id), Wire(last, port.id))))
    assert isinstance(port.block, ModuleOutput)
    module = replace(instance.module, graph=cut.replace(wires=wires))
    new = instance_apart(replace(instance, module=module), modules_of(graph))
    return edits.change(graph, node_id, new)


def _chained(graph: Graph, last: str, blocks: Sequence[Block], output: str) -> tuple[Graph, list[str]]:
    """The drawing with blocks between a node and the Output; their names."""
    names = list[str]()
    graph = graph.replace(wires=tuple(wire for wire in graph.wires if wire.target != output))
    x, y = graph.nodes[last].position
    for number, block in enumerate(blocks):
        graph, new = edits.add(graph, block, (x + COLUMN * (number + 1), y))
        graph, last = edits.connect(graph, last, new, 0), new
        names.append(graph.nodes[new].name)
    end = graph.nodes[output]
    nodes = {**graph.nodes, output: end if end.locked else replace(end, position=(x + COLUMN * (len(blocks) + 1), y))}
    block = end.block if isinstance(end.block, Output) else Output()
    nodes[output] = replace(nodes[output], block=block.replace(meaning="classes"))
    return edits.connect(graph.replace(nodes=nodes), last, output, 0), names


def _instead(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = names if len(names) <= 3 else [*names[:2], f"{len(names) - 2} more"]
    return f", in place of {', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else f", in place of {shown[0]}"
