"""What would run code if anything of it were run: each writes a file that nobody should find."""

from __future__ import annotations

import base64
import json
import marshal
import pickle
from pathlib import Path
from random import Random
from typing import Any

from tests.compile.reading.configs import Record, image, layer, sequential

CANARY = "canary"


class _Sings:
    """Writes the canary where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> Any:
        return exec, (song(self._path),)


def song(canary: Path) -> str:
    """Python that writes the canary."""
    return f"open({str(canary)!r}, 'w').close()"


def hostile(random: Random, canary: Path) -> Record:
    """A model of which one layer would run code."""
    bird = random.choice([_lambda, _module, _registered, _initializer, _pickled, _saved_inside, _expression])(canary)
    layers = [
        image("image", (8, 8, 3)),
        layer("Conv2D", "conv", filters=4, kernel_size=[3, 3]),
        layer("Flatten", "flat"),
    ]
    layers.insert(random.randint(1, 3), bird)
    return sequential(*layers, name=random.choice(["net", "__import__('os')", "../../net", "{0.__class__}", "%s%n"]))


def _lambda(canary: Path) -> Record:
    code = base64.b64encode(marshal.dumps(compile(f"lambda x: {song(canary)}", "x", "eval"))).decode()
    function = {"class_name": "__lambda__", "config": {"code": code, "defaults": None, "closure": None}}
    return layer("Lambda", "lambda", function=function, arguments={}, output_shape=[3])


def _module(canary: Path) -> Record:
    return {**layer("system", "os", command=song(canary)), "module": "os"}


def _registered(canary: Path) -> Record:
    return {**layer("exec", "run", source=song(canary)), "module": "builtins", "registered_name": "builtins>exec"}


def _initializer(canary: Path) -> Record:
    call = {"module": "builtins", "class_name": "exec", "config": {"source": song(canary)}, "registered_name": None}
    return layer("Dense", "dense", units=3, kernel_initializer=call, activation=call)


def _pickled(canary: Path) -> Record:
    return layer("Dense", "dense", units=3, kernel_constraint=base64.b64encode(pickle.dumps(_Sings(canary))).decode())


def _saved_inside(canary: Path) -> Record:
    return layer("TFSMLayer", "served", filepath=str(canary.parent), call_endpoint="serve")


def _expression(canary: Path) -> Record:
    return layer("Dense", "dense", units=f"__import__('builtins').exec({song(canary)!r})", activation=song(canary))


def script(canary: Path) -> str:
    """A program that would run code wherever a reader might run it: at its top, in a default, a decorator, a class, a constant."""
    return f"""
import keras
from keras import layers
{song(canary)}
UNITS = [{song(canary)}, 10][1]

@(lambda function: ({song(canary)}, function)[1])
def block(x, filters=eval({song(canary)!r}) or 4):
    return layers.Conv2D(filters, 3, name=f"{{{song(canary)}}}")(x)

class Odd(layers.Layer):
    {song(canary)}

inputs = keras.Input((8, 8, 3))
x = block(inputs)
x = layers.Lambda(lambda x: {song(canary)})(x)
outputs = layers.Dense(UNITS, activation="softmax")(layers.Flatten()(x))
model = keras.Model(inputs, outputs, name="net")
"""


def text(model: Record) -> str:
    """As a file has it."""
    return json.dumps(model)
