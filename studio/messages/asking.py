"""What is asked of Keras aside from a project's worker, and what it answers: each a line of JSON."""

from __future__ import annotations

import msgspec

from studio.blocks.answers import Answer, Question
from studio.messages.events import Event
from studio.messages.orders import Order


class Ask(Order):
    """Which shape and weights does this layer give for these inputs?

    Attributes:
        question: The layer and the inputs.
    """

    question: Question


class Answered(Event):
    """What Keras says.

    Attributes:
        question: What was asked.
        answer: None where there is none for now.
        reason: Why there is none, in a sentence; it may be another time.
    """

    question: Question
    answer: Answer | None = None
    reason: str = ""


def written(message: Ask | Answered) -> bytes:
    """A message as a line."""
    return msgspec.json.encode(message) + b"\n"


def read_ask(line: bytes) -> Ask:
    """The order in a line; raises MsgspecError where there is none."""
    return msgspec.json.decode(line, type=Ask)


def read_answered(line: bytes) -> Answered:
    """The event in a line; raises MsgspecError where there is none."""
    return msgspec.json.decode(line, type=Answered)
