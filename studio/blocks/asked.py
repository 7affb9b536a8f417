"""Blocks that do not compute shapes: Keras is asked, and its answers are remembered."""

from __future__ import annotations

import msgspec

from studio.blocks.answers import ANSWERS, Answer, Question
from studio.blocks.block import Block, Shape, ShapeError


class Asked(Block):
    """Base of blocks of which Keras itself says what they give and hold."""

    def question(self, *inputs: Shape) -> Question:
        """What is to be asked for some inputs."""
        return Question(type(self).symbol(), msgspec.json.encode(self.arguments()).decode(), inputs, calling=self.calling)

    def output_shape(self, *inputs: Shape) -> Shape:
        """What Keras said.

        Raises:
            Unanswered: It has not been asked yet.
            ShapeError: It refuses these inputs.
        """
        shape = self._answer(inputs).shape
        if shape is None:
            raise ShapeError(f"{type(self).__name__} gives no tensor for these inputs. Change its values or what feeds it.")
        return shape

    def weights(self, *inputs: Shape) -> int:
        """What Keras said."""
        return self._answer(inputs).weights

    def fixed_weights(self, *inputs: Shape) -> int:
        """What Keras said."""
        return self._answer(inputs).fixed

    def _answer(self, inputs: tuple[Shape, ...]) -> Answer:
        return ANSWERS.answer(self.question(*inputs))
