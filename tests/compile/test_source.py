"""The program of a drawing runs by itself and builds exactly the network that the plan says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio import paths
from studio.blocks.block import Block
from studio.blocks.ends import Input, Output
from studio.compile.planner import plan, prepared
from studio.compile.source import source
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.project import file
from studio.worker.build import build
from tests.blocks.strategies import LAYERS, UNLIKE, forms, usual
from tests.compile.drawings import block, branched, chain, drawing, id_of, lenet
from tests.compile.programs import check_clean, check_same

MEAN = np.random.default_rng(1).random((28, 28, 1), np.float32)
REGULARISED = block("Dense", units=6, kernel_regularizer={"kind": "L1L2", "l1": 0.1, "l2": 0.2}, kernel_initializer="he_normal")
# A softmax over one value is meant here.
pytestmark = pytest.mark.filterwarnings(r"ignore:[\s\S]*softmax over axis -?\d of a tensor of shape:UserWarning")


def test_lenet_has_61706_weights_and_takes_raw_pixels() -> None:
    planned = prepared(plan(lenet(), "LeNet-5"), True, MEAN)
    model = build(planned).model
    assert sum(weight.shape.num_elements() for weight in model.trainable_weights) == 61_706
    assert model.count_params() == 61_706
    image = np.random.default_rng(2).integers(0, 256, (1, 28, 28, 1)).astype(np.float32)
    centred = keras.Model(model.input, model.get_layer("centre").output)(image)
    np.testing.assert_allclose(np.asarray(centred)[0], image[0] / 255 - MEAN, atol=1e-6)
    check_same(planned)


LENET = '''"""LeNet-5: a Keras model, drawn in Abyss Studio."""

import keras
from keras import layers

INPUT_SHAPE = (28, 28, 1)  # height, width and channels of an image


def build() -> keras.Model:
    """Makes the network: it takes raw pixels (0 to 255) and gives the probability of each class."""
    inputs = keras.Input(INPUT_SHAPE, name="image")
    x = layers.Rescaling(1 / 255, name="rescaling")(inputs)
    # Training subtracts the mean image of the training images here, as soon as it is known.
    x = layers.ZeroPadding2D(padding=2, name="pad")(x)
    x = layers.Conv2D(6, 5, activation="relu", name="conv1")(x)
    x = layers.MaxPooling2D(2, name="pool1")(x)
    x = layers.Conv2D(16, 5, activation="relu", name="conv2")(x)
    x = layers.MaxPooling2D(2, name="pool2")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(120, activation="relu", name="dense1")(x)
    x = layers.Dense(84, activation="relu", name="dense2")(x)
    x = layers.Dense(10, name="scores")(x)
    outputs = layers.Softmax(name="output")(x)
    return keras.Model(inputs, outputs, name="lenet_5")


if __name__ == "__main__":
    build().summary()
'''


def test_lenet_reads_as_a_person_would_write_it() -> None:
    planned = prepared(plan(lenet(), "LeNet-5"), True, None)
    assert source(planned, "mean image").text == LENET


def test_a_known_mean_needs_no_promise() -> None:
    planned = prepared(plan(lenet(), "LeNet-5"), True, MEAN)
    assert source(planned, "mean image").text == source(planned).text


def test_means_of_channels_are_written_where_they_are_used() -> None:
    planned = prepared(plan(branched(), "t"), True, np.array([0.5, 0.25, 0.125], np.float32))
    line = 'x = layers.Normalization(axis=-1, mean=[0.5, 0.25, 0.125], variance=[1.0, 1.0, 1.0], name="centre")(x)'
    assert line in source(planned).text
    check_same(planned)


@pytest.mark.parametrize("name", ["INPUT_SHAPE", "layers", "keras", "inputs", "outputs", "build", "l", "x"])
def test_a_branch_may_be_called_as_what_the_program_needs(name: str) -> None:
    graph = branched()
    check_same(plan(edits.rename(graph, id_of(graph, "stem"), name), "Shortcut"))


def test_branches_are_called_as_their_nodes() -> None:
    text = source(plan(branched(), "Shortcut")).text
    assert 'stem = layers.Conv2D(4, 3, padding="same", name="stem")(inputs)' in text
    assert "deep = layers" not in text
    assert 'x = layers.Conv2D(4, 3, padding="same", activation="relu", name="deep")(stem)' in text
    assert 'x = layers.Add(name="sum")([x, stem])' in text
    check_same(plan(branched(), "Shortcut"))


def test_variables_step_aside_for_what_the_program_uses_itself() -> None:
    shape = (2, 2, 2)
    blocks = {name: block("ReLU") for name in ("x", "layers", "lambda", "inputs", "l", "Maxout")}
    wires = [("keras", name, 0) for name in blocks] + [(name, "outputs", port) for port, name in enumerate(blocks)]
    graph = drawing(
        {
            "keras": Input(shape=shape),
            **blocks,
            "outputs": block("Add"),
            "groups": block("Maxout"),
            "end": Output(meaning="values"),
        },
        [*wires, ("outputs", "groups", 0), ("groups", "end", 0)],
    )
    check_same(plan(graph, "np"))


@pytest.mark.parametrize("title", ['say "hello"', '""" + exit() + """', "back\\slash\\", "two\nlines", "", "  ", "x" * 300, "größe ×"])
def test_any_title_is_only_a_title(title: str) -> None:
    check_same(plan(branched(), title))


def test_a_class_for_each_layer_that_keras_lacks_comes_along() -> None:
    graph = chain(
        ("image", Input(shape=(8, 8, 4))),
        ("norm", block("LocalResponseNormalization")),
        ("max1", block("Maxout")),
        ("max2", block("Maxout")),
        ("sum", block("SumPooling2D", padding="same")),
        ("output", Output(meaning="values")),
    )
    text = source(plan(graph, "t")).text
    assert [text.count(f"\nclass {name}(") for name in ("LocalResponseNormalization", "Maxout", "SumPooling2D")] == [1, 1, 1]
    assert "studio" not in text.replace("Abyss Studio", "")
    assert "from keras import" not in text
    check_same(plan(graph, "t"))


def test_the_lines_of_a_node_are_those_that_make_it() -> None:
    graph = lenet()
    program = source(prepared(plan(graph, "LeNet-5"), True, MEAN))
    lines = program.text.splitlines()
    for name in ("pad", "conv1", "scores", "output"):
        first, last = program.lines[id_of(graph, name)]
        assert first == last
        assert f'name="{name}"' in lines[first - 1]
    assert set(program.lines) == set(graph.nodes)


def test_a_layer_of_many_lines_and_one_of_two_steps_have_them_all() -> None:
    long = block("Dense", units=3, activation="softmax", kernel_regularizer={"kind": "L1L2", "l1": 0.125, "l2": 0.0625}, use_bias=False,
                 kernel_initializer="truncated_normal")  # fmt: skip
    graph = chain(("image", Input(shape=(2, 2, 1))), ("flatten", block("Flatten")), ("scores", long), ("output", Output()))
    program = source(plan(graph, "t"))
    first, last = program.lines[id_of(graph, "scores")]
    text = "\n".join(program.text.splitlines()[first - 1 : last])
    assert text.startswith("    x = layers.Dense(\n        3,")
    assert text.endswith('outputs = layers.Softmax(name="scores_softmax")(x)')
    returned = program.lines[id_of(graph, "output")]
    assert program.text.splitlines()[returned[0] - 1].startswith("    return keras.Model(")


def around(kind: Block, shape: tuple[int, ...]) -> Graph:
    """An image that is brought to a shape, goes through one block (twice, where it takes many inputs) and out."""
    blocks = {**brought(shape), "one": block("ReLU"), "subject": kind, "end": Output(meaning="values")}
    wires = [("image", "shaped", 0), ("shaped", "one", 0), ("one", "subject", 0), ("subject", "end", 0)]
    return drawing(blocks, wires + ([("shaped", "subject", 1)] if kind.many_inputs else []))


def brought(shape: tuple[int, ...]) -> dict[str, Block]:
    """An image and what brings it to a shape; the Input itself where that has more axes than a Reshape gives."""
    if len(shape) > 4:
        return {"image": Input(shape=shape), "shaped": block("ReLU")}
    return {"image": Input(shape=(1, 1, int(np.prod(shape)))), "shaped": block("Reshape", target_shape=shape)}


SHAPES = ((8, 8, 4), (6, 7, 2), (12,), (5, 4))
LIKE_THESE = ((12, 12, 4), (12,))


@pytest.mark.parametrize("cls", [cls for cls in LAYERS if cls.__name__ not in UNLIKE], ids=lambda cls: cls.__name__)
@settings(max_examples=4)
@given(data=st.data())
def test_every_block_is_written_as_it_is_built(cls: type[Block], data: st.DataObject) -> None:
    shapes = SHAPES if usual(cls) in LIKE_THESE else (usual(cls),)
    drawn = forms(cls).flatmap(lambda form: st.sampled_from([around(form, shape) for shape in shapes]))
    graph = data.draw(drawn.filter(lambda graph: not any(issue.stops for issue in measure(graph).issues)))
    check_same(plan(graph, "t"))


def programs() -> dict[str, str]:
    """One program of each sort, for tools that read Python."""
    plans = {
        cls.__name__: plan(around(made, shape), "t") for cls in LAYERS if (made := _default(cls)) for shape in SHAPES if _fits(made, shape)
    }
    plans["lenet"] = prepared(plan(lenet(), "LeNet-5"), True, MEAN)
    plans["branched"] = prepared(plan(branched(), 'A "short" cut'), True, np.array([0.1, 0.2, 0.3], np.float32))
    plans["regularised"] = plan(around(REGULARISED, (12,)), "t")
    plans["untouched"] = plan(chain(("image", Input()), ("end", Output(meaning="values"))), "t")
    plans["tiny mean"] = prepared(plans["untouched"], False, np.zeros((28, 28, 1), np.float32))
    return {name: source(planned).text for name, planned in plans.items()}


def _default(cls: type[Block]) -> Block | None:
    return cls.read({field.name: 3 for field in cls.form() if field.required and field.editor == "whole"})


def _fits(made: Block, shape: tuple[int, ...]) -> bool:
    return not any(issue.stops for issue in measure(around(made, shape)).issues)


def test_programs_are_clean_by_the_usual_tools(tmp_path: Path) -> None:
    check_clean(programs(), tmp_path)


def test_programs_of_all_samples_are_clean(tmp_path: Path) -> None:
    folders = [path for path in paths.samples().iterdir() if path.is_dir()]
    drawings = {f"{folder.name}_{name}": graph for folder in folders for name, graph in file.read(folder).graphs.items()}
    check_clean({name: source(plan(graph, "t"), graph=graph).text for name, graph in drawings.items()}, tmp_path)


def test_lines_are_broken_as_a_formatter_breaks_them(tmp_path: Path) -> None:
    """Around the place where a line is too long: before what a layer is called on, then within its arguments."""
    branches = {"b" * length: block("Conv2D", filters=3, padding="same", use_bias=False) for length in range(12, 34)}
    blocks = {"image": Input(shape=(8, 8, 3)), **branches, "all": block("Concatenate"), "end": Output(meaning="values")}
    wires = [("image", branch, 0) for branch in branches] + [(branch, "all", port) for port, branch in enumerate(branches)]
    planned = plan(drawing(blocks, [*wires, ("all", "end", 0)]), "t")
    text = check_same(planned)
    assert ")(\n        inputs\n    )\n" in text
    assert "    )(inputs)\n" in text
    check_clean({"long": text}, tmp_path)


def test_a_program_runs_by_itself(tmp_path: Path) -> None:
    """In a process of its own, in a folder of its own, where the studio is not on the path."""
    program = tmp_path / "lenet.py"
    program.write_text(source(prepared(plan(lenet(), "LeNet-5"), True, MEAN)).text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-P", str(program)], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "61,706" in done.stdout
