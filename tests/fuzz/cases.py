"""Files that somebody might give the studio, each made from a seed alone: whole, cut, changed by some bytes or values, hostile."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import h5py
import numpy as np

from tests.compile.parsing.programs import PROGRAMS
from tests.compile.reading.configs import Record
from tests.fuzz.hostile import hostile, script, text
from tests.project.keras_models import odd, small
from tests.project.old_models import keras_2, weights

KINDS = (".keras", ".json", ".py", ".h5", ".pb")
"""A SavedModel goes by `.pb`."""

DESCRIPTIONS = sorted((Path(__file__).parents[1] / "compile" / "reading" / "descriptions").glob("*.json"))
_WORDS = [None, True, -1, 0, 1e308, 2**70, "", "ü", "\ud800", "a/b", "__keras_tensor__", "Functional", [], {}, [[]], {"class_name": 3}]
_PIECES = ("", "(", ")", "[", "x", "0", "-1", "None", "[]", "\n", "    ", "**", "*", ",", "=", "#", "%", "not ", "True", "1e400", "return ")
_PIECES += ("for i in range(3):\n", "if True:\n        ", "while x: pass\n", "def f(x): return x\n", "lambda: x", "f'{x}'", "x.shape", "…")


PROGRAM = """
import keras
from keras import layers

CLASSES = 10

def block(x, filters):
    y = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return layers.Add()([layers.Conv2D(filters, 3, padding="same")(y), x])

inputs = keras.Input((8, 8, 3))
x = layers.Conv2D(8, 3)(inputs)
for _ in range(3):
    x = block(x, 8)
outputs = layers.Dense(CLASSES, activation="softmax")(layers.Flatten()(x))
model = keras.Model(inputs, outputs, name="net")
"""


CODED = """
import math
import keras
from keras import layers, ops

SCALE = math.sqrt(4)

def _half(x):
    return x / SCALE

def twice(x):
    \"\"\"Two of it.\"\"\"
    return _half(x) * SCALE * 2

@keras.saving.register_keras_serializable(package="python")
class Swirl(keras.layers.Layer):
    def call(self, one, other):
        return _half(one) + ops.relu(other)

inputs = keras.Input((8, 8, 3))
x = layers.Lambda(lambda x: ops.square(x) * 2, name="squares")(inputs)
x = layers.Lambda(twice, name="twice")(x)
x = layers.Lambda(lambda x: x * SCALE)(x)
x = Swirl(name="swirl")(x, inputs)
model = keras.Model(inputs, layers.Dense(10)(layers.Flatten()(x)), name="net")
"""


def case(seed: int, folder: Path, canary: Path) -> Path:
    """Writes the file, or the folder of a SavedModel, of a seed; gives its path."""
    random = Random(seed)
    kind = KINDS[seed % len(KINDS)]
    if kind == ".py":
        return _written(folder / "model.py", (_edited(random, CODED) if seed % 15 == 7 else _program(random, canary)).encode())
    described = text(_model(random, canary))
    if kind == ".pb":
        return _saved_model(random, folder / "served", described)
    data = {".keras": _archive, ".json": _plain, ".h5": _hdf5}[kind](random, described)
    return _written(folder / f"model{kind}", _damaged(random, data))


def _model(random: Random, canary: Path) -> Record:
    """A description, some of it changed."""
    if random.random() < 0.4:
        return hostile(random, canary)
    whole: Any = random.choice([small("net", (8, 8, 3), odd()), keras_2(), *(json.loads(path.read_text()) for path in DESCRIPTIONS)])
    whole = copy.deepcopy(whole)
    for _ in range(random.choice([0, 1, 1, 2, 5])):
        _change(random, whole)
    return whole


def _change(random: Random, whole: Any) -> None:
    """Puts something else in some place of a description, or takes it out."""
    inside = whole
    while isinstance(inside, dict | list) and inside:
        key = random.choice(list(inside)) if isinstance(inside, dict) else random.randrange(len(inside))
        if random.random() < 0.15 or not isinstance(inside[key], dict | list) or not inside[key]:
            if random.random() < 0.3:
                del inside[key]
            else:
                inside[key] = copy.deepcopy(random.choice([*_WORDS, inside, whole]))
            return
        inside = inside[key]


def _damaged(random: Random, data: bytes) -> bytes:
    """Whole in half of the cases; else cut short or with some bytes changed."""
    fate = random.random()
    if fate < 0.5 or not data:
        return data
    if fate < 0.7:
        return data[: random.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(random.choice([1, 2, 8, 64])):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _program(random: Random, canary: Path) -> str:
    """A hostile program with some bytes changed, or one as people write them, edited like half-typed text."""
    if random.random() < 0.3:
        return _damaged(random, random.choice([script(canary), PROGRAM]).encode()).decode(errors="replace")
    lines = random.choice([PROGRAM, *PROGRAMS.values()]).split("\n")
    if random.random() < 0.2:
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return _edited(random, "\n".join(lines))


def _edited(random: Random, text: str) -> str:
    """Some letters taken out, and pieces of Python or of the text itself put in."""
    for _ in range(random.randint(1, 4)):
        start, copied = random.randrange(len(text) + 1), random.randrange(len(text) + 1)
        end = start + random.choice([0, 0, 1, 3, 8, 20, 60])
        piece = random.choice([*_PIECES, text[copied : copied + random.choice([5, 20, 80])]])
        text = text[:start] + piece + text[end:]
    return text


def _plain(_random: Random, described: str) -> bytes:
    return described.encode("utf-8", "surrogatepass")


def _archive(random: Random, described: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", random.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
        archive.writestr("metadata.json", "{}")
        archive.writestr("../../escaped.py", "out")
        archive.writestr("config.json", _plain(random, described))
        archive.writestr("model.weights.h5", _hdf5(random, "{}"))
    return data.getvalue()


def _hdf5(random: Random, described: str) -> bytes:
    data = io.BytesIO()
    said = described.encode("utf-8", "replace")
    with h5py.File(data, "w") as file:
        file.attrs["model_config"] = random.choice([said, said, said, np.void(said[:60_000])])
        for name, values in weights().items():
            group = file.create_group(f"model_weights/{name}")
            group.attrs["weight_names"] = [str(number).encode() for number, _ in enumerate(values)]
            for number, value in enumerate(values):
                group[str(number)] = value
        file["model_weights"].attrs["layer_names"] = [name.encode() for name in weights()]
    return data.getvalue()


def _saved_model(random: Random, folder: Path, described: str) -> Path:
    """A folder whose graph is none, which does not matter: nobody reads it."""
    _written(folder / "saved_model.pb", random.randbytes(64))
    if random.random() < 0.5:
        _written(folder / "assets.extra" / "model.json", _damaged(random, described.encode("utf-8", "surrogatepass")))
    else:
        root = b"\x1a\x04root\x2a" + _length(len(described.encode("utf-8", "replace"))) + described.encode("utf-8", "replace")
        _written(folder / "keras_metadata.pb", _damaged(random, b"\x0a" + _length(len(root)) + root))
    return folder


def _length(number: int) -> bytes:
    """As protobuf writes it."""
    found = b""
    while number > 127:
        found, number = found + bytes([number & 127 | 128]), number >> 7
    return found + bytes([number])


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
