"""Code of a person's own becomes a layer: after consent, with faults told by line; it trains, is saved, exported and written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest

from studio.blocks.answers import ANSWERS, Answer, Question
from studio.blocks.block import Block, ShapeError
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Add
from studio.blocks.python import OURS, Lambda, Python, PythonMerge, TFSMLayer
from studio.blocks.reshaping import Flatten
from studio.compile.plan import Plan
from studio.compile.planner import PlanError, plan
from studio.compile.source import source
from studio.graph.codes import codes
from studio.graph.model import Graph, Node, Wire
from studio.messages.asking import Answered
from studio.messages.formats import FORMATS
from studio.project.consent import agree
from studio.worker.answers import answered
from studio.worker.build import BuildError, build
from studio.worker.export import export
from studio.worker.formats.content import Content
from studio.worker.judging import sample

SWIRL = '''"""Turns channels."""

import keras
from keras import ops


class Swirl(keras.layers.Layer):
    """Mixes each value with its neighbour by a learned angle."""

    def build(self, shape):
        self.angle = self.add_weight(shape=(shape[-1],), initializer="ones", name="angle")

    def call(self, inputs):
        return ops.cos(self.angle) * inputs + ops.sin(self.angle) * ops.roll(inputs, 1, axis=1)
'''
HALF = "def half(x):\n    return x / 2\n"
BLEND = "SHARE = 0.25\n\n\ndef blend(one, other):\n    return SHARE * one + (1 - SHARE) * other\n"


@pytest.fixture(autouse=True)
def nothing_known(tmp_path: Path) -> Iterator[None]:
    ANSWERS.forget()
    yield
    ANSWERS.forget()


def drawing() -> Graph:
    blocks = {
        "input1": Input(shape=(6, 6, 2)),
        "conv1": Conv2D(filters=2, kernel_size=(3, 3), padding="same"),
        "swirl1": Python(code=SWIRL),
        "half1": Python(code=HALF),
        "blend1": PythonMerge(code=BLEND),
        "flatten1": Flatten(),
        "dense1": Dense(units=3),
        "output1": Output(),
    }
    ways = [("input1", "conv1"), ("conv1", "swirl1"), ("swirl1", "half1"), ("half1", "blend1"), ("conv1", "blend1", 1)]
    ways += [("blend1", "flatten1"), ("flatten1", "dense1"), ("dense1", "output1")]
    return Graph({name: Node(name, block, name) for name, block in blocks.items()}, tuple(sorted(Wire(*way) for way in ways)))


def ask(code: str, *shapes: tuple[int | None, ...]) -> Answer:
    block = (Python if len(shapes) == 1 else PythonMerge)(code=code)
    told = answered(block.question(*shapes))
    assert told.answer is not None, told.reason
    return told.answer


def refusal(code: str, *shapes: tuple[int | None, ...]) -> str:
    return ask(code, *shapes).refusal


@pytest.fixture
def network_plan(tmp_path: Path) -> Plan:
    agree(tmp_path, SWIRL, HALF, BLEND)
    return plan(drawing(), "Own code")


def test_code_that_nobody_agreed_to_does_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "it_ran"
    code = f"open({str(mark)!r}, 'w').close()\n\n\ndef same(x):\n    return x\n"
    words = (
        "The code of same does not run, for nobody here has agreed to it. "
        "Read it, then choose Run this code in the studio, or say --trust-code."
    )
    assert refusal(code, (4,)) == words
    blocks = {"i": Input(shape=(4, 4, 1)), "p": Python(code=code), "o": Output(meaning="values")}
    graph = Graph({name: Node(name, block, name) for name, block in blocks.items()}, (Wire("i", "p"), Wire("p", "o")))
    with pytest.raises(BuildError) as refused:
        build(plan(graph, "Strange"))
    assert str(refused.value) == f"p: {words}"
    assert not mark.exists()
    agree(tmp_path, code)
    assert ask(code, (4,)) == Answer((4,))
    assert mark.exists()


def test_what_comes_from_the_palette_runs_at_once() -> None:
    assert {Python().code, PythonMerge().code, Lambda().code} == OURS
    assert ask(Python().code, (5, 5, 3)) == Answer((5, 5, 3))
    assert ask(PythonMerge().code, (5,), (5,)) == Answer((5,))


@pytest.mark.parametrize("block", [Python(), PythonMerge(), Lambda()])
def test_what_comes_from_the_palette_is_part_of_a_network(block: Block) -> None:
    blocks = {"image": Input(shape=(4, 4, 3)), "own": block, "end": Output(meaning="values")}
    wires = [Wire("image", "own"), *([Wire("image", "own", 1)] if block.many_inputs else []), Wire("own", "end")]
    ANSWERS.learn({block.question(*[(4, 4, 3)] * (1 + block.many_inputs)): Answer((4, 4, 3))})
    graph = Graph({name: Node(name, each, name) for name, each in blocks.items()}, tuple(sorted(wires)))
    images = np.full((2, 4, 4, 3), 3.0, np.float32)
    wanted = {"Python": 9.0, "PythonMerge": 3.0, "Lambda": 6.0}[type(block).__name__]
    assert np.all(np.asarray(build(plan(graph, "t")).model(images)) == wanted)


def test_keras_says_what_it_gives_and_holds(tmp_path: Path) -> None:
    agree(tmp_path, SWIRL, BLEND)
    assert ask(SWIRL, (6, 6, 2)) == Answer((6, 6, 2), 2, 0)
    assert ask(SWIRL, (None, None, 2)) == Answer((None, None, 2), 2, 0)
    assert ask(BLEND, (6,), (6,)) == Answer((6,))


MEND = "Mend its code, or change what feeds it."
NO_LAYER = "F is no Keras layer. Expected: class F(keras.layers.Layer). Name what it is made of."
FAULTS = {
    "def f(x):\n    return x +\n": "The code has a fault in line 2: invalid syntax. Mend it there.",
    "x = 1\n": "The code has neither a layer nor a function. Expected: a class of keras.layers.Layer, "
    "or a function of tensors such as def square(x). Write one.",
    "import keras\n\ny = 1 / 0\n\n\ndef f(x):\n    return x\n": "The code fails in line 3: division by zero. Mend it there.",
    "def f(x):\n    y = x\n    return undefined\n": f"f fails in line 3 for input (4,): name 'undefined' is not defined. {MEND}",
    "def f(x):\n    return [x, x]\n": f"f fails for input (4,): it gives 2 values, and a block gives one tensor. {MEND}",
    "def f(x):\n    return None\n": f"f fails for input (4,): it gives a NoneType, and a block gives one tensor. {MEND}",
    "class F(dict):\n    pass\n": NO_LAYER,
    "class F:\n    pass\n": NO_LAYER,
    "def f(x):\n    return x[:1]\n": "f fails for input (4,): for two examples it gives (1, 4), and a layer gives as many as it takes. "
    f"{MEND}",
    "def build(x):\n    return x\n": "The program of a network calls something build itself. Give yours another name.",
}


@pytest.mark.parametrize(("code", "words"), FAULTS.items(), ids=range(len(FAULTS)))
def test_faults_are_told_with_their_line(tmp_path: Path, code: str, words: str) -> None:
    agree(tmp_path, code)
    assert refusal(code, (4,)) == words


def test_a_function_gets_as_many_inputs_as_it_takes() -> None:
    said = Python(code=BLEND)
    with pytest.raises(ShapeError) as refused:
        said.output_shape((4,))
    assert str(refused.value) == "blend takes 2 inputs. Received: 1 input. Take a block PythonMerge for it, or change its code."
    with pytest.raises(ShapeError) as refused:
        PythonMerge(code=BLEND).output_shape((4,), (4,), (4,))
    assert str(refused.value) == "blend takes 2 inputs. Received: 3 inputs. Lead as many wires to it, or change its code."


def test_what_is_not_installed_may_be_there_tomorrow(tmp_path: Path) -> None:
    code = "import nothing_of_the_kind\n\n\ndef f(x):\n    return x\n"
    agree(tmp_path, code)
    told = answered(Question("python.F", "{}", ((4,),), code))
    assert told == Answered(question=told.question, reason="f needs what is not installed: No module named 'nothing_of_the_kind'.")


def test_it_trains_by_its_weights(network_plan: Plan) -> None:
    network = build(network_plan, 1)
    assert network.layers["swirl1"].count_params() == 2
    images = np.random.default_rng(1).uniform(0, 255, (8, 6, 6, 2)).astype("float32")
    before = network.layers["swirl1"].angle.numpy().copy()
    network.model.compile("sgd", "sparse_categorical_crossentropy")
    network.model.fit(images, np.arange(8) % 3, verbose=0)
    assert not np.array_equal(before, network.layers["swirl1"].angle.numpy().copy())


def test_the_program_holds_the_code_and_builds_the_same(network_plan: Plan) -> None:
    text = source(network_plan, graph=drawing()).text
    assert SWIRL.split("\n\n\n")[1] in text
    assert 'x = Swirl(name="swirl1")' in text
    space: dict[str, object] = {"__name__": "program"}
    exec(compile(text, "program", "exec"), space)
    built = space["build"]()
    ours = build(network_plan, 1).model
    built.set_weights(ours.get_weights())
    images = np.random.default_rng(1).uniform(0, 1, (4, 6, 6, 2)).astype("float32")
    np.testing.assert_array_equal(built(images), ours(images))


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")
@pytest.mark.worker
@pytest.mark.parametrize("name", ["keras"])
def test_every_export_predicts_the_same_in_a_fresh_process(network_plan: Plan, tmp_path: Path, name: str) -> None:
    network = build(network_plan, 1)
    content = Content(network, ("a", "b", "c"), source(network_plan, graph=drawing()).text)
    checked = export(content, name, tmp_path / name, sample(network, None, trained=False))
    assert checked.difference <= FORMATS[name].difference


def test_two_pieces_of_code_cannot_mean_different_things_by_one_name() -> None:
    other = "def half(x):\n    return x / 2 + 0\n"
    blocks = {"i": Input(shape=(4, 4, 1)), "a": Python(code=HALF), "b": Python(code=other), "s": Add(), "o": Output(meaning="values")}
    ways = (("i", "a"), ("i", "b"), ("a", "s"), ("b", "s", 1), ("s", "o"))
    graph = Graph({name: Node(name, block, name) for name, block in blocks.items()}, tuple(sorted(Wire(*way) for way in ways)))
    with pytest.raises(PlanError) as refused:
        plan(graph, "Clash")
    assert str(refused.value) in {
        f"Two Python blocks call different things {name}. In one program a name means one thing: rename it in one of them."
        for name in ("half", "Half")
    }


def alone(block: Block) -> Graph:
    """A network of one block between its ends."""
    blocks = {"i": Input(shape=(4, 4, 1)), "b": block, "o": Output(meaning="values")}
    return Graph({name: Node(name, each, name) for name, each in blocks.items()}, (Wire("b", "o"), Wire("i", "b")))


def test_a_lambda_is_keras_own_layer_after_consent(tmp_path: Path) -> None:
    block = Lambda(code="lambda x: x[:, ::2] + ops.ones_like(x[:, ::2])")
    told = answered(block.question((4, 4, 1)))
    assert told.answer is not None
    assert told.answer.refusal.startswith("The code of Lambda does not run, for nobody here has agreed to it.")
    agree(tmp_path, block.code)
    assert answered(block.question((4, 4, 1))).answer == Answer((2, 4, 1))
    planned = plan(alone(block), "Lambda")
    network = build(planned)
    assert type(network.layers["b"]).__name__ == "Lambda"
    assert np.asarray(network.model(np.zeros((1, 4, 4, 1)))).tolist() == np.ones((1, 2, 4, 1)).tolist()
    assert 'layers.Lambda(lambda x: x[:, ::2] + ops.ones_like(x[:, ::2]), name="b")(inputs)' in source(planned).text


NO_EXPRESSION = "A Lambda takes one expression. Expected: lambda x: and what is to come of x. Write it so, or take a Python block."
EXPRESSIONS = {
    "lambda x:": "The code has a fault in line 1: invalid syntax. Mend it there.",
    "lambda x, y: x": NO_EXPRESSION,
    "print(1)": NO_EXPRESSION,
}


@pytest.mark.parametrize(("code", "words"), EXPRESSIONS.items())
def test_a_lambda_holds_one_expression(code: str, words: str) -> None:
    with pytest.raises(ShapeError) as refused:
        Lambda(code=code).output_shape((4,))
    assert str(refused.value) == words


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_saved_model_runs_as_a_layer_after_consent_to_its_very_graph(tmp_path: Path) -> None:
    inner = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(3)])
    inner.export(tmp_path / "saved", verbose=False)
    block = TFSMLayer(filepath=str(tmp_path / "saved"))
    assert codes(alone(block)) == {"b": block.trusts}
    told = answered(block.question((4, 4, 1)))
    assert told.answer is not None
    assert told.answer.refusal.startswith("The SavedModel of TFSMLayer does not run, for nobody here has agreed to it.")
    agree(tmp_path, block.trusts)
    assert answered(block.question((4, 4, 1))).answer == Answer((3,), 51)
    image = np.random.default_rng(1).uniform(size=(2, 4, 4, 1)).astype("float32")
    np.testing.assert_allclose(build(plan(alone(block), "Reloaded")).model(image), inner(image), rtol=1e-6)
    before = block.trusts
    keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(2)]).export(tmp_path / "saved", verbose=False)
    assert block.trusts != before
    with pytest.raises(BuildError, match="The SavedModel of TFSMLayer does not run"):
        build(plan(alone(block), "Changed"))


def test_without_a_saved_model_there_is_nothing_to_agree_to(tmp_path: Path) -> None:
    assert codes(alone(TFSMLayer())) == {}
    with pytest.raises(ShapeError) as refused:
        TFSMLayer(filepath=str(tmp_path)).output_shape((4,))
    assert str(refused.value) == (
        "TFSMLayer needs the folder of a SavedModel. Received: a folder without a saved_model.pb. Choose another one."
    )
