"""Blocks whose value is Python code: a layer or a function of tensors, typed by a person."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from studio.blocks.answers import Question
from studio.blocks.asked import Asked
from studio.blocks.block import Shape, ShapeError
from studio.blocks.code import class_of, read_code

ROOM = "python."
"""What symbols of layers that are made of code begin with."""

Text = Annotated[str, Meta(min_length=1, max_length=65536, extra={"code": True})]

_ONE = '''"""Squares each value."""

from keras import ops


def square(x):
    return ops.square(x)
'''
_SEVERAL = '''"""Takes the larger of two values."""

from keras import ops


def larger(one, other):
    return ops.maximum(one, other)
'''
OURS = frozenset({_ONE, _SEVERAL})
"""Code that the studio itself wrote: that of blocks that come from the palette."""


class CodeBlock(Asked):
    """Base of blocks that are made of code."""

    code: Text = _ONE

    def question(self, *inputs: Shape) -> Question:
        """What is to be asked for some inputs."""
        return Question(self.made_by, "{}", inputs, self.code, "apart")

    @property
    def made_by(self) -> str:
        """The symbol of the layer that the code gives."""
        return f"{ROOM}{class_of(self.code) or 'Nothing'}"

    def output_shape(self, *inputs: Shape) -> Shape:
        """What Keras said, where nothing is known against the code.

        Raises:
            Unanswered: It has not been asked yet.
            ShapeError: The code is at fault, or refuses these inputs.
        """
        found = read_code(self.code)
        if found.fault:
            raise ShapeError(found.fault)
        if found.takes is not None and len(found.takes) != len(inputs):
            wanted, there = _count(len(found.takes)), _count(len(inputs))
            other = "Python" if len(found.takes) == 1 else "PythonMerge"
            remedy = "Lead as many wires to it" if self.many_inputs and len(found.takes) > 1 else f"Take a block {other} for it"
            raise ShapeError(f"{found.name} takes {wanted}. Received: {there}. {remedy}, or change its code.")
        return super().output_shape(*inputs)

    def caption(self) -> str:
        """The name of what the code defines."""
        name = read_code(self.code).name
        return name if len(name) <= 24 else f"{name[:23]}…"


def _count(number: int) -> str:
    return "1 input" if number == 1 else f"{number} inputs"


class Python(CodeBlock):
    """Runs Python code of your own: a Keras layer, or a function of a tensor.

    code: The last class or function in it computes. It runs only after somebody here has agreed to it.

    Also: code, custom layer, own layer, script, Lambda
    Shape:  as the code says
    Source: keras.layers.Layer
    """

    family = "own"


class PythonMerge(CodeBlock):
    """Runs Python code of your own on several inputs, such as a function of two tensors.

    code: The last class or function in it computes, with an argument for each wire. It runs only after somebody here has agreed to it.

    Also: code, custom merge, script
    Shape:  as the code says
    Source: keras.layers.Layer
    """

    family = "own"
    many_inputs = True
    calling = "apart"

    code: Text = _SEVERAL
