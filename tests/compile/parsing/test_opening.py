"""A program that is opened is read where that is enough, and what only a run of it gives is said with its line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio import paths
from studio.blocks.ends import Input, Output
from studio.compile.parsing.faults import ParsingError
from studio.compile.parsing.opening import Judged, judged, opened
from studio.compile.parsing.program import parsed
from studio.compile.planner import plan, prepared
from studio.compile.source import source
from studio.compile.training_part import Lesson
from studio.data import Data
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.project import file
from studio.recipe import Recipe
from tests.compile.drawings import block, chain
from tests.compile.parsing.programs import PROGRAMS
from tests.compile.parsing.same import computed

HEAD = "import keras\nfrom keras import layers\ninputs = keras.Input((32, 32, 3))\n"
END = "\nmodel = keras.Model(inputs, x, name='a_net')\n"
READ = Judged(True, "")


def layers(graph: Graph) -> list[str]:
    """What a drawing computes, whatever it calls that."""
    return sorted(f"{symbol} {arguments} {len(inputs)}" for symbol, arguments, inputs in computed(plan(graph, "t")).values())


def many(count: int) -> str:
    made = ("Conv2D(8, 3, padding='same')", "BatchNormalization()", "ReLU()", "MaxPooling2D()")
    unit = "".join(f"x = layers.{each}(x)\n" for each in made)
    return f"{HEAD}x = inputs\n{unit * count}{END}"


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_drawing_computes_what_the_program_says(name: str) -> None:
    found = opened(PROGRAMS[name])
    assert layers(found.graph) == [each for each in layers(parsed(PROGRAMS[name]).graph) if not found.scale or "Rescaling" not in each]
    assert len({node.position for node in found.graph.nodes.values()}) == len(found.graph.nodes)
    for node in found.graph.nodes.values():
        if isinstance(node.block, Instance):
            inside = node.block.module.graph.nodes
            assert len({each.position for each in inside.values()}) == len(inside)


def test_what_repeats_becomes_modules() -> None:
    found = opened(many(4))
    assert found.title == "A net"
    assert [node.block.repeat for node in found.graph.nodes.values() if isinstance(node.block, Instance)] == [4]


def test_pixels_that_are_divided_first_are_so_by_the_data() -> None:
    found = opened(f"{HEAD}x = layers.Rescaling(1 / 255)(inputs)\nx = layers.Flatten()(x){END}")
    assert found.scale
    assert sorted(type(node.block).__name__ for node in found.graph.nodes.values()) == ["Flatten", "Input", "Output"]
    assert found.graph.feeds.keys() == {node.id for node in found.graph.nodes.values() if not isinstance(node.block, Input)}
    other = opened(f"{HEAD}x = layers.Rescaling(1 / 127.5, offset=-1)(inputs){END}")
    assert not other.scale
    assert {type(node.block).__name__ for node in other.graph.nodes.values()} == {"Input", "Rescaling", "Output"}


@pytest.mark.parametrize(("mean", "centre"), [(None, "none"), (np.full(3, 0.5), "per channel"), (np.full((8, 8, 3), 0.5), "mean image")])
@pytest.mark.parametrize("scale", [True, False])
@pytest.mark.parametrize("trains", [True, False])
def test_what_the_studio_puts_before_a_network_is_the_data_s_again(mean: Any, centre: str, scale: bool, trains: bool) -> None:
    graph = chain(("image", Input(shape=(8, 8, 3))), ("flat", block("Flatten")), ("scores", block("Dense", units=10)), ("end", Output()))
    before = prepared(plan(graph, "t"), scale, None if mean is None else mean.astype(np.float32))
    text = source(before, graph=graph, lesson=Lesson(Data(), Recipe()) if trains else None).text
    assert judged(text) == READ
    found = opened(text)
    assert (found.scale, found.centre) == (scale, centre)
    assert computed(plan(found.graph, "t")) == computed(plan(graph, "t"))


@pytest.mark.parametrize("sample", ["lenet5", "mobilenet"])
def test_a_sample_that_was_trained_with_a_mean_image_is_read_back(sample: str) -> None:
    (graph, *_) = file.read(paths.samples() / sample).graphs.values()
    planned = plan(graph, "t")
    mean = np.random.default_rng(0).random(planned.input_shape, np.float32)
    text = source(prepared(planned, True, mean), graph=graph).text
    assert "import numpy as np\n" in text
    assert judged(text) == READ
    found = opened(text)
    assert (found.scale, found.centre) == (True, "mean image")
    assert layers(found.graph) == layers(graph)


@pytest.mark.parametrize(
    "end", ["x = layers.Conv2D(2, 1, activation='softmax')(inputs)", "x = layers.Softmax()(layers.Conv2D(2, 1)(inputs))"]
)
def test_what_answers_for_each_pixel_gives_values(end: str) -> None:
    found = opened(f"{HEAD}{end}{END}")
    assert [node.block.meaning for node in found.graph.nodes.values() if isinstance(node.block, Output)] == ["values"]
    assert not [issue for issue in measure(found.graph).issues if issue.stops]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("x = layers.ReLU()(inputs)", ""),
        ("x = layers.ReLU()(inputs)\nif __name__ == '__main__':\n    inputs.fit()", ""),
        ("def lesson(model):\n    model.fit()\nx = layers.ReLU()(inputs)", ""),
        ("x = layers.ReLU()(inputs)\nfirst = keras.Model(inputs, x)\nx = layers.ReLU()(x)", ""),
        (
            "x = layers.ReLU()(inputs)\nother = keras.Model(inputs, layers.Softmax()(x))",
            "It builds other models too, other, and only once it has run can one be chosen.",
        ),
        (
            "x = layers.ReLU()(inputs)\nkeras.Model(inputs, x).fit(inputs)",
            "Line 5, keras.Model(inputs, x).fit(inputs), gives the model weights, which only a run has.",
        ),
        (
            "def made(y):\n    z = layers.ReLU()(y)\n    keras.Model(y, z).load_weights('a.h5')\n    return z\nx = made(inputs)",
            "Line 6, keras.Model(y, z).load_weights('a.h5'), gives the model weights, which only a run has.",
        ),
    ],
)
def test_what_only_a_run_gives_is_said(lines: str, why: str) -> None:
    assert judged(f"{HEAD}{lines}{END}") == Judged(True, why)


def test_what_cannot_be_read_is_said_with_its_line_and_reason() -> None:
    words = "It cannot be read without running it. Line 4: np is not known here. Give it a value first."
    assert judged(f"{HEAD}x = layers.Dense(np.int32(3))(inputs){END}") == Judged(False, words)
    outside = f"{HEAD}import numpy as np\nx = layers.Dense(np.int32(3))(inputs)\nkeras.Model(inputs, x){END}"
    found = judged(outside)
    assert found == Judged(False, "It cannot be read without running it. Line 5: np comes from numpy, which only a run can tell.")
    with pytest.raises(ParsingError):
        opened(outside)


def test_faults_that_follow_are_counted() -> None:
    found = judged(f"{HEAD}x = layers.Conv2D(0, 3)(inputs)\ny = layers.ReLU(slope=1)(inputs)\nx = layers.Add()([x, y]){END}")
    assert found.why.endswith(" So is 1 more.")
