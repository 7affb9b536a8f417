"""Answers what is on screen and wanted live: at once when idle, within a share of the time when training."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from studio.messages import Event
from studio.messages.answers import Attacked, Filters, Maps, Thumbnail, Thumbnails, Times, WeightValues
from studio.messages.events import Refused
from studio.messages.orders import AttackSpec, ImageChoice, Watch
from studio.worker.attack import Attack, AttackError, attacked, fooled
from studio.worker.attacks import ATTACKS
from studio.worker.build import Network
from studio.worker.feed import Feed
from studio.worker.filters import filters
from studio.worker.maps import InspectionError, feature_maps, limit_of
from studio.worker.thumbnails import thumbnails
from studio.worker.times import Stopwatch, by_node, together
from studio.worker.watched import UNKNOWN, Album, PictureError, Watched
from studio.worker.weights import weight_values

_REFUSED = -1
CROWD = 16  # images around the watched one that a live attack is counted on
SLICE = 0.1  # seconds that times are measured at a stretch; then orders are looked for


@dataclass(frozen=True, eq=False)
class Subject:
    """What is looked at.

    Attributes:
        network: With live weights.
        feed: Where its images come from.
        run: Whose weights it has; None for fresh ones.
        step: Batches that the weights have seen, while they stay.
    """

    network: Network
    feed: Feed
    run: str | None
    step: int = 0

    @cached_property
    def album(self) -> Album:
        """Finds the image that is watched."""
        return Album(self.feed, self.network.plan.input_shape)

    @cached_property
    def stopwatch(self) -> Stopwatch:
        """Measures how long its layers take, on images that it learns from; on black ones where there are none."""
        count = together(self.network)
        images, _ = self.feed.parts["train"].at(slice(count))
        if not len(images):
            images = np.zeros((count, *images.shape[1:]), np.uint8)
        return Stopwatch(self.network, images)


class Question(NamedTuple):
    """One part of a Watch; equal questions have equal answers as long as the weights stay.

    Attributes:
        kind: `maps`, `filters`, `weights`, `attack`, `thumbnails` or `times`.
        what: Node, nodes or attack; of times, True.
        image: About which image; None where that does not matter.
    """

    kind: str
    what: Any
    image: ImageChoice | None


def questions(watch: Watch) -> tuple[Question, ...]:
    """The parts of a Watch, in the order in which they are answered."""
    asked = (
        ("maps", watch.maps, watch.image),
        ("filters", watch.filters, None),
        ("weights", watch.weights, None),
        ("attack", watch.attack, watch.image),
        ("thumbnails", watch.thumbnails, watch.image),
        ("times", watch.times, None),
    )
    return tuple(Question(kind, what, image) for kind, what, image in asked if what)


class Budget:
    """Says when the next answer may be given, so that answers take no more than a share of the time."""

    def __init__(self) -> None:
        self._next = 0.0

    def open(self, now: float) -> bool:
        """Whether there is time for an answer."""
        return now >= self._next

    def spent(self, now: float, seconds: float, share: float) -> None:
        """After an answer that ended now and took so long."""
        self._next = now + seconds / share if share > 0 else float("inf")


class Watcher:
    """Answers the newest Watch about the present subject.

    Attributes:
        unfinished: Whether `answer_all` left something that takes long for its next call.
    """

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._watch = Watch()
        self._subject: Subject | None = None
        self._answered: dict[Question, int] = {}
        self._turn = 0
        self._budget = Budget()
        self.unfinished = False

    @property
    def subject(self) -> Subject | None:
        """What is looked at."""
        return self._subject

    def look_at(self, subject: Subject | None) -> None:
        """From now on answers are about another network."""
        self._subject, self._answered = subject, {}

    def want(self, watch: Watch) -> None:
        """Replaces what was wanted before."""
        self._watch = watch
        asked = set(questions(watch))
        self._answered = {question: step for question, step in self._answered.items() if question in asked}
        self._budget = Budget()

    def answer_all(self, step: int | None = None) -> None:
        """Answers everything that was not answered at this step; at the subject's own when none is given."""
        if step is None:
            step = self._subject.step if self._subject else 0
        self.unfinished = False
        for question in questions(self._watch):
            if self._due(question, step):
                self._answer(question, step)

    def answer_some(self, step: int) -> None:
        """Answers one question in turn, if there is time for it.

        The first answer to a question is not counted: it holds what is done once, such as tracing, and is what somebody waits for. Of
        measuring times, only what is done once is not counted.
        """
        asked, now = [question for question in questions(self._watch) if self._due(question)], time.perf_counter()
        if not asked or self._subject is None or not self._budget.open(now):
            return
        self._turn = (self._turn + 1) % len(asked)
        question = asked[self._turn]
        counted = self._subject.stopwatch.warm if question.kind == "times" else question in self._answered
        self._answer(question, step)
        done = time.perf_counter()
        if counted:
            self._budget.spent(done, done - now, self._watch.budget)

    def _due(self, question: Question, step: int | None = None) -> bool:
        """Whether there is no answer to a question for this step yet; weights, and so steps, change nothing about times."""
        answered = self._answered.get(question)
        return answered is None or (question.kind != "times" and answered != step)

    def _answer(self, question: Question, step: int) -> None:
        """A question that was refused once is not asked again until the Watch changes."""
        if self._subject is None or self._answered.get(question, 0) == _REFUSED:
            return
        try:
            answer = _ANSWERS[question.kind](self._subject, step, question)
            if answer is None:
                self.unfinished = True
            else:
                self._tell(answer)
                self._answered[question] = step
        except PictureError as error:
            self._refuse_image(str(error))
        except (InspectionError, AttackError) as error:
            self._refuse(question, str(error))
        except Exception as error:  # noqa: BLE001  # a border: a picture that fails must not end a run
            traceback.print_exc()
            self._refuse(question, f"No {question.kind} can be shown: {type(error).__name__}: {error}. The console has the whole story.")

    def _refuse_image(self, text: str) -> None:
        """Once for all that is about the image."""
        self._answered |= {question: _REFUSED for question in questions(self._watch) if question.image is not None}
        self._tell(Refused(order="Watch", text=text, part="image"))

    def _refuse(self, question: Question, text: str) -> None:
        self._answered[question] = _REFUSED
        self._tell(Refused(order="Watch", text=text, part=question.kind))


def _maps(subject: Subject, step: int, question: Question) -> Event:
    image, pixels, label = _image(subject, question)
    found = feature_maps(subject.network, question.what, pixels)
    return Maps(
        run=subject.run, step=step, node=question.what, image=image, pixels=pixels, maps=found.values, limit=found.limit, label=label
    )


def _filters(subject: Subject, step: int, question: Question) -> Event:
    found = filters(subject.network, question.what)
    return Filters(run=subject.run, step=step, node=question.what, filters=found, limit=limit_of(found))


def _weights(subject: Subject, step: int, question: Question) -> Event:
    return WeightValues(run=subject.run, step=step, node=question.what, values=weight_values(subject.network, question.what))


def _thumbnails(subject: Subject, step: int, question: Question) -> Event:
    image, pixels, _ = _image(subject, question)
    found = thumbnails(subject.network, question.what, pixels)
    pictures = {node: Thumbnail(kind=thumb.kind, values=thumb.values, limit=thumb.limit) for node, thumb in found.items()}
    return Thumbnails(run=subject.run, step=step, image=image, pictures=pictures)


def _times(subject: Subject, step: int, _question: Question) -> Event | None:
    """None until all is measured: a large network takes seconds, and orders are not to wait for it."""
    seconds = subject.stopwatch.go_on(SLICE)
    if seconds is None:
        return None
    return Times(run=subject.run, step=step, seconds=by_node(subject.network.plan, seconds), images=subject.stopwatch.count)


def _attacked(subject: Subject, step: int, question: Question) -> Event:
    image, pixels, label = _image(subject, question)
    attack, target = made(question.what), question.what.target
    labels = None if label == UNKNOWN else np.array([label])  # without one, what the network answers counts as right
    found = attacked(subject.network, pixels[None], labels, attack, target)
    portion = subject.feed.parts[image.part]
    crowd = portion.at(slice(image.index, image.index + CROWD))
    count = fooled(subject.network, *crowd, attack, target)
    return Attacked(
        run=subject.run,
        step=step,
        spec=question.what,
        image=image,
        label=label,
        original=pixels,
        changed=found.adversarial[0],
        before=found.before[0],
        after=found.after[0],
        zero_gradient=found.zero_gradients,
        fooled=count.count,
        tried=count.correct,
    )


def made(spec: AttackSpec) -> Attack:
    """The attack of a spec, in pixel values."""
    return ATTACKS[spec.method](epsilon=spec.epsilon * 255)


def _image(subject: Subject, question: Question) -> Watched:
    return subject.album.find(question.image or ImageChoice())


_ANSWERS: dict[str, Callable[[Subject, int, Question], Event | None]] = {
    "maps": _maps,
    "filters": _filters,
    "weights": _weights,
    "thumbnails": _thumbnails,
    "attack": _attacked,
    "times": _times,
}
