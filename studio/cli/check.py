"""Says what stands in the way of training a project, and what its network costs.

A table of nodes with shape, weights and multiply-adds; every issue in a sentence.
"""

from __future__ import annotations

import argparse

from studio.blocks.block import pictured
from studio.cli.opening import code_option, opened, project_option
from studio.cli.parameters import set_option
from studio.cli.review import Review, review
from studio.cli.speech import Speech
from studio.graph.model import Graph


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT."""
    project_option(parser)
    code_option(parser)
    set_option(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Measures the drawing and looks at the data; 1 where something stops training."""
    there = opened(given.project, given.trust_code, given.set)
    project = there.project
    found = review(project, there.folder, speech)
    _table(project.graph, found, speech)
    for text in found.stops:
        speech.say(f"✗ {text}")
    for text in found.hints:
        speech.say(f"! {text}")
    measured = found.measured
    verdict = "Not ready to train." if found.stops else "Ready to train."
    speech.say(f"{verdict} {measured.weights:,} weights, {measured.multiply_adds:,} multiply-adds an image.")
    speech.tell("checked", weights=measured.weights, multiply_adds=measured.multiply_adds, stops=found.stops, hints=found.hints)
    return 1 if found.stops else 0


def _table(graph: Graph, found: Review, speech: Speech) -> None:
    rows = []
    for node_id in found.measured.order:
        node, figures = graph.nodes[node_id], found.measured.figures[node_id]
        shape = "no shape" if figures.shape is None else pictured(figures.shape)
        rows.append((node.name, shape, f"{figures.weights:,}", f"{figures.multiply_adds:,}"))
        speech.tell("node", name=node.name, shape=figures.shape, weights=figures.weights, multiply_adds=figures.multiply_adds)
    speech.table(("node", "shape", "weights", "multiply-adds"), rows)
