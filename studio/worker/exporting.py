"""Takes a network away: that of a run, or one that is not trained yet; says how far it is."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from studio.compile.plan import Plan
from studio.compile.source import source
from studio.data import Data
from studio.data.facts import DataError
from studio.graph.model import Graph
from studio.messages import Event
from studio.messages.events import Exported, Exporting
from studio.messages.orders import Export
from studio.project.errors import ProjectError
from studio.project.record import read_record
from studio.runs import ExportNote, RunError, note_export, run_folder
from studio.worker.build import Network
from studio.worker.export import export
from studio.worker.feed import Feed
from studio.worker.formats.content import Content
from studio.worker.judging import Sample, examples, sample
from studio.worker.opening import Kept, fresh, kept

Say = Callable[[str, float], None]
_READING = "Reading images to check it with"


class _Made(NamedTuple):
    """What is exported.

    Attributes:
        content: The network and what goes with it.
        asked: Images that it is checked with.
        epoch: That its weights are of; 0 where it is not trained.
    """

    content: Content
    asked: Sample
    epoch: int


def exported(
    order: Export,
    feed_of: Callable[[Data], Feed],
    look: Callable[[], None] = lambda: None,
    tell: Callable[[Event], None] = lambda event: None,
) -> Exported:
    """Writes the network of a run, or an untrained one, and checks what was written.

    Args:
        order: What to export and where to.
        feed_of: Reads data.
        look: Called while it takes long; may raise to give up.
        tell: Takes reports on how far it is.

    Raises:
        ExportError: Nothing was exported, and why.
        RunError: There is no such run or no such weights.
        UnfitError: The untrained network and its data do not fit each other.
        DataError: The untrained network's data cannot be used.
    """
    path, say = Path(order.path).absolute(), _saying(order, tell)
    say("Building the network", 0.0)
    made = _untrained(order, order.plan, order.data, feed_of, say) if order.plan and order.data else _of_run(order, feed_of, say)
    checked = export(made.content, order.format, path, made.asked, look, say)
    if order.run:
        with contextlib.suppress(RunError):  # the export stands, though a run that cannot be written to will not remember it
            note = ExportNote(time.time(), order.format, order.weights, made.epoch, str(path))
            note_export(run_folder(Path(order.project), order.run), note)
    return Exported(format=order.format, path=str(path), run=order.run, weights=order.weights, epoch=made.epoch, checked=checked)


def _saying(order: Export, tell: Callable[[Event], None]) -> Say:
    return lambda stage, share: tell(Exporting(run=order.run, path=order.path, stage=stage, share=share))


def _of_run(order: Export, feed_of: Callable[[Data], Feed], say: Say) -> _Made:
    found = kept(order.project, order.run, order.weights)
    say(_READING, 0.1)
    feed = _feed_for_check(found, feed_of)
    content = Content(found.network, found.labels, _program(found.network, found.facts.project), examples(found.network, feed))
    return _Made(content, sample(found.network, feed, trained=True), found.epoch)


def _untrained(order: Export, plan: Plan, data: Data, feed_of: Callable[[Data], Feed], say: Say) -> _Made:
    say(_READING, 0.1)
    feed = feed_of(data)
    network = fresh(plan, feed, order.seed, order.project)
    names = feed.classes if network.is_classifier else ()
    content = Content(network, names, _program(network, order.record), examples(network, feed))
    return _Made(content, sample(network, feed, trained=False), 0)


def _feed_for_check(found: Kept, feed_of: Callable[[Data], Feed]) -> Feed | None:
    """What the run learned from; None where it is not there any more: the export is then checked on noise."""
    try:
        return feed_of(found.data)
    except DataError:
        return None


def _program(network: Network, record: Mapping[str, Any]) -> str:
    return source(network.plan, graph=_drawing(record)).text


def _drawing(record: Mapping[str, Any]) -> Graph | None:
    """The drawing in a project's record; None where there is none, or one of a version that knew no modules."""
    try:
        return read_record(record).graph
    except ProjectError:
        return None
