"""Work on runs that were kept: export, predict, attack many images."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from studio.data import Data
from studio.messages import Event
from studio.messages.events import Counted, Predicted, Tallied
from studio.messages.orders import Attack, Part, Predict, Tally
from studio.runs import Confusion, keep_confusion, run_folder
from studio.runs.confusions import counted as counts_of
from studio.worker.attack import attacked
from studio.worker.feed import Feed
from studio.worker.maps import InspectionError
from studio.worker.opening import Kept, kept
from studio.worker.pictures import picture
from studio.worker.predict import predict
from studio.worker.watch import made


def predicted(order: Predict) -> Predicted:
    """What the network of a run says of images; raises InspectionError or RunError."""
    found = kept(order.project, order.run, order.weights)
    shape = found.network.plan.input_shape
    images = _pictures(order.files, shape) if order.images is None else order.images
    if images.shape[1:] != shape:
        raise InspectionError(f"The network takes images of shape {shape}. Received: {images.shape[1:]}.")
    names = order.files if order.images is None else tuple(str(number) for number in range(len(images)))
    return Predicted(run=order.run, names=names, predictions=predict(found.network, images), classes=found.labels)


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
