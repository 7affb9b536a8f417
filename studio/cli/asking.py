"""Measures a drawing and waits for what Keras has to be asked: shapes and weights of layers that the studio does not compute."""

from __future__ import annotations

from pathlib import Path
from queue import SimpleQueue

from studio.blocks.answers import ANSWERS, Question
from studio.blocks.catalogue import know_own
from studio.blocks.own_layers import keep, kept, packages
from studio.cli.speech import Speech
from studio.engine.asker import Asker
from studio.graph.figures import Measured
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.messages.asking import Described, Told
from studio.project.consent import agreed

HELD = "Its code does not run, for nobody here has agreed to it. Read it in the project's file, then say so with --trust-code."


def measured(graph: Graph, folder: Path, speech: Speech) -> Measured:
    """All figures of a drawing; each answer may lead to the next question.

    Args:
        graph: The drawing.
        folder: Of the project: code is run where it was agreed to in it.
        speech: Says what is going on.
    """
    found, seen, told = measure(graph), set[Question](), SimpleQueue[Told]()
    asker = Asker(told.put)
    try:
        while fresh := [question for question in found.questions if question not in seen]:
            seen.update(fresh)
            waiting = sum(_asks(asker, question, folder) for question in fresh)
            for place in range(waiting):
                speech.progress(place / waiting, f"Asking Keras for shapes: {place} of {waiting}")
                _learn(told.get())
            found = measure(graph)
    finally:
        asker.close()
    return found


def _asks(asker: Asker, question: Question, folder: Path) -> bool:
    """Asks where that is agreed to; whether it did."""
    may = not question.code or agreed(folder, question.code)
    if may:
        asker.ask(question)
    else:
        ANSWERS.hold(question, HELD)
    return may


def _learn(told: Told) -> None:
    if isinstance(told, Described):
        return
    if told.answer is not None:
        ANSWERS.learn({told.question: told.answer})
    else:
        ANSWERS.hold(told.question, told.reason)


def own_layers() -> bool:
    """Has a person's own packages described that are not yet; whether that made more blocks known."""
    told: SimpleQueue[Told] = SimpleQueue()
    found = packages()
    fresh = [package for package in found if not kept([package])]
    asker = Asker(told.put)
    try:
        for package in fresh:
            asker.describe(package.module)
            answer = told.get()
            if isinstance(answer, Described) and answer.layers:
                keep(package, answer.layers)
    finally:
        asker.close()
    return know_own(kept(found))
