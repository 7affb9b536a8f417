"""The issue that code waits for consent, and its fix: to read the code, which one click shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.graph.figures import Fix, Issue
from studio.graph.model import Graph

HELD = "Its code came with the project and nobody here has agreed to run it, so its shape is not known. Read it, then choose Run this code."


def _as_it_is(graph: Graph) -> Graph:
    return graph


READ = Fix("Read the code …", _as_it_is)
"""Changes nothing of the drawing: whoever does what issues propose shows the code instead."""


def to_be_read(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The issues; those of code that waits, in modules too, propose to read it."""
    return tuple(replace(issue, fix=READ) if HELD in issue.text else issue for issue in issues)
