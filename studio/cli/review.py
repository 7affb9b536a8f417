"""What stands in the way of training a project, each in a sentence that names the node."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from studio.cli import asking
from studio.cli.speech import Speech
from studio.data.facts import DataError, facts
from studio.graph.faults.issues import data_issues
from studio.graph.figures import Issue, Measured
from studio.graph.model import Graph
from studio.project.project import Project


class Review(NamedTuple):
    """What was found.

    Attributes:
        measured: Shapes and costs.
        stops: What training cannot go on with.
        hints: What it can.
    """

    measured: Measured
    stops: tuple[str, ...]
    hints: tuple[str, ...]


def review(project: Project, folder: Path, speech: Speech) -> Review:
    """Measures the drawing, asks Keras where it must, and looks at the data.

    Args:
        project: What to look at.
        folder: Where it lies.
        speech: Says what is going on.
    """
    measured = asking.measured(project.graph, folder, speech)
    try:
        seen = facts(project.data.source)
    except DataError as error:
        issues, faults = measured.issues, error.faults
    else:
        issues, faults = measured.issues + data_issues(project.graph, measured, seen.shape, len(seen.classes)), ()
    stops = tuple(sentence(issue, project.graph) for issue in issues if issue.stops)
    return Review(measured, stops + faults, tuple(sentence(issue, project.graph) for issue in issues if not issue.stops))


def sentence(issue: Issue, graph: Graph) -> str:
    """An issue's text after the name of its node, where it does not name it already: there is no board to see it on."""
    name = graph.nodes[issue.node].name if issue.node else ""
    return issue.text if name in issue.text else f"{name}: {issue.text}"
