"""What the engine remembers of a worker decides what the next one is told, and whether there is a next one."""

from __future__ import annotations

import pytest
from msgspec import structs

from studio.engine.memory import Memory
from studio.messages.events import Progress, Refused, State
from studio.messages.orders import Stop, Train
from tests.engine.orders import train


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Train:
    return train(tmp_path_factory.mktemp("project"))


def progress(order: Train, step: int) -> Progress:
    return Progress(
        run=order.run,
        step=step,
        epoch=1,
        epochs=2,
        batch=step,
        batches=1000,
        loss=1.0,
        accuracy=0.5,
        images_per_second=1.0,
        seconds_left=1.0,
    )


def lives(memory: Memory, order: Train, step: int) -> bool:
    """One worker from its start to its death in the run; whether there is to be another one."""
    for event in (State(phase="loading"), State(phase="idle"), State(phase="training", train=order), progress(order, step)):
        memory.happened(event)
    return memory.died()


def test_a_run_that_kills_every_worker_at_the_same_batch_is_given_up(order: Train) -> None:
    memory = Memory()
    memory.ordered(order)
    assert [lives(memory, order, 499) for _ in range(3)] == [True, True, False]


def test_a_run_that_gets_further_with_every_worker_is_never_given_up(order: Train) -> None:
    memory = Memory()
    memory.ordered(order)
    assert all(lives(memory, order, step) for step in range(100, 900, 100))


def test_a_worker_that_dies_before_it_comes_to_a_run_leaves_it_to_the_next(order: Train) -> None:
    memory = Memory()
    memory.ordered(order)
    memory.happened(State(phase="loading"))
    memory.happened(State(phase="idle"))
    assert memory.died()
    assert memory.again() == [structs.replace(order, resume=True)]


def test_a_run_that_was_refused_or_stopped_is_not_told_to_the_next(order: Train) -> None:
    refused, stopped, ended = Memory(), Memory(), Memory()
    for memory in (refused, stopped, ended):
        memory.ordered(order)
    refused.happened(Refused(order="Train", text="There is no device GPU:7.", run=order.run))
    stopped.ordered(Stop())
    ended.happened(State(phase="reading", train=order))
    ended.happened(State(phase="idle"))
    assert [memory.again() for memory in (refused, stopped, ended)] == [[], [], []]


def test_the_run_of_another_window_that_was_refused_does_not_end_ours(order: Train) -> None:
    memory = Memory()
    memory.ordered(order)
    memory.happened(Refused(order="Train", text="It is being trained.", run="run-0099"))
    assert memory.train == order
