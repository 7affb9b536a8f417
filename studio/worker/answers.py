"""What Keras gives for some inputs: a layer is made and called on symbols, nothing is computed and nothing trained."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import keras
import msgspec
import numpy as np
import tensorflow as tf

from studio.blocks.answers import Answer, Question
from studio.blocks.block import Shape, spelled
from studio.blocks.typed_code import read_code
from studio.compile.plan import arranged
from studio.messages.asking import Answered
from studio.worker.own_code import CodeError, place, said
from studio.worker.symbols import SymbolError, layer

REFUSALS = (ArithmeticError, AttributeError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError, tf.errors.OpError)
"""What Keras raises of values and inputs that a layer does not take, depending on the layer."""
_MOST = 2**20  # numbers of an example with which a person's code is tried


def answered(question: Question) -> Answered:
    """Shape and weights, or the refusal in a sentence."""
    try:
        return Answered(question=question, answer=_answer(question))
    except ImportError as error:
        return Answered(question=question, reason=f"{_kind(question)} needs what is not installed: {said(error)}.")


def _answer(question: Question) -> Answer:
    try:
        return _of_code(question) if question.code else told(_layer(question), question.shapes, question.calling)
    except (SymbolError, CodeError) as error:
        return Answer(None, refusal=str(error))
    except REFUSALS as error:
        return Answer(None, refusal=_refused(question, error))
    except ImportError:
        raise
    except Exception as error:  # the border to a person's own code, which may raise anything
        if not question.code:
            raise
        return Answer(None, refusal=_refused(question, error))


def _layer(question: Question) -> Any:
    arguments = {"code": question.code, "function": question.code} if question.arguments == "{}" and question.code else {}
    return layer(question.symbol, question.symbol.rpartition(".")[2].lower(), arguments or msgspec.json.decode(question.arguments))


def _of_code(question: Question) -> Answer:
    """What a person's own layer gives; it is run on numbers too, where these are few, for what works on symbols alone is not enough."""
    made = _layer(question)
    answer = told(made, question.shapes, question.calling)
    known = [tuple(axis for axis in shape if axis is not None) for shape in question.shapes]
    if answer.shape is None or known != [*question.shapes] or sum(math.prod(shape) for shape in known) > _MOST:
        return answer
    shape = tuple(np.shape(made(*(np.zeros((2, *axes), "float32") for axes in known))))
    if shape != (2, *answer.shape) and None not in answer.shape:
        raise ValueError(f"for two examples it gives {spelled(shape)}, and a layer gives as many as it takes")
    return answer


def told(layer: Any, shapes: Iterable[Shape], calling: str = "") -> Answer:
    """What a layer gives for some inputs.

    Args:
        layer: The layer.
        shapes: Of the inputs.
        calling: How it takes several: see `studio.compile.plan.Step`.
    """
    placed, named = arranged(calling, [keras.Input(shape) for shape in shapes])
    given = layer(*placed, **named)
    if not hasattr(given, "shape"):
        raise TypeError(f"it gives {_what(given)}, and a block gives one tensor")
    fixed = sum(math.prod(weight.shape) for weight in layer.non_trainable_weights)
    return Answer(tuple(given.shape[1:]), layer.count_params(), fixed)


def _what(given: Any) -> str:
    return f"{len(given)} values" if isinstance(given, list | tuple | dict) else f"a {type(given).__name__}"


def _kind(question: Question) -> str:
    return read_code(question.code).name or question.symbol.rpartition(".")[2]


def _refused(question: Question, error: Exception) -> str:
    received = " and ".join(map(spelled, question.shapes))
    if question.code:
        return f"{_kind(question)} fails{place(error)} for input {received}: {said(error)}. Mend its code, or change what feeds it."
    return f"Keras refuses this {_kind(question)} for input {received}: {said(error)}. Change its values or what feeds it."
