"""Tables of a report: the layers of a drawing, and the runs of a project."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

from studio.blocks.block import pictured
from studio.graph.figures import Measured
from studio.graph.flat import flat
from studio.graph.measure import measure
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.graph.names import kind
from studio.report.contents import Trained
from studio.report.drawing import caption_of, family_of
from studio.report.markup import Markup, element, joined, table
from studio.report.style import role

_LAYERS = ("name", "block", "output", "weights", "multiply-adds")
_RUNS = ("run", "recipe", "device", "epochs", "best validation", "test", "time", "state")


def layers(graph: Graph, measured: Measured) -> Markup:
    """Each node in the data's way; where modules stand among them, all layers inside as well, to be unfolded."""
    found = _layers(graph, measured)
    if not any(isinstance(node.block, Instance) for node in graph.nodes.values()):
        return found
    laid_out = flat(graph).graph
    inside = _layers(laid_out, measure(laid_out))
    return joined([found, element("details", element("summary", f"All {len(laid_out.nodes):,} layers, modules laid out"), inside)])


def runs(found: Sequence[Trained]) -> Markup:
    """The runs, the newest first."""
    return table(_RUNS, (_run(each) for each in reversed(found)), words=3)


def share(value: float | None) -> str:
    """A share as per cent; a dash where it is not known."""
    return "–" if value is None or math.isnan(value) else f"{100 * value:.2f} %"


def day(moment: float) -> str:
    """A date and a time of the day, as the clock here has it."""
    return time.strftime("%d %B %Y, %H:%M", time.localtime(moment)).lstrip("0")


def duration(seconds: float) -> str:
    """Hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def _layers(graph: Graph, measured: Measured) -> Markup:
    order = [node_id for node_id in measured.order if node_id in graph.nodes]
    rows = [_layer(graph.nodes[node_id], measured) for node_id in order]
    total = ("in all", "", "", f"{measured.weights:,}", f"{measured.multiply_adds:,}")
    return table(_LAYERS, [*rows, tuple(element("strong", each) for each in total)], words=3)


def _layer(node: Node, measured: Measured) -> tuple[Markup | str, ...]:
    figures, caption = measured.figures[node.id], caption_of(node.block)
    repeat = f" ×{node.block.repeat}" if isinstance(node.block, Instance) and node.block.repeat > 1 else ""
    states = [node.state if node.state != "on" else "", "" if node.trainable else "frozen"]
    state = "".join(f", {each}" for each in states if each)
    dot = element("span", class_="dot", style=f"background:{role(family_of(node.block))}")
    block = element("span", f"{kind(node.block)}{repeat}", element("span", f" {caption}{state}", class_="quiet"))
    given = "no shape" if figures.shape is None else pictured(figures.shape)
    name, shape = (element("span", words, class_="whole") for words in (joined([dot, node.name]), given))
    return name, block, shape, _count(figures.weights), _count(figures.multiply_adds)


def _count(value: int) -> str:
    return f"{value:,}" if value else "–"


def _run(run: Trained) -> tuple[str, ...]:
    info, facts = run.info, run.facts
    epochs = f"{info.epochs} of {info.planned}" if info.epochs < info.planned else str(info.epochs)
    seconds = float(run.epochs.seconds.sum())
    took = duration(seconds) if seconds else "–"
    return f"{info.number}", facts.title, facts.device, epochs, share(info.best_val_accuracy), share(info.test_accuracy), took, info.state
