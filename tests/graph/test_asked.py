"""A block that Keras is asked about has no shape before the answer, and one after it, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from studio.blocks.answers import ANSWERS, Answer, Question
from studio.blocks.asked import Asked
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.figures import Issue, Measured
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance, Module
from studio.graph.quick.trial import Start, tried
from studio.graph.rules import refusal


class Halving(Asked):
    """Stands for a layer that the studio does not know.

    Source: keras.layers.Halving
    """

    family = "preprocessing"


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    ANSWERS.forget()
    yield
    ANSWERS.forget()


def question(*shape: int) -> Question:
    return Question("keras.layers.Halving", "{}", (shape,))


def chain(*blocks: object) -> Graph:
    nodes = {f"n{place}": Node(f"n{place}", block, f"n{place}") for place, block in enumerate(blocks)}
    ids = list(nodes)
    return Graph(nodes, tuple(sorted(Wire(a, b) for a, b in pairwise(ids))))


DRAWING = chain(Input(shape=(8, 8, 3)), Halving(), Conv2D(filters=4, kernel_size=(3, 3)), Output(meaning="values"))


def shapes(measured: Measured) -> list[object]:
    return [measured.figures[node].shape for node in sorted(measured.figures)]


def test_before_the_answer_nothing_is_known_behind_it_and_nothing_is_at_fault() -> None:
    measured = measure(DRAWING)
    assert shapes(measured) == [(8, 8, 3), None, None, None]
    assert measured.questions == (question(8, 8, 3),)
    assert measured.issues == ()


def test_the_answer_is_taken_up_by_what_is_measured_again() -> None:
    before = measure(DRAWING)
    ANSWERS.learn({question(8, 8, 3): Answer((4, 4, 3), 5, 2)})
    after = measure(DRAWING, (DRAWING, before))
    assert shapes(after) == [(8, 8, 3), (4, 4, 3), (2, 2, 4), (2, 2, 4)]
    assert (after.figures["n1"].weights, after.figures["n1"].fixed) == (5, 2)
    assert (after.questions, after.issues) == ((), ())
    assert after == measure(DRAWING)


def test_a_refusal_of_keras_is_an_issue_of_the_node() -> None:
    ANSWERS.learn({question(8, 8, 3): Answer(None, refusal="Halving wants an even number of channels.")})
    assert measure(DRAWING).issues == (Issue("n1", "Halving wants an even number of channels.", True),)


def test_what_cannot_be_asked_now_says_why_and_can_be_answered_later() -> None:
    ANSWERS.hold(question(8, 8, 3), "Nobody agreed.")
    held = measure(DRAWING)
    assert held.issues == (Issue("n1", "Nobody agreed.", True),)
    ANSWERS.learn({question(8, 8, 3): Answer((4, 4, 3))})
    assert shapes(measure(DRAWING, (DRAWING, held)))[1] == (4, 4, 3)


def test_each_answer_leads_to_the_next_question() -> None:
    drawing = chain(Input(shape=(8, 8, 3)), Halving(), Halving(), Output(meaning="values"))
    ANSWERS.learn({question(8, 8, 3): Answer((4, 4, 3))})
    assert measure(drawing).questions == (question(4, 4, 3),)


@pytest.mark.parametrize("repeat", [1, 2])
def test_inside_a_module_it_is_asked_as_well(repeat: int) -> None:
    module = Module("halves", chain(ModuleInput(), Halving(), ModuleOutput()))
    drawing = chain(Input(shape=(8, 8, 3)), Instance(module, repeat=repeat), Output(meaning="values"))
    before = measure(drawing)
    assert before.questions == (question(8, 8, 3),)
    assert before.figures["n1"].shape is None
    assert not [issue for issue in before.issues if issue.stops]
    ANSWERS.learn({question(8, 8, 3): Answer((4, 4, 3), 5), question(4, 4, 3): Answer((2, 2, 3), 5)})
    after = measure(drawing, (drawing, before))
    assert (after.figures["n1"].shape, after.figures["n1"].weights) == ([(4, 4, 3), (2, 2, 3)][repeat - 1], 5 * repeat)
    assert after == measure(drawing)


def test_a_wire_to_it_is_allowed_while_it_is_asked() -> None:
    graph = DRAWING.replace(wires=())
    assert refusal(graph, "n0", "n1", 0, measure(graph)) is None


def test_a_trial_of_it_is_no_refusal() -> None:
    graph = DRAWING.replace(wires=())
    assert tried(graph, measure(graph), Start("n0"), Halving()).refusal == ""
