"""Work on runs that were kept: export, predict, attack many images."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from studio.compile.plan import Plan
from studio.compile.source import source
from studio.data import Data
from studio.data.facts import DataError
from studio.graph.model import Graph
from studio.messages import Event
from studio.messages.events import Counted, Exported, Predicted, Tallied
from studio.messages.orders import Attack, Export, Part, Predict, Tally
from studio.project.errors import ProjectError
from studio.project.record import read_record
from studio.runs import Confusion, ExportNote, RunError, keep_confusion, note_export, run_folder
from studio.runs.confusions import counted as counts_of
from studio.worker.attack import attacked
from studio.worker.build import Network
from studio.worker.export import export
from studio.worker.feed import Feed
from studio.worker.formats.content import Content
from studio.worker.judging import examples, sample
from studio.worker.maps import InspectionError
from studio.worker.opening import Kept, fresh, kept
from studio.worker.pictures import picture
from studio.worker.predict import predict
from studio.worker.watch import made


def exported(order: Export, feed_of: Callable[[Data], Feed], look: Callable[[], None] = lambda: None) -> Exported:
    """Writes the network of a run, or an untrained one, and checks what was written.

    Args:
        order: What to export and where to.
        feed_of: Reads data.
        look: Called while it takes long; may raise to give up.

    Raises:
        ExportError: Nothing was exported, and why.
        RunError: There is no such run or no such weights.
        UnfitError: The untrained network and its data do not fit each other.
        DataError: The untrained network's data cannot be used.
    """
    if order.plan is not None and order.data is not None:
        return _exported_untrained(order, order.plan, feed_of(order.data), look)
    found = kept(order.project, order.run, order.weights)
    feed = _feed_for_check(found, feed_of)
    content = Content(found.network, _names(found), _program(found.network, found.facts.project), examples(found.network, feed))
    checked = export(content, order.format, Path(order.path), sample(found.network, feed, trained=True), look)
    path = str(Path(order.path).absolute())
    with contextlib.suppress(RunError):  # the export stands, though a run that cannot be written to will not remember it
        note = ExportNote(time.time(), order.format, order.weights, found.epoch, path)
        note_export(run_folder(Path(order.project), order.run), note)
    return Exported(format=order.format, path=path, run=order.run, weights=order.weights, epoch=found.epoch, checked=checked)


def _exported_untrained(order: Export, plan: Plan, feed: Feed, look: Callable[[], None]) -> Exported:
    network = fresh(plan, feed, order.seed, order.project)
    names = feed.classes if network.is_classifier else ()
    content = Content(network, names, _program(network, order.record), examples(network, feed))
    checked = export(content, order.format, Path(order.path), sample(network, feed, trained=False), look)
    path = str(Path(order.path).absolute())
    return Exported(format=order.format, path=path, run="", weights=order.weights, epoch=0, checked=checked)


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


def _names(found: Kept) -> tuple[str, ...]:
    """Of the classes; none where the network answers with values."""
    return found.facts.classes if found.network.is_classifier else ()


def predicted(order: Predict) -> Predicted:
    """What the network of a run says of images; raises InspectionError or RunError."""
    found = kept(order.project, order.run, order.weights)
    shape = found.network.plan.input_shape
    images = _pictures(order.files, shape) if order.images is None else order.images
    if images.shape[1:] != shape:
        raise InspectionError(f"The network takes images of shape {shape}. Received: {images.shape[1:]}.")
    names = order.files if order.images is None else tuple(str(number) for number in range(len(images)))
    return Predicted(run=order.run, names=names, predictions=predict(found.network, images), classes=_names(found))


def _pictures(files: tuple[str, ...], shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    read = [picture(Path(file), shape) for file in files]
    broken = [file for file, pixels in zip(files, read, strict=True) if pixels is None]
    if not files:
        raise InspectionError("There is nothing to predict. Give at least one picture file.")
    if broken:
        raise InspectionError(f"These files cannot be read: {', '.join(broken)}. Expected: whole pictures. Leave them out or mend them.")
    return np.stack([pixels for pixels in read if pixels is not None])


def counted(order: Attack, feed_of: Callable[[Data], Feed], tell: Callable[[Event], None], look: Callable[[], None]) -> Counted:
    """Attacks many images of a run's data.

    Args:
        order: What to attack and how.
        feed_of: Reads data.
        tell: Takes a report between pieces.
        look: Called between pieces; may raise to give up.
    """
    found = kept(order.project, order.run, order.weights)
    portion = feed_of(_data(found, order.data)).parts[order.part]
    total, right, fooled, zeros = min(order.count, len(portion)), 0, 0, 0.0
    attack, target = made(order.spec), order.spec.target
    report = Counted(run=order.run, spec=order.spec, done=0, total=total, right=0, fooled=0, zero_gradient=0.0)
    for start in range(0, total, found.network.at_once):
        look()
        images, labels = portion.at(slice(start, min(start + found.network.at_once, total)))
        seen = attacked(found.network, images, labels, attack, target)
        before, after = seen.before.argmax(axis=-1), seen.after.argmax(axis=-1)
        correct = (before == labels) & (labels != (-1 if target is None else target))
        right += int(correct.sum())
        fooled += int((correct & (after != labels if target is None else after == target)).sum())
        zeros += seen.zero_gradients * len(labels)
        done = start + len(labels)
        report = Counted(run=order.run, spec=order.spec, done=done, total=total, right=right, fooled=fooled, zero_gradient=zeros / done)
        if done < total:
            tell(report)
    return report


def tallied(order: Tally, feed_of: Callable[[Data], Feed], tell: Callable[[Event], None], look: Callable[[], None]) -> Tallied:
    """Counts which images of the test each class of a run is taken for, or of the validation where there are no test images.

    Args:
        order: Of which run.
        feed_of: Reads data.
        tell: Takes a report between pieces.
        look: Called between pieces; may raise to give up.

    Raises:
        InspectionError: There are no classes, or no images.
        RunError: There is no such run, or the disk refuses.
    """
    found = kept(order.project, order.run, order.weights)
    if not found.network.is_classifier:
        raise InspectionError("The network answers with values, so nothing can be counted by class. Expected: an Output of classes.")
    feed = feed_of(_data(found, order.data))
    part: Part = "test" if len(feed.parts["test"]) else "validation"
    portion, answers = feed.parts[part], list[np.ndarray[Any, Any]]()
    if not len(portion):
        raise InspectionError("There are no images to count: no test images and none for validation. Give them a share in Data.")
    for images, _ in portion.pieces(found.network.at_once):
        look()
        tell(Tallied(run=order.run, done=sum(map(len, answers)), total=len(portion)))
        answers.append(predict(found.network, images).argmax(axis=-1))
    counts = counts_of(portion.labels[portion.indices], np.concatenate(answers), len(feed.classes))
    keep_confusion(run_folder(Path(order.project), order.run), Confusion(counts, found.epoch, part))
    return Tallied(run=order.run, done=len(portion), total=len(portion))


def _data(found: Kept, other: Data | None) -> Data:
    """What the run learned from; other data where it learned from none."""
    return other if other is not None and not found.step else found.data
