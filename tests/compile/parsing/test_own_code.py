"""Code in a program is read as the blocks that hold it, with all that it needs of the program; nothing of it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.blocks.ends import Input, Output
from studio.blocks.python import Lambda, Python, PythonMerge
from studio.compile.parsing.editing import applied, start
from studio.compile.parsing.faults import ParsingError
from studio.compile.parsing.program import parsed
from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph.model import Graph
from tests.compile.drawings import block, chain, drawing
from tests.compile.parsing.same import read_back
from tests.compile.parsing.test_merging import held, placed

HEAD = "import keras\nfrom keras import layers, ops\n\ninputs = keras.Input((8, 8, 3))\n"
END = "\nmodel = keras.Model(inputs, x)\n"
CLASS = '''"""Turns."""

import math

import keras

PART = 1 / math.sqrt(4)


def _half(x):
    return x * PART


class Swirl(keras.layers.Layer):
    """Halves, and twice."""

    def call(self, inputs):
        return _half(_half(inputs))
'''


def read(lines: str) -> Graph:
    return parsed(HEAD + lines + END).graph


def around(one: object) -> Graph:
    return placed(chain(("image", Input(shape=(4, 4, 2))), ("own", one), ("end", Output(meaning="values"))))


@pytest.mark.parametrize(
    "line", ["lambda x: 2 * x", "lambda x: ops.relu(x) ** 2", "lambda x: keras.ops.sum([x  , x], axis = 0)", "lambda é: é + len('ü')"]
)
def test_an_expression_is_a_lambda_with_its_very_words(line: str) -> None:
    assert held(read(f"x = layers.Lambda({line}, name='own')(inputs)"), "own") == Lambda(code=line)


def test_an_expression_of_several_lines_is_read_as_one() -> None:
    found = read("x = layers.Lambda(\n    lambda x: ops.add(\n        x,  # once\n        x,\n    ),\n    name='own',\n)(inputs)")
    assert held(found, "own") == Lambda(code="lambda x: ops.add(x, x)")


def test_an_expression_that_needs_more_of_the_program_is_a_python_block_with_it() -> None:
    found = read("import math\nSCALE = math.tau\nOTHER = 3\nx = layers.Lambda(lambda x: x * SCALE, name='own')(inputs)")
    assert held(found, "own") == Python(code="import math\n\nSCALE = math.tau\n\n\ndef own(x):\n    return x * SCALE\n")


def test_code_stands_in_a_sequential_model_too() -> None:
    text = "import keras\nfrom keras import layers\ndef twice(x):\n    return 2 * x\nmodel = keras.Sequential([keras.Input((8, 8, 3)), "
    found = parsed(f"{text}layers.Lambda(lambda x: 2 * x, name='one'), layers.Lambda(twice, name='own')])").graph
    assert held(found, "one") == Lambda()
    assert held(found, "own") == Python(code="def twice(x):\n    return 2 * x\n")


def test_a_function_is_a_python_block_with_what_it_needs() -> None:
    found = read("def _one():\n    return 1\ndef more(x):\n    # adds\n    return x + _one()\nx = layers.Lambda(more, name='own')(inputs)")
    assert held(found, "own") == Python(code="def _one():\n    return 1\n\n\ndef more(x):\n    # adds\n    return x + _one()\n")


def test_a_class_is_a_python_block_of_one_or_of_several_inputs() -> None:
    text = "class Sum(layers.Layer):\n    def call(self, one, other):\n        return one + other\n"
    found = read(f"{text}y = layers.ReLU(name='y')(inputs)\nx = Sum(name='own')(inputs, y)")
    assert held(found, "own") == PythonMerge(code=f"from keras import layers, ops\n\n\n{text}")


@pytest.mark.parametrize("one", [Lambda(), Python(), Python(code=CLASS), Lambda(code="lambda x: (\n    x\n)")])
def test_what_is_written_of_code_is_read_back(one: object) -> None:
    written = plan(around(one), "t").steps[1].symbol
    graph = parsed(source(plan(around(one), "t"), graph=around(one)).text).graph
    again = source(plan(graph, "t"), graph=graph).text
    assert plan(graph, "t").steps[1].symbol == written
    assert again == source(plan(around(one), "t"), graph=around(one)).text


def test_code_of_several_inputs_is_read_back() -> None:
    blocks = {"image": Input(shape=(4, 4, 2)), "one": block("ReLU"), "own": PythonMerge(), "end": Output(meaning="values")}
    graph = drawing(blocks, [("image", "one", 0), ("image", "own", 0), ("one", "own", 1), ("own", "end", 0)])
    text = source(plan(graph, "t"), graph=graph).text
    found = parsed(text).graph
    assert source(plan(found, "t"), graph=found).text == text


def test_a_lambda_is_read_back_word_for_word() -> None:
    read_back(around(Lambda(code="lambda x: x * 'a  b'.count(' ')")))


@pytest.mark.parametrize("one", [Lambda(code="lambda x: (\n    2 * x\n)"), Python(), Python(code=CLASS)])
def test_code_that_is_not_edited_stays_as_it_was_typed(one: object) -> None:
    graph = around(one)
    planned = plan(graph, "t")
    text = source(planned, graph=graph).text
    assert applied(start(planned, graph, text), text, {}).graph is graph


@pytest.mark.parametrize(
    ("old", "new"), [("x * PART", "x * PART * PART"), ("math.sqrt(4)", "math.sqrt(9)"), ("_half(_half(inputs))", "inputs")]
)
def test_code_that_is_edited_in_the_program_is_edited_in_its_block(old: str, new: str) -> None:
    graph = around(Python(code=CLASS))
    planned = plan(graph, "t")
    text = source(planned, graph=graph).text
    assert old in text
    found = held(applied(start(planned, graph, text), text.replace(old, new), {}).graph, "own")
    assert isinstance(found, Python)
    assert new in found.code


def test_the_function_of_a_python_block_is_edited_in_the_program() -> None:
    graph = around(Python())
    planned = plan(graph, "t")
    text = source(planned, graph=graph).text
    found = held(applied(start(planned, graph, text), text.replace("return ops.square(x)", "return 2 * ops.square(x)"), {}).graph, "own")
    assert found == Python(code="from keras import ops\n\n\ndef square(x):\n    return 2 * ops.square(x)\n")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            "x = layers.Lambda(lambda x, a: x * a, arguments={'a': 2})(inputs)",
            "gives a Lambda its arguments, which has no place on the board. ",
        ),
        ("x = layers.Lambda(3)(inputs)", "is given no function that can be read. "),
        (
            "x = layers.Lambda(lambda x: x[0])([inputs, inputs])",
            "is called on a list or by names, and what is code takes its inputs one after ",
        ),
        ("x = layers.Lambda(lambda x: x)(inputs, inputs)", "is called on 2 values, and a Lambda takes one. "),
        (
            "def f(x, s):\n    return layers.Lambda(lambda t: t * s)(x)\nx = f(inputs, 2)",
            "lambda t: t * s needs s, which is not given once at ",
        ),
        ("S = 1\nS = 2\nx = layers.Lambda(lambda x: x * S)(inputs)", "lambda x: x * S needs S, which is not given once at the top of the "),
        (
            "class A(layers.Layer):\n    def call(self, x):\n        return x * inputs\ninputs = 3\nx = A()(inputs)",
            "needs inputs, which is ",
        ),
    ],
)
def test_what_no_block_can_hold_is_said(lines: str, words: str) -> None:
    with pytest.raises(ParsingError) as refused:
        read(lines)
    assert words in refused.value.faults[0].text


def test_nothing_of_it_runs(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'trap')!r}, 'w')"
    lines = f"SCALE = {trap}\nclass A(layers.Layer):\n    {trap}\n    def call(self, x):\n        return x * SCALE\nx = A()(inputs)\n"
    found = read(f"{lines}x = layers.Lambda(lambda x, y={trap}: x)(x)")
    assert [type(node.block) for node in found.nodes.values()] == [Input, Python, Lambda, Output]
    assert not list(tmp_path.iterdir())
