"""Code of a person's own in a program: as it was typed, once, and told to Keras; in functions of modules too."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from studio.blocks.answers import ANSWERS, Answer
from studio.blocks.ends import Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.python import Lambda, Python
from studio.blocks.typed_code import class_of, read_code
from studio.compile.code_parts import clash, files, program
from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance, Module

HALF = '"""Halves."""\n\nimport math\n\nPART = 1 / math.sqrt(4)\n\n\ndef half(x):\n    """Half of it."""\n    return x * PART\n'
REGISTERED = """import keras


@keras.saving.register_keras_serializable(package="mine")
class Same(keras.layers.Layer):
    def call(self, inputs, training=False):
        return inputs
"""


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    shape = (4, 4, 2)
    ANSWERS.forget()
    ANSWERS.learn({Python(code=code).question(shape): Answer(shape) for code in (HALF, REGISTERED)})
    yield
    ANSWERS.forget()


@pytest.mark.parametrize("code", [HALF, REGISTERED, Python().code])
def test_the_lines_of_the_code_stay_where_they_are(code: str) -> None:
    text = program(code)
    assert text.startswith(code.rstrip())
    assert class_of(code) in {part.name for part in ast.parse(text).body if isinstance(part, ast.ClassDef)}


def test_what_registers_itself_is_left_as_it_is() -> None:
    assert program(REGISTERED) == REGISTERED


def chain(**blocks: object) -> Graph:
    names = list(blocks)
    wires = tuple(sorted(Wire(names[place], names[place + 1]) for place in range(len(names) - 1)))
    return Graph({name: Node(name, block, name) for name, block in blocks.items()}, wires)


HIDDEN = "{}# coding: utf-7\n#+AAo-SUNG = 1\n\n\ndef same(x):\n    return x\n"


@pytest.mark.parametrize("first", ["", "# A comment.\n"])
def test_a_file_of_it_is_the_code_that_was_shown_whatever_coding_it_claims(first: str) -> None:
    code = HIDDEN.format(first)
    blocks = {"i": Input(shape=(4,)), "p": Python(code=code), "o": Output(meaning="values")}
    graph = Graph({name: Node(name, block, name) for name, block in blocks.items()}, (Wire("i", "p"), Wire("p", "o")))
    ANSWERS.learn({Python(code=code).question((4,)): Answer((4,))})
    ((name, text),) = files(plan(graph, "Coded")).items()
    assert name == "python_same.py"
    assert "SUNG" in {part.id for part in ast.walk(ast.parse(code.encode())) if isinstance(part, ast.Name)}  # Python heeds it in a file
    assert "SUNG" not in {part.id for part in ast.walk(ast.parse(text.encode())) if isinstance(part, ast.Name)}


def test_two_nodes_with_one_code_share_it_and_modules_call_it() -> None:
    stage = Instance(Module("half", chain(enter=ModuleInput(), half1=Python(code=HALF), leave=ModuleOutput())), repeat=2)
    drawing = chain(input1=Input(shape=(4, 4, 2)), half2=Python(code=HALF), stage1=stage, output1=Output(meaning="values"))
    text = source(plan(drawing, "Halves"), graph=drawing).text
    assert text.count("def half(x):") == 1
    assert text.count("class Half(keras.layers.Layer):") == 1
    assert text.count("PART = 1 / math.sqrt(4)") == 1
    assert "import math" in text.split("INPUT_SHAPE")[0]
    assert 'x = Half(name="half2")(inputs)' in text
    assert 'return Half(name=f"{name}_half1")' in text  # the function of the module gave way to that of the code
    assert ast.parse(text)


def test_code_as_it_comes_from_the_palette_stands_in_the_program_too() -> None:
    drawing = chain(input1=Input(shape=(4, 4, 2)), own=Python(), output1=Output(meaning="values"))
    text = source(plan(drawing, "Squares"), graph=drawing).text
    assert "\n\n\ndef square(x):\n    return ops.square(x)\n\n\n@keras" in text
    assert 'x = Square(name="own")(inputs)' in text or 'outputs = Square(name="own")(inputs)' in text


def test_an_expression_of_several_lines_is_written_in_one() -> None:
    code = "lambda x: (\n    x  # as it is\n    + ops.relu(x)\n)"
    drawing = chain(input1=Input(shape=(4, 4, 2)), own=Lambda(code=code), output1=Output(meaning="values"))
    assert 'layers.Lambda(lambda x: x + ops.relu(x), name="own")' in source(plan(drawing, "Sum"), graph=drawing).text


@pytest.mark.parametrize(
    ("code", "takes"),
    [
        ("def f(a, b, c=1): return a", ("a", "b")),
        ("def f(*inputs): return inputs[0]", None),
        ("import keras\nclass F(keras.layers.Layer):\n    def call(self, x, mask=None, training=None): return x", ("x",)),
        ("import keras\nclass F(keras.layers.Dense): pass", ("inputs",)),
        ("def _own(x): return x\ndef f(x): return _own(x)\ndef _other(): pass", ("x",)),
    ],
)
def test_inputs_are_the_arguments_without_a_value(code: str, takes: tuple[str, ...] | None) -> None:
    found = read_code(code)
    assert (found.takes, found.fault) == (takes, "")


def test_one_name_means_one_thing() -> None:
    other = HALF.replace("PART", "SHARE").replace("Half of it", "One half")
    assert clash([HALF, HALF]) == ""
    assert clash([HALF, REGISTERED]) == ""
    assert clash([HALF, other]).startswith("Two Python blocks call different things ")


@pytest.mark.parametrize(
    "code",
    [
        "\0",
        "class F(" + "a." * 3000 + "b):\n    pass",
        "-" * 20000 + "1",
        "(" * 500,
        "x = 1 if 2 is 3 else 4",
        "def f(x):\n  return (\n",
        "class F(:",
        "async def f(x): pass",
        "f = lambda x: x",
        "",
    ],
)
def test_whatever_is_typed_is_read_or_refused_in_words(code: str) -> None:
    assert read_code(code).fault.endswith((".", "one."))
