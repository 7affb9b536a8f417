"""What is inside the modules of a drawing: each once, with the values of the first that stands there."""

from __future__ import annotations

from collections.abc import Iterator

from studio.graph.figures import Figures, Measured
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.modules.inside import ContentError, arriving, content
from studio.report.drawing import caption_of, picture
from studio.report.markup import Markup, framed


def insides(graph: Graph) -> list[Markup]:
    """A figure for each module, those inside others too, in the data's way."""
    return list(_figures(graph, measure(graph), set()))


def _figures(graph: Graph, measured: Measured, known: set[str]) -> Iterator[Markup]:
    for node_id in measured.order:
        block = graph.nodes[node_id].block
        if not isinstance(block, Instance) or block.module.name in known:
            continue
        known.add(block.module.name)
        try:
            inner = content(block)
        except ContentError:
            continue  # the board says why; there is nothing to show
        figures = measure(inner, given=arriving(block, _inputs(graph, measured, node_id)))
        title = block.module.title or block.module.name
        values = caption_of(block)
        words = f"Inside {title}{f', here with {values}' if values else ''}. {block.module.help}".rstrip()
        yield framed(picture(inner, figures, f"Inside {title}"), words)
        yield from _figures(inner, figures, known)


def _inputs(graph: Graph, measured: Measured, node_id: str) -> dict[int, Figures]:
    return {wire.port: measured.figures[wire.source].leaving(wire.outlet) for wire in graph.feeds.get(node_id, ())}
