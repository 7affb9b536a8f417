"""What is asked of Keras aside from a project's worker, and what it answers: each a line of JSON, none of them for a worker that trains."""

from __future__ import annotations

import msgspec

from studio.blocks.answers import Answer, Question
from studio.blocks.description import Description
from studio.messages.message import Message


class Ask(Message):
    """Which shape and weights does this layer give for these inputs?

    Attributes:
        question: The layer and the inputs.
    """

    question: Question


class Answered(Message):
    """What Keras says.

    Attributes:
        question: What was asked.
        answer: None where there is none for now.
        reason: Why there is none, in a sentence; it may be another time.
    """

    question: Question
    answer: Answer | None = None
    reason: str = ""


class Describe(Message):
    """Which layers does a person's own module offer?

    Attributes:
        module: Its name, as an entry point of `abyss.layers` has it.
    """

    module: str


class Described(Message):
    """What a person's own module offers.

    Attributes:
        module: Its name.
        layers: Its registered Keras layers.
        fault: Why nobody can say, in whole sentences; empty where that is known.
    """

    module: str
    layers: tuple[Description, ...] = ()
    fault: str = ""


Asked = Ask | Describe
Told = Answered | Described


def written(message: Asked | Told) -> bytes:
    """A message as a line."""
    return msgspec.json.encode(message) + b"\n"


def read_asked(line: bytes) -> Asked:
    """The order in a line; raises MsgspecError where there is none."""
    return msgspec.json.decode(line, type=Ask | Describe)


def read_told(line: bytes) -> Told:
    """The event in a line; raises MsgspecError where there is none."""
    return msgspec.json.decode(line, type=Answered | Described)
