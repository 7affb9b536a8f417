"""Blocks whose value is Python code: a layer or a function of tensors, typed by a person."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from studio.blocks.answers import Question
from studio.blocks.asked import Asked
from studio.blocks.block import Shape, ShapeError
from studio.blocks.saved_models import saved_model_words
from studio.blocks.typed_code import class_of, lambda_fault, read_code
from studio.forms import kinds
from studio.forms.kinds import Path

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
_LINE = "lambda x: 2 * x"
OURS = frozenset({_ONE, _SEVERAL, _LINE})
"""Code that the studio itself wrote: that of blocks that come from the palette."""


class CodeBlock(Asked):
    """Base of blocks that are made of code."""

    given = ("code",)

    code: Text = _ONE

    @property
    def trusts(self) -> str:
        """The code."""
        return self.code

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

    Formula: y = f(x)
        f is what the code defines last.

    Also: code, custom layer, own layer, script, Lambda
    Shape:  as the code says
    Source: keras.layers.Layer
    """

    family = "own"


class PythonMerge(CodeBlock):
    """Runs Python code of your own on several inputs, such as a function of two tensors.

    code: The last class or function in it computes, with an argument for each wire. It runs only after somebody here has agreed to it.

    Formula: y = f(x_{1}, x_{2}, …)
        f is what the code defines last; the inputs come in the order of the wires.

    Also: code, custom merge, script
    Shape:  as the code says
    Source: keras.layers.Layer
    """

    family = "own"
    many_inputs = True
    calling = "apart"

    code: Text = _SEVERAL


class Lambda(CodeBlock):
    """Computes what a line of Python says, such as lambda x: 2 * x.

    code: One lambda expression of a tensor; keras and ops are known in it. It runs only after somebody here has agreed to it.

    Formula: y = f(x)
        f is the expression.

    Also: expression, function
    Shape:  as the code says
    Source: keras.layers.Lambda
    """

    family = "own"
    rare = True

    code: Text = _LINE

    @property
    def made_by(self) -> str:
        """Keras's own layer, which the expression is given to."""
        return self.symbol()

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """The expression, as Keras calls it."""
        return {"function": self.code}

    def question(self, *inputs: Shape) -> Question:
        """What is to be asked for some inputs."""
        return Question(self.made_by, "{}", inputs, self.code)

    def output_shape(self, *inputs: Shape) -> Shape:
        """What Keras said, where the code is an expression."""
        if fault := lambda_fault(self.code):
            raise ShapeError(fault)
        return Asked.output_shape(self, *inputs)

    def caption(self) -> str:
        """The expression, where it is short."""
        return self.code if len(self.code) <= 24 and "\n" not in self.code else "lambda"


class TFSMLayer(Asked):
    """Runs a SavedModel that lies on the disk as one layer.

    filepath: Folder of the SavedModel. What is in it runs only after somebody here has agreed to it.
    call_endpoint: Which of its functions to call; models that Keras exported have serve.

    Formula: y = f(x)
        f is the function of the SavedModel that is called.

    Also: SavedModel, reload
    Shape:  as the SavedModel says
    Source: keras.layers.TFSMLayer
    """

    family = "own"
    rare = True
    given = ("filepath",)

    filepath: Path = ""
    call_endpoint: kinds.Text = "serve"

    @property
    def trusts(self) -> str:
        """What is agreed to: the very graph that lies there now."""
        return saved_model_words(self.filepath) if self.filepath else ""

    def question(self, *inputs: Shape) -> Question:
        """What is to be asked for some inputs."""
        return Question(self.symbol(), msgspec.json.encode(self.arguments()).decode(), inputs, self.trusts)

    def output_shape(self, *inputs: Shape) -> Shape:
        """What Keras said.

        Raises:
            Unanswered: It has not been asked yet.
            ShapeError: No SavedModel lies there, or it refuses these inputs.
        """
        if not self.trusts:
            raise ShapeError("TFSMLayer needs the folder of a SavedModel. Received: a folder without a saved_model.pb. Choose another one.")
        return super().output_shape(*inputs)
