"""Says what stands in the way of training a project, and what its network costs.

A table of nodes with shape, weights and multiply-adds; every issue in a sentence.
"""

from __future__ import annotations

import argparse

from studio.cli.opening import opened, project_option
from studio.cli.speech import Speech
from studio.data.facts import DataError, facts
from studio.graph.measure import Measured, measure
from studio.project.project import Project


def options(parser: argparse.ArgumentParser) -> None:
    """PROJECT."""
    project_option(parser)


def deed(given: argparse.Namespace, speech: Speech) -> int:
    """Measures the drawing and looks at the data; 1 where an issue stops training."""
    _, project = opened(given.project)
    measured = measure(project.graph)
    faults = [issue.text for issue in measured.issues if issue.stops] + _data_faults(project)
    hints = [issue.text for issue in measured.issues if not issue.stops]
    _table(project, measured, speech)
    for text in faults + hints:
        speech.say(f"! {text}")
    speech.say(f"{measured.weights:,} weights, {measured.multiply_adds:,} multiply-adds.")
    speech.tell("checked", weights=measured.weights, multiply_adds=measured.multiply_adds, stops=faults, hints=hints)
    return 1 if faults else 0


def _table(project: Project, measured: Measured, speech: Speech) -> None:
    rows = []
    for node_id in measured.order:
        node, figures = project.graph.nodes[node_id], measured.figures[node_id]
        shape = "no shape" if figures.shape is None else " × ".join("?" if axis is None else str(axis) for axis in figures.shape)
        rows.append((node.name, shape, f"{figures.weights:,}", f"{figures.multiply_adds:,}"))
        speech.tell("node", name=node.name, shape=figures.shape, weights=figures.weights, multiply_adds=figures.multiply_adds)
    speech.table(("node", "shape", "weights", "multiply-adds"), rows)


def _data_faults(project: Project) -> list[str]:
    try:
        facts(project.data.source)
    except DataError as error:
        return list(error.faults)
    return []
