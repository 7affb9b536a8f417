"""What Keras gives for some inputs: a layer is made and called on symbols, nothing is computed and nothing trained."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import keras
import msgspec
import tensorflow as tf

from studio.blocks.answers import Answer, Question
from studio.blocks.block import Shape, spelled
from studio.messages.asking import Answered
from studio.worker.symbols import SymbolError, made, resolve

REFUSALS = (ArithmeticError, AttributeError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError, tf.errors.OpError)
"""What Keras raises of values and inputs that a layer does not take, depending on the layer."""


def answered(question: Question) -> Answered:
    """Shape and weights, or the refusal in a sentence."""
    try:
        return Answered(question=question, answer=_answer(question))
    except ImportError as error:
        return Answered(question=question, reason=f"{_kind(question)} needs what is not installed: {_first_line(error)}.")


def _answer(question: Question) -> Answer:
    try:
        layer = resolve(question.symbol)(**made(msgspec.json.decode(question.arguments)))
        return told(layer, question.shapes)
    except SymbolError as error:
        return Answer(None, refusal=str(error))
    except REFUSALS as error:
        return Answer(None, refusal=_refused(question, error))


def told(layer: Any, shapes: Iterable[Shape]) -> Answer:
    """What a layer gives for some inputs."""
    inputs = [keras.Input(shape) for shape in shapes]
    given = layer(inputs[0] if len(inputs) == 1 else inputs)
    if not hasattr(given, "shape"):
        raise TypeError(f"it gives {_what(given)}, and a block gives one tensor")
    fixed = sum(math.prod(weight.shape) for weight in layer.non_trainable_weights)
    return Answer(tuple(given.shape[1:]), layer.count_params(), fixed)


def _what(given: Any) -> str:
    return f"{len(given)} values" if isinstance(given, list | tuple | dict) else f"a {type(given).__name__}"


def _kind(question: Question) -> str:
    return question.symbol.rpartition(".")[2]


def _refused(question: Question, error: Exception) -> str:
    received = " and ".join(map(spelled, question.shapes))
    return f"Keras refuses this {_kind(question)} for input {received}: {_first_line(error)}. Change its values or what feeds it."


def _first_line(error: Exception) -> str:
    return (str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__).strip()
