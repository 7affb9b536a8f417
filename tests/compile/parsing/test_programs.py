"""Programs as people write them are read as the networks that running them builds; what cannot be read is said with its line."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.blocks.dense import Dense
from studio.compile.parsing import scope
from studio.compile.parsing.faults import ParsingError
from studio.compile.parsing.imports import symbol
from studio.compile.parsing.positions import arguments
from studio.compile.parsing.program import Parsed, parsed
from studio.compile.planner import PlanError, plan
from studio.graph.module import Instance
from studio.worker.build import build
from tests.compile.parsing.programs import PROGRAMS

DATA = re.compile(r"^(\(x_train|x_train|model\.(compile|fit|summary)).*\n", re.MULTILINE)


def run(text: str) -> Any:
    """The model that running a program builds; without its training, for there is no data."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(DATA.sub("", text), "program", "exec"), names)
    builders = [names[name] for name in ("build_model", "mobile") if name in names]
    return names["model"] if "model" in names else builders[0]()


@pytest.mark.filterwarnings("ignore:Do not pass an `input_shape`:UserWarning")
@pytest.mark.parametrize("name", PROGRAMS)
def test_what_is_read_is_what_running_builds(name: str) -> None:
    keras.backend.clear_session()
    theirs = run(PROGRAMS[name])
    mine = build(plan(parsed(PROGRAMS[name]).graph, "t"), 1).model
    assert [weight.shape for weight in mine.weights] == [weight.shape for weight in theirs.weights]
    random = np.random.default_rng(0)
    weights = [random.random(weight.shape) / 10 for weight in theirs.get_weights()]
    kept = [new if old.dtype.kind == "f" else old for new, old in zip(weights, theirs.get_weights(), strict=True)]
    mine.set_weights(kept)
    theirs.set_weights(kept)
    images = random.random((2, *theirs.input_shape[1:])).astype(np.float32)
    answers = keras.Model(theirs.inputs[0], theirs.outputs[0])(images)
    np.testing.assert_allclose(np.asarray(mine(images)), np.asarray(answers), rtol=1e-4, atol=1e-6)


def named(found: Parsed) -> list[str]:
    return [node.name for node in found.graph.nodes.values()]


def test_layers_have_the_names_that_keras_gives_them() -> None:
    keras.backend.clear_session()
    model = run(PROGRAMS["scaled"])
    assert named(parsed(PROGRAMS["scaled"]))[1:-1] == [layer.name for layer in model.layers[1:-1]]


def test_functions_are_modules_and_loops_repeats() -> None:
    found = parsed(PROGRAMS["residual"])
    chain, wide = (found.graph.nodes[name].block for name in ("residual_block", "residual_block_2"))
    assert isinstance(chain, Instance)
    assert isinstance(wide, Instance)
    assert (chain.repeat, wide.repeat, dict(wide.values)) == (3, 1, {"filters": 32, "strides": 2})
    assert chain.module is wide.module
    assert [each.name for each in chain.module.parameters] == ["filters", "strides"]


@pytest.mark.parametrize("room", ["layers", "initializers", "regularizers", "constraints"])
def test_every_name_of_a_class_of_keras_is_read_as_its_own(room: str) -> None:
    classes = {name: value for name, value in vars(getattr(keras, room)).items() if isinstance(value, type)}
    own = {name: value.__name__ for name, value in classes.items() if name[0].isupper() and f"keras.{room}.{value.__name__}" in arguments()}
    assert {name: symbol(f"tf.keras.{room}.{name}").path for name in own} == {name: f"keras.{room}.{of}" for name, of in own.items()}
    assert room != "layers" or own["MaxPool2D"] == "MaxPooling2D"


HEAD = "import keras\nimport numpy as np\nfrom keras import layers\ninputs = keras.Input((8, 8, 3))\n"
END = "\nmodel = keras.Model(inputs, x)\n"


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("x = layers.Conv2D(np.random.randint(8), 3)(inputs)", 5, "np comes from numpy, which only a run can tell."),
        ("x = inputs[:, 1:]", 5, "inputs[:, 1:] takes a part of what a layer gives, for which there is no block."),
        ("x = keras.ops.fft2(inputs)", 5, "keras.ops.fft2(inputs) is an operation for which there is no block."),
        ("x = layers.Conv2D(4, 3, stride=2)(inputs)", 5, "does not hold stride 2."),
        ("x = layers.Conv2D(4, 3)(inputs", 5, "The text is no Python here: '(' was never closed."),
        ("x = layers.Conv2D(4, 3)(image)", 5, "image is not known here."),
        ("a = layers.Dense(4)\nx = layers.Add()([a(inputs), a(inputs)])", 6, "a(inputs) calls a layer for the second time"),
        ("x = layers.ReLU(name='a')(inputs)\nx = layers.ReLU(name='a')(x)", 6, "has the name a, as another layer."),
        ("class Mine:\n    pass\nx = Mine()(inputs)", 5, "The class Mine is a class of the program's own"),
        ("class Mine(layers.Layer):\n    pass\nx = Mine(3)(inputs)", 7, "Mine(3) gives values to a layer that is code"),
        ("while True:\n    x = layers.ReLU()(inputs)", 5, "is set by a statement that only a run can follow."),
        ("def f(x, *more):\n    return x\nx = f(inputs)", 5, "The function f takes any number of arguments"),
        ("def f(x, a):\n    return layers.Dense(a)(x)\nx = f(inputs)", 7, "f(inputs) leaves out a, which f needs. Say it."),
    ],
)
def test_what_is_outside_is_said_with_its_line(lines: str, line: int, words: str) -> None:
    with pytest.raises(ParsingError) as refused:
        parsed(HEAD + lines + END)
    assert [fault.line for fault in refused.value.faults] == [line]
    assert words in refused.value.faults[0].text


def test_several_faults_are_told_at_once() -> None:
    with pytest.raises(ParsingError) as refused:
        parsed(HEAD + "x = layers.Conv2D(0, 3)(inputs)\ny = layers.ReLU(slope=1)(inputs)\nx = layers.Add()([x, y])" + END)
    assert [fault.line for fault in refused.value.faults] == [5, 6]


def test_a_program_without_a_model_says_so() -> None:
    with pytest.raises(ParsingError) as refused:
        parsed("print('hello')\n")
    assert refused.value.faults[0].text.startswith("The program builds no model that can be read. Expected: keras.Model(inputs, outputs)")


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 5000 + ")" * 5000,
        "x = 9" + "**9" * 50,
        "x = 'a' * 10**12",
        "x = [0] * 10**12",
        "x = '%999999999d' % 1",
        "for a in range(10**9):\n    pass",
        "def f(x):\n    return f(x)\nf(1)",
        "import keras\ndef f(x):\n    return f(x)\nf(keras.Input((3,)))",
        "\0",
        "x = {}\nx['a'] = x\nx",
        "f'{1:999999999}'",
        "[a for a in range(9999) for b in range(9999)]",
        "a = [0]\n" + "a = [a, a]\n" * 50 + "print(a)",
        "a = {}\n" + "a = {1: a, 2: a}\n" * 50 + "print(a)",
        "a = [0]\n" + "a.append(list(a))\n" * 50 + "print(a)",
        "__import__('os').system('false')",
        "open('/tmp/never', 'w')",
        "a" + ".a" * 20000,
        "lambda: 0",
        "x: int",
        "del x",
        "return 1",
        "break",
    ],
)
def test_hostile_programs_end_in_a_sentence(text: str) -> None:
    with pytest.raises(ParsingError) as refused:
        parsed(text)
    assert all(fault.text for fault in refused.value.faults)


def test_a_program_that_goes_on_and_on_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "MOST_STEPS", 500)
    with pytest.raises(ParsingError) as refused:
        parsed("for a in range(9999):\n    for b in range(9999):\n        c = a")
    assert "comes after more steps than are read. Shorten loops" in refused.value.faults[0].text


IMPORTS = "import keras\nfrom keras import layers\n"
MODEL = "\nmodel = keras.Model(inputs, layers.Dense(2)(x))\n"


def test_a_value_that_only_a_run_tells_under_a_condition_of_parameters_ends_in_sentences() -> None:
    text = f"""{IMPORTS}
def block(x, activation="relu"):
    x = layers.Odd()(x)
    if activation is not None:
        x = layers.Activation(activation)(x)
    return x

inputs = keras.Input((8, 8, 3))
x = block(inputs){MODEL}"""
    with pytest.raises(ParsingError) as refused:
        parsed(text)
    assert [(fault.line, fault.text.partition(" is ")[0]) for fault in refused.value.faults] == [(5, "layers.Odd()")]


@pytest.mark.parametrize(
    ("first", "blocks"),
    [
        ("if fancy:\n        act = layers.Activation('gelu')\n    else:\n        act = layers.ReLU()", 2),
        ("act = layers.Activation('gelu') if fancy else layers.ReLU()", 2),
        ("act = fancy and layers.Activation('gelu') or layers.ReLU()", 2),
        ("act = layers.Activation(keras.activations.relu if fancy else keras.activations.gelu)", 2),
        ("odd = fancy == layers.ReLU()\n    act = layers.ReLU()", 1),
    ],
)
def test_parameters_may_choose_what_no_expression_says(first: str, blocks: int) -> None:
    text = f"{IMPORTS}\ndef block(x, fancy=True):\n    {first}\n    return act(x)\n\ninputs = keras.Input((8, 8, 3))\n"
    found = parsed(f"{text}x = block(block(inputs), False){MODEL}")
    assert len(found.modules) == blocks


@pytest.mark.parametrize(
    "body",
    [
        "if depth == 0:\n        return y\n    z = grow(net(small, depth - 1))\n    return layers.add([y, z])",
        "if depth > 0:\n        y = layers.Add()([y, grow(net(small, depth - 1))])\n    return y",
    ],
)
def test_a_function_that_calls_itself_is_read_for_each_of_its_values(body: str) -> None:
    begins = f"{IMPORTS}\ndef net(x, depth):\n    y = layers.Conv2D(8, 3, padding='same')(x)\n"
    text = f"{begins}    small, grow = layers.MaxPooling2D()(y), layers.UpSampling2D()\n    {body}\n"
    found = parsed(f"{text}\ninputs = keras.Input((8, 8, 3))\nx = net(inputs, 2){MODEL}")
    inner = [[type(node.block).__name__ for node in module.graph.nodes.values()].count("Instance") for module in found.modules.values()]
    assert inner == [0, 1, 1]


def test_an_expression_that_doubles_again_and_again_is_worked_out() -> None:
    doubled = "    units = units + units\n" * 12
    text = f"{IMPORTS}\ndef block(x, units=1):\n{doubled}    return layers.Dense(units)(x)\n"
    found = parsed(f"{text}\ninputs = keras.Input((8,))\nx = block(inputs){MODEL}")
    assert [node.block.units for node in found.modules["block"].graph.nodes.values() if isinstance(node.block, Dense)] == [4096]


PIECES = ("", "(", ")", "x", "0", "-1", "None", "[]", "\n", "    ", "**", "for i in range(3):\n", "name", '"')


@settings(max_examples=150)
@given(name=st.sampled_from(sorted(PROGRAMS)), data=st.data())
def test_any_text_ends_in_a_drawing_or_a_sentence(name: str, data: st.DataObject) -> None:
    text = PROGRAMS[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        piece = data.draw(st.sampled_from(PIECES))
        text = text[:start] + piece + text[end:]
    with suppress(ParsingError, PlanError):
        plan(parsed(text).graph, "t")
