"""The described layers are those of the installed Keras, and stand on the board as the others do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras
import msgspec
import pytest

from studio.blocks.answers import ANSWERS
from studio.blocks.block import ShapeError
from studio.blocks.catalogue import CATALOGUE, read_block, record
from studio.blocks.described import OF_KERAS, Described, block_of
from studio.blocks.description import Argument, Description
from studio.compile.reading.model_json import read_json
from studio.forms import FormError
from studio.worker.answers import answered
from tests.blocks.test_keras import layer_of
from tests.describe import written

DESCRIBED = {kind: block for kind, block in CATALOGUE.items() if issubclass(block, Described)}
described = pytest.mark.parametrize("block", DESCRIBED.values(), ids=DESCRIBED)

GIVES: dict[str, tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]] = {
    "Discretization": (((8, 3),), (8, 3)),
    "CategoryEncoding": (((8,),), (16,)),
    "Hashing": (((8,),), (8,)),
    "HashedCrossing": (((1,), (1,)), (1,)),
    "IntegerLookup": (((8,),), (8,)),
    "StringLookup": (((8,),), (8,)),
    "TextVectorization": (((1,),), (8,)),
    "MelSpectrogram": (((16000,),), (128, 32)),
}
"""Inputs, and what comes of them."""


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    ANSWERS.forget()
    yield
    ANSWERS.forget()


def test_the_file_is_what_the_installed_keras_says() -> None:
    """Where it is not: python -m tests.describe."""
    assert OF_KERAS.read_bytes() == written()


@described
def test_a_new_one_is_one_that_keras_takes(block: type[Described]) -> None:
    if block.__name__ == "STFTSpectrogram":
        pytest.importorskip("scipy")
    config = layer_of(block()).get_config()
    assert {name: config[name] for name in block().arguments() if name in config} == {
        name: value for name, value in block().arguments().items() if name in config
    }


@described
def test_it_survives_the_file(block: type[Described]) -> None:
    assert record(block()) == {"kind": block.__name__}
    changed = block(
        **{each.name: _other(each.default, each.choices) for each in block.form() if each.editor in ("whole", "flag", "choice")}
    )
    assert read_block(msgspec.json.decode(msgspec.json.encode(record(changed)))) == changed


def _other(value: Any, choices: tuple[Any, ...]) -> Any:
    """Another value than the usual one."""
    if choices:
        return next(each for each in choices if each != value)
    return not value if isinstance(value, bool) else (value or 0) + 1


@pytest.mark.parametrize("kind", GIVES)
def test_keras_says_what_it_gives(kind: str) -> None:
    inputs, shape = GIVES[kind]
    block = DESCRIBED[kind]()
    told = answered(block.question(*inputs))
    assert told.answer is not None
    ANSWERS.learn({told.question: told.answer})
    assert block.output_shape(*inputs) == shape
    assert (block.weights(*inputs), block.fixed_weights(*inputs)) == (0, 0)


def test_what_a_layer_needs_is_said_where_it_is_not_installed() -> None:
    question = DESCRIBED["STFTSpectrogram"]().question((16000, 1))
    told = answered(question)
    if told.answer is None:
        assert told.reason.startswith("STFTSpectrogram needs what is not installed: This requires the scipy module.")
    else:
        assert told.answer.shape == (124, 129)


def test_a_refusal_is_in_words() -> None:
    block = DESCRIBED["CategoryEncoding"](num_tokens=0)
    told = answered(block.question((8,)))
    assert told.answer is not None
    ANSWERS.learn({told.question: told.answer})
    with pytest.raises(
        ShapeError, match=r"^Keras refuses this CategoryEncoding for input \(8,\): .*num_tokens.* Change its values or what"
    ):
        block.output_shape((8,))


def test_several_values_are_written_with_commas_between() -> None:
    block = DESCRIBED["Discretization"](bin_boundaries="-1, 0.5, 1e3")
    assert block.arguments() == {"bin_boundaries": [-1, 0.5, 1000.0]}
    assert DESCRIBED["StringLookup"](vocabulary="a b,  c,").arguments() == {"vocabulary": ["a b", "c"]}
    with pytest.raises(FormError) as refused:
        DESCRIBED["Discretization"](bin_boundaries="low, high")
    assert str(refused.value) == (
        "Discretization: bin_boundaries must be numbers with commas between, such as 0, 0.5, 1. Received: 'low, high'."
    )


def test_what_keras_tells_of_a_layer_is_read_as_it_is_written() -> None:
    cls = DESCRIBED["IntegerLookup"]
    assert cls.read(cls.of_keras({"vocabulary": [4, 5]})).arguments() == {"vocabulary": [4, 5]}


def test_any_description_makes_a_block() -> None:
    described = Description("Swirl", "acme.Swirl", "Swirls.", (Argument("turns", "whole", 3, help="How often.", said=True),), "own")
    block = block_of(described)(turns=4)
    assert (block.arguments(), block.caption(), block.symbol(), block.family) == ({"turns": 4}, "4", "acme.Swirl", "own")


@pytest.mark.parametrize("kind", GIVES)
def test_a_keras_model_with_it_is_opened_with_the_block(kind: str) -> None:
    block, (shapes, _) = DESCRIBED[kind](), GIVES[kind]
    inputs = [keras.Input(shape) for shape in shapes]
    model = keras.Model(inputs, layer_of(block)(inputs if len(inputs) > 1 else inputs[0]))
    opened = [node.block for node in read_json(model.to_json()).graph.nodes.values()]
    assert [type(each).__name__ for each in opened].count(kind) == 1
