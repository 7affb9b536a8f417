"""Keras is asked in a process of its own: it answers, it refuses in words, and what hangs or crashes is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from studio import paths
from studio.blocks.answers import Answer, Question
from studio.engine.asker import Asker
from studio.engine.kept_answers import KeptAnswers
from studio.messages.asking import Answered, Described, Told
from studio.project.consent import agree
from tests.own_package import SOURCE, install

WAIT = 60


def asked(symbol: str, shape: tuple[int | None, ...], **arguments: object) -> Question:
    return Question(symbol, json.dumps(arguments, separators=(",", ":")), (shape,))


@pytest.fixture
def told() -> SimpleQueue[Told]:
    return SimpleQueue()


@pytest.fixture
def asker(told: SimpleQueue[Told]) -> Iterator[Asker]:
    made = Asker(told.put)
    yield made
    made.close()


def answer_of(told: SimpleQueue[Told]) -> Answer:
    event = told.get(timeout=WAIT)
    assert isinstance(event, Answered)
    assert event.answer is not None
    return event.answer


@pytest.mark.worker
def test_keras_answers_and_refuses_in_words(asker: Asker, told: SimpleQueue[Told]) -> None:
    encoding = asked("keras.layers.CategoryEncoding", (8,), num_tokens=4)
    asker.ask(encoding)
    assert told.get(timeout=WAIT) == Answered(question=encoding, answer=Answer((4,)))
    dense = asked("keras.layers.Dense", (8,), units=3)
    asker.ask(dense)
    assert told.get(timeout=WAIT) == Answered(question=dense, answer=Answer((3,), 27))
    refused = asked("keras.layers.Dense", (8,), units=-1)
    asker.ask(refused)
    answer = answer_of(told)
    assert answer.shape is None
    assert answer.refusal.startswith("Keras refuses this Dense for input (8,): Received an invalid value for `units`")
    assert answer.refusal.endswith("Change its values or what feeds it.")
    stranger = asked("os.system", (8,))
    asker.ask(stranger)
    answer = answer_of(told)
    assert answer.refusal.startswith("os.system cannot be used in a network. Expected: a class of keras.layers")


@pytest.mark.worker
def test_a_package_of_ones_own_is_described_and_code_that_ends_the_process_is_told(
    asker: Asker, told: SimpleQueue[Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(install(tmp_path, "acme_layers", SOURCE)))
    asker.describe("acme_layers.layers")
    described = told.get(timeout=WAIT)
    assert isinstance(described, Described)
    assert ([layer.name for layer in described.layers], described.fault) == (["Swirl", "Mix", "Dense"], "")
    code = "import os\n\nos._exit(7)\n\n\ndef f(x):\n    return x\n"
    agree(tmp_path, code)
    question = Question("python.F", "{}", ((4,),), code)
    asker.ask(question)
    reason = "The shape of F is not known: the process that asks Keras ended with status 7. Change it to ask again."
    assert told.get(timeout=WAIT) == Answered(question=question, reason=reason)


def test_what_is_kept_on_the_disk_needs_no_process(asker: Asker, told: SimpleQueue[Told]) -> None:
    question = asked("keras.layers.Hashing", (8,), num_bins=4)
    KeptAnswers().keep(question, Answer((8,), 1, 1))
    asker.ask(question)
    assert told.get_nowait() == Answered(question=question, answer=Answer((8,), 1, 1))


def test_what_may_change_tomorrow_is_not_kept() -> None:
    own = asked("acme.layers.Swirl", (8,))
    code = Question("python.Swirl", "{}", ((8,),), "import nothing_of_the_kind")
    KeptAnswers().keep(own, Answer((8,)))
    KeptAnswers().keep(code, Answer(None, refusal="It lacks nothing_of_the_kind."))
    assert (KeptAnswers().find(own), KeptAnswers().find(code)) == (None, None)
    KeptAnswers().keep(code, Answer((8,)))
    assert KeptAnswers().find(code) == Answer((8,))


def test_damaged_lines_are_passed_over() -> None:
    question = asked("keras.layers.Hashing", (8,), num_bins=4)
    KeptAnswers().keep(question, Answer((8,)))
    (file,) = (paths.cache() / "answers").iterdir()
    file.write_bytes(b"{\n\xff\n[1,2]\n" + file.read_bytes() + file.read_bytes()[:20])
    assert KeptAnswers().find(question) == Answer((8,))
