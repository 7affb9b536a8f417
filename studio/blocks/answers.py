"""What Keras itself says of layers whose shapes the studio does not compute: asked elsewhere, remembered here.

The answers are facts of the installed Keras, kept as a cached function keeps its results: who has asked tells them here, and every drawing
that is measured from then on knows them.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from studio.blocks.block import Shape, ShapeError


class Question(Struct, frozen=True):
    """Which shape and weights a layer gives for some inputs.

    Attributes:
        symbol: What makes the layer: `keras.layers.Hashing`.
        arguments: Its keyword arguments, as JSON.
        shapes: Of the inputs, by port.
        code: Python code that the layer is made of; empty for a layer that is installed.
        calling: How the layer takes several inputs: as `Block.calling` has it.
    """

    symbol: str
    arguments: str
    shapes: tuple[Shape, ...]
    code: str = ""
    calling: str = ""


class Answer(Struct, frozen=True):
    """What Keras said.

    Attributes:
        shape: Of the output; None where the inputs are refused.
        weights: How many numbers the layer holds.
        fixed: How many of them training does not change by gradient.
        refusal: Why the inputs are refused, in a sentence; empty where they are not.
    """

    shape: Shape | None
    weights: int = 0
    fixed: int = 0
    refusal: str = ""


class Unanswered(ShapeError):  # it is no error: an answer is on its way
    """Nobody has answered yet.

    Attributes:
        question: What is to be asked.
        held: Why it cannot be asked now, in a sentence; empty while an answer is on its way.
    """

    def __init__(self, question: Question, held: str = "") -> None:
        self.question, self.held = question, held
        super().__init__(held or f"The shape of {question.symbol.rpartition('.')[2]} is not known yet. Keras is asked for it.")


class Answers:
    """Questions and what came of them."""

    def __init__(self) -> None:
        self._known: dict[Question, Answer] = {}
        self._held: dict[Question, str] = {}

    def answer(self, question: Question) -> Answer:
        """What is known.

        Raises:
            Unanswered: Nothing is, yet.
            ShapeError: Keras refuses these inputs.
        """
        found = self._known.get(question)
        if found is None:
            raise Unanswered(question, self._held.get(question, ""))
        if found.refusal:
            raise ShapeError(found.refusal)
        return found

    def learn(self, told: Mapping[Question, Answer]) -> None:
        """Takes answers."""
        self._known.update(told)
        for question in told:
            self._held.pop(question, None)

    def hold(self, question: Question, why: str) -> None:
        """Says why a question cannot be asked now: the code in it is not agreed to, say."""
        self._held[question] = why

    def release(self, question: Question) -> None:
        """It can be asked again."""
        self._held.pop(question, None)

    def forget(self) -> None:
        """Begins anew."""
        self._known.clear()
        self._held.clear()


ANSWERS = Answers()
"""What this process knows."""
